//! What each form of expression is in SMT-LIB, in the order of the manual (`docs/rule-format.md`, « Expressions »).

use bareme::internals::expression::{
    Argument, ArithmeticOp, CompareOp, Expression, Extremum, Form, Function,
};

use super::{
    packs::{Place, REFERENCE, Translation},
    script::{Symbol, number, truth},
    term::{Sort, Term},
};

/// A truth.
fn is(symbol: Symbol) -> Term {
    Term {
        symbol,
        sort: Sort::Truth,
    }
}

fn date(symbol: Symbol) -> Term {
    Term {
        symbol,
        sort: Sort::Day,
    }
}

impl Translation {
    pub(crate) fn value(&mut self, at: &Place<'_>, e: &Expression) -> Term {
        match &e.form {
            Form::Boolean(value) => is(truth(*value)),
            Form::Number { value, unit } => {
                Term::number(*value, unit.as_deref().unwrap_or("").parse().unwrap())
            }
            Form::Member(name) => self.member_named(name),
            Form::ReferenceDate => date(REFERENCE.to_owned()),
            Form::EffectDate => date(Self::effect_date(at.naive, at.scope)),
            Form::Name(name) => self.named(at, name),
            Form::Dispositif { id, member, due } => self.other(at, id, member, *due),
            Form::Table { name, column, keys } => self.cell(at, name, column.as_deref(), keys),
            Form::Not(a) => {
                let a = self.value(at, a).symbol;
                is(self.script.not(&a))
            }
            Form::And(list) => {
                let list = self.symbols(at, list);
                is(self.script.all(&list))
            }
            Form::Or(list) => {
                let list = self.symbols(at, list);
                is(self.script.any(&list))
            }
            Form::Compare { op, left, right } => self.comparison(at, *op, left, right),
            Form::Among {
                subject,
                members,
                negated,
            } => {
                let subject = self.value(at, subject);
                let mut each = Vec::new();
                for member in members {
                    let member = self.value(at, member);
                    each.push(self.script.ordered("=", &subject, &member));
                }
                let found = self.script.any(&each);
                is(if *negated { self.script.not(&found) } else { found })
            }
            Form::Between {
                subject,
                low,
                high,
                negated,
            } => {
                let [subject, low, high] = [subject, low, high].map(|part| self.value(at, part));
                let ends = [
                    self.script.ordered("<=", &low, &subject),
                    self.script.ordered("<=", &subject, &high),
                ];
                let within = self.script.all(&ends);
                is(if *negated {
                    self.script.not(&within)
                } else {
                    within
                })
            }
            Form::Arithmetic { op, left, right } => {
                let (left, right) = (self.value(at, left), self.value(at, right));
                self.arithmetic(*op, &left, &right)
            }
            Form::Negate(a) => {
                let a = self.value(at, a);
                Term {
                    symbol: self.script.negate(&a.symbol),
                    sort: a.sort,
                }
            }
            Form::If {
                condition,
                then,
                otherwise,
            } => {
                let condition = self.value(at, condition).symbol;
                let (then, otherwise) = (self.value(at, then), self.value(at, otherwise));
                self.script.one_or_other(&condition, &then, &otherwise)
            }
            Form::Cases { cases, otherwise } => {
                let mut value = self.value(at, otherwise);
                for (condition, then) in cases.iter().rev() {
                    let (condition, then) = (self.value(at, condition).symbol, self.value(at, then));
                    value = self.script.one_or_other(&condition, &then, &value);
                }
                value
            }
            Form::Match {
                subject,
                arms,
                otherwise,
            } => {
                let subject = self.value(at, subject);
                let mut rest = arms.iter().rev();
                // Without `sinon` every member is named: the last arm is for those that no other names.
                let mut value = match otherwise {
                    Some(otherwise) => self.value(at, otherwise),
                    None => self.value(at, &rest.next().unwrap().value),
                };
                for arm in rest {
                    let mut keys = Vec::new();
                    for key in &arm.keys {
                        let key = self.member_named(&key.name);
                        keys.push(self.script.ordered("=", &subject, &key));
                    }
                    let named = self.script.any(&keys);
                    let then = self.value(at, &arm.value);
                    value = self.script.one_or_other(&named, &then, &value);
                }
                value
            }
            Form::Call { function, arguments } => self.call(at, *function, arguments),
        }
    }

    fn symbols(&mut self, at: &Place<'_>, list: &[Expression]) -> Vec<Symbol> {
        list.iter().map(|one| self.value(at, one).symbol).collect()
    }

    fn member_named(&mut self, name: &str) -> Term {
        Term {
            symbol: number(self.member(name)),
            sort: Sort::Member,
        }
    }

    /// A variable of the dispositif, a fact, a parameter, or a member of an enumeration.
    fn named(&mut self, at: &Place<'_>, name: &str) -> Term {
        let pack = &at.naive.pack;
        let variables = at.scope.map(|scope| (scope, scope.variables.iter()));
        if let Some((scope, mut variables)) = variables
            && let Some(variable) = variables.find(|variable| variable.name == name)
        {
            return self.rule(at.naive, scope, &variable.rule, variable.day.as_ref());
        }
        if let Some(fact) = pack.vocabulary.facts.iter().find(|fact| fact.name == name) {
            return self.of_fact(fact);
        }
        match pack.parameters.iter().find(|parameter| parameter.name == name) {
            Some(parameter) => self.parameter(at, parameter),
            None => self.member_named(name),
        }
    }

    /// What is read of another dispositif.
    fn other(&mut self, at: &Place<'_>, id: &str, member: &str, due: bool) -> Term {
        let mut dispositifs = at.naive.pack.dispositifs.iter();
        let other = dispositifs.find(|dispositif| dispositif.id == id).expect(id);
        if member == "eligible" {
            return is(self.eligible(at.naive, other));
        }
        let droit = other
            .droits
            .iter()
            .find(|droit| droit.id == member)
            .expect(member);
        if due {
            self.due(at.naive, other, droit)
        } else {
            self.rule(at.naive, other, &droit.rule, droit.day.as_ref())
        }
    }

    fn comparison(&mut self, at: &Place<'_>, op: CompareOp, left: &Expression, right: &Expression) -> Term {
        let (left, right) = (self.value(at, left), self.value(at, right));
        let (sign, a, b, negated) = match op {
            CompareOp::Equal => ("=", &left, &right, false),
            CompareOp::NotEqual => ("=", &left, &right, true),
            CompareOp::Less => ("<", &left, &right, false),
            CompareOp::LessOrEqual => ("<=", &left, &right, false),
            CompareOp::Greater => ("<", &right, &left, false),
            CompareOp::GreaterOrEqual => ("<=", &right, &left, false),
        };
        let held = self.script.ordered(sign, a, b);
        is(if negated { self.script.not(&held) } else { held })
    }

    fn arithmetic(&mut self, op: ArithmeticOp, left: &Term, right: &Term) -> Term {
        let script = &mut self.script;
        if left.sort == Sort::Day {
            let count = if op == ArithmeticOp::Add {
                right.symbol.clone()
            } else {
                script.negate(&right.symbol)
            };
            return date(match right.unit().to_string().as_str() {
                "jour" => script.add(&left.symbol, &count),
                "mois" => self.calendar.later(script, &left.symbol, &count),
                _ => {
                    let months = script.multiply("12", &count);
                    self.calendar.later(script, &left.symbol, &months)
                }
            });
        }
        if op == ArithmeticOp::Multiply {
            return Term {
                symbol: script.multiply(&left.symbol, &right.symbol),
                sort: Sort::Number(
                    left.decimals() + right.decimals(),
                    left.unit().times(&right.unit()),
                ),
            };
        }
        let (a, b, sort) = script.alike(left, right);
        let symbol = if op == ArithmeticOp::Add {
            script.add(&a, &b)
        } else {
            script.subtract(&a, &b)
        };
        Term { symbol, sort }
    }

    fn call(&mut self, at: &Place<'_>, function: Function, arguments: &[Argument]) -> Term {
        if let [Argument::Table(table), keys @ .., Argument::Value(amount)] = arguments {
            let keys: Vec<Expression> = keys.iter().filter_map(Argument::value).cloned().collect();
            return self.rank(at, function, table, &keys, amount);
        }
        let values: Vec<Term> = arguments
            .iter()
            .filter_map(Argument::value)
            .map(|argument| self.value(at, argument))
            .collect();
        let decimals = match arguments.last() {
            Some(Argument::Decimals(decimals)) => u32::from(*decimals),
            _ => 0,
        };
        let (script, calendar) = (&mut self.script, &mut self.calendar);
        match (function, values.as_slice()) {
            (Function::Round(rounding), [number]) => script.round(rounding, number, decimals),
            (Function::Quotient, [a, b]) => script.quotient(a, b, decimals),
            (Function::Extremum(which), [first, rest @ ..]) => {
                rest.iter().fold(first.clone(), |best, next| {
                    let better = match which {
                        Extremum::Min => script.ordered("<", next, &best),
                        Extremum::Max => script.ordered("<", &best, next),
                    };
                    script.one_or_other(&better, next, &best)
                })
            }
            (Function::Clamp, [x, low, high]) => {
                let below = script.ordered("<", x, low);
                let raised = script.one_or_other(&below, low, x);
                let above = script.ordered("<", high, &raised);
                script.one_or_other(&above, high, &raised)
            }
            (Function::Count, _) => {
                let truths: Vec<Symbol> = values.into_iter().map(|value| value.symbol).collect();
                Term::count(script.how_many(&truths), "")
            }
            (Function::DatePart(part), [date]) => calendar.part(script, part, &date.symbol),
            (Function::Elapsed(elapsed), [from, until]) => {
                calendar.elapsed(script, elapsed, &from.symbol, &until.symbol)
            }
            _ => panic!("{} of {values:?}", function.name()),
        }
    }
}
