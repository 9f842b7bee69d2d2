//! Files that are missing, misplaced, too large or not text.

use super::fixture::{
    BOURSE, CELLS, HEADERS, PACK, PARAMETERS, SOURCES, VOCABULARY, add, assert_findings, remove,
};

#[test]
fn every_required_file_is_asked_for() {
    let edits = [remove(PACK), remove(SOURCES), remove(VOCABULARY)];
    assert_findings(
        &edits,
        &[
            "pack.toml:1:1: le fichier `pack.toml` manque à la racine du barème [fichier_manquant] ; créez `pack.toml`",
            "sources.toml:1:1: le fichier `sources.toml` manque à la racine du barème [fichier_manquant] ; créez `sources.toml`",
            "vocabulaire.toml:1:1: le fichier `vocabulaire.toml` manque à la racine du barème [fichier_manquant] ; créez `vocabulaire.toml`",
        ],
    );
}

#[test]
fn a_file_in_no_known_place_is_refused() {
    let edits = [
        add("notes.txt", "x"),
        add("source.toml", "x"),
        add("parametres/a/b.toml", ""),
        add("dispositifs/bourse.toml", ""),
        add("tables/x.ods", ""),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourse.toml:1:1: le fichier `dispositifs/bourse.toml` n'a pas de place dans un barème [fichier_mal_place] ; les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
            "notes.txt:1:1: le fichier `notes.txt` n'a pas de place dans un barème [fichier_mal_place] ; les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
            "parametres/a/b.toml:1:1: le fichier `parametres/a/b.toml` n'a pas de place dans un barème [fichier_mal_place] ; les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
            "source.toml:1:1: le fichier `source.toml` n'a pas de place dans un barème [fichier_mal_place] ; vouliez-vous écrire `sources.toml` ? ; les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
            "tables/x.ods:1:1: le fichier `tables/x.ods` n'a pas de place dans un barème [fichier_mal_place] ; les places sont `pack.toml`, `sources.toml`, `vocabulaire.toml`, `quotas.toml`, `echeancier.toml`, `reperes.toml`, `indicateurs.toml`, `parametres/<theme>.toml`, `tables/tables.toml`, `tables/<table>.csv` et `dispositifs/<theme>/<id>.toml`",
        ],
    );
}

#[test]
fn the_files_of_the_crate_that_holds_the_pack_are_left_alone() {
    let edits = [
        add("Cargo.toml", "x"),
        add("build.rs", "x"),
        add("src/a/b.rs", "x"),
        add("build/main.rs", "x"),
        add("README.md", "x"),
        add(".gitignore", "x"),
        add("LICENSE", "x"),
        add("Cargo.lock", "x"),
        add("Cargo.toml.orig", "x"),
        add(".cargo_vcs_info.json", "x"),
        add(".cargo-ok", "x"),
    ];
    assert_findings(&edits, &[]);
}

#[test]
fn a_file_given_twice_is_refused() {
    let edits = [add(PACK, "")];
    assert_findings(
        &edits,
        &["pack.toml:1:1: le fichier `pack.toml` est donné deux fois [identifiant_en_double]"],
    );
}

#[test]
fn an_empty_pack_is_three_missing_files() {
    let edits = [
        remove(PACK),
        remove(SOURCES),
        remove(VOCABULARY),
        remove(PARAMETERS),
        remove(HEADERS),
        remove(CELLS),
        remove(BOURSE),
    ];
    assert_findings(
        &edits,
        &[
            "pack.toml:1:1: le fichier `pack.toml` manque à la racine du barème [fichier_manquant] ; créez `pack.toml`",
            "sources.toml:1:1: le fichier `sources.toml` manque à la racine du barème [fichier_manquant] ; créez `sources.toml`",
            "vocabulaire.toml:1:1: le fichier `vocabulaire.toml` manque à la racine du barème [fichier_manquant] ; créez `vocabulaire.toml`",
        ],
    );
}

#[test]
fn a_table_without_cells_and_cells_without_a_table_are_refused() {
    let edits = [remove(CELLS), add("tables/plafond.csv", "depuis\n")];
    assert_findings(
        &edits,
        &[
            "tables/plafond.csv:1:1: `tables/plafond.csv` n'est annoncé par aucune table [fichier_mal_place] ; vouliez-vous écrire `plafonds` ? ; décrivez `[plafond]` dans `tables/tables.toml`",
            "tables/tables.toml:1:2: la table `plafonds` n'a pas de fichier `tables/plafonds.csv` [fichier_manquant] ; créez ce fichier : une ligne d'en-tête, puis une ligne par case",
        ],
    );
}

#[test]
fn cells_without_any_header_ask_for_the_header_file() {
    let edits = [remove(HEADERS)];
    assert_findings(
        &edits,
        &[
            "tables/tables.toml:1:1: le fichier `tables/tables.toml` manque [fichier_manquant] ; décrivez-y chaque table : `[nom]`, ses clés, ses valeurs et ses périodes",
        ],
    );
}

#[test]
fn what_other_programs_leave_is_passed_over_and_said() {
    let left = [
        ".DS_Store",
        "tables/.~lock.plafonds.csv#",
        "tables/Thumbs.db",
        "dispositifs/bourses/~$bourse.toml",
        "dispositifs/bourses/._bourse.toml",
        "parametres/desktop.ini",
    ];
    let mut files = super::fixture::minimal();
    files.extend(left.map(|path| crate::pack::InputFile {
        path: path.to_owned(),
        bytes: vec![0xff, 0, 0xfe],
    }));
    let (_, warnings) = crate::pack::read(files).finish().unwrap();
    let told: Vec<_> = warnings
        .iter()
        .filter(|f| f.code == crate::error::Code::FileIgnored)
        .collect();
    assert_eq!(told.len(), left.len());
    assert_eq!(warnings.len(), left.len(), "{warnings:?}");
}
