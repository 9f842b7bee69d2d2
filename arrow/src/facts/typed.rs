//! What a text says of a fact, as a program writes it or as people type it.

use std::cell::{LazyCell, RefCell};

use arrow_array::ArrayRef;
use bareme::{
    Day, Dossier, Engine, FactValue, decimal,
    vocabulary::{Enumeration, Fact, Kind},
};

use super::{
    dates::day_of,
    held::{Held, Taken, Unfit, of_known},
    reading::Reading,
    texts::{own_codes, texts, words},
};

/// The values of a column of texts that a program wrote. A truth is no text for a program.
pub(super) fn written(
    given: &ArrayRef,
    kind: &Kind,
    choices: Option<&Enumeration>,
) -> Result<Taken<Held>, Unfit> {
    match kind {
        Kind::Boolean => Err(Unfit),
        Kind::Number { decimals, .. } => {
            let numbers = texts(given, |text| decimal::parse(text, *decimals).ok())?;
            Ok(numbers.map(|numbers| Held::Wide(numbers.into())))
        }
        Kind::Date => {
            let days = texts(given, |text| text.parse::<Day>().ok().map(Day::number))?;
            Ok(days.map(|days| Held::Narrow(days.into())))
        }
        Kind::Choice(_) => {
            let choices = choices.ok_or(Unfit)?;
            if let Some(codes) = own_codes(given, choices) {
                return Ok(Taken::whole(Held::Codes(codes)));
            }
            let codes = words(given, |text| choices.position_of_any_name(text))?;
            Ok(codes.map(|codes| Held::Codes(codes.into())))
        }
    }
}

/// The values of a column of texts that people typed.
pub(super) fn typed(
    engine: &Engine,
    fact: &Fact,
    given: &ArrayRef,
    choices: Option<&Enumeration>,
    reading: Reading,
) -> Result<Taken<Held>, Unfit> {
    let judge = LazyCell::new(|| RefCell::new(engine.dossier()));
    let judge = |text: &str| judged(&mut judge.borrow_mut(), fact, text);
    let read = |text: &str| match text.trim() {
        "" => Some(None),
        text => value(fact, text, choices, reading, judge).map(Some),
    };
    let taken = match &fact.declared.kind {
        Kind::Boolean | Kind::Choice(_) => words(given, read),
        Kind::Number { .. } | Kind::Date => texts(given, read),
    };
    let Taken { values, wrong, .. } = taken?;
    let mut blank = Vec::new();
    if values.iter().any(Option::is_none) {
        blank = of_known(given, values.iter().map(Option::is_none));
    }
    let values = values.into_iter().map(Option::unwrap_or_default);
    let held = match &fact.declared.kind {
        Kind::Boolean => Held::Bits(values.map(|value| value != 0).collect()),
        Kind::Number { .. } | Kind::Date => Held::Wide(values.collect::<Vec<_>>().into()),
        Kind::Choice(_) => {
            // A position is that of a member, and there are at most 256.
            let codes = values.map(|value| u8::try_from(value).unwrap_or(0));
            Held::Codes(codes.collect::<Vec<_>>().into())
        }
    };
    Ok(Taken {
        values: held,
        wrong,
        blank,
    })
}

/// What a text that is not blank says: what is as expected is read here, the rest by the engine.
fn value(
    fact: &Fact,
    text: &str,
    choices: Option<&Enumeration>,
    reading: Reading,
    judge: impl Fn(&str) -> Option<i64>,
) -> Option<i64> {
    match &fact.declared.kind {
        Kind::Choice(_) => {
            let choices = choices?;
            let named = choices.position_of_any_name(text);
            let coded = || {
                let is_coded = reading.leniency().departments;
                is_coded.then(|| choices.position_of_code(text)).flatten()
            };
            named.or_else(coded).map(i64::from)
        }
        Kind::Number { decimals, .. } => {
            let number = decimal::parse_typed(text, *decimals).ok();
            number.or_else(|| judge(text))
        }
        Kind::Date => day_of(text, reading).map(|day| i64::from(day.number())),
        Kind::Boolean if reading.leniency().truths => match text.to_lowercase().as_str() {
            "oui" | "o" => Some(1),
            "non" | "n" => Some(0),
            _ => judge(text),
        },
        Kind::Boolean => match text {
            "oui" => Some(1),
            "non" => Some(0),
            _ => judge(text),
        },
    }
}

/// What the engine makes of a text.
fn judged(judge: &mut Dossier, fact: &Fact, text: &str) -> Option<i64> {
    judge.insert(&fact.name, FactValue::Typed(text)).ok()?;
    let mut stated = judge.stated();
    let (_, value) = stated.find(|(stated, _)| stated.name == fact.name)?;
    Some(value.lo)
}
