//! The cases that are missing: dossiers on which some slips that nothing sees would change a decision, as few as a greedy choice finds.
//!
//! Each slip is an aim. That of a condition left out is told by the dossier in which this condition alone decides; that of a comparison, by the
//! dossier on the bound; that of a day, by the day or its eve; that of a cell, by a dossier that reads it.

mod decided;
mod file;
mod found;
mod origin;
mod probe;

pub(crate) use decided::Shown;
pub(crate) use file::written;
pub(crate) use found::{Suggested, Suggestions};

use std::collections::{BTreeMap, BTreeSet};

use bareme::Engine;

use super::{
    court::Court,
    mutant::Mutant,
    proofs::{Told, teller},
};
use crate::cases::dealt;
use probe::Probe;

/// A slip, and the dossier that tells it.
struct Aim<'m> {
    mutant: &'m Mutant,
    probe: usize,
}

/// Cases for slips that nothing sees; `tell` is called with how many are done, and of how many.
pub(crate) fn suggested(
    court: &Court<'_>,
    engine: &Engine,
    unseen: &[&Mutant],
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Suggestions {
    let mut found = Suggestions {
        unseen: unseen.len(),
        ..Suggestions::default()
    };
    let told = dealt(unseen, tell, |mutant| {
        let other = Engine::new(court.plan(mutant)?);
        Some(teller(engine, &other, &court.readers(mutant)))
    });
    let mut probes: Vec<Probe> = Vec::new();
    let mut aims: Vec<Aim<'_>> = Vec::new();
    for (mutant, told) in unseen.iter().zip(told) {
        match told {
            Some(Told::By(dossier, date, id)) => {
                let probe = Probe::of(engine, &dossier, date, id);
                // Two slips may have the same dossier: it is one case.
                let known = probes.iter().position(|known| known.is(&probe));
                aims.push(Aim {
                    mutant,
                    probe: known.unwrap_or(probes.len()),
                });
                if known.is_none() {
                    probes.push(probe);
                }
            }
            Some(Told::Never) => found.untold.push(mutant.name()),
            Some(Told::Unknown) | None => found.undecided.push(mutant.name()),
        }
    }
    // The pack of a slip is made once more, rather than kept: there may be thousands.
    let shown = dealt(&aims, tell, |aim| shown(court, aim, &probes));
    for (aim, _) in aims.iter().zip(&shown).filter(|(_, shown)| shown.is_empty()) {
        found.undecided.push(aim.mutant.name());
    }
    found.cases = chosen(engine, &aims, &probes, &shown);
    found
}

/// By the position of each dossier that tells a slip, what shows it.
fn shown(court: &Court<'_>, aim: &Aim<'_>, probes: &[Probe]) -> BTreeMap<usize, Shown> {
    let id = probes.get(aim.probe).map(|own| &own.dispositif);
    let Some(other) = court.plan(aim.mutant).map(Engine::new) else {
        return BTreeMap::new();
    };
    let likely = |(position, probe): &(usize, &Probe)| {
        *position == aim.probe || Some(&probe.dispositif) == id && probe.may_tell(aim.mutant)
    };
    let told = (0..).zip(probes).filter(likely);
    told.filter_map(|(position, probe)| Some((position, probe.shown_by(&other)?)))
        .collect()
}

/// The dossiers that tell the most of what is left, one after the other, until nothing is.
fn chosen(
    engine: &Engine,
    aims: &[Aim<'_>],
    probes: &[Probe],
    shown: &[BTreeMap<usize, Shown>],
) -> Vec<Suggested> {
    let mut told: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); probes.len()];
    let mut left: BTreeSet<usize> = BTreeSet::new();
    for (aim, by) in shown.iter().enumerate() {
        for position in by.keys() {
            if let Some(told) = told.get_mut(*position) {
                told.insert(aim);
                left.insert(aim);
            }
        }
    }
    let mut found: Vec<Suggested> = Vec::new();
    loop {
        let most = (0_usize..).zip(&told).zip(probes);
        let most = most.max_by_key(|((position, told), _)| {
            (told.intersection(&left).count(), std::cmp::Reverse(*position))
        });
        let Some(((position, told), probe)) = most.filter(|((_, told), _)| !told.is_disjoint(&left)) else {
            return in_order(found);
        };
        let mut expected = Shown::default();
        let served: Vec<(&Aim<'_>, &Shown)> = told
            .intersection(&left)
            .filter_map(|aim| Some((aims.get(*aim)?, shown.get(*aim)?.get(&position)?)))
            .collect();
        served.iter().for_each(|(_, shown)| expected.add(shown));
        let source = served
            .first()
            .and_then(|(aim, _)| origin::source(engine.plan(), aim.mutant));
        let source = source.or_else(|| origin::of_dispositif(engine.plan(), &probe.dispositif));
        add(
            &mut found,
            Suggested {
                date: probe.date,
                dossier: probe.facts.clone(),
                expected: BTreeMap::from([(probe.dispositif.clone(), expected)]),
                aims: served.iter().map(|(aim, _)| aim.mutant.name()).collect(),
                source: source.unwrap_or_default(),
                missing: probe.missing.clone(),
            },
        );
        left = left.difference(told).copied().collect();
    }
}

/// A case of the same dossier on the same day expects something of one more dispositif.
fn add(found: &mut Vec<Suggested>, one: Suggested) {
    let known = found
        .iter_mut()
        .find(|known| known.date == one.date && known.dossier == one.dossier);
    match known {
        Some(known) => {
            known.expected.extend(one.expected);
            known.aims.extend(one.aims);
            known.missing.extend(one.missing);
        }
        None => found.push(one),
    }
}

/// Those of a dispositif together, in the order in which they were chosen.
fn in_order(mut found: Vec<Suggested>) -> Vec<Suggested> {
    found.sort_by(|one, other| one.expected.keys().next().cmp(&other.expected.keys().next()));
    found
}
