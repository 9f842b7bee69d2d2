//! The cases that are missing: dossiers on which some slips that nothing sees would change a decision, as few as a greedy choice finds.
//!
//! Each slip is an aim. That of a condition left out is told by the dossier in which this condition alone decides; that of a comparison, by the
//! dossier on the bound; that of a day, by the day or its eve; that of a cell, by a dossier that reads it.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{Day, Dossier, Engine, Selection, wire};
use serde_json::{Map, Value as Json};

use super::{
    court::Court,
    mutant::Mutant,
    proofs::{Told, teller},
};
use crate::cases::dealt;

/// A case to be confirmed.
#[derive(Debug, Clone)]
pub(crate) struct Suggested {
    /// The dispositif whose decision counts.
    pub(crate) dispositif: String,
    /// The reference date.
    pub(crate) date: Day,
    /// The facts, as JSON.
    pub(crate) dossier: Map<String, Json>,
    /// What it tells apart.
    pub(crate) aims: Vec<String>,
}

/// What may be suggested.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suggestions {
    /// Fewest first: the first of a dispositif tells the most apart.
    pub(crate) cases: Vec<Suggested>,
    /// What no decision depends on: a doubt, a payment, a day to act by.
    pub(crate) untold: Vec<String>,
    /// What was not decided in the work allowed.
    pub(crate) undecided: Vec<String>,
}

/// A slip, the engine of the pack that has it, and the dossier that tells.
struct Aim<'m> {
    mutant: &'m Mutant,
    engine: Engine,
    told: Told,
}

/// Cases for slips that nothing sees; `tell` is called with how many are done, and of how many.
pub(crate) fn suggested(
    court: &Court<'_>,
    engine: &Engine,
    unseen: &[&Mutant],
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Suggestions {
    let mut by_rule: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in unseen {
        by_rule.entry(&mutant.rule).or_default().push(mutant);
    }
    let mut found = Suggestions::default();
    let groups: Vec<Vec<&Mutant>> = by_rule.into_values().collect();
    // A rule at a time: the packs of its slips are kept until its cases are chosen.
    for part in dealt(&groups, tell, |group| of_rule(court, engine, group)) {
        found.cases.extend(part.cases);
        found.untold.extend(part.untold);
        found.undecided.extend(part.undecided);
    }
    found
}

fn of_rule(court: &Court<'_>, engine: &Engine, group: &[&Mutant]) -> Suggestions {
    let aims = group.iter().filter_map(|mutant| {
        let other = Engine::new(court.plan(mutant)?);
        let told = teller(engine, &other, &court.readers(mutant));
        Some(Aim {
            mutant,
            engine: other,
            told,
        })
    });
    let aims: Vec<Aim<'_>> = aims.collect();
    let mut found = Suggestions::default();
    let mut left: BTreeSet<usize> = BTreeSet::new();
    for (position, aim) in aims.iter().enumerate() {
        match aim.told {
            Told::By(..) => {
                left.insert(position);
            }
            Told::Never => found.untold.push(aim.mutant.name()),
            Told::Unknown => found.undecided.push(aim.mutant.name()),
        }
    }
    let told: Vec<BTreeSet<usize>> = aims.iter().map(|aim| tells(engine, aim, &aims)).collect();
    while !left.is_empty() {
        let best = (0..aims.len())
            .zip(&told)
            .max_by_key(|(position, told)| (told.intersection(&left).count(), std::cmp::Reverse(*position)));
        let Some((position, told)) = best.filter(|(_, told)| !told.is_disjoint(&left)) else {
            break;
        };
        let names = told.intersection(&left).filter_map(|one| aims.get(*one));
        let names = names.map(|aim| aim.mutant.name()).collect();
        if let Some(aim) = aims.get(position)
            && let Told::By(dossier, date, dispositif) = &aim.told
        {
            found.cases.push(Suggested {
                dispositif: dispositif.clone(),
                date: *date,
                dossier: facts(engine, dossier, *date, dispositif),
                aims: names,
            });
        }
        left = left.difference(told).copied().collect();
    }
    found
}

/// The slips that the dossier of an aim tells apart.
fn tells(engine: &Engine, aim: &Aim<'_>, aims: &[Aim<'_>]) -> BTreeSet<usize> {
    let Told::By(dossier, date, id) = &aim.told else {
        return BTreeSet::new();
    };
    let facts = Json::Object(facts(engine, dossier, *date, id)).to_string();
    let decided = |engine: &Engine| decided(engine, &facts, *date, id);
    let before = decided(engine);
    (0..aims.len())
        .zip(aims)
        .filter(|(_, other)| std::ptr::eq(*other, aim) || decided(&other.engine) != before)
        .map(|(position, _)| position)
        .collect()
}

/// The verdict and the droits of a dispositif; nothing of a dossier that is refused.
fn decided(engine: &Engine, facts: &str, date: Day, id: &str) -> Option<(Json, Json)> {
    let dossier = wire::read_dossier(engine, facts).ok()?;
    let decision = decision(engine, &dossier, date, id)?;
    let mut decision = decision.get("decisions")?.get(id)?.clone();
    Some((
        decision.get_mut("verdict")?.take(),
        decision.get_mut("droits")?.take(),
    ))
}

fn decision(engine: &Engine, dossier: &Dossier, date: Day, id: &str) -> Option<Json> {
    let answer = engine
        .evaluate_selected(dossier, date, Selection::Named(&[id]))
        .ok()?;
    serde_json::from_str(&wire::decision_json(&answer)).ok()
}

/// The facts of a dossier, as a case states them.
fn facts(engine: &Engine, dossier: &Dossier, date: Day, id: &str) -> Map<String, Json> {
    let whole = decision(engine, dossier, date, id);
    let facts = whole.and_then(|whole| whole.get("dossier")?.as_object().cloned());
    facts.unwrap_or_default()
}

/// The cases as a file of cases.
pub(crate) fn written(engine: &Engine, suggestions: &Suggestions) -> String {
    let plan = engine.plan();
    let mut text = String::from(
        "# Des dossiers sur lesquels une faute du barème se verrait. Lisez le texte cité, écrivez ce qu'il donne à la place de `a_confirmer`, dites\n\
         # pourquoi, puis donnez un nom : un cas qui reste à confirmer n'est jamais réussi.\n",
    );
    for (number, case) in (1_usize..).zip(&suggestions.cases) {
        let dispositif = plan.dispositif_named(&case.dispositif).map(|(_, found)| found);
        let source = dispositif.and_then(|found| found.sources.first());
        let source = source.and_then(|citation| plan.source(citation));
        let source = source.map_or("", |source| source.id.as_str());
        text.push('\n');
        for aim in &case.aims {
            text.push_str(&format!("# {aim}\n"));
        }
        let facts: Vec<String> = case
            .dossier
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        text.push_str(&format!(
            "[[cas]]\n\
             nom      = \"a_confirmer_{}_{number}\"\n\
             pourquoi = \"À confirmer.\"\n\
             source   = {{ id = \"{source}\" }}\n\
             date     = {}\n\
             dossier  = {{ {} }}\n\
             [cas.attendu.{}]\n\
             verdict = \"a_confirmer\"\n",
            case.dispositif,
            case.date,
            facts.join(", "),
            case.dispositif
        ));
    }
    text
}
