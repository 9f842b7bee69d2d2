//! Another name, everywhere in a pack: what has it changes, what only looks like it does not.
#![cfg(feature = "reader")]

use std::{collections::BTreeMap, fs, path::Path};

use bareme::{
    Code, Findings,
    catalogue::{Renamed, RenamedPack, from_files, rename},
    error::SourceFile,
    pack::InputFile,
    wire,
};

/// Where the packs of the tests are.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packs");

fn files(name: &str) -> BTreeMap<String, String> {
    let root = Path::new(PACKS).join(name);
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.clone()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn input(files: &BTreeMap<String, String>) -> Vec<InputFile> {
    let of = |(path, text): (&String, &String)| InputFile::new(path.clone(), text.clone());
    files.iter().map(of).collect()
}

fn renamed(old: &str, new: &str) -> Result<RenamedPack, Findings> {
    rename(input(&files("archive")), &[], old, new)
}

/// The lines that change in a file: those before, those after.
fn lines(renamed: &RenamedPack, path: &str) -> (Vec<String>, Vec<String>) {
    let file = renamed.files.iter().find(|file| file.after.path == path).unwrap();
    let split = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (split(&file.before.text), split(&file.after.text));
    let only =
        |one: &[String], other: &[String]| one.iter().filter(|line| !other.contains(line)).cloned().collect();
    (only(&before, &after), only(&after, &before))
}

#[test]
fn a_fact_changes_its_name_in_the_vocabulary_and_in_expressions() {
    let done = renamed("revenu", "ressources").unwrap();
    assert_eq!(done.what, Renamed::Fact);
    let (before, after) = lines(&done, "vocabulaire.toml");
    assert_eq!(before, ["[faits.revenu]"]);
    assert_eq!(after, ["[faits.ressources]", "anciens_noms = [\"revenu\"]"]);
    let (_, after) = lines(&done, "dispositifs/aides/bourse.toml");
    assert_eq!(
        after,
        [
            "trop_riche = \"depasse(plafonds, enfants, ressources)\"",
            "valeur = \"premier_rang(plafonds, enfants, ressources)\"",
        ]
    );
    // « Avoir un revenu sous le plafond » is a sentence, and stays.
    assert!(
        done.files
            .iter()
            .all(|file| !file.after.text.contains("un ressources"))
    );
}

#[test]
fn a_member_changes_its_name_in_its_list_in_choices_and_in_cells() {
    let done = renamed("statut.eleve", "lyceen").unwrap();
    let (_, after) = lines(&done, "vocabulaire.toml");
    assert_eq!(
        after,
        ["lyceen   = { libelle = \"Élève\", anciens_noms = [\"eleve\"] }"]
    );
    let (_, after) = lines(&done, "dispositifs/aides/bourse.toml");
    // The condition `eleve` keeps its own name.
    assert_eq!(
        after,
        [
            "si    = \"statut = lyceen ou seul\"",
            "valeur = \"selon statut { lyceen: annuel, salarie: quotient(annuel, parts, 2) }\"",
        ]
    );
    let cells = renamed("rang.deux", "second").unwrap();
    let (before, after) = lines(&cells, "tables/plafonds.csv");
    assert!(
        !before.is_empty() && after.iter().all(|line| line.contains("second")),
        "{after:?}"
    );
}

#[test]
fn a_dispositif_a_table_and_a_variable_change_theirs() {
    let done = renamed("bourse", "aide_mensuelle").unwrap();
    let (_, after) = lines(&done, "dispositifs/aides/aide_mensuelle.toml");
    assert_eq!(
        after,
        ["id     = \"aide_mensuelle\"", "anciens_noms = [\"bourse\"]"]
    );
    let table = renamed("plafonds", "plafonds_de_ressources").unwrap();
    assert!(
        table
            .files
            .iter()
            .any(|file| file.after.path == "tables/plafonds_de_ressources.csv")
    );
    let (_, after) = lines(&table, "dispositifs/aides/bourse.toml");
    assert_eq!(after.len(), 2, "{after:?}");
    let variable = renamed("bourse.annuel", "somme_annuelle").unwrap();
    let (before, _) = lines(&variable, "dispositifs/aides/bourse.toml");
    assert_eq!(before.len(), 3, "{before:?}");
    assert_eq!(variable.files.len(), 1);
}

#[test]
fn what_is_renamed_decides_what_was_stored_before() {
    for (old, new) in [
        ("revenu", "ressources"),
        ("statut.eleve", "lyceen"),
        ("bourse", "aide_mensuelle"),
        ("plafonds", "limites"),
    ] {
        let done = renamed(old, new).unwrap();
        let mut all = files("archive");
        for file in &done.files {
            all.remove(&file.before.path);
            all.insert(file.after.path.clone(), file.after.text.clone());
        }
        let (plan, _) = from_files(input(&all)).unwrap();
        let engine = bareme::Engine::new(plan);
        let facts = r#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": false, "revenu": "12000.00", "enfants": 1, "statut": "eleve"}"#;
        let dossier = wire::read_dossier(&engine, facts).unwrap();
        let day = "2024-09-02".parse().unwrap();
        let answer = engine
            .evaluate_selected(&dossier, day, bareme::Selection::Named(&["bourse"]))
            .unwrap();
        let decision = answer.decisions().next().unwrap();
        assert_eq!(decision.droit("montant").unwrap().to_string(), "1000.00", "{old}");
    }
}

#[test]
fn cases_follow() {
    let cases = SourceFile {
        path: "cas.toml".to_owned(),
        text: "[base]\nstatut = \"eleve\" # eleve\n[[cas]]\nnom = \"eleve\"\ndossier = { revenu = \"1.00\", statut = { parmi = [\"eleve\"] }, ne_sait_pas = [\"revenu\"] }\n[cas.attendu.bourse]\nmanquants = [\"revenu\"]\nperimes = { dont = [\"plafonds\"] }\n[cas.page]\nou_bien = [[\"bourse\"]]\n".to_owned(),
    };
    let text = |old: &str, new: &str| {
        let done = rename(input(&files("archive")), std::slice::from_ref(&cases), old, new).unwrap();
        done.cases[0].after.text.clone()
    };
    assert_eq!(
        text("revenu", "ressources"),
        cases.text.replace("revenu", "ressources")
    );
    assert_eq!(
        text("statut.eleve", "lyceen"),
        cases
            .text
            .replace("statut = \"eleve\"", "statut = \"lyceen\"")
            .replace("[\"eleve\"]", "[\"lyceen\"]")
    );
    assert_eq!(
        text("bourse", "aide"),
        cases
            .text
            .replace("attendu.bourse", "attendu.aide")
            .replace("[[\"bourse\"]]", "[[\"aide\"]]")
    );
    assert_eq!(
        text("plafonds", "limites"),
        cases.text.replace("\"plafonds\"", "\"limites\"")
    );
}

#[test]
fn what_cannot_be_renamed_is_refused_whole() {
    let code = |old: &str, new: &str| renamed(old, new).unwrap_err().list[0].code;
    assert_eq!(code("revenus", "ressources"), Code::UnknownReference);
    assert_eq!(
        renamed("revenus", "x").unwrap_err().list[0].suggestion.as_deref(),
        Some("revenu")
    );
    assert_eq!(code("revenu", "revenu"), Code::DuplicateId);
    assert_eq!(code("revenu", "enfants"), Code::DuplicateId);
    assert_eq!(code("revenu", "Revenu"), Code::InvalidName);
    assert_eq!(code("revenu", "sinon"), Code::InvalidName);
    assert_eq!(code("statut.eleve", "salarie"), Code::DuplicateId);
    let mut broken = files("archive");
    broken.insert("quotas.toml".to_owned(), "[".to_owned());
    let refused = rename(input(&broken), &[], "revenu", "ressources").unwrap_err();
    assert!(refused.has_errors());
}

#[test]
fn rules_use_the_names_of_today() {
    let mut files = files("minimal");
    let vocabulary = files.get_mut("vocabulaire.toml").unwrap();
    *vocabulary = vocabulary.replace(
        "[faits.revenu]",
        "[faits.revenu]\nanciens_noms = [\"ressources\"]",
    );
    let rules = files.get_mut("dispositifs/bourses/bourse.toml").unwrap();
    *rules = rules.replace(
        "depasse(plafonds, points, revenu)",
        "depasse(plafonds, points, ressources)",
    );
    let refused = from_files(input(&files)).unwrap_err();
    assert_eq!(refused.list[0].suggestion.as_deref(), Some("revenu"));
}
