//! Whether two packs decide the same: proofs, dossiers for which they do not, the most that anybody gains and loses.
#![cfg(feature = "reader")]

mod support;

use std::{fs, path::Path};

use bareme::{
    Engine, Selection, Verdict,
    analysis::{
        Budget, changes,
        compare::{Compared, Comparison, Proof, Reached},
    },
    pack::InputFile,
};
use support::{engine_of, engine_with};

const BOURSE: &str = "dispositifs/bourses/bourse.toml";

/// The minimal pack, some texts of which are replaced.
fn edited(edits: &[(&str, &str, &str)]) -> Engine {
    engine_with("minimal", |name, text| {
        let own = edits.iter().filter(|(file, ..)| *file == name);
        own.fold(text, |text, (file, from, to)| {
            assert!(text.contains(from), "{file} has no `{from}`");
            text.replace(from, to)
        })
    })
}

fn compared(old: &Engine, new: &Engine) -> Vec<Compared> {
    let changes = changes::between(old.plan(), new.plan());
    let mut comparison = Comparison::new(old, new, &changes);
    let pairs = comparison.pairs();
    pairs
        .iter()
        .map(|pair| comparison.compare(pair, Budget::default()))
        .collect()
}

/// The bursary, when these texts are replaced.
fn bursary(edits: &[(&str, &str, &str)]) -> Compared {
    let (old, new) = (engine_of("minimal"), edited(edits));
    let mut all = compared(&old, &new);
    assert_eq!(all.len(), 1);
    let found = all.remove(0);
    second_opinion(&old, &new, &found);
    found
}

/// What was found, decided by both engines: their decisions differ, and an amount is as much more or less as was said.
fn second_opinion(old: &Engine, new: &Engine, compared: &Compared) {
    let ids = [&compared.pair.before, &compared.pair.after].map(|id| id.clone().unwrap_or_default());
    let decided = |engine: &Engine, dossier, date, id: &str| {
        let names = [id];
        let answer = engine
            .evaluate_selected(dossier, date, Selection::of(&names, true))
            .unwrap();
        let decision = answer.decision(id).unwrap();
        let amount = decision
            .droit("montant")
            .map_or_else(|| "0.00".to_owned(), |value| value.to_string());
        (decision.verdict(), amount)
    };
    if let Proof::Witness(found) = &compared.proof {
        let before = decided(old, &found.before, found.date, &ids[0]);
        let after = decided(new, &found.after, found.date, &ids[1]);
        assert_ne!(before, after);
        assert!(![before.0, after.0].contains(&Verdict::Undetermined));
    }
    for spread in &compared.spreads {
        for (reached, sign) in [(&spread.gain, 1), (&spread.loss, -1)] {
            let Some((amount, found)) = &reached.found else {
                continue;
            };
            let cents = |text: String| text.replace('.', "").parse::<i64>().unwrap();
            let before = cents(decided(old, &found.before, found.date, &ids[0]).1);
            let after = cents(decided(new, &found.after, found.date, &ids[1]).1);
            assert_eq!(after - before, sign * amount, "{}", spread.droit);
        }
    }
}

/// The amount that was found and proved to be the most.
fn most(reached: &Reached) -> i64 {
    assert!(reached.is_proved(), "{reached:?}");
    reached.found.as_ref().map_or(0, |(amount, _)| *amount)
}

#[test]
fn the_same_computation_is_a_proof() {
    let found = bursary(&[(BOURSE, "Une aide annuelle", "L'aide annuelle")]);
    assert!(matches!(found.proof, Proof::SameNodes), "{found:?}");
    assert_eq!(found.steps, 0);
}

#[test]
fn another_way_to_say_the_same_is_proved_the_same() {
    // No dossier has more than 17 points.
    let found = bursary(&[
        (
            BOURSE,
            "si    = \"non trop_riche\"",
            "si = \"non (trop_riche ou points * 1 > points_au_plus)\"",
        ),
        (
            "parametres/bourse.toml",
            "[montant_bourse]",
            "[points_au_plus]\ntitre = \"Points\"\ntype = \"entier\"\nunite = \"point\"\nsource = \"arrete\"\nfiabilite = \"texte\"\nverifie_le = 2026-07-23\nvaleurs = [{ depuis = 2023-09-01, valeur = 17 }]\n\n[montant_bourse]",
        ),
    ]);
    assert!(found.proof.is_same(), "{found:?}");
}

#[test]
fn an_amount_that_is_raised_is_gained_and_nobody_loses() {
    // 1 550 € − 1 500 €, since September 2024.
    let found = bursary(&[("parametres/bourse.toml", "valeur = 1500", "valeur = 1550")]);
    assert!(matches!(found.proof, Proof::Witness(_)), "{found:?}");
    let [spread] = found.spreads.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (spread.droit.as_str(), most(&spread.gain), most(&spread.loss)),
        ("montant", 5_000, 0)
    );
}

#[test]
fn who_is_refused_from_now_on_loses_the_whole_amount() {
    let found = bursary(&[(BOURSE, "non trop_riche", "non trop_riche et points <= 12")]);
    let [spread] = found.spreads.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!((most(&spread.gain), most(&spread.loss)), (0, 150_000));
}

#[test]
fn a_ceiling_that_is_raised_opens_the_bursary_and_changes_an_echelon() {
    // The ceiling of one point and échelon 0 bis, from 38 966 € to 40 000 €.
    let found = bursary(&[("tables/plafonds.csv", "38966", "40000")]);
    let Proof::Witness(differing) = &found.proof else {
        panic!("{found:?}")
    };
    assert!(differing.date >= "2024-09-01".parse().unwrap());
    let [spread] = found.spreads.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!((most(&spread.gain), most(&spread.loss)), (150_000, 0));
}

/// The minimal pack with its bursary under these ids.
fn under(ids: &[&str]) -> Engine {
    let root = Path::new(support::PACKS).join("minimal");
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let shared = [
        "pack.toml",
        "vocabulaire.toml",
        "sources.toml",
        "parametres/bourse.toml",
        "tables/tables.toml",
        "tables/plafonds.csv",
    ];
    let mut files: Vec<InputFile> = shared
        .iter()
        .map(|path| InputFile::new(*path, read(path)))
        .collect();
    for id in ids {
        let text = read(BOURSE).replace("id     = \"bourse\"", &format!("id = \"{id}\""));
        files.push(InputFile::new(format!("dispositifs/bourses/{id}.toml"), text));
    }
    Engine::from_files(files)
        .unwrap_or_else(|findings| panic!("{findings}"))
        .0
}

#[test]
fn a_dispositif_under_another_name_decides_as_before() {
    let all = compared(&under(&["bourse"]), &under(&["aide"]));
    let [found] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(
        (found.pair.before.as_deref(), found.pair.after.as_deref()),
        (Some("bourse"), Some("aide"))
    );
    assert!(matches!(found.proof, Proof::SameNodes), "{found:?}");
}

#[test]
fn a_dispositif_that_is_added_is_gained_and_one_that_is_removed_is_lost() {
    let (one, two) = (under(&["bourse"]), under(&["aide", "bourse"]));
    for (old, new, gain, loss) in [(&one, &two, 150_000, 0), (&two, &one, 0, 150_000)] {
        let all = compared(old, new);
        let aid = all.iter().find(|found| found.pair.id() == "aide").unwrap();
        assert!(matches!(aid.proof, Proof::Witness(_)), "{aid:?}");
        assert_eq!(
            (most(&aid.spreads[0].gain), most(&aid.spreads[0].loss)),
            (gain, loss)
        );
        let bursary = all.iter().find(|found| found.pair.id() == "bourse").unwrap();
        assert!(matches!(bursary.proof, Proof::SameNodes), "{bursary:?}");
    }
}

/// How the condition on the ceiling is changed when its expression is.
fn strictness(from: &str, to: &str) -> Option<changes::Strictness> {
    let (old, new) = (
        edited(&[(BOURSE, "non trop_riche", from)]),
        edited(&[(BOURSE, "non trop_riche", to)]),
    );
    let mut changes = changes::between(old.plan(), new.plan());
    let mut comparison = Comparison::new(&old, &new, &changes);
    comparison.strictness(&mut changes, Budget::default());
    let [change] = changes.rules.as_slice() else {
        panic!("{:?}", changes.rules)
    };
    change.strictness
}

#[test]
fn a_condition_is_harder_or_easier_only_where_it_is_proved() {
    use changes::Strictness::{Easier, Harder};
    assert_eq!(strictness("points >= 1", "points >= 12"), Some(Harder));
    assert_eq!(strictness("points >= 12", "points >= 1"), Some(Easier));
    assert_eq!(
        strictness("points >= 12", "points >= 12 ou points = 0"),
        Some(Easier)
    );
    // Each admits somebody whom the other refuses.
    assert_eq!(strictness("points >= 12", "points <= 1"), None);
    // The same people: points are whole.
    assert_eq!(strictness("points >= 1", "points > 0"), None);
}
