//! Slips that no dossier can tell, and dossiers that tell the others: found by the search of the engine, with proof.

use bareme::{
    Day, Dossier, Engine,
    analysis::{Budget, Found, Joint, Side, Term},
    catalogue::Plan,
    pack::model::{Deadline, Dispositif, Pack, Versement},
};

use super::mutant::{Change, Mutant};

/// How much work one question may take: a part of a second.
const BUDGET: Budget = Budget { steps: 20_000_000 };

/// Is it proved that no complete dossier tells a rule with a slip from the rule as it is? `false` also where nothing was decided, and where more
/// than decisions may rest on the rule.
pub(super) fn is_equivalent(pack: &Pack, (engine, other): (&Engine, &Engine), mutant: &Mutant) -> bool {
    let Change::Rule(rule) = &mutant.change else {
        return false;
    };
    let position = rule.owner.dispositif.map(usize::from);
    let dispositif = position.and_then(|position| pack.dispositifs.get(position));
    let Some(dispositif) = dispositif.filter(|one| decides_alone(one, &rule.owner.part)) else {
        return false;
    };
    let mut joint = Joint::between(engine, other);
    let apart = apart(&mut joint, engine.plan(), &dispositif.id);
    apart.is_some_and(|term| joint.search(term, BUDGET).found == Found::Nothing)
}

/// Does a part serve conditions and droits alone? What is paid, doubted or due by a day may change with no decision.
fn decides_alone(dispositif: &Dispositif, part: &str) -> bool {
    match part.split_once(':') {
        Some(("condition" | "droit", _)) => true,
        Some(("variable", name)) => {
            let doubts = dispositif.doubts.iter().filter_map(|doubt| doubt.test.as_ref());
            let paid = dispositif.versements.iter().flat_map(Versement::rules);
            let due = dispositif.deadlines.iter().flat_map(Deadline::rules);
            let ranked = dispositif.priorities.iter().map(|priority| &priority.rule);
            let mut texts = doubts
                .chain(paid)
                .chain(due)
                .chain(ranked)
                .chain(&dispositif.yearly_value);
            // A variable may stand in another: the others are looked for too.
            let others = dispositif
                .variables
                .iter()
                .filter(|other| names(&other.rule.value, name));
            !texts.any(|text| names(&text.value, name))
                && others
                    .filter(|other| other.name != name)
                    .all(|other| decides_alone(dispositif, &format!("variable:{}", other.name)))
        }
        _ => false,
    }
}

/// Does an expression have this word?
fn names(expression: &str, name: &str) -> bool {
    expression
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| word == name)
}

/// Is something of a dispositif another before and after: whether it is in force or granted, a condition, a droit?
fn apart(joint: &mut Joint, plan: &Plan, id: &str) -> Option<Term> {
    let (_, found) = plan.dispositif_named(id)?;
    let mut differ = Vec::new();
    let alike = joint.decided_alike(id, id)?;
    differ.push(joint.not(alike));
    for condition in &found.conditions {
        let before = joint.condition(Side::Before, id, &condition.id)?;
        let after = joint.condition(Side::After, id, &condition.id)?;
        let same = joint.same(before, after);
        differ.push(joint.not(same));
    }
    for droit in &found.droits {
        let before = joint.droit(Side::Before, id, &droit.id)?;
        let after = joint.droit(Side::After, id, &droit.id)?;
        for (one, other) in [(before.0, after.0), (before.1, after.1)] {
            let same = joint.same(one, other);
            differ.push(joint.not(same));
        }
    }
    Some(joint.any(differ))
}

/// What a search for a dossier came to.
pub(super) enum Told {
    /// A dossier on which the decision of this dispositif is another.
    By(Box<Dossier>, Day, String),
    /// No decision ever is.
    Never,
    /// The work was too long.
    Unknown,
}

/// A dossier whose decision changes with a slip, looked for among these dispositifs.
pub(super) fn teller(engine: &Engine, other: &Engine, ids: &[String]) -> Told {
    let mut joint = Joint::between(engine, other);
    let mut unknown = false;
    for id in ids {
        let Some(alike) = joint.decided_alike(id, id) else {
            unknown = true;
            continue;
        };
        let differs = joint.not(alike);
        match joint.search(differs, BUDGET).found {
            Found::Witness(witness) => {
                let dossier = joint.dossier(Side::Before, &witness);
                return Told::By(Box::new(dossier), witness.date, id.clone());
            }
            Found::Nothing => {}
            Found::Undecided(_) => unknown = true,
        }
    }
    if unknown { Told::Unknown } else { Told::Never }
}
