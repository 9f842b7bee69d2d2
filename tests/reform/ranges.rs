//! Between what a reform changes for a dossier of which facts are missing: whatever they are, the engine finds nothing outside.

use bareme::{
    Dossier, Engine, Selection, Verdict,
    analysis::compare::{Piece, Population},
    columns::{Batch, Column, Values},
    reform::Reform,
    vocabulary::Kind,
};
use bareme_pays_de_la_loire::engine;

use super::{SINCE, day, reform, student};

const INCOME: &str = "revenu_brut_global";
const SIBLINGS: &str = "autres_enfants_superieur";
const DISTANCE: &str = "distance_domicile_formation_km";

/// The yearly bursary, in cents: 0 to who has no right to it.
fn due(engine: &Engine, dossier: &Dossier) -> i64 {
    let only = Selection::Named(&["bourse_regionale"]);
    let answer = engine.evaluate_selected(dossier, day(SINCE), only).unwrap();
    let decision = answer.decision("bourse_regionale").unwrap();
    if decision.verdict() != Verdict::Eligible {
        return 0;
    }
    let amount = decision.droit("montant_annuel").unwrap().to_string();
    amount.replace('.', "").parse().unwrap()
}

enum Cell {
    Truth([bool; 1]),
    Number([i64; 1]),
    Choice([u8; 1]),
}

/// Between what and what the yearly bursary of a dossier changes, in cents, and whether one dossier of the table was left without a change.
fn range(reformed: &Engine, dossier: &Dossier) -> (i128, i128, u64) {
    let cells: Vec<(String, Cell)> = dossier
        .stated()
        .map(|(fact, value)| {
            let cell = match fact.declared.kind {
                Kind::Boolean => Cell::Truth([value.lo != 0]),
                Kind::Choice(_) => Cell::Choice([u8::try_from(value.mask().trailing_zeros()).unwrap()]),
                Kind::Number { .. } | Kind::Date => Cell::Number([value.lo]),
            };
            (fact.name.clone(), cell)
        })
        .collect();
    let columns: Vec<Column<'_>> = cells
        .iter()
        .map(|(name, cell)| Column {
            fact: name,
            values: match cell {
                Cell::Truth(one) => Values::Booleans(one),
                Cell::Number(one) => Values::Wide(one),
                Cell::Choice(one) => Values::Codes(one),
            },
            known: None,
        })
        .collect();
    let batch = Batch {
        rows: 1,
        columns: &columns,
    };
    let mut population = Population::new(engine(), reformed, day(SINCE));
    let (mut before, mut after) = population.evaluators().unwrap();
    population.add(Piece {
        before: (&batch, &before.evaluate(&batch).unwrap()),
        after: (&batch, &after.evaluate(&batch).unwrap()),
        rows: &[0],
        lines: &[1],
        groups: None,
    });
    let tally = population
        .tallies()
        .iter()
        .find(|one| one.counts.pair.id() == "bourse_regionale")
        .unwrap();
    let amount = tally
        .measured
        .iter()
        .position(|one| one.droit == "montant_annuel")
        .unwrap();
    let cost = tally.all.costs[amount];
    (cost.low, cost.high, tally.all.unmoved)
}

/// What a dossier may be once the facts that are missing are known: around each ceiling, and between.
fn completed(engine: &Engine, missing: &[&str]) -> Vec<Dossier> {
    let incomes: Vec<String> = if missing.contains(&INCOME) {
        (0..70)
            .flat_map(|step| [step * 997, step * 997 + 500])
            .map(|income| income.to_string())
            .collect()
    } else {
        vec!["25043".to_owned()]
    };
    let of = |name: &str, values: [i64; 3], usual: i64| {
        if missing.contains(&name) {
            values.to_vec()
        } else {
            vec![usual]
        }
    };
    let mut all = Vec::new();
    for income in &incomes {
        for siblings in of(SIBLINGS, [0, 1, 5], 0) {
            for distance in of(DISTANCE, [0, 40, 900], 10) {
                let dossier = student(engine, income)
                    .set(SIBLINGS, siblings)
                    .and_then(|one| one.set(DISTANCE, distance));
                all.push(dossier.unwrap());
            }
        }
    }
    all
}

#[test]
fn whatever_the_missing_facts_are_the_change_is_within_its_range() {
    let reforms = [
        reform("Plafonds relevés").change("bourse_plafonds", "× 1.05"),
        reform("Plafonds baissés").change("bourse_plafonds", "× 0.9"),
        reform("Montants relevés").change("bourse_montants", "× 1.1"),
        reform("Montant entier").change(
            "bourse_regionale.droits.montant_annuel",
            "montant_de_l_annee + 100",
        ),
        reform("Plus âgées").change("bourse_regionale.conditions.age", "age >= 21"),
    ];
    for reform in reforms {
        let reformed = engine().with_reform(&reform).unwrap();
        let missing = [INCOME, SIBLINGS, DISTANCE];
        let mut dossier = student(engine(), "25043");
        for name in missing {
            dossier.remove(name);
        }
        let (low, high, _) = range(&reformed, &dossier);
        let found: Vec<i128> = completed(engine(), &missing)
            .iter()
            .zip(completed(&reformed, &missing))
            .map(|(old, new)| i128::from(due(&reformed, &new) - due(engine(), old)))
            .collect();
        let (least, most) = (*found.iter().min().unwrap(), *found.iter().max().unwrap());
        assert!(
            low <= least && most <= high,
            "{reform:?}: {least} to {most} is not within {low} to {high}"
        );
    }
}

#[test]
fn a_range_is_of_the_change_and_not_of_the_amounts() {
    let range_of = |reform: &Reform, missing: &[&str]| {
        let reformed = engine().with_reform(reform).unwrap();
        let mut dossier = student(engine(), "25043");
        for name in missing {
            dossier.remove(name);
        }
        range(&reformed, &dossier)
    };
    // Ceilings 5 % higher: nobody loses, and who gains most had nothing: the bursary of échelon 0bis, 1 454 €.
    let raised = reform("Plafonds relevés").change("bourse_plafonds", "× 1.05");
    assert_eq!(range_of(&raised, &[INCOME]), (0, 145_400, 0));
    // A ceiling of 5 points and more is of nobody who is known to have none.
    let others = reform("Familles").change("bourse_plafonds[points=5..17]", "× 1.05");
    assert_eq!(range_of(&others, &[INCOME]), (0, 0, 1));
}
