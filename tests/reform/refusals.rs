//! What is wrong with a reform is told at once, each with its place; and which engines take none.

use bareme::{
    Code, Engine, Findings,
    catalogue::Status,
    reform::{Reform, apply},
};
use bareme_pays_de_la_loire::engine;

use super::{SINCE, answer, reform};

fn findings(reform: &Reform) -> Findings {
    match engine().with_reform(reform) {
        Ok(_) => panic!("the reform is accepted"),
        Err(findings) => findings,
    }
}

#[test]
fn three_faults_are_told_at_once_each_with_its_place() {
    let reform = Reform::from_toml(
        "reforme.toml",
        "nom    = \"Essai\"\ndepuis = 2026-09-01\n\n[changements]\nbourse_plafond = \"× 1.05\"\nrps_26_ou_plus = \"× beaucoup\"\nbourse_regionale.conditions.age = \"agee >= age_minimum_bourse\"\n",
    );
    let told = findings(&reform);
    let list: Vec<(Code, String)> = told
        .list
        .iter()
        .map(|one| (one.code, one.place.to_string()))
        .collect();
    assert_eq!(
        list,
        [
            (Code::UnknownReference, "reforme.toml:5:1".to_owned()),
            (Code::InvalidValue, "reforme.toml:6:18".to_owned()),
            (Code::UnknownName, "reforme.toml:7:36".to_owned()),
        ],
        "{told}"
    );
    assert_eq!(told.list[0].suggestion.as_deref(), Some("bourse_plafonds"));
    assert_eq!(told.list[2].suggestion.as_deref(), Some("age"));
}

#[test]
fn what_makes_no_pack_is_refused_where_it_is_written() {
    for (path, value, code) in [
        // Ranks that are not in order any more.
        ("bourse_plafonds[points=0, echelon=1]", "1", Code::RanksUnordered),
        ("bourse_plafonds[points=99]", "× 2", Code::CellMissing),
        ("bourse_plafonds[charge=1]", "× 2", Code::UnknownReference),
        ("indemnites_distance", "10.00", Code::AmbiguousName),
        (
            "bourse_regionale.conditions.agee",
            "age >= 12",
            Code::UnknownReference,
        ),
        ("bourse_plafonds[points=3|99]", "× 2", Code::CellMissing),
        ("bourse_plafonds[points=20..30]", "× 2", Code::CellMissing),
        (
            "bourse_regionale.droits.montant_annuel",
            "supprimer",
            Code::UnknownName,
        ),
        ("rps_26_ou_plus", "neuf cents", Code::InvalidValue),
    ] {
        let told = findings(&reform("Essai").change(path, value));
        assert_eq!(told.list[0].code, code, "{path}: {told}");
        let place = told.list[0].place.to_string();
        assert!(place.starts_with("reforme.toml:5:"), "{path}: {place}");
    }
    let told = findings(&Reform::from_toml(
        "r.toml",
        "depuis = 2026-09-01\nchangement = 1\n",
    ));
    let codes: Vec<Code> = told.list.iter().map(|one| one.code).collect();
    assert_eq!(codes.len(), 3, "{told}");
}

#[test]
fn what_is_changed_twice_is_refused_in_whichever_spelling() {
    let told = findings(&Reform::from_toml(
        "r.toml",
        "nom = \"Essai\"\ndepuis = 2026-09-01\n\n[changements]\nrps_26_ou_plus = \"900\"\n\" rps_26_ou_plus\" = \"901\"\n\
bourse_regionale.conditions.age = \"age >= 16\"\n\"bourse_regionale.conditions.age\" = \"age >= 17\"\n\
\"bourse_plafonds[points=0..2]\" = \"× 2\"\n\"bourse_plafonds[points=2]\" = \"× 3\"\n",
    ));
    let list: Vec<(Code, String)> = told
        .list
        .iter()
        .map(|one| (one.code, one.place.to_string()))
        .collect();
    let twice = |place: &str| (Code::DuplicateId, place.to_owned());
    assert_eq!(
        list,
        [twice("r.toml:6:1"), twice("r.toml:8:1"), twice("r.toml:10:1")],
        "{told}"
    );
}

#[test]
fn a_cell_that_is_not_there_is_told_with_the_nearest() {
    // The rows of the file: 0, 16, 51 and 251 km.
    let told = findings(&reform("Essai").change("indemnites_distance.hebergement[distance=60]", "× 2"));
    assert_eq!(told.list[0].code, Code::CellMissing);
    let help = told.list[0].help.as_deref().unwrap();
    assert!(help.contains("`51` et `251`"), "{help}");
}

#[test]
fn a_compact_form_keeps_the_reform_and_an_engine_without_files_says_so() {
    let law = engine();
    let (reformed, warnings) = apply(law, &reform("Essai").change("bourse_plafonds", "× 1.05")).unwrap();
    assert_eq!(warnings.list, []);
    let bytes = reformed.to_compact().unwrap();
    let back = Engine::from_compact(&bytes).unwrap();
    assert_eq!(back.plan(), reformed.plan());
    let again = answer(&back, "36840", SINCE);
    assert_eq!(
        again.decision("bourse_regionale").unwrap().status(),
        Status::Hypothesis
    );
    for engine in [
        &back,
        &reformed,
        &Engine::from_compact(bareme_pays_de_la_loire::PACK).unwrap(),
    ] {
        let refused = engine.with_reform(&reform("Encore").change("bourse_plafonds", "× 1.05"));
        assert_eq!(refused.unwrap_err().list.len(), 1);
    }
}
