//! What an answer says beyond its verdict: who decides, what is doubted, what is old, and what is due or only supposed.

use bareme::{
    Answer, Day, Engine, Selection,
    catalogue::from_files,
    pack::InputFile,
    wire::{decision_json, read_dossier},
};
use serde_json::{Value as Json, json};

const PACK: &str = r#"
id = "essai"
titre = "Essai"
version = "1"
region = "R"
langue = "fr"
format = 2
fraicheur_mois = 12
"#;

const SOURCES: &str = r#"
[loi]
titre = "La loi"
fiabilite = "texte"

[article]
titre = "L'article"
fiabilite = "texte"
version = { du = 2020-01-01, au = 2026-12-31 }
"#;

const VOCABULARY: &str = r#"
[faits.age]
titre = "Âge"
type = "entier"
min = 0
max = 120

[faits.revenu]
titre = "Revenu"
type = "montant"
unite = "EUR/an"
min = 0
max = 100000

[faits.entree]
titre = "Entrée"
type = "date"
min = 2020-01-01
max = 2040-12-31
"#;

const PARAMETERS: &str = r#"
[age_minimum]
titre = "Âge minimum"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-07-23
valeurs = [{ depuis = 2020-01-01, valeur = 18 }]

[montant]
titre = "Montant de l'année"
type = "montant"
unite = "EUR/an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-07-23
renouvelle = "09-01"
valeurs = [
  { depuis = 2020-01-01, valeur = "1000.00" },
  { depuis = 2025-09-01, valeur = "1454.00" },
]

[plafond]
titre = "Plafond"
type = "montant"
unite = "EUR/an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-07-23
valeurs = [{ depuis = 2020-01-01, valeur = "30000.00" }]
"#;

const AIDE: &str = r#"
id = "aide"
titre = "Aide"
resume = "Une aide."
statut = "en_vigueur"
objet = "personne"
nature = "decision"
decideur = "la commission"
demarche = { ou = "en ligne", quoi = "déposer la demande", fiabilite = "secondaire" }
verifie_le = 2026-07-23
date_effet = "entree"
en_vigueur = { du = 2020-01-01, au = 2029-12-31 }
apres = "inconnu"
sources = [{ id = "loi" }]

[[doutes]]
question = "L'âge compte-t-il ?"
porte_sur = ["condition:majeur"]

[[doutes]]
question = "Quel plafond ?"
porte_sur = ["parametre:plafond"]

[[doutes]]
question = "Existe-t-elle encore ?"
porte_sur = ["existence"]

[[doutes]]
question = "Combien ?"
porte_sur = ["droit:somme"]

[[doutes]]
question = "Et pour les plus âgés ?"
si = "age >= age_minimum + age_minimum"
porte_sur = ["condition:majeur"]

[[conditions]]
id = "majeur"
titre = "Avoir au moins {age_minimum} ans"
si = "age >= age_minimum"

[[conditions]]
id = "ressources"
titre = "Gagner peu"
si = "revenu <= plafond"

[[droits]]
id = "somme"
titre = "Somme"
role = "benefice"
principal = true
type = "montant"
unite = "EUR/an"
valeur = "montant"

[[droits]]
id = "anciennete"
titre = "Âge"
role = "information"
type = "entier"
valeur = "age"
"#;

const SUITE: &str = r#"
id = "suite"
titre = "Suite"
resume = "Pour qui a l'aide."
statut = "en_vigueur"
objet = "personne"
nature = "aide"
demarche = { fiabilite = "a_confirmer" }
verifie_le = 2026-07-23
sources = [{ id = "loi" }]

[[conditions]]
id = "avoir_aide"
titre = "Avoir l'aide"
si = "dispositif.aide.eligible"
"#;

fn engine(aide: &str) -> Engine {
    let files = [
        ("pack.toml", PACK),
        ("sources.toml", SOURCES),
        ("vocabulaire.toml", VOCABULARY),
        ("parametres/p.toml", PARAMETERS),
        ("dispositifs/t/aide.toml", aide),
        ("dispositifs/t/suite.toml", SUITE),
    ];
    let files = files.map(|(path, text)| InputFile::new(path, text)).to_vec();
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::from_compact(&plan.to_compact().unwrap()).unwrap()
}

fn answer(dossier: &str) -> Answer {
    let engine = engine(AIDE);
    let dossier = read_dossier(&engine, dossier).unwrap_or_else(|findings| panic!("{findings}"));
    engine.evaluate(&dossier, day("2026-11-28")).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn told(answer: &Answer) -> Json {
    let whole: Json = serde_json::from_str(&decision_json(answer)).unwrap();
    whole["decisions"]["aide"].clone()
}

fn suite(answer: &Answer) -> Json {
    let whole: Json = serde_json::from_str(&decision_json(answer)).unwrap();
    whole["decisions"]["suite"].clone()
}

fn questions(decision: &Json) -> Vec<&str> {
    let doubts = decision["doutes"].as_array().unwrap();
    doubts
        .iter()
        .map(|doubt| doubt["question"].as_str().unwrap())
        .collect()
}

const ALL: [&str; 4] = [
    "L'âge compte-t-il ?",
    "Quel plafond ?",
    "Existe-t-elle encore ?",
    "Combien ?",
];

#[test]
fn an_eligible_person_reads_every_doubt_the_next_step_and_what_is_due() {
    let told = told(&answer(
        r#"{"age": 20, "revenu": "20000", "entree": "2026-08-31"}"#,
    ));
    assert_eq!(told["verdict"], "eligible");
    assert_eq!(told["nature"], "decision");
    assert_eq!(told["decideur"], "la commission");
    assert_eq!(
        told["demarche"],
        json!({
            "ou": "en ligne", "quoi": "déposer la demande", "quand": null, "pieces": null, "lien": null, "source": null,
            "fiabilite": "secondaire"
        })
    );
    assert_eq!(questions(&told), ALL);
    assert_eq!(told["droits"], json!({"somme": "1454.00", "anciennete": 20}));
    assert_eq!(told["bornes"], json!({}));
    assert_eq!(told["conditions"][0]["titre"], "Avoir au moins 18 ans");
}

#[test]
fn a_value_is_old_from_its_renewal_and_a_rule_after_its_months() {
    let perimes = |entry: &str| {
        let dossier = format!(r#"{{"age": 20, "revenu": "20000", "entree": "{entry}"}}"#);
        told(&answer(&dossier))["perimes"].clone()
    };
    let montant = json!({
        "id": "montant", "titre": "Montant de l'année", "verifie_le": "2026-07-23", "attendu_le": "2026-09-01"
    });
    let old = |id: &str, titre: &str| json!({"id": id, "titre": titre, "verifie_le": "2026-07-23", "attendu_le": null});
    // A value that another has followed is known for good.
    assert_eq!(perimes("2025-08-31"), json!([]));
    assert_eq!(perimes("2026-08-31"), json!([]));
    assert_eq!(perimes("2026-09-01"), json!([montant]));
    assert_eq!(perimes("2027-07-23"), json!([montant]));
    assert_eq!(
        perimes("2027-07-24"),
        json!([
            old("aide", "Aide"),
            old("age_minimum", "Âge minimum"),
            montant,
            old("plafond", "Plafond")
        ])
    );
}

#[test]
fn an_undetermined_decision_bounds_every_droit_and_promises_none() {
    let told = told(&answer(r#"{"age": 20, "entree": "2026-08-31"}"#));
    assert_eq!(told["verdict"], "indetermine");
    assert_eq!(told["droits"], json!({}));
    assert_eq!(
        told["bornes"],
        json!({"somme": ["1454.00", "1454.00"], "anciennete": [20, 20]})
    );
    assert_eq!(questions(&told), ALL);
}

#[test]
fn a_refusal_is_sure_when_one_failing_condition_is() {
    // Both failing conditions are doubted: the second through the ceiling that it reads.
    let both = told(&answer(
        r#"{"age": 17, "revenu": "40000", "entree": "2026-08-31"}"#,
    ));
    assert_eq!(questions(&both), ["L'âge compte-t-il ?", "Quel plafond ?"]);
    assert_eq!((&both["droits"], &both["bornes"]), (&json!({}), &json!({})));

    let engine = engine(&AIDE.replace("porte_sur = [\"parametre:plafond\"]", "porte_sur = [\"periode\"]"));
    let dossier = read_dossier(
        &engine,
        r#"{"age": 17, "revenu": "40000", "entree": "2026-08-31"}"#,
    )
    .unwrap();
    let one = told(&engine.evaluate(&dossier, day("2026-11-28")).unwrap());
    assert_eq!(questions(&one), Vec::<&str>::new());
}

#[test]
fn out_of_its_period_only_its_existence_is_doubted() {
    let told = told(&answer(
        r#"{"age": 20, "revenu": "20000", "entree": "2030-01-01"}"#,
    ));
    assert_eq!(told["verdict"], "hors_periode");
    assert_eq!(questions(&told), ["Existe-t-elle encore ?"]);
}

#[test]
fn a_supposition_gives_the_droits_of_a_refusal_and_says_so() {
    let engine = engine(AIDE);
    let dossier = read_dossier(
        &engine,
        r#"{"age": 17, "revenu": "40000", "entree": "2026-08-31"}"#,
    )
    .unwrap();
    let answer = engine
        .suppose(&dossier, day("2026-11-28"), Selection::InForce, false)
        .unwrap();
    let whole: Json = serde_json::from_str(&decision_json(&answer)).unwrap();
    assert_eq!(whole["recu"]["si_eligible"], true);
    let told = &whole["decisions"]["aide"];
    assert_eq!(told["verdict"], "non_eligible");
    assert_eq!(told["droits"], json!({"somme": "1454.00", "anciennete": 17}));
    // Nothing that a refused person does not know would help them.
    assert_eq!(told["manquants"], json!([]));
    assert!(answer.decision("aide").unwrap().is_supposed());
    assert_eq!(answer.decision("aide").unwrap().droit("somme"), None);
}

#[test]
fn a_text_whose_version_has_ended_is_a_doubt_by_itself() {
    let engine = engine(&AIDE.replace("sources = [{ id = \"loi\" }]", "sources = [{ id = \"article\" }]"));
    let on = |entry: &str| {
        let dossier = format!(r#"{{"age": 20, "revenu": "20000", "entree": "{entry}"}}"#);
        let dossier = read_dossier(&engine, &dossier).unwrap();
        let told = told(&engine.evaluate(&dossier, day("2026-11-28")).unwrap());
        told["doutes"].as_array().unwrap().last().cloned().unwrap()
    };
    assert_eq!(on("2026-12-31")["question"], "Combien ?");
    assert_eq!(
        on("2027-01-01"),
        json!({
            "question": "« L'article » change le 1er\u{a0}janvier\u{a0}2027, et sa nouvelle version n'a pas été lue : que dit-elle ?",
            "porte_sur": ["source:article"]
        })
    );
}

#[test]
fn a_doubt_is_shown_to_those_whom_it_may_concern() {
    let shown = |dossier: &str| {
        let told = told(&answer(dossier));
        questions(&told).contains(&"Et pour les plus âgés ?")
    };
    assert!(!shown(
        r#"{"age": 35, "revenu": "20000", "entree": "2026-08-31"}"#
    ));
    assert!(shown(r#"{"age": 36, "revenu": "20000", "entree": "2026-08-31"}"#));
    assert!(shown(r#"{"revenu": "20000", "entree": "2026-08-31"}"#));
    // Nobody of seventeen is among them: the refusal rests on what concerns them.
    assert!(!shown(
        r#"{"age": 17, "revenu": "20000", "entree": "2026-08-31"}"#
    ));
}

#[test]
fn a_refusal_that_reads_another_is_as_doubtful_as_that_one() {
    let doubtful = suite(&answer(
        r#"{"age": 17, "revenu": "40000", "entree": "2026-08-31"}"#,
    ));
    assert_eq!(doubtful["verdict"], "non_eligible");
    assert_eq!(questions(&doubtful), ["L'âge compte-t-il ?", "Quel plafond ?"]);
    assert_eq!(
        doubtful["doutes"][0]["porte_sur"],
        json!(["condition:avoir_aide"])
    );
    let over = suite(&answer(
        r#"{"age": 20, "revenu": "20000", "entree": "2030-01-01"}"#,
    ));
    assert_eq!(questions(&over), ["Existe-t-elle encore ?"]);
    let engine = engine(&AIDE.replace("porte_sur = [\"parametre:plafond\"]", "porte_sur = [\"periode\"]"));
    let dossier = read_dossier(
        &engine,
        r#"{"age": 17, "revenu": "40000", "entree": "2026-08-31"}"#,
    )
    .unwrap();
    let sure = suite(&engine.evaluate(&dossier, day("2026-11-28")).unwrap());
    assert_eq!(
        (&sure["verdict"], questions(&sure).len()),
        (&json!("non_eligible"), 0)
    );
}
