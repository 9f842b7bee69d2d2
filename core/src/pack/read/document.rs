//! A file of TOML: its syntax, with every fault in French.

use toml::de::{DeTable, Error};

use super::{node::Doc, report::Report, syntax};
use crate::{date::Day, error::Code};

/// Beyond this many syntax errors in a file the rest is surely their consequence.
const MOST_ERRORS: usize = 10;
/// The most dots in one key. The TOML reader bounds the nesting of brackets (80) and the length of a dotted key (80), but not
/// their product, which could exhaust the stack.
const MOST_DOTS: usize = 8;

/// Reads a file as TOML; `None` when a syntax error makes its content doubtful.
pub(super) fn parse<'a>(doc: Doc<'a>, report: &mut Report) -> Option<DeTable<'a>> {
    if let Some(at) = long_key(doc.text) {
        report
            .add(
                doc.location(at, at.saturating_add(1)),
                Code::TomlInvalid,
                "cette clé a trop de points",
            )
            .help(format!("une clé a au plus {MOST_DOTS} points"));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(doc.text);
    if report_errors(doc, &errors, report) {
        None
    } else {
        Some(table.into_inner())
    }
}

/// Reports the errors, one for each line; is the content of the file doubtful?
fn report_errors(doc: Doc<'_>, errors: &[Error], report: &mut Report) -> bool {
    let mut doubtful = false;
    let mut lines: Vec<usize> = Vec::new();
    // A table written twice makes every key of its second form a duplicate too: only the header is reported.
    let mut doubled_header: Option<usize> = None;
    let mut sorted: Vec<&Error> = errors.iter().collect();
    sorted.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    for error in sorted {
        let (start, end) = error.span().map_or((0, 0), |span| (span.start, span.end));
        let line = line_start(doc.text, start);
        let duplicate = error.message() == "duplicate key";
        doubtful |= !duplicate;
        if lines.contains(&line) || lines.len() >= MOST_ERRORS {
            continue;
        }
        let at = doc.location(start, end);
        if duplicate {
            let header = header_before(doc.text, line);
            if doubled_header.is_some() && doubled_header == header {
                continue;
            }
            if header == Some(line) {
                doubled_header = header;
            }
            let key = doc.text.get(start..end).unwrap_or("").trim_matches(['"', '\'']);
            report
                .add(at, Code::DuplicateId, format!("`{key}` est écrit deux fois"))
                .help("gardez-en un seul, ou donnez un autre nom");
        } else {
            // Nothing at all where a value should be: the reader says that a text lacks its quotes.
            let said = if start == end && error.message().starts_with("string values must be quoted") {
                "missing value"
            } else {
                error.message()
            };
            if let Some((at, day)) = date_around(doc.text, start) {
                let at = doc.location(at.start, at.end);
                report
                    .add(at, Code::InvalidDate, "une date s'écrit année, mois, jour")
                    .help(format!("écrivez `{day}`, sans guillemets"));
                lines.push(line);
                continue;
            }
            let (message, help) = syntax::french(said);
            let added = report.add(at, Code::TomlInvalid, message);
            if let Some(help) = help {
                added.help(help);
            }
        }
        lines.push(line);
    }
    doubtful
}

/// The day that is written as people do around a byte, such as `01/09/2026`, and its bytes.
fn date_around(text: &str, at: usize) -> Option<(core::ops::Range<usize>, Day)> {
    let is_in = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
    let (before, after) = text.split_at_checked(at)?;
    let start = before.trim_end_matches(is_in).len();
    let rest = after.trim_start_matches(is_in).len();
    let range = start..text.len().saturating_sub(rest);
    let day = Day::typed(text.get(range.clone())?)?;
    Some((range, day))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline.saturating_add(1))
}

/// The start of the last `[header]` line that is not after `line`.
fn header_before(text: &str, line: usize) -> Option<usize> {
    let mut start = line;
    loop {
        if text
            .get(start..)
            .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('['))
        {
            return Some(start);
        }
        start = line_start(text, start.checked_sub(1)?);
    }
}

/// The place of the first key with too many dots, outside of strings and comments.
///
/// Strings end where the TOML reader ends them, also when they are not closed.
fn long_key(text: &str) -> Option<usize> {
    let mut rest = text;
    let mut dots = 0_usize;
    loop {
        let token = token_length(rest);
        let at = text.len().saturating_sub(rest.len());
        match rest.bytes().next()? {
            b'.' => {
                dots = dots.saturating_add(1);
                if dots > MOST_DOTS {
                    return Some(at);
                }
            }
            b'=' | b',' | b'\n' | b'[' | b']' | b'{' | b'}' => dots = 0,
            _ => {}
        }
        rest = rest.get(token..)?;
    }
}

/// The length of the token at the start of a text, as the TOML reader cuts it.
fn token_length(rest: &str) -> usize {
    let until = |stops: &[char]| rest.find(stops).unwrap_or(rest.len());
    if rest.starts_with("'''") {
        return rest
            .get(3..)
            .and_then(|body| body.find("'''"))
            .map_or(rest.len(), |close| {
                let end = close.saturating_add(6);
                end.saturating_add(leading(rest.get(end..), '\''))
            });
    }
    if rest.starts_with("\"\"\"") {
        return basic_length(rest, 3);
    }
    match rest.bytes().next() {
        Some(b'\'') => rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '\'' | '\n'))
            .map_or(
                rest.len(),
                |(at, c)| {
                    if c == '\n' { at } else { at.saturating_add(1) }
                },
            ),
        Some(b'"') => basic_length(rest, 1),
        Some(b'#') => until(&['\r', '\n']),
        Some(b'.' | b'=' | b',' | b'[' | b']' | b'{' | b'}' | b' ' | b'\t' | b'\r' | b'\n') => 1,
        _ => until(&['.', '=', ',', '[', ']', '{', '}', ' ', '\t', '#', '\r', '\n']).max(1),
    }
}

/// The length of a string between one or three double quotes.
fn basic_length(rest: &str, quotes: usize) -> usize {
    let close = if quotes == 3 { "\"\"\"" } else { "\"" };
    let mut at = quotes;
    while let Some(body) = rest.get(at..).filter(|body| !body.is_empty()) {
        if body.starts_with(close) {
            let end = at.saturating_add(quotes);
            return if quotes == 3 {
                end.saturating_add(leading(rest.get(end..), '"'))
            } else {
                end
            };
        }
        if quotes == 1 && body.starts_with('\n') {
            return at;
        }
        let mut characters = body.chars();
        at = match (characters.next(), characters.next()) {
            (Some('\\'), Some('\\' | '"')) => at.saturating_add(2),
            (Some(c), _) => at.saturating_add(c.len_utf8()),
            (None, _) => return rest.len(),
        };
    }
    rest.len()
}

/// How many of the first two characters are this quote: a multi-line string may end with five.
fn leading(rest: Option<&str>, quote: char) -> usize {
    rest.unwrap_or("")
        .chars()
        .take(2)
        .take_while(|c| *c == quote)
        .count()
}
