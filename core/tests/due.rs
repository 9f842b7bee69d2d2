//! `dispositif.x.droit.du`: the droit for who is eligible, 0 for who is not, and from one to the other while nobody knows.
#![cfg(feature = "reader")]

use bareme::{
    Day, Engine, FactValue, Selection,
    catalogue::from_files,
    columns::{Batch, Column, DroitValues, Values},
    pack::InputFile,
    wire,
};
use proptest::prelude::*;

/// `aide` gives the income less 1,000 to who is alone, in 2024; `prime` exists from July on. `lecture` reads what is due of both.
fn engine() -> Engine {
    let file = InputFile::new;
    let files = vec![
        file(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        file(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        file(
            "vocabulaire.toml",
            "[faits.revenu]\ntitre = \"Revenu\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = 9000\n\
             [faits.seul]\ntitre = \"Seul\"\ntype = \"booleen\"\n",
        ),
        file(
            "parametres/p.toml",
            "[retrait]\ntitre = \"Retrait\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 1000 }]\n",
        ),
        file(
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             en_vigueur = { du = 2024-01-01, au = 2024-12-31 }\nsources = [{ id = \"loi\" }]\n\
             [[conditions]]\nid = \"seul\"\ntitre = \"C\"\nsi = \"seul\"\n\
             [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu - retrait\"\n\
             [[droits]]\nid = \"prime\"\ntitre = \"P\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"retrait\"\ndepuis = 2024-07-01\n",
        ),
        file(
            "dispositifs/t/lecture.toml",
            "id = \"lecture\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             en_vigueur = { du = 2020-01-01 }\nsources = [{ id = \"loi\" }]\n\
             [[droits]]\nid = \"recu\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"dispositif.aide.montant.du\"\n\
             [[droits]]\nid = \"prime\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"dispositif.aide.prime.du\"\n",
        ),
    ];
    Engine::new(
        from_files(files)
            .unwrap_or_else(|findings| panic!("{findings}"))
            .0,
    )
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The ends of a droit of `lecture`, in cents.
fn ends(engine: &Engine, date: Day, droit: &str, revenu: Option<i64>, seul: Option<bool>) -> (i64, i64) {
    let mut dossier = engine.dossier();
    if let Some(cents) = revenu {
        let text = format!("{}.{:02}", cents / 100, cents % 100);
        dossier = dossier.set("revenu", FactValue::Text(&text)).unwrap();
    }
    if let Some(seul) = seul {
        dossier = dossier.set("seul", seul).unwrap();
    }
    let answer = engine.evaluate(&dossier, date).unwrap();
    let lecture = answer.decision("lecture").unwrap();
    let position = lecture
        .dispositif()
        .droits
        .iter()
        .position(|other| other.id == droit)
        .unwrap();
    let value = lecture.outcome().droits[position].unwrap();
    (value.lo, value.hi)
}

#[test]
fn what_is_due_is_nothing_to_who_is_refused() {
    let engine = engine();
    let inside = day("2024-03-01");
    for (revenu, seul, expected) in [
        (Some(400_000), Some(true), (300_000, 300_000)),
        (Some(400_000), Some(false), (0, 0)),
        (Some(400_000), None, (0, 300_000)),
        (Some(40_000), Some(true), (-60_000, -60_000)),
        (Some(40_000), None, (-60_000, 0)),
        (None, Some(true), (-100_000, 800_000)),
        (None, Some(false), (0, 0)),
        (None, None, (-100_000, 800_000)),
    ] {
        assert_eq!(
            ends(&engine, inside, "recu", revenu, seul),
            expected,
            "{revenu:?} {seul:?}"
        );
    }
    assert_eq!(ends(&engine, day("2025-01-01"), "recu", None, Some(true)), (0, 0));
}

#[test]
fn a_droit_that_does_not_exist_yet_is_not_due() {
    let engine = engine();
    assert_eq!(
        ends(&engine, day("2024-06-30"), "prime", None, Some(true)),
        (0, 0)
    );
    assert_eq!(
        ends(&engine, day("2024-07-01"), "prime", None, Some(true)),
        (100_000, 100_000)
    );
    assert_eq!(
        ends(&engine, day("2024-07-01"), "prime", None, None),
        (0, 100_000)
    );
}

#[test]
fn an_explanation_says_whether_it_is_granted_then_how_much() {
    let engine = engine();
    let dossier = engine
        .dossier()
        .set("seul", true)
        .unwrap()
        .set("revenu", 4000)
        .unwrap();
    let answer = engine
        .explain(&dossier, day("2024-03-01"), Selection::InForce)
        .unwrap();
    let text = wire::decision_json(&answer);
    for part in [
        "\"texte\":\"dispositif.aide.montant.du\"",
        "\"texte\":\"dispositif.aide\"",
        "\"texte\":\"dispositif.aide.montant\"",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

proptest! {
    /// The interval law, and both evaluators.
    #[test]
    fn what_is_due_lies_between_nothing_and_what_would_be(
        revenu in proptest::option::of(0_i64..=900_000),
        seul in any::<Option<bool>>(),
        date in proptest::sample::select(vec!["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]),
    ) {
        let engine = engine();
        let date = day(date);
        let in_force = day("2024-01-01") <= date && date <= day("2024-12-31");
        let (low, high) = revenu.map_or((-100_000, 800_000), |revenu| (revenu - 100_000, revenu - 100_000));
        let expected = match seul {
            _ if !in_force => (0, 0),
            Some(false) => (0, 0),
            Some(true) => (low, high),
            None => (low.min(0), high.max(0)),
        };
        prop_assert_eq!(ends(&engine, date, "recu", revenu, seul), expected);

        let truth = [seul == Some(true)];
        let amounts = [revenu.unwrap_or(0)];
        let mut columns = Vec::new();
        if seul.is_some() {
            columns.push(Column { fact: "seul", values: Values::Booleans(&truth), known: None });
        }
        if revenu.is_some() {
            columns.push(Column { fact: "revenu", values: Values::Wide(&amounts), known: None });
        }
        let batch = Batch { rows: 1, columns: &columns };
        let answer = engine.evaluate_columns(&batch, date, Selection::InForce).unwrap();
        let lecture = &answer.dispositifs[1];
        let recu = lecture.droits.iter().find(|droit| droit.id == "recu").unwrap();
        prop_assert_eq!(recu.known.get(0), expected.0 == expected.1);
        if recu.known.get(0) {
            let value = if let DroitValues::Narrow(values) = &recu.values {
                i64::from(values[0])
            } else if let DroitValues::Wide(values) = &recu.values {
                values[0]
            } else {
                panic!("an amount is a number")
            };
            prop_assert_eq!(value, expected.0);
        }
    }
}
