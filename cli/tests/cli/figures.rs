//! Published figures typed a second time, and figures that may change without any case seeing it.

use std::fs;

use crate::support::bareme;

const PACK: &str = "tests/packs/minimal";

const PUBLISHED: &str = r#"
[[transcription]]
table    = "plafonds"
depuis   = 2023-09-01
source   = { id = "arrete" }
pourquoi = "L'annexe."
valeurs  = """
points  0bis     1   # comme dans l'annexe
0      33100 22500
1      36760 25000
"""

[[transcription]]
table    = "plafonds"
depuis   = 2024-09-01
source   = { id = "presse" }
pourquoi = "L'article."
valeurs  = """
points  0bis     1
0      35086 23850
1      38966 26500
"""
"#;

const CASE: &str = r#"
[[cas]]
nom      = "the_amount_of_2024"
pourquoi = "Le montant de l'article."
source   = { id = "presse" }
date     = 2024-09-02
dossier  = { points = 0, revenu = "0" }
[cas.attendu.bourse]
verdict = "eligible"
droits  = { montant = "1500.00", echelon = "1" }
"#;

fn tested(text: &str, extra: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chiffres.toml");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let ran = bareme(&[&["test", "--pack", PACK, path][..], extra].concat());
    (Some(ran.code), ran.out, ran.err)
}

#[test]
fn a_published_figure_is_compared_with_that_of_the_pack() {
    let (code, out, _) = tested(PUBLISHED, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("8 valeurs publiées sont celles du barème"), "{out}");
    let wrong = PUBLISHED.replace("25000", "25001");
    let (code, out, err) = tested(&wrong, &[]);
    assert_eq!(code, Some(1));
    assert!(err.contains("plafonds, 2023-09-01, 1, 1 : 25001 publié"), "{err}");
    assert!(
        out.contains("7 valeurs publiées sur 8 sont celles du barème"),
        "{out}"
    );
    // The place is that of the figure, and not of all that was published.
    let line = 1 + wrong[..wrong.find("25001").unwrap()].matches('\n').count();
    assert!(err.contains(&format!("chiffres.toml:{line}:")), "{line} {err}");
    let (_, json, _) = tested(&wrong, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let told = &json["transcriptions"];
    assert_eq!(told["comparees"], 8);
    let one = &told["differentes"][0];
    assert_eq!(
        (&one["publiee"], &one["bareme"], &one["ligne"]),
        (&"25001".into(), &"25000".into(), &line.into())
    );
}

#[test]
fn what_is_no_figure_of_the_pack_is_said() {
    let wrong = PUBLISHED
        .replace("2024-09-01", "2022-09-01")
        .replace("1      36760 25000", "2      36760 25000\n0 1");
    let (code, _, err) = tested(&wrong, &[]);
    assert_eq!(code, Some(1));
    for expected in [
        "n'a pas de période qui commence le 2022-09-01",
        "n'a pas de `points` qui soit `2`",
        "la ligne `0` a 1 valeur pour 2 titres",
    ] {
        assert!(err.contains(expected), "{expected}: {err}");
    }
}

#[test]
fn a_figure_whose_change_nothing_sees_is_named() {
    let text = format!("{CASE}{PUBLISHED}");
    let (code, out, err) = tested(&text, &["--valeurs"]);
    assert_eq!(code, Some(1));
    assert!(
        err.contains("`montant_bourse` peut changer d'une unité sans qu'un cas échoue : 2023-09-01"),
        "{err}"
    );
    assert!(!err.contains("plafonds"), "{err}");
    assert!(out.contains("voit le changement : 8 sur 8, 100,0 %"), "{out}");
    assert!(out.contains("voit le changement : 1 sur 2, 50,0 %"), "{out}");
    // Without the published table, no case stands at the edge of a ceiling.
    let (_, out, err) = tested(CASE, &["--valeurs"]);
    assert!(err.contains("`plafonds` peut changer"), "{err}");
    assert!(out.contains("voit le changement : 0 sur 8, 0,0 %"), "{out}");
}

#[test]
fn what_was_never_typed_a_second_time_is_named() {
    let text = format!("{CASE}{PUBLISHED}");
    let (_, out, _) = tested(&text, &["--couverture"]);
    assert!(
        out.contains("transcrits une seconde fois : 1 sur 2, 50,0 %"),
        "{out}"
    );
    assert!(
        out.contains("Sans seconde transcription :\n  montant_bourse\n"),
        "{out}"
    );
    // Of a table that was typed in part, the periods that lack a cell.
    let partial = text.replace("1      38966 26500\n", "");
    let (_, out, _) = tested(&partial, &["--couverture"]);
    assert!(out.contains("  plafonds : 2024-09-01\n"), "{out}");
    let (_, json, _) = tested(&partial, &["--couverture", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["transcriptions"],
        serde_json::json!({
            "comparees": 6,
            "differentes": [],
            "vues": 0,
            "total": 2,
            "sans": { "montant_bourse": ["2023-09-01", "2024-09-01"], "plafonds": ["2024-09-01"] },
        })
    );
}

#[test]
fn what_people_write_is_told_as_it_is_typed() {
    let dated = |line: &str| {
        format!(
            "[[transcription]]\nparametre = \"montant_bourse\"\nsource = {{ id = \"presse\" }}\npourquoi = \"L'article.\"\nvaleurs = \"\"\"\n{line}\n\"\"\"\n"
        )
    };
    for (line, help) in [
        ("2023-09-01 1454,00", "écrivez `1454.00`"),
        ("2023-09-01 1\u{202f}454,00", "écrivez `1454.00`"),
        ("01/09/2023 1454.00", "écrivez `2023-09-01`"),
        ("2023-09-02 1454.00", "ne commence le 2023-09-02"),
    ] {
        let (code, _, err) = tested(&dated(line), &[]);
        assert_eq!(code, Some(1));
        assert!(err.contains(help), "{line} {err}");
    }
    let (_, _, err) = tested(&PUBLISHED.replace("25000", "25000,5"), &[]);
    assert!(
        err.contains("`25000,5` n'est pas une valeur de `plafonds`"),
        "{err}"
    );
}
