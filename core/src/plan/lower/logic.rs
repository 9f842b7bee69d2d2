//! Conditions put together, and values compared.

use super::{Lowering, Scope, Typed, count, typed};
use crate::{
    error::Code,
    expression::{CompareOp, Expression, Form, Span},
    plan::{Comparison, Node, NodeId, Role, Value},
    vocabulary::Kind,
};

impl<'p> Lowering<'p> {
    /// Lowers an operand that must be true or false.
    pub(in crate::plan) fn boolean(&mut self, scope: Scope<'p>, expression: &Expression) -> Option<Typed> {
        let operand = self.expression(scope, expression, None)?;
        if operand.kind == Kind::Boolean {
            return Some(operand);
        }
        let found = self.describe(&operand.kind);
        self.report(
            scope,
            expression.span,
            Code::NotBoolean,
            format!("une condition est vraie ou fausse, c'est {found}"),
        )
        .help("écrivez une comparaison, comme `age >= age_minimum`");
        None
    }

    pub(super) fn not(&mut self, scope: Scope<'p>, span: Span, operand: &Expression) -> Option<Typed> {
        let operand = self.boolean(scope, operand)?;
        self.made(
            Node::Not(operand.node),
            Kind::Boolean,
            span,
            scope,
            Role::Operation,
            [operand],
        )
    }

    pub(super) fn connective(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        operands: &[Expression],
        all: bool,
    ) -> Option<Typed> {
        let lowered: Vec<_> = operands
            .iter()
            .map(|operand| self.boolean(scope, operand))
            .collect();
        let lowered: Vec<Typed> = lowered.into_iter().collect::<Option<_>>()?;
        let nodes = lowered.iter().map(|operand| operand.node).collect();
        let node = if all { Node::And(nodes) } else { Node::Or(nodes) };
        self.made_of(node, Kind::Boolean, span, scope, Role::Operation, lowered)
    }

    /// `compte(a, b, …)`: each condition is worth 1 when it holds and 0 when it does not.
    pub(super) fn count(&mut self, scope: Scope<'p>, span: Span, conditions: Vec<Typed>) -> Option<Typed> {
        let kind = count();
        let mut number = |value| self.hidden(Node::Constant(Value::point(value)), &kind, span, scope);
        let (one, zero) = (number(1)?, number(0)?);
        let mut sum = None;
        for condition in &conditions {
            let worth = Node::Select {
                condition: condition.node,
                then: one,
                otherwise: zero,
            };
            let worth = self.hidden(worth, &kind, span, scope)?;
            sum = Some(match sum {
                Some(sum) => self.hidden(Node::Add(sum, worth), &kind, span, scope)?,
                None => worth,
            });
        }
        Some(typed(sum?, kind, span, Role::Operation, conditions))
    }

    pub(super) fn compare(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        op: CompareOp,
        left: &Expression,
        right: &Expression,
    ) -> Option<Typed> {
        // A bare word is read last: what it is compared with says which enumeration it belongs to.
        let (first, second) = if self.is_bare_member(scope, left) {
            let second = self.expression(scope, right, None)?;
            (self.expression(scope, left, Some(&second.kind))?, second)
        } else {
            let first = self.expression(scope, left, None);
            let expected = first.as_ref().map(|first| first.kind.clone());
            // Without a type on the left a bare word on the right would only be reported as unknown: one fault is enough.
            if first.is_none() && self.is_bare_member(scope, right) {
                return None;
            }
            let second = self.expression(scope, right, expected.as_ref());
            (first?, second?)
        };
        let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let node = match (&first.kind, &second.kind) {
            (Kind::Choice(a), Kind::Choice(b)) if a == b && equality => {
                self.same_choice(first.node, second.node)
            }
            (Kind::Boolean, Kind::Boolean) if equality => Node::Compare {
                comparison: Comparison::Equal,
                left: first.node,
                right: second.node,
            },
            (Kind::Number { .. } | Kind::Date, Kind::Number { .. } | Kind::Date) => {
                let (a, b, _) = self.aligned(scope, span, &first, &second)?;
                match op {
                    CompareOp::Equal | CompareOp::NotEqual => Node::Compare {
                        comparison: Comparison::Equal,
                        left: a,
                        right: b,
                    },
                    CompareOp::Less => Node::Compare {
                        comparison: Comparison::Less,
                        left: a,
                        right: b,
                    },
                    CompareOp::LessOrEqual => Node::Compare {
                        comparison: Comparison::LessOrEqual,
                        left: a,
                        right: b,
                    },
                    CompareOp::Greater => Node::Compare {
                        comparison: Comparison::Less,
                        left: b,
                        right: a,
                    },
                    CompareOp::GreaterOrEqual => Node::Compare {
                        comparison: Comparison::LessOrEqual,
                        left: b,
                        right: a,
                    },
                }
            }
            (a, b) => {
                let (a, b) = (self.describe(&a.clone()), self.describe(&b.clone()));
                let message = if equality {
                    format!("{a} et {b} ne se comparent pas")
                } else {
                    format!("seuls des nombres ou des dates ont un ordre, ce sont {a} et {b}")
                };
                self.report(scope, span, Code::WrongKind, message);
                return None;
            }
        };
        let node = if op == CompareOp::NotEqual {
            Node::Not(self.arena.truth(node))
        } else {
            node
        };
        self.made(node, Kind::Boolean, span, scope, Role::Operation, [first, second])
    }

    /// Equality of two choices; a constant becomes a set of one member.
    fn same_choice(&self, a: NodeId, b: NodeId) -> Node {
        match (self.arena.node(a), self.arena.node(b)) {
            (_, Some(Node::Constant(member))) => Node::Among {
                choice: a,
                members: member.mask(),
            },
            (Some(Node::Constant(member)), _) => Node::Among {
                choice: b,
                members: member.mask(),
            },
            _ => Node::SameChoice { left: a, right: b },
        }
    }

    pub(super) fn among(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        subject: &Expression,
        members: &[Expression],
        negated: bool,
    ) -> Option<Typed> {
        let subject = self.expression(scope, subject, None)?;
        let lowered: Vec<_> = members
            .iter()
            .map(|member| self.expression(scope, member, Some(&subject.kind)))
            .collect();
        let lowered: Vec<Typed> = lowered.into_iter().collect::<Option<_>>()?;
        let mut tests = Vec::new();
        let mut mask = 0_u64;
        for (member, written) in lowered.iter().zip(members) {
            match (&subject.kind, &member.kind) {
                (Kind::Choice(a), Kind::Choice(b)) if a == b => match self.arena.node(member.node) {
                    Some(Node::Constant(constant)) => mask |= constant.mask(),
                    _ => tests.push(self.arena.truth(Node::SameChoice {
                        left: subject.node,
                        right: member.node,
                    })),
                },
                (Kind::Number { .. } | Kind::Date, Kind::Number { .. } | Kind::Date) => {
                    let (left, right, _) = self.aligned(scope, written.span, &subject, member)?;
                    tests.push(self.arena.truth(Node::Compare {
                        comparison: Comparison::Equal,
                        left,
                        right,
                    }));
                }
                (a, b) => {
                    let (a, b) = (self.describe(&a.clone()), self.describe(&b.clone()));
                    self.report(
                        scope,
                        written.span,
                        Code::WrongKind,
                        format!("{a} et {b} ne se comparent pas"),
                    );
                    return None;
                }
            }
        }
        if mask != 0 {
            tests.push(self.arena.truth(Node::Among {
                choice: subject.node,
                members: mask,
            }));
        }
        let mut node = match tests.as_slice() {
            [only] => *only,
            _ => self.arena.truth(Node::Or(tests)),
        };
        if negated {
            node = self.arena.truth(Node::Not(node));
        }
        let mut parts = vec![subject];
        parts.extend(lowered);
        Some(typed(node, Kind::Boolean, span, Role::Operation, parts))
    }

    pub(super) fn between(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        subject: &Expression,
        ends: [&Expression; 2],
        negated: bool,
    ) -> Option<Typed> {
        let subject = self.expression(scope, subject, None);
        let ends = ends.map(|end| self.expression(scope, end, None));
        let subject = subject?;
        let [low, high] = ends;
        let (low, high) = (low?, high?);
        let ordered = |kind: &Kind| matches!(kind, Kind::Number { .. } | Kind::Date);
        if ![&subject, &low, &high]
            .into_iter()
            .all(|value| ordered(&value.kind))
        {
            self.report(
                scope,
                span,
                Code::WrongKind,
                "un intervalle est fait de nombres ou de dates",
            );
            return None;
        }
        let (from, above, _) = self.aligned(scope, span, &low, &subject)?;
        let (below, to, _) = self.aligned(scope, span, &subject, &high)?;
        let above = self.arena.truth(Node::Compare {
            comparison: Comparison::LessOrEqual,
            left: from,
            right: above,
        });
        let below = self.arena.truth(Node::Compare {
            comparison: Comparison::LessOrEqual,
            left: below,
            right: to,
        });
        let mut node = self.arena.truth(Node::And(vec![above, below]));
        if negated {
            node = self.arena.truth(Node::Not(node));
        }
        Some(typed(
            node,
            Kind::Boolean,
            span,
            Role::Operation,
            [subject, low, high],
        ))
    }

    /// Is it a word that means nothing without an enumeration?
    fn is_bare_member(&self, scope: Scope<'p>, expression: &Expression) -> bool {
        if let Form::Name(name) = &expression.form {
            return !self.is_value(scope, name);
        }
        matches!(expression.form, Form::Member(_))
    }
}
