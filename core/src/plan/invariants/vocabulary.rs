//! Proves facts and enumerations.

use super::held::{Held, cited, counted, distinct, require};
use crate::{
    date::Day,
    decimal::MAX_DECIMALS,
    plan::PlanContent,
    vocabulary::{DeclaredType, Enumeration, Kind, Style, Vocabulary},
};

/// Facts and enumerations: what a dossier is read with.
pub(super) fn check(content: &PlanContent) -> Held {
    read(&content.vocabulary, &content.kinds)?;
    definitions(content)
}

/// The facts, the enumerations and the kinds of some nodes.
pub(super) fn read(vocabulary: &Vocabulary, kinds: &[Kind]) -> Held {
    counted(&[vocabulary.facts.len(), vocabulary.enumerations.len()])?;
    for enumeration in &vocabulary.enumerations {
        require(
            (1..=Enumeration::MAX_MEMBERS).contains(&enumeration.members.len()),
            "une énumération n'a pas de 1 à 64 membres",
        )?;
        distinct(enumeration.members.iter().map(|member| member.name.as_str()))?;
    }
    distinct(vocabulary.facts.iter().map(|fact| fact.name.as_str()))?;
    for fact in &vocabulary.facts {
        declared(vocabulary, &fact.declared)?;
        let DeclaredType { kind, min, max, .. } = &fact.declared;
        let calendar = i64::from(Day::MIN.number())..=i64::from(Day::MAX.number());
        require(
            match kind {
                Kind::Number { .. } => min <= max,
                Kind::Date => min <= max && calendar.contains(min) && calendar.contains(max),
                Kind::Boolean | Kind::Choice(_) => true,
            },
            "les bornes d'un fait sont à l'envers",
        )?;
    }
    kinds.iter().try_for_each(|each| kind(vocabulary, each))
}

/// Found by bisection: in the order of the vocabulary, one for a fact.
fn definitions(content: &PlanContent) -> Held {
    let definitions = &content.definitions;
    require(
        definitions
            .iter()
            .zip(definitions.iter().skip(1))
            .all(|(one, next)| one.fact < next.fact)
            && definitions
                .iter()
                .all(|one| content.vocabulary.fact(one.fact).is_some()),
        "une définition n'est pas celle d'un fait",
    )?;
    cited(content, definitions.iter().map(|one| &one.citation))
}

/// A declared type whose style is that of its kind.
pub(super) fn declared(vocabulary: &Vocabulary, declared: &DeclaredType) -> Held {
    kind(vocabulary, &declared.kind)?;
    require(
        matches!(
            (declared.style, &declared.kind),
            (Style::Boolean, Kind::Boolean)
                | (Style::Date, Kind::Date)
                | (Style::Choice, Kind::Choice(_))
                | (Style::Integer, Kind::Number { decimals: 0, .. })
                | (Style::Decimal | Style::Amount | Style::Rate, Kind::Number { .. })
        ),
        "un type n'est pas celui de sa forme",
    )
}

fn kind(vocabulary: &Vocabulary, kind: &Kind) -> Held {
    require(
        match kind {
            Kind::Boolean | Kind::Date => true,
            Kind::Number { decimals, .. } => *decimals <= MAX_DECIMALS,
            Kind::Choice(id) => vocabulary.enumeration(*id).is_some(),
        },
        "un type n'existe pas",
    )
}
