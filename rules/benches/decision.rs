//! One dossier at a time: reading the pack, deciding with and without the reasons.
//!
//! An answer is dropped inside the measure, as by who decides one dossier after another: what is timed includes giving the memory
//! back, and not the search for fresh memory that thousands of answers kept alive would ask for.
//!
//! `cargo bench -p bareme-pays-de-la-loire --bench decision`

use bareme::{Day, Dossier, Engine, Findings, Selection, wire::decision_json};
use bareme_pays_de_la_loire::{PACK, engine};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
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
