//! What an analysis of rules finds, each with a small pack where it is found and one where it is not.

#[path = "support/analysed.rs"]
mod support;
#[path = "findings/unread.rs"]
mod unread;

use bareme::{
    Code, Finding,
    analysis::{Analysis, Budget},
};
use support::{Files, analysed, analysed_within, codes, only, says};

const MAJOR: (&str, &str) = ("majeur", "age >= age_minimum");
const MODEST: (&str, &str) = ("modeste", "revenu <= plafond");

#[test]
fn rules_without_fault_give_nothing() {
    let analysis = analysed(&Files::new(&[MAJOR, MODEST], "montant"));
    assert!(analysis.faults.is_empty(), "{:#?}", analysis.faults);
    assert_eq!(analysis.undecided, 0);
    assert!(analysis.questions > 4);
}

#[test]
fn conditions_that_nobody_meets_together_are_named_and_no_other() {
    let analysis = analysed(&Files::new(
        &[MAJOR, MODEST, ("mineur", "age < age_minimum")],
        "montant",
    ));
    let found = only(&analysis, Code::NobodyEligible);
    says(
        found,
        &[
            "personne ne peut remplir à la fois `majeur`, `mineur`",
            "personne n'a droit à `aide`",
            "prouvé pour tout dossier",
        ],
    );
}

#[test]
fn days_on_which_nobody_is_granted_it_are_told() {
    let files = Files::new(&[MAJOR, ("mineur", "age < age_minimum")], "montant").edited(
        "dispositifs/essai/aide.toml",
        "id = \"mineur\"",
        "id = \"mineur\"\ndepuis = 2025-01-01",
    );
    let analysis = analysed(&files);
    let found = analysis
        .faults
        .iter()
        .find(|finding| finding.message.contains("en vigueur du"));
    says(
        found.unwrap(),
        &["`aide` est en vigueur du 2025-01-01 au 2029-12-31, et personne"],
    );
    // Before that day, those who are of age are granted it.
    assert!(
        !analysis
            .faults
            .iter()
            .any(|finding| finding.message.contains("2020-01-01 au"))
    );
}

#[test]
fn a_condition_that_follows_from_another_decides_nothing() {
    let analysis = analysed(&Files::new(&[("enfance", "age >= 12"), MAJOR], "montant"));
    let found = only(&analysis, Code::Implied);
    says(
        found,
        &[
            "la condition `enfance` ne décide rien",
            "qui remplit `majeur` la remplit aussi",
        ],
    );
    // The other way it does not follow.
    let analysis = analysed(&Files::new(&[("enfance", "age <= 12"), MODEST], "montant"));
    assert!(analysis.faults.is_empty(), "{:#?}", analysis.faults);
}

#[test]
fn a_condition_that_the_coherence_of_dossiers_settles_is_always_met() {
    let coherence = "[[coherences]]\nid = \"lyceens\"\ntitre = \"Au lycée, on est mineur\"\nsi = \"statut != lyceen ou age < 12\"\ngravite = \"erreur\"\n";
    let rule = ("pas_lyceen_age", "non (statut = lyceen et age >= age_minimum)");
    let with = Files::new(&[rule, MODEST], "montant").more("vocabulaire.toml", coherence);
    says(
        only(&analysed(&with), Code::AlwaysTrue),
        &["`pas_lyceen_age` est toujours remplie"],
    );
    assert!(
        analysed(&Files::new(&[rule, MODEST], "montant"))
            .faults
            .is_empty()
    );
}

#[test]
fn an_alternative_that_no_dossier_takes_is_told() {
    let value = "selon { age < age_minimum: petit, age < 12: montant, sinon: montant }";
    let analysis = analysed(&Files::new(&[MODEST], value));
    let found = only(&analysis, Code::UnreachableBranch);
    says(
        found,
        &["dans droit:somme, l'alternative `montant` n'est jamais prise"],
    );
    let value = "selon { age < 12: petit, age < age_minimum: montant, sinon: montant }";
    assert!(analysed(&Files::new(&[MODEST], value)).faults.is_empty());
}

#[test]
fn a_rank_that_nobody_obtains_is_told() {
    let value = "si premier_rang(plafonds, revenu) = un alors montant sinon petit";
    assert!(analysed(&Files::new(&[MAJOR], value)).faults.is_empty());
    // Both ceilings are the same: whoever passes the first passes the second, which is the last.
    let files = Files::new(&[MAJOR], value).edited(
        "tables/plafonds.csv",
        "2020-01-01,deux,20000",
        "2020-01-01,deux,10000",
    );
    let three = files
        .edited(
            "tables/tables.toml",
            "[\"un\", \"deux\"]",
            "[\"un\", \"deux\", \"trois\"]",
        )
        .edited(
            "vocabulaire.toml",
            "deux = \"Deux\"",
            "deux = \"Deux\"\ntrois = \"Trois\"",
        )
        .more("tables/plafonds.csv", "2020-01-01,trois,30000\n");
    says(
        only(&analysed(&three), Code::UnreachableBranch),
        &["personne n'obtient le rang `deux` de `plafonds`"],
    );
}

#[test]
fn a_droit_that_is_worth_nothing_to_anyone_is_told() {
    let analysis = analysed(&Files::new(
        &[MODEST],
        "min(max(montant - plafond, 0 EUR/an), montant)",
    ));
    says(
        only(&analysis, Code::AlwaysZero),
        &["le droit `somme` vaut zéro pour toute personne qui a droit à `aide`"],
    );
}

#[test]
fn a_share_above_one_is_told_with_a_dossier() {
    let share = |value: &str| {
        let droit = format!(
            "[[droits]]\nid = \"part\"\ntitre = \"Part\"\nrole = \"seuil\"\ntype = \"taux\"\nvaleur = \"{value}\"\n"
        );
        analysed(&Files::new(&[MODEST], "montant").more("dispositifs/essai/aide.toml", &droit))
    };
    let analysis = share("si age >= age_minimum alors moitie + moitie + moitie sinon moitie");
    says(
        only(&analysis, Code::RateOutside),
        &["la part `part` sort de 0 à 1", "age = 18"],
    );
    assert!(
        share("si age >= age_minimum alors moitie + moitie sinon moitie")
            .faults
            .is_empty()
    );
}

#[test]
fn what_monotone_says_is_proved_or_denied_by_two_dossiers() {
    let of = |value: &str, words: &str| {
        let files = Files::new(&[MAJOR], value);
        analysed(&files.edited(
            "dispositifs/essai/aide.toml",
            "id = \"somme\"",
            &format!("id = \"somme\"\nmonotone = {{ {words} }}"),
        ))
    };
    let falling = "si revenu <= plafond alors montant sinon petit";
    assert!(of(falling, "revenu = \"decroissant\"").faults.is_empty());
    let denied = of(falling, "revenu = \"croissant\"");
    says(
        only(&denied, Code::MonotoneBroken),
        &[
            "`somme` se dit `croissant` selon `revenu`, et ne l'est pas",
            "de plus",
        ],
    );
    // Seen through a rank and its ceilings.
    let ranked = "si premier_rang(plafonds, revenu) = un alors montant sinon petit";
    assert!(of(ranked, "revenu = \"decroissant\"").faults.is_empty());
    assert_eq!(
        codes(&of(ranked, "revenu = \"croissant\"")),
        [Code::MonotoneBroken]
    );
    // Up to the ceiling it grows, and then it falls.
    let both = "si revenu <= plafond alors min(revenu, montant) sinon petit";
    assert_eq!(codes(&of(both, "revenu = \"croissant\"")), [Code::MonotoneBroken]);
    assert_eq!(
        codes(&of(both, "revenu = \"decroissant\"")),
        [Code::MonotoneBroken]
    );
    assert!(
        of("min(revenu, montant)", "revenu = \"croissant\"")
            .faults
            .is_empty()
    );
}

#[test]
fn a_euro_more_that_takes_away_a_droit_is_worth_knowing() {
    let analysis = analysed(&Files::new(&[MAJOR, MODEST], "montant"));
    let jumps = |analysis: &Analysis| -> Vec<Finding> {
        let jumps = analysis.notes.iter().filter(|note| note.code == Code::Jump);
        jumps.cloned().collect()
    };
    let found = jumps(&analysis);
    let [note] = found.as_slice() else {
        panic!("{:#?}", analysis.notes);
    };
    // 1 000 € up to 30 000.00 €, nothing from 30 000.01 € on.
    says(
        note,
        &["un euro de plus de `revenu` peut faire perdre 1000.00 EUR/an de `somme`, au plus"],
    );
    // What falls by a cent for each euro is no jump.
    let slope = analysed(&Files::new(&[MAJOR], "max(plafond - revenu, 0 EUR/an)"));
    assert!(jumps(&slope).is_empty(), "{:#?}", slope.notes);
}

#[test]
fn a_dispositif_that_asks_for_what_it_excludes_is_told() {
    let other = |condition: &str| {
        Files::new(&[MODEST], "montant")
            .add(
                "dispositifs/essai/autre.toml",
                &support::dispositif("autre", &[("avec", condition), MAJOR], "petit").replace(
                    "sources =",
                    "incompatible_avec = [\"aide\"]\nvaleur_annuelle = \"petit\"\nsources =",
                ),
            )
            .edited(
                "dispositifs/essai/aide.toml",
                "sources =",
                "valeur_annuelle = \"montant\"\nsources =",
            )
    };
    let analysis = analysed(&other("dispositif.aide.eligible"));
    says(
        only(&analysis, Code::RequiresExcluded),
        &["qui a droit à `autre` a toujours droit à `aide`, qui l'exclut"],
    );
    assert!(
        analysed(&other("dispositif.aide.eligible ou seul"))
            .faults
            .is_empty()
    );
}

#[test]
fn a_range_whose_bounds_are_inverted_is_told() {
    let analysis = analysed(&Files::new(
        &[("tranche", "age hors age_minimum..age_moyen")],
        "montant",
    ));
    let inverted = analysis
        .faults
        .iter()
        .find(|finding| finding.code == Code::InvertedRange);
    says(inverted.unwrap(), &["`age_minimum` passe `age_moyen`"]);
    let good = analysed(&Files::new(
        &[("tranche", "age hors age_moyen..age_minimum")],
        "montant",
    ));
    assert!(good.faults.is_empty(), "{:#?}", good.faults);
}

#[test]
fn a_reading_before_the_document_or_before_an_earlier_one_is_told() {
    let dated = |verified: &str| {
        let files = Files::new(&[MODEST], "montant")
            .edited("sources.toml", "[loi]", "[loi]\ndate = 2025-06-30")
            .edited(
                "parametres/valeurs.toml",
                "valeur = \"1000.00\" }",
                &format!("valeur = \"1000.00\", verifie_le = {verified} }}"),
            );
        analysed(&files)
    };
    let analysis = dated("2025-06-29");
    says(
        only(&analysis, Code::ReadOutOfOrder),
        &["la valeur de `montant` du 2020-01-01 : lue le 2025-06-29, avant que `loi` existe (2025-06-30)"],
    );
    assert!(dated("2025-06-30").faults.is_empty());
    let values = "valeurs = [{ depuis = 2020-01-01, valeur = \"1000.00\" }, { depuis = 2021-01-01, valeur = \"1010.00\", verifie_le = 2026-07-22 }]";
    let files = Files::new(&[MODEST], "montant").edited(
        "parametres/valeurs.toml",
        "valeurs = [{ depuis = 2020-01-01, valeur = \"1000.00\" }]",
        values,
    );
    says(
        only(&analysed(&files), Code::ReadOutOfOrder),
        &["du 2021-01-01 a été lue le 2026-07-22, avant celle qui la précède (2026-07-23)"],
    );
}

#[test]
fn the_same_rule_and_the_same_value_twice_are_told() {
    let twin = support::dispositif("autre", &[MODEST], "montant");
    let files = Files::new(&[MODEST], "montant").add("dispositifs/essai/autre.toml", &twin);
    says(
        only(&analysed(&files), Code::DuplicateRule),
        &["`autre` a les conditions et les droits de `aide`"],
    );
    let files = Files::new(&[("un", "revenu <= plafond ou revenu <= borne_haute"), MAJOR], "montant").more(
        "parametres/valeurs.toml",
        "\n[borne_haute]\ntitre = \"Plafond\"\ntype = \"montant\"\nunite = \"EUR/an\"\nrepere = \"article 3\"\nsource = \"loi\"\nfiabilite = \"texte\"\nverifie_le = 2026-07-23\nvaleurs = [{ depuis = 2020-01-01, valeur = \"30000.00\" }]\n",
    );
    says(
        only(&analysed(&files), Code::DuplicateRule),
        &["`borne_haute` a les valeurs de `plafond`"],
    );
}

#[test]
fn a_finding_that_the_text_really_says_is_counted_and_not_listed() {
    let accepted = |code: &str, on: &str| {
        Files::new(&[("enfance", "age >= 12"), MAJOR], "montant").more(
            "dispositifs/essai/aide.toml",
            &format!("\n[[constats_admis]]\nconstat = \"{code}\"\nsur = \"{on}\"\npourquoi = \"L'article dit les deux.\"\n"),
        )
    };
    let analysis = analysed(&accepted("condition_impliquee", "condition:enfance"));
    assert!(analysis.faults.is_empty(), "{:#?}", analysis.faults);
    let [(found, why)] = analysis.accepted.as_slice() else {
        panic!("{:#?}", analysis.accepted);
    };
    assert_eq!(
        (found.code, why.as_str()),
        (Code::Implied, "L'article dit les deux.")
    );
    // What is accepted and not found is told: it would hide the next one.
    let analysis = analysed(&accepted("condition_impliquee", "condition:majeur"));
    assert_eq!(codes(&analysis), [Code::Implied, Code::NothingAccepted]);
}

#[test]
fn a_question_that_the_budget_does_not_settle_is_told_with_what_is_left() {
    let analysis = analysed_within(&Files::new(&[MAJOR, MODEST], "montant"), Budget { steps: 0 });
    assert!(analysis.undecided > 0);
    let found = &analysis.faults[0];
    assert_eq!(found.code, Code::Undecided);
    says(found, &["n'est pas tranché", "il reste"]);
    // Nothing is claimed of what is not settled.
    assert!(
        codes(&analysis).iter().all(|code| *code == Code::Undecided),
        "{:#?}",
        analysis.faults
    );
}

#[test]
fn the_same_pack_gives_the_same_analysis() {
    let files = Files::new(&[("enfance", "age >= 12"), MAJOR, MODEST], "montant");
    assert_eq!(analysed(&files), analysed(&files));
}
