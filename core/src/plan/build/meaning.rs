//! What each doubt names, by position.

use super::free_rule::free_rule;
use crate::{
    error::{Code, Finding, nearest},
    pack::model::{Concern, Dispositif, Location},
    plan::{
        ConcernPlan, Concerned, DoubtPlan,
        lower::{Lowering, Scope},
    },
    vocabulary::Kind,
};

/// The doubts of a dispositif; a name that does not exist is reported.
pub(super) fn doubts(lowering: &mut Lowering<'_>, position: u16) -> Option<Vec<DoubtPlan>> {
    let pack = lowering.pack;
    let dispositif = pack.dispositifs.get(usize::from(position))?;
    let date = lowering.effect_date(position);
    let (mut list, mut whole) = (Vec::new(), true);
    for doubt in &dispositif.doubts {
        let mut concerns = Vec::new();
        for (concern, at) in doubt.concerns.iter().zip(&doubt.places) {
            match concerned(lowering, dispositif, concern) {
                Ok(on) => concerns.push(ConcernPlan {
                    word: concern.to_string(),
                    on,
                }),
                Err(unknown) => report(lowering, *at, &unknown),
            }
        }
        let test = doubt.test.as_ref().map(|text| {
            let scope = Scope {
                dispositif: Some(position),
                date,
                effect: date,
                text,
            };
            free_rule(lowering, scope, Some(&Kind::Boolean))
        });
        // A fault of its expression is told already.
        whole &= !matches!(test, Some(None));
        list.push(DoubtPlan {
            test: test.flatten(),
            question: doubt.question.clone(),
            concerns,
            places: Vec::new(),
        });
    }
    whole.then_some(list)
}

/// A name that does not exist, and those that do.
struct Unknown<'p> {
    what: &'static str,
    name: String,
    known: Vec<&'p str>,
}

fn concerned<'p>(
    lowering: &Lowering<'p>,
    dispositif: &'p Dispositif,
    concern: &Concern,
) -> Result<Concerned, Unknown<'p>> {
    let pack = lowering.pack;
    let positions = |ids: &mut dyn Iterator<Item = &str>, id: &str| -> Vec<u16> {
        (0_u16..)
            .zip(ids)
            .filter(|(_, other)| *other == id)
            .map(|(position, _)| position)
            .collect()
    };
    let unknown = |what, name: &str, known| {
        Err(Unknown {
            what,
            name: name.to_owned(),
            known,
        })
    };
    match concern {
        Concern::Condition(id) => {
            let mut ids = dispositif
                .conditions
                .iter()
                .map(|condition| condition.id.as_str());
            let found = positions(&mut ids, id);
            let is_priority = dispositif.priorities.iter().any(|priority| priority.id == *id);
            if found.is_empty() && !is_priority {
                let known = dispositif.conditions.iter().chain(&dispositif.priorities);
                return unknown("la condition", id, known.map(|rule| rule.id.as_str()).collect());
            }
            Ok(if found.is_empty() {
                Concerned::Aside
            } else {
                Concerned::Conditions(found)
            })
        }
        Concern::Droit(id) => {
            let ids = || dispositif.droits.iter().map(|droit| droit.id.as_str());
            let found = positions(&mut ids(), id);
            if found.is_empty() {
                return unknown("le droit", id, ids().collect());
            }
            Ok(Concerned::Droits(found))
        }
        Concern::Versement(id) => {
            let ids = || {
                dispositif
                    .versements
                    .iter()
                    .map(|versement| versement.id.as_str())
            };
            if !ids().any(|other| other == id) {
                return unknown("le versement", id, ids().collect());
            }
            Ok(Concerned::Aside)
        }
        Concern::Parameter(name) => {
            let names = || pack.parameters.iter().map(|parameter| parameter.name.as_str());
            match positions(&mut names(), name).first() {
                Some(position) => Ok(Concerned::Parameter(*position)),
                None => unknown("le paramètre", name, names().collect()),
            }
        }
        Concern::Table(name) => {
            let names = || pack.tables.iter().map(|table| table.name.as_str());
            match positions(&mut names(), name).first() {
                Some(position) => Ok(Concerned::Table(*position)),
                None => unknown("la table", name, names().collect()),
            }
        }
        Concern::Period => Ok(Concerned::Period),
        // A doubt about a version of a text is added by the engine, never written.
        Concern::Existence | Concern::Source(_) => Ok(Concerned::Existence),
    }
}

fn report(lowering: &mut Lowering<'_>, at: Location, unknown: &Unknown<'_>) {
    let Unknown { what, name, known } = unknown;
    if lowering.unread.excuses(name) {
        return;
    }
    let place = lowering.pack.place(at);
    let message = format!("ce doute porte sur {what} `{name}`, qui n'existe pas");
    let finding = Finding::new(Code::UnknownReference, place, message)
        .with_suggestion(nearest(name, known.iter().copied()))
        .with_help("nommez ce que la question concerne, ou `periode`, ou `existence`");
    lowering.findings.push(finding);
}
