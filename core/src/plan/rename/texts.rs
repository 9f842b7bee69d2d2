//! Names in the texts of cases that are tables: rows of decisions, and what was typed again from what was published.

use super::{files::Renaming, target::Target, walk::Around};
use crate::vocabulary::EnumerationId;

/// A part of a text, and its first byte.
type Part<'t> = (usize, &'t str);

impl Renaming<'_> {
    /// In rows of decisions: facts and dispositifs name columns, members are in their cells.
    pub(super) fn in_rows(&self, text: &str) -> Vec<(usize, usize)> {
        let mut rows = lines(text)
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(start, line)| cells(start, line));
        let titles = rows.next().unwrap_or_default();
        let mut found: Vec<(usize, usize)> =
            titles.iter().filter_map(|title| self.in_title(*title)).collect();
        let kinds: Vec<Option<EnumerationId>> =
            titles.iter().map(|(_, title)| self.of_column(title)).collect();
        for row in rows {
            let members = row.into_iter().zip(&kinds);
            found.extend(members.filter_map(|(cell, kind)| self.member(*kind, cell)));
        }
        found
    }

    /// In the title of a column: a fact, or a dispositif before what is read of it.
    fn in_title(&self, (start, title): Part<'_>) -> Option<(usize, usize)> {
        let rest = title.strip_prefix(self.search.old)?;
        let there = match self.search.target {
            Target::Fact => rest.is_empty(),
            Target::Dispositif => rest.starts_with('.') || rest.starts_with("__"),
            Target::Member(_) | Target::Parameter | Target::Table | Target::Variable(_) => false,
        };
        there.then(|| (start, start.saturating_add(self.search.old.len())))
    }

    /// The enumeration of a column: that of a fact, or of a droit.
    fn of_column(&self, title: &str) -> Option<EnumerationId> {
        let pack = self.search.pack;
        let declared = match title.split_once('.').or_else(|| title.split_once("__")) {
            None => &pack.vocabulary.fact_of_any_name(title)?.1.declared,
            Some((id, droit)) => {
                let dispositif = pack.dispositifs.iter().find(|one| one.id == id)?;
                &dispositif.droits.iter().find(|one| one.id == droit)?.declared
            }
        };
        declared.kind.enumeration()
    }

    /// In what was typed again: members that are keys, the titles that they make, and values.
    pub(super) fn in_published(&self, text: &str, around: Around<'_>) -> Vec<(usize, usize)> {
        let rows = lines(text)
            .map(|(start, line)| words(start, line))
            .filter(|words| !words.is_empty());
        match (around.table, around.parameter) {
            (Some(name), None) => self.in_table(name, rows),
            (None, Some(name)) => {
                let found = self.search.pack.parameters.iter().find(|one| one.name == name);
                let kind = found.and_then(|one| one.declared.kind.enumeration());
                let values = rows.flat_map(|words| words.into_iter().skip(1));
                values.filter_map(|value| self.member(kind, value)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn in_table<'t>(&self, name: &str, mut rows: impl Iterator<Item = Vec<Part<'t>>>) -> Vec<(usize, usize)> {
        let Some(table) = self.search.pack.tables.iter().find(|table| table.name == name) else {
            return Vec::new();
        };
        let key = |at: usize| table.keys.get(at).and_then(|key| key.declared.kind.enumeration());
        let titles = rows.next().unwrap_or_default();
        let titles: Vec<Part<'_>> = titles.into_iter().skip(1).collect();
        let mut found: Vec<(usize, usize)> = titles
            .iter()
            .filter_map(|title| self.member(key(1), *title))
            .collect();
        let columns: Vec<Option<EnumerationId>> = titles
            .iter()
            .map(|(_, title)| {
                let named = table.columns.iter().find(|column| column.name == *title);
                // Of two keys, the titles are those of the second, and the values of the only column.
                let column = if table.keys.len() > 1 {
                    table.columns.first()
                } else {
                    named
                };
                column?.declared.kind.enumeration()
            })
            .collect();
        for row in rows {
            let kinds = core::iter::once(key(0)).chain(columns.iter().copied());
            found.extend(
                row.into_iter()
                    .zip(kinds)
                    .filter_map(|(word, kind)| self.member(kind, word)),
            );
        }
        found
    }

    /// Where a word is, when it is the member.
    fn member(&self, kind: Option<EnumerationId>, (start, word): Part<'_>) -> Option<(usize, usize)> {
        let there = kind.map(Target::Member) == Some(self.search.target) && word == self.search.old;
        there.then(|| (start, start.saturating_add(word.len())))
    }
}

/// The lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut next = 0_usize;
    text.split_inclusive('\n').map(move |line| {
        let start = next;
        next = next.saturating_add(line.len());
        (start, line)
    })
}

/// The cells of a line, without what is around their words.
fn cells(start: usize, line: &str) -> Vec<Part<'_>> {
    let around = |c: char| c.is_whitespace() || c == '"';
    let mut next = start;
    line.split(',')
        .map(|cell| {
            let first = next;
            next = next.saturating_add(cell.len()).saturating_add(1);
            let word = cell.trim_start_matches(around);
            let lead = cell.len().saturating_sub(word.len());
            (first.saturating_add(lead), word.trim_end_matches(around))
        })
        .collect()
}

/// The words of a line before its comment.
fn words(start: usize, line: &str) -> Vec<Part<'_>> {
    let line = line.split('#').next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let word = rest.split(char::is_whitespace).next().unwrap_or(rest);
        let at = line.len().saturating_sub(rest.len());
        found.push((start.saturating_add(at), word));
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{cells, words};

    #[test]
    fn a_part_knows_where_it_starts() {
        assert_eq!(cells(3, "a, \"b\" ,c\n"), [(3, "a"), (7, "b"), (11, "c")]);
        assert_eq!(words(2, "  été 1 # 2"), [(4, "été"), (10, "1")]);
    }
}
