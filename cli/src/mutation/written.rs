//! Every slip of a pack.

use bareme::{
    catalogue::Plan,
    error::Place,
    pack::{self, InputFile, model::Pack, rule_mutants},
};

use super::{
    dates, figures,
    mutant::{Change, Family, Mutant},
};

/// A pack without fault: its files, what they state, and its plan.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) files: Vec<InputFile>,
    pub(crate) pack: Pack,
    pub(crate) plan: Plan,
}

/// Every slip of these families, in the order of the pack; of all of them when none is named.
pub(crate) fn mutants(source: &Source, families: &[Family]) -> Vec<Mutant> {
    let wanted = |family: Family| families.is_empty() || families.contains(&family);
    let mut all = Vec::new();
    if wanted(Family::Figures) {
        all.extend(figures::mutants(&source.plan, &source.files));
    }
    if wanted(Family::Operators) || wanted(Family::Figures) {
        let rules = rule_mutants(&source.pack).into_iter();
        all.extend(rules.map(|mutant| of_rule(&source.pack, mutant)));
    }
    if wanted(Family::Dates) {
        all.extend(dates::mutants(&source.plan, &source.files));
    }
    all.retain(|mutant| wanted(mutant.kind.family()));
    all
}

fn of_rule(pack: &Pack, mutant: pack::RuleMutant) -> Mutant {
    let dispositif = mutant.owner.dispositif.map(usize::from);
    let dispositif = dispositif.and_then(|position| pack.dispositifs.get(position));
    let (path, line) = match &mutant.place {
        Place::File { path, line, .. } => (path.clone(), *line),
        Place::Whole | Place::Pointer(_) => (String::new(), 0),
    };
    Mutant {
        kind: mutant.kind.into(),
        rule: dispositif.map_or_else(String::new, |found| found.id.clone()),
        part: mutant.owner.part.clone(),
        path,
        line,
        before: mutant.before.clone(),
        after: mutant.after.clone(),
        change: Change::Rule(Box::new(mutant)),
    }
}
