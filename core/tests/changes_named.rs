//! What has another name, and what begins on another day: told once, and compared as what it is.
#![cfg(feature = "reader")]

mod support;

use bareme::analysis::changes::{self, Changes, Sort};
use support::{engine_moved, engine_of, engine_with};

const DISPOSITIF: &str = "dispositifs/bourses/bourse.toml";

/// What changes in the minimal pack when some of its files do.
fn changed(change: impl Fn(&str, String) -> String) -> Changes {
    let (old, new) = (engine_of("minimal"), engine_with("minimal", change));
    changes::between(old.plan(), new.plan())
}

/// The same, when one text of one file is replaced.
fn replaced(file: &str, from: &str, to: &str) -> Changes {
    changed(|name, text| {
        if name == file {
            assert!(text.contains(from), "{file} has no `{from}`");
            text.replace(from, to)
        } else {
            text
        }
    })
}

/// What is told of the rules: « paramètre montant_bourse → montant_annuel », and how many things are said otherwise.
fn told(changes: &Changes) -> Vec<(Sort, String, String, usize)> {
    let id = |side: &Option<changes::Element>| side.as_ref().map(|one| one.id.clone()).unwrap_or_default();
    let each = changes.rules.iter();
    each.map(|change| {
        let sort = change.element().unwrap().sort;
        (sort, id(&change.before), id(&change.after), change.edits.len())
    })
    .collect()
}

#[test]
fn a_parameter_with_another_name_is_told_once_and_compared_under_it() {
    let files = |value: &'static str| {
        move |name: &str, text: String| {
            let text = text.replace("montant_bourse", "montant_annuel");
            if name == "parametres/bourse.toml" {
                text.replace("valeur = 1500", value)
            } else {
                text
            }
        }
    };
    let renamed = (
        Sort::Parameter,
        "montant_bourse".to_owned(),
        "montant_annuel".to_owned(),
        0,
    );
    let changes = changed(files("valeur = 1500"));
    // Neither its values nor the droit that reads it.
    assert_eq!(told(&changes), std::slice::from_ref(&renamed));
    assert!(changes.values.is_empty(), "{:?}", changes.values);
    let changes = changed(files("valeur = 1600"));
    assert_eq!(told(&changes), [renamed]);
    let [value] = changes.values.as_slice() else {
        panic!("{:?}", changes.values)
    };
    assert_eq!(value.parameter, "montant_annuel");
    assert_eq!(value.before.as_ref().unwrap().text, "1500.00");
    assert_eq!(value.after.as_ref().unwrap().text, "1600.00");
}

#[test]
fn a_table_with_another_name_is_told_once_with_the_cells_that_changed() {
    let old = engine_of("minimal");
    let new = engine_moved("minimal", |name, text| match name {
        DISPOSITIF => (name.to_owned(), text.replace("plafonds", "seuils")),
        "tables/plafonds.csv" => ("tables/seuils.csv".to_owned(), text.replace("26500", "26600")),
        "tables/tables.toml" => (name.to_owned(), text.replace("[plafonds]", "[seuils]")),
        _ => (name.to_owned(), text),
    });
    let changes = changes::between(old.plan(), new.plan());
    assert_eq!(
        told(&changes),
        [(Sort::Table, "plafonds".to_owned(), "seuils".to_owned(), 0)]
    );
    let [table] = changes.tables.as_slice() else {
        panic!("{:?}", changes.tables)
    };
    let [range] = table.columns[0].ranges.as_slice() else {
        panic!("{table:?}")
    };
    let ends: Vec<(&str, &str)> = (range.blocks[0].0.iter())
        .map(|span| (span.first.text.as_str(), span.last.text.as_str()))
        .collect();
    assert_eq!((range.cells, ends), (1, vec![("1", "1"), ("1", "1")]));
}

#[test]
fn expressions_that_only_carry_a_new_name_have_not_changed() {
    let changes = changed(|name, text| match name {
        "vocabulaire.toml" => text
            .replace(
                "[faits.points]",
                "[faits.points_de_charge]\nanciens_noms = [\"points\"]",
            )
            .replace("\"0bis\"", "\"zero_bis\""),
        "tables/tables.toml" => text.replace("\"0bis\"", "\"zero_bis\""),
        "tables/plafonds.csv" => text.replace("0bis", "zero_bis"),
        DISPOSITIF => text
            .replace("points, revenu", "points_de_charge, revenu")
            .replace("trop_riche", "revenu_trop_haut"),
        _ => text,
    });
    let mut sorts: Vec<(Sort, String, String)> = told(&changes)
        .into_iter()
        .map(|(sort, before, after, _)| (sort, before, after))
        .collect();
    sorts.sort();
    let said = |sort, before: &str, after: &str| (sort, before.to_owned(), after.to_owned());
    assert_eq!(
        sorts,
        [
            said(Sort::Member, "0bis", "zero_bis"),
            said(Sort::Fact, "points", "points_de_charge"),
            said(Sort::Variable, "trop_riche", "revenu_trop_haut"),
        ]
    );
    assert!(changes.tables.is_empty(), "{:?}", changes.tables);
}

#[test]
fn a_value_that_begins_on_another_day_is_told_as_moved() {
    for (day, period) in [
        ("2024-09-02", ("2024-09-01", "2024-09-02")),
        ("2024-08-30", ("2024-08-30", "2024-09-01")),
    ] {
        let later = format!("depuis = {day}, valeur = 1500");
        let changes = replaced(
            "parametres/bourse.toml",
            "depuis = 2024-09-01, valeur = 1500",
            &later,
        );
        let [value] = changes.values.as_slice() else {
            panic!("{:?}", changes.values)
        };
        let moved = value.moved.unwrap();
        assert_eq!(
            (moved.before.to_string(), moved.after.to_string()),
            ("2024-09-01".to_owned(), day.to_owned())
        );
        assert_eq!(
            (value.period.from.to_string(), value.period.until.to_string()),
            (period.0.to_owned(), period.1.to_owned())
        );
    }
    // Another value is no move.
    let both = "depuis = 2024-09-02, valeur = 1600";
    let changes = replaced(
        "parametres/bourse.toml",
        "depuis = 2024-09-01, valeur = 1500",
        both,
    );
    assert!(
        changes.values.iter().all(|value| value.moved.is_none()),
        "{:?}",
        changes.values
    );
}
