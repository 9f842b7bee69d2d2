//! What is paid and what is missing, as words inside sentences.

use bareme::{
    catalogue::{DispositifPlan, Object},
    schedule::{Open, Schedule},
    vocabulary::FactId,
};

use crate::{
    answer::{self, Nature},
    builder::{Body, part},
    tree::{Block, Span, Text},
    words::{self, Words},
};

pub(super) fn titled(title: &str, write: impl FnOnce(&mut Body)) -> Block {
    let mut body = Body::default();
    write(&mut body);
    part(title, body.into_blocks())
}

/// « Titre », and whether it must be granted first.
pub(super) fn named(schedule: &Schedule, dispositif: &DispositifPlan) -> String {
    let title = schedule.titled(&dispositif.title);
    match answer::nature_of(dispositif) {
        Nature::Decision => format!("« {title} », si la demande est acceptée"),
        Nature::Aid | Nature::Classification | Nature::Floor | Nature::Rule => format!("« {title} »"),
    }
}

/// What may pay on the days on which nothing is established: it goes with what counts, pays over time, and nobody knows
/// whether it still exists.
pub(super) fn relays(schedule: &Schedule) -> Vec<&DispositifPlan> {
    let asked = schedule.asked().dispositifs.as_deref();
    let relays = all_relays(schedule);
    let is_asked =
        |(position, _): &(u16, &DispositifPlan)| asked.is_none_or(|asked| asked.contains(position));
    (relays.into_iter().filter(is_asked))
        .map(|(_, relay)| relay)
        .collect()
}

/// The same, whatever was asked for, with their positions.
pub(crate) fn all_relays(schedule: &Schedule) -> Vec<(u16, &DispositifPlan)> {
    let (plan, Some(course)) = (schedule.plan(), schedule.course) else {
        return Vec::new();
    };
    if schedule.segments.iter().all(|segment| !segment.lines.is_empty()) {
        return Vec::new();
    }
    // What is still open would pay on those days instead.
    let paid: Vec<u16> = (schedule.dispositifs.iter().copied())
        .chain(schedule.open.iter().map(|open| open.dispositif))
        .collect();
    let counted = |position: &u16| paid.contains(position);
    let excluded = |position: u16, dispositif: &DispositifPlan| {
        dispositif.incompatible_with.iter().any(counted)
            || paid
                .iter()
                .filter_map(|counted| plan.dispositif(*counted))
                .any(|counted| counted.incompatible_with.contains(&position))
    };
    (0_u16..)
        .zip(&plan.dispositifs)
        .filter(|(_, dispositif)| !dispositif.versements.is_empty() && answer::is_end_unknown(dispositif))
        .filter(|(_, dispositif)| {
            let day = dispositif.effect_date.map_or(schedule.date(), |_| course.from);
            dispositif.object == Object::Person && dispositif.in_force.until <= day
        })
        .filter(|(position, dispositif)| !excluded(*position, dispositif))
        .collect()
}

pub(super) fn title(schedule: &Schedule, open: &Open) -> String {
    let dispositif = schedule.plan().dispositif(open.dispositif);
    let versement = open
        .versement
        .and_then(|position| dispositif?.versements.get(usize::from(position)));
    versement
        .map(|versement| versement.title.clone())
        .or_else(|| dispositif.map(|dispositif| dispositif.title.clone()))
        .unwrap_or_default()
}

/// « a ; b ; c », each a fact that a form can ask for.
pub(super) fn facts(schedule: &Schedule, ids: &[FactId]) -> Text {
    let mut text = Text::default();
    for fact in schedule.facts(ids) {
        if !text.0.is_empty() {
            text.push("\u{a0}; ");
        }
        text.0.push(Span::Fact {
            name: fact.name.clone(),
            text: words::inside(&fact.title),
        });
    }
    text
}

pub(crate) fn euros(text: &str) -> String {
    Words::default().quantity(text, Some("EUR"), false)
}
