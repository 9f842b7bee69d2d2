//! `docs/reperes.md`: the figures that the Region follows, each with its source, and what is counted beside them.

use std::fmt::Write as _;

use bareme::{
    catalogue::{Beside, Plan, Repere, RepereKind, Value},
    follow::figure,
    pack::model::DatedValue,
};
use bareme_recit::words;

use super::words::{amount, cell, reliability};

/// The heading of each kind.
const HEADINGS: [(RepereKind, &str); 5] = [
    (RepereKind::Capacity, "Places"),
    (RepereKind::Quota, "Quotas"),
    (RepereKind::Envelope, "Enveloppes"),
    (RepereKind::Target, "Objectifs"),
    (RepereKind::Observed, "Constats"),
];

/// The figures of each kind, of one year or of all of them.
pub(crate) fn by_kind(plan: &Plan, year: Option<i32>) -> impl Iterator<Item = (&'static str, Vec<&Repere>)> {
    HEADINGS.iter().filter_map(move |(kind, heading)| {
        let of_kind =
            plan.follow.reperes.iter().filter(|repere| {
                repere.kind == *kind && year.is_none_or(|year| figure(repere, year).is_some())
            });
        let list: Vec<&Repere> = of_kind.collect();
        (!list.is_empty()).then_some((*heading, list))
    })
}

/// Its title, with where, by which way and on which intake it counts.
pub(crate) fn named(repere: &Repere) -> String {
    let about: Vec<&str> = [&repere.territory, &repere.route, &repere.intake]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if about.is_empty() {
        repere.title.clone()
    } else {
        format!("{} ({})", repere.title, about.join(", "))
    }
}

/// Its values, or that of one year.
pub(crate) fn values(repere: &Repere, year: Option<i32>) -> impl Iterator<Item = &DatedValue> {
    let one = year.and_then(|year| figure(repere, year));
    repere
        .values
        .iter()
        .filter(move |value| one.is_none_or(|one| one == *value))
}

/// « 2024 : 150 places (texte lu) »
pub(crate) fn dated(plan: &Plan, repere: &Repere, value: &DatedValue) -> String {
    format!(
        "{}\u{a0}: {} ({})",
        years(value),
        worth(plan, repere, value),
        reliability(value.reliability).trim_matches('*')
    )
}

/// « 2024 », « de 2019 à 2022 »
fn years(value: &DatedValue) -> String {
    let first = value.period.from.year();
    match value.period.last().map(bareme::Day::year) {
        Some(last) if last != first => format!("de {first} à {last}"),
        _ => first.to_string(),
    }
}

fn worth(plan: &Plan, repere: &Repere, value: &DatedValue) -> String {
    amount(plan, Value::point(value.value), &repere.declared)
}

/// The page.
pub(crate) fn page(plan: &Plan, year: Option<i32>) -> String {
    let mut out = String::from(
        "# Ce que suit la Région\n\nLes repères ne sont le droit de personne : ce sont les places, les enveloppes, les objectifs et les \
         constats à côté desquels `bareme suivi` compte les décisions.\n",
    );
    for (heading, list) in by_kind(plan, year) {
        let _ = write!(
            out,
            "\n## {heading}\n\n| repère | années | valeur | source | fiabilité |\n|---|---|---|---|---|\n"
        );
        for repere in list {
            for value in values(repere, year) {
                let source = plan.source(&value.citation);
                let locator = value.citation.locator.as_deref().unwrap_or_default();
                let _ = writeln!(
                    out,
                    "| {} `{}` | {} | {} | {}, {} | {} |",
                    cell(&named(repere)),
                    repere.id,
                    years(value),
                    cell(&worth(plan, repere, value)),
                    source.map_or("", |source| source.id.as_str()),
                    cell(locator),
                    reliability(value.reliability)
                );
            }
        }
    }
    indicators(&mut out, plan);
    out
}

fn indicators(out: &mut String, plan: &Plan) {
    if plan.follow.indicators.is_empty() {
        return;
    }
    out.push_str(
        "\n## Indicateurs\n\n| indicateur | compte | parmi | par | à côté de |\n|---|---|---|---|---|\n",
    );
    for indicator in &plan.follow.indicators {
        let by: Vec<String> = indicator
            .by
            .iter()
            .filter_map(|axis| plan.follow.axes.get(usize::from(*axis)))
            .map(|axis| words::inside(&axis.title))
            .collect();
        let beside = match indicator.beside {
            Some(Beside::Repere(position)) => {
                let repere = plan.follow.reperes.get(usize::from(position));
                repere.map(|repere| format!("repère `{}`", repere.id))
            }
            Some(Beside::Quota(position)) => {
                let quota = plan.quotas.get(usize::from(position));
                quota.map(|quota| format!("quota `{}`", quota.id))
            }
            None => None,
        };
        let among = indicator
            .among
            .as_ref()
            .map_or("toutes les lignes", |rule| rule.text.as_str());
        let _ = writeln!(
            out,
            "| {} `{}` | `{}` | `{}` | {} | {} |",
            cell(&indicator.title),
            indicator.id,
            cell(&indicator.counting.text),
            cell(among),
            by.join(", "),
            beside.unwrap_or_default()
        );
    }
}
