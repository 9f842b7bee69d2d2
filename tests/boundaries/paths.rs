//! The paths that a file names: `use a::{b, c::d}` is `a::b` and `a::c::d`.

use std::path::Path;

use crate::tokens::{Token, is_name, tokens};

/// A path as written, its line, and how many inline modules (`mod x { … }`) it stands in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedPath {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
    pub(crate) inline: usize,
    /// Written in a `use`: is it given to others too (`pub use`)? `None` elsewhere.
    pub(crate) import: Option<Import>,
}

/// What a `use` brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Import {
    /// Its name here: that of the last segment, or the one after `as`.
    pub(crate) name: String,
    /// `pub use`, in whatever circle.
    pub(crate) public: bool,
}

/// `pack/read/toml.rs` is `pack`, `read`, `toml`; `pack/mod.rs` is `pack`; `lib.rs` and `main.rs` are nothing.
pub(crate) fn module_path(file: &str) -> Vec<String> {
    Path::new(file)
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .filter(|part| !matches!(part.as_str(), "mod" | "lib" | "main"))
        .collect()
}

/// Every path of two segments or more.
pub(crate) fn paths(source: &str) -> Vec<NamedPath> {
    let tokens = tokens(source);
    let mut out = Vec::new();
    // For each open brace: is it that of an inline module?
    let mut braces: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let text = tokens[at].text.as_str();
        match text {
            "{" => {
                let module = at >= 2 && tokens[at - 2].text == "mod";
                braces.push(module);
            }
            "}" => {
                braces.pop();
            }
            _ if is_name(text) && is(&tokens, at + 1, "::") => {
                let inline = braces.iter().filter(|module| **module).count();
                let imports = at >= 1 && tokens[at - 1].text == "use";
                // `pub use` or `pub(crate) use`.
                let public = at >= 2 && imports && matches!(tokens[at - 2].text.as_str(), "pub" | ")");
                let mut found = Vec::new();
                at = read(&tokens, at, &[], &mut found);
                out.extend(found.into_iter().map(|(segments, line, alias)| {
                    let name = alias.or_else(|| segments.iter().rfind(|s| *s != "self").cloned());
                    NamedPath {
                        segments,
                        line,
                        inline,
                        import: name.filter(|_| imports).map(|name| Import { name, public }),
                    }
                }));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

fn is(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.text == text)
}

/// Reads one path from `at`; gives the position after it.
fn read(
    tokens: &[Token],
    mut at: usize,
    prefix: &[String],
    found: &mut Vec<(Vec<String>, usize, Option<String>)>,
) -> usize {
    let mut segments = prefix.to_vec();
    let mut alias = None;
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            at += 1;
            while at < tokens.len() && !is(tokens, at, "}") {
                at = if is(tokens, at, ",") {
                    at + 1
                } else {
                    read(tokens, at, &segments, found)
                };
            }
            return at + 1;
        }
        // A macro of the crate root is written `crate::name!`: the sign is kept, so that a reader of paths can tell.
        let called = is(tokens, at + 1, "!");
        segments.push(format!("{}{}", token.text, if called { "!" } else { "" }));
        at += 1;
        if is(tokens, at, "as") {
            alias = tokens.get(at + 1).map(|token| token.text.clone());
            at += 2;
        }
        let goes_on = is(tokens, at, "::")
            && tokens
                .get(at + 1)
                .is_some_and(|next| is_name(&next.text) || matches!(next.text.as_str(), "{" | "*"));
        if !goes_on {
            break;
        }
        at += 1;
    }
    found.push((segments, line, alias));
    at
}

#[cfg(test)]
mod tests {
    use super::paths;

    fn written(source: &str) -> Vec<String> {
        paths(source)
            .into_iter()
            .map(|path| path.segments.join("::"))
            .collect()
    }

    #[test]
    fn groups_are_told_apart() {
        let source = "use crate::{date::{Day, self}, pack::model as m, error};\nfn f() { let v = crate::plan::Plan::new::<u8>(); }";
        let expected = [
            "crate::date::Day",
            "crate::date::self",
            "crate::pack::model",
            "crate::error",
            "crate::plan::Plan::new",
        ];
        assert_eq!(written(source), expected);
    }

    #[test]
    fn inline_modules_are_counted() {
        let found = paths("fn f() { a::b }\nmod tests { use super::c; fn g() { a::d } }\nfn h() { a::e }");
        let depths: Vec<usize> = found.iter().map(|path| path.inline).collect();
        assert_eq!(depths, [0, 1, 1, 0]);
    }
}
