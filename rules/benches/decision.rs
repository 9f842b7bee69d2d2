//! One dossier at a time: reading the pack, deciding with and without the reasons.
//!
//! An answer is dropped inside the measure, as by who decides one dossier after another: what is timed includes giving the memory
//! back, and not the search for fresh memory that thousands of answers kept alive would ask for.
//!
//! `cargo bench -p bareme-pays-de-la-loire --bench decision`

use bareme::{Day, Dossier, Engine, Findings, Selection, analysis::PieceOptions, wire::decision_json};
use bareme_pays_de_la_loire::{PACK, engine};
use divan::{Bencher, black_box};

fn main() {
    same_answer();
    divan::main();
}

/// What is compared in speed must first agree.
fn same_answer() {
    let answer = engine()
        .evaluate_selected(&student(), date(), BURSARY)
        .expect("a dossier of the vocabulary");
    let decision = answer
        .decision("bourse_regionale")
        .expect("the bursary was asked for");
    let droit = |id: &str| {
        let value = decision.droit(id).and_then(|droit| droit.number());
        value.map(|value| value.to_string())
    };
    let (points, _, yearly) = bursary_of(&by_hand()).expect("the bursary is due");
    assert_eq!(droit("points_de_charge"), Some(points.to_string()));
    assert_eq!(
        droit("montant_annuel"),
        Some(format!("{}.{:02}", yearly / 100, yearly % 100))
    );
}

const BURSARY: Selection<'_> = Selection::Named(&["bourse_regionale"]);

fn date() -> Day {
    "2024-09-02".parse().expect("a date of the calendar")
}

/// A nursing student who has the bursary: every fact that it reads is known.
fn student() -> Dossier {
    let dossier = engine().dossier();
    let stated = [
        ("formation_autorisee_region", true),
        ("indemnise_are", false),
        ("remunere_par_region", false),
        ("boursier_crous", false),
        ("handicap_cdaph", false),
        ("aidant", false),
    ];
    let dossier = stated.into_iter().fold(dossier, |dossier, (name, value)| {
        dossier.set(name, value).expect("a boolean fact of the pack")
    });
    let stated = [
        ("age", 20),
        ("heures_activite_hebdo", 8),
        ("distance_domicile_formation_km", 64),
        ("autres_enfants_superieur", 1),
        ("autres_enfants_a_charge", 1),
        ("revenu_brut_global", 21_480),
    ];
    stated
        .into_iter()
        .fold(dossier, |dossier, (name, value)| {
            dossier.set(name, value).expect("a number of the pack")
        })
        .set("statut", "poursuite_scolarite")
        .expect("a choice of the pack")
}

#[divan::bench(sample_size = 200)]
fn read_the_pack_back(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Engine::from_compact(black_box(PACK)));
}

/// The facts of the bursary as an engineer would declare them for this rule alone.
struct Student {
    authorised: bool,
    unemployment_benefit: bool,
    trainee_pay: bool,
    crous: bool,
    disability: bool,
    carer: bool,
    at_school: bool,
    age: i32,
    hours: i32,
    distance: i32,
    siblings_in_higher_education: i32,
    other_siblings: i32,
    /// In cents.
    income: i32,
}

fn by_hand() -> Student {
    Student {
        authorised: true,
        unemployment_benefit: false,
        trainee_pay: false,
        crous: false,
        disability: false,
        carer: false,
        at_school: true,
        age: 20,
        hours: 80,
        distance: 64,
        siblings_in_higher_education: 1,
        other_siblings: 1,
        income: 2_148_000,
    }
}

/// Points, échelon and yearly amount in cents, when the bursary is due: the rule of 2024 with its numbers in the code. Of the
/// eighteen lines of ceilings it has that of seven points, the only one that this student reads.
fn bursary_of(student: &Student) -> Option<(i32, usize, i32)> {
    const CEILINGS: [i32; 8] = [
        212_000, 1_421_500, 2_251_400, 2_635_200, 3_027_400, 3_428_000, 4_241_100, 6_236_000,
    ];
    const AMOUNTS: [i32; 8] = [
        633_500, 550_600, 521_200, 458_700, 382_800, 307_100, 216_300, 145_400,
    ];
    let distance = match student.distance {
        0..30 => 0,
        30..250 => 1,
        250..3_500 => 2,
        3_500..13_000 => 3,
        _ => 4,
    };
    let family = 4 * student.siblings_in_higher_education + 2 * student.other_siblings;
    let situation = if student.disability { 4 } else { 0 } + if student.carer { 4 } else { 0 };
    let points = (distance + family + situation).min(17);
    let rank = CEILINGS.iter().position(|ceiling| student.income <= *ceiling);
    let due = student.authorised
        && student.age >= 15
        && student.at_school
        && !student.unemployment_benefit
        && !student.trainee_pay
        && !student.crous
        && student.hours <= 150;
    rank.filter(|_| due).map(|rank| (points, rank, AMOUNTS[rank]))
}

/// The least that a decision can cost: no unknown fact, no condition by name, no reason.
#[divan::bench(sample_size = 10_000)]
fn bursary_by_hand(bencher: Bencher<'_, '_>) {
    let student = by_hand();
    bencher.bench(|| bursary_of(black_box(&student)));
}

#[divan::bench(sample_size = 200)]
fn bursary(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    bencher.bench(|| {
        drop(black_box(engine().evaluate_selected(
            black_box(&dossier),
            date,
            BURSARY,
        )));
    });
}

/// Every ceiling of the bursary, proved.
#[divan::bench(sample_size = 20)]
fn pieces_of_the_bursary_on_income(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    let options = PieceOptions {
        selection: BURSARY,
        ..PieceOptions::default()
    };
    bencher.bench(|| {
        drop(black_box(engine().pieces(
            black_box(&dossier),
            "revenu_brut_global",
            date,
            &options,
        )));
    });
}

#[divan::bench(sample_size = 200)]
fn bursary_with_its_reasons(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    bencher.bench(|| drop(black_box(engine().explain(black_box(&dossier), date, BURSARY))));
}

/// As it is sent: the reasons written out, with their texts and sources.
#[divan::bench(sample_size = 200)]
fn bursary_with_its_reasons_as_json(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    bencher.bench(|| {
        let answer = engine().explain(black_box(&dossier), date, BURSARY)?;
        Ok::<_, Findings>(decision_json(&answer))
    });
}

#[divan::bench(sample_size = 200)]
fn bursary_of_an_empty_dossier(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (engine().dossier(), date());
    bencher.bench(|| {
        drop(black_box(engine().evaluate_selected(
            black_box(&dossier),
            date,
            BURSARY,
        )));
    });
}

#[divan::bench(sample_size = 200)]
fn whole_pack(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    bencher.bench(|| drop(black_box(engine().evaluate(black_box(&dossier), date))));
}

#[divan::bench(sample_size = 200)]
fn whole_pack_with_its_reasons(bencher: Bencher<'_, '_>) {
    let (dossier, date) = (student(), date());
    bencher.bench(|| {
        drop(black_box(engine().explain(
            black_box(&dossier),
            date,
            Selection::InForce,
        )));
    });
}
