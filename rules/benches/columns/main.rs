//! Many dossiers at once, beside loops written by hand for the same rule.
//!
//! `cargo bench -p bareme-pays-de-la-loire --bench columns`; `make bench` prints the ratios.

mod by_hand;
mod population;

use bareme::{
    Selection,
    columns::{Batch, ColumnAnswer, ColumnEvaluator},
};
use bareme_pays_de_la_loire::engine;
use divan::{Bencher, black_box, counter::ItemsCount};
use population::{Population, date};

fn main() {
    same_answers();
    divan::main();
}

/// What is compared in speed must first agree.
fn same_answers() {
    let population = Population::new(10_000, 0);
    let by_hand = by_hand::whole_rule(&population);
    let columns = population.columns();
    let answer = engine()
        .evaluate_columns(&population.batch(&columns), date(), BURSARY)
        .expect("values of the vocabulary");
    let bursary = &answer.dispositifs[0];
    assert!(bursary.verdicts == by_hand.verdicts, "verdicts differ");
    assert!(
        bursary.first_failing == by_hand.first_failing,
        "first failing conditions differ"
    );
    for row in 0..population.rows {
        let due = by_hand.verdicts[row] == 0;
        let droits: Vec<Option<i64>> = bursary.droits.iter().map(|droit| droit.get(row)).collect();
        let expected = [
            i64::from(by_hand.points[row]),
            i64::from(by_hand.echelons[row]),
            i64::from(by_hand.yearly[row]),
            i64::from(by_hand.monthly[row]),
        ];
        assert_eq!(droits, expected.map(|value| due.then_some(value)), "row {row}");
    }
}

const ROWS: &[usize] = &[10_000, 1_000_000];
const BURSARY: Selection<'_> = Selection::Named(&["bourse_regionale"]);

/// Bursaries, trainee pay, regional financing and Transitions Pro.
const FOUR_DOMAINS: Selection<'_> = Selection::Named(&[
    "bourse_regionale",
    "bourse_plancher_2008",
    "remboursement_cvec",
    "remuneration_publique_stage",
    "majoration_regionale_remuneration",
    "indemnites_transport_hebergement",
    "aref",
    "remuneration_fin_formation",
    "projet_transition_professionnelle",
    "transitions_pro_aide_soignant",
    "transitions_pro_infirmier",
    "financement_regional_formation",
]);

fn evaluate(bencher: Bencher<'_, '_>, rows: usize, missing: u64, selection: Selection<'_>) {
    let population = Population::new(rows, missing);
    let columns = population.columns();
    let batch = population.batch(&columns);
    let mut evaluator: ColumnEvaluator = engine()
        .columns(date(), selection)
        .expect("dispositifs of the pack");
    bencher.counter(ItemsCount::new(rows)).bench_local(|| {
        evaluator
            .evaluate(black_box(&batch))
            .expect("values of the vocabulary")
    });
}

/// Two columns in, échelon and amount out: the least that a bursary can cost.
#[divan::bench(args = ROWS)]
fn by_hand_two_columns(bencher: Bencher<'_, '_>, rows: usize) {
    let population = Population::new(rows, 0);
    let points = population.points();
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| by_hand::two_columns(black_box(&points), black_box(&population.income)));
}

/// The thirteen facts of the bursary in, its verdict and four droits out.
#[divan::bench(args = ROWS)]
fn by_hand_whole_rule(bencher: Bencher<'_, '_>, rows: usize) {
    let population = Population::new(rows, 0);
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(|| by_hand::whole_rule(black_box(&population)));
}

#[divan::bench(args = ROWS)]
fn bursary(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 0, BURSARY);
}

#[divan::bench(args = ROWS)]
fn bursary_missing_20(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 20, BURSARY);
}

#[divan::bench(args = ROWS)]
fn four_domains(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 0, FOUR_DOMAINS);
}

#[divan::bench(args = ROWS)]
fn four_domains_missing_20(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 20, FOUR_DOMAINS);
}

#[divan::bench(args = ROWS)]
fn whole_pack(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 0, Selection::InForce);
}

#[divan::bench(args = ROWS)]
fn whole_pack_missing_20(bencher: Bencher<'_, '_>, rows: usize) {
    evaluate(bencher, rows, 20, Selection::InForce);
}

/// As `whole_pack`, on one thread and on two, in pieces that go to whichever is free, each summed where it was decided.
fn on_threads(bencher: Bencher<'_, '_>, rows: usize, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    let population = Population::new(rows, 0);
    let columns = population.columns();
    let batch = population.batch(&columns);
    let mut evaluator = engine()
        .columns(date(), Selection::InForce)
        .expect("dispositifs of the pack");
    bencher.counter(ItemsCount::new(rows)).bench_local(|| {
        let eligible = |answer: &ColumnAnswer| -> u64 {
            let each = answer.dispositifs.iter();
            each.map(|dispositif| dispositif.counts.eligible).sum()
        };
        pool.install(|| evaluator.map_parallel(black_box(&batch), eligible))
            .expect("values of the vocabulary")
    });
}

#[divan::bench(args = [1_000_000])]
fn whole_pack_one_thread(bencher: Bencher<'_, '_>, rows: usize) {
    on_threads(bencher, rows, 1);
}

#[divan::bench(args = [1_000_000])]
fn whole_pack_two_threads(bencher: Bencher<'_, '_>, rows: usize) {
    on_threads(bencher, rows, 2);
}

/// How many rows `bareme batch` decides at once.
const PIECE: usize = 16_384;

/// The bursary piece by piece in the same memory, as `bareme batch` does: the length of the table should not matter.
#[divan::bench(args = [10_000, 100_000, 1_000_000, 10_000_000])]
fn bursary_by_pieces(bencher: Bencher<'_, '_>, rows: usize) {
    let population = Population::of_the_bursary(rows);
    let mut evaluator = engine()
        .columns(date(), BURSARY)
        .expect("a dispositif of the pack");
    let mut answer = ColumnAnswer::default();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| {
        for start in (0..rows).step_by(PIECE) {
            let count = PIECE.min(rows - start);
            let columns = population.some_columns(start, count);
            let batch = Batch {
                rows: count,
                columns: black_box(&columns),
            };
            evaluator
                .evaluate_into(&batch, &mut answer)
                .expect("values of the vocabulary");
        }
    });
}
