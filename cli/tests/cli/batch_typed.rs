//! Typed files of dossiers and of decisions: their columns mapped, Arrow, and files that are not what their names say.

use std::{
    fs::{self, File},
    sync::Arc,
};

use arrow_array::{
    Array as _, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, cast::AsArray as _,
    types::Decimal128Type,
};
use arrow_ipc::{
    CompressionType,
    reader::FileReader,
    writer::{FileWriter, IpcWriteOptions},
};
use parquet::arrow::ArrowWriter;

use crate::{batch_folder::BatchFolder, support::bareme};

/// The bursary of 2024-25 of a student without points: 6 335 € under 265 €, 5 506 € under 7 992 €. Of the third nothing is known.
const STUDENTS: &str = "\
numéro;residence_departement;statut;age;revenu_brut_global;autres_enfants_superieur;autres_enfants_a_charge;distance_domicile_formation_km;formation_autorisee_region;indemnise_are;remunere_par_region;boursier_crous;handicap_cdaph;aidant;heures_activite_hebdo
Aé;loire_atlantique;poursuite_scolarite;20;265;0;0;10;oui;non;non;non;non;non;0
B;vendee;poursuite_scolarite;20;265,01;0;0;10;oui;non;non;non;non;non;0
C;;;;;;;;;;;;;;
D;vendee;;200;;;;;;;;;;;
";

const KEPT: [&str; 4] = ["--garde", "numéro", "--garde", "residence_departement"];

/// French texts, a code that is a number, an income by month, and the index of pandas.
fn table() -> RecordBatch {
    let texts = |texts: [&str; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("DEP", Arc::new(Int64Array::from(vec![44, 85]))),
        ("STATUT", texts(["S", "S"])),
        ("REVENU", Arc::new(Float64Array::from(vec![22.08, 22.09]))),
        ("age", texts(["20", "20"])),
        ("date_entree_formation", texts(["02/09/2024", "2024-09-02"])),
        ("formation_autorisee_region", texts(["Oui", "o"])),
        ("__index_level_0__", Arc::new(Int64Array::from(vec![7, 8]))),
    ];
    for zero in [
        "autres_enfants_superieur",
        "autres_enfants_a_charge",
        "heures_activite_hebdo",
    ] {
        columns.push((zero, texts(["0", "0"])));
    }
    for no in [
        "indemnise_are",
        "remunere_par_region",
        "boursier_crous",
        "handicap_cdaph",
        "aidant",
    ] {
        columns.push((no, texts(["Non", "n"])));
    }
    columns.push(("distance_domicile_formation_km", texts(["10", "10"])));
    RecordBatch::try_from_iter(columns).unwrap()
}

const COLUMNS: &str = "\
lecture = \"fr\"
colonnes.DEP.fait = \"residence_departement\"
colonnes.STATUT = { fait = \"statut\", valeurs = { S = \"poursuite_scolarite\" } }
colonnes.REVENU = { fait = \"revenu_brut_global\", facteur = 12 }
";

fn arrow(folder: &BatchFolder, name: &str, compression: Option<CompressionType>) {
    let options = IpcWriteOptions::default()
        .try_with_compression(compression)
        .unwrap();
    let table = table();
    let file = File::create(folder.path(name)).unwrap();
    let mut writer = FileWriter::try_new_with_options(file, &table.schema(), options).unwrap();
    writer.write(&table).unwrap();
    writer.finish().unwrap();
}

/// 22.08 × 12 = 264.96, under the 265 € of échelon 7; 22.09 × 12 = 265.08, above.
#[test]
fn typed_columns_are_mapped_and_read_as_those_of_a_csv_file() {
    let folder = BatchFolder::new();
    let file = File::create(folder.path("in.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, table().schema(), None).unwrap();
    writer.write(&table()).unwrap();
    writer.close().unwrap();
    arrow(&folder, "in.arrow", None);
    arrow(&folder, "in.feather", Some(CompressionType::LZ4_FRAME));
    arrow(&folder, "zstd.arrow", Some(CompressionType::ZSTD));
    let columns = folder.path("columns.toml");
    fs::write(&columns, COLUMNS).unwrap();
    for input in ["in.parquet", "in.arrow", "in.feather", "zstd.arrow"] {
        let ran = folder.batch(input, "out.csv", &["--colonnes", columns.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{input}: {}", ran.err);
        let out = folder.text("out.csv");
        let rows: Vec<&str> = out.lines().collect();
        assert!(
            rows[0].starts_with("ligne,__index_level_0__,bourse"),
            "{input}: {out}"
        );
        assert!(rows[1].starts_with("1,7,eligible,0,7,6335.00"), "{input}: {out}");
        assert!(rows[2].starts_with("2,8,eligible,0,6,5506.00"), "{input}: {out}");
    }
}

#[test]
fn decisions_are_an_arrow_file_that_is_read_back() {
    let folder = BatchFolder::new();
    fs::write(folder.path("in.csv"), STUDENTS).unwrap();
    let ran = folder.batch("in.csv", "out.arrow", &KEPT);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let reader = FileReader::try_new(File::open(folder.path("out.arrow")).unwrap(), None).unwrap();
    assert_eq!(
        reader.schema().metadata().get("bareme.date").map(String::as_str),
        Some("2024-09-02")
    );
    let [batch] = <[RecordBatch; 1]>::try_from(reader.map(Result::unwrap).collect::<Vec<_>>()).unwrap();
    let yearly = batch.column_by_name("bourse_regionale.montant_annuel").unwrap();
    let yearly = yearly.as_primitive::<Decimal128Type>();
    assert_eq!(
        (yearly.value(0), yearly.value(1), yearly.null_count()),
        (633_500, 550_600, 2)
    );
    let said = |name: &str| {
        let ran = bareme(&["summary", "--format", "json", folder.path(name).to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.json()
    };
    let of_arrow = said("out.arrow");
    folder.batch("in.csv", "out.csv", &KEPT);
    assert_eq!(of_arrow, said("out.csv"));
}

#[test]
fn a_typed_file_that_is_not_what_its_name_says_is_told_as_such() {
    for (name, bytes, what) in [
        ("in.parquet", &b"age\n20\n"[..], "un texte"),
        ("in.parquet", b"ARROW1\x00\x00", "un fichier Arrow"),
        ("in.parquet", b"PK\x03\x04\x14\x00", "un classeur (.xlsx"),
        ("in.arrow", b"PAR1\x15\x00", "un fichier Parquet"),
        ("in.arrow", b"age\n20\n", "un texte"),
        ("in.arrow", b"\xff\xff\xff\xff\x10\x00", "un flux Arrow"),
        ("in.arrow", b"ARROW1\x00\x00half", "Arrow"),
    ] {
        let folder = BatchFolder::new();
        fs::write(folder.path(name), bytes).unwrap();
        let ran = folder.batch(name, "out.csv", &[]);
        assert!(
            ran.code == 1 && ran.err.contains("[fichier_illisible]"),
            "{name}: {}",
            ran.err
        );
        assert!(ran.err.contains(what), "{name} {what}\n{}", ran.err);
    }
}
