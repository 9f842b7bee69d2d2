//! What holds for every expression and for every text.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::decimal::Decimal;

fn plain(form: Form) -> Expression {
    Expression {
        form,
        span: Span::default(),
    }
}

fn names() -> impl Strategy<Value = String> {
    select(vec!["age", "min", "statut", "a", "type_2", "annee", "xyz"]).prop_map(str::to_owned)
}

fn members() -> impl Strategy<Value = String> {
    select(vec!["0bis", "7", "non", "sinon", "cdi", "a_b"]).prop_map(str::to_owned)
}

fn leaves() -> impl Strategy<Value = Form> {
    let units = select(vec!["mois", "EUR", "EUR/mois", "h/semaine", "min", "an"]).prop_map(str::to_owned);
    prop_oneof![
        any::<bool>().prop_map(Form::Boolean),
        (0..10_000_i64, 0..4_u32, option::of(units)).prop_map(|(digits, scale, unit)| Form::Number {
            value: Decimal::new(digits, scale),
            unit,
        }),
        names().prop_map(Form::Name),
        members().prop_map(Form::Member),
        Just(Form::ReferenceDate),
        Just(Form::EffectDate),
        (names(), names(), any::<bool>()).prop_map(|(id, member, due)| Form::Dispositif { id, member, due }),
    ]
}

/// One form of two operands or more: those that are of the same form give their own operands, as the parser does.
fn flat(parts: Vec<Expression>, and: bool) -> Form {
    let mut operands = Vec::new();
    for part in parts {
        match (part.form, and) {
            (Form::And(inner), true) | (Form::Or(inner), false) => operands.extend(inner),
            (form, _) => operands.push(plain(form)),
        }
    }
    if and {
        Form::And(operands)
    } else {
        Form::Or(operands)
    }
}

fn logic(inner: BoxedStrategy<Expression>) -> impl Strategy<Value = Form> {
    let boxed = inner.clone().prop_map(Box::new);
    let comparison = select(vec![
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::LessOrEqual,
        CompareOp::Greater,
        CompareOp::GreaterOrEqual,
    ]);
    let operation = select(vec![
        ArithmeticOp::Add,
        ArithmeticOp::Subtract,
        ArithmeticOp::Multiply,
    ]);
    prop_oneof![
        boxed.clone().prop_map(Form::Not),
        boxed.clone().prop_map(Form::Negate),
        (vec(inner.clone(), 2..4), any::<bool>()).prop_map(|(parts, and)| flat(parts, and)),
        (comparison, boxed.clone(), boxed.clone()).prop_map(|(op, left, right)| Form::Compare {
            op,
            left,
            right
        }),
        (operation, boxed.clone(), boxed.clone()).prop_map(|(op, left, right)| Form::Arithmetic {
            op,
            left,
            right
        }),
        (boxed.clone(), vec(inner, 1..4), any::<bool>()).prop_map(|(subject, members, negated)| {
            Form::Among {
                subject,
                members,
                negated,
            }
        }),
        (boxed.clone(), boxed.clone(), boxed, any::<bool>()).prop_map(|(subject, low, high, negated)| {
            Form::Between {
                subject,
                low,
                high,
                negated,
            }
        }),
    ]
}

/// A call of any function, with arguments of the varieties that it is declared with.
fn calls(inner: BoxedStrategy<Expression>) -> impl Strategy<Value = Form> {
    let table = select(vec!["plafonds", "bareme"]).prop_map(str::to_owned);
    let functions = select(Function::all().collect::<Vec<_>>());
    let called = (
        functions,
        0..3_usize,
        table.clone(),
        vec(inner.clone(), 6),
        0..=12_u8,
    )
        .prop_map(|(function, more, table, values, decimals)| {
            let operation = function.operation();
            let given = operation.parameters().len() - 1 + more;
            let parameters = operation
                .parameters_of(given)
                .unwrap_or_else(|| operation.parameters().iter().collect());
            let argument = |(parameter, value): (&Parameter, Expression)| {
                if parameter.takes == Takes::Table {
                    Argument::Table(table.clone())
                } else if parameter.takes == Takes::Decimals {
                    Argument::Decimals(decimals)
                } else {
                    Argument::Value(value)
                }
            };
            let arguments = parameters.into_iter().zip(values).map(argument);
            Form::Call {
                function,
                arguments: arguments.collect(),
            }
        });
    prop_oneof![
        1 => (table, option::of(names()), vec(inner, 1..4))
            .prop_map(|(name, column, keys)| Form::Table { name, column, keys }),
        4 => called,
    ]
}

fn choices(inner: BoxedStrategy<Expression>) -> impl Strategy<Value = Form> {
    let boxed = inner.clone().prop_map(Box::new);
    let key = prop_oneof![names(), members()].prop_map(|name| ArmKey {
        name,
        span: Span::default(),
    });
    let arm = (vec(key, 1..3), inner.clone()).prop_map(|(keys, value)| Arm { keys, value });
    prop_oneof![
        (boxed.clone(), boxed.clone(), boxed.clone()).prop_map(|(condition, then, otherwise)| Form::If {
            condition,
            then,
            otherwise,
        }),
        (vec((inner.clone(), inner), 1..3), boxed.clone())
            .prop_map(|(cases, otherwise)| Form::Cases { cases, otherwise }),
        (boxed.clone(), vec(arm, 1..3), option::of(boxed)).prop_map(|(subject, arms, otherwise)| {
            Form::Match {
                subject,
                arms,
                otherwise,
            }
        }),
    ]
}

fn expressions() -> impl Strategy<Value = Expression> {
    leaves().prop_map(plain).prop_recursive(6, 40, 4, |inner| {
        let inner = inner.boxed();
        prop_oneof![
            4 => logic(inner.clone()),
            2 => calls(inner.clone()),
            2 => choices(inner),
        ]
        .prop_map(plain)
    })
}

fn at(text: &str, span: Span) -> &str {
    &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()]
}

/// Each part reads alone as itself, and stands at the same place in both trees.
fn check_spans(text: &str, expression: &Expression, printed: &Expression) {
    assert_eq!(expression.span, printed.span, "{text}");
    assert_eq!(
        parse(at(text, expression.span)).as_ref(),
        Ok(expression),
        "{text}"
    );
    if let (
        Form::Match { arms, .. },
        Form::Match {
            arms: printed_arms, ..
        },
    ) = (&expression.form, &printed.form)
    {
        let keys = arms.iter().flat_map(|arm| &arm.keys);
        for (key, printed_key) in keys.zip(printed_arms.iter().flat_map(|arm| &arm.keys)) {
            assert_eq!(key.span, printed_key.span);
            assert_eq!(at(text, key.span).trim_matches('"'), key.name);
        }
    }
    let (parts, printed_parts) = (expression.form.parts(), printed.form.parts());
    assert_eq!(parts.len(), printed_parts.len());
    for (part, printed_part) in parts.into_iter().zip(printed_parts) {
        check_spans(text, part, printed_part);
    }
}

/// What holds for every text, correct or not.
fn check_any_text(text: &str) {
    match parse(text) {
        Ok(expression) => {
            let (canonical, printed) = print_with_spans(&expression);
            assert_eq!(canonical, expression.to_string());
            let again =
                parse(&canonical).unwrap_or_else(|errors| panic!("{text} -> {canonical}: {errors:?}"));
            assert_eq!(again, expression, "{text} -> {canonical}");
            assert_eq!(again.to_string(), canonical);
            check_spans(&canonical, &again, &printed);
        }
        Err(errors) => {
            // Twenty are told, then one says that there may be others.
            let told = errors
                .iter()
                .filter(|error| !matches!(error, ExpressionError::Others { .. }));
            let told = told.count();
            assert!((1..=20).contains(&told), "{text}");
            assert!(errors.len() == told || (told, errors.len()) == (20, 21), "{text}");
            assert!(errors.is_sorted_by_key(|error| error.span().start), "{text}");
            for error in errors {
                // Panics when the span is not one of characters of the text.
                let _ = at(text, error.span());
                let message = error.to_string();
                assert!(
                    !message.ends_with('.') && !message.starts_with(char::is_uppercase),
                    "{message}"
                );
            }
        }
    }
}

/// A vertical tab is a space elsewhere: as the twenty-first fault it is told as one.
#[test]
fn the_fault_after_twenty_may_be_a_space_of_another_kind() {
    check_any_text(&format!("{}\u{b}", "¡".repeat(20)));
}

proptest! {
    #[test]
    fn the_canonical_text_reads_back_as_the_same_expression(expression in expressions()) {
        let (text, printed) = print_with_spans(&expression);
        prop_assert_eq!(&printed, &expression);
        prop_assume!(text.len() <= MAX_LENGTH);
        let read = parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&expression), "{}", text);
        check_spans(&text, &read.unwrap(), &printed);
    }

    #[test]
    fn space_comments_and_new_lines_change_nothing(expression in expressions()) {
        let text = expression.to_string().replace(' ', "\t# \"é\n ");
        prop_assume!(text.len() <= MAX_LENGTH);
        prop_assert_eq!(parse(&text), Ok(expression), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        check_any_text(&text);
    }

    #[test]
    fn no_characters_make_the_reader_panic(text in vec(any::<char>(), 0..60)) {
        check_any_text(&text.into_iter().collect::<String>());
    }

    #[test]
    fn no_soup_of_tokens_makes_the_reader_panic(tokens in vec(select(vec![
        "a", "b", "min", "arrondi", "premier_rang", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "et", "ou",
        "non", "si", "alors", "sinon", "selon", "dans", "hors", "vrai", "dispositif", "=", "<", "+", "-", "*", "0",
        "2", "mois", "EUR", "/", "\"0bis\"", "\"", "#", "\n", "==", "É", "'", "date_effet", "f(a)", "x dans [a]",
        "selon x { a: b }", "si a alors b sinon c", "(a et b)",
    ]), 0..30), spaced in any::<bool>()) {
        check_any_text(&tokens.join(if spaced { " " } else { "" }));
    }
}
