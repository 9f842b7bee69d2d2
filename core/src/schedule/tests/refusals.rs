//! What a pack may not say, and what the engine refuses to lay out.

use super::{COURSE, PARAMETERS, day, dossier, head, pack, refusal, small_pack, versement};
use crate::{evaluate::Selection, plan::from_files};

#[test]
fn an_amount_that_changes_every_day_is_laid_out_up_to_the_longest_course() {
    let text = versement(
        "v",
        "montant = \"max(0, croissance * jours_entre(entree, date_reference))\"\nunite = \"EUR/mois\"",
    );
    let engine = pack(&[("a", text)]).unwrap();
    let lay_out = |end| {
        let dossier = dossier(&engine, "2024-09-02", end);
        engine.schedule(&dossier, day("2024-09-02"), Selection::InForce)
    };
    assert_eq!(lay_out("2024-10-01").unwrap().segments.len(), 30);
    // Six years when the pack does not say: every day is a segment, and none is refused.
    assert_eq!(lay_out("2030-09-01").unwrap().segments.len(), 2_191);
    for end in ["2030-09-02", "2090-01-01", "2099-12-31"] {
        let refused = lay_out(end).unwrap_err();
        let [finding] = refused.list.as_slice() else {
            panic!("{refused:?}");
        };
        assert_eq!(finding.code.as_str(), "formation_trop_longue");
        assert_eq!(finding.place.to_string(), "/fin");
        assert_eq!(
            finding.message,
            format!("la formation va du 2024-09-02 au {end} : un échéancier compte 72 mois au plus")
        );
    }
}

#[test]
fn a_pack_says_how_long_a_course_may_be() {
    let longest = |stated: &str| {
        let files = small_pack(
            &format!("{COURSE}duree_maximale = {stated}\n"),
            &head("a"),
            PARAMETERS,
        );
        from_files(files).map(|(plan, _)| plan.course.as_ref().unwrap().longest().to_string())
    };
    assert_eq!(longest("\"7 ans\"").unwrap(), "84 mois");
    assert_eq!(longest("\"400 jours\"").unwrap(), "400 jours");
    for wrong in ["\"11 ans\"", "\"0 mois\"", "\"un an\"", "84", "\"84\""] {
        let refused = longest(wrong).unwrap_err();
        assert_eq!(
            refused.list[0].code.as_str(),
            "valeur_invalide",
            "{wrong}: {refused:?}"
        );
    }
}

#[test]
fn a_course_that_ends_before_it_starts_is_refused() {
    let engine = pack(&[("a", String::new())]).unwrap();
    let dossier = dossier(&engine, "2024-09-02", "2024-09-01");
    let refused = engine.schedule(&dossier, day("2024-09-02"), Selection::InForce);
    assert_eq!(refused.unwrap_err().list[0].code.as_str(), "incoherence");
}

#[test]
fn a_versement_says_all_of_its_amount_or_nothing() {
    for (rest, finding) in [
        (
            "montant = \"montant\"",
            "cle_manquante: le versement `v` n'a pas de clé `unite`",
        ),
        (
            "unite = \"EUR/mois\"",
            "cle_manquante: ce versement a une unité et pas de clé `montant`",
        ),
        (
            "montant = \"par_jour\"\nunite = \"EUR/jour\"\nprorata = \"mois_entier\"",
            "valeur_invalide: `prorata` ne veut rien dire en EUR/jour",
        ),
        (
            "montant = \"montant\"\nunite = \"EUR/jour\"",
            "unite_incompatible: un nombre en EUR/jour est attendu ici, c'est un nombre en EUR/mois",
        ),
        (
            "montant = \"montant - salaire\"\nunite = \"EUR/mois\"",
            "valeur_invalide: le versement `v` peut être négatif",
        ),
        (
            "a_la_place_de = [\"a\"]",
            "valeur_invalide: le dispositif `a` se cite lui-même",
        ),
    ] {
        assert_eq!(refusal(versement("v", rest)), finding);
    }
}

#[test]
fn dispositifs_in_the_place_of_each_other_are_a_circle() {
    let instead = |of: &str| versement("v", &format!("a_la_place_de = [{of}]"));
    let refused = |of: [&str; 3]| {
        let files = ["a", "b", "c"].into_iter().zip(of.map(instead));
        pack(&files.collect::<Vec<_>>()).map(|_| ())
    };
    let told = |names: &str| {
        Err(format!(
            "cycle: {names} : chacun serait versé à la place de l'autre, et aucun ne le serait"
        ))
    };
    assert_eq!(
        refused(["\"b\"", "\"a\"", ""]),
        told("`a` à la place de `b` à la place de `a`")
    );
    assert_eq!(
        refused(["\"c\"", "\"a\"", "\"b\""]),
        told("`a` à la place de `c` à la place de `b` à la place de `a`")
    );
    assert_eq!(refused(["\"b\", \"c\"", "\"c\"", ""]), Ok(()));
}

#[test]
fn a_value_must_be_in_force_on_every_day_that_may_be_paid() {
    let closed = "\n[ferme]\ntitre = \"Fermé\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
                  verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2022-01-01, jusqu_a = 2023-12-31, valeur = \"1.00\" }]\n";
    let refused = |rest: &str| {
        let files = small_pack(
            COURSE,
            &(head("a") + &versement("v", rest)),
            &format!("{PARAMETERS}{closed}{LIMITS}"),
        );
        from_files(files).is_err()
    };
    let amount = "montant = \"ferme\"\nunite = \"EUR/mois\"\n";
    assert!(refused(amount));
    assert!(refused(&format!("{amount}si = \"date_reference <= dernier\"")));
    // The day that is paid is not before the date of effect: a limit on that one is enough on that side.
    assert!(!refused(&format!(
        "{amount}si = \"date_effet >= premier et date_reference <= dernier\""
    )));
    assert!(refused(&format!(
        "{amount}si = \"date_effet >= premier et date_effet <= dernier\""
    )));
}

const LIMITS: &str = r#"
[premier]
titre = "Premier"
type = "date"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 2022-01-01 }]

[dernier]
titre = "Dernier"
type = "date"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 2023-12-31 }]
"#;
