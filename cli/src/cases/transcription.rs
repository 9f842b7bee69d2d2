//! A published table, or the dated values of a parameter, typed a second time from what was published.
//!
//! ```toml
//! [[transcription]]
//! table    = "bourse_plafonds"
//! depuis   = 2024-09-01
//! source   = { id = "arrete_2024_plafonds", repere = "annexe" }
//! pourquoi = "L'annexe, lue à part du fichier du barème."
//! # The first line names the first key, then the members of the second or the columns; the layout is that of what was published.
//! valeurs  = """
//! points 0bis 1
//! 0      35086 23850
//! """
//!
//! [[transcription]]
//! parametre = "smic_mensuel_brut"
//! source    = { id = "openfisca_smic" }
//! pourquoi  = "Les valeurs publiées."
//! valeurs   = """
//! 2024-01-01 1766.92
//! """
//! ```

use bareme::{
    Code, Day, Engine, Finding,
    catalogue::{Plan, Series, TableLayout, TablePlan, Value as Known},
    error::{Place, nearest},
    vocabulary::Kind,
};
use toml::de::DeTable;

use super::{
    figure::Figure,
    origin::{day, source},
};
use crate::document::{Document, Value};

/// What was typed again.
#[derive(Debug, Clone)]
pub struct Transcription {
    /// Why it can be trusted, in French.
    pub why: String,
    /// The figures, in the order of the text.
    pub figures: Vec<Transcribed>,
}

/// A figure that was typed again.
#[derive(Debug, Clone)]
pub struct Transcribed {
    /// Which one of the pack.
    pub figure: Figure,
    /// What it is called: `bourse_plafonds, 2024-09-01, 0, 0bis`.
    pub name: String,
    /// What was published.
    pub value: i64,
    /// What the pack holds.
    pub held: i64,
    /// The same, as it would be typed.
    pub written: String,
    /// What was published, as it was typed.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Transcription {
    /// What the pack holds otherwise.
    #[must_use]
    pub fn differences(&self) -> Vec<Finding> {
        let different = self.figures.iter().filter(|one| one.value != one.held);
        different
            .map(|one| {
                let message = format!("{} : {} publié, le barème a {}", one.name, one.text, one.written);
                Finding::new(Code::CaseFailed, one.place.clone(), message).with_help(self.why.clone())
            })
            .collect()
    }
}

const KEYS: [&str; 6] = ["table", "parametre", "depuis", "source", "pourquoi", "valeurs"];

/// Reads the transcriptions of a file.
pub(super) fn read(document: &mut Document<'_>, engine: &Engine, list: &Value<'_>) -> Vec<Transcription> {
    let Some(items) = list.get_ref().as_array() else {
        let place = document.place(list);
        document.invalid(
            place,
            "`transcription` doit être une liste",
            "écrivez [[transcription]] au-dessus de chacune",
        );
        return Vec::new();
    };
    let read = |item| {
        let table = document.table(item, "transcription")?;
        one(document, engine, item, table)
    };
    items.iter().filter_map(read).collect()
}

fn one(
    document: &mut Document<'_>,
    engine: &Engine,
    whole: &Value<'_>,
    table: &DeTable<'_>,
) -> Option<Transcription> {
    document.only(table, &KEYS, "une transcription");
    for key in ["source", "pourquoi", "valeurs"] {
        if !table.contains_key(key) {
            let (place, message) = (
                document.place(whole),
                format!("il manque `{key}` à cette transcription"),
            );
            document.invalid(
                place,
                message,
                "dites d'où viennent les chiffres, puis donnez-les",
            );
        }
    }
    let why = table
        .get("pourquoi")
        .and_then(|value| document.text(value, "pourquoi"));
    let cited = table
        .get("source")
        .and_then(|value| source(document, engine, value));
    let at = table.get("valeurs")?;
    let text = document.text(at, "valeurs")?;
    let since = table.get("depuis").and_then(|value| day(document, value));
    let plan = engine.plan();
    let figures = match (table.get("table"), table.get("parametre")) {
        (Some(name), None) => {
            let found = named(
                document,
                name,
                "table",
                plan.tables.iter().map(|table| table.name.as_str()),
            )?;
            let Some(since) = since else {
                let place = document.place(name);
                document.invalid(
                    place,
                    "il manque `depuis`",
                    "donnez le premier jour de la période transcrite",
                );
                return None;
            };
            cells(document, plan, found, since, (at, text))?
        }
        (None, Some(name)) => {
            let names = plan.parameters.iter().map(|series| series.name.as_str());
            let found = named(document, name, "parametre", names)?;
            points(document, plan, found, (at, text))?
        }
        _ => {
            let place = document.place(whole);
            document.invalid(
                place,
                "une transcription est celle d'une table ou d'un paramètre",
                "écrivez `table = \"…\"` ou `parametre = \"…\"`",
            );
            return None;
        }
    };
    if figures.is_empty() && document.findings.is_empty() {
        let place = document.place(at);
        document.invalid(
            place,
            "la transcription ne compare rien",
            "donnez une ligne au moins sous la ligne de titre",
        );
        return None;
    }
    cited?;
    Some(Transcription {
        why: why?.to_owned(),
        figures,
    })
}

/// The position of a name.
fn named<'n>(
    document: &mut Document<'_>,
    value: &Value<'_>,
    key: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Option<u16> {
    let name = document.text(value, key)?;
    let found = (0_u16..).zip(names.clone()).find(|(_, known)| *known == name);
    if found.is_none() {
        let place = document.place(value);
        let message = format!("le barème n'a rien qui s'appelle `{name}`");
        let finding =
            Finding::new(Code::UnknownReference, place, message).with_suggestion(nearest(name, names));
        document.findings.push(finding);
    }
    Some(found?.0)
}

/// The lines of a text that say something, each in words.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter_map(|line| line.split('#').next())
        .map(|line| line.split_whitespace().collect::<Vec<&str>>())
        .filter(|words| !words.is_empty())
}

/// The figures of a table: a header, then a line for each value of the first key.
fn cells(
    document: &mut Document<'_>,
    plan: &Plan,
    position: u16,
    since: Day,
    (at, text): (&Value<'_>, &str),
) -> Option<Vec<Transcribed>> {
    let table = plan.tables.get(usize::from(position))?;
    let place = document.place(at);
    let found = table.periods.iter().position(|layout| layout.from == since);
    let Some((period, layout)) = found.and_then(|period| Some((period, table.periods.get(period)?))) else {
        let message = format!("`{}` n'a pas de période qui commence le {since}", table.name);
        document.invalid(place, message, "donnez le `depuis` d'une période de la table");
        return None;
    };
    let mut lines = lines(text);
    let header = lines.next().unwrap_or_default();
    let Some((key, heads)) = header.split_first() else {
        document.invalid(
            place,
            "`valeurs` est vide",
            "donnez la ligne de titre, puis les lignes de la table",
        );
        return None;
    };
    if table.keys.first().is_none_or(|first| first.name != *key) || table.keys.len() > 2 {
        let message =
            format!("la ligne de titre commence par la première clé de la table, et non par `{key}`");
        document.invalid(
            place,
            message,
            "une transcription est celle d'une table d'une ou de deux clés",
        );
        return None;
    }
    let mut found = Vec::new();
    for line in lines {
        let Some((row, values)) = line.split_first() else {
            continue;
        };
        if values.len() != heads.len() {
            let message = format!(
                "la ligne `{row}` a {} valeurs pour {} titres",
                values.len(),
                heads.len()
            );
            document.invalid(place.clone(), message, "donnez une valeur sous chaque titre");
            continue;
        }
        for (head, value) in heads.iter().zip(values) {
            match cell(plan, table, layout, (row, head, value)) {
                Some((column, index, read, held)) => found.push(Transcribed {
                    figure: Figure::Cell {
                        table: position,
                        period,
                        column,
                        index,
                    },
                    name: format!("{}, {since}, {row}, {head}", table.name),
                    value: read,
                    held,
                    written: table
                        .columns
                        .get(column)
                        .map(|column| shown(plan, &column.declared.kind, held))
                        .unwrap_or_default(),
                    text: (*value).to_owned(),
                    place: place.clone(),
                }),
                None => {
                    let message = format!(
                        "`{}` n'a pas de case `{row}`, `{head}`, ou `{value}` n'en est pas une valeur",
                        table.name
                    );
                    document.invalid(place.clone(), message, "corrigez la ligne, le titre ou la valeur");
                }
            }
        }
    }
    Some(found)
}

/// The value column and the place of a cell, what was typed, and what the pack holds.
fn cell(
    plan: &Plan,
    table: &TablePlan,
    layout: &TableLayout,
    (row, head, value): (&str, &str, &str),
) -> Option<(usize, usize, i64, i64)> {
    let axis = |key: usize, text: &str| {
        let declared = &table.keys.get(key)?.declared;
        let typed = scaled(plan, &declared.kind, text)?;
        let axis = layout.axes.get(key)?;
        Some((axis.iter().position(|edge| *edge == typed)?, axis.len()))
    };
    let (row, _) = axis(0, row)?;
    let (column, index) = if table.keys.len() == 2 {
        let (second, width) = axis(1, head)?;
        (0, row.checked_mul(width)?.checked_add(second)?)
    } else {
        (table.columns.iter().position(|known| known.name == head)?, row)
    };
    let declared = &table.columns.get(column)?.declared;
    let held = layout.cells.get(column)?.get(index)?;
    Some((column, index, scaled(plan, &declared.kind, value)?, *held))
}

/// The dated values of a parameter: a day and a value on each line.
fn points(
    document: &mut Document<'_>,
    plan: &Plan,
    position: u16,
    (at, text): (&Value<'_>, &str),
) -> Option<Vec<Transcribed>> {
    let series = plan.parameters.get(usize::from(position))?;
    let place = document.place(at);
    let mut found = Vec::new();
    for line in lines(text) {
        let read = match line.as_slice() {
            [since, value] => dated(plan, series, since, value),
            _ => None,
        };
        let Some((point, value, held)) = read else {
            let message = format!(
                "`{}` n'a pas de valeur qui réponde à la ligne `{}`",
                series.name,
                line.join(" ")
            );
            document.invalid(
                place.clone(),
                message,
                "écrivez le premier jour de la valeur, puis la valeur",
            );
            continue;
        };
        found.push(Transcribed {
            figure: Figure::Point {
                parameter: position,
                point,
            },
            name: format!("{}, {}", series.name, line.first().copied().unwrap_or_default()),
            value,
            held,
            written: shown(plan, &series.declared.kind, held),
            text: line.last().copied().unwrap_or_default().to_owned(),
            place: place.clone(),
        });
    }
    Some(found)
}

fn dated(plan: &Plan, series: &Series, since: &str, value: &str) -> Option<(usize, i64, i64)> {
    let since: Day = since.parse().ok()?;
    let point = series.points.iter().position(|point| point.from == since)?;
    let held: Known = series.points.get(point)?.value;
    let kind = &series.declared.kind;
    let held = if kind.is_choice() {
        held.single_member()?.into()
    } else {
        held.lo
    };
    Some((point, scaled(plan, kind, value)?, held))
}

/// A value as the plan holds it: the digits of a number, the number of a day, the position of a member.
fn scaled(plan: &Plan, kind: &Kind, text: &str) -> Option<i64> {
    match text {
        "vrai" if kind.is_boolean() => Some(1),
        "faux" if kind.is_boolean() => Some(0),
        _ if kind.is_boolean() => None,
        _ => plan.vocabulary.stored(kind, text),
    }
}

/// A value as it would be typed.
fn shown(plan: &Plan, kind: &Kind, held: i64) -> String {
    if kind.is_boolean() {
        return if held == 0 { "faux" } else { "vrai" }.to_owned();
    }
    plan.vocabulary.written(kind, held)
}
