//! The documents that the rules come from, section by section, as `tests/documents/` lists them.

use std::{fs, path::Path};

/// The documents, in the order of the page: their ids in `rules/sources.toml`, and a short name.
pub(crate) const DOCUMENTS: [(&str, &str); 5] = [
    ("bilan_srfss_2024", "Bilan 2024"),
    ("ateliers_srfss_2022", "Ateliers de 2022"),
    ("region_reforme_2024", "Réforme de 2024"),
    ("plam_2022", "Plan de l'ARS de 2022"),
    ("pacte_2019_2022", "Pacte 2019-2022"),
];

/// What a section holds: its name in the files, in the order of the page, and what a person reads.
pub(crate) const CONTENTS: [(&str, &str); 7] = [
    ("regle", "règle"),
    ("montant", "montant"),
    ("hypothese", "projet"),
    ("statistique", "chiffre constaté"),
    ("objectif", "objectif"),
    ("organisation", "organisation"),
    ("avis", "avis"),
];

/// A document and its sections, in its order.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its id in `rules/sources.toml`.
    pub(crate) source: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sections: Vec<Section>,
}

/// A part of a document.
#[derive(Debug)]
pub(crate) struct Section {
    /// What it is about, in our words.
    pub(crate) title: String,
    /// Its number, when the document numbers it.
    pub(crate) locator: Option<String>,
    /// Position in [`CONTENTS`].
    pub(crate) content: usize,
    /// The ids of the dispositifs that it describes.
    pub(crate) dispositifs: Vec<String>,
    /// Why no rule follows, or what the reader should know.
    pub(crate) note: Option<String>,
}

/// The documents, as their files list them.
///
/// A file that is not of the expected form stops the program: only people of this repository write them.
pub(crate) fn documents() -> Vec<Document> {
    DOCUMENTS
        .iter()
        .map(|(source, name)| document(source, name))
        .collect()
}

fn document(source: &'static str, name: &'static str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("documents/{source}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{source}: {error}"));
    let file: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{source}: {error}"));
    let listed = file.get("sections").and_then(toml::Value::as_array);
    let sections = listed.unwrap_or_else(|| panic!("{source}: no list `sections`"));
    Document {
        source,
        name,
        sections: sections.iter().map(|entry| section(source, entry)).collect(),
    }
}

fn section(source: &str, entry: &toml::Value) -> Section {
    let table = entry
        .as_table()
        .unwrap_or_else(|| panic!("{source}: not a table: {entry:?}"));
    let known = ["titre", "repere", "contenu", "dispositifs", "note"];
    for key in table.keys() {
        assert!(known.contains(&key.as_str()), "{source}: unknown key `{key}`");
    }
    let text = |key: &str| table.get(key).map(|value| text(source, value));
    let content = text("contenu").unwrap_or_default();
    let listed = table.get("dispositifs").and_then(toml::Value::as_array);
    Section {
        title: text("titre").unwrap_or_else(|| panic!("{source}: a section without `titre`")),
        locator: text("repere"),
        content: CONTENTS
            .iter()
            .position(|(name, _)| *name == content)
            .unwrap_or_else(|| panic!("{source}: unknown `contenu`: `{content}`")),
        dispositifs: listed
            .into_iter()
            .flatten()
            .map(|id| self::text(source, id))
            .collect(),
        note: text("note"),
    }
}

fn text(source: &str, value: &toml::Value) -> String {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("{source}: not a text: {value:?}"));
    assert!(
        !text.contains(['|', '\n']),
        "{source}: breaks the table of the page: {text}"
    );
    text.to_owned()
}
