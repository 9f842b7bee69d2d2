//! What is decided under reserve, and what is asked.

use bareme::{
    Day, Engine, Selection, Verdict,
    catalogue::{Plan, from_files},
    pack::InputFile,
    wire,
};
use serde_json::{Value as Json, json};

const VOCABULARY: &str = r#"
[faits.contrat]
titre    = "Contrat"
question = "Quel est votre contrat ?"
type     = "choix"
choix    = "contrat"
theme    = "situation"

[faits.heures]
titre        = "Heures au contrat"
question     = "Combien d'heures dit votre contrat ?"
type         = "entier"
min          = 0
max          = 60
theme        = "projet"
seulement_si = "contrat != aucun"
hors_objet   = 0

[faits.diplome]
titre    = "Diplôme"
question = "Quel diplôme préparez-vous ?"
type     = "choix"
choix    = "diplome"
theme    = "projet"

[faits.autorise]
titre    = "Institut autorisé"
question = "L'institut est-il autorisé ?"
type     = "booleen"
theme    = "formation"
connu_de = "organisme"
suppose  = { valeur = "si diplome = soin alors vrai sinon autorise", phrase = "L'institut est autorisé." }

[faits.place]
titre    = "Place payée"
question = "Votre place est-elle payée par la Région ?"
type     = "booleen"
theme    = "formation"
suppose  = { valeur = "si autorise alors vrai sinon place", phrase = "Votre place est payée par la Région." }

[faits.paye]
titre    = "Payé par la Région"
question = "La Région vous paie-t-elle ?"
type     = "booleen"
issue_de = "salaire"

[faits.revenu]
titre    = "Revenu"
question = "Quel est votre revenu ?"
type     = "montant"
unite    = "EUR/an"
min      = 0
max      = "99999.99"
theme    = "ressources"

[choix.contrat]
aucun = "Aucun"
cdi   = "CDI"

[choix.diplome]
soin  = "Soin"
autre = "Autre"

[[coherences]]
id = "revenu_et_place"
titre = "Qui a tant de revenus paie sa place"
si = "non place ou revenu <= plafond"
gravite = "avertissement"
"#;

const PARAMETERS: &str = r#"
[plafond]
titre = "Plafond"
type  = "montant"
unite = "EUR/an"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = "20000.00" }]

[temps_plein]
titre = "Temps plein"
type  = "entier"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = 35 }]

[montant_bourse]
titre = "Bourse"
type  = "montant"
unite = "EUR/an"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = "1000.00" }]
"#;

fn dispositif(id: &str, excluded: &str, conditions: &str, amount: &str) -> InputFile {
    let text = format!(
        r#"
id     = "{id}"
titre  = "{id}"
resume = "Une aide."
statut = "en_vigueur"
en_vigueur = {{ du = 1900-01-01 }}
objet  = "personne"
nature = "aide"
verifie_le = 2026-01-01
valeur_annuelle = "valeur"
demarche = {{ quoi = "Demandez-la.", fiabilite = "texte" }}
sources = [{{ id = "loi" }}]
incompatible_avec = ["{excluded}"]
{conditions}
[[droits]]
id     = "montant"
titre  = "Montant"
type   = "montant"
unite  = "EUR/an"
role   = "benefice"
principal = true
valeur = "valeur"

[variables.valeur]
titre  = "Valeur"
valeur = "{amount}"
"#
    );
    InputFile::new(format!("dispositifs/t/{id}.toml"), text)
}

fn condition(id: &str, test: &str) -> String {
    format!("[[conditions]]\nid = \"{id}\"\ntitre = \"{id}\"\nsi = \"{test}\"\n")
}

fn engine() -> Engine {
    let bursary = condition("autorise", "autorise") + &condition("paye", "non paye");
    let wage = condition("place", "place") + &condition("temps", "heures >= temps_plein ou contrat = aucun");
    let files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\nformat = 2\nfraicheur_mois = 12\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("parametres/p.toml", PARAMETERS),
        dispositif(
            "bourse",
            "salaire",
            &bursary,
            "max(0 EUR/an, montant_bourse - revenu)",
        ),
        dispositif("salaire", "bourse", &wage, "montant_bourse"),
    ];
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{findings:?}"));
    Engine::new(Plan::from_compact(&plan.to_compact().unwrap()).unwrap())
}

fn day() -> Day {
    "2026-01-01".parse().unwrap()
}

fn decided(engine: &Engine, dossier: &Json) -> Json {
    let dossier = wire::read_dossier(engine, &dossier.to_string()).unwrap();
    let answer = engine.evaluate(&dossier, day()).unwrap();
    let text = wire::decision_json(&answer);
    assert!(wire::verify(engine, &text).unwrap().same_bytes, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The verdict of a dispositif, that under reserve, and what is supposed.
fn told(dossier: &Json, id: &str) -> (String, Option<String>, Vec<String>) {
    let decision = &decided(&engine(), dossier)["decisions"][id];
    let reserve = &decision["sous_reserve"];
    let supposed = reserve["suppositions"].as_array().cloned().unwrap_or_default();
    (
        decision["verdict"].as_str().unwrap().to_owned(),
        reserve["verdict"].as_str().map(str::to_owned),
        supposed
            .iter()
            .map(|one| {
                format!(
                    "{} {}: {}",
                    one["fait"].as_str().unwrap(),
                    one["valeur"],
                    one["phrase"].as_str().unwrap()
                )
            })
            .collect(),
    )
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

const AUTHORISED: &str = "autorise true: L'institut est autorisé.";
const PAID: &str = "place true: Votre place est payée par la Région.";

#[test]
fn what_is_usual_is_supposed_and_changes_no_verdict() {
    let dossier = json!({"diplome": "soin", "contrat": "aucun"});
    assert_eq!(
        told(&dossier, "salaire"),
        (
            "indetermine".to_owned(),
            some("eligible"),
            vec![AUTHORISED.to_owned(), PAID.to_owned()]
        )
    );
    let engine = engine();
    let missing = &decided(&engine, &dossier)["decisions"]["salaire"]["manquants"];
    assert_eq!(missing, &json!(["place"]));
}

#[test]
fn nothing_is_supposed_where_nothing_is_usual() {
    let dossier = json!({"diplome": "autre", "contrat": "aucun"});
    assert_eq!(
        told(&dossier, "salaire"),
        ("indetermine".to_owned(), None, vec![])
    );
}

#[test]
fn what_is_stated_is_not_supposed() {
    let dossier = json!({"diplome": "soin", "contrat": "aucun", "place": false});
    assert_eq!(
        told(&dossier, "salaire"),
        ("non_eligible".to_owned(), None, vec![])
    );
    let dossier = json!({"diplome": "soin", "contrat": "aucun", "place": true});
    assert_eq!(told(&dossier, "salaire"), ("eligible".to_owned(), None, vec![]));
}

#[test]
fn what_contradicts_the_dossier_is_not_supposed() {
    let dossier = json!({"diplome": "soin", "contrat": "aucun", "revenu": "20000.01"});
    assert_eq!(
        told(&dossier, "salaire"),
        ("indetermine".to_owned(), None, vec![])
    );
}

#[test]
fn an_outcome_is_asked_of_nobody_and_both_sides_stand() {
    let dossier = json!({"diplome": "soin", "contrat": "aucun", "revenu": "100.00"});
    let excluded = "paye false: Vous ne demandez pas « salaire », qui ne se cumule pas avec cette aide.";
    assert_eq!(
        told(&dossier, "bourse"),
        (
            "indetermine".to_owned(),
            some("eligible"),
            vec![AUTHORISED.to_owned(), excluded.to_owned()]
        )
    );
    assert_eq!(told(&dossier, "salaire").1, some("eligible"));
    let engine = engine();
    let dossier = wire::read_dossier(&engine, &dossier.to_string()).unwrap();
    let answer = engine.evaluate(&dossier, day()).unwrap();
    let reserve = answer.under_reserve().unwrap();
    // 1 000 € of a wage are worth more than 900 € of a bursary; nothing is compared of what is not settled.
    let best = reserve.best_combination().unwrap();
    assert_eq!(
        (best.dispositifs.as_slice(), best.yearly_value),
        ([1].as_slice(), 100_000)
    );
    assert!(answer.best_combination().is_none());
    let bursary = answer.decision("bourse").unwrap();
    assert_eq!(bursary.verdict(), Verdict::Undetermined);
    let amount = bursary
        .under_reserve()
        .unwrap()
        .droits()
        .next()
        .unwrap()
        .value()
        .unwrap();
    assert_eq!(amount.number().unwrap().to_string(), "900.00");
}

fn asked(dossier: &Json) -> (Vec<String>, usize, Vec<String>) {
    let engine = engine();
    let dossier = wire::read_dossier(&engine, &dossier.to_string()).unwrap();
    let text = wire::questions_json(&engine, &dossier, day(), Selection::InForce).unwrap();
    let interview: Json = serde_json::from_str(&text).unwrap();
    let names = |list: &Json, key: &str| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    (
        names(&interview["questions"], "nom"),
        usize::try_from(interview["restantes"].as_u64().unwrap()).unwrap(),
        names(&interview["suppositions"], "fait"),
    )
}

#[test]
fn what_is_supposed_is_not_asked_and_gates_come_first() {
    let (questions, left, supposed) = asked(&json!({}));
    // Hours wait for a contract; the wage, of which nothing is supposed yet, waits for what tells whether the place is paid: the diploma first, which may say it.
    assert_eq!(questions, ["contrat", "diplome", "autorise", "place", "revenu"]);
    assert!(left <= questions.len());
    assert_eq!(supposed, [""; 0]);
    let (questions, _, supposed) = asked(&json!({"diplome": "soin"}));
    // The bursary is granted under reserve: its amount is sure to be asked for.
    assert_eq!(questions, ["contrat", "revenu"]);
    assert_eq!(supposed, ["autorise", "place"]);
    // Without a contract there are no hours to ask for.
    assert_eq!(
        asked(&json!({"diplome": "soin", "contrat": "aucun"})).0,
        ["revenu"]
    );
    assert_eq!(
        asked(&json!({"diplome": "soin", "contrat": "cdi"})).0,
        ["heures", "revenu"]
    );
}

#[test]
fn what_a_person_does_not_know_is_asked_once() {
    let (questions, ..) = asked(&json!({"diplome": "soin", "ne_sait_pas": ["contrat"]}));
    // Without knowing the contract nobody can grant the wage any more: nothing else is asked about it.
    assert_eq!(questions, ["revenu"]);
    let (questions, left, _) =
        asked(&json!({"diplome": "soin", "ne_sait_pas": ["contrat", "heures", "revenu"]}));
    assert_eq!((questions.as_slice(), left), (&[] as &[String], 0));
}

#[test]
fn ranges_in_which_every_value_decides_the_same_are_told() {
    let engine = engine();
    let ranges = |dossier: Json, name: &str| -> Json {
        let dossier = wire::read_dossier(&engine, &dossier.to_string()).unwrap();
        let text = wire::questions_json(&engine, &dossier, day(), Selection::InForce).unwrap();
        let interview: Json = serde_json::from_str(&text).unwrap();
        let list = interview["questions"].as_array().unwrap().clone();
        list.into_iter().find(|question| question["nom"] == name).unwrap()["coupures"].take()
    };
    let hours = json!([{"de": 0, "a": 34}, {"de": 35, "a": 60}]);
    assert_eq!(ranges(json!({"contrat": "cdi"}), "heures"), hours);
    assert_eq!(
        ranges(json!({"contrat": "cdi", "heures": {"min": 20}}), "heures"),
        json!([{"de": 20, "a": 34}, {"de": 35, "a": 60}])
    );
    // An amount is what an income is taken from: each value counts.
    assert_eq!(ranges(json!({"contrat": "cdi"}), "revenu"), json!([]));
    // In a range nothing more is asked of it.
    for hours in [json!({"max": 34}), json!({"min": 35})] {
        let (questions, ..) = asked(&json!({"contrat": "cdi", "heures": hours}));
        assert!(!questions.contains(&"heures".to_owned()), "{questions:?}");
    }
}

#[test]
fn an_amount_that_is_known_closely_is_not_asked() {
    // Between 952 and 1 000 €: less than a twentieth.
    let close = json!({"diplome": "soin", "contrat": "aucun", "revenu": {"max": "48.00"}});
    assert_eq!(asked(&close).0, [""; 0]);
    // Between 949,99 and 1 000 €.
    let wide = json!({"diplome": "soin", "contrat": "aucun", "revenu": {"max": "50.01"}});
    assert_eq!(asked(&wide).0, ["revenu"]);
}
