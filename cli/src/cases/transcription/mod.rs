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

mod cells;
mod line;
mod points;
mod transcribed;
mod typed;

use bareme::{Code, Engine, Finding, error::nearest};
use toml::de::DeTable;

use super::origin::{day, source};
use crate::document::{Document, Value};
use cells::cells;
use line::Typed;
use points::points;
pub use transcribed::Transcribed;

/// What was typed again.
#[derive(Debug, Clone)]
pub struct Transcription {
    /// Why it can be trusted, in French.
    pub why: String,
    /// The figures, in the order of the text.
    pub figures: Vec<Transcribed>,
}

impl Transcription {
    /// The figures that the pack holds otherwise.
    pub fn differing(&self) -> impl Iterator<Item = &Transcribed> {
        self.figures.iter().filter(|one| one.value != one.held)
    }

    /// What the pack holds otherwise.
    #[must_use]
    pub fn differences(&self) -> Vec<Finding> {
        self.differing()
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
    document.each(
        list,
        "transcription",
        "écrivez [[transcription]] au-dessus de chacune",
        |document, item, table| one(document, engine, item, table),
    )
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
            cells(document, plan, (found, since), &Typed::of(document, at, text))?
        }
        (None, Some(name)) => {
            let names = plan.parameters.iter().map(|series| series.name.as_str());
            let found = named(document, name, "parametre", names)?;
            points(document, plan, found, &Typed::of(document, at, text))?
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
