//! Why a rank of a scale was reached: the ceilings on both sides of the amount.

use bareme::{
    Day, decimal,
    decision::Step,
    expression::{Expression, Form},
    plan::{TablePlan, Value},
    vocabulary::Kind,
};

use super::{
    formula::{expression, step_of},
    values::{Shape, Values},
};
use crate::words;

/// Reads the tables in force on the date of effect, when it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) tables: &'a [TablePlan],
    pub(crate) date: Option<Day>,
}

impl Reader<'_> {
    /// For `premier_rang` and `depasse`: « dépasse 11 533 € (échelon 6), ne dépasse pas 14 077 € (échelon 5) ».
    pub(crate) fn told(&self, values: &Values<'_>, step: Step<'_>) -> Option<String> {
        let expression = expression(step)?;
        let (Form::FirstRank { table, keys, amount } | Form::Exceeds { table, keys, amount }) =
            &expression.form
        else {
            return None;
        };
        let table = self.tables.iter().find(|known| known.name == *table)?;
        let date = Value::day(self.date?);
        let mut known = keys
            .iter()
            .zip(&table.keys)
            .map(|(key, layout)| {
                let text = self.text(step, key)?;
                match layout.declared.kind {
                    Kind::Choice(id) => {
                        let position = values.plan.vocabulary.enumeration(id)?.position(&text)?;
                        Some(Value::member(position))
                    }
                    _ => Some(Value::point(
                        decimal::parse(&text, layout.declared.decimals()).ok()?,
                    )),
                }
            })
            .collect::<Option<Vec<Value>>>()?;
        let amount_step = step_of(step, amount)?;
        let given: bareme::Decimal = amount_step.value()?.number()?;
        let (_, column) = table.columns.first()?;
        let unit = column
            .unit()
            .filter(|unit| !unit.is_none())
            .map(ToString::to_string);
        let last = table.keys.last()?;
        let Kind::Choice(ranked) = last.declared.kind else {
            return None;
        };
        let members = values.plan.vocabulary.enumeration(ranked)?;
        let (mut below, mut within) = (None, None);
        for rank in table.ranks.as_ref()? {
            known.push(Value::member(*rank));
            let cell = table.cell(0, &known, date);
            known.pop();
            let ceiling = decimal::to_decimal(cell.is_point().then_some(cell.lo)?, column.decimals());
            let shown = values
                .words()
                .quantity(&ceiling.to_string(), unit.as_deref(), false);
            let text = format!("{shown} ({})", words::inside(&members.member(*rank)?.label));
            if given > ceiling {
                below = Some(text);
            } else {
                within = Some(text);
                break;
            }
        }
        let amount = format!(
            "{} de {}",
            words::inside(&values.label(amount_step)),
            values.value(amount_step, Shape::Plain)
        );
        Some(match (below, within) {
            (Some(below), Some(within)) => {
                format!("{amount}\u{a0}: dépasse {below}, ne dépasse pas {within}")
            }
            (None, Some(within)) => format!("{amount}\u{a0}: ne dépasse pas {within}, le premier plafond"),
            (Some(below), None) => format!("{amount}\u{a0}: dépasse {below}, le dernier plafond"),
            (None, None) => return None,
        })
    }

    /// The text of the value of a key.
    fn text(&self, step: Step<'_>, key: &Expression) -> Option<String> {
        match &key.form {
            Form::Number { value, .. } => Some(value.to_string()),
            Form::Name(name) | Form::Member(name) => match step_of(step, key) {
                Some(known) => Some(known.value()?.to_string()),
                None => Some(name.clone()),
            },
            _ => Some(step_of(step, key)?.value()?.to_string()),
        }
    }
}
