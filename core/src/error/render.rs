//! Findings as rustc prints them, with the line at fault underlined.

use core::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Finding, Findings, Place, Severity, SourceFile, visible};

/// The widest part of a line that is shown, in characters: a line may be as long as a file.
const WIDEST: usize = 120;
/// How much of a long line is shown before the fault.
const BEFORE: usize = 40;

/// Findings as rustc prints them, in French: the code, the message, the place, the line with the fault underlined, what to
/// do; then a line that counts them.
///
/// `colour` adds ANSI sequences; the texts of the files never bring their own to the terminal.
///
/// # Example
/// ```
/// use bareme::{Engine, error::render, guide, pack::InputFile};
///
/// let mut files = guide::files();
/// files.push(InputFile::new("dispositifs/aides/autre.toml", "id = "));
/// let told = render(&Engine::from_files(files).unwrap_err(), false);
/// assert!(told.contains("--> dispositifs/aides/autre.toml:1:"));
/// ```
#[must_use]
pub fn render(findings: &Findings, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDEST.saturating_mul(2));
    let mut text = String::new();
    for finding in &findings.list {
        let excerpt = excerpt(finding, &findings.files);
        text.push_str(&renderer.render(&[group(finding, excerpt.as_ref())]));
        text.push_str("\n\n");
    }
    text.push_str(&summary(&findings.list));
    text.push('\n');
    text
}

/// « 3 erreurs, 1 avertissement »
fn summary(list: &[Finding]) -> String {
    let count = |severity| list.iter().filter(|f| f.severity == severity).count();
    let words = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let parts: Vec<String> = [
        words(count(Severity::Error), "erreur"),
        words(count(Severity::Warning), "avertissement"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "aucun constat".to_owned()
    } else {
        parts.join(", ")
    }
}

fn group<'a>(finding: &'a Finding, excerpt: Option<&'a Excerpt>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name("erreur"),
        Severity::Warning => Level::WARNING.with_name("avertissement"),
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.code.as_str());
    let mut elements: Vec<Element<'a>> = Vec::new();
    match (&finding.place, excerpt) {
        (Place::File { path, .. }, Some(excerpt)) if excerpt.whole => {
            elements.push(excerpt.snippet().path(path.as_str()).into());
        }
        (
            Place::File {
                path, line, column, ..
            },
            excerpt,
        ) => {
            // Part of a line does not know its own column.
            let origin = Origin::path(path.as_str()).line(*line).char_column(*column);
            elements.push(origin.into());
            elements.extend(excerpt.map(|excerpt| excerpt.snippet().into()));
        }
        (Place::Pointer(pointer), _) => elements.push(Origin::path(pointer.as_str()).into()),
        (Place::Whole, _) => {}
    }
    let help = |text: String| Level::HELP.with_name("aide").message(text).into();
    if let Some(suggestion) = &finding.suggestion {
        let suggestion = normalize_untrusted_str(suggestion);
        elements.push(help(format!("vouliez-vous écrire `{suggestion}` ?")));
    }
    if let Some(text) = &finding.help {
        elements.push(help(normalize_untrusted_str(text)));
    }
    if elements.is_empty() {
        return Group::with_title(title).element(annotate_snippets::Padding);
    }
    Group::with_title(title).elements(elements)
}

/// The line of a finding, or the part of a long line around it.
struct Excerpt {
    text: String,
    /// The bytes of `text` to underline.
    underlined: Range<usize>,
    line: usize,
    whole: bool,
}

impl Excerpt {
    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        Snippet::source(self.text.as_str())
            .line_start(self.line)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(self.underlined.clone()))
    }
}

fn excerpt(finding: &Finding, files: &[SourceFile]) -> Option<Excerpt> {
    let Place::File {
        path,
        start,
        end,
        line,
        ..
    } = &finding.place
    else {
        return None;
    };
    let file = files.iter().find(|file| file.path == *path)?;
    let (before, after) = (file.text.get(..*start)?, file.text.get(*start..)?);
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split(['\r', '\n']).next().unwrap_or("");
    if before.is_empty() && after.is_empty() && end == start {
        return None;
    }
    // The last characters before the fault, and the first ones after its start.
    let cut_before = before
        .char_indices()
        .rev()
        .nth(BEFORE)
        .filter(|_| before.chars().count().saturating_add(after.chars().count()) > WIDEST)
        .and_then(|(at, c)| before.get(at.saturating_add(c.len_utf8())..));
    let kept_before = cut_before.unwrap_or(before);
    let room = WIDEST.saturating_sub(kept_before.chars().count());
    let cut_after = after.char_indices().nth(room).and_then(|(at, _)| after.get(..at));
    let kept_after = cut_after.unwrap_or(after);
    let opening = if cut_before.is_some() { "…" } else { "" };
    let closing = if cut_after.is_some() { "…" } else { "" };
    let asked = end.saturating_sub(*start).min(kept_after.len());
    // To the end of a character.
    let length = (asked..kept_after.len())
        .find(|length| kept_after.is_char_boundary(*length))
        .unwrap_or(kept_after.len());
    // What cannot be seen is written out, so that the line that is read is the line that is there.
    let (fault, rest) = kept_after.split_at_checked(length).unwrap_or((kept_after, ""));
    let (head, fault) = (format!("{opening}{}", visible(kept_before)), visible(fault));
    let underlined = head.len()..head.len().saturating_add(fault.len());
    Some(Excerpt {
        text: format!("{head}{fault}{}{closing}", visible(rest)),
        underlined,
        line: *line,
        whole: cut_before.is_none(),
    })
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
