//! Reads what chooses: `si`, `selon`, `dans`, `hors`.

use super::{
    error::ExpressionError,
    parser::{Parsed, Parser},
    token::Kind,
    tree::{Arm, ArmKey, Expression, Form, Span},
};

const IF: &str = "écrivez `si condition alors valeur sinon autre_valeur`";
const CASES: &str =
    "écrivez `selon { condition: valeur, sinon: autre_valeur }` ; des conditions se réunissent par `ou`";
const MATCH: &str = "écrivez `selon x { membre: valeur, autre, encore: valeur, sinon: valeur }`, ou `selon { condition: valeur, … }`";
const KEY: &str =
    "un mot du langage ou un membre qui commence par un chiffre prend des guillemets (`\"0bis\"`)";
const MEMBERS: &str = "écrivez `x dans [a, b]` ou `x dans a..b`";
const NEXT: &str = "un opérateur, `,` ou `}`";

impl Parser<'_> {
    /// `si c alors a sinon b`
    pub(super) fn conditional(&mut self) -> Parsed {
        let start = self.span().start;
        self.advance();
        let condition = self.any_of();
        self.word(Kind::Then, "un opérateur ou `alors`");
        let then = self.any_of();
        self.word(Kind::Else, "un opérateur ou `sinon`");
        let otherwise = self.expression();
        let below = condition.height.max(then.height).max(otherwise.height);
        let form = Form::If {
            condition: Box::new(condition.expression),
            then: Box::new(then.expression),
            otherwise: Box::new(otherwise.expression),
        };
        self.node(start, form, below)
    }

    /// The word that separates two parts of a `si`.
    fn word(&mut self, word: Kind, expected: &'static str) {
        if self.eat(word) {
            return;
        }
        self.unexpected(expected, Some(IF));
        self.skip_to(&[Kind::Then, Kind::Else, Kind::Comma]);
        self.eat(word);
    }

    /// `x dans …`, `x hors …`
    pub(super) fn membership(&mut self, start: u32, subject: Parsed, negated: bool) -> Parsed {
        self.advance();
        let (subject, below) = (Box::new(subject.expression), subject.height);
        let open = self.span();
        if self.kind() == Kind::BracketOpen {
            let (members, height) = self.list(open);
            let form = Form::Among {
                subject,
                members,
                negated,
            };
            return self.node(start, form, below.max(height));
        }
        let before = self.errors_so_far();
        let low = self.sum();
        if !self.eat(Kind::DotDot) {
            if self.errors_so_far() == before {
                self.unexpected("`..` et l'autre borne de l'intervalle", Some(MEMBERS));
            }
            return self.placeholder();
        }
        let high = self.sum();
        let below = below.max(low.height).max(high.height);
        let form = Form::Between {
            subject,
            low: Box::new(low.expression),
            high: Box::new(high.expression),
            negated,
        };
        self.node(start, form, below)
    }

    /// `[a, b]`, and the height of the highest member.
    pub(super) fn list(&mut self, open: Span) -> (Vec<Expression>, usize) {
        self.advance();
        let (mut members, mut below) = (Vec::new(), 0);
        loop {
            let Parsed { expression, height } = self.element(Kind::BracketClose, "un opérateur, `,` ou `]`");
            members.push(expression);
            below = below.max(height);
            if !self.eat(Kind::Comma) || self.kind() == Kind::BracketClose {
                break;
            }
        }
        self.close(open, Kind::BracketClose, "un opérateur, `,` ou `]`", None);
        (members, below)
    }

    /// `selon { … }` or `selon x { … }`
    pub(super) fn selon(&mut self) -> Parsed {
        let start = self.span().start;
        self.advance();
        if self.kind() == Kind::BraceOpen {
            return self.cases(start);
        }
        let subject = self.deeper(Self::any_of);
        if self.kind() != Kind::BraceOpen {
            self.unexpected("un opérateur ou `{`", Some(MATCH));
            self.skip_to(&[Kind::BraceOpen, Kind::Comma]);
            if self.kind() != Kind::BraceOpen {
                return self.placeholder();
            }
        }
        self.arms(start, subject)
    }

    fn cases(&mut self, start: u32) -> Parsed {
        let mut cases = Vec::new();
        let mut below = 0;
        let before = self.errors_so_far();
        let otherwise = self.alternatives(|parser| {
            let condition = parser.deeper(Self::any_of);
            parser.colon(CASES);
            let value = parser.element(Kind::BraceClose, NEXT);
            below = below.max(condition.height).max(value.height);
            cases.push((condition.expression, value.expression));
        });
        let Some(otherwise) = otherwise else {
            if self.errors_so_far() == before {
                // The closing brace was just read.
                let end = self.span_from(start).end;
                let span = Span {
                    start: end.saturating_sub(1),
                    end,
                };
                self.error(ExpressionError::OtherwiseMissing { span });
            }
            return self.placeholder();
        };
        let below = below.max(otherwise.height);
        let otherwise = Box::new(otherwise.expression);
        self.node(start, Form::Cases { cases, otherwise }, below)
    }

    fn arms(&mut self, start: u32, subject: Parsed) -> Parsed {
        let mut arms = Vec::new();
        let mut below = subject.height;
        let otherwise = self.alternatives(|parser| {
            let keys = parser.keys();
            parser.colon(MATCH);
            let value = parser.element(Kind::BraceClose, NEXT);
            below = below.max(value.height);
            arms.push(Arm {
                keys,
                value: value.expression,
            });
        });
        let below = otherwise.as_ref().map_or(below, |value| below.max(value.height));
        let form = Form::Match {
            subject: Box::new(subject.expression),
            arms,
            otherwise: otherwise.map(|value| Box::new(value.expression)),
        };
        self.node(start, form, below)
    }

    /// `{ …, sinon: z }`, each alternative but `sinon` read by `alternative`; the value of `sinon`.
    fn alternatives(&mut self, mut alternative: impl FnMut(&mut Self)) -> Option<Parsed> {
        let open = self.span();
        self.advance();
        let mut otherwise = None;
        let mut told = false;
        let first = self.token();
        loop {
            if otherwise.is_some() && !told {
                let span = self.span();
                self.error(ExpressionError::OtherwiseNotLast { span });
                told = true;
            }
            if self.eat(Kind::Else) {
                self.colon(CASES);
                otherwise = Some(self.element(Kind::BraceClose, NEXT));
            } else {
                alternative(self);
            }
            if !self.eat(Kind::Comma) || matches!(self.kind(), Kind::BraceClose | Kind::End) {
                break;
            }
        }
        if first.kind == Kind::Else && !told {
            self.error(ExpressionError::OtherwiseAlone { span: first.span });
        }
        self.close(open, Kind::BraceClose, NEXT, None);
        otherwise
    }

    fn colon(&mut self, help: &'static str) {
        if self.eat(Kind::Colon) {
            return;
        }
        self.unexpected("`:`", Some(help));
        self.skip_to(&[Kind::Colon, Kind::Comma]);
        self.eat(Kind::Colon);
    }

    /// The members that one alternative is for.
    fn keys(&mut self) -> Vec<ArmKey> {
        let mut keys = Vec::new();
        loop {
            let span = self.span();
            if !self.eat(Kind::Name) && !self.eat(Kind::Member) {
                let help = if self.kind().closes() { MATCH } else { KEY };
                self.unexpected("un membre d'énumération", Some(help));
                break;
            }
            let name = self.text(span).trim_matches('"').to_owned();
            keys.push(ArmKey { name, span });
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        keys
    }
}
