use super::{Lowering, Scope, Typed, count};
use crate::{
    error::Code,
    expression::{ArithmeticOp, DateFunction, Expression, Span},
    plan::{Node, Role, Value},
    vocabulary::{Kind, Unit},
};

impl<'p> Lowering<'p> {
    /// `d + n mois`, `d - n jour`, `d + n an`.
    pub(super) fn shift_date(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        op: ArithmeticOp,
        date: Typed,
        duration: &Expression,
    ) -> Option<Typed> {
        let at = duration.span;
        let duration = self.expression(scope, duration, None)?;
        let unit = match (&duration.kind, op) {
            (Kind::Number { decimals: 0, unit }, ArithmeticOp::Add | ArithmeticOp::Subtract) => {
                unit.to_string()
            }
            _ => String::new(),
        };
        let kind = duration.kind.clone();
        let mut amount = duration.node;
        if op == ArithmeticOp::Subtract {
            let zero = self.hidden(Node::Constant(Value::point(0)), &kind, span, scope)?;
            amount = self.hidden(Node::Subtract(zero, amount), &kind, span, scope)?;
        }
        let node = match unit.as_str() {
            "jour" => Node::AddDays {
                date: date.node,
                days: amount,
            },
            "mois" => Node::AddMonths {
                date: date.node,
                months: amount,
            },
            "an" => {
                let twelve = self.hidden(Node::Constant(Value::point(12)), &count(), span, scope)?;
                let months = self.hidden(Node::Multiply(amount, twelve), &kind, span, scope)?;
                Node::AddMonths {
                    date: date.node,
                    months,
                }
            }
            _ => {
                let found = self.describe(&kind);
                self.report(scope, at, Code::WrongUnit, format!("à une date s'ajoute une durée, c'est {found}"))
                    .help("une durée est un nombre entier en `jour`, `mois` ou `an`, comme `12 mois` ; pour un écart, `jours_entre(a, b)`");
                return None;
            }
        };
        self.made(node, Kind::Date, span, scope, Role::Operation, [date, duration])
    }

    pub(super) fn date_call(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        function: DateFunction,
        arguments: &[Expression],
    ) -> Option<Typed> {
        let mut dates = Vec::new();
        let mut complete = true;
        for argument in arguments {
            match self.expression(scope, argument, None) {
                Some(date) if date.kind == Kind::Date => dates.push(date),
                Some(other) => {
                    let found = self.describe(&other.kind);
                    self.report(
                        scope,
                        argument.span,
                        Code::WrongKind,
                        format!("une date est attendue ici, c'est {found}"),
                    );
                    complete = false;
                }
                None => complete = false,
            }
        }
        if !complete {
            return None;
        }
        let (first, second) = (dates.first()?.node, dates.get(1).map(|date| date.node));
        let (node, unit) = match (function, second) {
            (DateFunction::Year, None) => (Node::Year(first), ""),
            (DateFunction::AcademicYear, None) => (Node::AcademicYear(first), ""),
            (DateFunction::MonthsBetween, Some(second)) => (Node::MonthsBetween(first, second), "mois"),
            (DateFunction::DaysBetween, Some(second)) => (Node::DaysBetween(first, second), "jour"),
            _ => return None,
        };
        let unit: Unit = unit.parse().ok()?;
        self.made_of(
            node,
            Kind::Number { decimals: 0, unit },
            span,
            scope,
            Role::Operation,
            dates,
        )
    }
}
