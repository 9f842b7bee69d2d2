//! The page of sources: what rests on each, and what is to be confirmed.

use std::fmt::Write as _;

use bareme::catalogue::{Citation, Plan, Reliability};
use bareme_recit::words;

use super::words::{amount, cell, reliability};

/// Every document and law, what rests on each, and what is to be confirmed.
pub(crate) fn page(plan: &Plan) -> String {
    let mut page = format!(
        "# Les sources : {}\n\nÉcrit par `bareme sources --markdown` à partir des règles, version {}. Ne pas modifier à la main.\n\n\
         Chaque valeur dit d'où elle vient et jusqu'à quel point elle est sûre : **texte lu** (la loi ou une publication officielle \
         a été lue), **source secondaire** (une autre page publiée), **à confirmer** (déduite, ou inconnue).\n",
        plan.header.title, plan.header.version
    );
    to_confirm(plan, &mut page);
    let _ = writeln!(page, "\n## Documents et textes\n");
    for (position, source) in (0_u16..).zip(&plan.sources) {
        let _ = writeln!(page, "### {}\n\n{}", source.id, cell(&source.title));
        if let Some(day) = source.date {
            let _ = writeln!(page, "\n- Date : {}", words::date(day));
        }
        let version = plan.versions.iter().find(|(other, _)| *other == position);
        if let Some(period) = version.and_then(|(_, period)| words::period(*period)) {
            let _ = writeln!(page, "- Version lue : en vigueur {period}");
        }
        if let Some(url) = &source.url {
            let _ = writeln!(page, "- <{url}>");
        }
        let _ = writeln!(page, "- Fiabilité : {}", reliability(source.reliability));
        let uses = uses(plan, position);
        if !uses.is_empty() {
            let _ = writeln!(page, "- Sert à : {}", uses.join(" ; "));
        }
        page.push('\n');
    }
    values(plan, &mut page);
    page
}

/// The open questions, then the values that rest on an inference.
fn to_confirm(plan: &Plan, page: &mut String) {
    let _ = writeln!(
        page,
        "\n## Ce que la Région devrait confirmer\n\n### Questions, par dispositif\n"
    );
    for dispositif in &plan.dispositifs {
        if let Some(question) = &dispositif.to_confirm {
            let _ = writeln!(
                page,
                "- `{}` ({}) : {}",
                dispositif.id,
                cell(&dispositif.title),
                cell(question)
            );
        }
    }
    let _ = writeln!(page, "\n### Valeurs déduites ou inconnues\n");
    for series in &plan.parameters {
        for point in series
            .points
            .iter()
            .filter(|point| point.reliability == Reliability::ToConfirm)
        {
            let _ = writeln!(
                page,
                "- {} : {} depuis le {}",
                cell(&series.title),
                amount(plan, point.value, &series.declared),
                words::date(point.from)
            );
        }
    }
    for table in &plan.tables {
        for layout in table
            .periods
            .iter()
            .filter(|layout| layout.reliability == Reliability::ToConfirm)
        {
            let _ = writeln!(
                page,
                "- {} : toutes les cases depuis le {}",
                cell(&table.title),
                words::date(layout.from)
            );
        }
    }
}

/// What cites a source.
fn uses(plan: &Plan, source: u16) -> Vec<String> {
    let cites = |citation: &Citation| citation.source == source;
    let mut uses = Vec::new();
    for dispositif in &plan.dispositifs {
        let whole = dispositif.sources.iter().any(cites);
        let parts = dispositif
            .conditions
            .iter()
            .map(|c| &c.citation)
            .chain(dispositif.droits.iter().map(|d| &d.citation));
        if whole || parts.clone().any(cites) {
            uses.push(format!("dispositif `{}`", dispositif.id));
        }
    }
    for series in &plan.parameters {
        if series.points.iter().any(|point| cites(&point.citation)) {
            uses.push(format!("paramètre `{}`", series.name));
        }
    }
    for table in &plan.tables {
        if table.periods.iter().any(|layout| cites(&layout.citation)) {
            uses.push(format!("table `{}`", table.name));
        }
    }
    uses
}

/// Every dated value with its source.
fn values(plan: &Plan, page: &mut String) {
    let name = |citation: &Citation| {
        let id = plan.source(citation).map_or("", |source| source.id.as_str());
        citation.locator.as_ref().map_or_else(
            || format!("`{id}`"),
            |locator| format!("`{id}`, {}", cell(locator)),
        )
    };
    let _ = writeln!(
        page,
        "## Valeurs datées\n\n| valeur | depuis | montant | source | fiabilité | vérifiée jusqu'au |\n|---|---|---|---|---|---|"
    );
    for series in &plan.parameters {
        for point in &series.points {
            let _ = writeln!(
                page,
                "| {} (`{}`) | {} | {} | {} | {} | {} |",
                cell(&series.title),
                series.name,
                point.from,
                amount(plan, point.value, &series.declared),
                name(&point.citation),
                reliability(point.reliability),
                point.verified
            );
        }
    }
    let _ = writeln!(
        page,
        "\n## Tables\n\n| table | depuis | source | fiabilité | vérifiée jusqu'au |\n|---|---|---|---|---|"
    );
    for table in &plan.tables {
        for layout in &table.periods {
            let _ = writeln!(
                page,
                "| {} (`{}`) | {} | {} | {} | {} |",
                cell(&table.title),
                table.name,
                layout.from,
                name(&layout.citation),
                reliability(layout.reliability),
                layout.verified
            );
        }
    }
}
