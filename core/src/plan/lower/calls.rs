//! Calls of functions: the arguments, each of the kind that its function is declared with, then what the function is made of.

use super::{Lowering, Scope, Typed};
use crate::{
    error::Code,
    expression::{Argument, Expression, Function, Span, Takes},
    plan::Node,
    vocabulary::Kind,
};

impl<'p> Lowering<'p> {
    pub(super) fn call(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        function: Function,
        arguments: &[Argument],
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        // What the keys of a table and the amount must be, the table says.
        if let [Argument::Table(table), keys @ .., Argument::Value(amount)] = arguments {
            let keys: Vec<&Expression> = keys.iter().filter_map(Argument::value).collect();
            let exceeds = function == Function::Exceeds;
            return self.first_rank(scope, span, table, &keys, amount, exceeds);
        }
        let values = self.arguments(scope, function, arguments, expected)?;
        let decimals = arguments.iter().find_map(|argument| match argument {
            Argument::Decimals(decimals) => Some(*decimals),
            Argument::Value(_) | Argument::Table(_) => None,
        });
        match function {
            Function::Round(rounding) => {
                let [value] = values.try_into().ok()?;
                self.round(scope, span, rounding, value, decimals?)
            }
            Function::Quotient => {
                let at = arguments.get(1)?.value()?.span;
                self.quotient(scope, span, values.try_into().ok()?, at, decimals?)
            }
            Function::Extremum(which) => self.extremum(scope, span, which, values),
            Function::Clamp => self.clamp(scope, span, values),
            Function::Count => self.count(scope, span, values),
            Function::DatePart(part) => {
                let [date] = values.as_slice() else { return None };
                let node = Node::DatePart(part, date.node);
                self.date_call(scope, span, node, function, values)
            }
            Function::Elapsed(elapsed) => {
                let [from, until] = values.as_slice() else {
                    return None;
                };
                let node = Node::Elapsed(elapsed, from.node, until.node);
                self.date_call(scope, span, node, function, values)
            }
            Function::FirstRank | Function::Exceeds => None,
        }
    }

    /// The values of a call; nothing when one is not of the kind that the function takes there, each of which is told.
    fn arguments(
        &mut self,
        scope: Scope<'p>,
        function: Function,
        arguments: &[Argument],
        expected: Option<&Kind>,
    ) -> Option<Vec<Typed>> {
        let parameters = function.operation().parameters_of(arguments.len())?;
        let mut values = Vec::with_capacity(arguments.len());
        let mut complete = true;
        for (parameter, argument) in parameters.into_iter().zip(arguments) {
            let Some(value) = argument.value() else {
                continue;
            };
            match self.argument(scope, parameter.takes, value, expected) {
                Some(value) => values.push(value),
                None => complete = false,
            }
        }
        complete.then_some(values)
    }

    fn argument(
        &mut self,
        scope: Scope<'p>,
        takes: Takes,
        value: &Expression,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        match takes {
            Takes::Truth => self.boolean(scope, value),
            Takes::Number => self.numeric(scope, value),
            Takes::Date => self.date(scope, value),
            Takes::Ordered => self.ordered(scope, value, expected),
            Takes::Alike | Takes::Alternatives | Takes::Key | Takes::Table | Takes::Decimals => {
                self.expression(scope, value, expected)
            }
        }
    }

    /// Lowers an operand that must be a date.
    fn date(&mut self, scope: Scope<'p>, expression: &Expression) -> Option<Typed> {
        let date = self.expression(scope, expression, None)?;
        if date.kind == Kind::Date {
            return Some(date);
        }
        let found = self.describe(&date.kind);
        self.report(
            scope,
            expression.span,
            Code::WrongKind,
            format!("une date est attendue ici, c'est {found}"),
        );
        None
    }

    /// Lowers an operand that must be a number or a date.
    fn ordered(
        &mut self,
        scope: Scope<'p>,
        expression: &Expression,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        let operand = self.expression(scope, expression, expected)?;
        if matches!(operand.kind, Kind::Number { .. } | Kind::Date) {
            return Some(operand);
        }
        let found = self.describe(&operand.kind);
        self.report(
            scope,
            expression.span,
            Code::WrongKind,
            format!("un nombre ou une date est attendu ici, c'est {found}"),
        );
        None
    }
}
