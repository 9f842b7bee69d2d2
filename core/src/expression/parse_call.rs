//! Reads what starts with a name: facts, tables, functions, other dispositifs.

use super::{
    Expression, ExpressionError, Form,
    lex::{self, Kind},
    parser::{Parsed, Parser},
    tree::DateFunction,
    words::{self, Builtin},
};
use crate::decimal::MAX_DECIMALS;

const DISPOSITIF: &str = "écrivez `dispositif.identifiant.eligible` ou `dispositif.identifiant.droit`";
const AFTER_DROIT: &str =
    "écrivez `dispositif.identifiant.droit.du` pour ce qui est dû : 0 si le dispositif est refusé";
const DUE: &str = "du";
const COLUMN: &str =
    "écrivez `table.colonne(cle)`, ou `dispositif.identifiant.droit` pour un autre dispositif";

impl Parser<'_> {
    /// `dispositif.id.droit`, `dispositif.id.droit.du`
    pub(super) fn dispositif(&mut self) -> Parsed {
        let start = self.span().start;
        self.advance();
        let id = self.after_point();
        let member = self.after_point();
        let due = self.kind() == Kind::Dot && self.due();
        self.node(start, Form::Dispositif { id, member, due }, 0)
    }

    /// `.du` after a droit.
    fn due(&mut self) -> bool {
        self.advance();
        // `.dû` was told when the word was read.
        if self.kind() == Kind::Name && lex::plain(self.text(self.span())) == DUE {
            self.advance();
            return true;
        }
        self.unexpected_among("`du`", [DUE], Some(AFTER_DROIT));
        false
    }

    fn after_point(&mut self) -> String {
        if self.eat(Kind::Dot) {
            return self.name(Some(DISPOSITIF));
        }
        self.unexpected("`.`", Some(DISPOSITIF));
        String::new()
    }

    /// A name alone, a table or a function.
    pub(super) fn named(&mut self) -> Parsed {
        let start = self.span().start;
        let name = self.name(None);
        if self.eat(Kind::Dot) {
            let column = self.name(Some(COLUMN));
            if self.kind() == Kind::ParenOpen {
                return self.table(start, name, Some(column));
            }
            self.unexpected("`(`", Some(COLUMN));
        } else if self.kind() == Kind::ParenOpen {
            return match words::function_named(&name) {
                Some(function) => self.call(start, function),
                None => self.table(start, name, None),
            };
        }
        self.node(start, Form::Name(name), 0)
    }

    fn table(&mut self, start: u32, name: String, column: Option<String>) -> Parsed {
        let before = self.errors_so_far();
        let (keys, below) = self.arguments();
        if keys.is_empty() && self.errors_so_far() == before {
            let written = column
                .as_ref()
                .map_or(name.clone(), |column| format!("{name}.{column}"));
            self.error(ExpressionError::WrongArity {
                usage: format!("{written}(cle, …)"),
                function: written,
                given: 0,
                span: self.span_from(start),
            });
        }
        self.node(start, Form::Table { name, column, keys }, below)
    }

    /// `(a, b)` after a name, and the height of the highest argument.
    fn arguments(&mut self) -> (Vec<Expression>, usize) {
        let open = self.span();
        self.advance();
        let (mut arguments, mut below) = (Vec::new(), 0);
        if self.kind() != Kind::ParenClose {
            loop {
                let Parsed { expression, height } =
                    self.element(Kind::ParenClose, "un opérateur, `,` ou `)`");
                arguments.push(expression);
                below = below.max(height);
                if !self.eat(Kind::Comma) {
                    break;
                }
            }
        }
        self.close(open, Kind::ParenClose, "un opérateur, `,` ou `)`", None);
        (arguments, below)
    }

    /// One element of a list that `,` and `close` separate; after an error the next one is still read.
    pub(super) fn element(&mut self, close: Kind, expected: &'static str) -> Parsed {
        let element = self.expression();
        if ![Kind::Comma, close, Kind::End].contains(&self.kind()) {
            self.unexpected(expected, None);
            self.skip_to(&[Kind::Comma]);
        }
        element
    }

    fn call(&mut self, start: u32, function: &words::Function) -> Parsed {
        let before = self.errors_so_far();
        let (arguments, below) = self.arguments();
        let given = arguments.len();
        let Some(form) = self.applied(function.builtin, arguments) else {
            // An argument that could not be read may hide others: only a clean call is counted.
            if self.errors_so_far() == before {
                self.error(ExpressionError::WrongArity {
                    function: function.name.to_owned(),
                    given,
                    usage: function.usage.to_owned(),
                    span: self.span_from(start),
                });
            }
            return self.placeholder();
        };
        self.node(start, form, below)
    }

    /// The function of the arguments; nothing when they are too few or too many.
    fn applied(&mut self, builtin: Builtin, mut arguments: Vec<Expression>) -> Option<Form> {
        Some(match builtin {
            Builtin::Round(rounding) => {
                let [value, decimals] = arguments.try_into().ok()?;
                Form::Round {
                    rounding,
                    value: Box::new(value),
                    decimals: self.decimals(builtin, &decimals),
                }
            }
            Builtin::Quotient => {
                let [dividend, divisor, decimals] = arguments.try_into().ok()?;
                Form::Quotient {
                    dividend: Box::new(dividend),
                    divisor: Box::new(divisor),
                    decimals: self.decimals(builtin, &decimals),
                }
            }
            Builtin::Extremum(which) => {
                if arguments.len() < 2 {
                    return None;
                }
                Form::Extremum {
                    which,
                    values: arguments,
                }
            }
            Builtin::Clamp => {
                let [value, low, high] = arguments.try_into().ok()?;
                Form::Clamp {
                    value: Box::new(value),
                    low: Box::new(low),
                    high: Box::new(high),
                }
            }
            Builtin::Date(function) => {
                let needed = match function {
                    DateFunction::Year | DateFunction::AcademicYear => 1,
                    DateFunction::MonthsBetween | DateFunction::DaysBetween => 2,
                };
                if arguments.len() != needed {
                    return None;
                }
                Form::DateCall { function, arguments }
            }
            Builtin::FirstRank | Builtin::Exceeds => {
                let amount = Box::new(arguments.pop()?);
                let mut rest = arguments.into_iter();
                let table = self.table_name(builtin, rest.next()?);
                let keys = rest.collect();
                if builtin == Builtin::FirstRank {
                    Form::FirstRank { table, keys, amount }
                } else {
                    Form::Exceeds { table, keys, amount }
                }
            }
        })
    }

    fn decimals(&mut self, builtin: Builtin, written: &Expression) -> u8 {
        let known = match &written.form {
            Form::Number { value, unit: None } if value.scale() == 0 => u8::try_from(value.mantissa()).ok(),
            _ => None,
        };
        known
            .filter(|decimals| *decimals <= MAX_DECIMALS)
            .unwrap_or_else(|| {
                let (function, span) = (builtin.name(), written.span);
                if !self.any_error_within(span) {
                    self.error(ExpressionError::DecimalsExpected { function, span });
                }
                0
            })
    }

    fn table_name(&mut self, builtin: Builtin, written: Expression) -> String {
        if let Form::Name(name) = written.form {
            return name;
        }
        let (function, span) = (builtin.name(), written.span);
        if !self.any_error_within(span) {
            self.error(ExpressionError::TableExpected { function, span });
        }
        String::new()
    }
}
