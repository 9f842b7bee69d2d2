//! The state of a reading: tokens, errors, levels of nesting.

use super::{
    error::ExpressionError,
    limits::{MAX_NESTING, TOLD},
    slip,
    token::{self, Kind, Token},
    tree::{Expression, Form, Span},
};
use crate::error::nearest;

/// An expression and the height of its tree. After an error it stands for what could not be read.
pub(super) struct Parsed {
    pub(super) expression: Expression,
    pub(super) height: usize,
}

/// Recursive descent over tokens. An error is noted once for a token and reading goes on as if what is missing stood
/// there, so that every function gives something and nothing is told twice.
pub(super) struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    position: usize,
    depth: usize,
    errors: Vec<ExpressionError>,
    /// The token at which the last error was noted: other complaints about it are its consequences.
    last_error: Option<usize>,
    aborted: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a str, tokens: Vec<Token>) -> Self {
        Self {
            source,
            tokens,
            position: 0,
            depth: 0,
            errors: Vec::new(),
            last_error: None,
            aborted: false,
        }
    }

    pub(super) fn into_errors(self) -> Vec<ExpressionError> {
        self.errors
    }
}

// Tokens.
impl<'a> Parser<'a> {
    pub(super) fn token(&self) -> Token {
        self.tokens.get(self.position).copied().unwrap_or(Token {
            kind: Kind::End,
            span: token::span(self.source.len(), self.source.len()),
        })
    }

    pub(super) fn kind(&self) -> Kind {
        self.token().kind
    }

    pub(super) fn span(&self) -> Span {
        self.token().span
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        let wide = |n| usize::try_from(n).unwrap_or(usize::MAX);
        self.source
            .get(wide(span.start)..wide(span.end))
            .unwrap_or_default()
    }

    pub(super) fn advance(&mut self) {
        let last = self.tokens.len().saturating_sub(1);
        self.position = self.position.saturating_add(1).min(last);
    }

    pub(super) fn eat(&mut self, kind: Kind) -> bool {
        let there = self.kind() == kind;
        if there {
            self.advance();
        }
        there
    }

    /// From `start` to the end of the token before the current one.
    pub(super) fn span_from(&self, start: u32) -> Span {
        let before = self
            .position
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        let end = before.map_or(start, |token| token.span.end.max(start));
        Span { start, end }
    }

    /// A name, whose text is given; empty after an error.
    pub(super) fn name(&mut self, help: Option<&'static str>) -> String {
        let span = self.span();
        if self.eat(Kind::Name) {
            return self.text(span).to_owned();
        }
        self.unexpected("un nom", help);
        String::new()
    }
}

// Errors.
impl Parser<'_> {
    pub(super) fn error(&mut self, error: ExpressionError) {
        if !self.aborted {
            self.errors.push(error);
        }
    }

    /// The same, in words where a person writes rules.
    pub(super) fn wrong(&mut self, span: Span, error: impl FnOnce() -> ExpressionError) {
        self.error(if TOLD {
            error()
        } else {
            ExpressionError::Others { span }
        });
    }

    /// Tells nothing more of the current token.
    pub(super) fn mute_here(&mut self) {
        self.last_error = Some(self.position);
    }

    /// Was an error noted at the current token?
    pub(super) fn told_here(&self) -> bool {
        self.last_error == Some(self.position)
    }

    /// Was an error noted in this part of the text?
    pub(super) fn any_error_within(&self, span: Span) -> bool {
        self.errors
            .iter()
            .any(|error| (span.start..=span.end).contains(&error.span().start))
    }

    pub(super) fn errors_so_far(&self) -> usize {
        self.errors.len()
    }

    /// Notes that the current token should be something else.
    pub(super) fn unexpected(&mut self, expected: &'static str, help: Option<&'static str>) {
        // A name where a value ends is often a word of the language misspelt.
        self.unexpected_among(expected, ["et", "ou", "dans", "hors", "alors", "sinon"], help);
    }

    /// The same, where a name may be one of these words misspelt.
    pub(super) fn unexpected_among<const N: usize>(
        &mut self,
        expected: &'static str,
        words: [&str; N],
        help: Option<&'static str>,
    ) {
        if self.told_here() {
            return;
        }
        self.mute_here();
        let Token { kind, span } = self.token();
        if !TOLD {
            return self.error(ExpressionError::Others { span });
        }
        let found = (kind != Kind::End).then(|| slip::excerpt(self.text(span)));
        let suggestion = found
            .as_deref()
            .filter(|word| kind == Kind::Name && word.len() > 1)
            .filter(|word| slip::advice_on(word).is_none())
            .and_then(|word| {
                slip::in_french(word)
                    .map(str::to_owned)
                    .or_else(|| nearest(word, words))
            });
        let spoken = found.as_deref().and_then(slip::advice_on);
        let help = help.or(spoken).or_else(|| self.hint(kind));
        self.error(ExpressionError::Unexpected {
            expected,
            found,
            suggestion,
            help,
            span,
        });
    }

    fn hint(&self, kind: Kind) -> Option<&'static str> {
        let next = |ahead: usize| {
            let position = self.position.checked_add(ahead)?;
            self.tokens.get(position).map(|token| token.kind)
        };
        let before = self
            .position
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        let after_number = before.is_some_and(|token| token.kind == Kind::Number);
        let before_number = next(1) == Some(Kind::Number);
        let denied = before.is_some_and(|token| token.kind == Kind::Name && self.text(token.span) == "not");
        if denied {
            Some("la négation s'écrit `non`")
        } else if kind == Kind::DotDot {
            Some("un intervalle n'a pas de crochets : `x dans a..b`")
        } else if kind == Kind::Dot && (after_number || before_number) {
            Some("un nombre a des chiffres avant et après son point (`0.5`)")
        } else if kind == Kind::Not && next(1) == Some(Kind::In) {
            Some("écrivez `x hors [a, b]`")
        } else if kind == Kind::Comma && after_number && before_number {
            Some("les décimales suivent un point, non une virgule")
        } else {
            None
        }
    }

    /// Skips to the first of `stops`, or to what closes the group that we are in, over whole groups.
    pub(super) fn skip_to(&mut self, stops: &[Kind]) {
        let mut open = 0_usize;
        loop {
            let kind = self.kind();
            let outside = open == 0 && (stops.contains(&kind) || kind.closes());
            if kind == Kind::End || outside {
                break;
            }
            if kind.opens() {
                open = open.saturating_add(1);
            } else if kind.closes() {
                open = open.saturating_sub(1);
            }
            self.advance();
        }
        self.mute_here();
    }

    /// The end of the group that the token `open` opened, after an element that may be anything of `expected`.
    pub(super) fn close(
        &mut self,
        open: Span,
        close: Kind,
        expected: &'static str,
        help: Option<&'static str>,
    ) {
        if self.eat(close) {
            return;
        }
        if self.kind() == Kind::End {
            if !self.told_here() {
                self.mute_here();
                let (open_sign, close_sign) = if close == Kind::ParenClose {
                    ("(", ")")
                } else if close == Kind::BracketClose {
                    ("[", "]")
                } else {
                    ("{", "}")
                };
                self.error(ExpressionError::Unclosed {
                    open: open_sign,
                    close: close_sign,
                    span: open,
                });
            }
            return;
        }
        self.unexpected(expected, help);
        self.skip_to(&[]);
        self.eat(close);
    }

    /// Gives up: whatever follows would be as deep.
    fn too_deep(&mut self, span: Span) {
        // What was noted on the way down says less than this.
        self.errors.clear();
        self.error(ExpressionError::TooDeep { span });
        self.aborted = true;
        self.position = self.tokens.len().saturating_sub(1);
    }
}

// The tree.
impl Parser<'_> {
    /// An expression of `form` from `start` to here, whose highest part has the height `below`.
    pub(super) fn node(&mut self, start: u32, form: Form, below: usize) -> Parsed {
        let span = self.span_from(start);
        let height = below.saturating_add(1);
        if height > MAX_NESTING && !self.aborted {
            // A long sum is a deep tree: its levels are not those of the text, and count as well.
            self.too_deep(span);
        }
        Parsed {
            expression: Expression { form, span },
            height,
        }
    }

    /// What stands for something that could not be read.
    pub(super) fn placeholder(&mut self) -> Parsed {
        let start = self.span().start;
        self.node(start, Form::Boolean(true), 0)
    }

    /// Reads with `part` one level deeper.
    pub(super) fn deeper(&mut self, part: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= MAX_NESTING {
            if !self.aborted {
                self.too_deep(self.span());
            }
            return self.placeholder();
        }
        self.depth = self.depth.saturating_add(1);
        let parsed = part(self);
        self.depth = self.depth.saturating_sub(1);
        parsed
    }
}
