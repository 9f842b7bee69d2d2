//! Between what and what a droit is on each row of a table: what is due, and what it would be.
#![cfg(feature = "reader")]

use bareme::{
    Day, Engine, FactValue, Selection,
    catalogue::from_files,
    columns::{Batch, Bitmap, Column, ColumnAnswer, DispositifColumns, DroitBounds, Values},
    pack::InputFile,
};
use proptest::prelude::*;

/// `aide` is given in 2024, by the day on which the course begins, to who is alone: the income less 1,000, a sum of 250 from July on, and
/// the day after the first.
fn engine() -> Engine {
    let file = InputFile::new;
    let files = vec![
        file(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        file(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        file(
            "vocabulaire.toml",
            "[faits.revenu]\ntitre = \"Revenu\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = 9000\n\
             [faits.seul]\ntitre = \"Seul\"\ntype = \"booleen\"\n\
             [faits.debut]\ntitre = \"Début\"\ntype = \"date\"\nmin = 2024-01-10\nmax = 2024-12-20\n",
        ),
        file(
            "parametres/p.toml",
            "[retrait]\ntitre = \"Retrait\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 1000 }]\n\
             [somme]\ntitre = \"Somme\"\ntype = \"montant\"\nunite = \"EUR\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 250 }]\n",
        ),
        file(
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\ndate_effet = \"debut\"\n\
             en_vigueur = { du = 2024-01-01, au = 2024-12-31 }\nsources = [{ id = \"loi\" }]\n\
             [[conditions]]\nid = \"seul\"\ntitre = \"C\"\nsi = \"seul\"\n\
             [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu - retrait\"\n\
             [[droits]]\nid = \"prime\"\ntitre = \"P\"\ntype = \"montant\"\nunite = \"EUR\"\nvaleur = \"somme\"\ndepuis = 2024-07-01\n\
             [[droits]]\nid = \"reprise\"\ntitre = \"J\"\ntype = \"date\"\nvaleur = \"debut + 1 jour\"\n",
        ),
    ];
    Engine::new(
        from_files(files)
            .unwrap_or_else(|findings| panic!("{findings}"))
            .0,
    )
}

fn day(text: &str) -> i64 {
    text.parse::<Day>().unwrap().number().into()
}

/// One row of a table: cents, and days.
#[derive(Debug, Clone, Copy)]
struct Row {
    revenu: Option<i64>,
    seul: Option<bool>,
    debut: Option<i64>,
}

fn mask(known: impl Iterator<Item = bool>) -> Vec<u8> {
    let known: Vec<bool> = known.collect();
    known
        .chunks(8)
        .map(|bits| {
            (0..)
                .zip(bits)
                .fold(0, |byte, (at, bit)| byte | u8::from(*bit) << at)
        })
        .collect()
}

fn decide(engine: &Engine, rows: &[Row], if_eligible: bool) -> ColumnAnswer {
    let amounts: Vec<i64> = rows.iter().map(|row| row.revenu.unwrap_or(0)).collect();
    let truths: Vec<bool> = rows.iter().map(|row| row.seul.unwrap_or(false)).collect();
    let days: Vec<i64> = rows.iter().map(|row| row.debut.unwrap_or(0)).collect();
    let known = [
        mask(rows.iter().map(|row| row.revenu.is_some())),
        mask(rows.iter().map(|row| row.seul.is_some())),
        mask(rows.iter().map(|row| row.debut.is_some())),
    ];
    let bits = |at: usize| Bitmap::new(&known[at], 0, rows.len());
    let column = |fact, values, at| Column {
        fact,
        values,
        known: bits(at),
    };
    let columns = [
        column("revenu", Values::Wide(&amounts), 0),
        column("seul", Values::Booleans(&truths), 1),
        column("debut", Values::Wide(&days), 2),
    ];
    let batch = Batch {
        rows: rows.len(),
        columns: &columns,
    };
    let date = "2024-03-01".parse().unwrap();
    let mut evaluator = engine.columns(date, Selection::InForce).unwrap().with_bounds();
    if if_eligible {
        evaluator = evaluator.with_if_eligible();
    }
    evaluator.evaluate(&batch).unwrap()
}

type Ends = Option<(i64, i64)>;

/// What is due and what would be, of the three droits.
fn ends(of: &DispositifColumns, row: usize) -> ([Ends; 3], [Ends; 3]) {
    (of_each(&of.due, row), of_each(&of.granted, row))
}

fn of_each(list: &[Option<DroitBounds>], row: usize) -> [Ends; 3] {
    [0, 1, 2].map(|droit: usize| list[droit].as_ref().unwrap().get(row))
}

#[test]
fn what_is_due_is_bounds_and_what_would_be_is_beside() {
    let engine = engine();
    let (may, july) = (day("2024-05-02"), day("2024-07-01"));
    let row = |revenu, seul, debut| Row { revenu, seul, debut };
    let (first, last) = (day("2024-01-11"), day("2024-12-21"));
    // In July the sum exists, in May it does not; while the day is not known it may.
    #[rustfmt::skip]
    let expected = [
        (row(Some(400_000), Some(true), Some(july)),
            [Some((300_000, 300_000)), Some((25_000, 25_000)), Some((july + 1, july + 1))],
            [Some((300_000, 300_000)), Some((25_000, 25_000)), Some((july + 1, july + 1))]),
        (row(Some(40_000), Some(true), Some(may)),
            [Some((-60_000, -60_000)), Some((0, 0)), Some((may + 1, may + 1))],
            [Some((-60_000, -60_000)), None, Some((may + 1, may + 1))]),
        (row(Some(40_000), None, Some(july)),
            [Some((-60_000, 0)), Some((0, 25_000)), Some((july + 1, july + 1))],
            [Some((-60_000, -60_000)), Some((25_000, 25_000)), Some((july + 1, july + 1))]),
        (row(None, None, None),
            [Some((-100_000, 800_000)), Some((0, 25_000)), Some((first, last))],
            [Some((-100_000, 800_000)), Some((0, 25_000)), Some((first, last))]),
        (row(None, Some(true), None),
            [Some((-100_000, 800_000)), Some((0, 25_000)), Some((first, last))],
            [Some((-100_000, 800_000)), Some((0, 25_000)), Some((first, last))]),
        (row(Some(400_000), Some(false), Some(july)),
            [Some((0, 0)), Some((0, 0)), None],
            [Some((300_000, 300_000)), Some((25_000, 25_000)), Some((july + 1, july + 1))]),
    ];
    let rows: Vec<Row> = expected.iter().map(|(row, ..)| *row).collect();
    let answer = decide(&engine, &rows, true);
    let aide = &answer.dispositifs[0];
    for (at, (row, due, granted)) in expected.iter().enumerate() {
        assert_eq!(ends(aide, at), (*due, *granted), "{row:?}");
        let settled = granted.map(|ends| ends.filter(|(lo, hi)| lo == hi).map(|(lo, _)| lo));
        let told = [0, 1, 2].map(|droit: usize| aide.if_eligible[droit].get(at));
        assert_eq!(told, settled, "{row:?}");
    }
    // What would be is not computed of the refused unless it is asked for; what is due is the same.
    let answer = decide(&engine, &rows, false);
    let aide = &answer.dispositifs[0];
    assert!(aide.if_eligible.is_empty() && aide.granted.is_empty());
    for (at, (row, due, _)) in expected.iter().enumerate() {
        assert_eq!(of_each(&aide.due, at), *due, "{row:?}");
    }
}

#[test]
fn a_droit_of_its_own_column_is_null_unless_eligible_and_settled() {
    let engine = engine();
    let july = Some(day("2024-07-01"));
    let row = |revenu, seul| Row {
        revenu,
        seul,
        debut: july,
    };
    let rows = [
        row(Some(400_000), Some(true)),
        row(None, Some(true)),
        row(Some(400_000), None),
        row(Some(400_000), Some(false)),
    ];
    for if_eligible in [false, true] {
        let answer = decide(&engine, &rows, if_eligible);
        let amount = &answer.dispositifs[0].droits[0];
        let told = [0, 1, 2, 3].map(|row| amount.get(row));
        assert_eq!(told, [Some(300_000), None, None, None]);
        let missing = [0, 1, 2, 3].map(|row| answer.dispositifs[0].missing.get(row));
        assert_eq!(missing, [false, true, true, false]);
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let one = (
        proptest::option::of(0_i64..=900_000),
        any::<Option<bool>>(),
        proptest::option::of(day("2024-01-10")..=day("2024-12-20")),
    );
    let one = one.prop_map(|(revenu, seul, debut)| Row { revenu, seul, debut });
    proptest::collection::vec(one, 1..90)
}

proptest! {
    /// What is worked out by hand, and what the explaining evaluator says.
    #[test]
    fn bounds_are_those_of_the_page(rows in rows()) {
        let engine = engine();
        let answer = decide(&engine, &rows, true);
        let aide = &answer.dispositifs[0];
        for (at, row) in rows.iter().enumerate() {
            let amount = row.revenu.map_or((-100_000, 800_000), |revenu| (revenu - 100_000, revenu - 100_000));
            let sum = match row.debut {
                Some(debut) if debut < day("2024-07-01") => None,
                Some(_) => Some((25_000, 25_000)),
                None => Some((0, 25_000)),
            };
            let due = |(lo, hi): (i64, i64)| match row.seul {
                Some(true) => (lo, hi),
                Some(false) => (0, 0),
                None => (lo.min(0), hi.max(0)),
            };
            let (told, would_be) = ends(aide, at);
            prop_assert_eq!([told[0], told[1]], [Some(due(amount)), Some(due(sum.unwrap_or((0, 0))))]);
            prop_assert_eq!([would_be[0], would_be[1]], [Some(amount), sum]);

            let mut dossier = engine.dossier();
            if let Some(cents) = row.revenu {
                let text = format!("{}.{:02}", cents / 100, cents % 100);
                dossier = dossier.set("revenu", FactValue::Text(&text)).unwrap();
            }
            if let Some(seul) = row.seul {
                dossier = dossier.set("seul", seul).unwrap();
            }
            if let Some(debut) = row.debut {
                dossier = dossier.set("debut", FactValue::Day(Day::from_number(debut))).unwrap();
            }
            let date = "2024-03-01".parse().unwrap();
            let supposed = engine.suppose(&dossier, date, Selection::InForce, false).unwrap();
            let droits = &supposed.decision("aide").unwrap().outcome().droits;
            let of = |droit: usize| droits[droit].map(|value| (value.lo, value.hi));
            prop_assert_eq!([would_be[0], would_be[2]], [of(0), of(2)]);
        }
    }
}
