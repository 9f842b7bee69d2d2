//! What a report leaves out is said: a reader never takes the first findings for all of them.

use bareme::{
    Day, Engine, Finding, Selection,
    catalogue::from_files,
    columns::{Batch, Column, Values},
    pack::InputFile,
    wire,
};

/// A pack with as many dispositifs, all for people of twenty or more.
fn engine(dispositifs: usize) -> Engine {
    let mut files = vec![
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
            "[faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nunite = \"an\"\nmin = 14\nmax = 80\n",
        ),
        InputFile::new(
            "parametres/p.toml",
            "[age_minimum]\ntitre = \"Âge minimum\"\ntype = \"entier\"\nunite = \"an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 20 }]\n",
        ),
    ];
    for position in 0..dispositifs {
        files.push(InputFile::new(
            format!("dispositifs/t/d{position:03}.toml"),
            format!(
                "id = \"d{position:03}\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
                 en_vigueur = {{ du = 2024-01-01 }}\nsources = [{{ id = \"loi\" }}]\n\
                 [[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"age >= age_minimum\"\n"
            ),
        ));
    }
    Engine::new(
        from_files(files)
            .unwrap_or_else(|findings| panic!("{findings}"))
            .0,
    )
}

fn date() -> Day {
    "2025-01-01".parse().unwrap()
}

fn last(findings: &[Finding]) -> String {
    findings.last().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn the_facts_after_two_hundred_that_are_wrong_are_counted() {
    let engine = engine(1);
    let dossier = |unknown: usize| {
        let names: Vec<String> = (0..unknown).map(|one| format!("\"fait_{one}\":1")).collect();
        format!("{{{},\"age\":30}}", names.join(","))
    };
    let found = |unknown| wire::read_dossier(&engine, &dossier(unknown)).unwrap_err().list;
    assert_eq!(found(199).len(), 199);
    assert_eq!(found(230).len(), 201);
    assert_eq!(
        last(&found(230)),
        "200 faits sont faux : les 31 faits suivants ne sont pas lus [entree_trop_grande] ; corrigez ceux-ci, puis recommencez"
    );
    assert!(last(&found(200)).starts_with("200 faits sont faux : le dernier fait n'est pas lu"));
}

#[test]
fn the_differences_after_fifty_are_counted() {
    let altered = |dispositifs: usize| {
        let engine = engine(dispositifs);
        let dossier = wire::read_dossier(&engine, "{\"age\":30}").unwrap();
        let answer = engine.evaluate(&dossier, date()).unwrap();
        let decision = wire::decision_json(&answer);
        assert!(wire::verify(&engine, &decision).is_ok());
        let altered = decision.replace("\"verdict\":\"eligible\"", "\"verdict\":\"non_eligible\"");
        wire::verify(&engine, &altered).unwrap_err().list
    };
    assert_eq!(altered(50).len(), 50);
    assert_eq!(
        last(&altered(51)),
        "et une autre différence, qui n'est pas listée [decision_differente]"
    );
    let found = altered(62);
    assert_eq!(found.len(), 51);
    assert_eq!(
        last(&found),
        "et 12 autres différences, qui ne sont pas listées [decision_differente]"
    );
}

/// The findings about rows of which these have an age that nobody has.
fn about(rows: usize, wrong: impl Fn(usize) -> bool, parallel: bool) -> Vec<Finding> {
    let engine = engine(1);
    let ages: Vec<i32> = (0..rows).map(|row| if wrong(row) { 200 } else { 30 }).collect();
    let batch = Batch {
        rows,
        columns: &[Column {
            fact: "age",
            values: Values::Narrow(&ages),
            known: None,
        }],
    };
    let mut evaluator = engine.columns(date(), Selection::InForce).unwrap();
    #[cfg(feature = "parallel")]
    if parallel {
        return evaluator.evaluate_parallel(&batch).unwrap_err().list;
    }
    assert!(!parallel, "asked for without its feature");
    evaluator.evaluate(&batch).unwrap_err().list
}

#[test]
fn that_a_column_has_more_rows_at_fault_is_said() {
    let others = "/age: d'autres lignes encore de `age` sont refusées [hors_bornes] ; \
                  seules les 10 premières sont dites : corrigez toute la colonne";
    for parallel in [false, cfg!(feature = "parallel")] {
        let found = about(200_000, |row| row % 20_000 == 7, parallel);
        assert_eq!(found.len(), 10, "{parallel}");
        assert!(last(&found).contains("la ligne 180007 "), "{}", last(&found));
        let found = about(200_000, |row| row % 15_000 == 7, parallel);
        assert_eq!(found.len(), 11, "{parallel}");
        assert_eq!(last(&found), others);
        let found = about(200_000, |row| !(30..=150_000).contains(&row), parallel);
        assert_eq!(found.len(), 11, "{parallel}");
        assert!(found[9].message.contains("la ligne 9 "), "{}", found[9]);
        assert_eq!(last(&found), others);
    }
}
