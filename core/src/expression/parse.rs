//! From tokens to a tree, by levels of precedence.

use super::{
    error::ExpressionError,
    lex::{self, MAX_ERRORS},
    limits::{MAX_LENGTH, TOLD},
    operations::ArithmeticOp,
    parser::{Parsed, Parser},
    token::{self, Kind},
    tree::{Expression, Form},
};
use crate::decimal::Decimal;

/// Reads an expression.
///
/// # Errors
/// Every [`ExpressionError`] that can be told without guessing, in the order of the text: at least one, at most 20. Without the
/// feature `reader`, only where they are.
///
/// # Example
/// ```
/// # #[cfg(feature = "internals")] {
/// use bareme::internals::expression::{Form, parse};
/// let expression = parse("age dans 18..25  et non (statut = salarie_prive)").map_err(|errors| errors[0].clone())?;
/// assert!(matches!(&expression.form, Form::And(operands) if operands.len() == 2));
/// assert_eq!(expression.to_string(), "age dans 18..25 et non statut = salarie_prive");
///
/// let errors = parse("age => 18 et min(age)").unwrap_err();
/// assert_eq!(errors[0].suggestion(), Some(">="));
/// assert_eq!(errors[1].to_string(), "`min` reçoit un argument, attendu `min(a, b, …)`");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse(text: &str) -> Result<Expression, Vec<ExpressionError>> {
    let whole = token::span(0, text.len());
    let length = text.len();
    if length > MAX_LENGTH {
        return Err(vec![ExpressionError::TooLong { length, span: whole }]);
    }
    let lexed = lex::lex(text);
    if !lexed.understood {
        return Err(lexed.errors);
    }
    if lexed.tokens.len() <= 1 && lexed.errors.is_empty() {
        return Err(vec![ExpressionError::Empty { span: whole }]);
    }
    let mut parser = Parser::new(text, lexed.tokens);
    let Parsed { expression, .. } = parser.whole();
    let mut errors = lexed.errors;
    // What is said of a sign that is wrong in itself is not worth repeating about its place.
    let known: Vec<u32> = errors.iter().map(|error| error.span().start).collect();
    let told = |error: &ExpressionError| known.contains(&error.span().start);
    errors.extend(parser.into_errors().into_iter().filter(|error| !told(error)));
    if errors.is_empty() {
        // What an accepted pack holds was measured when it was read.
        let length = if TOLD { expression.to_string().len() } else { 0 };
        if length > MAX_LENGTH {
            return Err(vec![ExpressionError::TooLongOncePrinted { length, span: whole }]);
        }
        return Ok(expression);
    }
    if !TOLD {
        return Err(errors);
    }
    errors.sort_by_key(|error| error.span().start);
    if let Some(first) = errors.get(MAX_ERRORS) {
        let others = ExpressionError::Others { span: first.span() };
        errors.truncate(MAX_ERRORS);
        errors.push(others);
    }
    Err(errors)
}

// The levels of precedence, loosest first.
impl Parser<'_> {
    fn whole(&mut self) -> Parsed {
        let parsed = self.expression();
        if self.kind() != Kind::End {
            self.unexpected("un opérateur ou la fin du texte", None);
        }
        parsed
    }

    /// Anything.
    pub(super) fn expression(&mut self) -> Parsed {
        self.deeper(|parser| {
            if parser.kind() == Kind::If {
                parser.conditional()
            } else {
                parser.any_of()
            }
        })
    }

    /// `a ou b ou c`: anything but a `si`.
    pub(super) fn any_of(&mut self) -> Parsed {
        self.chain(Kind::Or, Self::all_of, Form::Or, |form| {
            if let Form::Or(operands) = form {
                Ok(operands)
            } else {
                Err(form)
            }
        })
    }

    fn all_of(&mut self) -> Parsed {
        self.chain(Kind::And, Self::negation, Form::And, |form| {
            if let Form::And(operands) = form {
                Ok(operands)
            } else {
                Err(form)
            }
        })
    }

    /// Operands joined by `joint`; one that is itself such a chain in parentheses gives its own operands.
    fn chain(
        &mut self,
        joint: Kind,
        operand: fn(&mut Self) -> Parsed,
        form: fn(Vec<Expression>) -> Form,
        same: fn(Form) -> Result<Vec<Expression>, Form>,
    ) -> Parsed {
        let start = self.span().start;
        let mut next = operand(self);
        if self.kind() != joint {
            return next;
        }
        let mut operands = Vec::new();
        let mut below = 0;
        loop {
            let Expression { form, span } = next.expression;
            match same(form) {
                Ok(inner) => {
                    below = below.max(next.height.saturating_sub(1));
                    operands.extend(inner);
                }
                Err(form) => {
                    below = below.max(next.height);
                    operands.push(Expression { form, span });
                }
            }
            if !self.eat(joint) {
                break;
            }
            next = operand(self);
        }
        self.node(start, form(operands), below)
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span().start;
        if !self.eat(Kind::Not) {
            return self.comparison();
        }
        let operand = self.deeper(Self::negation);
        self.node(start, Form::Not(Box::new(operand.expression)), operand.height)
    }

    fn comparison(&mut self) -> Parsed {
        let start = self.span().start;
        let left = self.sum();
        let mut compared = self.compared(start, left);
        let mut told = false;
        while matches!(self.kind(), Kind::Compare(_) | Kind::In | Kind::NotIn) {
            if !told && !self.told_here() {
                let span = self.span();
                self.error(ExpressionError::ChainedComparison { span });
                told = true;
            }
            compared = self.compared(start, compared);
        }
        compared
    }

    /// What is compared with `left`, or `left` alone.
    fn compared(&mut self, start: u32, left: Parsed) -> Parsed {
        let kind = self.kind();
        if let Kind::Compare(op) = kind {
            self.advance();
            let right = self.sum();
            let below = left.height.max(right.height);
            let (left, right) = (Box::new(left.expression), Box::new(right.expression));
            return self.node(start, Form::Compare { op, left, right }, below);
        }
        if kind == Kind::In || kind == Kind::NotIn {
            return self.membership(start, left, kind == Kind::NotIn);
        }
        left
    }

    /// `a + b - c`, grouped from the left.
    pub(super) fn sum(&mut self) -> Parsed {
        self.operations(Self::product, |kind| {
            let subtract = (kind == Kind::Minus).then_some(ArithmeticOp::Subtract);
            subtract.or((kind == Kind::Plus).then_some(ArithmeticOp::Add))
        })
    }

    fn product(&mut self) -> Parsed {
        self.operations(Self::signed, |kind| {
            (kind == Kind::Star).then_some(ArithmeticOp::Multiply)
        })
    }

    fn operations(
        &mut self,
        operand: fn(&mut Self) -> Parsed,
        operation: fn(Kind) -> Option<ArithmeticOp>,
    ) -> Parsed {
        let start = self.span().start;
        let mut left = operand(self);
        while let Some(op) = operation(self.kind()) {
            self.advance();
            let right = operand(self);
            let below = left.height.max(right.height);
            let form = Form::Arithmetic {
                op,
                left: Box::new(left.expression),
                right: Box::new(right.expression),
            };
            left = self.node(start, form, below);
        }
        left
    }

    fn signed(&mut self) -> Parsed {
        let start = self.span().start;
        if !self.eat(Kind::Minus) {
            return self.operand();
        }
        let operand = self.deeper(Self::signed);
        self.node(start, Form::Negate(Box::new(operand.expression)), operand.height)
    }

    fn operand(&mut self) -> Parsed {
        let span = self.span();
        let leaf = match self.kind() {
            Kind::Number => return self.number(),
            Kind::Name => return self.named(),
            Kind::Dispositif => return self.dispositif(),
            Kind::Match => return self.selon(),
            Kind::ParenOpen => return self.group(),
            Kind::If | Kind::Not | Kind::BracketOpen => return self.misplaced(),
            Kind::Member => Form::Member(self.text(span).trim_matches('"').to_owned()),
            Kind::True => Form::Boolean(true),
            Kind::False => Form::Boolean(false),
            Kind::ReferenceDate => Form::ReferenceDate,
            Kind::EffectDate => Form::EffectDate,
            Kind::Unit
            | Kind::And
            | Kind::Or
            | Kind::Then
            | Kind::Else
            | Kind::In
            | Kind::NotIn
            | Kind::Compare(_)
            | Kind::Plus
            | Kind::Minus
            | Kind::Star
            | Kind::ParenClose
            | Kind::BracketClose
            | Kind::BraceOpen
            | Kind::BraceClose
            | Kind::Comma
            | Kind::Colon
            | Kind::Dot
            | Kind::DotDot
            | Kind::End => {
                self.unexpected("une valeur", None);
                return self.placeholder();
            }
        };
        self.advance();
        self.node(span.start, leaf, 0)
    }

    fn number(&mut self) -> Parsed {
        let span = self.span();
        // The digits were counted: a number that does not fit was told already.
        let value = Decimal::from_str_exact(self.text(span)).unwrap_or_default();
        self.advance();
        let unit = self.span();
        let unit = self.eat(Kind::Unit).then(|| self.text(unit).to_owned());
        self.node(span.start, Form::Number { value, unit }, 0)
    }

    fn group(&mut self) -> Parsed {
        let open = self.span();
        self.advance();
        let inner = self.expression();
        let help = (self.kind() == Kind::Comma).then_some("une liste se met entre crochets (`[a, b]`)");
        self.close(open, Kind::ParenClose, "un opérateur ou `)`", help);
        inner
    }

    /// Something that would be welcome in parentheses, or elsewhere: it is told, and read.
    fn misplaced(&mut self) -> Parsed {
        if self.kind() == Kind::If {
            self.unexpected("une valeur", Some("mettez ce `si` entre parenthèses"));
            return self.expression();
        }
        if self.kind() == Kind::Not {
            let help = "mettez ce `non` et ce qu'il nie entre parenthèses ; un membre d'énumération prend des guillemets (`\"non\"`)";
            self.unexpected("une valeur", Some(help));
            self.advance();
            // `reponse = non`: nothing is missing after it.
            self.mute_here();
            return self.deeper(Self::signed);
        }
        let open = self.span();
        self.unexpected("une valeur", Some("une liste ne suit que `dans` ou `hors`"));
        self.list(open);
        self.placeholder()
    }
}
