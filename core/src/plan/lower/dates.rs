//! Dates: durations added to them, functions of them.

use super::{Lowering, Scope, Typed, count};
use crate::{
    error::Code,
    expression::{ArithmeticOp, Expression, Function, Gives, Span},
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

    /// A function of one date or of two.
    pub(super) fn date_call(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        node: Node,
        function: Function,
        dates: Vec<Typed>,
    ) -> Option<Typed> {
        let Gives::Count { unit, .. } = function.operation().gives else {
            return None;
        };
        let unit: Unit = unit.parse().ok()?;
        let kind = Kind::Number { decimals: 0, unit };
        self.made_of(node, kind, span, scope, Role::Operation, dates)
    }
}
