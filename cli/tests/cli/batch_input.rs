//! What `bareme batch` reads: physical lines, bounds of headers and rows, empty files, standard input.

use std::fs;

use crate::{batch_folder::BatchFolder, support::fed};

/// Where the rows at fault are, as the table of errors and the decisions say.
fn lines(folder: &BatchFolder) -> (Vec<String>, Vec<String>) {
    let first = |text: &str, refused: &str| -> Vec<String> {
        let rows = text.lines().skip(1).filter(|row| row.contains(refused));
        rows.map(|row| row.split(',').next().unwrap().to_owned())
            .collect()
    };
    let told = first(&folder.text("out.errors.csv"), "hors_bornes");
    let refused = first(&folder.text("out.csv"), "illisible");
    (told, refused)
}

fn decided(input: &str) -> (BatchFolder, (Vec<String>, Vec<String>)) {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), input).unwrap();
    let ran = folder.batch("in.csv", "out.csv", &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let lines = lines(&folder);
    (folder, lines)
}

#[test]
fn the_line_of_a_row_is_the_one_that_an_editor_shows() {
    for (input, expected) in [
        ("age,statut\n31,\n999,\n32,\n999,\n", vec!["3", "5"]),
        ("age,statut\r\n31,\r\n999,\r\n32,\r\n999,\r\n", vec!["3", "5"]),
        ("age,statut\r31,\r999,\r32,\r999,\r", vec!["3", "5"]),
        ("age,statut\n\n31,\n\n999,\n", vec!["5"]),
        ("\r\nage,statut\r\n\r\n31,\r\n\r\n999,\r\n", vec!["6"]),
        ("statut,age\n\"demandeur\n_emploi\",999\n,999\n", vec!["2", "4"]),
        ("statut,age\r\n\"\r\n\r\n\",31\r\n,999\r\n", vec!["5"]),
    ] {
        let (_folder, (told, refused)) = decided(input);
        assert_eq!(told, expected, "{input:?}");
        assert_eq!(refused, expected, "{input:?}");
    }
}

/// Refused as a whole: nothing is written.
fn refused(input: &[u8], told: &[&str]) {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), input).unwrap();
    for name in ["out.csv", "out.errors.csv", "out.manifeste.json"] {
        fs::write(folder.path(name), "former").unwrap();
    }
    let ran = folder.batch("in.csv", "out.csv", &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for told in told {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    for name in ["out.csv", "out.errors.csv", "out.manifeste.json"] {
        assert_eq!(folder.text(name), "former", "{name}");
    }
    assert_eq!(folder.names().len(), 4, "{:?}", folder.names());
}

#[test]
fn a_file_without_a_header_is_told_to_be_empty() {
    for input in ["", "\n", "\r\n\r\n", "\u{feff}", "\u{feff}\n"] {
        refused(
            input.as_bytes(),
            &["csv_invalide", "est vide", "nomme les colonnes"],
        );
    }
}

#[test]
fn headers_are_bounded_in_bytes_and_in_columns() {
    let wide = |columns: usize| format!("{}age\n", "x,".repeat(columns - 1));
    refused(
        wide(10_001).as_bytes(),
        &["csv_invalide", "10001 colonnes", "10000"],
    );
    refused(
        "age,".repeat(300_000).as_bytes(),
        &["csv_invalide", "ligne 1", "1048576"],
    );
    refused(&vec![b'x'; 3 << 20], &["csv_invalide", "ligne 1", "1048576"]);
}

#[test]
fn a_header_of_ten_thousand_columns_is_looked_at_once() {
    let folder = BatchFolder::new();
    let names: Vec<String> = (0..9_999).map(|column| format!("colonne_{column}")).collect();
    fs::write(
        folder.path("in.csv"),
        format!("age,{}\n20,{}\n", names.join(","), ",".repeat(9_998)),
    )
    .unwrap();
    let options: Vec<&str> = names.iter().flat_map(|name| ["--garde", name]).collect();
    let ran = folder.batch("in.csv", "out.csv", &options);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn rows_are_bounded_and_told_by_their_line() {
    let long = format!("age,statut\n20,\n20,\"{}\"\n20,\n", "x\n".repeat(600_000));
    refused(long.as_bytes(), &["csv_invalide", "ligne 3", "1048576"]);
    refused(
        b"age,statut\r\n20,\r\n999,\r\n20,\"demandeur_emploi\r\n20,\r\n",
        &["csv_invalide", "ligne 4", "jamais ferm\u{e9}"],
    );
}

#[test]
fn what_is_not_csv_is_told_as_what_it_is() {
    refused(b"PAR1\x15\x04\n", &["fichier_illisible", "Parquet", ".parquet"]);
    refused(b"\xe2ge,statut\n20,\n", &["csv_invalide", "UTF-8"]);
}

/// The bytes of ten thousand rows that end in a file and the same that come through a pipe.
#[test]
fn standard_input_and_output_are_a_file_like_any_other() {
    let folder = BatchFolder::new();
    let rows = (0..40_000).map(|row| format!("{row},{}\r\n", 18 + row % 90));
    let input = format!("numero,age\r\n{}", rows.collect::<String>());
    fs::write(folder.path("in.csv"), &input).unwrap();
    folder.batch("in.csv", "out.csv", &["--garde", "numero"]);
    let asked = [
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
        "--garde",
        "numero",
        "-",
        "-",
    ];
    let ran = fed(&asked, input.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(
        ran.out == folder.text("out.csv"),
        "the decisions are not those of a file"
    );
    // The rows at fault are told where findings are: the first twenty, and how many more. 27 ages of 90 are above 80.
    let errors = folder.text("out.errors.csv");
    assert_eq!(errors.lines().count(), 1 + 444 * 27);
    let first: Vec<&str> = errors.lines().take(21).collect();
    let told: Vec<&str> = ran.err.lines().take(21).collect();
    assert_eq!(told, first, "not the rows at fault of a file");
    let more = ran
        .err
        .lines()
        .nth(21)
        .unwrap()
        .replace(['\u{202f}', '\u{a0}'], " ");
    assert!(more.starts_with(",age,hors_bornes,et 11 968 autres,"), "{more}");
    assert!(ran.err.contains("lignes_refusees"));
    let errors = folder.path("elsewhere.csv");
    let manifest = folder.path("elsewhere.json");
    let elsewhere = [
        "--erreurs",
        errors.to_str().unwrap(),
        "--manifeste",
        manifest.to_str().unwrap(),
    ];
    let ran = fed(&[&asked[..], &elsewhere].concat(), input.as_bytes());
    assert!(ran.out == folder.text("out.csv"));
    // Rows are told there alone.
    assert!(!ran.err.contains(",age,hors_bornes,"), "{}", ran.err);
    assert_eq!(folder.text("elsewhere.csv"), folder.text("out.errors.csv"));
    let read = |name: &str| -> serde_json::Value { serde_json::from_str(&folder.text(name)).unwrap() };
    let (of_pipe, of_file) = (read("elsewhere.json"), read("out.manifeste.json"));
    for (key, inside) in [("entree", "sha256"), ("sortie", "sha256"), ("erreurs", "sha256")] {
        assert_eq!(of_pipe[key][inside], of_file[key][inside], "{key}");
    }
    assert_eq!(of_pipe["verdicts"], of_file["verdicts"]);
}

#[test]
fn an_empty_standard_input_is_told_as_such() {
    let ran = fed(&["batch", "--date", "2024-09-02", "-", "-"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("l'entrée standard est vide"), "{}", ran.err);
}
