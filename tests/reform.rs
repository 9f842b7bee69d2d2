//! A reform of the rules of the region: what it gives, worked by hand from the ceilings of 2025-26; what it leaves as it was; what is wrong with one.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

#[path = "reform/lines.rs"]
mod lines;
#[path = "reform/ranges.rs"]
mod ranges;
#[path = "reform/refusals.rs"]
mod refusals;

use bareme::{
    Answer, Dossier, Engine, Verdict,
    catalogue::{Plan, Reliability, Status},
    reform::Reform,
    wire,
};
use bareme_pays_de_la_loire::engine;
use serde_json::Value as Json;

const SINCE: &str = "2026-09-01";

fn day(text: &str) -> bareme::Day {
    text.parse().unwrap()
}

fn reform(name: &str) -> Reform {
    Reform::new(name, day(SINCE))
}

/// Someone of no charge, who studies in a school that the Region authorises.
fn student(engine: &Engine, income: &str) -> Dossier {
    engine
        .dossier()
        .set("statut", "poursuite_scolarite")
        .and_then(|one| one.set("age", 20))
        .and_then(|one| one.set("formation_autorisee_region", true))
        .and_then(|one| one.set("indemnise_are", false))
        .and_then(|one| one.set("remunere_par_region", false))
        .and_then(|one| one.set("boursier_crous", false))
        .and_then(|one| one.set("heures_activite_hebdo", 0))
        .and_then(|one| one.set("distance_domicile_formation_km", 10))
        .and_then(|one| one.set("autres_enfants_a_charge", 0))
        .and_then(|one| one.set("autres_enfants_superieur", 0))
        .and_then(|one| one.set("handicap_cdaph", false))
        .and_then(|one| one.set("aidant", false))
        .and_then(|one| one.set("revenu_brut_global", income))
        .unwrap()
}

fn answer(engine: &Engine, income: &str, date: &str) -> Answer {
    engine.evaluate(&student(engine, income), day(date)).unwrap()
}

/// The verdict and the yearly amount of the bursary.
fn bursary(engine: &Engine, income: &str, date: &str) -> (Verdict, Option<String>) {
    let answer = answer(engine, income, date);
    let decision = answer.decision("bourse_regionale").unwrap();
    let amount = decision.droit("montant_annuel").map(|amount| amount.to_string());
    (decision.verdict(), amount)
}

fn of(verdict: Verdict, amount: &str) -> (Verdict, Option<String>) {
    (
        verdict,
        Some(amount.to_owned()).filter(|amount| !amount.is_empty()),
    )
}

#[test]
fn ceilings_five_percent_higher_give_what_the_order_times_the_coefficient_gives() {
    let reformed = engine()
        .with_reform(&reform("Plafonds relevés").change("bourse_plafonds", "× 1.05"))
        .unwrap();
    // 2025-26, no point: échelon 0bis up to 35 086 €, 1 up to 23 850 €, 2 up to 19 281 €, 5 up to 12 667 €, 6 up to 7 992 €.
    // Times 1,05: 36 840,3 → 36 840; 25 042,5 → 25 043; 20 245,05 → 20 245; 13 300,35 → 13 300; 8 391,6 → 8 392.
    use Verdict::{Eligible, NotEligible};
    for (income, before, after) in [
        ("25043", of(Eligible, "1454.00"), of(Eligible, "2163.00")),
        ("25043.01", of(Eligible, "1454.00"), of(Eligible, "1454.00")),
        ("36840", of(NotEligible, ""), of(Eligible, "1454.00")),
        ("36840.01", of(NotEligible, ""), of(NotEligible, "")),
        ("20245", of(Eligible, "2163.00"), of(Eligible, "3071.00")),
        ("10000", of(Eligible, "5212.00"), of(Eligible, "5212.00")),
        ("8392", of(Eligible, "5212.00"), of(Eligible, "5506.00")),
    ] {
        assert_eq!(bursary(engine(), income, SINCE), before, "{income} before");
        assert_eq!(bursary(&reformed, income, SINCE), after, "{income} after");
        // The day before, the law.
        assert_eq!(
            bursary(&reformed, income, "2026-08-31"),
            bursary(engine(), income, "2026-08-31")
        );
    }
}

/// The canonical answer without what names the pack.
fn said(answer: &Answer) -> Json {
    let mut json: Json = serde_json::from_str(&wire::decision_json(answer)).unwrap();
    let object = json.as_object_mut().unwrap();
    assert!(object.remove("pack").is_some());
    // The receipt covers the pack too.
    assert!(object.remove("recu").is_some());
    json
}

#[test]
fn before_its_first_day_every_answer_is_word_for_word_that_of_the_law() {
    let reformed = engine()
        .with_reform(
            &reform("Tout")
                .change("bourse_plafonds", "× 1.05")
                .change("age_minimum_bourse", "14")
                .change("bourse_regionale.conditions.hors_emploi", "supprimée")
                .change(
                    "bourse_regionale.droits.montant_annuel",
                    "montant_de_l_annee + montant_de_l_annee",
                ),
        )
        .unwrap();
    // The courses of these dossiers start on that day: a day that is not known may be one of the reform.
    let of = |engine: &Engine, income: &str, date: &str| {
        let dossier = student(engine, income)
            .set("date_entree_formation", date)
            .unwrap();
        said(&engine.evaluate(&dossier, day(date)).unwrap())
    };
    for date in ["2026-08-31", "2026-07-24", "2024-09-02", "2019-08-31"] {
        for income in ["20000", "36840"] {
            let (law, new) = (of(engine(), income, date), of(&reformed, income, date));
            for (id, before) in law["decisions"].as_object().unwrap() {
                assert_eq!(decided(&new, id), before, "{id}, {income} on {date}");
            }
            assert_eq!(new, law, "{income} on {date}");
        }
    }
}

fn decided<'a>(json: &'a Json, id: &str) -> &'a Json {
    &json["decisions"][id]
}

#[test]
fn what_a_reform_reaches_is_a_hypothesis_and_names_it_and_nothing_else_changes() {
    let reformed = engine()
        .with_reform(&reform("Plafonds relevés").change("bourse_plafonds", "× 1.05"))
        .unwrap();
    let (law, new) = (
        answer(engine(), "20245", SINCE),
        answer(&reformed, "20245", SINCE),
    );
    let touched = new.decision("bourse_regionale").unwrap();
    assert_eq!(touched.status(), Status::Hypothesis);
    assert_eq!(touched.reliability(), Reliability::ToConfirm);
    assert!(
        touched
            .doubts()
            .any(|doubt| doubt.question.contains("« Plafonds relevés »")
                && doubt.concerns == ["source:reforme"])
    );
    let (law, new) = (said(&law), said(&new));
    assert_eq!(decided(&law, "bourse_regionale")["statut"], "en_vigueur");
    assert_eq!(decided(&new, "bourse_regionale")["statut"], "hypothese");
    // Who reads the bursary is reached too; everyone else is decided as before, word for word.
    let reached: Vec<&str> = reached(reformed.plan());
    assert!(reached.contains(&"bourse_regionale"));
    let mut others = 0;
    for (id, before) in law["decisions"].as_object().unwrap() {
        if !reached.contains(&id.as_str()) {
            assert_eq!(decided(&new, id), before, "{id}");
            others += 1;
        }
    }
    assert!(others > 40, "{others}");
}

fn reached(plan: &Plan) -> Vec<&str> {
    let reform = plan.reform.as_ref().unwrap();
    let ids = reform.reached.iter();
    ids.map(|one| plan.dispositifs[usize::from(one.dispositif)].id.as_str())
        .collect()
}

#[test]
fn every_value_that_changed_has_the_reform_for_its_source() {
    let reformed = engine()
        .with_reform(
            &reform("Essai")
                .by("Observatoire")
                .change("rps_26_ou_plus", "900.00")
                .change("bourse_plafonds[points=3]", "30000"),
        )
        .unwrap();
    let plan = reformed.plan();
    let source = &plan.sources[usize::from(plan.reform.as_ref().unwrap().source)];
    assert_eq!(
        source.title,
        "Réforme « Essai », de Observatoire : une hypothèse à partir du 1er\u{a0}septembre\u{a0}2026, qu'aucun texte n'établit"
    );
    let series = plan
        .parameters
        .iter()
        .find(|one| one.name == "rps_26_ou_plus")
        .unwrap();
    let points: Vec<_> = series
        .points
        .iter()
        .filter(|point| point.from >= day(SINCE))
        .collect();
    assert!(!points.is_empty());
    for point in points {
        assert_eq!(point.value.lo, 90_000);
        assert_eq!(plan.sources[usize::from(point.citation.source)].id, "reforme");
        assert_eq!(point.reliability, Reliability::ToConfirm);
    }
    // The law before is the law's.
    let before = series
        .points
        .iter()
        .rfind(|point| point.from < day(SINCE))
        .unwrap();
    assert_ne!(plan.sources[usize::from(before.citation.source)].id, "reforme");
    let (law, header) = (engine().plan(), &plan.header);
    assert_ne!(plan.fingerprint, law.fingerprint);
    assert_eq!(header.id, format!("{}-reforme", law.header.id));
    assert_ne!(header.version, law.header.version);
}

#[test]
fn the_cells_of_some_keys_change_and_no_others() {
    let reformed = engine()
        .with_reform(
            &reform("Essai")
                .change("bourse_plafonds[points=0, echelon=1]", "24000")
                .change("bourse_plafonds[points=1..2, echelon=1|2]", "+ 100"),
        )
        .unwrap();
    let cells = |engine: &Engine| {
        let plan = engine.plan();
        let table = plan
            .tables
            .iter()
            .find(|one| one.name == "bourse_plafonds")
            .unwrap();
        table.periods.last().unwrap().cells[0].clone()
    };
    let (law, new) = (cells(engine()), cells(&reformed));
    let changed: Vec<(i64, i64)> = law
        .iter()
        .zip(&new)
        .filter(|(before, after)| before != after)
        .map(|(before, after)| (*before, *after))
        .collect();
    // The file: 0 point, échelon 1, 23 850; 1 point, 26 500 and 21 423; 2 points, 29 150 and 23 564.
    let mut expected = vec![
        (23_850, 24_000),
        (26_500, 26_600),
        (21_423, 21_523),
        (29_150, 29_250),
        (23_564, 23_664),
    ];
    expected.sort_unstable();
    let mut changed = changed;
    changed.sort_unstable();
    assert_eq!(changed, expected);
}

#[test]
fn a_condition_may_be_another_be_taken_away_or_be_added() {
    let of = |reform: Reform, statut: &str| {
        let reformed = engine().with_reform(&reform).unwrap();
        let dossier = student(&reformed, "10000").set("statut", statut).unwrap();
        let answer = reformed.evaluate(&dossier, day(SINCE)).unwrap();
        let decision = answer.decision("bourse_regionale").unwrap();
        let conditions: Vec<String> = decision
            .conditions()
            .map(|view| view.condition.id.clone())
            .collect();
        (decision.verdict(), decision.status(), conditions)
    };
    // Whoever works is refused by the law, and by no other condition.
    let removed = reform("Ouverte à l'emploi").change("bourse_regionale.conditions.hors_emploi", "supprimée");
    let (verdict, status, conditions) = of(removed, "salarie_prive");
    assert_eq!((verdict, status), (Verdict::Eligible, Status::Hypothesis));
    assert!(!conditions.contains(&"hors_emploi".to_owned()));
    let other = reform("Moins de métiers").change(
        "bourse_regionale.conditions.hors_emploi",
        "statut != poursuite_scolarite",
    );
    assert_eq!(of(other, "poursuite_scolarite").0, Verdict::NotEligible);
    let added = reform("Aînés").change_titled(
        "bourse_regionale.conditions.moins_agee",
        "age < age_limite_bourse_crous",
        "Avoir moins de {age_limite_bourse_crous} ans",
    );
    let (verdict, _, conditions) = of(added, "poursuite_scolarite");
    assert_eq!(verdict, Verdict::Eligible);
    assert!(conditions.contains(&"moins_agee".to_owned()));
}

#[test]
fn a_formula_and_a_variable_change_from_the_first_day_on() {
    let reformed = engine()
        .with_reform(&reform("Double").change(
            "bourse_regionale.variables.montant_de_l_annee",
            "bourse_montants(echelon_obtenu) * (1 + 1)",
        ))
        .unwrap();
    // Échelon 5 of 2025-26: 5 212 €.
    assert_eq!(
        bursary(&reformed, "10000", SINCE),
        of(Verdict::Eligible, "10424.00")
    );
    assert_eq!(
        bursary(&reformed, "10000", "2026-08-31"),
        of(Verdict::Eligible, "5212.00")
    );
    let reformed = engine()
        .with_reform(&reform("Un peu plus").change(
            "bourse_regionale.droits.montant_annuel",
            "montant_de_l_annee + 12 EUR/an",
        ))
        .unwrap();
    assert_eq!(
        bursary(&reformed, "10000", SINCE),
        of(Verdict::Eligible, "5224.00")
    );
}

#[test]
fn a_dispositif_may_end_and_another_begin() {
    let added = r#"
id     = "prime_essai"
titre  = "Prime d'essai"
resume = "Une prime supposée."
statut = "hypothese"
objet  = "personne"
nature = "aide"
verifie_le = 2026-11-30
sources = [{ id = "reforme" }]
valeur_annuelle = "bourse_montants(\"0bis\")"

[demarche]
quoi = "rien encore"
source = { id = "reforme" }
fiabilite = "a_confirmer"

[[conditions]]
id    = "age"
titre = "Avoir au moins {age_minimum_bourse} ans"
si    = "age >= age_minimum_bourse"

[[droits]]
id        = "prime"
titre     = "Prime"
role      = "benefice"
principal = true
type      = "montant"
unite     = "EUR/an"
valeur    = "bourse_montants(\"0bis\")"
"#;
    let reformed = engine()
        .with_reform(
            &reform("Essai")
                .change("bourse_regionale", "supprimé")
                .dispositif(added),
        )
        .unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(bursary(&reformed, "10000", SINCE).0, Verdict::OutOfPeriod);
    assert_eq!(bursary(&reformed, "10000", "2026-08-31").0, Verdict::Eligible);
    let prime = |date: &str| {
        let answer = answer(&reformed, "10000", date);
        let decision = answer.decision("prime_essai").unwrap();
        let amount = decision.droit("prime").map(|amount| amount.to_string());
        (decision.verdict(), amount, decision.status())
    };
    let expected = Some("1454.00".to_owned());
    assert_eq!(prime(SINCE), (Verdict::Eligible, expected, Status::Hypothesis));
    assert_eq!(prime("2026-08-31").0, Verdict::OutOfPeriod);
}

#[test]
fn by_default_what_a_reform_reaches_is_decided_as_the_law_is() {
    let reformed = engine()
        .with_reform(&reform("Essai").change("bourse_plafonds", "× 1.05"))
        .unwrap();
    let asked = |engine: &Engine| {
        let answer = engine.evaluate(&engine.dossier(), day(SINCE)).unwrap();
        answer
            .decisions()
            .map(|one| one.id().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&reformed), asked(engine()));
}
