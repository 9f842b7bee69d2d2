//! The choices that something leads to: a rule, a table, a payer, or the dossier of a case.

use std::collections::BTreeSet;

use bareme::{
    internals::expression::{Expression, Form, parse},
    pack::model::{Dispositif, Pack, Text},
    vocabulary::EnumerationId,
};

use super::files::files;

/// A member of an enumeration, by their names.
pub(crate) type Choice = (String, String);

/// The words of every expression of the pack: names and members, whatever they stand for.
pub(crate) fn named(pack: &Pack) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let coherences = pack.coherences.iter().map(|coherence| &coherence.test);
    let deductions = pack.deductions.iter().map(|deduction| &deduction.rule);
    let suppositions = pack
        .askings
        .iter()
        .filter_map(|asking| asking.supposition.as_ref());
    let supposed = suppositions.map(|supposition| &supposition.rule);
    let groups = pack.quotas.iter().map(|quota| &quota.groups);
    for text in pack
        .dispositifs
        .iter()
        .flat_map(texts)
        .chain(coherences)
        .chain(deductions)
        .chain(supposed)
        .chain(groups)
    {
        // An enumeration that groups a quota may be no expression of its own.
        if let Ok(expression) = parse(&text.value) {
            gather(&expression, &mut words);
        }
    }
    words
}

fn texts(dispositif: &Dispositif) -> impl Iterator<Item = &Text> {
    let conditions = dispositif.conditions.iter().chain(&dispositif.priorities);
    let variables = dispositif.variables.iter().map(|variable| &variable.rule);
    let droits = dispositif.droits.iter().map(|droit| &droit.rule);
    let tests = dispositif
        .versements
        .iter()
        .filter_map(|versement| versement.test.as_ref());
    conditions
        .map(|condition| &condition.rule)
        .chain(variables)
        .chain(droits)
        .chain(tests)
}

fn gather(expression: &Expression, words: &mut BTreeSet<String>) {
    match &expression.form {
        Form::Name(name) | Form::Member(name) => {
            words.insert(name.clone());
        }
        Form::Match { arms, .. } => {
            let keys = arms.iter().flat_map(|arm| &arm.keys);
            words.extend(keys.map(|key| key.name.clone()));
        }
        _ => {}
    }
    for part in expression.form.parts() {
        gather(part, words);
    }
}

/// The choices that a table has as a key or as a value, that a right has as its payer, or that the dossier of a case states.
pub(crate) fn stated(pack: &Pack) -> BTreeSet<Choice> {
    let mut found = BTreeSet::new();
    let mut add = |id: EnumerationId, position: i64| {
        let enumeration = &pack.vocabulary.enumerations[usize::from(id.0)];
        let position = usize::try_from(position).unwrap();
        let member = &enumeration.members[position];
        found.insert((enumeration.name.clone(), member.name.clone()));
    };
    for table in &pack.tables {
        for period in &table.periods {
            let keys = table.keys.iter().map(|key| &key.declared).zip(&period.axes);
            let columns = table
                .columns
                .iter()
                .map(|column| &column.declared)
                .zip(&period.cells);
            for (declared, values) in keys.chain(columns) {
                if let Some(id) = declared.kind.enumeration() {
                    values.iter().for_each(|position| add(id, *position));
                }
            }
        }
    }
    for dispositif in &pack.dispositifs {
        let of_droits = dispositif.droits.iter().filter_map(|droit| droit.payer);
        let of_versements = dispositif.versements.iter().map(|versement| versement.payer);
        for (id, position) in of_droits.chain(of_versements) {
            add(id, i64::from(position));
        }
    }
    found.extend(of_cases(pack));
    found
}

fn of_cases(pack: &Pack) -> Vec<Choice> {
    let mut found = Vec::new();
    for (path, bytes) in files("tests/cases") {
        let text = String::from_utf8(bytes).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let cases = file
            .get("cas")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten();
        let dossiers = cases
            .filter_map(|case| case.get("dossier"))
            .chain(file.get("base"));
        for (name, value) in dossiers.filter_map(toml::Value::as_table).flatten() {
            let Some((_, fact)) = pack.vocabulary.fact_named(name) else {
                continue;
            };
            let enumeration = pack.vocabulary.enumeration_of(&fact.declared.kind);
            if let (Some(enumeration), Some(member)) = (enumeration, value.as_str()) {
                found.push((enumeration.name.clone(), member.to_owned()));
            }
        }
    }
    found
}
