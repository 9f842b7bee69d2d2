//! Record batches in and out: what a column may be made of, what is told, what comes back.

#[path = "../examples/evaluate_batch/pack.rs"]
mod pack;

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, Float32Array, Float64Array, Int32Array,
    Int64Array, NullArray, RecordBatch, StringArray, StringViewArray,
    cast::AsArray,
    types::{Decimal128Type, Int8Type, Int32Type},
};
use bareme::{Engine, Finding, Findings, Selection, error::Place};
use bareme_arrow::{
    Days, Done, FactColumn, Form, Outputs, Reading, Request, Table, TableEvaluator, Work, cell,
};

const BURSARY: Selection<'_> = Selection::Named(&["bourse"]);

fn table(engine: &Engine) -> TableEvaluator<'_> {
    TableEvaluator::new(engine, "2024-10-01".parse().unwrap(), BURSARY).unwrap()
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn points(rows: usize) -> (&'static str, ArrayRef) {
    ("points", Arc::new(Int32Array::from(vec![0; rows])))
}

/// The texts of a column.
fn texts(batch: &RecordBatch, name: &str) -> Vec<String> {
    let column = batch.column_by_name(name).unwrap();
    let cells = (0..batch.num_rows()).map(|row| cell(column, row).unwrap().into_owned());
    cells.collect()
}

/// The verdicts about incomes.
fn verdicts(engine: &Engine, reading: Reading, incomes: ArrayRef) -> Result<Vec<String>, Findings> {
    let rows = incomes.len();
    let given = batch(vec![points(rows), ("revenu", incomes)]);
    let answers = table(engine).reading(reading).evaluate(&given)?;
    Ok(texts(&answers, "bourse__verdict"))
}

fn places(findings: &Findings) -> Vec<(String, &'static str)> {
    let told = |finding: &Finding| {
        let Place::Pointer(pointer) = &finding.place else {
            return (String::new(), finding.code.as_str());
        };
        (pointer.clone(), finding.code.as_str())
    };
    findings.list.iter().map(told).collect()
}

#[test]
fn a_column_may_be_of_any_type_that_says_the_same() {
    let engine = pack::engine().unwrap();
    let expected = ["eligible", "non_eligible", "indetermine"];
    let decimals = Decimal128Array::from(vec![Some(238_500_000), Some(400_000_000), None]);
    let words = StringArray::from(vec!["23850", "40000.00"]);
    let keys = arrow_array::Int8Array::from(vec![Some(0), Some(1), None]);
    let columns: [ArrayRef; 7] = [
        Arc::new(Int64Array::from(vec![Some(23_850), Some(40_000), None])),
        Arc::new(Int32Array::from(vec![Some(23_850), Some(40_000), None])),
        Arc::new(Float64Array::from(vec![Some(23_850.0), Some(40_000.0), None])),
        Arc::new(decimals.with_precision_and_scale(20, 4).unwrap()),
        Arc::new(StringArray::from(vec![Some("23850"), Some("40000.00"), None])),
        Arc::new(StringViewArray::from(vec![Some("23850"), Some("40000.00"), None])),
        Arc::new(DictionaryArray::<Int8Type>::new(keys, Arc::new(words))),
    ];
    for column in columns {
        let kind = column.data_type().clone();
        assert_eq!(
            verdicts(&engine, Reading::default(), column).unwrap(),
            expected,
            "{kind}"
        );
    }
    let unknown = verdicts(&engine, Reading::default(), Arc::new(NullArray::new(2))).unwrap();
    assert_eq!(unknown, ["indetermine"; 2]);
}

#[test]
fn an_answer_has_what_was_kept_then_what_is_decided_with_exact_amounts() {
    let engine = pack::engine().unwrap();
    let given = batch(vec![
        ("numero", Arc::new(StringArray::from(vec!["A", "B"]))),
        points(2),
        ("revenu", Arc::new(Int64Array::from(vec![20_000, 50_000]))),
    ]);
    let answers = table(&engine).keep(["numero"]).evaluate(&given).unwrap();
    let schema = answers.schema();
    let names: Vec<&str> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    assert_eq!(
        names,
        [
            "numero",
            "incoherence",
            "bourse__verdict",
            "bourse__condition",
            "bourse__manquants",
            "bourse__echelon",
            "bourse__montant"
        ]
    );
    assert_eq!(texts(&answers, "bourse__condition"), ["", "sous_plafond"]);
    assert_eq!(texts(&answers, "bourse__echelon"), ["1", ""]);
    let amounts = answers.column(6).as_primitive::<Decimal128Type>();
    assert_eq!(
        (amounts.value(0), amounts.scale(), amounts.is_null(1)),
        (150_000, 2, true)
    );
}

#[test]
fn scaled_numbers_are_whole_both_ways() {
    let engine = pack::engine().unwrap();
    let scaled = Reading::default().scaled(true);
    let given = batch(vec![
        points(1),
        ("revenu", Arc::new(Int64Array::from(vec![2_385_000]))),
    ]);
    let answers = table(&engine).reading(scaled).evaluate(&given).unwrap();
    let amount = answers.column_by_name("bourse__montant").unwrap();
    assert_eq!(amount.as_primitive::<Int32Type>().value(0), 150_000);
    let euros = Arc::new(Float64Array::from(vec![23_850.0]));
    let told = verdicts(&engine, scaled, euros).unwrap_err();
    assert_eq!(places(&told), [("/revenu".to_owned(), "type_invalide")]);
    assert!(told.list[0].help.as_ref().unwrap().contains("multipliés par 100"));
}

#[test]
fn texts_are_exact_unless_people_typed_them() {
    let engine = pack::engine().unwrap();
    let typed = || Arc::new(StringArray::from(vec![" 23 850,00 €", "", "40000", "beaucoup"]));
    let told = verdicts(&engine, Reading::default(), typed()).unwrap_err();
    let rows: Vec<String> = places(&told).into_iter().map(|(place, _)| place).collect();
    assert_eq!(rows, ["/revenu/0", "/revenu/1", "/revenu/3"]);
    let lenient = Reading::default().typed(true);
    let told = verdicts(&engine, lenient, typed()).unwrap_err();
    assert_eq!(places(&told), [("/revenu/3".to_owned(), "type_invalide")]);
    let right: ArrayRef = Arc::new(StringArray::from(vec![Some(" 23 850,00 €"), Some(" "), None]));
    let answers = verdicts(&engine, lenient, Arc::clone(&right)).unwrap();
    assert_eq!(answers, ["eligible", "indetermine", "indetermine"]);
    let words = DictionaryArray::<Int32Type>::from_iter([Some(" 23 850,00 €"), Some(" "), None]);
    assert_eq!(verdicts(&engine, lenient, Arc::new(words)).unwrap(), answers);
}

#[test]
fn a_float_that_may_be_two_numbers_is_none() {
    let engine = pack::engine().unwrap();
    // Below 2^23 cents two neighbours are less than a cent apart; 131 072.13 is 131 072.125, as 131 072.12 is.
    let near = Arc::new(Float32Array::from(vec![23_850.25, 131_072.13]));
    let told = verdicts(&engine, Reading::default(), near).unwrap_err();
    assert_eq!(places(&told), [("/revenu/1".to_owned(), "type_invalide")]);
    assert!(told.list[0].message.contains("trop peu précis"));
    let sum = Arc::new(Float64Array::from(vec![0.1 + 0.2]));
    let told = verdicts(&engine, Reading::default(), sum).unwrap_err();
    assert_eq!(places(&told), [("/revenu/0".to_owned(), "decimales_en_trop")]);
}

#[test]
fn what_is_wrong_is_told_all_at_once_and_without_what_is_sensitive() {
    let engine = pack::engine().unwrap();
    let given = batch(vec![
        ("points", Arc::new(BooleanArray::from(vec![true; 2]))),
        ("revenu", Arc::new(StringArray::from(vec!["1", "secret"]))),
        ("numero", Arc::new(Int32Array::from(vec![1, 2]))),
    ]);
    let told = table(&engine).evaluate(&given).unwrap_err();
    assert_eq!(
        places(&told),
        [
            ("/numero".to_owned(), "fait_inconnu"),
            ("/points".to_owned(), "type_invalide"),
            ("/revenu/1".to_owned(), "type_invalide")
        ]
    );
    assert!(told.list[1].message.ends_with("est faite de booléens"));
    assert!(
        told.list
            .iter()
            .all(|finding| !finding.message.contains("secret"))
    );
    let told = table(&engine)
        .keep(["numero"])
        .outputs(["verdit"])
        .evaluate(&given)
        .unwrap_err();
    assert_eq!(told.list[0].suggestion.as_deref(), Some("verdict"));
}

#[test]
fn rows_at_fault_are_set_aside_and_the_others_keep_their_values() {
    let engine = pack::engine().unwrap();
    let (_, fact) = engine.plan().vocabulary.fact_named("revenu").unwrap();
    let incomes: ArrayRef = Arc::new(Float64Array::from(vec![
        Some(1.5),
        Some(1.005),
        None,
        Some(1e7),
        Some(2.0),
    ]));
    let mut column = FactColumn::read(&engine, fact, &incomes, Reading::default()).unwrap();
    assert_eq!(column.wrong(), [1]);
    assert_eq!(column.set_aside(), [1, 3]);
    let told = |row| column.finding(&engine, row, 100).code.as_str();
    assert_eq!((told(1), told(3)), ("decimales_en_trop", "hors_bornes"));
    assert_eq!(
        column.finding(&engine, 3, 100).place,
        Place::Pointer("/revenu/103".to_owned())
    );
    assert!(column.column().is_ok());
}

#[test]
fn a_batch_without_rows_has_an_answer_with_its_columns() {
    let engine = pack::engine().unwrap();
    let answers = table(&engine).evaluate(&batch(vec![points(0)])).unwrap();
    assert_eq!((answers.num_rows(), answers.num_columns()), (0, 6));
}

#[test]
fn a_number_may_come_with_the_ends_between_which_it_is() {
    let engine = pack::engine().unwrap();
    let given = batch(vec![
        points(4),
        (
            "revenu.min",
            Arc::new(StringArray::from(vec![
                Some("35086.01"),
                None,
                None,
                Some("23850.00"),
            ])),
        ),
        (
            "revenu.max",
            Arc::new(Float64Array::from(vec![
                Some(50_000.0),
                Some(23_850.0),
                None,
                Some(23_850.0),
            ])),
        ),
    ]);
    let answers = table(&engine).evaluate(&given).unwrap();
    // The highest ceiling is 35 086 €.
    assert_eq!(
        texts(&answers, "bourse__verdict"),
        ["non_eligible", "eligible", "indetermine", "eligible"]
    );
}

#[test]
fn ends_at_fault_are_told_with_their_column_and_their_row() {
    let engine = pack::engine().unwrap();
    let given = batch(vec![
        points(3),
        ("revenu.min", Arc::new(Int32Array::from(vec![5, 1, -1]))),
        ("revenu.max", Arc::new(Int32Array::from(vec![4, 2, 3]))),
    ]);
    let told = table(&engine).evaluate(&given).unwrap_err();
    assert_eq!(
        places(&told),
        [
            ("/revenu.min/2".to_owned(), "hors_bornes"),
            ("/revenu.min/0".to_owned(), "valeur_invalide")
        ]
    );
    assert_eq!(told.list[1].message, "le `min` de `revenu` dépasse son `max`");
    let given = batch(vec![
        points(1),
        ("revenu", Arc::new(Int32Array::from(vec![5]))),
        ("revenu.max", Arc::new(Int32Array::from(vec![9]))),
    ]);
    let told = table(&engine).evaluate(&given).unwrap_err();
    assert_eq!(places(&told), [("/revenu.max".to_owned(), "fait_en_double")]);
}

#[test]
fn rows_of_many_days_are_decided_each_on_its_own() {
    let engine = pack::engine().unwrap();
    let days = [
        "2024-09-01",
        "2023-09-01",
        "2024-08-31",
        "2025-03-01",
        "2023-09-02",
    ];
    let incomes: ArrayRef = Arc::new(Int32Array::from(vec![100; days.len()]));
    let given = batch(vec![
        points(days.len()),
        ("revenu", incomes),
        ("jour", Arc::new(StringArray::from(days.to_vec()))),
    ]);
    let given = Table {
        schema: given.schema(),
        batches: vec![given],
        faults: Vec::new(),
    };
    let of_each = Days::read(&given, "jour", Reading::default()).unwrap();
    let (keep, outputs) = (["jour".to_owned()], Outputs::default());
    let request = Request {
        engine: &engine,
        date: "2024-09-01".parse().unwrap(),
        days: Some(&of_each),
        selection: BURSARY,
        reading: Reading::default(),
        form: Form::Table,
        keep: &keep,
        hand_on: &[],
        outputs: &outputs,
    };
    let mut evaluator = request.evaluator().unwrap();
    let work = Work::new(request, &given, &mut evaluator, Vec::new()).unwrap();
    // The amount is another from 2024-09-01 on, and the days between these are decided together.
    assert_eq!(work.pieces(), 2);
    let mut done = Done::default();
    work.run(&mut evaluator, None, &mut done);
    let answers = work.finish(done).unwrap().unwrap();
    let amounts: Vec<String> = answers
        .batches
        .iter()
        .flat_map(|batch| texts(batch, "bourse__montant"))
        .collect();
    assert_eq!(amounts, ["1500.00", "1454.00", "1454.00", "1500.00", "1454.00"]);
}
