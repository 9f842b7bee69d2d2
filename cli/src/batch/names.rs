//! What the columns of a table of dossiers are.

use std::collections::{BTreeMap, BTreeSet};

use super::intake::Intake;
use bareme::{
    Code, Finding,
    catalogue::{DispositifPlan, Plan},
    columns::{Beside, Part, ends_at_fault, fact_of_column},
    error::{Place, nearest},
    vocabulary::{DeclaredType, Fact},
};

/// The verdict of a row that is not decided, since it cannot be read or contradicts itself: nobody is refused anything.
pub(crate) const UNREAD: &str = "illisible";

/// The same in tables and manifests of former versions.
pub(super) const FORMER_UNREAD: &str = "refuse";

/// In the name of a column: how many doubts the decision rests on.
pub(crate) const DOUBTS: &str = "doutes";

/// In the name of a column: the ids of the values past their day, with a space between them.
pub(crate) const STALE: &str = "perimes";

/// In the name of a column: a priority, before its id.
pub(crate) const PRIORITY: &str = "priorite";

/// What is written beside verdicts, droits and conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extras {
    /// Which priorities hold.
    pub(crate) priorities: bool,
    /// Between what and what each droit is.
    pub(crate) bounds: bool,
    /// What each droit would be.
    pub(crate) if_eligible: bool,
    /// What each decision rests on.
    pub(crate) grounds: bool,
}

impl Extras {
    /// What is written of a droit after what is due.
    pub(super) fn beside(self, declared: &DeclaredType) -> impl Iterator<Item = Beside> + use<> {
        Beside::of(declared, self.bounds, self.if_eligible)
    }
}

/// What stands between a dispositif and what is said of it in the name of a column.
pub(crate) const DOT: char = '.';

/// The column that says where a row is.
pub(super) const LINE: &str = "ligne";

/// How many names at fault are compared with every fact: ten thousand would take minutes, and are no slips of the keyboard.
const MOST_SUGGESTIONS: usize = 100;

/// What a column is read as: a fact, and what the column gives of it.
type Read<'p> = (&'p Fact, Part);

/// For each column its fact and what it gives of it, none when it is only copied. Every name at fault is told.
pub(super) fn facts<'p>(
    plan: &'p Plan,
    names: &[String],
    kept: &[String],
    intake: &Intake,
) -> Result<Vec<Option<Read<'p>>>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut facts = Vec::with_capacity(names.len());
    // Sets, not lists: ten thousand columns are looked at once each.
    let mut seen = BTreeSet::new();
    let mut given: BTreeMap<String, &String> = BTreeMap::new();
    let wanted: BTreeSet<&String> = kept.iter().collect();
    let without_reading =
        |name: &String| wanted.contains(name) || intake.is_ignored(name) || Intake::is_index(name);
    for name in names {
        let place = || Place::Pointer(format!("/{name}"));
        if !seen.insert(name) {
            findings.push(
                Finding::new(
                    Code::FactTwice,
                    place(),
                    format!("deux colonnes s'appellent `{name}`"),
                )
                .with_help("gardez-en une"),
            );
        }
        let meant = Some(intake.meant(name)).filter(|_| !intake.is_ignored(name));
        let fact = meant.and_then(|meant| fact_of_column(&plan.vocabulary, meant));
        let fact = fact.map(|(_, fact, part)| (fact, part));
        let other = fact.and_then(|(fact, part)| given.insert(part.of(fact), name));
        if let Some(other) = other.filter(|other| *other != name) {
            let message = format!("`{other}` et `{name}` sont deux noms du même fait");
            findings.push(
                Finding::new(Code::FactTwice, place(), message).with_help("gardez une des deux colonnes"),
            );
        }
        if fact.is_none() && !without_reading(name) {
            let near = (findings.len() < MOST_SUGGESTIONS)
                .then(|| nearest(name, plan.vocabulary.facts.iter().map(|fact| fact.name.as_str())));
            findings.push(
                Finding::new(
                    Code::UnknownFact,
                    place(),
                    format!("aucun fait ne s'appelle `{name}`"),
                )
                .with_suggestion(near.flatten())
                .with_help(intake.others.unnamed(name)),
            );
        }
        facts.push(fact);
    }
    let meant = names.iter().filter(|name| !intake.is_ignored(name));
    let meant = meant.map(|name| intake.meant(name));
    findings.extend(ends_at_fault(&plan.vocabulary, meant));
    findings.extend(intake.mapping.absent(&seen));
    let by_mapping: BTreeSet<&str> = intake.mapping.kept().collect();
    let asked = kept.iter().filter(|kept| !by_mapping.contains(kept.as_str()));
    for missing in asked.filter(|kept| !seen.contains(kept)) {
        let place = Place::Pointer(format!("/{missing}"));
        findings.push(
            Finding::new(
                Code::UnknownFact,
                place,
                format!("le fichier n'a pas de colonne `{missing}`"),
            )
            .with_suggestion(nearest(missing, names.iter().map(String::as_str)))
            .with_help(intake.others.absent()),
        );
    }
    if findings.is_empty() {
        Ok(facts)
    } else {
        Err(findings)
    }
}

/// The columns that say what is decided of a dispositif.
pub(super) fn decided(dispositif: &DispositifPlan, extras: Extras) -> Vec<String> {
    let name = |of: &str| format!("{}{DOT}{of}", dispositif.id);
    let mut names = vec![name("verdict")];
    for droit in &dispositif.droits {
        names.push(name(&droit.id));
        let beside = extras.beside(&droit.declared);
        names.extend(beside.map(|beside| name(&format!("{}{}", droit.id, beside.ending()))));
    }
    names.extend(["premiere_condition", "seule_condition", "manque"].map(name));
    if extras.priorities {
        let priorities = dispositif.priorities.iter();
        names.extend(priorities.map(|priority| name(&format!("{PRIORITY}{DOT}{}", priority.id))));
    }
    if extras.grounds {
        names.extend([DOUBTS, STALE].map(name));
    }
    names
}

/// The kept columns that would have the name of a column that is written, as here or as in Python: a reader could take one for the
/// other.
pub(crate) fn taken(plan: &Plan, kept: &[String], positions: &[u16], extras: Extras) -> Vec<Finding> {
    let spelled = |name: &str| name.replacen(DOT, "__", 1);
    let dispositifs = positions.iter().filter_map(|position| plan.dispositif(*position));
    let mut written: BTreeSet<String> = dispositifs
        .flat_map(|dispositif| decided(dispositif, extras))
        .map(|name| spelled(&name))
        .collect();
    written.insert(LINE.to_owned());
    let kept: BTreeSet<&String> = kept.iter().collect();
    kept.into_iter()
        .filter(|name| written.contains(&spelled(name)))
        .map(|name| {
            let message = format!("`--garde {name}` : `batch` écrit déjà une colonne de ce nom");
            Finding::new(Code::FactTwice, Place::Whole, message)
                .with_help("renommez la colonne dans le fichier lu, ou retirez ce `--garde`")
        })
        .collect()
}
