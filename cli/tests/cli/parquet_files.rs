//! `bareme batch` and `bareme summary` on Parquet: the dossiers and the decisions of `batch.rs`, with their types.

#[cfg(not(feature = "parquet"))]
use crate::{batch_folder::BatchFolder, support::bareme};

#[cfg(not(feature = "parquet"))]
#[test]
fn without_the_feature_a_parquet_file_is_told_with_what_to_do() {
    let folder = BatchFolder::new();
    std::fs::write(folder.path("in.csv"), "age\n20\n").unwrap();
    for (input, output) in [("in.parquet", "out.csv"), ("in.csv", "out.PARQUET")] {
        let ran = folder.batch(input, output, &[]);
        assert_eq!(ran.code, 1);
        for told in ["fichier_illisible", "--features parquet", "CSV"] {
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
    }
    let ran = bareme(&["summary", folder.path("out.parquet").to_str().unwrap()]);
    assert!(ran.err.contains("--features parquet"), "{}", ran.err);
}

#[cfg(feature = "parquet")]
mod typed {
    use std::{
        fs::{self, File},
        sync::Arc,
    };

    use arrow_array::{
        Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array,
        Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
        cast::AsArray,
        types::{Decimal128Type, Int32Type, Int64Type, UInt8Type},
    };
    use parquet::arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder};

    use crate::batch_folder::BatchFolder;
    use crate::support::bareme;

    const KEPT: [&str; 4] = ["--garde", "numero", "--garde", "residence_departement"];

    /// The dossiers A to E of `batch.rs`.
    const DECISIONS: &str = "\
ligne,numero,residence_departement,bourse_regionale.verdict,bourse_regionale.points_de_charge,bourse_regionale.echelon,bourse_regionale.montant_annuel,bourse_regionale.montant_mensuel,bourse_regionale.premiere_condition,bourse_regionale.seule_condition,bourse_regionale.manque
1,A,loire_atlantique,eligible,0,7,6335.00,633.50,,,non
2,B,vendee,eligible,0,6,5506.00,550.60,,,non
3,C,vendee,non_eligible,,,,,ressources,ressources,non
4,D,,indetermine,,,,,,,oui
5,E,vendee,illisible,,,,,,,
";

    fn write(folder: &BatchFolder, name: &str, columns: Vec<(&str, ArrayRef)>) {
        let batch = RecordBatch::try_from_iter_with_nullable(
            columns.into_iter().map(|(name, array)| (name, array, true)),
        )
        .unwrap();
        let file = File::create(folder.path(name)).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }

    fn read(folder: &BatchFolder, name: &str) -> Vec<RecordBatch> {
        let file = File::open(folder.path(name)).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(file)
            .unwrap()
            .build()
            .unwrap();
        reader.map(Result::unwrap).collect()
    }

    /// No points; the ceilings are 265 € for échelon 7, 7 992 € for 6 and 35 086 € for 0bis.
    fn students() -> Vec<(&'static str, ArrayRef)> {
        let zero: ArrayRef = Arc::new(Int32Array::from(vec![0; 5]));
        let no: ArrayRef = Arc::new(BooleanArray::from(vec![false; 5]));
        let departments = [
            Some("loire_atlantique"),
            Some("vendee"),
            Some("vendee"),
            None,
            Some("vendee"),
        ];
        vec![
            (
                "numero",
                Arc::new(StringArray::from(vec!["A", "B", "C", "D", "E"])),
            ),
            (
                "residence_departement",
                Arc::new(DictionaryArray::<Int32Type>::from_iter(departments)),
            ),
            (
                "statut",
                Arc::new(StringArray::from(vec!["poursuite_scolarite"; 5])),
            ),
            ("age", Arc::new(Int64Array::from(vec![20, 20, 20, 20, 200]))),
            (
                "revenu_brut_global",
                Arc::new(Float64Array::from(vec![
                    Some(265.0),
                    Some(265.01),
                    Some(35_086.01),
                    None,
                    Some(0.0),
                ])),
            ),
            ("autres_enfants_superieur", Arc::clone(&zero)),
            ("autres_enfants_a_charge", Arc::clone(&zero)),
            (
                "distance_domicile_formation_km",
                Arc::new(Float64Array::from(vec![10.0; 5])),
            ),
            (
                "formation_autorisee_region",
                Arc::new(BooleanArray::from(vec![true; 5])),
            ),
            ("indemnise_are", Arc::clone(&no)),
            ("remunere_par_region", Arc::clone(&no)),
            ("boursier_crous", Arc::clone(&no)),
            ("handicap_cdaph", Arc::clone(&no)),
            ("aidant", no),
            (
                "heures_activite_hebdo",
                Arc::new(
                    Decimal128Array::from(vec![0; 5])
                        .with_precision_and_scale(9, 3)
                        .unwrap(),
                ),
            ),
        ]
    }

    /// Lines and codes of the file of errors.
    fn told(folder: &BatchFolder) -> Vec<[String; 3]> {
        let text = fs::read_to_string(folder.path("out.errors.csv")).unwrap();
        let cells = |line: &str| {
            let mut cells = line.splitn(4, ',').map(str::to_owned);
            [(); 3].map(|()| cells.next().unwrap())
        };
        text.lines().skip(1).map(cells).collect()
    }

    #[test]
    fn typed_columns_are_decided_as_the_cells_of_a_csv_file() {
        let folder = BatchFolder::new();
        write(&folder, "in.parquet", students());
        let ran = folder.batch("in.parquet", "out.csv", &KEPT);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert_eq!(fs::read_to_string(folder.path("out.csv")).unwrap(), DECISIONS);
        assert_eq!(told(&folder), [["5", "age", "hors_bornes"].map(str::to_owned)]);
    }

    #[test]
    fn decisions_keep_their_types_and_amounts_are_decimals() {
        let folder = BatchFolder::new();
        write(&folder, "in.parquet", students());
        let ran = folder.batch("in.parquet", "out.parquet", &KEPT);
        assert_eq!(ran.code, 1, "{}", ran.err);
        let [batch] = <[RecordBatch; 1]>::try_from(read(&folder, "out.parquet")).unwrap();
        let column = |name: &str| {
            let name = if name == "ligne" || name == "numero" {
                name.to_owned()
            } else {
                format!("bourse_regionale.{name}")
            };
            Arc::clone(batch.column_by_name(&name).unwrap())
        };
        let words = |name: &str| {
            let array = column(name);
            let words = array.as_dictionary::<UInt8Type>();
            let texts = words.values().as_string::<i32>().clone();
            let keys = words.keys().iter();
            keys.map(|key| key.map(|key| texts.value(key.into()).to_owned()))
                .collect::<Vec<_>>()
        };
        let some = |words: [Option<&str>; 5]| words.map(|word| word.map(str::to_owned)).to_vec();
        assert_eq!(
            column("ligne").as_primitive::<Int64Type>().values(),
            &[1, 2, 3, 4, 5]
        );
        assert_eq!(column("numero").as_string::<i32>().value(4), "E");
        assert_eq!(
            words("verdict"),
            some([
                Some("eligible"),
                Some("eligible"),
                Some("non_eligible"),
                Some("indetermine"),
                Some("illisible")
            ])
        );
        assert_eq!(words("echelon"), some([Some("7"), Some("6"), None, None, None]));
        assert_eq!(
            words("seule_condition"),
            some([None, None, Some("ressources"), None, None])
        );
        let yearly = column("montant_annuel");
        let yearly = yearly.as_primitive::<Decimal128Type>();
        assert_eq!((yearly.scale(), yearly.null_count()), (2, 3));
        assert_eq!((yearly.value(0), yearly.value(1)), (633_500, 550_600));
        let missing = column("manque");
        let missing: Vec<_> = missing.as_boolean().iter().collect();
        assert_eq!(missing, [Some(false), Some(false), Some(false), Some(true), None]);
    }

    #[test]
    fn a_csv_file_becomes_the_same_parquet_file_whose_summary_is_exact() {
        let folder = BatchFolder::new();
        write(&folder, "in.parquet", students());
        folder.batch("in.parquet", "typed.parquet", &KEPT);
        folder.batch("in.parquet", "out.csv", &KEPT);
        let said =
            |name: &str| bareme(&["summary", "--format", "json", folder.path(name).to_str().unwrap()]).json();
        let summary = said("typed.parquet");
        assert_eq!(summary, said("out.csv"));
        let bursary = &summary["dispositifs"]["bourse_regionale"];
        // 6 335 + 5 506.
        assert_eq!(
            bursary["ensemble"]["totaux"]["montant_annuel"]["total"],
            "11841.00"
        );
        let department = &bursary["par"]["residence_departement"]["vendee"];
        assert_eq!(department["totaux"]["montant_annuel"]["total"], "5506.00");
        // The header is line 1.
        fs::write(folder.path("one.csv"), "numero,age\nZ,20\n").unwrap();
        let ran = folder.batch("one.csv", "one.parquet", &["--garde", "numero"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let [batch] = <[RecordBatch; 1]>::try_from(read(&folder, "one.parquet")).unwrap();
        assert_eq!(batch.column(0).as_primitive::<Int64Type>().values(), &[2]);
        assert_eq!(batch.column(1).as_string::<i32>().value(0), "Z");
    }

    #[test]
    fn a_float_that_is_not_exact_at_the_decimals_of_the_fact_is_refused() {
        let folder = BatchFolder::new();
        let incomes = vec![265.01, 265.005, 0.1 + 0.2, f64::NAN, f64::INFINITY, 1e300, -0.01];
        write(
            &folder,
            "in.parquet",
            vec![("revenu_brut_global", Arc::new(Float64Array::from(incomes)))],
        );
        let ran = folder.batch("in.parquet", "out.csv", &[]);
        assert_eq!(ran.code, 1);
        let rows: Vec<String> = told(&folder)
            .into_iter()
            .map(|[line, _, code]| format!("{line} {code}"))
            .collect();
        assert_eq!(rows[..2], ["2 decimales_en_trop", "3 decimales_en_trop"]);
        let lines: Vec<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
        assert_eq!(lines, ["2", "3", "4", "5", "6", "7"]);
    }

    #[test]
    fn a_decimal_of_another_scale_is_read_when_nothing_is_lost() {
        let folder = BatchFolder::new();
        let incomes = Decimal128Array::from(vec![2_650_100, 2_650_050])
            .with_precision_and_scale(20, 4)
            .unwrap();
        write(
            &folder,
            "in.parquet",
            vec![("revenu_brut_global", Arc::new(incomes))],
        );
        folder.batch("in.parquet", "out.csv", &[]);
        let refused = ["2", "revenu_brut_global", "decimales_en_trop"].map(str::to_owned);
        assert_eq!(told(&folder), [refused]);
    }

    #[test]
    fn a_moment_is_a_date_at_midnight_only() {
        let folder = BatchFolder::new();
        // 2024-09-02 is day 19 968.
        let midnight = 19_968 * 86_400_000_000;
        let entries =
            TimestampMicrosecondArray::from(vec![Some(midnight), Some(midnight + 36_000_000_000), None]);
        let ends = Date32Array::from(vec![Some(19_967), Some(20_300), Some(20_300)]);
        write(
            &folder,
            "in.parquet",
            vec![
                ("date_entree_formation", Arc::new(entries)),
                ("date_fin_formation", Arc::new(ends)),
            ],
        );
        folder.batch("in.parquet", "out.csv", &[]);
        let told = told(&folder);
        // The first ends before it begins, the second begins at ten.
        assert_eq!(told[0], ["1", "", "incoherence"].map(str::to_owned));
        assert_eq!(told[1][..2], ["2", "date_entree_formation"].map(str::to_owned));
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn columns_of_the_wrong_type_are_told_all_at_once() {
        let folder = BatchFolder::new();
        write(
            &folder,
            "in.parquet",
            vec![
                ("statut", Arc::new(Int64Array::from(vec![1]))),
                ("age", Arc::new(BooleanArray::from(vec![true]))),
                ("aidant", Arc::new(Float64Array::from(vec![1.0]))),
                ("agee", Arc::new(Int64Array::from(vec![20]))),
            ],
        );
        let ran = folder.batch("in.parquet", "out.parquet", &[]);
        assert!(
            ran.err.contains("`agee`") && ran.err.contains("fait_inconnu"),
            "{}",
            ran.err
        );
        let ran = folder.batch("in.parquet", "out.parquet", &["--garde", "agee"]);
        assert_eq!(ran.code, 1);
        for told in ["type_invalide", "`statut`", "`age`", "`aidant`", "booléens"] {
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
        assert!(!folder.path("out.parquet").exists());
    }

    #[test]
    fn a_choice_that_nobody_may_make_is_told_with_the_nearest() {
        let folder = BatchFolder::new();
        let names = vec!["demandeur_emplois", "demandeur_emploi"];
        write(
            &folder,
            "in.parquet",
            vec![("statut", Arc::new(StringArray::from(names)))],
        );
        let ran = folder.batch("in.parquet", "out.csv", &[]);
        assert_eq!(ran.code, 1);
        assert_eq!(told(&folder).len(), 1);
        let errors = fs::read_to_string(folder.path("out.errors.csv")).unwrap();
        assert!(
            errors.contains("\n1,statut,") && errors.contains("demandeur_emploi"),
            "{errors}"
        );
    }

    #[test]
    fn several_row_groups_are_one_table() {
        let folder = BatchFolder::new();
        let rows = 300_000;
        let ages = Int64Array::from_iter_values((0..rows).map(|row| if row == rows - 1 { 200 } else { 20 }));
        write(&folder, "in.parquet", vec![("age", Arc::new(ages))]);
        let ran = folder.batch("in.parquet", "out.parquet", &[]);
        assert_eq!(ran.code, 1);
        assert_eq!(
            told(&folder),
            [["300000", "age", "hors_bornes"].map(str::to_owned)]
        );
        let batches = read(&folder, "out.parquet");
        let lines = batches
            .iter()
            .flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().values());
        assert!(lines.copied().eq(1..=rows));
    }

    #[test]
    fn a_file_that_is_cut_short_is_told() {
        let folder = BatchFolder::new();
        write(&folder, "whole.parquet", students());
        let whole = fs::read(folder.path("whole.parquet")).unwrap();
        for bytes in [&whole[..whole.len() / 2], b"PAR1", b"age\n20\n", b""] {
            fs::write(folder.path("in.parquet"), bytes).unwrap();
            let ran = folder.batch("in.parquet", "out.csv", &[]);
            assert_eq!(ran.code, 1, "{}", ran.err);
            assert!(ran.err.contains("fichier_illisible"), "{}", ran.err);
        }
        let ran = folder.batch("absent.parquet", "out.csv", &[]);
        assert!(ran.err.contains("n'existe pas"), "{}", ran.err);
        let ran = bareme(&["summary", folder.path("whole.parquet").to_str().unwrap()]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("parquet_invalide"), "{}", ran.err);
    }

    #[test]
    fn a_file_whose_bytes_contradict_each_other_is_told_and_nothing_else_is() {
        let folder = BatchFolder::new();
        let damaged = include_bytes!("../files/damaged.parquet");
        fs::write(folder.path("in.parquet"), damaged).unwrap();
        let ran = folder.batch("in.parquet", "out.csv", &[]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        for told in ["fichier_illisible", "in.parquet"] {
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("erreur interne"),
            "{}",
            ran.err
        );
    }
}
