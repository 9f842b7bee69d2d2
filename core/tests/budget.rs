//! What a table of decisions comes to, worked out by hand.
#![cfg(feature = "reader")]

use bareme::{
    Engine, Verdict,
    budget::{
        Budget, Budgeter,
        Cell::{self, Nothing, Scaled, Text},
        Group, Total,
    },
    catalogue::from_files,
    pack::InputFile,
};

const COLUMNS: [&str; 9] = [
    "commune",
    "a__verdict",
    "a__montant",
    "a__montant_min",
    "a__montant_max",
    "b__verdict",
    "b__montant",
    "b__montant_min",
    "b__montant_max",
];

/// Two aids that exclude each other, each worth a year's income.
fn engine() -> Engine {
    engine_with("")
}

/// The same, with more facts.
fn engine_with(facts: &str) -> Engine {
    let aid = |id: &str, more: &str| {
        let text = format!(
            "id = \"{id}\"\ntitre = \"Aide {id}\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             en_vigueur = {{ du = 2024-01-01 }}\nsources = [{{ id = \"loi\" }}]\n{more}\n[[droits]]\nid = \"montant\"\n\
             titre = \"Montant\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu\"\nsource = {{ id = \"loi\" }}\n"
        );
        InputFile::new(format!("dispositifs/t/{id}.toml"), text)
    };
    let files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new(
            "vocabulaire.toml",
            format!(
                "[faits.revenu]\ntitre = \"Revenu\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = 90000\n{facts}"
            ),
        ),
        aid("a", "incompatible_avec = [\"b\"]"),
        aid("b", ""),
    ];
    Engine::new(
        from_files(files)
            .unwrap_or_else(|findings| panic!("{findings}"))
            .0,
    )
}

type Due<'c> = [Cell<'c>; 4];

const REFUSED: Due<'static> = [Text("non_eligible"), Nothing, Text("0.00"), Text("0.00")];

fn settled(amount: &str) -> Due<'_> {
    [Text("eligible"), Text(amount), Text(amount), Text(amount)]
}

fn open<'c>(verdict: &'c str, low: &'c str, high: &'c str) -> Due<'c> {
    [Text(verdict), Nothing, Text(low), Text(high)]
}

fn budget(rows: &[(&str, Due<'_>, Due<'_>)], by: Option<&str>) -> Budget {
    let mut budgeter = Budgeter::new(engine().plan(), &COLUMNS, by).unwrap();
    // Columns are asked for in the order in which they are met, those of the groups last.
    let order = budgeter.columns().to_vec();
    for (commune, a, b) in rows {
        let all = [&[Text(commune)][..], a, b].concat();
        let cells: Vec<Cell<'_>> = order.iter().map(|column| all[*column]).collect();
        budgeter.add(&cells).unwrap();
    }
    budgeter.finish()
}

fn total(budget: &Budget, group: &Group, id: &str) -> Total {
    let mut lines = budget.lines(group);
    let line = lines.find(|line| line.dispositif().id == id).unwrap();
    *line.totals().next().unwrap().1
}

#[test]
fn what_is_missing_is_a_range_and_is_told_apart() {
    // 1 000 is due; a fact leaves the verdict open, 0 to 300; another the amount of somebody eligible, 200 to 500.
    let rows = [
        ("44", settled("1000.00"), REFUSED),
        ("44", open("indetermine", "0.00", "300.00"), REFUSED),
        ("49", open("eligible", "200.00", "500.00"), REFUSED),
        ("49", REFUSED, REFUSED),
    ];
    let budget = budget(&rows, Some("commune"));
    let a = total(&budget, &budget.whole, "a");
    assert_eq!((a.settled, a.sum), (1, 100_000));
    assert_eq!((a.undetermined, a.undetermined_width), (1, 30_000));
    assert_eq!((a.unsettled, a.unsettled_width), (1, 30_000));
    assert_eq!(a.range(), Some((120_000, 180_000)));
    let counts = budget.lines(&budget.whole).next().unwrap();
    let counted: Vec<u64> = Verdict::ALL
        .iter()
        .map(|verdict| counts.count(*verdict))
        .collect();
    assert_eq!(counted, [2, 1, 1, 0]);
    // Loire-Atlantique has the first two rows.
    let (first, second) = (&budget.groups["44"], &budget.groups["49"]);
    assert_eq!(
        (first.rows, total(&budget, first, "a").range()),
        (2, Some((100_000, 130_000)))
    );
    assert_eq!(
        (second.rows, total(&budget, second, "a").range()),
        (2, Some((20_000, 50_000)))
    );
}

#[test]
fn each_choice_makes_groups_of_the_rows_that_were_decided() {
    let names = ["situation", "a__verdict", "a__montant", "commune"];
    let told = |engine: &Engine| {
        let mut budgeter = Budgeter::with_choices(engine.plan(), &names, None).unwrap();
        let order = budgeter.columns().to_vec();
        for (situation, verdict, amount) in [
            ("emploi", "eligible", "10.00"),
            ("chomage", "eligible", "30.00"),
            ("emploi", "eligible", "2.00"),
            ("emploi", "non_eligible", ""),
            ("vide", "refuse", ""),
        ] {
            let all = [Text(situation), Text(verdict), Text(amount), Text("44")];
            let cells: Vec<Cell<'_>> = order.iter().map(|column| all[*column]).collect();
            budgeter.add(&cells).unwrap();
        }
        budgeter.finish()
    };
    // A commune is no choice of the vocabulary, and here no situation is either.
    assert!(told(&engine()).others.is_empty());
    let budget = told(&engine_with(
        "[faits.situation]\ntitre = \"Situation\"\ntype = \"choix\"\nchoix = \"situation\"\n\
         [choix.situation]\nchomage = \"Au chômage\"\nemploi = \"En emploi\"\n",
    ));
    let [grouping] = &budget.others[..] else {
        panic!("{:?}", budget.others)
    };
    assert_eq!((grouping.by.as_str(), grouping.dispositif), ("situation", None));
    let sums: Vec<(&str, u64, i128)> = grouping
        .groups
        .iter()
        .map(|(name, group)| (name.as_str(), group.rows, total(&budget, group, "a").sum))
        .collect();
    assert_eq!(sums, [("chomage", 1, 3_000), ("emploi", 3, 1_200)]);
}

#[test]
fn what_excludes_each_other_is_never_added_up_in_a_row() {
    let rows = [
        // Both are due, one is received: 1 200.
        ("44", settled("1000.00"), settled("1200.00")),
        // 900 is due; the other may be due, up to 2 000: between 900 and 2 000.
        ("44", settled("900.00"), open("indetermine", "0.00", "2000.00")),
        // The other may be due, and is worth less in any case.
        ("44", settled("900.00"), open("indetermine", "0.00", "100.00")),
        // Nothing is known: 0 to 50.
        (
            "44",
            open("indetermine", "0.00", "50.00"),
            open("indetermine", "0.00", "40.00"),
        ),
    ];
    let budget = budget(&rows, None);
    let together: Vec<_> = budget.together(&budget.whole).collect();
    assert_eq!(together.len(), 1);
    assert_eq!(
        (together[0].unit().to_string(), together[0].dispositifs()),
        ("EUR/an".to_owned(), &[0, 1][..])
    );
    let total = together[0].total();
    assert_eq!(total.sum, 120_000 + 90_000 + 90_000);
    assert_eq!(total.range(), Some((300_000, 120_000 + 200_000 + 90_000 + 5_000)));
}

#[test]
fn a_row_that_was_not_decided_is_in_no_total() {
    let nobody = [Nothing; 4];
    let refused = [Text("refuse"), Nothing, Nothing, Nothing];
    let rows = [
        ("44", nobody, nobody),
        ("44", refused, refused),
        ("44", settled("10.00"), REFUSED),
    ];
    let budget = budget(&rows, None);
    assert_eq!((budget.whole.rows, budget.whole.refused), (3, 2));
    assert_eq!(total(&budget, &budget.whole, "a").range(), Some((1_000, 1_000)));
}

#[test]
fn without_bounds_there_is_no_range() {
    let names = ["a.verdict", "a.montant"];
    let mut budgeter = Budgeter::new(engine().plan(), &names, None).unwrap();
    for (verdict, amount) in [("eligible", Scaled(100_000)), ("indetermine", Nothing)] {
        budgeter.add(&[Text(verdict), amount]).unwrap();
    }
    let budget = budgeter.finish();
    let a = total(&budget, &budget.whole, "a");
    assert_eq!((a.sum, a.unbounded, a.range()), (100_000, 1, None));
    // One alone is put together with nothing.
    assert_eq!(budget.together(&budget.whole).count(), 0);
}

#[test]
fn doubts_and_values_past_their_day_are_weighed() {
    let names = ["a__verdict", "a__montant", "a__doutes", "a__perimes"];
    let mut budgeter = Budgeter::new(engine().plan(), &names, None).unwrap();
    assert_eq!(budgeter.columns(), [0, 1, 2, 3]);
    budgeter
        .add(&[Text("eligible"), Text("100.00"), Text("2"), Text("smic plafonds")])
        .unwrap();
    budgeter
        .add(&[Text("eligible"), Text("40.00"), Text("0"), Text("smic")])
        .unwrap();
    budgeter
        .add(&[Text("non_eligible"), Nothing, Text("1"), Nothing])
        .unwrap();
    let budget = budgeter.finish();
    let a = total(&budget, &budget.whole, "a");
    assert_eq!((a.doubtful, a.doubtful_sum), (1, 10_000));
    assert_eq!(budget.stale.get("smic"), Some(&2));
    assert_eq!(budget.stale.get("plafonds"), Some(&1));
}

#[test]
fn what_is_no_table_of_decisions_is_told() {
    let engine = engine();
    let told = |names: &[&str], by| {
        let findings = Budgeter::new(engine.plan(), names, by).unwrap_err();
        let codes: Vec<&str> = findings
            .list
            .iter()
            .map(|finding| finding.code.as_str())
            .collect();
        codes.join(" ")
    };
    assert_eq!(
        told(&["age"], Some("commun")),
        "colonne_manquante colonne_manquante"
    );
    assert_eq!(told(&["a__verdict", "a.verdict"], None), "fait_en_double");
    let mut budgeter = Budgeter::new(engine.plan(), &["a__verdict", "a__montant"], None).unwrap();
    assert!(budgeter.add(&[Text("peut-être"), Nothing]).is_err());
    assert!(budgeter.add(&[Text("eligible"), Text("12,5")]).is_err());
    assert_eq!(budgeter.finish().whole.rows, 0);
}
