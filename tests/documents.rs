//! Nothing with a condition or an amount was left out: the documents, section by section, against the rules.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "support/coverage.rs"]
mod coverage;
#[path = "support/documents.rs"]
mod documents;

use std::{collections::BTreeSet, fs, path::Path};

use bareme::catalogue::{Citation, DispositifPlan, Plan, Role};
use bareme_pays_de_la_loire::engine;

use documents::{CONTENTS, DOCUMENTS, Document, Section, documents};

/// The dispositifs that no document describes: they rest on the law.
const OF_THE_LAW: &[&str] = &[
    "allocation_solidarite_formation",
    "are_estimee",
    "demission_reconversion",
    "bourse_plancher_2008",
    "remboursement_trajets_stagiaires",
    "part_temps_travail",
    "periode_reconversion",
];

fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Each section with the document it is of.
fn sections(documents: &[Document]) -> impl Iterator<Item = (&Document, &Section)> {
    documents
        .iter()
        .flat_map(|document| document.sections.iter().map(move |section| (document, section)))
}

#[test]
fn every_dispositif_that_a_section_names_exists() {
    let known: BTreeSet<&str> = engine()
        .plan()
        .dispositifs
        .iter()
        .map(|d| d.id.as_str())
        .collect();
    let documents = documents();
    let unknown: Vec<String> = sections(&documents)
        .flat_map(|(document, section)| section.dispositifs.iter().map(move |id| (document, section, id)))
        .filter(|(_, _, id)| !known.contains(id.as_str()))
        .map(|(document, section, id)| {
            format!("{}, « {} »: no dispositif `{id}`", document.source, section.title)
        })
        .collect();
    none(&unknown);
}

#[test]
fn every_condition_and_amount_has_its_dispositif_or_says_why_not() {
    let documents = documents();
    let silent: Vec<String> = sections(&documents)
        .filter(|(_, section)| ["regle", "montant", "hypothese"].contains(&CONTENTS[section.content].0))
        .filter(|(_, section)| section.dispositifs.is_empty() && section.note.is_none())
        .map(|(document, section)| {
            format!(
                "{}, « {} »: no dispositif, and no note",
                document.source, section.title
            )
        })
        .collect();
    none(&silent);
}

#[test]
fn a_section_stands_once_in_its_document() {
    let documents = documents();
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = sections(&documents)
        .filter(|(document, section)| !seen.insert((document.source, &section.title)))
        .map(|(document, section)| format!("{}: « {} » stands twice", document.source, section.title))
        .collect();
    none(&twice);
}

#[test]
fn every_dispositif_that_cites_a_document_is_named_by_one_of_its_sections() {
    let plan = engine().plan();
    let mut missing = Vec::new();
    for document in documents() {
        for dispositif in &plan.dispositifs {
            let named = document
                .sections
                .iter()
                .any(|section| section.dispositifs.contains(&dispositif.id));
            if !named && cites(plan, dispositif, document.source) {
                missing.push(format!(
                    "{}: no section names `{}`, which cites it",
                    document.source, dispositif.id
                ));
            }
        }
    }
    none(&missing);
}

/// Does the dispositif, one of its rules, or a value that it reads rest on this source?
fn cites(plan: &Plan, dispositif: &DispositifPlan, source: &str) -> bool {
    let same = |citation: &Citation| plan.source(citation).is_some_and(|known| known.id == source);
    let conditions = || dispositif.conditions.iter().chain(&dispositif.priorities);
    let rules = conditions()
        .map(|condition| &condition.rule)
        .chain(dispositif.droits.iter().map(|droit| &droit.rule))
        .chain(dispositif.variables.iter().map(|variable| &variable.rule));
    let mut read = rules
        .flat_map(|rule| &rule.parts)
        .filter_map(|part| match part.role {
            Role::Parameter(position) => plan.parameters.get(usize::from(position)),
            _ => None,
        });
    dispositif.sources.iter().any(same)
        || conditions().any(|condition| same(&condition.citation))
        || dispositif.droits.iter().any(|droit| same(&droit.citation))
        || read.any(|series| series.points.iter().any(|point| same(&point.citation)))
}

#[test]
fn every_dispositif_is_in_a_document_or_of_the_law() {
    let documents = documents();
    let named: BTreeSet<&str> = sections(&documents)
        .flat_map(|(_, section)| section.dispositifs.iter().map(String::as_str))
        .collect();
    let plan = engine().plan();
    let absent: Vec<&str> = plan
        .dispositifs
        .iter()
        .map(|dispositif| dispositif.id.as_str())
        .filter(|id| !named.contains(id))
        .collect();
    let mut of_the_law: Vec<&str> = OF_THE_LAW.to_vec();
    of_the_law.sort_unstable_by_key(|id| {
        plan.dispositifs
            .iter()
            .position(|dispositif| dispositif.id == **id)
    });
    assert_eq!(absent, of_the_law);
}

#[test]
fn the_files_are_those_of_the_documents_and_each_is_a_source() {
    let mut files: Vec<String> = fs::read_dir(root().join("tests/documents"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut expected: Vec<String> = DOCUMENTS.iter().map(|(id, _)| format!("{id}.toml")).collect();
    expected.sort();
    assert_eq!(files, expected);
    let sources = &engine().plan().sources;
    for (id, _) in DOCUMENTS {
        assert!(sources.iter().any(|source| source.id == id), "no source `{id}`");
    }
}

#[test]
fn the_page_says_what_the_files_say() {
    let written = fs::read_to_string(root().join("docs/couverture.md")).unwrap();
    let page = coverage::page(engine().plan(), &documents());
    assert!(
        written == page,
        "docs/couverture.md is not what the documents and the rules say: run make handbook"
    );
}
