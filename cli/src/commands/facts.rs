//! `bareme facts`: what may be known of a dossier.

use bareme::{
    Day,
    catalogue::Plan,
    decimal,
    vocabulary::{Fact, FactId, Style},
    wire,
};
use bareme_recit::words::{self, Words};

use crate::{
    arguments::{Format, List},
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &List) -> Reply {
    let engine = match packs::engine(command.usual.pack()) {
        Ok(engine) => engine,
        Err(findings) => return findings.into(),
    };
    let plan = engine.plan();
    if command.usual.format() == Format::Json {
        return Reply::answer(wire::facts_json(plan));
    }
    let mut page = page::on_terminal();
    for (position, fact) in (0_u16..).zip(&plan.vocabulary.facts) {
        page.heading(&fact.name);
        page.line(2, &fact.title);
        let sensitive = if fact.sensitive { " ; donnée sensible" } else { "" };
        page.line(2, &format!("{}{sensitive}", written(fact, plan)));
        if let Some(definition) = plan.definition(FactId(position)) {
            let cited = plan
                .source(&definition.citation)
                .map(|source| source.title.as_str());
            let place = definition.citation.locator.iter().map(String::as_str);
            let cited: Vec<&str> = cited.into_iter().chain(place).collect();
            page.line(2, &format!("{} ({})", definition.text, cited.join(", ")));
        }
        if let Some(deduction) = plan.deduction(FactId(position)) {
            page.line(2, &format!("se déduit de\u{a0}: {}", deduction.rule.text));
        }
        let members = plan.vocabulary.enumeration_of(&fact.declared.kind);
        for member in members.iter().flat_map(|enumeration| &enumeration.members) {
            page.line(4, &format!("{}\u{a0}: {}", member.name, member.label));
        }
    }
    Reply::answer(page.into_text())
}

/// How the value of a fact is written in a dossier.
pub(super) fn written(fact: &Fact, plan: &Plan) -> String {
    let declared = &fact.declared;
    let unit = declared
        .unit()
        .filter(|unit| !unit.is_none())
        .map(ToString::to_string);
    let number = |word: &str| {
        let shown = |scaled: i64| decimal::format(scaled, declared.decimals());
        let (low, high) = (shown(declared.min), shown(declared.max));
        let bounds = Words::of(plan).between(&low, &high, unit.as_deref(), false);
        format!("{word} {bounds}")
    };
    let decimals = |word: &str| {
        let places = declared.decimals();
        let plural = if places > 1 { "s" } else { "" };
        number(&format!(
            "{word} entre guillemets, {places} décimale{plural} au plus,"
        ))
    };
    match declared.style {
        Style::Boolean => "true ou false".to_owned(),
        Style::Integer => number("nombre entier"),
        Style::Decimal => decimals("nombre"),
        Style::Amount => decimals("montant"),
        Style::Rate => decimals("part (1 pour le tout)"),
        Style::Date => {
            let day = |number: i64| words::date(Day::from_number(number));
            format!(
                "date \"AAAA-MM-JJ\" entre le {} et le {}",
                day(declared.min),
                day(declared.max)
            )
        }
        Style::Choice => {
            let known = plan.vocabulary.enumeration_of(&declared.kind);
            format!(
                "l'un de ces {} mots",
                known.map_or(0, |known| known.members.len())
            )
        }
    }
}
