//! The links inside `docs/` lead somewhere.

use std::{collections::BTreeSet, fs, path::Path};

/// The pages of `docs/` and of the root, by their path from `docs/`.
fn pages() -> Vec<(String, String)> {
    let docs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs"));
    let mut pages: Vec<(String, String)> = fs::read_dir(docs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

/// The lines of a page that are not code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// What can follow `#` in a link to a page: its headings as Markdown names them, and its `<a id="…">`.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text)
        .filter(|line| line.starts_with('#'))
        .map(|line| slug(line.trim_start_matches('#').trim()));
    let named = text
        .split("<a id=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    headings.chain(named).collect()
}

/// The name that GitHub and GitLab give to a heading.
fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// The targets of the links of a page: what stands between `](` and `)`.
fn targets(text: &str) -> Vec<&str> {
    prose(text)
        .flat_map(|line| line.split("](").skip(1))
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .collect()
}

/// The links of these pages that lead nowhere; `exists` knows the other files, by their path from `docs/`.
fn broken(pages: &[(String, String)], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut broken = Vec::new();
    for (name, text) in pages {
        for target in targets(text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { name.as_str() } else { file };
            let found = match pages.iter().find(|(other, _)| other == file) {
                Some((_, page)) => anchor.is_empty() || anchors(page).contains(anchor),
                None => anchor.is_empty() && exists(file),
            };
            if !found {
                broken.push(format!("docs/{name}: `{target}` leads nowhere"));
            }
        }
    }
    broken
}

#[test]
fn every_link_inside_the_documentation_leads_somewhere() {
    let docs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs"));
    let broken = broken(&pages(), |file| docs.join(file).exists());
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn the_generated_pages_have_links() {
    let pages = pages();
    for name in ["dispositifs.md", "couverture.md"] {
        let (_, text) = pages.iter().find(|(page, _)| page == name).unwrap();
        assert!(targets(text).len() > 60, "{name}");
    }
}

#[test]
fn a_wrong_anchor_a_wrong_page_and_a_wrong_file_are_found() {
    let page = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let pages = [
        page(
            "a.md",
            "# Été 2022\n<a id=\"ici\"></a>\n[1](#été-2022) [2](#ici) [3](b.md#x) [4](https://example.org/#y)",
        ),
        page(
            "b.md",
            "## X\n```\n# not a heading\n[no](#link)\n```\n[5](../f) [6](#not-a-heading) [7](a.md#la) [8](c.md)",
        ),
    ];
    assert_eq!(
        broken(&pages, |file| file == "../f"),
        [
            "docs/b.md: `#not-a-heading` leads nowhere",
            "docs/b.md: `a.md#la` leads nowhere",
            "docs/b.md: `c.md` leads nowhere"
        ]
    );
}
