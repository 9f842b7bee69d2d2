//! Variables, sources and members of enumerations that nothing names.

use std::collections::BTreeSet;

use super::review::{About, Review};
use crate::{
    error::Code,
    pack::model::{Deadline, Dispositif, Pack, Text},
    vocabulary::Kind,
};

/// Tells the variables of a dispositif that none of its expressions names.
pub(super) fn variables(review: &mut Review<'_>, position: usize) {
    let Some(dispositif) = review.pack.dispositifs.get(position) else {
        return;
    };
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let (variables, others) = texts(dispositif);
    for text in others {
        named.extend(words(&text.value));
    }
    // A variable that only an unread one names is unread too.
    let mut left: Vec<usize> = (0..dispositif.variables.len()).collect();
    loop {
        let read: Vec<usize> = left
            .iter()
            .copied()
            .filter(|index| {
                dispositif
                    .variables
                    .get(*index)
                    .is_some_and(|variable| named.contains(variable.name.as_str()))
            })
            .collect();
        if read.is_empty() {
            break;
        }
        left.retain(|index| !read.contains(index));
        for index in read {
            let own = variables.iter().filter(|(owner, _)| *owner == index);
            named.extend(own.flat_map(|(_, text)| words(&text.value)));
        }
    }
    for variable in left.iter().filter_map(|index| dispositif.variables.get(*index)) {
        let on = format!("variable:{}", variable.name);
        let message = format!(
            "rien ne lit la variable `{}` de `{}`",
            variable.name, dispositif.id
        );
        review.tell(
            &About::part(position, &on, variable.at),
            Code::NeverRead,
            message,
            "retirez-la, ou lisez-la là où elle manque",
        );
    }
}

/// Tells the sources that nothing cites, the lists that nothing has, and the members that nothing tells apart.
pub(super) fn check(review: &mut Review<'_>) {
    sources(review);
    lists(review);
    members(review);
}

/// Lists of choices that are the kind of nothing.
fn lists(review: &mut Review<'_>) {
    let pack = review.pack;
    let tables = pack.tables.iter().flat_map(|table| {
        let keys = table.keys.iter().map(|key| &key.declared.kind);
        keys.chain(table.columns.iter().map(|column| &column.declared.kind))
    });
    let rules = pack.dispositifs.iter().flat_map(|dispositif| {
        let variables = dispositif
            .variables
            .iter()
            .filter_map(|variable| Some(&variable.declared.as_ref()?.kind));
        variables.chain(dispositif.droits.iter().map(|droit| &droit.declared.kind))
    });
    let facts = pack.vocabulary.facts.iter().map(|fact| &fact.declared.kind);
    let parameters = pack.parameters.iter().map(|parameter| &parameter.declared.kind);
    let kinds = facts.chain(parameters).chain(tables).chain(rules);
    let used: BTreeSet<u16> = kinds.filter_map(|kind| Some(kind.enumeration()?.0)).collect();
    for (position, enumeration) in (0_u16..).zip(&pack.vocabulary.enumerations) {
        if !used.contains(&position) {
            let on = format!("choix:{}", enumeration.name);
            let message = format!("rien n'est de la liste de choix `{}`", enumeration.name);
            let help = "donnez-la à un fait, une table ou un droit, ou retirez-la";
            review.tell(&About::whole(&on, None), Code::NeverRead, message, help);
        }
    }
}

fn sources(review: &mut Review<'_>) {
    let pack = review.pack;
    for (position, (source, at)) in (0_u16..).zip(pack.sources.iter().zip(&pack.source_places)) {
        if !pack.cited.contains(&position) {
            let on = format!("source:{}", source.id);
            let message = format!("rien ne cite la source `{}`", source.id);
            let help = "citez-la là où elle a été lue, ou retirez-la";
            review.tell(&About::whole(&on, Some(*at)), Code::NeverRead, message, help);
        }
    }
}

/// Members that no expression and no cell names: what decides is the same for all of them.
fn members(review: &mut Review<'_>) {
    let pack = review.pack;
    let named = everywhere(pack);
    for (position, enumeration) in (0_u16..).zip(&pack.vocabulary.enumerations) {
        let kind = |kind: &Kind| kind.enumeration().is_some_and(|id| id.0 == position);
        let fact = pack
            .vocabulary
            .facts
            .iter()
            .zip(&pack.fact_places)
            .find(|(fact, _)| kind(&fact.declared.kind));
        let Some((_, at)) = fact else { continue };
        let unread: Vec<String> = enumeration
            .members
            .iter()
            .filter(|member| !named.contains(member.name.as_str()))
            .map(|member| format!("`{}`", member.name))
            .collect();
        if unread.len() > 1 {
            let on = format!("choix:{}", enumeration.name);
            let message = format!(
                "aucune règle ne distingue ces valeurs de `{}` : {}",
                enumeration.name,
                unread.join(", ")
            );
            let help = "réunissez-les en une, si la question n'a pas besoin de les séparer";
            review.note(&About::whole(&on, Some(*at)), Code::NeverRead, message, help);
        }
    }
}

/// The words of every expression of a pack, and the members that tables hold.
fn everywhere(pack: &Pack) -> BTreeSet<&str> {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for dispositif in &pack.dispositifs {
        let (variables, others) = texts(dispositif);
        let all = variables.into_iter().map(|(_, text)| text).chain(others);
        named.extend(all.flat_map(|text| words(&text.value)));
    }
    let said = pack
        .coherences
        .iter()
        .map(|coherence| &coherence.test)
        .chain(pack.deductions.iter().map(|deduction| &deduction.rule))
        .chain(pack.askings.iter().flat_map(|asking| {
            let supposed = asking.supposition.as_ref().map(|supposed| &supposed.rule);
            asking.gate.iter().chain(supposed).chain(&asking.day)
        }))
        .chain(pack.quotas.iter().map(|quota| &quota.groups));
    named.extend(said.flat_map(|text| words(&text.value)));
    for table in &pack.tables {
        for (index, key) in table.keys.iter().enumerate() {
            let enumeration = pack.vocabulary.enumeration_of(&key.declared.kind);
            let held = table
                .periods
                .iter()
                .filter_map(|period| period.axes.get(index))
                .flatten();
            let members = held.filter_map(|member| enumeration?.member(u8::try_from(*member).ok()?));
            named.extend(members.map(|member| member.name.as_str()));
        }
    }
    named
}

/// The expressions of a dispositif: those of each variable, by its position, and all others.
fn texts(dispositif: &Dispositif) -> (Vec<(usize, &Text)>, Vec<&Text>) {
    let variables = dispositif
        .variables
        .iter()
        .enumerate()
        .flat_map(|(position, variable)| {
            [&variable.rule]
                .into_iter()
                .chain(&variable.day)
                .map(move |text| (position, text))
        })
        .collect();
    let mut others: Vec<&Text> = Vec::new();
    for condition in dispositif.conditions.iter().chain(&dispositif.priorities) {
        others.extend([&condition.rule].into_iter().chain(&condition.day));
    }
    for droit in &dispositif.droits {
        others.extend([&droit.rule].into_iter().chain(&droit.day));
    }
    others.extend(&dispositif.yearly_value);
    others.extend(dispositif.doubts.iter().filter_map(|doubt| doubt.test.as_ref()));
    for versement in &dispositif.versements {
        others.extend(versement.amount.iter().map(|(text, _)| text));
        others.extend(versement.hours.iter().chain(&versement.test));
        others.extend(versement.changes.iter().map(|change| &change.date));
    }
    others.extend(dispositif.deadlines.iter().flat_map(Deadline::rules));
    (variables, others)
}

/// The words of an expression, comments included: a name that is only there counts as read.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
}
