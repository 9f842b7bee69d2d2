//! Why a rank of a scale was reached: the ceilings on both sides of the amount.

use bareme::{
    Day,
    answer::Step,
    catalogue::{TablePlan, Value},
    decimal,
    internals::expression::{Argument, Expression, Form},
    pack::model::Matching,
};

use super::{
    expression::{expression, step_of},
    values::{Shape, Values},
};
use crate::words;

/// Reads the tables in force on the date of effect, when it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) tables: &'a [TablePlan],
    pub(crate) date: Option<Day>,
}

impl Values<'_> {
    /// Reads the tables in force on that day.
    pub(crate) fn scale(&self, date: Option<Day>) -> Reader<'_> {
        Reader {
            tables: &self.plan.tables,
            date,
        }
    }
}

impl Reader<'_> {
    /// The day on which a step reads a table.
    fn date(&self, step: Step<'_>) -> Option<Day> {
        step.read_on().map_or(self.date, |read| read.day)
    }

    /// For `premier_rang` and `depasse`: « dépasse 11 533 € (échelon 6), ne dépasse pas 14 077 € (échelon 5) ».
    pub(crate) fn told(&self, values: &Values<'_>, step: Step<'_>) -> Option<String> {
        let expression = expression(step)?;
        let Form::Call { arguments, .. } = &expression.form else {
            return None;
        };
        let [Argument::Table(table), keys @ .., Argument::Value(amount)] = arguments.as_slice() else {
            return None;
        };
        let keys: Vec<&Expression> = keys.iter().filter_map(Argument::value).collect();
        let table = self.tables.iter().find(|known| known.name == *table)?;
        let date = Value::day(self.date(step)?);
        let mut known = self.known(values, step, table, &keys)?;
        let row = row(values, table, &known, date);
        let amount_step = step_of(step, amount)?;
        let given: bareme::Decimal = amount_step.value()?.number()?;
        let column = &table.columns.first()?.declared;
        let unit = column
            .unit()
            .filter(|unit| !unit.is_none())
            .map(ToString::to_string);
        let last = table.keys.last()?;
        let members = values.plan.vocabulary.enumeration_of(&last.declared.kind)?;
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
        let row = row.map(|row| format!(" ({row})")).unwrap_or_default();
        let amount = format!("{amount}{row}");
        Some(match (below, within) {
            (Some(below), Some(within)) => {
                format!("{amount}\u{a0}: dépasse {below}, ne dépasse pas {within}")
            }
            (None, Some(within)) => format!("{amount}\u{a0}: ne dépasse pas {within}, le premier plafond"),
            (Some(below), None) => format!("{amount}\u{a0}: dépasse {below}, le dernier plafond"),
            (None, None) => return None,
        })
    }

    /// The row of a table that a number selects: « ligne « 26 ans » »; nothing when every key is a choice.
    pub(crate) fn row(&self, values: &Values<'_>, step: Step<'_>) -> Option<String> {
        let expression = expression(step)?;
        let Form::Table { name, keys, .. } = &expression.form else {
            return None;
        };
        let table = self.tables.iter().find(|known| known.name == *name)?;
        let keys: Vec<&Expression> = keys.iter().collect();
        let known = self.known(values, step, table, &keys)?;
        row(values, table, &known, Value::day(self.date(step)?))
    }

    /// The values of the keys that are written.
    fn known(
        &self,
        values: &Values<'_>,
        step: Step<'_>,
        table: &TablePlan,
        keys: &[&Expression],
    ) -> Option<Vec<Value>> {
        keys.iter()
            .zip(&table.keys)
            .map(|(key, layout)| {
                let text = self.text(step, key)?;
                if layout.is_choice() {
                    let members = values.plan.vocabulary.enumeration_of(&layout.declared.kind)?;
                    return Some(Value::member(members.position(&text)?));
                }
                let number = decimal::parse(&text, layout.declared.decimals()).ok()?;
                Some(Value::point(number))
            })
            .collect()
    }

    /// The text of the value of a key.
    fn text(&self, step: Step<'_>, key: &Expression) -> Option<String> {
        if let Form::Number { value, .. } = &key.form {
            return Some(value.to_string());
        }
        match (step_of(step, key), &key.form) {
            (Some(known), _) => Some(known.value()?.to_string()),
            (None, Form::Name(name) | Form::Member(name)) => Some(name.clone()),
            (None, _) => None,
        }
    }
}

/// The lines of the numeric keys, as the table writes them.
fn row(values: &Values<'_>, table: &TablePlan, known: &[Value], date: Value) -> Option<String> {
    let [layout] = table.span(date) else {
        return None;
    };
    let lines: Vec<String> = table
        .keys
        .iter()
        .zip(&layout.axes)
        .zip(known)
        .filter(|((key, _), _)| !key.is_choice())
        .filter_map(|((key, axis), value)| {
            let edge = axis.get(key.row(axis, value.lo))?;
            let unit = key.declared.unit().filter(|unit| !unit.is_none());
            let shown = decimal::format(*edge, key.declared.decimals());
            let unit = unit.map(ToString::to_string);
            let shown = values.words().quantity(&shown, unit.as_deref(), false);
            Some(match key.matching {
                Matching::Threshold => format!("« à partir de {shown} »"),
                Matching::Saturating if *edge < value.lo => format!("« {shown} », la dernière,"),
                Matching::Equal | Matching::Saturating => format!("« {shown} »"),
            })
        })
        .collect();
    (!lines.is_empty()).then(|| format!("ligne {} du barème", words::list(&lines, "et")))
}
