//! The page of dispositifs: one section for each.

use std::fmt::Write as _;

use bareme::{
    catalogue::{DispositifPlan, DroitPlan, Plan, Rule, Status},
    date::Period,
};
use bareme_recit::{Sentence, words};

use super::{
    reading::Read,
    words::{amount, anchor, cell, concerned, reliability},
};

/// The handbook: one section a dispositif.
pub(crate) fn page<'p>(plan: &'p Plan, chosen: impl Iterator<Item = &'p DispositifPlan>) -> String {
    let mut page = format!(
        "# Les dispositifs : {}\n\nÉcrit par `bareme dispositifs --markdown` à partir des règles, version {}. Ne pas modifier à la main.\n\n\
         Ce que disent les documents de la Région et de ses partenaires, partie par partie : [couverture](couverture.md). Les textes et \
         les valeurs datées : [sources](sources.md).\n",
        plan.header.title, plan.header.version
    );
    let chosen: Vec<&DispositifPlan> = chosen.collect();
    page.push('\n');
    for dispositif in &chosen {
        let period = period(dispositif)
            .map(|period| format!(" ({period})"))
            .unwrap_or_default();
        let _ = writeln!(
            page,
            "- [{}](#{}){period}",
            cell(&plan.titled(&dispositif.title, None)),
            anchor(&dispositif.id)
        );
    }
    for dispositif in chosen {
        section(plan, dispositif, &mut page);
    }
    page
}

/// « du 1er janvier 2018 au 31 décembre 2023 »
fn period(dispositif: &DispositifPlan) -> Option<String> {
    match dispositif.in_force {
        Period::ALWAYS => None,
        period => words::period(period),
    }
}

fn section(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    let _ = writeln!(
        page,
        "\n<a id=\"{}\"></a>\n\n## {}\n\n{}\n",
        anchor(&dispositif.id),
        cell(&dispositif.title),
        cell(&dispositif.summary)
    );
    let status = match dispositif.status {
        Status::InForce => "en vigueur",
        Status::Experiment => "expérimentation",
        Status::Hypothesis => "annoncé, sans preuve d'entrée en vigueur",
    };
    let period = period(dispositif)
        .map(|period| format!(" {period}"))
        .unwrap_or_default();
    let _ = writeln!(page, "- Concerne : {}", concerned(dispositif.object));
    let _ = writeln!(page, "- Nom dans les décisions : `{}`", dispositif.id);
    let _ = writeln!(page, "- Statut : {status}{period}");
    let day = dispositif.effect_date.and_then(|fact| plan.vocabulary.fact(fact));
    if let Some(fact) = day {
        let _ = writeln!(
            page,
            "- Les valeurs sont celles du jour suivant : {}",
            words::inside(&fact.title)
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
    sources(plan, dispositif, page);
    if let Some(question) = &dispositif.to_confirm {
        let _ = writeln!(page, "- **À confirmer** : {}", cell(question));
    }
    if !dispositif.conditions.is_empty() {
        let _ = writeln!(page, "\n### Conditions\n");
        for condition in &dispositif.conditions {
            let period = words::period(condition.period)
                .map(|period| format!(" ({period})"))
                .unwrap_or_default();
            let _ = writeln!(
                page,
                "1. {}{period} : {}",
                cell(&plan.titled(&condition.title, None)),
                sentence(plan, dispositif, &condition.rule, 3)
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
        let _ = writeln!(page, "\n### Ce que cela donne\n");
        for droit in &dispositif.droits {
            let payer = droit
                .payer
                .as_ref()
                .map(|(_, label)| format!(" (qui paie : {label})"))
                .unwrap_or_default();
            let title = plan.titled(&droit.title, None);
            let _ = writeln!(
                page,
                "- {}{payer} : {}",
                cell(&title),
                value(plan, dispositif, droit)
            );
        }
    }
    variables(plan, dispositif, page);
    history(plan, dispositif, page);
}

/// What has a name in the rules above, each in words.
fn variables(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    if dispositif.variables.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n### Ce que ces règles nomment\n");
    for variable in &dispositif.variables {
        let name = variable
            .title
            .clone()
            .unwrap_or_else(|| words::name(&variable.name));
        let _ = writeln!(
            page,
            "- {} : {}",
            cell(&plan.titled(&name, None)),
            sentence(plan, dispositif, &variable.rule, 2)
        );
    }
}

/// A rule in words, with its list that far to the right; as it is written when it has no words.
fn sentence(plan: &Plan, dispositif: &DispositifPlan, rule: &Rule, indent: usize) -> String {
    let Some(told) = bareme_recit::sentence(plan, Some(dispositif), rule) else {
        return format!("`{}`", rule.text);
    };
    let mut text = cell(&told.text);
    list(&told.parts, indent, &mut text);
    text
}

fn list(parts: &[Sentence], indent: usize, text: &mut String) {
    for part in parts {
        let _ = write!(text, "\n{:indent$}- {}", "", cell(&part.text));
        list(&part.parts, indent + 2, text);
    }
}

/// A droit that is always the same, in words; otherwise its rule.
fn value(plan: &Plan, dispositif: &DispositifPlan, droit: &DroitPlan) -> String {
    let text = &droit.rule.text;
    let choices = plan.vocabulary.enumeration_of(&droit.declared.kind);
    let member = choices.and_then(|choices| choices.members.iter().find(|member| member.name == *text));
    match (member, text.as_str()) {
        (Some(member), _) => member.label.clone(),
        (None, "vrai") => "oui".to_owned(),
        (None, "faux") => "non".to_owned(),
        (None, _) => sentence(plan, dispositif, &droit.rule, 2),
    }
}

/// The dated values that the dispositif reads.
fn history(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    let read = Read::by(dispositif);
    if read.parameters.is_empty() && read.tables.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n### Valeurs lues\n");
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
                    words::date(point.from)
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
            .map(|layout| words::date(layout.from))
            .collect();
        let _ = writeln!(
            page,
            "- {} (table `{}`), barèmes du {}",
            cell(&table.title),
            table.name,
            words::list(&dates, "et")
        );
    }
}

/// Each document or law once, with its places.
fn sources(plan: &Plan, dispositif: &DispositifPlan, page: &mut String) {
    let _ = writeln!(page, "- Sources ({}) :", reliability(dispositif.reliability));
    let mut told: Vec<u16> = Vec::new();
    for citation in &dispositif.sources {
        if told.contains(&citation.source) {
            continue;
        }
        told.push(citation.source);
        let places: Vec<String> = dispositif
            .sources
            .iter()
            .filter(|other| other.source == citation.source)
            .filter_map(|other| other.locator.as_deref().map(cell))
            .collect();
        let title = plan.source(citation).map_or("", |source| source.title.as_str());
        let places = match places.as_slice() {
            [] => String::new(),
            some => format!(" : {}", some.join(" ; ")),
        };
        let _ = writeln!(page, "  - {}{places}", cell(title));
    }
}
