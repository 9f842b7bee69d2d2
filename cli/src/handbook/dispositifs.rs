use std::fmt::Write as _;

use bareme::{
    date::Period,
    plan::{Citation, DispositifPlan, Plan, Status},
};

use super::{amount, anchor, cell, reading::Read, reliability};
use crate::french;

/// The handbook: one section a dispositif.
pub(crate) fn page<'p>(plan: &'p Plan, chosen: impl Iterator<Item = &'p DispositifPlan>) -> String {
    let mut page = format!(
        "# Les dispositifs : {}\n\nÉcrit par `bareme dispositifs --markdown` à partir des règles, version {}. Ne pas modifier à la main.\n",
        plan.header.title, plan.header.version
    );
    let chosen: Vec<&DispositifPlan> = chosen.collect();
    page.push('\n');
    for dispositif in &chosen {
        let _ = writeln!(
            page,
            "- [{}](#{})",
            cell(&dispositif.title),
            anchor(&dispositif.id)
        );
    }
    for dispositif in chosen {
        section(plan, dispositif, &mut page);
    }
    page
}

fn section(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    let _ = writeln!(
        page,
        "\n## {}\n\n**{}.** {}\n",
        dispositif.id,
        cell(&dispositif.title),
        cell(&dispositif.summary)
    );
    let status = match dispositif.status {
        Status::InForce => "en vigueur",
        Status::Experiment => "expérimentation",
        Status::Hypothesis => "annoncé, sans preuve d'entrée en vigueur",
    };
    let period = match dispositif.in_force {
        Period::ALWAYS => None,
        period => french::period(period),
    };
    let period = period.map(|period| format!(" {period}")).unwrap_or_default();
    let _ = writeln!(page, "- Statut : {status}{period}");
    let day = dispositif.effect_date.and_then(|fact| plan.vocabulary.fact(fact));
    if let Some(fact) = day {
        let _ = writeln!(
            page,
            "- Les valeurs sont celles du jour suivant : {}",
            french::inside(&fact.title)
        );
    }
    let ids = |positions: &[u16]| {
        let links: Vec<String> = positions
            .iter()
            .filter_map(|position| plan.dispositif(*position))
            .map(|other| format!("[{}](#{})", cell(&other.title), anchor(&other.id)))
            .collect();
        links.join(", ")
    };
    if !dispositif.replaced_by.is_empty() {
        let _ = writeln!(page, "- Remplacé par : {}", ids(&dispositif.replaced_by));
    }
    if !dispositif.incompatible_with.is_empty() {
        let _ = writeln!(
            page,
            "- Ne se cumule pas avec : {}",
            ids(&dispositif.incompatible_with)
        );
    }
    if let Some(quota) = dispositif
        .quota
        .and_then(|position| plan.quotas.get(usize::from(position)))
    {
        let _ = writeln!(page, "- Nombre de places limité : {}", cell(&quota.title));
    }
    let sources: Vec<String> = dispositif
        .sources
        .iter()
        .map(|citation| cited(plan, citation))
        .collect();
    let _ = writeln!(
        page,
        "- Sources : {} ({})",
        sources.join(" ; "),
        reliability(dispositif.reliability)
    );
    if let Some(question) = &dispositif.to_confirm {
        let _ = writeln!(page, "- **À confirmer** : {}", cell(question));
    }
    if !dispositif.conditions.is_empty() {
        let _ = writeln!(page, "\n### Conditions de `{}`\n", dispositif.id);
        for condition in &dispositif.conditions {
            let period = french::period(condition.period)
                .map(|period| format!(" ({period})"))
                .unwrap_or_default();
            let _ = writeln!(
                page,
                "1. {}{period} : `{}`",
                cell(&condition.title),
                line(&condition.rule.text)
            );
        }
    }
    if !dispositif.priorities.is_empty() {
        let _ = writeln!(page, "\nPassent avant les autres, sans exclure personne :\n");
        for priority in &dispositif.priorities {
            let _ = writeln!(page, "- {}", cell(&priority.title));
        }
    }
    if !dispositif.droits.is_empty() {
        let _ = writeln!(page, "\n### Droits de `{}`\n", dispositif.id);
        for droit in &dispositif.droits {
            let payer = droit
                .payer
                .as_ref()
                .map(|(_, label)| format!(", payé par : {label}"))
                .unwrap_or_default();
            let _ = writeln!(
                page,
                "- {}{payer} : `{}`",
                cell(&droit.title),
                line(&droit.rule.text)
            );
        }
    }
    history(plan, dispositif, page);
}

/// The dated values that the dispositif reads.
fn history(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    let read = Read::by(dispositif);
    if read.parameters.is_empty() && read.tables.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n### Valeurs lues par `{}`\n", dispositif.id);
    for series in read
        .parameters
        .iter()
        .filter_map(|position| plan.parameters.get(usize::from(*position)))
    {
        let values: Vec<String> = series
            .points
            .iter()
            .map(|point| {
                format!(
                    "{} depuis le {}",
                    amount(plan, point.value, &series.declared),
                    french::date(point.from)
                )
            })
            .collect();
        let _ = writeln!(
            page,
            "- {} (`{}`) : {}",
            cell(&series.title),
            series.name,
            values.join(" ; ")
        );
    }
    for table in read
        .tables
        .iter()
        .filter_map(|position| plan.tables.get(usize::from(*position)))
    {
        let dates: Vec<String> = table
            .periods
            .iter()
            .map(|layout| french::date(layout.from))
            .collect();
        let _ = writeln!(
            page,
            "- {} (table `{}`), barèmes du {}",
            cell(&table.title),
            table.name,
            french::list(&dates, "et")
        );
    }
}

fn cited(plan: &Plan, citation: &Citation) -> String {
    let title = plan.source(citation).map_or("", |source| source.title.as_str());
    match &citation.locator {
        Some(locator) => format!("{}, {}", cell(title), cell(locator)),
        None => cell(title),
    }
}

/// A rule on one line, without its comments.
fn line(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once('#').map_or(line, |(code, _)| code))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
