//! `anciens_noms`, written where something that changes its name is declared, and taken away when its name is again what it was.

use core::ops::Range;

/// What is put in the place of which bytes.
pub(super) type Change = (Range<usize>, String);

/// A name, and the one that it takes.
#[derive(Clone, Copy)]
pub(super) struct Names<'n> {
    pub(super) old: &'n str,
    pub(super) new: &'n str,
}

/// The line that says the former name, after the header `[faits.name]` whose key is at `key`, or within `name = { … }`.
pub(super) fn of_entry(file: &str, key: &Range<usize>, names: Names<'_>) -> Option<Change> {
    let after = file.get(key.end..)?;
    let rest = after.trim_start_matches(['"', '\'', ' ', '\t']);
    if rest.starts_with(']') {
        let line = after.split('\n').next()?;
        let body = file.get(key.end.saturating_add(line.len())..).unwrap_or_default();
        let start = file.len().saturating_sub(body.len());
        return listed(body, names)
            .map(|change| moved(change, start))
            .or_else(|| Some(after_line(file, key.end, names.old)));
    }
    let value = rest.strip_prefix('=')?.trim_start_matches([' ', '\t']);
    let at = file.len().saturating_sub(value.len());
    let inside = value.strip_prefix('{')?;
    let start = at.saturating_add(1);
    let own = inside.get(..inside.find('}')?)?;
    if let Some(words) = only_words(own, names) {
        // What took its long form for this name alone takes its short one again.
        let end = start.saturating_add(own.len()).saturating_add(1);
        return Some((at..end, words.to_owned()));
    }
    Some(match List::of(own) {
        Some(list) => moved(list.inline(own, names), start),
        None => (start..start, format!(" anciens_noms = [\"{}\"],", names.old)),
    })
}

/// The same for a member `name = "words"`, whose words are at `words` with their quotes, which takes its long form.
pub(super) fn of_member(file: &str, words: &Range<usize>, old: &str) -> Option<Change> {
    let text = file.get(words.clone())?;
    Some((
        words.clone(),
        format!("{{ libelle = {text}, anciens_noms = [\"{old}\"] }}"),
    ))
}

/// The words of a member whose long form is what [`of_member`] wrote for the name that it takes again.
fn only_words<'t>(inside: &'t str, names: Names<'_>) -> Option<&'t str> {
    let words = inside.strip_prefix(" libelle = ")?;
    let words = words.strip_suffix(&format!(", anciens_noms = [\"{}\"] ", names.new))?;
    // A key between the two would be lost.
    let quoted = |quote: char| words.len() > 1 && words.starts_with(quote) && words.ends_with(quote);
    let whole = |quote: char| quoted(quote) && words.matches(quote).count() == 2;
    (whole('"') || whole('\'')).then_some(words)
}

/// The same for a whole file, after the line of the text at `id`.
pub(super) fn of_file(file: &str, id: &Range<usize>, names: Names<'_>) -> Option<Change> {
    listed(file, names).or_else(|| Some(after_line(file, id.end, names.old)))
}

/// One more line after that of the byte `at`.
fn after_line(file: &str, at: usize, old: &str) -> Change {
    let rest = file.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let (end, newline) = match line.strip_suffix('\r') {
        Some(line) => (line.len(), "\r\n"),
        None => (line.len(), "\n"),
    };
    let end = at.saturating_add(end);
    (end..end, format!("{newline}anciens_noms = [\"{old}\"]"))
}

fn moved((range, text): Change, by: usize) -> Change {
    (range.start.saturating_add(by)..range.end.saturating_add(by), text)
}

/// The list in the lines before another header.
fn listed(body: &str, names: Names<'_>) -> Option<Change> {
    let mut at = 0_usize;
    for line in body.split_inclusive('\n') {
        let text = line.trim_start();
        if text.starts_with('[') {
            return None;
        }
        if text.starts_with("anciens_noms") {
            let rest = body.get(at..)?;
            return Some(moved(List::of(rest)?.in_lines(rest, names), at));
        }
        at = at.saturating_add(line.len());
    }
    None
}

/// `anciens_noms = […]` in a text.
struct List<'t> {
    /// From the key to the bracket that closes.
    whole: Range<usize>,
    /// What is between the brackets.
    inside: Range<usize>,
    names: Vec<&'t str>,
}

impl<'t> List<'t> {
    /// The first of a text.
    fn of(text: &'t str) -> Option<Self> {
        let key = text.find("anciens_noms")?;
        let open = key.saturating_add(text.get(key..)?.find('[')?).saturating_add(1);
        let close = open.saturating_add(text.get(open..)?.find(']')?);
        let names = text.get(open..close)?.split(',');
        let names = names.map(|name| name.trim().trim_matches(['"', '\'']));
        Some(Self {
            whole: key..close.saturating_add(1),
            inside: open..close,
            names: names.filter(|name| !name.is_empty()).collect(),
        })
    }

    /// What becomes of the names; nothing when none is left. The last name that was taken, taken again, is as if nothing had been renamed;
    /// an earlier one leaves the list, and what comes after it stays.
    fn renamed(&self, text: &str, Names { old, new }: Names<'_>) -> Option<Change> {
        let Range { start, end } = self.inside;
        let quoted = |names: &mut dyn Iterator<Item = &str>| {
            names
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self.names.iter().position(|name| *name == new) {
            None => {
                let gap = if self.names.is_empty() { "" } else { ", " };
                Some((start..start, format!("\"{old}\"{gap}")))
            }
            Some(0) if self.names.len() == 1 => None,
            Some(0) => {
                let first = format!("\"{new}\", ");
                let inside = text.get(start..end).unwrap_or_default();
                Some(if inside.starts_with(&first) {
                    (start..start.saturating_add(first.len()), String::new())
                } else {
                    (start..end, quoted(&mut self.names.iter().skip(1).copied()))
                })
            }
            Some(_) => {
                let others = self.names.iter().copied().filter(|name| *name != new);
                Some((start..end, quoted(&mut core::iter::once(old).chain(others))))
            }
        }
    }

    /// The same of a list that has lines of its own, in a text that starts with the first of them.
    fn in_lines(&self, text: &str, names: Names<'_>) -> Change {
        self.renamed(text, names).unwrap_or_else(|| {
            let rest = text.get(self.whole.end..).unwrap_or_default();
            let line = rest.find('\n').map_or(rest.len(), |at| at.saturating_add(1));
            (0..self.whole.end.saturating_add(line), String::new())
        })
    }

    /// The same of a list between braces, in the text between them.
    fn inline(&self, text: &str, names: Names<'_>) -> Change {
        self.renamed(text, names).unwrap_or_else(|| {
            let before = text.get(..self.whole.start).unwrap_or_default();
            let after = text.get(self.whole.end..).unwrap_or_default();
            let range = match (before.trim().is_empty(), before.rfind(',')) {
                (false, Some(comma)) => comma..self.whole.end,
                _ => 0..self.whole.end.saturating_add(usize::from(after.starts_with(','))),
            };
            (range, String::new())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, of_entry, of_file, of_member};

    const AN: Names<'_> = Names {
        old: "an",
        new: "age",
    };

    fn changed(file: &str, change: Option<super::Change>) -> String {
        let (range, text) = change.unwrap();
        let mut file = file.to_owned();
        file.replace_range(range, &text);
        file
    }

    #[test]
    fn a_header_gets_a_line() {
        let file = "[faits.age] # âge\ntitre = \"Âge\"\n";
        assert_eq!(
            changed(file, of_entry(file, &(7..10), AN)),
            "[faits.age] # âge\nanciens_noms = [\"an\"]\ntitre = \"Âge\"\n"
        );
        let windows = "[faits.age]\r\ntitre = \"Âge\"\r\n";
        assert_eq!(
            changed(windows, of_entry(windows, &(7..10), AN)),
            "[faits.age]\r\nanciens_noms = [\"an\"]\r\ntitre = \"Âge\"\r\n"
        );
    }

    #[test]
    fn a_list_gets_one_more() {
        let file = "[faits.age]\ntitre = \"Âge\"\nanciens_noms = [\"annees\"]\n[faits.b]\n";
        assert_eq!(
            changed(file, of_entry(file, &(7..10), AN)),
            "[faits.age]\ntitre = \"Âge\"\nanciens_noms = [\"an\", \"annees\"]\n[faits.b]\n"
        );
        let inline = "age = { titre = \"Âge\" }";
        assert_eq!(
            changed(inline, of_entry(inline, &(0..3), AN)),
            "age = { anciens_noms = [\"an\"], titre = \"Âge\" }"
        );
    }

    #[test]
    fn a_member_takes_its_long_form_and_a_file_a_line() {
        let file = "a = \"A, b\" # c";
        assert_eq!(
            changed(file, of_member(file, &(4..10), "x")),
            "a = { libelle = \"A, b\", anciens_noms = [\"x\"] } # c"
        );
        let file = "id = \"a\"\ntitre = \"A\"\n[variables]\n";
        assert_eq!(
            changed(file, of_file(file, &(5..8), Names { old: "x", new: "a" })),
            "id = \"a\"\nanciens_noms = [\"x\"]\ntitre = \"A\"\n[variables]\n"
        );
    }

    #[test]
    fn a_name_that_is_taken_again_leaves_the_file_as_it_was() {
        let back = |file: &str, after: &str| {
            let at = file.find("age").unwrap();
            let there = of_entry(
                file,
                &(at..at + 3),
                Names {
                    old: "age",
                    new: "an",
                },
            );
            assert_eq!(changed(file, there), after);
            // The key has its new name then: it is as long in these files.
            let again = of_entry(
                after,
                &(at..at + 3),
                Names {
                    old: "an",
                    new: "age",
                },
            );
            assert_eq!(changed(after, again), file);
        };
        back(
            "[faits.age]\ntitre = \"A\"\n",
            "[faits.age]\nanciens_noms = [\"age\"]\ntitre = \"A\"\n",
        );
        back(
            "[faits.age]\r\ntitre = 1\r\n",
            "[faits.age]\r\nanciens_noms = [\"age\"]\r\ntitre = 1\r\n",
        );
        back(
            "age = { titre = \"A\" }",
            "age = { anciens_noms = [\"age\"], titre = \"A\" }",
        );
        back(
            "[faits.age]\nanciens_noms = [\"x\"]\n",
            "[faits.age]\nanciens_noms = [\"age\", \"x\"]\n",
        );
        // A member that took its long form, and one that had it.
        let long = "age = { libelle = \"A, b\", anciens_noms = [\"an\"] }";
        let short = of_entry(long, &(0..3), Names { old: "b", new: "an" });
        assert_eq!(changed(long, short), "age = \"A, b\"");
        let more = "age = { libelle = \"A\", au = \"B\", anciens_noms = [\"an\"] }";
        let kept = of_entry(more, &(0..3), Names { old: "b", new: "an" });
        assert_eq!(changed(more, kept), "age = { libelle = \"A\", au = \"B\" }");
    }

    #[test]
    fn an_earlier_name_leaves_those_that_came_after_it() {
        let file = "[faits.c]\nanciens_noms = [\"b\", \"a\"]\n";
        let change = of_entry(file, &(7..8), Names { old: "c", new: "a" });
        assert_eq!(
            changed(file, change),
            "[faits.c]\nanciens_noms = [\"c\", \"b\"]\n"
        );
    }
}
