//! The ways to be paid during a course, compared.

use proptest::prelude::*;

use super::{COURSE, PARAMETERS, day, dossier, every, head, small_pack, versement};
use crate::{
    decimal::Decimal,
    evaluate::{Engine, Selection},
    pack::InputFile,
    plan::from_files,
    schedule::Incomes,
};

const MONTHLY: &str = "montant = \"au_depart\"\nunite = \"EUR/mois\"";
const DAILY: &str = "montant = \"par_jour\"\nunite = \"EUR/jour\"";

/// A dispositif that pays so, and excludes others.
fn paying(id: &str, amount: &str, excluded: &[&str]) -> (String, String) {
    let text = head(id).replace(
        "sources =",
        &format!("incompatible_avec = {excluded:?}\nsources ="),
    );
    (id.to_owned(), text + &versement("v", amount))
}

fn engine(dispositifs: &[(String, String)]) -> Engine {
    let mut files = small_pack(COURSE, "", PARAMETERS);
    files.pop();
    for (id, text) in dispositifs {
        files.push(InputFile::new(format!("dispositifs/t/{id}.toml"), text.clone()));
    }
    Engine::new(from_files(files).unwrap().0)
}

fn incomes(engine: &Engine, entry: &str, end: &str) -> Incomes {
    engine
        .incomes(
            &dossier(engine, entry, end),
            day("2024-09-02"),
            Selection::InForce,
        )
        .unwrap()
}

/// « a c 1234.00 -12.00 » for each way; « ? » for what is not known.
fn told(incomes: &Incomes) -> Vec<String> {
    let plan = incomes.schedule.plan();
    incomes
        .sequences
        .iter()
        .map(|sequence| {
            let ids: Vec<&str> = sequence
                .schedule
                .dispositifs
                .iter()
                .map(|position| plan.dispositif(*position).unwrap().id.as_str())
                .collect();
            let gap = sequence.gap.map_or("?".to_owned(), |gap| gap.to_string());
            format!("{} {} {gap}", ids.join(" "), sequence.total())
        })
        .collect()
}

fn months_make_the_whole(incomes: &Incomes) {
    for sequence in &incomes.sequences {
        let months: Decimal = sequence.months.iter().map(|month| month.total).sum();
        assert_eq!(months, sequence.total());
        let lines = sequence.months.iter().flat_map(|month| &month.lines);
        assert_eq!(lines.map(|line| line.total).sum::<Decimal>(), sequence.total());
        let first = sequence.months.first().unwrap().days.from;
        assert_eq!(Some(first), incomes.schedule.course.map(|course| course.from));
        for pair in sequence.months.windows(2) {
            assert_eq!(pair[0].days.until, pair[1].days.from);
            assert_eq!(pair[0].first().add_months(1), pair[1].first());
        }
    }
}

#[test]
fn what_excludes_each_other_is_compared_over_the_same_days() {
    let engine = engine(&[
        paying("a", MONTHLY, &["b"]),
        paying("b", DAILY, &[]),
        paying("c", MONTHLY, &[]),
    ]);
    // Three whole months: 300 euros each, or 10 a day for 91 days.
    let found = incomes(&engine, "2024-09-01", "2024-11-30");
    assert_eq!(told(&found), ["b c 1210.00 0.00", "a c 600.00 610.00"]);
    assert!(found.is_settled() && found.open.is_empty() && found.omitted == 0);
    let totals: Vec<String> = found.sequences[0]
        .months
        .iter()
        .map(|month| month.total.to_string())
        .collect();
    assert_eq!(totals, ["400.00", "410.00", "400.00"]);
    months_make_the_whole(&found);
}

#[test]
fn what_is_paid_in_the_place_of_another_is_one_way_and_not_two() {
    let instead = format!("{MONTHLY}\na_la_place_de = [\"b\"]");
    let engine = engine(&[
        paying("a", &instead, &[]),
        paying("b", DAILY, &["c"]),
        paying("c", DAILY, &[]),
    ]);
    // What `b` would pay is not paid, and is no reason to lose `c`.
    let found = incomes(&engine, "2024-09-01", "2024-09-30");
    assert_eq!(told(&found), ["a c 400.00 0.00"]);
}

#[test]
fn what_pays_nothing_on_any_day_keeps_nobody_from_an_income() {
    let never = format!("{DAILY}\nsi = \"date_reference < entree\"");
    let engine = engine(&[paying("a", &never, &["b"]), paying("b", MONTHLY, &[])]);
    let found = incomes(&engine, "2024-09-01", "2024-09-30");
    assert_eq!(told(&found), ["b 100.00 0.00"]);
}

#[test]
fn an_amount_that_is_not_known_is_never_taken_for_nothing() {
    let engine = engine(&[
        paying("a", "montant = \"salaire\"\nunite = \"EUR/mois\"", &["b"]),
        paying("b", MONTHLY, &[]),
        paying("c", "si = \"seul\"", &["b"]),
    ]);
    let found = incomes(&engine, "2024-09-01", "2024-09-30");
    // « c » pays, and no text says how much; what « a » pays depends on a salary.
    assert_eq!(told(&found), ["b 100.00 0.00", "a c 0.00 ?"]);
    assert!(!found.is_settled());
    let facts: Vec<&str> = found
        .schedule
        .facts(&found.open[0].missing)
        .map(|fact| fact.name.as_str())
        .collect();
    assert_eq!(facts, ["salaire"]);
    assert!(found.sequences[1].months.iter().all(|month| !month.complete));
}

#[test]
fn a_dispositif_that_is_not_decided_is_open() {
    let engine = engine(&[paying("a", MONTHLY, &["b"]), paying("b", DAILY, &[])]);
    let unknown = engine
        .dossier()
        .set("entree", "2024-09-01")
        .and_then(|dossier| dossier.set("fin", "2024-09-30"))
        .unwrap();
    let found = engine
        .incomes(&unknown, day("2024-09-02"), Selection::InForce)
        .unwrap();
    assert!(found.sequences.is_empty() && found.best().is_none());
    let open: Vec<u16> = found.open.iter().map(|open| open.dispositif).collect();
    assert_eq!(open, [0, 1]);
    // Without the days of the course nothing is laid out.
    let found = engine
        .incomes(&engine.dossier(), day("2024-09-02"), Selection::InForce)
        .unwrap();
    assert!(found.sequences.is_empty() && found.open.len() == 2);
}

#[test]
fn those_that_give_the_most_are_kept_and_the_others_are_counted() {
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let all: Vec<(String, String)> = ids
        .iter()
        .enumerate()
        .map(|(position, id)| {
            let others: Vec<&str> = ids.iter().copied().filter(|other| other != id).collect();
            let sum = vec!["au_depart"; position + 1].join(" + ");
            let amount = format!("montant = \"{sum}\"\nunite = \"EUR/mois\"");
            paying(id, &amount, &others)
        })
        .collect();
    let found = incomes(&engine(&all), "2024-09-01", "2024-09-30");
    let told = told(&found);
    assert_eq!(told.first().unwrap(), "j 1000.00 0.00");
    assert_eq!(told.last().unwrap(), "c 300.00 700.00");
    assert_eq!((told.len(), found.omitted, found.more), (8, 2, false));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The months make the whole, whatever is paid and however it changes; and one way alone is what the schedule says.
    #[test]
    fn the_months_make_the_whole(start in 0_i64..2_500, length in 0_i64..800, rights in -100_i64..900, salary in 0_i64..400) {
        let engine = every();
        let entry = day("2020-01-01").add_days(start);
        let mut known = dossier(&engine, &entry.to_string(), &entry.add_days(length).to_string());
        known.insert("droits", entry.add_days(rights).into()).unwrap();
        known.insert("salaire", salary.into()).unwrap();
        let found = engine.incomes(&known, day("2024-09-02"), Selection::InForce).unwrap();
        prop_assert_eq!(found.sequences.len(), 1);
        months_make_the_whole(&found);
        prop_assert!(found.schedule.segments == found.sequences[0].schedule.segments);
        let alone = engine.schedule(&known, day("2024-09-02"), Selection::InForce).unwrap();
        prop_assert!(alone.segments == found.schedule.segments && alone.totals == found.schedule.totals);
    }
}
