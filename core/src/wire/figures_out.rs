//! The figures of a pack as rows of a table: each value of a parameter, each cell of a table, with its days and its source.

use serde_json::{Map, Value as Json, json};

use super::{catalogue::citation_value, value_out::value_json};
use crate::{
    date::Day,
    decision::DroitValue,
    error::{Code, Finding, Place, nearest},
    pack::model::{Citation, Reliability},
    plan::{Plan, TableLayout, TablePlan, Value},
    vocabulary::{DeclaredType, Kind, Style},
};

/// A column beside the values: its name, and what it holds.
const BESIDE: [(&str, &str); 6] = [
    ("depuis", "date"),
    ("jusqu_a", "date"),
    ("source", "texte"),
    ("repere", "texte"),
    ("fiabilite", "texte"),
    ("verifie_le", "date"),
];

/// The values of a parameter, in the order of their days: `{"nom", "titre", "unite", "colonnes": [["valeur", "decimal"], …], "lignes": [[…], …]}`. A column
/// holds `decimal` (a text), `entier`, `booleen`, `texte` or `date`; `jusqu_a` is the last day, `null` when no end is known.
///
/// # Errors
/// A [`Finding`] when there is no such parameter, with the nearest name.
///
/// # Example
/// ```
/// use bareme::{guide, wire::parameter_json};
///
/// let engine = guide::engine()?;
/// let name = &engine.plan().parameters[0].name;
/// assert!(parameter_json(engine.plan(), name)?.contains(r#""colonnes":[["valeur","#));
/// assert!(parameter_json(engine.plan(), "smicc").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parameter_json(plan: &Plan, name: &str) -> Result<String, Finding> {
    let known = || plan.parameters.iter().map(|parameter| parameter.name.as_str());
    let series = plan.parameters.iter().find(|parameter| parameter.name == name);
    let Some(series) = series else {
        let is_table = plan.tables.iter().any(|table| table.name == name);
        return Err(unknown(
            "aucun paramètre",
            name,
            known(),
            is_table.then_some("c'est le nom d'une table"),
        ));
    };
    let ends = series.points.iter().skip(1).map(|point| point.from);
    let ends = ends.chain([series.until]);
    let rows = series.points.iter().zip(ends).map(|(point, end)| {
        let value = shown(plan, &series.declared, point.value);
        let beside = beside(
            plan,
            point.from,
            end,
            (&point.citation, point.reliability, point.verified),
        );
        [&[value][..], &beside].concat()
    });
    let columns = [("valeur", &series.declared)];
    Ok(figures(
        (&series.name, &series.title),
        &columns,
        &rows.collect::<Vec<_>>(),
        Some(&series.declared),
    ))
}

/// The cells of a table, each with its keys; those in force on a day, or those of every period: as [`parameter_json`], with the keys and the values of the table
/// for columns.
///
/// # Errors
/// A [`Finding`] when there is no such table, with the nearest name, and when it has no cell on that day.
pub fn table_json(plan: &Plan, name: &str, date: Option<Day>) -> Result<String, Finding> {
    let known = || plan.tables.iter().map(|table| table.name.as_str());
    let Some(table) = plan.tables.iter().find(|table| table.name == name) else {
        let is_parameter = plan.parameters.iter().any(|parameter| parameter.name == name);
        let other = is_parameter.then_some("c'est le nom d'un paramètre");
        return Err(unknown("aucune table", name, known(), other));
    };
    let ends = table.periods.iter().skip(1).map(|layout| layout.from);
    let mut rows = Vec::new();
    for (layout, end) in table.periods.iter().zip(ends.chain([table.until])) {
        if date.is_none_or(|day| layout.from <= day && day < end) {
            rows.extend(cells(plan, table, layout, end));
        }
    }
    if let (Some(day), true) = (date, rows.is_empty()) {
        let message = format!("la table `{name}` n'a pas de valeur le {day}");
        let finding = Finding::new(Code::InvalidDate, Place::Whole, message);
        return Err(finding.with_help("sans date, toutes ses périodes sont données"));
    }
    let keys = table.keys.iter().map(|key| (key.name.as_str(), &key.declared));
    let values = table
        .columns
        .iter()
        .map(|column| (column.name.as_str(), &column.declared));
    let columns: Vec<_> = keys.chain(values).collect();
    let unit = table.columns.first().map(|column| &column.declared);
    Ok(figures((&table.name, &table.title), &columns, &rows, unit))
}

fn unknown<'n>(no: &str, name: &str, known: impl Iterator<Item = &'n str>, other: Option<&str>) -> Finding {
    let shown = crate::dossier::shortened(name);
    let finding = Finding::new(
        Code::UnknownName,
        Place::Whole,
        format!("{no} ne s'appelle `{shown}`"),
    );
    match other {
        Some(other) => finding.with_help(other),
        None => finding.with_suggestion(nearest(name, known)),
    }
}

fn figures(
    (name, title): (&str, &str),
    columns: &[(&str, &DeclaredType)],
    rows: &[Vec<Json>],
    unit: Option<&DeclaredType>,
) -> String {
    let own = columns
        .iter()
        .map(|(name, declared)| json!([name, holds(declared)]));
    let beside = BESIDE.iter().map(|(name, holds)| json!([name, holds]));
    let mut all = Map::new();
    all.insert("nom".to_owned(), name.into());
    all.insert("titre".to_owned(), title.into());
    let unit = unit.and_then(DeclaredType::unit).map(ToString::to_string);
    all.insert("unite".to_owned(), json!(unit));
    all.insert("colonnes".to_owned(), own.chain(beside).collect());
    all.insert("lignes".to_owned(), json!(rows));
    Json::from(all).to_string()
}

/// What the values of a column are.
fn holds(declared: &DeclaredType) -> &'static str {
    match &declared.kind {
        Kind::Boolean => "booleen",
        Kind::Choice(_) => "texte",
        Kind::Date => "date",
        Kind::Number { .. } if declared.style == Style::Integer => "entier",
        Kind::Number { .. } => "decimal",
    }
}

fn shown(plan: &Plan, declared: &DeclaredType, value: Value) -> Json {
    DroitValue::settled(value, declared, &plan.vocabulary).map_or(Json::Null, |value| value_json(&value))
}

/// A number, a day, or the position of a member, as a value.
fn value_of(declared: &DeclaredType, held: i64) -> Value {
    match u8::try_from(held) {
        Ok(member) if declared.kind.is_choice() => Value::member(member),
        _ => Value::point(held),
    }
}

fn beside(
    plan: &Plan,
    from: Day,
    end: Day,
    (citation, reliability, verified): (&Citation, Reliability, Day),
) -> [Json; 6] {
    let source = citation_value(citation, plan);
    let of = |key: &str| source.get(key).cloned().unwrap_or_default();
    [
        from.to_string().into(),
        if end == Day::AFTER {
            Json::Null
        } else {
            end.add_days(-1).to_string().into()
        },
        of("id"),
        of("repere"),
        reliability.word().into(),
        verified.to_string().into(),
    ]
}

/// The rows of a period: the first key goes slowest.
fn cells(plan: &Plan, table: &TablePlan, layout: &TableLayout, end: Day) -> Vec<Vec<Json>> {
    let mut keys: Vec<Vec<Json>> = vec![Vec::new()];
    for (key, axis) in table.keys.iter().zip(&layout.axes) {
        keys = keys
            .into_iter()
            .flat_map(|before| {
                axis.iter().map(move |held| {
                    let one = shown(plan, &key.declared, value_of(&key.declared, *held));
                    [before.as_slice(), &[one]].concat()
                })
            })
            .collect();
    }
    let cited = (&layout.citation, layout.reliability, layout.verified);
    let beside = beside(plan, layout.from, end, cited);
    let rows = keys.into_iter().enumerate().map(|(position, mut row)| {
        for (column, cells) in table.columns.iter().zip(&layout.cells) {
            let held = cells.get(position).map(|held| value_of(&column.declared, *held));
            row.push(held.map_or(Json::Null, |held| shown(plan, &column.declared, held)));
        }
        row.extend(beside.iter().cloned());
        row
    });
    rows.collect()
}
