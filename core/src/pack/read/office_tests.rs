//! Tables as an office suite writes them in French, and dates as people do.

use super::fixture::{CELLS, HEADERS, PARAMETERS, assert_findings, edited, lines, minimal, replace, whole};

/// The cells of the minimal pack, between semicolons.
fn office(change: impl Fn(String) -> String) -> String {
    let files = minimal();
    let cells = files.iter().find(|file| file.path == CELLS).unwrap();
    change(String::from_utf8(cells.bytes.clone()).unwrap().replace(',', ";"))
}

#[test]
fn a_file_between_semicolons_is_the_same_table() {
    let plain = edited(&[]);
    let text =
        office(|text| format!("\u{feff}{};;;\n", text.replace("33100", "33 100,00")).replace('\n', "\r\n"));
    let two = replace(HEADERS, "decimales = 0", "decimales = 2");
    let read = edited(&[whole(CELLS, &text), two]);
    assert_eq!(lines(&read), [""; 0]);
    let reference = edited(&[replace(HEADERS, "decimales = 0", "decimales = 2")]);
    assert_eq!(lines(&plain), [""; 0]);
    assert_eq!(read.pack.fingerprint(), reference.pack.fingerprint());
}

#[test]
fn nothing_is_guessed_of_a_number() {
    let said = |cell: &str| {
        let text = office(|text| text.replacen("33100", cell, 1));
        let two = replace(HEADERS, "decimales = 0", "decimales = 2");
        lines(&edited(&[whole(CELLS, &text), two]))
    };
    for (cell, expected) in [
        (
            "1.234,50",
            "`1.234,50` n'est pas un nombre ici [valeur_invalide] ; écrivez `1234,50` : dans un fichier séparé par des points-virgules, les décimales viennent après une virgule",
        ),
        (
            "1234.50",
            "`1234.50` n'est pas un nombre ici [valeur_invalide] ; écrivez `1234,50` : dans un fichier séparé par des points-virgules, les décimales viennent après une virgule",
        ),
        (
            "1.234",
            "`1.234` n'est pas un nombre ici [valeur_invalide] ; dans un fichier séparé par des points-virgules, les décimales viennent après une virgule, et les milliers n'ont pas de signe",
        ),
        (
            "18,250",
            "`18,250` peut vouloir dire 18 250 ou 18,25 [nombre_ambigu] ; écrivez `18250`, ou `18,25`",
        ),
    ] {
        let found = said(cell);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(expected), "{}", found[0]);
    }
    let text = edited(&[replace(CELLS, "33100", "\"33100,50\"")]);
    let found = lines(&text);
    assert!(found[0].contains("`33100.50` n'est pas entier"), "{found:?}");
    let two = replace(HEADERS, "decimales = 0", "decimales = 2");
    let found = lines(&edited(&[replace(CELLS, "33100", "\"33100,50\""), two]));
    assert!(
        found[0].contains("écrivez `33100.50` : dans un fichier séparé par des virgules"),
        "{found:?}"
    );
}

#[test]
fn a_date_that_people_write_is_proposed_as_files_have_it() {
    let text = office(|text| text.replacen("2023-09-01", "01/09/2023", 1));
    let found = lines(&edited(&[whole(CELLS, &text)]));
    assert!(
        found[0].contains("vouliez-vous écrire `2023-09-01` ?"),
        "{found:?}"
    );
    assert_findings(
        &[replace(
            PARAMETERS,
            "depuis = 2023-09-01",
            "depuis = \"01/09/2023\"",
        )],
        &[
            "parametres/bourse.toml:9:14: `depuis` doit être une date sans heure, et c'est un texte [valeur_invalide] ; écrivez `depuis = 2023-09-01`, sans guillemets ni heure",
        ],
    );
    let bare = edited(&[replace(PARAMETERS, "depuis = 2023-09-01", "depuis = 01/09/2023")]);
    assert!(
        lines(&bare)[0].ends_with(
            "une date s'écrit année, mois, jour [date_invalide] ; écrivez `2023-09-01`, sans guillemets"
        ),
        "{:?}",
        lines(&bare)
    );
}

#[test]
fn what_is_told_to_write_is_read_by_the_same_file() {
    // The ceilings are whole numbers.
    for (cell, told, written) in [
        ("33100.00", "écrivez `33100`", "33100"),
        ("33 100,00", "écrivez `33100`", "33100"),
        ("33 100", "", ""),
        ("33 100 €", "vouliez-vous écrire `33100` ?", "33100"),
        ("33100.50", "`33100,50` n'est pas entier", ""),
        ("beaucoup", "écrivez des chiffres seuls : `1234`", ""),
    ] {
        let read = |cell: &str| {
            lines(&edited(&[whole(
                CELLS,
                &office(|text| text.replacen("33100", cell, 1)),
            )]))
        };
        let found = read(cell);
        assert!(found.iter().all(|line| line.contains(told)), "{cell} {found:?}");
        assert_eq!(found.is_empty(), told.is_empty(), "{cell}");
        assert!(written.is_empty() || read(written).is_empty(), "{written}");
    }
    let two = || replace(HEADERS, "decimales = 0", "decimales = 2");
    let text = office(|text| text.replacen("33100", "33 100,5 €", 1));
    let found = lines(&edited(&[whole(CELLS, &text), two()]));
    assert!(
        found[0].contains("une virgule : `1234,56`") && found[0].contains("vouliez-vous écrire `33100,5` ?"),
        "{found:?}"
    );
}

#[test]
fn titles_and_rows_are_told_with_the_sign_of_the_file() {
    let text = office(|text| text.replacen("plafond", "plafonds_de_revenu", 1));
    let found = lines(&edited(&[whole(CELLS, &text)]));
    assert!(
        found[0].contains("la première ligne est `depuis;points;echelon;plafond`"),
        "{found:?}"
    );
    let text = office(|text| text.replacen("2023-09-01;0;0bis;33100", "2023-09-01", 1));
    let found = lines(&edited(&[whole(CELLS, &text)]));
    assert!(
        found[0].contains("cette ligne a 1 case au lieu de 4"),
        "{found:?}"
    );
}
