//! Whether two packs decide the same: proofs, dossiers for which they do not, the most that anybody gains and loses.
#![cfg(feature = "reader")]

mod support;

use std::{fs, path::Path};

use bareme::{
    Engine, Selection, Verdict,
    analysis::{
        Budget, Side, changes,
        compare::{Compared, Comparison, Proof, Reached, Told},
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

/// A pack of one aid, given to whoever has a child: of whom is under twelve nobody asks it.
fn parents(edit: (&str, &str)) -> Engine {
    let files = [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        (
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        (
            "vocabulaire.toml",
            "[faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nmin = 0\nmax = 120\n\
             [faits.parent]\ntitre = \"Avoir un enfant\"\ntype = \"booleen\"\nquestion = \"Avez-vous un enfant ?\"\n\
             seulement_si = \"age >= 12\"\nhors_objet = false\n",
        ),
        (
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"Aide\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             en_vigueur = { du = 2024-01-01 }\nsources = [{ id = \"loi\" }]\n[[conditions]]\nid = \"enfant\"\ntitre = \"Avoir un enfant\"\n\
             si = \"parent\"\nsource = { id = \"loi\" }\n",
        ),
    ];
    let (from, to) = edit;
    let files = files.map(|(path, text)| InputFile::new(path, text.replace(from, to)));
    let (plan, _) =
        bareme::catalogue::from_files(files.to_vec()).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(plan)
}

/// A proof speaks of the dossiers that both packs accept, and that state what is deduced otherwise: it says so.
#[test]
fn what_a_proof_does_not_speak_of_is_told() {
    let before = parents(("", ""));
    let domain = |after: &Engine| {
        let changes = changes::between(before.plan(), after.plan());
        Comparison::new(&before, after, &changes).domain().clone()
    };
    assert!(domain(&parents(("", ""))).is_same());

    // Of a child of 7, who states nothing of it, something else follows: refused before, granted after.
    let other = parents(("hors_objet = false", "hors_objet = true"));
    let child = |engine: &Engine| {
        let dossier = engine.dossier().set("age", 7).unwrap();
        let answer = engine.evaluate(&dossier, "2024-09-02".parse().unwrap()).unwrap();
        answer.decision("aide").unwrap().verdict()
    };
    assert_eq!(
        (child(&before), child(&other)),
        (Verdict::NotEligible, Verdict::Eligible)
    );
    assert_eq!(domain(&other).follows, ["parent"]);
    let found = compared(&before, &other);
    let Proof::Witness(differing) = &found[0].proof else {
        panic!("{found:?}")
    };
    // Who is under twelve, and says nothing of a child.
    let age = before.dossier().set("age", 11).unwrap();
    let stated: Vec<&str> = differing
        .before
        .stated()
        .map(|(fact, _)| fact.name.as_str())
        .collect();
    assert_eq!(stated, ["age"], "{differing:?}");
    assert!(child(&before) != child(&other) && age.stated().count() == 1);

    // Somebody of 70 is refused as a whole after.
    let narrower = domain(&parents(("max = 120", "max = 60")));
    assert_eq!(
        (narrower.facts.as_slice(), narrower.is_same()),
        (&["age".to_owned()][..], false)
    );

    let announced = domain(&parents(("statut = \"en_vigueur\"", "statut = \"hypothese\"")));
    assert_eq!(
        (announced.offered.as_slice(), announced.is_same()),
        (&["aide".to_owned()][..], false)
    );
}

/// What follows of a fact that nobody states is another thing in each pack: a decision changes for who leaves it out, and who states it is refused by
/// one of them.
#[test]
fn a_fact_that_follows_otherwise_is_looked_for_where_it_is_left_out() {
    let deduced = |limit: &str| {
        parents((
            "seulement_si = \"age >= 12\"\nhors_objet = false\n",
            &format!("deduit_de = \"age >= {limit}\"\n"),
        ))
    };
    // The limit of an age is 12 before, and 0 from now on: « 12 » and « 1 » are the literals that a rule may have.
    let (before, after) = (deduced("12"), deduced("1"));
    let found = compared(&before, &after);
    let Proof::Witness(differing) = &found[0].proof else {
        panic!("{found:?}")
    };
    let verdict = |engine: &Engine, dossier| {
        let answer = engine.evaluate(dossier, differing.date).unwrap();
        answer.decision("aide").unwrap().verdict()
    };
    assert_eq!(
        (
            verdict(&before, &differing.before),
            verdict(&after, &differing.after)
        ),
        (Verdict::NotEligible, Verdict::Eligible)
    );
    assert!(differing.before.stated().all(|(fact, _)| fact.name == "age"));

    let changes = changes::between(before.plan(), after.plan());
    let domain = Comparison::new(&before, &after, &changes).domain().clone();
    let refused: Vec<(&str, Side)> = domain
        .refused
        .iter()
        .map(|one| (one.rule.as_str(), one.by))
        .collect();
    assert_eq!(
        refused,
        [
            ("deduit_de.parent", Side::After),
            ("deduit_de.parent", Side::Before)
        ]
    );
    for one in &domain.refused {
        let (accepts, refuses) = if one.by == Side::After {
            ((&before, &one.dossier.before), (&after, &one.dossier.after))
        } else {
            ((&after, &one.dossier.after), (&before, &one.dossier.before))
        };
        assert!(accepts.0.evaluate(accepts.1, one.dossier.date).is_ok(), "{one:?}");
        assert!(
            refuses.0.evaluate(refuses.1, one.dossier.date).is_err(),
            "{one:?}"
        );
    }
}

/// A gate that is added refuses who states the fact where the question has no object.
#[test]
fn a_dossier_that_a_new_gate_refuses_is_told() {
    let before = parents(("seulement_si = \"age >= 12\"\nhors_objet = false\n", ""));
    let after = parents(("", ""));
    let changes = changes::between(before.plan(), after.plan());
    let domain = Comparison::new(&before, &after, &changes).domain().clone();
    let [refused] = domain.refused.as_slice() else {
        panic!("{domain:?}")
    };
    assert_eq!(
        (refused.rule.as_str(), refused.by),
        ("deduit_de.parent", Side::After)
    );
    assert!(!domain.is_same());
    let dossier = &refused.dossier;
    assert!(before.evaluate(&dossier.before, dossier.date).is_ok());
    assert!(after.evaluate(&dossier.after, dossier.date).is_err());
}

/// What is paid, supposed, excluded or doubted otherwise is told, although each decision is proved the same.
#[test]
fn what_changes_beside_the_decision_is_told() {
    let aside = |edits: &[(&str, &str, &str)]| {
        let archive = |edits: &[(&str, &str, &str)]| {
            engine_with("archive", |name, text| {
                let own = edits.iter().filter(|(file, ..)| *file == name);
                own.fold(text, |text, (file, from, to)| {
                    assert!(text.contains(from), "{file} has no `{from}`");
                    text.replace(from, to)
                })
            })
        };
        let all = compared(&archive(&[]), &archive(edits));
        let found = all.into_iter().filter(|one| !one.told.is_empty());
        found
            .map(|one| (one.pair.id().to_owned(), one.proof.is_same(), one.told))
            .collect::<Vec<_>>()
    };
    let aid = "dispositifs/aides/bourse.toml";
    let bursary = |what: Told| vec![("bourse".to_owned(), true, vec![what])];
    assert_eq!(aside(&[]), []);
    assert_eq!(
        aside(&[(aid, "titre   = \"Mensualité\"", "titre = \"Chaque mois\"")]),
        []
    );
    assert_eq!(
        aside(&[(aid, "entree + 12 mois", "entree + 1 mois")]),
        bursary(Told::Schedule)
    );
    assert_eq!(
        aside(&[("quotas.toml", "annee(entree)", "annee(entree) + 1")]),
        bursary(Told::Quota)
    );
    assert_eq!(
        aside(&[(aid, "si    = \"seul\"", "si = \"non seul\"")]),
        bursary(Told::Priorities)
    );
    // Both exclude each other.
    let both = ["bourse", "salaire"].map(|id| (id.to_owned(), true, vec![Told::Exclusions]));
    assert_eq!(aside(&[(aid, "incompatible_avec = [\"salaire\"]\n", "")]), both);
}

/// What is supposed of a fact that is not known is told of the dispositifs that read it.
#[test]
fn what_is_supposed_otherwise_is_told() {
    let supposed = |value: &str| {
        let own = format!(
            "suppose = {{ valeur = \"{value}\", phrase = \"On suppose.\", fiabilite = \"a_confirmer\" }}\n"
        );
        parents(("seulement_si = \"age >= 12\"\nhors_objet = false\n", &own))
    };
    let found = compared(&supposed("faux"), &supposed("vrai"));
    assert!(found[0].proof.is_same() && !found[0].is_same(), "{found:?}");
    assert_eq!(found[0].told, [Told::Suppositions]);
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
