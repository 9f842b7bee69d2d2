//! Counts over a small table, worked by hand.

use std::sync::Arc;

use bareme::{
    catalogue::{self, Plan},
    error::{Code, Findings, Remedy},
    follow::{Followed, Follower, share, written},
    pack::InputFile,
    wire,
};

const SOURCES: &str = "[loi]\ntitre = \"Une loi\"\nfiabilite = \"texte\"\n";
const VOCABULARY: &str = r#"
[faits.age]
titre = "Âge"
type = "entier"
min = 0
max = 120
[faits.entree]
titre = "Entrée"
type = "date"
[faits.cout]
titre = "Coût"
type = "montant"
unite = "EUR"
min = 0
max = 10000
"#;
const RULE: &str = r#"
id = "aide"
titre = "Aide"
resume = "Une aide."
statut = "en_vigueur"
objet = "personne"
date_effet = "entree"
sources = [{ id = "loi" }]
[[conditions]]
id = "majeur"
titre = "Être majeur"
si = "age >= age_majorite"
[[droits]]
id = "montant"
titre = "Montant"
type = "montant"
unite = "EUR"
valeur = "cout"
[quota]
id = "places"
"#;
const PARAMETERS: &str = r#"
[age_majorite]
titre = "Âge de la majorité"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 18 }]
[places_ouvertes]
titre = "Places"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ depuis = 2024-01-01, jusqu_a = 2024-12-31, valeur = 10 }]
"#;
const QUOTAS: &str = r#"
[places]
titre = "Places"
limite = "places_ouvertes"
groupe = "annee(entree)"
ordre = "reception"
sources = [{ id = "loi" }]
"#;
const REPERES: &str = r#"
[budget]
titre = "Budget"
genre = "enveloppe"
type = "montant"
unite = "EUR"
source = "loi"
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ du = 2024-01-01, au = 2024-12-31, valeur = "1000.00" }]
[part_jeunes]
titre = "Part des jeunes"
genre = "objectif"
type = "taux"
source = "loi"
fiabilite = "texte"
verifie_le = 2024-01-01
valeurs = [{ du = 2024-01-01, au = 2024-12-31, valeur = "0.50" }]
"#;
const INDICATORS: &str = r#"
date = "entree"
[choix.sexe_civil]
femme = "Femme"
homme = "Homme"
[colonnes.sexe]
titre = "Sexe"
type = "choix"
choix = "sexe_civil"
[axes.sexe]
titre = "Sexe"
valeur = "sexe"
[indicateurs.aides]
titre = "Aides"
compte = "dispositif.aide.eligible"
par = ["sexe"]
quota = "places"
source = { id = "loi" }
[indicateurs.depense]
titre = "Dépense"
somme = "dispositif.aide.montant.du"
repere = "budget"
source = { id = "loi" }
[indicateurs.jeunes]
titre = "Jeunes"
compte = "age < age_majorite"
parmi = "dispositif.aide.eligible"
repere = "part_jeunes"
source = { id = "loi" }
"#;

fn pack(reperes: &str, indicators: &str) -> Vec<InputFile> {
    [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        ("sources.toml", SOURCES),
        ("vocabulaire.toml", VOCABULARY),
        ("parametres/p.toml", PARAMETERS),
        ("quotas.toml", QUOTAS),
        ("dispositifs/d/aide.toml", RULE),
        ("reperes.toml", reperes),
        ("indicateurs.toml", indicators),
    ]
    .map(|(path, text)| InputFile::new(path, text))
    .into()
}

fn read(reperes: &str, indicators: &str) -> Result<Arc<Plan>, Findings> {
    catalogue::from_files(pack(reperes, indicators)).map(|(plan, _)| Arc::new(plan))
}

fn essai() -> Arc<Plan> {
    read(REPERES, INDICATORS).unwrap()
}

const NAMES: [&str; 6] = ["ligne", "age", "entree", "sexe", "aide.verdict", "aide.montant"];

fn counted(plan: &Arc<Plan>, year: Option<i32>, rows: &[[&str; 6]]) -> Followed {
    let mut follower = Follower::new(plan, &NAMES, year).unwrap();
    let columns = follower.columns().to_vec();
    for row in rows {
        let cells: Vec<&str> = columns.iter().map(|column| row[*column]).collect();
        follower.add(&cells).unwrap();
    }
    follower.finish()
}

#[test]
fn what_is_not_known_is_counted_apart() {
    let plan = essai();
    let followed = counted(
        &plan,
        Some(2024),
        &[
            ["1", "30", "2024-01-01", "femme", "eligible", "100.00"],
            ["2", "17", "2024-12-31", "homme", "non_eligible", ""],
            ["3", "", "2024-06-01", "", "indetermine", ""],
            ["4", "30", "2024-06-01", "femme", "eligible", ""],
            ["5", "30", "2024-06-01", "femme", "refuse", ""],
            ["6", "40", "2023-12-31", "femme", "eligible", "50.00"],
            ["7", "40", "", "femme", "eligible", "50.00"],
        ],
    );
    assert_eq!(
        (
            followed.rows,
            followed.elsewhere,
            followed.undated,
            followed.refused
        ),
        (7, 1, 1, 1)
    );
    let of = &followed.years[&Some(2024)];
    assert_eq!(of.rows, 5);
    let aides = of.indicators[0].tally;
    assert_eq!(
        (aides.yes, aides.no, aides.unknown, aides.bounds()),
        (2, 1, 2, (2, 4))
    );
    // Row 2 owes nothing; of rows 3, 4 and 5 anything from 0 to 10,000 euros.
    let spent = of.indicators[1].tally;
    assert_eq!((spent.yes, spent.unknown, spent.sum), (2, 3, 10_000));
    assert_eq!((spent.low, spent.high), (10_000, 3_010_000));
    // Nobody of 30 is a minor; row 3 may be one, and row 5, which was refused: what it says of a person is not read.
    let young = of.indicators[2].tally;
    assert_eq!((young.yes, young.no, young.unknown, young.open), (0, 2, 2, 2));
    let groups: Vec<(String, u64, u64)> = of.indicators[0]
        .groups(&plan, &plan.follow.indicators[0])
        .flat_map(|(_, groups)| groups)
        .map(|group| (group.name, group.tally.yes, group.tally.unknown))
        .collect();
    assert_eq!(
        groups,
        [
            ("femme".to_owned(), 2, 0),
            ("homme".to_owned(), 0, 0),
            (String::new(), 0, 2)
        ]
    );
}

#[test]
fn every_year_is_counted_apart_when_none_is_asked_for() {
    let row = |day| ["1", "30", day, "femme", "eligible", "100.00"];
    let followed = counted(&essai(), None, &[row("2023-12-31"), row("2024-01-01"), row("")]);
    let years: Vec<Option<i32>> = followed.years.keys().copied().collect();
    assert_eq!(years, [None, Some(2023), Some(2024)]);
}

#[test]
fn what_was_planned_is_that_of_the_year() {
    let plan = essai();
    let [aides, spent, young] = plan.follow.indicators.as_slice() else {
        panic!("three indicators");
    };
    let value =
        |indicator, year| Followed::planned(&plan, indicator, Some(year)).map(|planned| planned.value);
    assert_eq!(value(aides, 2024), Some(10));
    // The limit is that of 2024 alone.
    assert_eq!((value(aides, 2023), value(aides, 2025)), (None, None));
    assert_eq!((value(spent, 2024), value(spent, 2025)), (Some(100_000), None));
    let planned = Followed::planned(&plan, young, Some(2024)).unwrap();
    assert!(planned.is_share() && !planned.has_rest());
    let planned = Followed::planned(&plan, spent, Some(2024)).unwrap();
    assert_eq!(planned.left(10_000, 2), (90_000, 2));
    assert_eq!(planned.part(10_000, 2), Some(100));
    assert_eq!(planned.part(150_000, 2), Some(1_500));
}

#[test]
fn an_indicator_without_its_column_is_told_and_the_others_are_counted() {
    let plan = essai();
    let names = ["entree", "aide__verdict"];
    let mut follower = Follower::new(&plan, &names, Some(2024)).unwrap();
    follower.add(&["2024-05-01", "eligible"]).unwrap();
    let followed = follower.finish();
    let missed: Vec<(&str, &[String])> = followed
        .not_counted
        .iter()
        .map(|missed| (missed.id.as_str(), missed.missing.as_slice()))
        .collect();
    assert_eq!(
        missed,
        [
            ("sexe", ["sexe".to_owned()].as_slice()),
            ("depense", &["aide.montant".to_owned()]),
            ("jeunes", &["age".to_owned()]),
        ]
    );
    assert_eq!(followed.years[&Some(2024)].indicators[0].tally.yes, 1);
    let added = Remedy::AddColumns {
        facts: vec!["age".to_owned()],
        dispositifs: Vec::new(),
    };
    assert_eq!(followed.not_counted[2].finding().remedy, Some(added));
}

#[test]
fn a_year_needs_the_day_of_each_row() {
    let findings = Follower::new(&essai(), &["aide.verdict"], Some(2024)).unwrap_err();
    assert_eq!(findings.list[0].code, Code::ColumnMissing);
    assert!(Follower::new(&essai(), &["aide.verdict"], None).is_ok());
}

#[test]
fn a_pack_without_indicators_follows_nothing() {
    let mut files = pack(REPERES, INDICATORS);
    files.pop();
    let (plan, _) = catalogue::from_files(files).unwrap();
    let findings = Follower::new(&Arc::new(plan), &NAMES, None).unwrap_err();
    assert_eq!(findings.list[0].code, Code::NothingFollowed);
}

#[test]
fn a_text_that_is_no_value_is_refused_and_the_row_is_not_counted() {
    let plan = essai();
    let mut follower = Follower::new(&plan, &["entree", "aide.verdict"], None).unwrap();
    assert_eq!(
        follower.add(&["2024-05-01", "oui"]).unwrap_err().code,
        Code::CsvInvalid
    );
    assert_eq!(
        follower.add(&["2024-13-01", "eligible"]).unwrap_err().code,
        Code::InvalidDate
    );
    assert_eq!(follower.finish().rows, 0);
}

#[test]
fn indicators_are_checked_as_rules_are() {
    let codes = |indicators: &str| -> Vec<Code> {
        let findings = read(REPERES, indicators).unwrap_err();
        findings.list.iter().map(|finding| finding.code).collect()
    };
    let with = |from: &str, to: &str| INDICATORS.replacen(from, to, 1);
    assert_eq!(
        codes(&with("dispositif.aide.eligible", "dispositif.aides.eligible")),
        [Code::UnknownName]
    );
    assert_eq!(codes(&with("dispositif.aide.eligible", "age")), [Code::WrongKind]);
    assert_eq!(
        codes(&with("age < age_majorite", "age < 18")),
        [Code::LiteralNumber]
    );
    assert_eq!(
        codes(&with("par = [\"sexe\"]", "par = [\"sex\"]")),
        [Code::UnknownReference]
    );
    assert_eq!(
        codes(&with("repere = \"budget\"", "repere = \"part_jeunes\"")),
        [Code::WrongUnit]
    );
    assert_eq!(
        codes(&with("valeur = \"sexe\"", "valeur = \"entree\"")),
        [Code::UnusedFact, Code::WrongKind]
    );
    assert_eq!(
        codes(&with("compte = \"dispositif.aide.eligible\"\n", "")),
        [Code::MissingKey]
    );
    // Each fault is told, not the first alone.
    let two = with("age < age_majorite", "ages < 1").replacen("quota = \"places\"", "quota = \"place\"", 1);
    assert_eq!(codes(&two), [Code::UnknownReference, Code::UnknownName]);
}

#[test]
fn figures_are_dated_sourced_and_never_two_on_one_day() {
    let codes = |reperes: &str| -> Vec<Code> {
        let findings = read(reperes, INDICATORS).unwrap_err();
        findings.list.iter().map(|finding| finding.code).collect()
    };
    let with = |from: &str, to: &str| REPERES.replacen(from, to, 1);
    let twice = "{ du = 2024-12-31, au = 2025-12-31, valeur = \"2.00\" }]";
    assert_eq!(
        codes(&with(
            "valeur = \"1000.00\" }]",
            &format!("valeur = \"1000.00\" }}, {twice}")
        )),
        [Code::PeriodOverlap]
    );
    assert_eq!(codes(&with("source = \"loi\"\n", "")), [Code::MissingSource]);
    assert_eq!(
        codes(&with("genre = \"enveloppe\"", "genre = \"budget\"")),
        [Code::InvalidValue]
    );
    assert_eq!(codes(&with("du = 2024-01-01, ", "")), [Code::MissingKey]);
    assert_eq!(
        codes(&with("type = \"taux\"", "type = \"booleen\"")),
        [Code::InvalidValue]
    );
}

#[test]
fn what_is_followed_identifies_the_pack_and_survives_its_compact_form() {
    let plan = essai();
    let other = read(&REPERES.replace("1000.00", "1000.01"), INDICATORS).unwrap();
    assert_ne!(plan.fingerprint, other.fingerprint);
    let back = Plan::from_compact(&plan.to_compact().unwrap()).unwrap();
    assert_eq!(*plan, back);
}

#[test]
fn numbers_are_written_exactly() {
    assert_eq!(written(-5, 2), "-0.05");
    assert_eq!(written(123_456, 2), "1234.56");
    assert_eq!(written(7, 0), "7");
    assert_eq!(share(1, 3), Some(333));
    assert_eq!(share(1, 0), None);
}

#[test]
fn the_json_has_counts_bounds_and_what_is_left() {
    let plan = essai();
    let followed = counted(
        &plan,
        Some(2024),
        &[["1", "30", "2024-01-01", "femme", "eligible", "100.00"]],
    );
    let json: serde_json::Value = serde_json::from_str(&wire::followed_json(&plan, &followed, &[])).unwrap();
    let spent = &json["annees"][0]["indicateurs"][1];
    assert_eq!(spent["somme"], "100.00");
    assert_eq!(spent["prevu"]["reste"], "900.00");
    assert_eq!(spent["prevu"]["part"], "0.100");
    assert_eq!(json["annees"][0]["indicateurs"][2]["prevu"]["ecart"], "-0.500");
}
