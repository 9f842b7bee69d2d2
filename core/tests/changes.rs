//! What changed from one pack to another: by names, with values and their days, tables as ranges.
#![cfg(feature = "reader")]

mod support;

use bareme::analysis::changes::{self, Aspect, Changes, Content, Range, Regularity, Sort};
use support::{engine_of, engine_with};

const DISPOSITIF: &str = "dispositifs/bourses/bourse.toml";

/// What changes in the minimal pack when some of its files do.
fn changed(change: impl Fn(&str, String) -> String) -> Changes {
    let old = engine_of("minimal");
    let new = engine_with("minimal", change);
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

fn ranges(changes: &Changes) -> &[Range] {
    let [table] = changes.tables.as_slice() else {
        panic!("{:?}", changes.tables)
    };
    let [column] = table.columns.as_slice() else {
        panic!("{table:?}")
    };
    &column.ranges
}

/// « 0..1 × 0bis..0bis »
fn blocks(range: &Range) -> Vec<String> {
    let told = range.blocks.iter().map(|block| {
        let spans = block
            .0
            .iter()
            .map(|span| format!("{}..{}", span.first.text, span.last.text));
        spans.collect::<Vec<_>>().join(" × ")
    });
    told.collect()
}

#[test]
fn a_pack_has_not_changed_from_itself() {
    assert!(changed(|_, text| text).is_empty());
}

#[test]
fn a_value_is_told_with_the_days_on_which_it_is_in_force() {
    let changes = replaced("parametres/bourse.toml", "valeur = 1500", "valeur = \"1520.50\"");
    let [value] = changes.values.as_slice() else {
        panic!("{:?}", changes.values)
    };
    assert_eq!(value.parameter, "montant_bourse");
    let text = |side: &Option<changes::Quantity>| side.as_ref().map(|value| value.text.clone());
    assert_eq!(
        (text(&value.before), text(&value.after)),
        (Some("1500.00".to_owned()), Some("1520.50".to_owned()))
    );
    assert_eq!(
        (value.period.from.to_string(), value.period.last()),
        ("2024-09-01".to_owned(), None)
    );
    assert_eq!(
        value.after.as_ref().and_then(|value| value.unit.as_deref()),
        Some("EUR/an")
    );
    assert!(
        changes.rules.is_empty() && changes.tables.is_empty(),
        "{changes:?}"
    );
}

#[test]
fn a_next_value_is_compared_with_the_one_that_would_have_gone_on() {
    let next = "note = \"À relire\" },\n  { depuis = 2025-09-01, valeur = 1600 },";
    let changes = replaced("parametres/bourse.toml", "note = \"À relire\" },", next);
    let [value] = changes.values.as_slice() else {
        panic!("{:?}", changes.values)
    };
    assert_eq!(value.before.as_ref().unwrap().text, "1500.00");
    assert_eq!(value.after.as_ref().unwrap().text, "1600.00");
    assert_eq!(value.period.from.to_string(), "2025-09-01");
}

#[test]
fn cells_that_follow_one_coefficient_are_one_range() {
    // × 1.1, by hand: 35 086 → 38 594.6, 23 850 → 26 235, 38 966 → 42 862.6, 26 500 → 29 150.
    let raised = [
        ("35086", "38595"),
        ("23850", "26235"),
        ("38966", "42863"),
        ("26500", "29150"),
    ];
    let changes = changed(|name, text| {
        let is_table = name == "tables/plafonds.csv";
        raised
            .iter()
            .filter(|_| is_table)
            .fold(text, |text, (from, to)| text.replace(from, to))
    });
    let [range] = ranges(&changes) else {
        panic!("{changes:?}")
    };
    assert_eq!(range.regularity, Regularity::Coefficient(1_100_000));
    assert_eq!((range.cells, range.except), (4, 0));
    assert_eq!(blocks(range), ["0..1 × 0bis..1"]);
    assert_eq!(changes.tables[0].period.from.to_string(), "2024-09-01");
}

#[test]
fn cells_that_are_raised_by_one_amount_are_one_range_and_the_slip_is_told_apart() {
    // + 100 €, but two digits of 39 066 are swapped.
    let raised = [
        ("35086", "35186"),
        ("23850", "23950"),
        ("38966", "39606"),
        ("26500", "26600"),
    ];
    let changes = changed(|name, text| {
        let is_table = name == "tables/plafonds.csv";
        raised
            .iter()
            .filter(|_| is_table)
            .fold(text, |text, (from, to)| text.replace(from, to))
    });
    let [rule, slip] = ranges(&changes) else {
        panic!("{changes:?}")
    };
    assert!(
        matches!(&rule.regularity, Regularity::Difference(by) if by.text == "100"),
        "{rule:?}"
    );
    assert_eq!((rule.cells, rule.except), (3, 1));
    assert!(
        matches!(&slip.regularity, Regularity::Same { before: Some(before), after: Some(after) }
        if (before.text.as_str(), after.text.as_str()) == ("38966", "39606")),
        "{slip:?}"
    );
    assert_eq!(blocks(slip), ["1..1 × 0bis..0bis"]);
}

#[test]
fn a_row_that_says_what_the_one_below_says_changes_no_cell() {
    // Two points were looked up in the row of one point already.
    let changes = changed(|name, text| {
        if name == "tables/plafonds.csv" {
            text + "2024-09-01,2,0bis,38966\n2024-09-01,2,1,26500\n"
        } else {
            text
        }
    });
    assert!(changes.tables.is_empty(), "{:?}", changes.tables);
}

#[test]
fn a_member_that_is_inserted_before_others_moves_no_cell() {
    let changes = changed(|name, text| match name {
        "vocabulaire.toml" => {
            text.replace("[choix.echelon]", "[choix.echelon]\n\"0ter\" = \"Échelon 0 ter\"")
        }
        "tables/plafonds.csv" => {
            text + "2023-09-01,0,0ter,40000\n2023-09-01,1,0ter,41000\n2024-09-01,0,0ter,42000\n2024-09-01,1,0ter,43000\n"
        }
        "tables/tables.toml" => text.replace("[\"1\", \"0bis\"]", "[\"1\", \"0bis\", \"0ter\"]"),
        _ => text,
    });
    let added: Vec<Vec<String>> = changes
        .tables
        .iter()
        .flat_map(|table| &table.columns[0].ranges)
        .map(blocks)
        .collect();
    assert_eq!(
        added,
        [
            ["0..0 × 0ter..0ter"],
            ["1..1 × 0ter..0ter"],
            ["0..0 × 0ter..0ter"],
            ["1..1 × 0ter..0ter"]
        ]
    );
    let sorts: Vec<Sort> = changes
        .rules
        .iter()
        .map(|change| change.element().unwrap().sort)
        .collect();
    assert_eq!(sorts, [Sort::Choice, Sort::Member, Sort::Table]);
}

#[test]
fn decimals_that_are_declared_and_say_nothing_change_no_cell() {
    let changes = replaced("tables/tables.toml", "decimales = 0", "decimales = 2");
    assert!(changes.tables.is_empty(), "{:?}", changes.tables);
    assert_eq!(changes.rules.len(), 1, "{:?}", changes.rules);
}

#[test]
fn an_expression_is_told_before_and_after() {
    let changes = replaced(DISPOSITIF, "non trop_riche", "non trop_riche et points <= 12");
    let [change] = changes.rules.as_slice() else {
        panic!("{:?}", changes.rules)
    };
    let element = change.element().unwrap();
    assert_eq!(
        (element.sort, element.id.as_str(), element.of.as_deref()),
        (Sort::Condition, "sous_plafond", Some("bourse"))
    );
    let text = |side: &Option<Content>| match side {
        Some(Content::Expression(expression)) => expression.0.text.clone(),
        other => panic!("{other:?}"),
    };
    let [edit] = change.edits.as_slice() else {
        panic!("{change:?}")
    };
    assert_eq!(edit.aspect, Aspect::Test);
    assert_eq!(text(&edit.before), "non trop_riche");
    assert_eq!(text(&edit.after), "non trop_riche et points <= 12");
}

#[test]
fn what_only_has_another_name_is_renamed() {
    let changes = replaced(DISPOSITIF, "\"sous_plafond\"", "\"ressources\"");
    let [change] = changes.rules.as_slice() else {
        panic!("{:?}", changes.rules)
    };
    let ids = |side: &Option<changes::Element>| side.as_ref().map(|element| element.id.clone());
    let (before, after) = (ids(&change.before), ids(&change.after));
    assert_eq!(
        (before.as_deref(), after.as_deref()),
        (Some("sous_plafond"), Some("ressources"))
    );
    assert!(change.is_renamed() && change.edits.is_empty());
}

#[test]
fn a_fact_that_states_its_former_name_is_the_same_fact() {
    let changes = changed(|name, text| match name {
        "vocabulaire.toml" => text.replace(
            "[faits.points]",
            "[faits.points_de_charge]\nanciens_noms = [\"points\"]",
        ),
        DISPOSITIF => text.replace("points, revenu", "points_de_charge, revenu"),
        _ => text,
    });
    let facts = changes
        .rules
        .iter()
        .filter(|change| change.element().unwrap().sort == Sort::Fact);
    let renamed: Vec<bool> = facts.map(changes::Change::is_renamed).collect();
    assert_eq!(renamed, [true], "{:?}", changes.rules);
}

#[test]
fn a_condition_that_moves_is_told_as_an_order() {
    let condition =
        |id: &str| format!("[[conditions]]\nid = \"{id}\"\ntitre = \"{id}\"\nsi = \"points <= 12\"\n\n");
    let with = |ids: [&str; 2]| {
        let conditions = ids.map(condition).concat();
        engine_with("minimal", move |name, text| {
            if name == DISPOSITIF {
                text.replacen("[[droits]]", &(conditions.clone() + "[[droits]]"), 1)
            } else {
                text
            }
        })
    };
    let changes = changes::between(with(["a", "b"]).plan(), with(["b", "a"]).plan());
    let aspects: Vec<Aspect> = changes
        .rules
        .iter()
        .flat_map(|change| &change.edits)
        .map(|edit| edit.aspect)
        .collect();
    assert_eq!(aspects, [Aspect::ConditionsOrder], "{changes:?}");
}

#[test]
fn every_file_of_the_pack_is_compared() {
    let lines = [
        ("pack.toml", "\"1.0.0\"", "\"1.0.1\"", Sort::Pack),
        ("vocabulaire.toml", "max = 17", "max = 16", Sort::Fact),
        ("vocabulaire.toml", "Échelon 0 bis", "Zéro bis", Sort::Member),
        ("sources.toml", "2024-07-04", "2024-07-05", Sort::Source),
        (
            "parametres/bourse.toml",
            "Montant annuel",
            "Montant",
            Sort::Parameter,
        ),
        (
            "tables/tables.toml",
            "Plafonds de revenu",
            "Plafonds",
            Sort::Table,
        ),
    ];
    for (file, from, to, sort) in lines {
        let changes = replaced(file, from, to);
        let sorts: Vec<Sort> = changes
            .rules
            .iter()
            .map(|change| change.element().unwrap().sort)
            .collect();
        assert_eq!(sorts, [sort], "{file}: {from}");
    }
}

#[test]
fn what_changes_is_written_as_json_with_the_words_of_files() {
    let changes = replaced("parametres/bourse.toml", "valeur = 1500", "valeur = \"1520.50\"");
    let json = serde_json::to_value(&changes).unwrap();
    assert_eq!(json["valeurs"][0]["parametre"], "montant_bourse");
    assert_eq!(json["valeurs"][0]["avant"], "1500.00");
    assert_eq!(json["valeurs"][0]["apres"], "1520.50");
    assert_eq!(
        json["valeurs"][0]["jours"],
        serde_json::json!({"du": "2024-09-01", "au": null})
    );
}
