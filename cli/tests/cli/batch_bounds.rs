//! `bareme batch --bornes --si-eligible`: no silent total; and what a table is to be read with, on standard error and in the file.

use std::fs;

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme},
};

/// The income less 1,000, to who is alone; the income goes from 0 to 9,000.
const PACK: [(&str, &str); 5] = [
    (
        "pack.toml",
        "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
    ),
    (
        "sources.toml",
        "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
    ),
    (
        "vocabulaire.toml",
        "[faits.revenu]\ntitre = \"Revenu\"\ntype = \"montant\"\nunite = \"EUR/an\"\nmin = 0\nmax = 9000\n\
         [faits.seul]\ntitre = \"Seul\"\ntype = \"booleen\"\n",
    ),
    (
        "parametres/p.toml",
        "[retrait]\ntitre = \"Retrait\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
         verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 1000 }]\n",
    ),
    (
        "dispositifs/t/aide.toml",
        "id = \"aide\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         en_vigueur = { du = 2020-01-01 }\nsources = [{ id = \"loi\" }]\n\
         [[conditions]]\nid = \"seul\"\ntitre = \"C\"\nsi = \"seul\"\n\
         [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu - retrait\"\n",
    ),
];

const ROWS: &str = "revenu,seul\n4000,oui\n,oui\n4000,\n4000,non\n12000,oui\n";

fn decide(folder: &BatchFolder, output: &str, date: &str, options: &[&str]) -> Ran {
    for (name, text) in PACK {
        let path = folder.path("pack").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.path("in.csv"), ROWS).unwrap();
    let [pack, input, output] = ["pack", "in.csv", output].map(|name| folder.path(name));
    let paths = [&pack, &input, &output].map(|path| path.to_str().unwrap());
    let mut arguments = vec!["batch", "--pack", paths[0], "--date", date];
    arguments.extend(options);
    arguments.extend([paths[1], paths[2]]);
    bareme(&arguments)
}

#[test]
fn what_is_due_is_between_two_columns_on_every_row() {
    let folder = BatchFolder::new();
    let ran = decide(&folder, "out.csv", "2024-03-01", &["--bornes", "--si-eligible"]);
    // One row is at fault.
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        folder.text("out.csv"),
        "ligne,aide.verdict,aide.montant,aide.montant_min,aide.montant_max,aide.montant_si_eligible,\
         aide.montant_si_eligible_min,aide.montant_si_eligible_max,aide.premiere_condition,aide.seule_condition,aide.manque\n\
         2,eligible,3000.00,3000.00,3000.00,3000.00,3000.00,3000.00,,,non\n\
         3,eligible,,-1000.00,8000.00,,-1000.00,8000.00,,,oui\n\
         4,indetermine,,0.00,3000.00,3000.00,3000.00,3000.00,,,oui\n\
         5,non_eligible,,0.00,0.00,3000.00,3000.00,3000.00,seul,seul,non\n\
         6,illisible,,,,,,,,,\n"
    );
    decide(&folder, "out.csv", "2024-03-01", &["--bornes"]);
    let header = folder.text("out.csv").lines().next().unwrap().to_owned();
    assert!(
        header.contains("aide.montant_max") && !header.contains("si_eligible"),
        "{header}"
    );
    decide(&folder, "out.csv", "2024-03-01", &[]);
    assert!(!folder.text("out.csv").contains("_m"));
}

#[test]
fn a_day_of_which_the_rules_know_nothing_is_told() {
    let folder = BatchFolder::new();
    let told = |date| decide(&folder, "out.csv", date, &[]).err.replace('\u{a0}', " ");
    // They were read on the first day of 2026, and for a year more.
    let text = told("2035-01-15");
    assert!(text.contains("annee_inconnue"), "{text}");
    assert!(
        text.contains("le barème ne sait rien de 2035 : ce qu'il a de plus récent est du 1er janvier 2026"),
        "{text}"
    );
    assert!(!told("2027-01-01").contains("annee_inconnue"));
    assert!(told("2027-01-02").contains("annee_inconnue"));
    let text = told("2019-12-31");
    assert!(
        text.contains("rien de ce qui est demandé n'est en vigueur le 31 décembre 2019"),
        "{text}"
    );
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_file_says_what_made_it_as_its_manifest_does() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let folder = BatchFolder::new();
    decide(&folder, "out.parquet", "2024-03-01", &["--bornes"]);
    let file = fs::File::open(folder.path("out.parquet")).unwrap();
    let read = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let pairs = read.metadata().file_metadata().key_value_metadata().unwrap();
    let said = |name: &str| {
        let pair = pairs.iter().find(|pair| pair.key == name);
        pair.and_then(|pair| pair.value.clone()).unwrap_or_default()
    };
    let manifest: serde_json::Value = serde_json::from_str(&folder.text("out.manifeste.json")).unwrap();
    assert_eq!(said("bareme.date"), "2024-03-01");
    assert_eq!(manifest["date"], said("bareme.date"));
    assert_eq!(said("bareme.pack"), "essai 1");
    assert_eq!(manifest["pack"]["empreinte"], said("bareme.empreinte"));
    assert_eq!(manifest["moteur"], said("bareme.moteur"));
    let names: Vec<&str> = read
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    assert_eq!(
        names[2..5],
        ["aide.montant", "aide.montant_min", "aide.montant_max"]
    );
}
