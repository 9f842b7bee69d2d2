//! The changes that a new name makes in one file.

use core::ops::Range;

use toml::de::DeTable;

use super::{
    expression::Search,
    former::{Change, Names, of_entry, of_file, of_member},
    places::{Is, Sort},
    target::Target,
    walk::{Item, content, walk},
};
use crate::{
    error::{Code, Finding, SourceFile},
    pack::Separator,
    plan::titles::{Piece, pieces},
    vocabulary::EnumerationId,
};

/// What is changed, and by what.
#[derive(Clone, Copy)]
pub(super) struct Renaming<'p> {
    pub(super) search: Search<'p>,
    pub(super) new: &'p str,
}

impl Renaming<'_> {
    /// The text of a TOML file with the new name everywhere.
    pub(super) fn of_toml(&self, sort: Sort, file: &SourceFile) -> Result<String, Finding> {
        let document = DeTable::parse(&file.text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let place = file.place(span.start, span.end);
            Finding::new(Code::TomlInvalid, place, "ce fichier n'est pas du TOML lisible")
        })?;
        let mut changes: Vec<Change> = Vec::new();
        let mut escaped: Option<Range<usize>> = None;
        walk(document.get_ref(), &mut |item| {
            let Some(text) = item.text else {
                self.of_key(sort, file, item, &mut changes);
                return;
            };
            let range = content(&file.text, &item.span);
            let found = self.of_text(sort, file, item, text, &mut changes);
            if !found.is_empty() && file.text.get(range.clone()) != Some(text) {
                escaped.get_or_insert(range);
                return;
            }
            for (start, end) in found {
                let start = range.start.saturating_add(start);
                let end = range.start.saturating_add(end);
                changes.push((start..end, self.new.to_owned()));
            }
        });
        if let Some(range) = escaped {
            let message = format!(
                "`{}` est dans un texte écrit avec des barres obliques inverses",
                self.search.old
            );
            let place = file.place(range.start, range.end);
            return Err(Finding::new(Code::InvalidValue, place, message)
                .with_help("écrivez ce texte entre `'''` ou sans elles, puis recommencez"));
        }
        Ok(changed(&file.text, changes))
    }

    fn of_key(&self, sort: Sort, file: &SourceFile, item: &Item<'_, '_>, changes: &mut Vec<Change>) {
        let Search { target, old, .. } = self.search;
        let [before @ .., own] = item.keys else { return };
        if *own != old {
            return;
        }
        let member = |id: Option<EnumerationId>| id.map(Target::Member) == Some(target);
        let named = sort.at(item.keys, true).into_iter().any(|is| match is {
            Is::FactKey => target == Target::Fact,
            Is::MemberKey => member(before.last().and_then(|name| self.named(name))),
            Is::MemberKeyOf(name) => member(self.named(name)),
            Is::GroupKey => member(before.last().and_then(|axis| self.axis(axis))),
            Is::DispositifKey => target == Target::Dispositif,
            Is::ParameterKey => target == Target::Parameter,
            Is::TableKey => target == Target::Table,
            Is::VariableKey => self.search.dispositif.map(Target::Variable) == Some(target),
            Is::Expression
            | Is::Title
            | Is::Fact
            | Is::Parameter
            | Is::Table
            | Is::Dispositif
            | Is::Value
            | Is::MemberOf(_)
            | Is::Rank
            | Is::Concern
            | Is::Given
            | Is::Droit
            | Is::Rows
            | Is::Published => false,
        });
        if !named {
            return;
        }
        changes.push((content(&file.text, &item.span), self.new.to_owned()));
        if sort == Sort::Vocabulary {
            // A member with words alone is met again as a text.
            changes.extend(of_entry(&file.text, &item.span, self.names()));
        }
    }

    /// Where the name stands in a text, from its first byte.
    fn of_text(
        &self,
        sort: Sort,
        file: &SourceFile,
        item: &Item<'_, '_>,
        text: &str,
        changes: &mut Vec<Change>,
    ) -> Vec<(usize, usize)> {
        let Search { target, old, .. } = self.search;
        let choice = item.around.choice.and_then(|name| self.named(name));
        let whole = |is_it: bool| {
            let there = is_it && text == old;
            there.then_some((0, old.len())).into_iter().collect::<Vec<_>>()
        };
        if let (Sort::Vocabulary, Target::Member(id), [.., enumeration, member]) = (sort, target, item.keys)
            && sort.at(item.keys, true).contains(&Is::MemberKey)
            && self.named(enumeration) == Some(id)
            && *member == old
        {
            changes.extend(of_member(&file.text, &item.span, old));
            return Vec::new();
        }
        let mut found = Vec::new();
        for is in sort.at(item.keys, false) {
            found.extend(match is {
                Is::Expression => self.search.spans(text, choice),
                Is::Title if target == Target::Parameter => pieces(text)
                    .filter(|(_, piece)| *piece == Piece::Hole(old))
                    .map(|(at, _)| {
                        (
                            at.saturating_add(1),
                            at.saturating_add(1).saturating_add(old.len()),
                        )
                    })
                    .collect(),
                Is::Fact => whole(target == Target::Fact),
                Is::Parameter => whole(target == Target::Parameter),
                Is::Table => whole(target == Target::Table),
                Is::Dispositif => {
                    if sort == Sort::Dispositif
                        && item.keys == ["id"]
                        && target == Target::Dispositif
                        && text == old
                    {
                        changes.extend(of_file(&file.text, &item.span, self.names()));
                    }
                    whole(target == Target::Dispositif)
                }
                Is::Value => whole(choice.map(Target::Member) == Some(target)),
                Is::MemberOf(name) => whole(self.named(name).map(Target::Member) == Some(target)),
                Is::Rank => whole(self.rank(item.keys).map(Target::Member) == Some(target)),
                Is::Concern => {
                    let kind = match target {
                        Target::Parameter => "parametre:",
                        Target::Table => "table:",
                        Target::Fact | Target::Member(_) | Target::Dispositif | Target::Variable(_) => "\0",
                    };
                    let named = text.strip_prefix(kind) == Some(old);
                    named.then_some((kind.len(), text.len())).into_iter().collect()
                }
                Is::Given => whole(self.given(item.keys).map(Target::Member) == Some(target)),
                Is::Droit => whole(self.droit(item.keys).map(Target::Member) == Some(target)),
                Is::Rows => self.in_rows(text),
                Is::Published => self.in_published(text, item.around),
                Is::Title
                | Is::FactKey
                | Is::MemberKey
                | Is::MemberKeyOf(_)
                | Is::GroupKey
                | Is::ParameterKey
                | Is::TableKey
                | Is::VariableKey
                | Is::DispositifKey => Vec::new(),
            });
        }
        found
    }

    fn named(&self, enumeration: &str) -> Option<EnumerationId> {
        let found = self.search.pack.vocabulary.enumeration_named(enumeration);
        found.map(|(id, _)| id)
    }

    const fn names(&self) -> Names<'_> {
        Names {
            old: self.search.old,
            new: self.new,
        }
    }

    /// The enumeration of the groups of an axis.
    fn axis(&self, id: &str) -> Option<EnumerationId> {
        let axis = self.search.pack.follow.axes.iter().find(|axis| axis.id == id)?;
        self.search.enumeration_of(&axis.value.value)
    }

    /// The enumeration of the last key of the table that the first key names.
    fn rank(&self, keys: &[&str]) -> Option<EnumerationId> {
        let name = keys.first()?;
        let table = self
            .search
            .pack
            .tables
            .iter()
            .find(|table| table.name == **name)?;
        table.keys.last()?.declared.kind.enumeration()
    }

    /// The enumeration of the fact that a case states.
    fn given(&self, keys: &[&str]) -> Option<EnumerationId> {
        let mut names = keys.iter().rev();
        let fact = names.find(|key| **key != "parmi")?;
        let (_, fact) = self.search.pack.vocabulary.fact_of_any_name(fact)?;
        fact.declared.kind.enumeration()
    }

    /// The enumeration of the droit that a case expects.
    fn droit(&self, keys: &[&str]) -> Option<EnumerationId> {
        let [_, _, id, _, droit] = keys else { return None };
        let dispositif = self.search.pack.dispositifs.iter().find(|one| one.id == **id)?;
        let droit = dispositif.droits.iter().find(|one| one.id == **droit)?;
        droit.declared.kind.enumeration()
    }

    /// The text of the cells of a table with the new name of a member.
    pub(super) fn of_cells(&self, table: &str, file: &SourceFile) -> String {
        let found = self.search.pack.tables.iter().find(|one| one.name == table);
        let (Target::Member(id), Some(table)) = (self.search.target, found) else {
            return file.text.clone();
        };
        let keys = table.keys.iter().map(|key| (&key.name, &key.declared));
        let columns = table
            .columns
            .iter()
            .map(|column| (&column.name, &column.declared));
        let of_members: Vec<&str> = keys
            .chain(columns)
            .filter(|(_, declared)| declared.kind.enumeration() == Some(id))
            .map(|(name, _)| name.as_str())
            .collect();
        let header = file.text.split('\n').next().unwrap_or_default();
        let separator = Separator::of(&file.text).unwrap_or(Separator::Comma).sign();
        let word = |cell: &str| {
            cell.trim_start_matches('\u{feff}')
                .trim()
                .trim_matches('"')
                .to_owned()
        };
        let columns: Vec<bool> = header
            .split(separator)
            .map(|name| of_members.contains(&word(name).as_str()))
            .collect();
        let line = |line: &str| {
            let cells = line
                .split(separator)
                .zip(columns.iter().copied().chain(core::iter::repeat(false)));
            let cells = cells.map(|(cell, is_member)| {
                if is_member && word(cell) == self.search.old {
                    cell.replace(self.search.old, self.new)
                } else {
                    cell.to_owned()
                }
            });
            cells.collect::<Vec<_>>().join(&separator.to_string())
        };
        file.text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A text with changes made, from the last to the first.
fn changed(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    changes.dedup();
    let mut after = text.to_owned();
    for (range, new) in changes.iter().rev() {
        if after.get(range.clone()).is_some() {
            after.replace_range(range.clone(), new);
        }
    }
    after
}
