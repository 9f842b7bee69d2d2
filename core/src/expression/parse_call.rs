//! Reads what starts with a name: facts, tables, functions, other dispositifs.

use super::{
    error::ExpressionError,
    lex,
    operations::{Function, Takes},
    parser::{Parsed, Parser},
    token::Kind,
    tree::{Argument, Expression, Form},
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
            return match Function::named(&name) {
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
            let span = self.span_from(start);
            self.wrong(span, || ExpressionError::WrongArity {
                usage: format!("{written}(cle, …)"),
                function: written,
                given: 0,
                span,
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

    fn call(&mut self, start: u32, function: Function) -> Parsed {
        let before = self.errors_so_far();
        let (written, below) = self.arguments();
        let given = written.len();
        let Some(parameters) = function.operation().parameters_of(given) else {
            // An argument that could not be read may hide others: only a clean call is counted.
            if self.errors_so_far() == before {
                let span = self.span_from(start);
                self.wrong(span, || ExpressionError::WrongArity {
                    function: function.name().to_owned(),
                    given,
                    usage: function.operation().usage(),
                    span,
                });
            }
            return self.placeholder();
        };
        let arguments = parameters
            .into_iter()
            .zip(written)
            .map(|(parameter, written)| match parameter.takes {
                Takes::Table => Argument::Table(self.table_name(function, written)),
                Takes::Decimals => Argument::Decimals(self.decimals(function, &written)),
                Takes::Truth
                | Takes::Number
                | Takes::Date
                | Takes::Ordered
                | Takes::Alike
                | Takes::Alternatives
                | Takes::Key => Argument::Value(written),
            })
            .collect();
        self.node(start, Form::Call { function, arguments }, below)
    }

    fn decimals(&mut self, function: Function, written: &Expression) -> u8 {
        let known = if let Form::Number { value, unit: None } = &written.form
            && value.scale() == 0
        {
            u8::try_from(value.mantissa()).ok()
        } else {
            None
        };
        known
            .filter(|decimals| *decimals <= MAX_DECIMALS)
            .unwrap_or_else(|| {
                let (function, span) = (function.name(), written.span);
                if !self.any_error_within(span) {
                    self.error(ExpressionError::DecimalsExpected { function, span });
                }
                0
            })
    }

    fn table_name(&mut self, function: Function, written: Expression) -> String {
        if let Form::Name(name) = written.form {
            return name;
        }
        let (function, span) = (function.name(), written.span);
        if !self.any_error_within(span) {
            self.error(ExpressionError::TableExpected { function, span });
        }
        String::new()
    }
}
