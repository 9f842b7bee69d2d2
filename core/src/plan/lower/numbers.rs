//! Numbers: literals, sums, products, quotients, roundings, extremes.

use super::{Lowering, Scope, Typed, typed};
use crate::{
    decimal::{Decimal, MAX_DECIMALS, Rounding, from_decimal, pow10},
    error::Code,
    expression::{ArithmeticOp, Expression, Extremum, Span},
    plan::{Node, Role, Value},
    vocabulary::{Kind, Unit},
};

/// The largest power of ten that 64 bits hold.
const MAX_SCALING: u8 = 18;

impl<'p> Lowering<'p> {
    pub(super) fn number(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        value: Decimal,
        unit: Option<&str>,
    ) -> Option<Typed> {
        if ![0, 1, 12]
            .into_iter()
            .any(|allowed| value == Decimal::from(allowed))
            && !self.is_without_object(scope, span)
            && !self.pack.is_supposed(scope.text.at)
        {
            self.report(
                scope,
                span,
                Code::LiteralNumber,
                format!("le nombre `{value}` est écrit dans une expression"),
            )
            .help("faites-en un paramètre daté et sourcé dans parametres/ ; seuls 0, 1 et 12 s'écrivent ici");
        }
        let value = value.normalize();
        let decimals = u8::try_from(value.scale()).unwrap_or(u8::MAX).min(MAX_DECIMALS);
        let scaled = from_decimal(value, decimals).ok()?;
        let parsed = match unit.map(str::parse::<Unit>) {
            Some(Err(error)) => {
                self.report(scope, span, Code::WrongUnit, error.to_string());
                return None;
            }
            Some(Ok(unit)) => unit,
            None => Unit::NONE,
        };
        let kind = Kind::Number {
            decimals,
            unit: parsed,
        };
        let mut made = self.made(
            Node::Constant(Value::point(scaled)),
            kind,
            span,
            scope,
            Role::Literal,
            [],
        )?;
        made.literal = unit.is_none();
        Some(made)
    }

    /// Lowers an operand that must be a number.
    pub(super) fn numeric(&mut self, scope: Scope<'p>, expression: &Expression) -> Option<Typed> {
        let operand = self.expression(scope, expression, None)?;
        if matches!(operand.kind, Kind::Number { .. }) {
            return Some(operand);
        }
        let found = self.describe(&operand.kind);
        self.report(
            scope,
            expression.span,
            Code::WrongKind,
            format!("un nombre est attendu ici, c'est {found}"),
        );
        None
    }

    pub(super) fn arithmetic(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        op: ArithmeticOp,
        left: &Expression,
        right: &Expression,
    ) -> Option<Typed> {
        let first = self.expression(scope, left, None);
        if first.as_ref().is_some_and(|first| first.kind == Kind::Date) {
            return self.shift_date(scope, span, op, first?, right);
        }
        let second = self.numeric(scope, right);
        let first = first?;
        if !matches!(first.kind, Kind::Number { .. }) {
            let found = self.describe(&first.kind);
            self.report(
                scope,
                left.span,
                Code::WrongKind,
                format!("un nombre est attendu ici, c'est {found}"),
            );
            return None;
        }
        let second = second?;
        if op == ArithmeticOp::Multiply {
            return self.product(scope, span, first, second);
        }
        let literal = first.literal && second.literal;
        let (a, b, kind) = self.aligned(scope, span, &first, &second)?;
        let node = if op == ArithmeticOp::Add {
            Node::Add(a, b)
        } else {
            Node::Subtract(a, b)
        };
        let mut sum = self.made(node, kind, span, scope, Role::Operation, [first, second])?;
        sum.literal = literal;
        Some(sum)
    }

    fn product(&mut self, scope: Scope<'p>, span: Span, first: Typed, second: Typed) -> Option<Typed> {
        let (
            Kind::Number {
                decimals: d1,
                unit: u1,
            },
            Kind::Number {
                decimals: d2,
                unit: u2,
            },
        ) = (&first.kind, &second.kind)
        else {
            return None;
        };
        let decimals = d1.saturating_add(*d2);
        if decimals > MAX_DECIMALS {
            self.report(
                scope,
                span,
                Code::TooPrecise,
                format!("ce produit a {decimals} décimales, {MAX_DECIMALS} au plus"),
            )
            .help("arrondissez un facteur avec `arrondi(x, décimales)`");
            return None;
        }
        let kind = Kind::Number {
            decimals,
            unit: u1.times(u2),
        };
        let literal = first.literal && second.literal;
        let node = Node::Multiply(first.node, second.node);
        let mut product = self.made(node, kind, span, scope, Role::Operation, [first, second])?;
        product.literal = literal;
        Some(product)
    }

    pub(super) fn negate(&mut self, scope: Scope<'p>, span: Span, operand: &Expression) -> Option<Typed> {
        let operand = self.numeric(scope, operand)?;
        let kind = operand.kind.clone();
        let zero = self.hidden(Node::Constant(Value::point(0)), &kind, span, scope)?;
        let literal = operand.literal;
        let node = Node::Subtract(zero, operand.node);
        let mut negated = self.made(node, kind, span, scope, Role::Operation, [operand])?;
        negated.literal = literal;
        Some(negated)
    }

    pub(super) fn round(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        rounding: Rounding,
        value: Typed,
        decimals: u8,
    ) -> Option<Typed> {
        let Kind::Number { decimals: had, unit } = &value.kind else {
            return None;
        };
        let (had, kind) = (
            *had,
            Kind::Number {
                decimals,
                unit: unit.clone(),
            },
        );
        if decimals >= had {
            let node = self.rescaled(scope, span, value.node, had, &kind)?;
            return Some(typed(node, kind, span, Role::Operation, [value]));
        }
        let divisor = pow10(had.saturating_sub(decimals));
        let node = Node::Round {
            value: value.node,
            divisor,
            rounding,
        };
        self.made(node, kind, span, scope, Role::Operation, [value])
    }

    pub(super) fn quotient(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        [dividend, divisor]: [Typed; 2],
        at: Span,
        decimals: u8,
    ) -> Option<Typed> {
        let bounds = self.arena.bounds(divisor.node);
        if bounds.lo <= 0 && bounds.hi >= 0 {
            self.report(
                scope,
                at,
                Code::DivisionByZero,
                "étant donné les bornes des faits, ce diviseur peut être nul",
            )
            .help("donnez un `min` au fait, ou divisez par `max(x, 1)`");
            return None;
        }
        let (
            Kind::Number {
                decimals: d1,
                unit: u1,
            },
            Kind::Number {
                decimals: d2,
                unit: u2,
            },
        ) = (&dividend.kind, &divisor.kind)
        else {
            return None;
        };
        let up = decimals.saturating_add(*d2);
        // INVARIANT: both powers of ten are exact in 64 bits, here up to 10^18.
        if up.saturating_sub(*d1) > MAX_SCALING {
            self.report(
                scope,
                span,
                Code::TooPrecise,
                "un quotient aussi fin ne se calcule pas exactement sur 64 bits",
            )
            .help("demandez moins de décimales, ou arrondissez le diviseur");
            return None;
        }
        let (factor, reduction) = (pow10(up.saturating_sub(*d1)), pow10(d1.saturating_sub(up)));
        let kind = Kind::Number {
            decimals,
            unit: u1.per(u2),
        };
        let node = Node::Divide {
            dividend: dividend.node,
            divisor: divisor.node,
            factor,
            reduction,
        };
        self.made(node, kind, span, scope, Role::Operation, [dividend, divisor])
    }

    pub(super) fn extremum(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        which: Extremum,
        values: Vec<Typed>,
    ) -> Option<Typed> {
        let (nodes, kind, literal) = self.unified(scope, span, &values)?;
        let mut nodes = nodes.into_iter();
        let mut node = nodes.next()?;
        for next in nodes {
            let step = match which {
                Extremum::Min => Node::Min(node, next),
                Extremum::Max => Node::Max(node, next),
            };
            node = self.hidden(step, &kind, span, scope)?;
        }
        let mut made = typed(node, kind, span, Role::Operation, values);
        made.literal = literal;
        Some(made)
    }

    pub(super) fn clamp(&mut self, scope: Scope<'p>, span: Span, values: Vec<Typed>) -> Option<Typed> {
        let (nodes, kind, literal) = self.unified(scope, span, &values)?;
        let [value, low, high] = nodes.try_into().ok()?;
        let raised = self.hidden(Node::Max(value, low), &kind, span, scope)?;
        let node = self.hidden(Node::Min(raised, high), &kind, span, scope)?;
        let mut made = typed(node, kind, span, Role::Operation, values);
        made.literal = literal;
        Some(made)
    }
}
