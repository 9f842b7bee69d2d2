//! The value of a fact, from what was given for it.

use super::{FactValue, pointer, shortened};
use crate::{
    date::Day,
    decimal::{self, DecimalError},
    error::{Code, Finding, nearest},
    plan::Value,
    vocabulary::{EnumerationId, Fact, Kind, Style, Vocabulary},
};

/// Reads a value; what is wrong with it is told without the words of the person when the fact is sensitive.
pub(crate) fn read(vocabulary: &Vocabulary, fact: &Fact, value: &FactValue<'_>) -> Result<Value, Finding> {
    if let FactValue::Owned(text) = value {
        return read(vocabulary, fact, &FactValue::Text(text));
    }
    if let FactValue::Between(low, high) = value {
        return between(vocabulary, fact, *low, *high);
    }
    if let FactValue::Among(names) = value {
        return among(vocabulary, fact, names);
    }
    match &fact.declared.kind {
        Kind::Boolean => truth(fact, value),
        Kind::Date => date(fact, value),
        Kind::Choice(id) => member(vocabulary, fact, *id, value),
        Kind::Number { decimals, .. } => number(fact, *decimals, value),
    }
}

/// `{"min": …, "max": …}`: an interval with closed ends.
fn between(
    vocabulary: &Vocabulary,
    fact: &Fact,
    low: Option<&FactValue<'_>>,
    high: Option<&FactValue<'_>>,
) -> Result<Value, Finding> {
    if !(fact.declared.kind.is_number() || fact.declared.kind.is_date()) || (low.is_none() && high.is_none())
    {
        let help = if fact.declared.kind.is_choice() {
            "écrivez l'une des valeurs possibles, ou `{\"parmi\": […]}`"
        } else {
            "écrivez une valeur ; seuls un nombre et une date ont `min` ou `max`"
        };
        return Err(wrong(fact, help));
    }
    let end = |given: Option<&FactValue<'_>>, bound: i64| match given {
        Some(FactValue::Between(..) | FactValue::Among(_)) => {
            Err(wrong(fact, how_to_write(fact.declared.style)))
        }
        Some(value) => read(vocabulary, fact, value).map(|value| value.lo),
        None => Ok(bound),
    };
    let (lo, hi) = (end(low, fact.declared.min)?, end(high, fact.declared.max)?);
    if lo > hi {
        return Err(crossed(fact));
    }
    Ok(Value::between(lo, hi))
}

/// What is said of an interval whose ends are the wrong way round.
pub(crate) fn crossed(fact: &Fact) -> Finding {
    Finding::new(
        Code::InvalidValue,
        pointer(&fact.name),
        format!("le `min` de `{}` dépasse son `max`", fact.name),
    )
    .with_help("échangez les deux bouts, ou n'en donnez qu'un")
}

/// `{"parmi": ["a", "b"]}`: one of some members.
fn among(vocabulary: &Vocabulary, fact: &Fact, names: &[&str]) -> Result<Value, Finding> {
    let Kind::Choice(id) = fact.declared.kind else {
        return Err(wrong(fact, how_to_write(fact.declared.style)));
    };
    if names.is_empty() {
        return Err(wrong(fact, "donnez au moins une des valeurs possibles"));
    }
    let mut mask = 0;
    for name in names {
        mask |= member(vocabulary, fact, id, &FactValue::Text(name))?.mask();
    }
    Ok(Value::members(mask))
}

fn truth(fact: &Fact, value: &FactValue<'_>) -> Result<Value, Finding> {
    match value {
        FactValue::Boolean(value) => Ok(Value::truth(*value)),
        FactValue::Typed(text) => match *text {
            "oui" | "vrai" | "true" | "1" => Ok(Value::truth(true)),
            "non" | "faux" | "false" | "0" => Ok(Value::truth(false)),
            _ => Err(wrong(fact, "répondez par oui ou non")),
        },
        FactValue::Unknown
        | FactValue::Owned(_)
        | FactValue::Integer(_)
        | FactValue::Decimal(_)
        | FactValue::Text(_)
        | FactValue::Day(_)
        | FactValue::Number(_)
        | FactValue::Between(..)
        | FactValue::Among(_)
        | FactValue::Nested => Err(wrong(
            fact,
            "répondez par vrai ou faux, sans guillemets : en JSON `true` ou `false`",
        )),
    }
}

fn date(fact: &Fact, value: &FactValue<'_>) -> Result<Value, Finding> {
    let (text, help) = match value {
        FactValue::Day(day) => return within(fact, i64::from(day.number())),
        FactValue::Text(text) => (
            *text,
            "écrivez une date AAAA-MM-JJ entre guillemets, comme \"2024-09-02\"",
        ),
        FactValue::Typed(text) => (*text, "écrivez une date AAAA-MM-JJ, comme 2024-09-02"),
        FactValue::Unknown
        | FactValue::Owned(_)
        | FactValue::Boolean(_)
        | FactValue::Integer(_)
        | FactValue::Decimal(_)
        | FactValue::Number(_)
        | FactValue::Between(..)
        | FactValue::Among(_)
        | FactValue::Nested => {
            return Err(wrong(
                fact,
                "écrivez une date entre guillemets, comme \"2024-09-02\"",
            ));
        }
    };
    match text.parse::<Day>() {
        Ok(day) => within(fact, i64::from(day.number())),
        Err(_) => Err(Finding::new(
            Code::InvalidDate,
            pointer(&fact.name),
            format!("{} n'est pas une date du calendrier", echo(fact, text)),
        )
        .with_suggestion(
            Day::typed(text)
                .filter(|_| !fact.sensitive)
                .map(|day| day.to_string()),
        )
        .with_help(help)),
    }
}

fn member(
    vocabulary: &Vocabulary,
    fact: &Fact,
    id: EnumerationId,
    value: &FactValue<'_>,
) -> Result<Value, Finding> {
    let text = match value {
        FactValue::Text(text) | FactValue::Typed(text) => *text,
        FactValue::Unknown
        | FactValue::Owned(_)
        | FactValue::Boolean(_)
        | FactValue::Integer(_)
        | FactValue::Decimal(_)
        | FactValue::Day(_)
        | FactValue::Number(_)
        | FactValue::Between(..)
        | FactValue::Among(_)
        | FactValue::Nested => {
            let help = "écrivez l'une des valeurs possibles, entre guillemets";
            return Err(wrong(fact, help));
        }
    };
    let enumeration = vocabulary.enumeration(id);
    if let Some(position) = enumeration.and_then(|enumeration| enumeration.position_of_any_name(text)) {
        return Ok(Value::member(position));
    }
    let names: Vec<&str> = enumeration
        .into_iter()
        .flat_map(|e| &e.members)
        .map(|member| member.name.as_str())
        .collect();
    // The nearest value would tell what was written.
    let near = (!fact.sensitive)
        .then(|| nearest(text, names.iter().copied()))
        .flatten();
    Err(Finding::new(
        Code::UnknownChoice,
        pointer(&fact.name),
        format!("{} n'est pas une valeur de `{}`", echo(fact, text), fact.name),
    )
    .with_suggestion(near)
    .with_help(format!("valeurs possibles : {}", names.join(", "))))
}

fn number(fact: &Fact, decimals: u8, value: &FactValue<'_>) -> Result<Value, Finding> {
    let style = fact.declared.style;
    let scaled = match value {
        FactValue::Integer(value) => decimal::from_decimal((*value).into(), decimals),
        FactValue::Decimal(value) => decimal::from_decimal(*value, decimals),
        FactValue::Number(digits) => decimal::parse_digits(digits, decimals),
        // A whole number written as text would hide a mistake of type; an amount is written as text.
        FactValue::Text(text) if style != Style::Integer => decimal::parse(text, decimals),
        FactValue::Typed(text) => decimal::parse_typed(without_sign(text, style), decimals),
        FactValue::Unknown
        | FactValue::Owned(_)
        | FactValue::Boolean(_)
        | FactValue::Text(_)
        | FactValue::Day(_)
        | FactValue::Between(..)
        | FactValue::Among(_)
        | FactValue::Nested => Err(DecimalError::NotANumber),
    };
    match (scaled, value) {
        (Ok(scaled), _) => within(fact, scaled),
        (Err(DecimalError::NotANumber), FactValue::Typed(_)) => {
            Err(wrong(fact, "écrivez un nombre comme 1234,56 ou 1 234,56"))
        }
        (Err(DecimalError::NotANumber), _) => Err(wrong(fact, how_to_write(style))),
        (Err(DecimalError::TooManyDecimals { allowed }), _) => Err(too_precise(fact, allowed)),
        (Err(DecimalError::TooLarge), _) => Err(outside(fact)),
        (Err(DecimalError::Ambiguous), FactValue::Typed(text)) => {
            Err(ambiguous(fact, without_sign(text, style), true))
        }
        (Err(DecimalError::Ambiguous), FactValue::Text(text)) => Err(ambiguous(fact, text, false)),
        (Err(DecimalError::Ambiguous), _) => Err(wrong(fact, how_to_write(style))),
    }
}

/// The text of an amount without the sign of the euro that spreadsheets write after it.
fn without_sign(text: &str, style: Style) -> &str {
    match text.strip_suffix('€') {
        Some(amount) if style == Style::Amount => amount,
        _ => text,
    }
}

/// What was given, or « ce qui est donné » where it says something of a person's health.
fn echo(fact: &Fact, text: &str) -> String {
    if fact.sensitive {
        "ce qui est donné".to_owned()
    } else {
        format!("`{}`", shortened(text))
    }
}

fn wrong(fact: &Fact, help: &str) -> Finding {
    Finding::new(
        Code::WrongType,
        pointer(&fact.name),
        format!("`{}` n'est pas {}", fact.name, a_word(fact.declared.style)),
    )
    .with_help(help)
}

fn within(fact: &Fact, scaled: i64) -> Result<Value, Finding> {
    if (fact.declared.min..=fact.declared.max).contains(&scaled) {
        Ok(Value::point(scaled))
    } else {
        Err(outside(fact))
    }
}

fn too_precise(fact: &Fact, allowed: u8) -> Finding {
    let (told, help) = match allowed {
        0 => (
            "n'est pas un nombre entier".to_owned(),
            "arrondissez à l'unité, sans décimale".to_owned(),
        ),
        1 => (
            "a plus d'une décimale".to_owned(),
            "arrondissez à une décimale".to_owned(),
        ),
        _ => (
            format!("a plus de {allowed} décimales"),
            format!("arrondissez à {allowed} décimales"),
        ),
    };
    Finding::new(
        Code::TooManyDecimals,
        pointer(&fact.name),
        format!("`{}` {told}", fact.name),
    )
    .with_help(help)
}

/// `18.250` is eighteen thousand for one reader and eighteen for another: both are told, none is chosen.
fn ambiguous(fact: &Fact, text: &str, typed: bool) -> Finding {
    let finding = |message| Finding::new(Code::AmbiguousNumber, pointer(&fact.name), message);
    let Some((thousands, decimals)) = decimal::readings(text).filter(|_| !fact.sensitive) else {
        return finding(format!("`{}` peut se lire de deux façons", fact.name))
            .with_help("écrivez les milliers sans séparateur, et pas plus de décimales qu'il n'en faut");
    };
    let plain: String = thousands.chars().filter(|c| *c != ' ').collect();
    let (first, second) = if typed {
        (thousands.clone(), decimals.clone())
    } else {
        (
            format!("\"{plain}\""),
            format!("\"{}\"", decimals.replace(',', ".")),
        )
    };
    finding(format!(
        "`{}` de `{}` peut vouloir dire {thousands} ou {decimals}",
        shortened(text),
        fact.name
    ))
    .with_help(format!("écrivez {first}, ou {second}"))
}

fn outside(fact: &Fact) -> Finding {
    let shown = |scaled: i64| match &fact.declared.kind {
        Kind::Date => Day::from_number(scaled).to_string(),
        Kind::Boolean | Kind::Number { .. } | Kind::Choice(_) => {
            decimal::format(scaled, fact.declared.decimals())
        }
    };
    Finding::new(
        Code::OutOfBounds,
        pointer(&fact.name),
        format!("`{}` est hors des bornes du fait", fact.name),
    )
    .with_help(format!(
        "donnez une valeur de {} à {}",
        shown(fact.declared.min),
        shown(fact.declared.max)
    ))
}

const fn a_word(style: Style) -> &'static str {
    match style {
        Style::Boolean => "vrai ou faux",
        Style::Integer => "un nombre entier",
        Style::Decimal => "un nombre décimal",
        Style::Amount => "un montant",
        Style::Rate => "un taux",
        Style::Date => "une date",
        Style::Choice => "un choix",
    }
}

const fn how_to_write(style: Style) -> &'static str {
    match style {
        Style::Integer => "écrivez un nombre entier, sans guillemets",
        Style::Boolean | Style::Decimal | Style::Amount | Style::Rate | Style::Date | Style::Choice => {
            "écrivez un nombre décimal avec un point, comme \"1234.56\""
        }
    }
}
