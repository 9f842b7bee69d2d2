//! One more element at the end of a list of a TOML file, in the layout of those before it.

use std::ops::Range;

use toml::de::DeTable;

use super::lines::line_end;

/// The text with one more element at the end of the list `key` of the table `table`, in the layout of the elements before it.
/// `None` when the list is not written between brackets, or is empty.
///
/// Only bytes are inserted: comments, spaces and line ends stay what they are.
pub(crate) fn append(text: &str, table: &str, key: &str, element: &str) -> Option<String> {
    let last = last_element(text, table, key)?;
    let after = text.get(last.end..)?;
    let comma = comma(after);
    // A list on one line goes on on it.
    let line_start = text.get(..last.start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line_start..last.start)?;
    if !indent.chars().all(|c| c == ' ' || c == '\t') {
        return inserted(text, last.end, &format!(", {element}"));
    }
    let newline = line_end(text);
    match comma {
        Some(at) => {
            let comma_end = last.end + at + 1;
            let end = comma_end + rest_of_line(text.get(comma_end..)?);
            inserted(text, end, &format!("{newline}{indent}{element},"))
        }
        None => {
            // A comment may follow the last element: the comma goes before it.
            let with_comma = inserted(text, last.end, ",")?;
            let end = last.end + 1 + rest_of_line(with_comma.get(last.end + 1..)?);
            inserted(&with_comma, end, &format!("{newline}{indent}{element}"))
        }
    }
}

/// The bytes of the last element.
fn last_element(text: &str, table: &str, key: &str) -> Option<Range<usize>> {
    let document = DeTable::parse(text).ok()?;
    let table = document.get_ref().get(table)?.get_ref().as_table()?;
    let list = table.get(key)?.get_ref().as_array()?;
    let span = list.last()?.span();
    text.get(span.clone())?.starts_with('{').then_some(span)
}

fn inserted(text: &str, at: usize, what: &str) -> Option<String> {
    let (before, after) = text.split_at_checked(at)?;
    Some(format!("{before}{what}{after}"))
}

/// Where the comma after an element is, among spaces, line ends and comments.
fn comma(after: &str) -> Option<usize> {
    let mut comment = false;
    for (at, c) in after.char_indices() {
        match c {
            '\n' => comment = false,
            _ if comment => {}
            '#' => comment = true,
            ',' => return Some(at),
            c if c.is_whitespace() => {}
            _ => return None,
        }
    }
    None
}

/// How long what follows on the line is: spaces and a comment. What closes the list is not part of it.
fn rest_of_line(rest: &str) -> usize {
    let line = rest
        .split('\n')
        .next()
        .map_or(rest, |line| line.strip_suffix('\r').unwrap_or(line));
    let words = line.trim_start_matches([' ', '\t']);
    if words.is_empty() || words.starts_with('#') {
        line.trim_end_matches([' ', '\t']).len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::append;

    fn added(text: &str) -> String {
        append(text, "a", "valeurs", "{ x = 2 }").unwrap()
    }

    #[test]
    fn an_element_stands_like_those_before_it() {
        assert_eq!(
            added("[a]\nvaleurs = [\n  { x = 1 }, # un\n]\nb = 1 # fin\n"),
            "[a]\nvaleurs = [\n  { x = 1 }, # un\n  { x = 2 },\n]\nb = 1 # fin\n"
        );
        assert_eq!(
            added("[a]\r\nvaleurs = [\r\n\t{ x = 1 },\r\n]\r\n"),
            "[a]\r\nvaleurs = [\r\n\t{ x = 1 },\r\n\t{ x = 2 },\r\n]\r\n"
        );
    }

    #[test]
    fn a_last_element_without_a_comma_gets_one() {
        assert_eq!(
            added("[a]\nvaleurs = [\n  { x = 1 } # un, deux\n]\n"),
            "[a]\nvaleurs = [\n  { x = 1 }, # un, deux\n  { x = 2 }\n]\n"
        );
        assert_eq!(
            added("[a]\nvaleurs = [\n  { x = 1 }]\n"),
            "[a]\nvaleurs = [\n  { x = 1 },\n  { x = 2 }]\n"
        );
    }

    #[test]
    fn a_list_on_one_line_stays_on_it() {
        assert_eq!(
            added("[a]\nvaleurs = [{ x = 1 }] # un\n"),
            "[a]\nvaleurs = [{ x = 1 }, { x = 2 }] # un\n"
        );
        assert_eq!(
            added("[a]\nvaleurs = [{ x = 1 },]\n"),
            "[a]\nvaleurs = [{ x = 1 }, { x = 2 },]\n"
        );
    }

    #[test]
    fn what_is_no_list_in_brackets_is_left_alone() {
        for text in [
            "[a]\nvaleurs = []\n",
            "[[a.valeurs]]\nx = 1\n",
            "[a]\nvaleurs = 3\n",
            "[b]\nvaleurs = [{ x = 1 }]\n",
            "[a\n",
        ] {
            assert_eq!(append(text, "a", "valeurs", "{ x = 2 }"), None, "{text}");
        }
    }
}
