//! What is said of rules before anyone is decided with them: dossiers that exist, the proof that none does, and what a change changes.

use bareme::{
    Engine, Verdict,
    analysis::{Budget, Found, Joint, Searched, Side, Term},
    catalogue::from_files,
    pack::InputFile,
    vocabulary::FactId,
};

const PACK: &str = "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n";
const SOURCES: &str = "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n";

const VOCABULARY: &str = r#"
[faits.age]
titre = "Âge"
type  = "entier"
unite = "an"
min   = 0
max   = 120

[faits.salaire]
titre = "Salaire"
type  = "montant"
unite = "EUR/mois"
min   = 0
max   = "99999.99"

[faits.situation]
titre = "Situation"
type  = "choix"
choix = "situation"

[faits.entree]
titre = "Entrée"
type  = "date"

[choix.situation]
emploi = "En emploi"
chomage = "Au chômage"
retraite = "À la retraite"

[[coherences]]
id = "age_de_la_retraite"
titre = "On est à la retraite à cinquante ans au plus tôt"
si = "situation != retraite ou age >= age_retraite"
gravite = "erreur"
"#;

/// The values that a change of the law may change.
#[derive(Clone, Copy)]
struct Law {
    /// Share of the salary that is paid.
    share: &'static str,
    /// From which salary on nothing is paid.
    ceiling: &'static str,
    /// From which day on the ceiling is this.
    since: &'static str,
    /// What is also asked.
    more: &'static str,
}

const LAW: Law = Law {
    share: "0.50",
    ceiling: "2000.00",
    since: "2024-09-01",
    more: "",
};

fn engine(law: Law) -> Engine {
    engine_of(law, VOCABULARY)
}

fn engine_of(law: Law, vocabulary: &str) -> Engine {
    let parameters = format!(
        r#"
[part]
titre = "Part du salaire"
type  = "taux"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{{ depuis = 1900-01-01, valeur = "{}" }}]

[plafond]
titre = "Plafond"
type  = "montant"
unite = "EUR/mois"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{{ depuis = 1900-01-01, valeur = "1500.00" }}, {{ depuis = {}, valeur = "{}" }}]

[age_retraite]
titre = "Âge de la retraite"
type  = "entier"
unite = "an"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{{ depuis = 1900-01-01, valeur = 50 }}]
"#,
        law.share, law.since, law.ceiling
    );
    let dispositif = format!(
        r#"
id     = "aide"
titre  = "Aide"
resume = "Une aide."
statut = "en_vigueur"
en_vigueur = {{ du = 2020-01-01 }}
date_effet = "entree"
objet  = "personne"
sources = [{{ id = "loi" }}]

[[conditions]]
id     = "au_chomage"
titre  = "Être au chômage"
si     = "situation = chomage"
source = {{ id = "loi" }}

[[conditions]]
id     = "plafond"
titre  = "Ne pas gagner plus que le plafond"
si     = "salaire <= plafond"
source = {{ id = "loi" }}
{}
[[droits]]
id     = "montant"
titre  = "Montant"
type   = "montant"
unite  = "EUR/mois"
valeur = "arrondi(part * salaire, 2)"
"#,
        law.more
    );
    let files = vec![
        InputFile::new("pack.toml", PACK),
        InputFile::new("sources.toml", SOURCES),
        InputFile::new("vocabulaire.toml", vocabulary),
        InputFile::new("parametres/t.toml", parameters),
        InputFile::new("dispositifs/t/aide.toml", dispositif),
    ];
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings:?}"));
    Engine::new(plan)
}

fn condition(id: &str, rule: &str) -> String {
    format!("[[conditions]]\nid = \"{id}\"\ntitre = \"{id}\"\nsi = \"{rule}\"\nsource = {{ id = \"loi\" }}\n")
}

fn with(more: &str) -> Engine {
    // Few tests, each with a pack of its own: the text lives as long as they do.
    let more: &'static str = Box::leak(more.to_owned().into_boxed_str());
    engine(Law { more, ..LAW })
}

fn ask(joint: &mut Joint, asked: Term) -> Found {
    let Searched { found, .. } = joint.search(asked, Budget::default());
    found
}

#[test]
fn a_witness_is_granted_what_was_asked_for_with_the_fewest_facts() {
    let engine = engine(LAW);
    let mut joint = Joint::of(&engine);
    let eligible = joint.eligible(Side::Before, "aide").unwrap();
    let Found::Witness(witness) = ask(&mut joint, eligible) else {
        panic!("an unemployed person who earns nothing has a right to it");
    };
    let dossier = joint.dossier(Side::Before, &witness);
    let stated: Vec<&str> = dossier.stated().map(|(fact, _)| fact.name.as_str()).collect();
    assert_eq!(
        stated,
        ["salaire", "situation", "entree"],
        "age says nothing of an unemployed person"
    );
    let answer = engine.evaluate(&dossier, witness.date).unwrap();
    assert_eq!(answer.decision("aide").unwrap().verdict(), Verdict::Eligible);
}

#[test]
fn a_condition_alone_is_decisive() {
    let engine = engine(LAW);
    let mut joint = Joint::of(&engine);
    let (unemployed, poor) = (
        joint.condition(Side::Before, "aide", "au_chomage").unwrap(),
        joint.condition(Side::Before, "aide", "plafond").unwrap(),
    );
    let rich = joint.not(poor);
    let in_force = joint.in_force(Side::Before, "aide").unwrap();
    let alone = joint.all([in_force, unemployed, rich]);
    let Found::Witness(witness) = ask(&mut joint, alone) else {
        panic!("someone earns more than the ceiling");
    };
    let dossier = joint.dossier(Side::Before, &witness);
    let answer = engine.evaluate(&dossier, witness.date).unwrap();
    assert_eq!(answer.decision("aide").unwrap().verdict(), Verdict::NotEligible);
}

#[test]
fn conditions_that_nobody_can_meet_together_are_proved() {
    // Only a retired person is asked for, who is not unemployed.
    let engine = with(&condition("retraite", "situation = retraite"));
    let mut joint = Joint::of(&engine);
    let eligible = joint.eligible(Side::Before, "aide").unwrap();
    assert_eq!(ask(&mut joint, eligible), Found::Nothing);
}

#[test]
fn a_proof_knows_what_a_dossier_may_not_say() {
    // Nothing but the rule of coherence keeps someone of 49 from being retired.
    let engine = engine(LAW);
    let mut joint = Joint::of(&engine);
    let (age, situation) = (joint.fact("age").unwrap(), joint.fact("situation").unwrap());
    let retired = joint.is_member(situation, "retraite").unwrap();
    let kind = joint.kind(age).clone();
    for (years, found) in [(49, false), (50, true)] {
        let most = joint.constant(years, &kind);
        let young = joint.at_most(age, most);
        let both = joint.all([retired, young]);
        assert_eq!(
            matches!(ask(&mut joint, both), Found::Witness(_)),
            found,
            "{years}"
        );
    }
}

#[test]
fn a_pack_beside_itself_is_the_same_at_once() {
    let engine = engine(LAW);
    let mut joint = Joint::between(&engine, &engine.clone());
    let alike = joint.decided_alike("aide", "aide").unwrap();
    let differs = joint.not(alike);
    let searched = joint.search(differs, Budget::default());
    assert_eq!((searched.found, searched.boxes), (Found::Nothing, 1));
}

#[test]
fn a_ceiling_that_moves_by_a_cent_has_one_witness() {
    let before = engine(LAW);
    let after = engine(Law {
        ceiling: "2000.01",
        ..LAW
    });
    let mut joint = Joint::between(&before, &after);
    let alike = joint.decided_alike("aide", "aide").unwrap();
    let differs = joint.not(alike);
    let Found::Witness(witness) = ask(&mut joint, differs) else {
        panic!("2 000,01 euros were too much, and are not any more");
    };
    for (side, engine, verdict) in [
        (Side::Before, &before, Verdict::NotEligible),
        (Side::After, &after, Verdict::Eligible),
    ] {
        let dossier = joint.dossier(side, &witness);
        assert_eq!(dossier.get("salaire").unwrap().to_string(), "2000.01");
        let answer = engine.evaluate(&dossier, witness.date).unwrap();
        assert_eq!(answer.decision("aide").unwrap().verdict(), verdict);
    }
}

#[test]
fn the_largest_gain_and_the_largest_loss_are_proved() {
    // A share of 0.55 for one of 0.50: 5 % of the salary more, of 2 000 euros at most; of 1 500 before September 2024.
    let before = engine(LAW);
    let after = engine(Law { share: "0.55", ..LAW });
    let mut joint = Joint::between(&before, &after);
    let (old, new) = (
        joint.due(Side::Before, "aide", "montant").unwrap(),
        joint.due(Side::After, "aide", "montant").unwrap(),
    );
    let gain = joint.more(old, new);
    let everyone = joint.truth(true);
    let most = joint.largest(gain, everyone, Budget::default());
    assert_eq!(most.bound, Some(10_000));
    assert!(most.is_proved());
    let least = joint.smallest(gain, everyone, Budget::default());
    assert_eq!((least.bound, least.is_proved()), (Some(0), true), "nobody loses");
}

#[test]
fn a_later_beginning_loses_for_those_in_between_alone() {
    let before = engine(LAW);
    let after = engine(Law {
        since: "2024-10-01",
        ..LAW
    });
    let mut joint = Joint::between(&before, &after);
    let (old, new) = (
        joint.due(Side::Before, "aide", "montant").unwrap(),
        joint.due(Side::After, "aide", "montant").unwrap(),
    );
    let change = joint.more(old, new);
    let everyone = joint.truth(true);
    let least = joint.smallest(change, everyone, Budget::default());
    // Half of 2 000 euros, for who enters in September.
    assert_eq!((least.bound, least.is_proved()), (Some(-100_000), true));
    let (_, witness) = least.found.unwrap();
    let entry = joint
        .dossier(Side::Before, &witness)
        .get("entree")
        .unwrap()
        .to_string();
    assert!(("2024-09-01".."2024-10-01").contains(&entry.as_str()), "{entry}");
}

#[test]
fn a_budget_that_ends_is_told_and_nothing_is_claimed() {
    let engine = engine(LAW);
    let mut joint = Joint::of(&engine);
    let eligible = joint.eligible(Side::Before, "aide").unwrap();
    let searched = joint.search(eligible, Budget { steps: 0 });
    assert!(matches!(searched.found, Found::Undecided(left) if left.boxes == 1));
    assert_eq!(searched.steps, 0);
}

#[test]
fn a_question_is_answered_the_same_way_twice() {
    let engine = engine(LAW);
    let answer = || {
        let mut joint = Joint::of(&engine);
        let eligible = joint.eligible(Side::Before, "aide").unwrap();
        joint.search(eligible, Budget::default())
    };
    assert_eq!(answer(), answer());
}

#[test]
fn members_at_other_positions_are_the_same_members() {
    let before = engine(LAW);
    let moved = VOCABULARY.replace(
        "emploi = \"En emploi\"\nchomage = \"Au chômage\"\n",
        "formation = \"En formation\"\nchomage = \"Au chômage\"\nemploi = \"En emploi\"\n",
    );
    assert_ne!(moved, VOCABULARY);
    let after = engine_of(LAW, &moved);
    let mut joint = Joint::between(&before, &after);
    let alike = joint.decided_alike("aide", "aide").unwrap();
    let differs = joint.not(alike);
    assert_eq!(ask(&mut joint, differs), Found::Nothing);
    let eligible = joint.eligible(Side::After, "aide").unwrap();
    let Found::Witness(witness) = ask(&mut joint, eligible) else {
        panic!("an unemployed person has a right to it");
    };
    for (side, engine) in [(Side::Before, &before), (Side::After, &after)] {
        let dossier = joint.dossier(side, &witness);
        assert!(dossier.is_known(FactId(2)));
        let answer = engine.evaluate(&dossier, witness.date).unwrap();
        assert_eq!(answer.decision("aide").unwrap().verdict(), Verdict::Eligible);
    }
}
