//! The text to read before saying what a case expects: that of the value, else of the condition, else of the dispositif.

use bareme::{catalogue::Plan, pack::model::Citation};

use super::super::mutant::{Change, Mutant};
use crate::cases::{Figure, Touched};

/// The id of the source of what a slip changes.
pub(super) fn source(plan: &Plan, mutant: &Mutant) -> Option<String> {
    let citation = match &mutant.change {
        Change::Figure { figure, .. } => of_figure(plan, *figure),
        Change::Files {
            touched: Touched::Figure(figure),
            figures,
            ..
        } => of_figure(plan, figures.first().copied().unwrap_or(*figure)),
        Change::Files { .. } | Change::Rule(_) => of_part(plan, mutant),
    };
    named(plan, citation?)
}

/// The id of the first source of a dispositif.
pub(super) fn of_dispositif(plan: &Plan, id: &str) -> Option<String> {
    let (_, found) = plan.dispositif_named(id)?;
    named(plan, found.sources.first()?)
}

fn named(plan: &Plan, citation: &Citation) -> Option<String> {
    plan.source(citation).map(|source| source.id.clone())
}

fn of_figure(plan: &Plan, figure: Figure) -> Option<&Citation> {
    match figure {
        Figure::Point { parameter, point } => {
            let series = plan.parameters.get(usize::from(parameter))?;
            series.points.get(point).map(|point| &point.citation)
        }
        Figure::Cell { table, period, .. } => {
            let table = plan.tables.get(usize::from(table))?;
            table.periods.get(period).map(|layout| &layout.citation)
        }
    }
}

/// That of a condition or of a droit, which a part names first: `condition:age`, `age.du`.
fn of_part<'p>(plan: &'p Plan, mutant: &Mutant) -> Option<&'p Citation> {
    let (_, dispositif) = plan.dispositif_named(&mutant.rule)?;
    let part = mutant
        .part
        .split_once(':')
        .map_or(mutant.part.as_str(), |(_, part)| part);
    let part = part.split('.').next()?;
    let condition = dispositif.conditions.iter().find(|one| one.id == part);
    let droit = dispositif.droits.iter().find(|one| one.id == part);
    condition
        .map(|one| &one.citation)
        .or_else(|| droit.map(|one| &one.citation))
}
