//! The catalogue of errors is complete, and the public words of the core are those of the glossary.

use std::collections::BTreeSet;

use crate::tokens::{is_name, tokens};

/// The codes that `docs/errors.md` has a section for: third-level headings of one word in backticks.
pub(crate) fn documented_codes(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(str::to_owned)
        .collect()
}

/// Codes without a section, sections without a code, and sections that stand twice.
pub(crate) fn catalogue_gaps(documented: &[String], codes: &[&str]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let twice = documented
        .iter()
        .filter(|code| !seen.insert(code.as_str()))
        .map(|code| format!("docs/errors.md has two sections for `{code}`"))
        .collect::<Vec<_>>();
    let missing = codes
        .iter()
        .filter(|code| !seen.contains(*code))
        .map(|code| format!("docs/errors.md has no section for `{code}`"));
    let unknown = seen
        .iter()
        .filter(|code| !codes.contains(code))
        .map(|code| format!("docs/errors.md explains `{code}`, which no finding has"));
    twice.into_iter().chain(missing).chain(unknown).collect()
}

/// A word of the field, and the words that would say the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) word: String,
    pub(crate) not: Vec<String>,
}

/// The terms of `docs/glossary.md`: rows `| **word** | … |`, where a cell may say « jamais : `a`, `b` ».
pub(crate) fn terms(text: &str) -> Vec<Term> {
    text.lines()
        .filter_map(|line| {
            let (word, rest) = line.strip_prefix("| **")?.split_once("**")?;
            let not = rest
                .split_once("jamais : ")
                .map(|(_, list)| list.split('|').next().unwrap_or_default())
                .map(|list| list.split('`').skip(1).step_by(2).map(str::to_owned).collect())
                .unwrap_or_default();
            Some(Term {
                word: word.to_owned(),
                not,
            })
        })
        .collect()
}

/// The public names of a Rust file whose words the glossary replaces by another.
pub(crate) fn wrong_words(file: &str, source: &str, terms: &[Term]) -> Vec<String> {
    public_names(source)
        .into_iter()
        .flat_map(|(name, line)| {
            let words = words_of(&name);
            terms.iter().flat_map(move |term| {
                let words = words.clone();
                let name = name.clone();
                term.not
                    .iter()
                    .filter(move |wrong| words.contains(wrong))
                    .map(move |wrong| {
                        format!(
                            "{file}:{line}: `{name}` says `{wrong}`, the glossary says `{}`",
                            term.word
                        )
                    })
            })
        })
        .collect()
}

/// Items and fields after `pub`.
fn public_names(source: &str) -> Vec<(String, usize)> {
    const BEFORE_A_NAME: &[&str] = &[
        "fn", "struct", "enum", "trait", "type", "const", "static", "mod", "async", "unsafe", "extern", "mut",
    ];
    let tokens = tokens(source);
    let mut out = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.text != "pub"
            || tokens
                .get(at + 1)
                .is_some_and(|next| next.text == "(" || next.text == "use")
        {
            continue;
        }
        let name = tokens[at + 1..]
            .iter()
            .find(|next| !BEFORE_A_NAME.contains(&next.text.as_str()));
        out.extend(
            name.filter(|name| is_name(&name.text))
                .map(|name| (name.text.clone(), name.line)),
        );
    }
    out
}

/// `yearly_value` and `YearlyValue` are both `yearly`, `value`.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut start_new = true;
    for c in name.chars() {
        if c == '_' {
            start_new = true;
            continue;
        }
        if start_new || c.is_uppercase() {
            words.push(String::new());
        }
        start_new = false;
        words
            .last_mut()
            .expect("a word was started")
            .extend(c.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Term, catalogue_gaps, documented_codes, terms, words_of, wrong_words};

    #[test]
    fn a_gap_in_the_catalogue_is_caught_on_both_sides() {
        let documented = documented_codes("# Errors\n### `cycle`\ntext `x`\n### `inconnu`\n### `cycle`\n");
        assert_eq!(catalogue_gaps(&documented, &["cycle", "syntaxe"]).len(), 3);
        assert_eq!(catalogue_gaps(&documented[..1], &["cycle"]), [""; 0]);
    }

    #[test]
    fn terms_are_read_with_the_words_they_replace() {
        let text = "| term | meaning |\n|---|---|\n| **pack** | rules ; jamais : `ruleset`, `rulebook` | `code` |\n| **plan** | laid out |";
        let expected = [
            Term {
                word: "pack".to_owned(),
                not: vec!["ruleset".to_owned(), "rulebook".to_owned()],
            },
            Term {
                word: "plan".to_owned(),
                not: Vec::new(),
            },
        ];
        assert_eq!(terms(text), expected);
    }

    #[test]
    fn a_word_that_the_glossary_replaces_is_caught_in_public_names_only() {
        let terms = terms("| **pack** | rules ; jamais : `ruleset` |");
        let source = "pub struct RulesetReader { pub ruleset_id: u8, ruleset: u8 }\npub(crate) fn ruleset() {}\npub const fn read_ruleset() {}\npub use a::Ruleset;";
        assert_eq!(wrong_words("a.rs", source, &terms).len(), 3);
        assert_eq!(wrong_words("a.rs", "pub struct Pack;", &terms), [""; 0]);
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words_of("YearlyValue"), ["yearly", "value"]);
        assert_eq!(words_of("yearly_value"), ["yearly", "value"]);
    }
}
