//! `anciens_noms`, written where something that changes its name is declared.

use core::ops::Range;

/// What is put in the place of which bytes.
pub(super) type Change = (Range<usize>, String);

/// The line that says the former name, after the header `[faits.name]` whose key is at `key`, or within `name = { … }`.
pub(super) fn of_entry(file: &str, key: &Range<usize>, old: &str) -> Option<Change> {
    let after = file.get(key.end..)?;
    let rest = after.trim_start_matches(['"', '\'', ' ', '\t']);
    if rest.starts_with(']') {
        let line = after.split('\n').next()?;
        let body = file.get(key.end.saturating_add(line.len())..).unwrap_or_default();
        return listed(body, old)
            .map(|(range, text)| {
                let start = file.len().saturating_sub(body.len());
                (
                    start.saturating_add(range.start)..start.saturating_add(range.end),
                    text,
                )
            })
            .or_else(|| Some(after_line(file, key.end, old)));
    }
    let value = rest.strip_prefix('=')?.trim_start_matches([' ', '\t']);
    let at = file.len().saturating_sub(value.len());
    let inside = value.strip_prefix('{')?;
    let start = at.saturating_add(1);
    let own = inside.get(..inside.find('}')?)?;
    Some(match listed_inline(own, old) {
        Some((range, text)) => (
            start.saturating_add(range.start)..start.saturating_add(range.end),
            text,
        ),
        None => (start..start, format!(" anciens_noms = [\"{old}\"],")),
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

/// The same for a whole file, after the line of the text at `id`.
pub(super) fn of_file(file: &str, id: &Range<usize>, old: &str) -> Option<Change> {
    listed(file, old).or_else(|| Some(after_line(file, id.end, old)))
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

/// One more name in the list of the first lines before another header.
fn listed(body: &str, old: &str) -> Option<Change> {
    let mut at = 0_usize;
    for line in body.split_inclusive('\n') {
        let text = line.trim_start();
        if text.starts_with('[') {
            return None;
        }
        if text.starts_with("anciens_noms") {
            let (range, text) = listed_inline(line, old)?;
            return Some((at.saturating_add(range.start)..at.saturating_add(range.end), text));
        }
        at = at.saturating_add(line.len());
    }
    None
}

/// One more name in `anciens_noms = [`, wherever it stands.
fn listed_inline(text: &str, old: &str) -> Option<Change> {
    let key = text.find("anciens_noms")?;
    let open = text.get(key..)?.find('[')?;
    let at = key.saturating_add(open).saturating_add(1);
    let gap = if text.get(at..)?.trim_start().starts_with(']') {
        ""
    } else {
        ", "
    };
    Some((at..at, format!("\"{old}\"{gap}")))
}

#[cfg(test)]
mod tests {
    use super::{of_entry, of_file, of_member};

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
            changed(file, of_entry(file, &(7..10), "an")),
            "[faits.age] # âge\nanciens_noms = [\"an\"]\ntitre = \"Âge\"\n"
        );
        let windows = "[faits.age]\r\ntitre = \"Âge\"\r\n";
        assert_eq!(
            changed(windows, of_entry(windows, &(7..10), "an")),
            "[faits.age]\r\nanciens_noms = [\"an\"]\r\ntitre = \"Âge\"\r\n"
        );
    }

    #[test]
    fn a_list_gets_one_more() {
        let file = "[faits.age]\ntitre = \"Âge\"\nanciens_noms = [\"annees\"]\n[faits.b]\n";
        assert_eq!(
            changed(file, of_entry(file, &(7..10), "an")),
            "[faits.age]\ntitre = \"Âge\"\nanciens_noms = [\"an\", \"annees\"]\n[faits.b]\n"
        );
        let inline = "age = { titre = \"Âge\" }";
        assert_eq!(
            changed(inline, of_entry(inline, &(0..3), "an")),
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
            changed(file, of_file(file, &(5..8), "x")),
            "id = \"a\"\nanciens_noms = [\"x\"]\ntitre = \"A\"\n[variables]\n"
        );
    }
}
