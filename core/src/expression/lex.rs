//! From a text to tokens.

use std::borrow::Cow;

use super::{
    error::ExpressionError,
    limits::TOLD,
    operations::CompareOp,
    slip::{self, Meaning},
    token::{Kind, Token, span},
    tree::Span,
    words,
};
use crate::{date::Day, vocabulary::Unit};

/// The most errors that one text is told.
pub(super) const MAX_ERRORS: usize = 20;
/// The most digits of a number: more may not fit in a decimal.
const MAX_DIGITS: usize = 28;

/// The signs of the language, the longest first.
const SIGNS: &[(&str, Kind)] = &[
    ("!=", Kind::Compare(CompareOp::NotEqual)),
    ("<=", Kind::Compare(CompareOp::LessOrEqual)),
    (">=", Kind::Compare(CompareOp::GreaterOrEqual)),
    ("..", Kind::DotDot),
    ("=", Kind::Compare(CompareOp::Equal)),
    ("<", Kind::Compare(CompareOp::Less)),
    (">", Kind::Compare(CompareOp::Greater)),
    ("+", Kind::Plus),
    ("-", Kind::Minus),
    ("*", Kind::Star),
    ("(", Kind::ParenOpen),
    (")", Kind::ParenClose),
    ("[", Kind::BracketOpen),
    ("]", Kind::BracketClose),
    ("{", Kind::BraceOpen),
    ("}", Kind::BraceClose),
    (",", Kind::Comma),
    (":", Kind::Colon),
    (".", Kind::Dot),
];

/// A text cut into tokens.
pub(super) struct Lexed {
    /// The last one is [`Kind::End`].
    pub(super) tokens: Vec<Token>,
    pub(super) errors: Vec<ExpressionError>,
    /// Is every mistake one whose meaning is plain, so that the tokens are worth parsing?
    pub(super) understood: bool,
}

/// Cuts `source` into tokens. A mistake whose meaning is plain (`==`) still gives the token that was meant.
pub(super) fn lex(source: &str) -> Lexed {
    let mut lexer = Lexer {
        source,
        position: 0,
        out: Lexed {
            tokens: Vec::new(),
            errors: Vec::new(),
            understood: true,
        },
    };
    while let Some(next) = lexer.rest().chars().next() {
        // Only what is a space to the language is left out of the count.
        let rest = lexer.rest().trim_start_matches([' ', '\t', '\n', '\r']);
        if lexer.out.errors.len() >= MAX_ERRORS && !rest.is_empty() {
            let at = lexer.position;
            let span = span(at, at.saturating_add(next.len_utf8()));
            lexer.out.errors.push(ExpressionError::Others { span });
            lexer.out.understood = false;
            break;
        }
        match next {
            ' ' | '\t' | '\n' | '\r' => {
                lexer.take(1);
            }
            '#' => {
                lexer.take(lexer.prefix(|c| c != '\n'));
            }
            '"' => lexer.member(),
            '0'..='9' => lexer.number(),
            c if slip::is_word(c) => lexer.word(),
            c => lexer.sign(c),
        }
    }
    let end = span(lexer.position, lexer.position);
    lexer.push(Kind::End, end);
    lexer.out
}

/// The word that was meant; where nobody writes rules, the word as it stands.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if TOLD {
        slip::plain(text).into()
    } else {
        text.into()
    }
}

struct Lexer<'a> {
    source: &'a str,
    position: usize,
    out: Lexed,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.position..).unwrap_or_default()
    }

    /// How many bytes of the rest are made of characters that `accept` takes.
    fn prefix(&self, accept: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        rest.find(|c| !accept(c)).unwrap_or(rest.len())
    }

    fn take(&mut self, length: usize) -> (&'a str, Span) {
        let start = self.position;
        self.position = start.saturating_add(length).min(self.source.len());
        let text = self.source.get(start..self.position).unwrap_or_default();
        (text, span(start, self.position))
    }

    /// Notes an error, in words where a person writes rules.
    fn wrong(&mut self, span: Span, error: impl FnOnce() -> ExpressionError) {
        self.out.errors.push(if TOLD {
            error()
        } else {
            ExpressionError::Others { span }
        });
    }

    fn push(&mut self, kind: Kind, span: Span) {
        self.out.tokens.push(Token { kind, span });
    }

    fn member(&mut self) {
        let inside = self.rest().strip_prefix('"').unwrap_or_default();
        let line = inside.split('\n').next().unwrap_or_default();
        let Some(length) = line.find('"') else {
            // What follows an open quote is anybody's guess: nothing after it is told.
            let (_, span) = self.take(line.len().saturating_add(1));
            self.out.errors.push(ExpressionError::UnclosedQuote { span });
            self.out.understood = false;
            self.position = self.source.len();
            return;
        };
        let (text, span) = self.take(length.saturating_add(2));
        let found = text.trim_matches('"');
        if !words::is_member(found) {
            self.wrong(span, || {
                let plain = slip::plain(found);
                ExpressionError::InvalidMember {
                    found: slip::excerpt(text),
                    suggestion: words::is_member(&plain).then(|| format!("\"{plain}\"")),
                    span,
                }
            });
        }
        self.push(Kind::Member, span);
    }

    fn number(&mut self) {
        let digits = |c: char| c.is_ascii_digit();
        let start = self.position;
        // A whole date, rather than a subtraction or a division that nobody writes so.
        let length = self.prefix(|c| digits(c) || matches!(c, '/' | '-' | '.'));
        let written = self.rest().get(..length).unwrap_or_default();
        let of_four = |part: &str| part.len() == 4;
        if written.len() >= 8 && written.split(['/', '-', '.']).any(of_four) && Day::typed(written).is_some()
        {
            let (text, span) = self.take(length);
            let day = Day::typed(text).map_or_else(String::new, |day| day.to_string());
            self.wrong(span, || ExpressionError::DateWritten {
                found: slip::excerpt(text),
                day,
                span,
            });
            self.push(Kind::ReferenceDate, span);
            return;
        }
        let (_, whole) = self.take(self.prefix(digits));
        let mut count = whole.end.saturating_sub(whole.start);
        let mut rest = self.rest().chars();
        // `18..25` is a range: a point belongs to a number only before a digit.
        if rest.next() == Some('.') && rest.next().is_some_and(digits) {
            self.take(1);
            let (_, fraction) = self.take(self.prefix(digits));
            count = count.saturating_add(fraction.end.saturating_sub(fraction.start));
        }
        let end = self.position;
        let (tail, _) = self.take(self.prefix(slip::is_word));
        let span = span(start, self.position);
        let digits = usize::try_from(count).unwrap_or(usize::MAX);
        if !tail.is_empty() {
            let text = self.source.get(start..self.position).unwrap_or_default();
            self.wrong(span, || ExpressionError::NumberRunsIntoWord {
                found: slip::excerpt(text),
                span,
            });
        } else if digits > MAX_DIGITS {
            self.out
                .errors
                .push(ExpressionError::NumberTooLong { digits, span });
        }
        self.push(
            Kind::Number,
            Span {
                end: super::token::span(0, end).end,
                ..span
            },
        );
    }

    fn word(&mut self) {
        let after_number = matches!(self.out.tokens.last(), Some(token) if token.kind == Kind::Number);
        let (text, span) = self.take(self.prefix(slip::is_word));
        let plain = plain(text);
        let reserved = words::word(&plain);
        if after_number && reserved.is_none() {
            return self.unit(span);
        }
        if !words::is_name(text) {
            self.wrong(span, || ExpressionError::UnexpectedWord {
                found: slip::excerpt(text),
                suggestion: words::is_name(&plain).then(|| plain.into_owned()),
                span,
            });
        }
        self.push(reserved.unwrap_or(Kind::Name), span);
    }

    /// The unit whose first symbol was just read.
    fn unit(&mut self, first: Span) {
        loop {
            let mut rest = self.rest().chars();
            if rest.next() != Some('/') || !rest.next().is_some_and(slip::is_word) {
                break;
            }
            self.take(1);
            self.take(self.prefix(slip::is_word));
        }
        let start = usize::try_from(first.start).unwrap_or_default();
        let text = self.source.get(start..self.position).unwrap_or_default();
        let span = span(start, self.position);
        if !text.is_ascii() || text.parse::<Unit>().is_err() {
            self.wrong(span, || ExpressionError::InvalidUnit {
                found: slip::excerpt(text),
                span,
            });
        }
        self.push(Kind::Unit, span);
    }

    fn sign(&mut self, next: char) {
        let rest = self.rest();
        if let Some(found) = TOLD.then(|| slip::slip(rest)).flatten() {
            let (text, span) = self.take(found.length);
            let quoted = found.meaning == Meaning::Token(Kind::Member);
            self.out.errors.push(ExpressionError::UnexpectedCharacter {
                found: if quoted {
                    next.to_string()
                } else {
                    slip::visible(text)
                },
                suggestion: found.suggestion,
                help: found.help,
                span,
            });
            match found.meaning {
                Meaning::Token(kind) => self.push(kind, span),
                Meaning::Space => {}
                Meaning::Unknown => self.out.understood = false,
            }
        } else if let Some((text, kind)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            let (_, span) = self.take(text.len());
            self.push(*kind, span);
        } else {
            let (text, span) = self.take(next.len_utf8());
            self.out.understood = false;
            self.wrong(span, || ExpressionError::UnexpectedCharacter {
                found: slip::visible(text),
                suggestion: None,
                help: None,
                span,
            });
        }
    }
}
