//! How facts are asked for: gates, intervals, what a person does not know.

use bareme::{
    Day, Engine, Selection, Verdict,
    catalogue::{Plan, from_files},
    pack::InputFile,
    wire,
};

const PACK: &str = "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n";
const SOURCES: &str = "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n";

const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée"
type  = "date"
theme = "projet"

[faits.contrat]
titre = "Contrat"
type  = "choix"
choix = "contrat"
theme = "situation"

[faits.heures]
titre        = "Heures au contrat"
type         = "entier"
min          = 0
max          = 60
seulement_si = "contrat != aucun"
hors_objet   = 0

[faits.annees]
titre        = "Années depuis le dernier contrat"
type         = "entier"
min          = 0
max          = 99
seulement_si = "contrat = aucun"
hors_objet   = 99

[faits.public]
titre        = "Employeur public"
type         = "booleen"
seulement_si = "contrat != aucun"
hors_objet   = false
connu_de     = "employeur"

[faits.majeur]
titre     = "Majorité"
type      = "booleen"
deduit_de = "age >= majorite"
jour      = "entree"

[faits.age]
titre = "Âge"
type  = "entier"
unite = "an"
min   = 0
max   = 120

[choix.contrat]
aucun = "Aucun"
cdi   = "CDI"
cdd   = "CDD"
"#;

const PARAMETERS: &str = r#"
[heures_partielles]
titre = "Temps partiel"
type  = "entier"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = 30 }]

[majorite]
titre = "Majorité"
type  = "entier"
unite = "an"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = 21 }, { depuis = 1974-07-05, valeur = 18 }]
"#;

const RULES: &str = r#"
id     = "aide"
titre  = "Aide"
resume = "Une aide."
statut = "en_vigueur"
en_vigueur = { du = 1900-01-01 }
objet  = "personne"
sources = [{ id = "loi" }]

[[conditions]]
id    = "temps_partiel"
titre = "Travailler 30 heures au plus, hors du public"
si    = "heures <= heures_partielles et non public"
"#;

const ADULTS: &str = r#"
id     = "adulte"
titre  = "Adulte"
resume = "Une autre."
statut = "en_vigueur"
en_vigueur = { du = 1900-01-01 }
objet  = "personne"
sources = [{ id = "loi" }]

[[conditions]]
id    = "majeur"
titre = "Être majeur"
si    = "majeur"
"#;

fn files(vocabulary: &str) -> Vec<InputFile> {
    vec![
        InputFile::new("pack.toml", PACK),
        InputFile::new("sources.toml", SOURCES),
        InputFile::new("vocabulaire.toml", vocabulary),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new("dispositifs/t/aide.toml", RULES),
        InputFile::new("dispositifs/t/adulte.toml", ADULTS),
    ]
}

fn engine() -> Engine {
    let (plan, _) = from_files(files(VOCABULARY)).unwrap_or_else(|findings| panic!("{findings:?}"));
    // What a compact form brings back is proved again.
    Engine::new(Plan::from_compact(&plan.to_compact().unwrap()).unwrap())
}

fn day() -> Day {
    "2026-01-01".parse().unwrap()
}

/// The verdict of a dispositif and what is missing, or the codes and places of what is refused.
fn decided(id: &str, json: &str) -> Result<(Verdict, Vec<String>), Vec<String>> {
    let engine = engine();
    let told = |findings: bareme::Findings| -> Vec<String> {
        let told = findings
            .list
            .iter()
            .map(|finding| format!("{} {}", finding.code, finding.place));
        told.collect()
    };
    let dossier = wire::read_dossier(&engine, json).map_err(told)?;
    let answer = engine
        .evaluate_selected(&dossier, day(), Selection::InForce)
        .map_err(told)?;
    let decision = answer.decision(id).unwrap();
    Ok((
        decision.verdict(),
        decision.missing().map(|fact| fact.name.clone()).collect(),
    ))
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_fact_whose_gate_is_false_is_what_the_pack_says() {
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun"}"#),
        Ok((Verdict::Eligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": 0, "public": false}"#),
        Ok((Verdict::Eligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": 12}"#),
        Err(names(&["incoherence /heures"]))
    );
}

#[test]
fn a_fact_whose_gate_is_true_is_asked() {
    assert_eq!(
        decided("aide", r#"{"contrat": "cdi"}"#),
        Ok((Verdict::Undetermined, names(&["heures", "public"])))
    );
}

#[test]
fn while_the_gate_is_unknown_what_is_stated_stands_as_without_a_gate() {
    assert_eq!(
        decided("aide", "{}"),
        Ok((Verdict::Undetermined, names(&["contrat", "heures", "public"])))
    );
    assert_eq!(
        decided("aide", r#"{"heures": 31}"#),
        Ok((Verdict::NotEligible, vec![]))
    );
    assert_eq!(
        decided("aide", r#"{"heures": 20, "public": false}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn a_deduction_reads_the_law_of_the_day_that_it_names() {
    let adult = |entry: &str| {
        decided("adulte", &format!(r#"{{"age": 19, "entree": "{entry}"}}"#))
            .unwrap()
            .0
    };
    assert_eq!(adult("1974-07-04"), Verdict::NotEligible);
    assert_eq!(adult("1974-07-05"), Verdict::Eligible);
    // Whatever the day, 21 was enough.
    assert_eq!(
        decided("adulte", r#"{"age": 21}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn an_interval_settles_what_every_value_in_it_settles() {
    let aid = |json: &str| decided("aide", json).unwrap().0;
    assert_eq!(aid(r#"{"heures": {"min": 31}}"#), Verdict::NotEligible);
    assert_eq!(
        aid(r#"{"heures": {"min": 30}, "public": false}"#),
        Verdict::Undetermined
    );
    assert_eq!(
        aid(r#"{"heures": {"max": 30}, "public": false}"#),
        Verdict::Eligible
    );
    assert_eq!(
        aid(r#"{"contrat": {"parmi": ["cdi", "cdd"]}, "heures": 3, "public": false}"#),
        Verdict::Eligible
    );
    // What is left of a choice may make a question without object.
    assert_eq!(aid(r#"{"contrat": {"parmi": ["aucun"]}}"#), Verdict::Eligible);
}

#[test]
fn an_interval_against_what_follows_is_refused() {
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": {"min": 1}}"#),
        Err(names(&["incoherence /heures"]))
    );
    assert_eq!(
        decided("aide", r#"{"contrat": "aucun", "heures": {"max": 12}}"#),
        Ok((Verdict::Eligible, vec![]))
    );
}

#[test]
fn an_interval_that_is_none_is_refused() {
    for (json, expected) in [
        (r#"{"heures": {}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": null}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": 12, "max": 11}}"#, "valeur_invalide /heures"),
        (r#"{"heures": {"min": 61}}"#, "hors_bornes /heures"),
        (r#"{"heures": {"parmi": [1]}}"#, "type_invalide /heures"),
        (r#"{"heures": {"min": {"min": 1}}}"#, "type_invalide /heures"),
        (r#"{"public": {"min": false}}"#, "type_invalide /public"),
        (r#"{"contrat": {"parmi": []}}"#, "type_invalide /contrat"),
        (
            r#"{"contrat": {"parmi": ["cdi", "cde"]}}"#,
            "choix_inconnu /contrat",
        ),
        (r#"{"contrat": {"min": "cdi"}}"#, "type_invalide /contrat"),
    ] {
        assert_eq!(decided("aide", json), Err(names(&[expected])), "{json}");
    }
}

#[test]
fn what_a_person_does_not_know_changes_no_verdict_and_is_kept() {
    let engine = engine();
    let json = r#"{"heures":{"max":12},"ne_sait_pas":["contrat","public"]}"#;
    let dossier = wire::read_dossier(&engine, json).unwrap();
    assert_eq!(serde_json::to_string(&dossier).unwrap(), json);
    let answer = engine.evaluate(&dossier, day()).unwrap();
    let decision = answer.decision("aide").unwrap();
    assert_eq!(decision.verdict(), Verdict::Undetermined);
    assert!(
        wire::verify(&engine, &wire::decision_json(&answer))
            .unwrap()
            .same_bytes
    );
    // To state it takes it back.
    let known = dossier.set("public", false).unwrap();
    assert_eq!(known.skipped().count(), 1);
    for (json, expected) in [
        (r#"{"ne_sait_pas": ["heure"]}"#, "fait_inconnu /heure"),
        (r#"{"ne_sait_pas": "heures"}"#, "type_invalide /ne_sait_pas"),
        (
            r#"{"ne_sait_pas": ["heures"], "heures": 3}"#,
            "fait_en_double /heures",
        ),
    ] {
        assert_eq!(decided("aide", json), Err(names(&[expected])), "{json}");
    }
}

/// What is told of the vocabulary with one fact more.
fn refused(fact: &str) -> Vec<String> {
    let vocabulary = VOCABULARY.replace("[choix.contrat]", &format!("{fact}\n[choix.contrat]"));
    match from_files(files(&vocabulary)) {
        Ok((_, findings)) | Err(findings) => findings
            .list
            .iter()
            .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect(),
    }
}

#[test]
fn what_is_said_of_a_fact_rests_on_other_facts_and_on_no_circle() {
    let fact = |rest: &str| format!("[faits.f]\ntitre = \"F\"\ntype = \"booleen\"\n{rest}\n");
    let supposed = |value: &str| fact(&format!("suppose = {{ valeur = \"{value}\", phrase = \"P.\" }}"));
    assert_eq!(refused(&supposed("age >= 1 an")), [""; 0]);
    assert_eq!(
        refused(&supposed("age >= majorite")),
        ["valeur_invalide `suppose` lit un paramètre"]
    );
    assert_eq!(
        refused(&supposed("dispositif.aide.eligible")),
        ["valeur_invalide `suppose` lit un dispositif"]
    );
    assert_eq!(
        refused(&fact(
            "seulement_si = \"entree > date_reference\"\nhors_objet = false"
        )),
        [
            "valeur_invalide `deduit_de` lit la date de la décision",
            "valeur_invalide `seulement_si` lit la date de la décision"
        ]
    );
    let two = format!(
        "{}[faits.g]\ntitre = \"G\"\ntype = \"booleen\"\nsuppose = {{ valeur = \"non f\", phrase = \"P.\" }}\n",
        supposed("non g")
    );
    assert_eq!(
        refused(&two),
        [
            "cycle ce qui se dit de `f` dépend de sa propre valeur",
            "cycle ce qui se dit de `g` dépend de sa propre valeur"
        ]
    );
}

#[test]
fn an_outcome_is_that_of_a_dispositif_that_does_not_read_it() {
    let outcome = |of: &str, kind: &str| format!("[faits.f]\ntitre = \"F\"\n{kind}\nissue_de = \"{of}\"\n");
    let truth = "type = \"booleen\"";
    assert_eq!(refused(&outcome("aide", truth)), [""; 0]);
    assert_eq!(
        refused(&outcome("aides", truth)),
        ["reference_inconnue aucun dispositif ne s'appelle `aides`"]
    );
    assert_eq!(
        refused(&outcome("aide", "type = \"date\"")),
        ["valeur_invalide l'issue d'un dispositif est vraie ou fausse : ce fait ne l'est pas"]
    );
    let circle = VOCABULARY.replace("connu_de     = \"employeur\"", "");
    let circle = circle.replace(
        "seulement_si = \"contrat != aucun\"\nhors_objet   = false",
        "issue_de = \"aide\"",
    );
    let findings = from_files(files(&circle)).unwrap_err();
    let told: Vec<&str> = findings
        .list
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(told, ["ce qui se dit de `public` dépend de sa propre valeur"]);
}

#[test]
fn a_gate_says_what_the_fact_is_without_object() {
    let fact = |kind: &str, rest: &str| format!("[faits.f]\ntitre = \"F\"\n{kind}\n{rest}\n");
    let gate = "seulement_si = \"contrat != aucun\"";
    assert_eq!(
        refused(&fact("type = \"booleen\"", gate)),
        ["cle_manquante le fait `f` n'a pas de clé `hors_objet`"]
    );
    assert_eq!(
        refused(&fact("type = \"booleen\"", "hors_objet = false")),
        ["valeur_invalide `hors_objet` sans `seulement_si`"]
    );
    assert_eq!(
        refused(&fact(
            "type = \"entier\"\nmin = 1\nmax = 9",
            &format!("{gate}\nhors_objet = 0")
        )),
        ["valeur_invalide `hors_objet` sort des bornes du fait"]
    );
    assert_eq!(
        refused(&fact(
            "type = \"date\"",
            &format!("{gate}\nhors_objet = 2020-01-01")
        )),
        ["valeur_invalide une date n'a pas de valeur quand sa question est sans objet"]
    );
}
