//! Shares of one cost: what may be paid beyond it.

use super::{CELLS, PARAMETERS, dispositif, pack_of};

const PAYERS: &str = "[choix.payeur]\nregion = \"Région\"\nemployeur = \"Employeur\"\n";

const RATES: &str = r#"
[tout]
titre = "Tout"
type = "taux"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = "1.00" }]

[moitie]
titre = "Moitié"
type = "taux"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = "0.50" }]
"#;

/// A condition, and the share of a payer on the cost of the course.
fn share(condition: &str, payer: &str, value: &str) -> String {
    format!(
        "[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = '''{condition}'''\n\
         [[droits]]\nid = \"part\"\ntitre = \"D\"\ntype = \"taux\"\npayeur = \"{payer}\"\ncout = \"cout_formation\"\nvaleur = '''{value}'''\n"
    )
}

fn told(dispositifs: &[(&str, String)]) -> Vec<String> {
    let dispositifs: Vec<_> = dispositifs
        .iter()
        .map(|(id, rest)| dispositif(id, rest))
        .collect();
    let parameters = format!("{PARAMETERS}{RATES}");
    let findings = match pack_of(&dispositifs, PAYERS, &parameters, CELLS) {
        Ok((_, findings)) | Err(findings) => findings,
    };
    findings
        .iter()
        .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect()
}

#[test]
fn a_promise_that_another_refuses_is_shown_with_a_dossier() {
    assert_eq!(
        told(&[
            (
                "general",
                share(
                    "statut = eleve ou dispositif.special.eligible et seul",
                    "region",
                    "tout"
                )
            ),
            ("special", share("statut = salarie", "region", "tout")),
        ]),
        [
            "parts_discordantes `special` promet la part de `region` sur le coût `cout_formation`, que `general` peut refuser \
          par sa condition `c` : dossier {\"statut\": \"salarie\", \"seul\": false} au 2024-01-01"
        ]
    );
}

#[test]
fn a_general_rule_that_lets_the_special_one_through_agrees_with_it() {
    for (general, special) in [
        // The general rule lifts its condition.
        (
            "statut = eleve ou dispositif.special.eligible",
            "statut = salarie",
        ),
        // The special rule asks for the general one.
        ("statut = eleve", "dispositif.general.eligible et seul"),
        // What one asks for is what the other asks for.
        ("age >= age_minimum", "age >= age_minimum et seul"),
    ] {
        let files = [
            ("general", share(general, "region", "tout")),
            ("special", share(special, "region", "tout")),
        ];
        let found = told(&files);
        let only_general: Vec<_> = found
            .iter()
            .filter(|told| !told.contains("`general` promet"))
            .collect();
        assert_eq!(only_general, [""; 0], "{general} / {special}");
    }
}

#[test]
fn two_special_rules_are_told_apart_by_the_general_one() {
    let general = "statut = eleve ou dispositif.a.eligible ou dispositif.b.eligible";
    let files = |general: &str| {
        [
            (
                "a",
                share("statut = salarie et age < age_minimum", "region", "tout"),
            ),
            (
                "b",
                share("statut = salarie et age >= age_minimum", "region", "tout"),
            ),
            ("general", share(general, "region", "tout")),
        ]
    };
    assert_eq!(told(&files(general)), [""; 0]);
    let untied = told(&files("statut = eleve"));
    assert_eq!(untied.len(), 6, "{untied:#?}");
}

#[test]
fn dispositifs_that_exclude_each_other_and_other_payers_promise_apart() {
    let apart = [
        (
            "a",
            format!("incompatible_avec = [\"b\"]\n{}", share("seul", "region", "tout")),
        ),
        ("b", share("non seul", "region", "tout")),
    ];
    assert_eq!(told(&apart), [""; 0]);
    let payers = [
        ("a", share("seul", "region", "moitie")),
        ("b", share("non seul", "employeur", "moitie")),
    ];
    assert_eq!(told(&payers), [""; 0]);
    // A share of nothing promises nothing.
    let nothing = [
        (
            "a",
            share("seul", "region", "si statut = eleve alors 0 sinon tout - tout"),
        ),
        ("b", share("non seul et dispositif.a.eligible", "region", "tout")),
    ];
    assert!(!told(&nothing).iter().any(|told| told.contains("`a` promet")));
}

#[test]
fn shares_do_not_pass_the_whole() {
    let both = |a: &str, b: &str, value: &str| {
        told(&[
            ("a", share(a, "region", "moitie")),
            ("b", share(b, "employeur", value)),
        ])
    };
    assert_eq!(both("seul", "age >= age_minimum", "moitie"), [""; 0]);
    assert_eq!(both("seul", "non seul", "tout"), [""; 0]);
    assert_eq!(
        both("seul", "age >= age_minimum", "tout"),
        [
            "parts_discordantes les parts de `region` (`a`) et de `employeur` (`b`) sur le coût `cout_formation` peuvent dépasser ensemble le tout : \
          dossier {\"age\": 18, \"seul\": true} au 2024-01-01"
        ]
    );
}

#[test]
fn too_many_shares_are_refused_before_they_are_compared() {
    let of = |count: usize| {
        let files: Vec<(String, String)> = (0..count)
            .map(|one| (format!("d{one}"), share("seul", "region", "tout")))
            .collect();
        let files: Vec<(&str, String)> = files
            .iter()
            .map(|(id, text)| (id.as_str(), text.clone()))
            .collect();
        told(&files)
    };
    assert_eq!(
        of(101),
        ["pack_trop_grand le pack déclare 101 parts de coûts, au plus 100"]
    );
    // All ask for the same: none refuses what another promises.
    assert_eq!(of(100), [""; 0]);
}

#[test]
fn only_a_share_that_somebody_pays_has_a_cost() {
    let droit = |rest: &str| {
        told(&[(
            "a",
            format!("[[droits]]\nid = \"part\"\ntitre = \"D\"\ncout = \"cout_formation\"\n{rest}"),
        )])
    };
    assert_eq!(
        droit("type = \"taux\"\nvaleur = \"tout\"\n"),
        ["cle_manquante la part d'un coût n'a pas de clé `payeur`"]
    );
    assert_eq!(
        droit("type = \"montant\"\nunite = \"EUR/an\"\npayeur = \"region\"\nvaleur = \"revenu\"\n"),
        ["valeur_invalide seul un droit de type `taux` ou `choix` est la part d'un coût"]
    );
    assert_eq!(
        droit("type = \"taux\"\npayeur = \"region\"\nvaleur = \"tout\"\n").len(),
        0
    );
}
