//! A reform: what it says, and the pack that it makes of another.
//!
//! It is read as a file of the pack, so that each fault has a place in it; what it changes is changed in the pack that was read, from its first day on:
//! values and rules of the law are cut there, never altered.

mod adjust;
mod cells;
mod path;
mod rules;
mod stated;
mod values;
mod work;

pub(super) use stated::{Stated, source};

use std::collections::BTreeMap;

use super::{known::Known, report::Report};
use crate::{
    error::Code,
    pack::model::{Pack, Reform},
};
use path::Target;
use stated::Change;
use work::Work;

/// Applies what a reform says to the pack that was read; `known` positions of dispositifs are of the pack, the others are added.
pub(super) fn apply(report: &mut Report, pack: &mut Pack, stated: &Stated<'_>, source: u16, known: usize) {
    let mut work = Work {
        source,
        since: stated.since,
        direct: Vec::new(),
        cut: Vec::new(),
        laws: BTreeMap::new(),
        set: BTreeMap::new(),
    };
    for (position, dispositif) in (0_u16..).zip(&mut pack.dispositifs).skip(known) {
        work.added(position, dispositif);
    }
    if known_name(pack) {
        let message = format!(
            "ce barème a déjà une source `{}` ou un nom `{}`",
            stated::SOURCE,
            work::SINCE
        );
        report
            .add(stated.at, Code::DuplicateId, message)
            .help("donnez-leur un autre nom dans le barème : ce sont ceux des réformes");
    }
    let found = stated.changes.iter().filter_map(|change| {
        let target = path::resolve(report, pack, known, change)?;
        Some((change, target))
    });
    let mut found: Vec<(&Change<'_>, Target)> = found.collect();
    once(report, &mut found);
    // What names fewer cells holds against what names more, wherever it is written.
    found.sort_by_key(|(_, target)| target.precision());
    for (change, target) in &found {
        work.change(report, pack, change, target);
    }
    if pack.dispositifs.iter().any(rules::reads_since) {
        pack.parameters.push(work.first_day(stated.at));
    }
    pack.header.id = format!("{}-reforme", pack.header.id);
    pack.header.version = format!("{}+reforme", pack.header.version);
    pack.header.title = format!("{}, avec la réforme « {} »", pack.header.title, stated.name);
    work.direct.sort_unstable();
    work.direct.dedup();
    pack.reform = Some(Reform {
        name: stated.name.clone(),
        since: stated.since,
        author: stated.author.clone(),
        reason: stated.reason.clone(),
        source,
        direct: work.direct,
        cut: work.cut,
        file: stated.at.file,
    });
}

/// Refuses what is changed twice, in whichever spelling: only the first is kept.
fn once(report: &mut Report, found: &mut Vec<(&Change<'_>, Target)>) {
    let mut kept: Vec<(&Change<'_>, Target)> = Vec::new();
    for (change, target) in found.drain(..) {
        match kept.iter().find(|(_, other)| other.is_same(&target)) {
            Some((first, _)) => change.twice(report, &first.path),
            None => kept.push((change, target)),
        }
    }
    *found = kept;
}

/// Does the pack use one of the names that a reform needs?
fn known_name(pack: &Pack) -> bool {
    let sources = pack.sources.iter().filter(|source| source.id == stated::SOURCE);
    let since = |name: &String| name == work::SINCE;
    sources.count() > 1
        || pack.vocabulary.fact_named(work::SINCE).is_some()
        || pack.parameters.iter().any(|one| since(&one.name))
        || pack.tables.iter().any(|one| since(&one.name))
}

impl Work {
    fn change(&mut self, report: &mut Report, pack: &mut Pack, change: &Change<'_>, target: &Target) {
        match target {
            Target::Parameter(position) => self.parameter(report, pack, change, *position),
            Target::Table {
                position,
                column,
                cells,
            } => self.table(
                report,
                pack,
                change,
                (*position, target.precision()),
                *column,
                cells,
            ),
            Target::Rule { dispositif, rule } => {
                let position = usize::from(*dispositif);
                if let Some(owner) = pack.dispositifs.get_mut(position)
                    && self.rule(report, change, owner, rule)
                {
                    self.direct.push(*dispositif);
                }
            }
        }
    }
}

/// The drafts of the dispositifs that a reform adds.
pub(super) fn drafts(
    report: &mut Report,
    stated: &Stated<'_>,
    known: &Known,
    names: &super::names::Names,
) -> Vec<super::dispositifs::Draft> {
    let mut list = Vec::new();
    for node in &stated.dispositifs {
        let Some(keys) = node.keys(report, "un dispositif de la réforme") else {
            continue;
        };
        let id = node.value.get_ref().as_table().and_then(|table| table.get("id"));
        let id = id.and_then(|id| id.get_ref().as_str()).unwrap_or_default();
        list.push(super::dispositifs::draft(report, keys, id, known, names));
    }
    for (doc, table) in stated.files {
        let id = table
            .get("id")
            .and_then(|id| id.get_ref().as_str())
            .unwrap_or_default();
        let keys = super::vocabulary::file_keys(*doc, table);
        list.push(super::dispositifs::draft(report, keys, id, known, names));
    }
    list
}
