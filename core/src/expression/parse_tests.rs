//! What is read, and as what.

use super::*;
use crate::decimal::{Decimal, Rounding};

fn read(text: &str) -> Expression {
    parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn canonical(text: &str) -> String {
    read(text).to_string()
}

/// The text with brackets around each part that has parts.
fn grouped(text: &str) -> String {
    fn mark(expression: &Expression, marks: &mut Vec<(u32, char)>) {
        let parts = expression.form.parts();
        if !parts.is_empty() {
            marks.push((expression.span.start, '⟨'));
        }
        for part in &parts {
            mark(part, marks);
        }
        if !parts.is_empty() {
            marks.push((expression.span.end, '⟩'));
        }
    }
    let mut marks = Vec::new();
    mark(&read(text), &mut marks);
    marks.sort_by_key(|(position, _)| *position);
    let mut out = text.to_owned();
    for (position, bracket) in marks.into_iter().rev() {
        out.insert(usize::try_from(position).unwrap(), bracket);
    }
    out
}

fn name(text: &str) -> Expression {
    Expression {
        form: Form::Name(text.to_owned()),
        span: Span::default(),
    }
}

#[test]
fn precedence_is_that_of_the_manual() {
    insta::assert_snapshot!(
        grouped("si a ou b et non c = d + e * -f alors g sinon h"),
        @"⟨si ⟨a ou ⟨b et ⟨non ⟨c = ⟨d + ⟨e * ⟨-f⟩⟩⟩⟩⟩⟩⟩ alors g sinon h⟩"
    );
    insta::assert_snapshot!(grouped("a - b - c * d * e"), @"⟨⟨a - b⟩ - ⟨⟨c * d⟩ * e⟩⟩");
    insta::assert_snapshot!(grouped("a ou b ou c et d et e"), @"⟨a ou b ou ⟨c et d et e⟩⟩");
    insta::assert_snapshot!(grouped("a + 0 dans b - 0..c * d"), @"⟨⟨a + 0⟩ dans ⟨b - 0⟩..⟨c * d⟩⟩");
    insta::assert_snapshot!(grouped("(a + b) * c"), @"⟨(⟨a + b⟩) * c⟩");
}

#[test]
fn a_chain_of_et_is_one_form_however_it_is_grouped() {
    let three = Form::And(vec![name("a"), name("b"), name("c")]);
    for text in [
        "a et b et c",
        "(a et b) et c",
        "a et (b et c)",
        "((a) et (b et c))",
    ] {
        assert_eq!(read(text).form, three, "{text}");
    }
    assert_eq!(canonical("a ou (b ou c) ou (d et e)"), "a ou b ou c ou d et e");
}

#[test]
fn leaves() {
    let number = |value: &str, unit: Option<&str>| Form::Number {
        value: value.parse().unwrap_or(Decimal::MAX),
        unit: unit.map(str::to_owned),
    };
    for (text, form) in [
        ("vrai", Form::Boolean(true)),
        ("faux", Form::Boolean(false)),
        ("12", number("12", None)),
        ("0.50", number("0.50", None)),
        ("12 mois", number("12", Some("mois"))),
        ("0 EUR", number("0", Some("EUR"))),
        ("0\nEUR/mois # par mois", number("0", Some("EUR/mois"))),
        ("12 min", number("12", Some("min"))),
        (
            "1234567890123456789012345678",
            number("1234567890123456789012345678", None),
        ),
        ("age", Form::Name("age".to_owned())),
        ("min", Form::Name("min".to_owned())),
        ("\"0bis\"", Form::Member("0bis".to_owned())),
        ("\"non\"", Form::Member("non".to_owned())),
        ("date_reference", Form::ReferenceDate),
        ("date_effet", Form::EffectDate),
        (
            "dispositif.bourse.eligible",
            Form::Dispositif {
                id: "bourse".to_owned(),
                member: "eligible".to_owned(),
                due: false,
            },
        ),
        (
            "dispositif.bourse.montant.du",
            Form::Dispositif {
                id: "bourse".to_owned(),
                member: "montant".to_owned(),
                due: true,
            },
        ),
    ] {
        assert_eq!(read(text).form, form, "{text}");
    }
}

#[test]
fn tables_and_functions() {
    assert_eq!(
        read("bourse_plafonds(points, echelon)").form,
        Form::Table {
            name: "bourse_plafonds".to_owned(),
            column: None,
            keys: vec![name("points"), name("echelon")],
        }
    );
    assert_eq!(
        read("forfait.max(age)").form,
        Form::Table {
            name: "forfait".to_owned(),
            column: Some("max".to_owned()),
            keys: vec![name("age")],
        }
    );
    assert_eq!(
        read("premier_rang(plafonds, points, revenu)").form,
        Form::Call {
            function: Function::FirstRank,
            arguments: vec![
                Argument::Table("plafonds".to_owned()),
                Argument::Value(name("points")),
                Argument::Value(name("revenu")),
            ],
        }
    );
    assert_eq!(
        read("depasse(plafonds, revenu)").form,
        Form::Call {
            function: Function::Exceeds,
            arguments: vec![
                Argument::Table("plafonds".to_owned()),
                Argument::Value(name("revenu")),
            ],
        }
    );
    assert_eq!(
        read("arrondi_sup(x, 2)").form,
        Form::Call {
            function: Function::Round(Rounding::Ceiling),
            arguments: vec![Argument::Value(name("x")), Argument::Decimals(2)],
        }
    );
    assert_eq!(
        read("quotient(a, b, 0)").form,
        Form::Call {
            function: Function::Quotient,
            arguments: vec![
                Argument::Value(name("a")),
                Argument::Value(name("b")),
                Argument::Decimals(0),
            ],
        }
    );
    for text in [
        "arrondi(x, 12)",
        "arrondi_inf(x, 0)",
        "min(a, b, c)",
        "max(a, b)",
        "borne(a, b, c)",
        "compte(a, b ou c, non d)",
        "annee(d)",
        "annee_scolaire(d)",
        "mois(d + 1 mois)",
        "jour_semaine(date_effet)",
        "mois_entre(a, b)",
        "jours_entre(a, b)",
        "age(d, date_effet)",
    ] {
        assert_eq!(canonical(text), text);
    }
}

#[test]
fn choices() {
    assert_eq!(
        grouped("si a alors b sinon si c alors d sinon e"),
        "⟨si a alors b sinon ⟨si c alors d sinon e⟩⟩"
    );
    let arm = |keys: &[&str], value| Arm {
        keys: keys
            .iter()
            .map(|key| ArmKey {
                name: (*key).to_owned(),
                span: Span::default(),
            })
            .collect(),
        value: name(value),
    };
    assert_eq!(
        read("selon echelon { a: x, b, \"0bis\": y, sinon: z, }").form,
        Form::Match {
            subject: Box::new(name("echelon")),
            arms: vec![arm(&["a"], "x"), arm(&["b", "0bis"], "y")],
            otherwise: Some(Box::new(name("z"))),
        }
    );
    assert_eq!(
        read("selon { a: x, b ou c: y, sinon: z }").to_string(),
        "selon { a: x, b ou c: y, sinon: z }"
    );
    assert_eq!(
        canonical("selon x { \"a\": si b alors c sinon d, \"non\": e }"),
        "selon x { a: si b alors c sinon d, \"non\": e }"
    );
    assert_eq!(canonical("x hors [a, \"0bis\",]"), "x hors [a, \"0bis\"]");
    assert_eq!(
        canonical("x dans 0..12 et y hors 0 mois..a"),
        "x dans 0..12 et y hors 0 mois..a"
    );
}

#[test]
fn the_canonical_text_keeps_only_the_parentheses_that_matter() {
    for (text, expected) in [
        ("((a))", "a"),
        ("(a)+(b*c)", "a + b * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a+(b+c)", "a + (b + c)"),
        ("a*(b*c)", "a * (b * c)"),
        ("-(a+b)", "-(a + b)"),
        ("-(-a)", "--a"),
        ("(-a)*(-b)", "-a * -b"),
        ("-(a*b)", "-(a * b)"),
        ("non(a)", "non a"),
        ("non (a et b)", "non (a et b)"),
        ("non (a = b)", "non a = b"),
        ("(non a) = b", "(non a) = b"),
        ("(a = b) = c", "(a = b) = c"),
        ("(a ou b) et c", "(a ou b) et c"),
        ("a ou (si b alors c sinon d)", "a ou (si b alors c sinon d)"),
        (
            "si (si a alors b sinon c) alors d sinon e",
            "si (si a alors b sinon c) alors d sinon e",
        ),
        (
            "si a alors (si b alors c sinon d) sinon e",
            "si a alors (si b alors c sinon d) sinon e",
        ),
        (
            "si a alors b sinon (si c alors d sinon e)",
            "si a alors b sinon si c alors d sinon e",
        ),
        ("selon (a + b) { c: d }", "selon a + b { c: d }"),
        (
            "f((si a alors b sinon c), (d ou e))",
            "f(si a alors b sinon c, d ou e)",
        ),
        ("x dans (a + b)..(c)", "x dans a + b..c"),
        ("# un\r\n\ta # deux\n et b", "a et b"),
    ] {
        assert_eq!(canonical(text), expected, "{text}");
        assert_eq!(read(expected), read(text), "{text}");
    }
}

#[test]
fn spans_leave_out_the_parentheses_and_cover_the_keys() {
    let text = "selon (x) { \"0bis\", b: (c + d), sinon: f(e) }";
    let expression = read(text);
    let at = |span: Span| &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()];
    assert_eq!(at(expression.span), text);
    let parts: Vec<&str> = expression.form.parts().iter().map(|part| at(part.span)).collect();
    assert_eq!(parts, ["x", "c + d", "f(e)"]);
    let Form::Match { arms, .. } = &expression.form else {
        panic!("{expression:?}");
    };
    let keys: Vec<&str> = arms[0].keys.iter().map(|key| at(key.span)).collect();
    assert_eq!(keys, ["\"0bis\"", "b"]);
}

#[test]
fn words_of_the_language_are_no_names() {
    assert!(
        ["et", "ou", "si", "selon", "hors", "dispositif", "date_effet"]
            .into_iter()
            .all(is_reserved)
    );
    assert!(
        ["arrondi", "premier_rang", "depasse"]
            .into_iter()
            .all(is_function)
    );
    assert!(!is_reserved("age") && is_function("age") && !is_taken("age"));
    assert_eq!(read("age >= age(d, e)").form.parts().first(), Some(&&name("age")));
}
