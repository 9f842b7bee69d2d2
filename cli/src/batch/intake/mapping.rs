//! The file that says what the columns of a table are: everything wrong with it is told at once, each at its line.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use bareme::{
    Code, Engine, FactValue, Finding, Findings,
    columns::{fact_of_column, former_columns},
    error::{Place, SourceFile, nearest},
    pack::MAX_FILE_BYTES,
    vocabulary::Fact,
};
use serde_json::Value as Json;
use toml::{Spanned, de::DeValue};

use super::{
    lecture::{KNOWN, Lecture},
    manner::{Manner, Scale},
};
use crate::{
    document::{Document, Value},
    reading,
};

/// What a file of columns says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapping {
    /// How texts are read in every column.
    pub(super) lecture: Lecture,
    /// What is said of each column, by its name in the table.
    pub(super) columns: BTreeMap<String, Named>,
    /// Where each of them is named.
    places: BTreeMap<String, Place>,
    /// What is said of facts that are named as they were.
    former: Vec<Finding>,
}

/// What is said of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The column of a fact that it is: `age`, or `age.min`.
    pub(super) fact: Option<String>,
    pub(super) manner: Manner,
    kept: bool,
    pub(super) ignored: bool,
}

const KEYS: [&str; 7] = [
    "fait", "valeurs", "facteur", "diviseur", "lecture", "garde", "ignore",
];

/// The JSON Schema of such a file.
pub(crate) fn schema() -> String {
    let schema = serde_json::from_str::<Json>(include_str!("schema.json"));
    schema.unwrap_or_default().to_string()
}

impl Mapping {
    /// Reads a file.
    pub(crate) fn read(path: &Path, engine: &Engine) -> Result<Self, Findings> {
        let file = SourceFile {
            path: path.display().to_string(),
            text: reading::text(path, MAX_FILE_BYTES)?,
        };
        let (mut document, table) = Document::open(&file, Code::InvalidValue);
        let mut mapping = Self::default();
        if let Some(table) = &table {
            document.only(table, &["lecture", "colonnes"], "un fichier de colonnes");
            let lecture = table.get("lecture");
            mapping.lecture = lecture
                .and_then(|lecture| read_lecture(&mut document, lecture))
                .unwrap_or_default();
            let columns = table.get("colonnes");
            for (name, column) in columns
                .and_then(|columns| document.table(columns, "colonnes"))
                .into_iter()
                .flatten()
            {
                let place = document.place(name);
                let name = name.get_ref().as_ref();
                mapping.places.insert(name.to_owned(), place);
                mapping.former.extend(former(&document, engine, column));
                let named = read_column(&mut document, engine, (name, column));
                mapping.columns.insert(name.to_owned(), named);
            }
        }
        let mut found = core::mem::take(&mut document.findings);
        found.extend(mapping.twice(engine));
        if found.is_empty() {
            return Ok(mapping);
        }
        found.sort_by(|a, b| a.place.cmp(&b.place));
        Err(Findings {
            list: found,
            files: vec![file],
        })
    }

    /// What is said of facts that the file names as they were.
    pub(crate) fn former_names(&self) -> &[Finding] {
        &self.former
    }

    /// The columns that are copied.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &str> {
        let kept = self.columns.iter().filter(|(_, named)| named.kept);
        kept.map(|(name, _)| name.as_str())
    }

    /// The columns that a table has not.
    pub(in crate::batch) fn absent(&self, names: &BTreeSet<&String>) -> Vec<Finding> {
        let absent = self.places.iter().filter(|(name, _)| !names.contains(name));
        absent
            .map(|(name, place)| {
                let message = format!("le fichier n'a pas de colonne `{name}`");
                Finding::new(Code::UnknownFact, place.clone(), message)
                    .with_suggestion(nearest(name, names.iter().map(|known| known.as_str())))
                    .with_help("nommez une colonne de l'entête, ou retirez-la du fichier de colonnes")
            })
            .collect()
    }

    /// Two columns that are one fact.
    fn twice(&self, engine: &Engine) -> Vec<Finding> {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let mut found = Vec::new();
        for (name, named) in &self.columns {
            let fact = named.fact.as_deref();
            let fact = fact.and_then(|fact| fact_of_column(&engine.plan().vocabulary, fact));
            let Some((_, fact, part)) = fact else { continue };
            let column = part.of(fact);
            if let Some(other) = seen.get(&column) {
                let place = self.places.get(name).cloned().unwrap_or(Place::Whole);
                let message = format!("`{other}` et `{name}` sont deux colonnes du même fait, `{column}`");
                found.push(Finding::new(Code::FactTwice, place, message).with_help("gardez-en une"));
            } else {
                seen.insert(column, name);
            }
        }
        found
    }
}

/// What is said of a `fait` under a name that it had.
fn former(document: &Document<'_>, engine: &Engine, column: &Value<'_>) -> Vec<Finding> {
    let own = column.get_ref().get("fait");
    let stated = own.and_then(|own| Some((document.place(own), own.get_ref().as_str()?)));
    let told = stated.map(|(place, name)| {
        let told = former_columns(&engine.plan().vocabulary, core::iter::once(name));
        told.into_iter().map(move |mut told| {
            told.place = place.clone();
            told
        })
    });
    told.into_iter().flatten().collect()
}

fn read_lecture(document: &mut Document<'_>, value: &Value<'_>) -> Option<Lecture> {
    let text = document.text(value, "lecture")?;
    let read = text.parse::<Lecture>().ok();
    if read.is_none() {
        let place = document.place(value);
        document.invalid(
            place,
            format!("`{text}` n'est pas une lecture"),
            &format!("écrivez {KNOWN}"),
        );
    }
    read
}

/// What a key that is true or false says.
fn truth(document: &mut Document<'_>, value: Option<&Value<'_>>, key: &str) -> bool {
    let Some(value) = value else { return false };
    match value.get_ref() {
        DeValue::Boolean(truth) => *truth,
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => {
            let place = document.place(value);
            document.invalid(
                place,
                format!("`{key}` est vrai ou faux"),
                "écrivez true ou false",
            );
            false
        }
    }
}

fn read_column(document: &mut Document<'_>, engine: &Engine, (name, value): (&str, &Value<'_>)) -> Named {
    let mut named = Named::default();
    let Some(table) = document.table(value, name) else {
        return named;
    };
    document.only(table, &KEYS, &format!("la colonne `{name}`"));
    named.kept = truth(document, table.get("garde"), "garde");
    named.ignored = truth(document, table.get("ignore"), "ignore");
    let own = table.get("fait");
    let read_name = match own {
        Some(fact) => document.text(fact, "fait"),
        None => Some(name),
    };
    let fact = read_name.and_then(|read| {
        let found = fact_of_column(&engine.plan().vocabulary, read);
        if let (None, Some(value)) = (&found, own) {
            let known = engine
                .plan()
                .vocabulary
                .facts
                .iter()
                .map(|fact| fact.name.as_str());
            let finding = Finding::new(
                Code::UnknownFact,
                document.place(value),
                format!("aucun fait ne s'appelle `{read}`"),
            );
            let finding = finding.with_suggestion(nearest(read, known));
            document
                .findings
                .push(finding.with_help("`bareme facts` liste les faits"));
        }
        found.map(|(_, fact, part)| (fact, part))
    });
    named.fact = fact.map(|(fact, part)| part.of(fact));
    let lecture = table.get("lecture");
    named.manner.lecture = lecture
        .and_then(|lecture| read_lecture(document, lecture))
        .unwrap_or_default();
    let said = ["valeurs", "facteur", "diviseur", "lecture"];
    let said = said.iter().find_map(|key| Some((*key, table.get(*key)?)));
    let does_nothing = own.is_none() && fact.is_none();
    if named.ignored && (own.is_some() || named.kept) {
        let place = document.place(value);
        document.invalid(
            place,
            format!("la colonne `{name}` est à la fois lue et ignorée"),
            "retirez `ignore`, ou `fait` et `garde`",
        );
    } else if let (true, Some((key, said))) = (does_nothing, said) {
        let place = document.place(said);
        document.invalid(
            place,
            format!("`{key}` ne veut rien dire d'une colonne qui n'est pas un fait"),
            "dites lequel : fait = \"…\"",
        );
    } else if does_nothing
        && ["fait", "garde", "ignore"]
            .iter()
            .all(|key| table.get(*key).is_none())
    {
        let place = document.place(value);
        document.invalid(
            place,
            format!("rien ne dit ce qu'est la colonne `{name}`"),
            "écrivez fait = \"…\", garde = true ou ignore = true",
        );
    }
    if let Some(fact) = fact {
        named.manner.scale = read_scale(document, fact.0, (table.get("facteur"), table.get("diviseur")));
        if let Some(values) = table.get("valeurs") {
            named.manner.values = read_values(document, engine, fact.0, values);
        }
    }
    named
}

/// What a number of the column is multiplied by, and divided by.
fn read_scale(
    document: &mut Document<'_>,
    fact: &Fact,
    (times, by): (Option<&Value<'_>>, Option<&Value<'_>>),
) -> Option<Scale> {
    let given = times.or(by)?;
    if !fact.declared.kind.is_number() {
        let place = document.place(given);
        let message = format!("`{}` n'est pas un nombre : rien ne le multiplie", fact.name);
        document.invalid(place, message, "retirez `facteur` et `diviseur`");
        return None;
    }
    let mut number = |value: Option<&Value<'_>>, key: &str| {
        let Some(value) = value else {
            return Some(Scale::one());
        };
        let read = digits(value).and_then(|text| Scale::number(&text));
        if read.is_none() {
            let place = document.place(value);
            document.invalid(
                place,
                format!("`{key}` est un nombre plus grand que zéro, de six décimales au plus"),
                "écrivez-le avec un point : facteur = \"12\", ou \"0.5\"",
            );
        }
        read
    };
    let (times, by) = (number(times, "facteur"), number(by, "diviseur"));
    Some(Scale {
        times: times?,
        by: by?,
    })
}

/// The digits of a number, as a text or not.
fn digits(value: &Value<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().to_owned()),
        DeValue::Float(float) => Some(float.as_str().to_owned()),
        DeValue::Integer(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
    }
}

/// What texts of the column stand for: values of the fact.
fn read_values(
    document: &mut Document<'_>,
    engine: &Engine,
    fact: &Fact,
    values: &Value<'_>,
) -> BTreeMap<String, String> {
    let mut read = BTreeMap::new();
    let Some(table) = document.table(values, "valeurs") else {
        return read;
    };
    for (text, value) in table {
        let meant = match digits(value) {
            Some(meant) => meant,
            None => {
                let DeValue::Boolean(truth) = value.get_ref() else {
                    document.text(value, text.get_ref());
                    continue;
                };
                (if *truth { "oui" } else { "non" }).to_owned()
            }
        };
        // Nothing stands for what is not known.
        if !meant.is_empty()
            && let Err(told) = engine.dossier().insert(&fact.name, FactValue::Typed(&meant))
        {
            told_at(document, value, told);
        }
        read.insert(text.get_ref().trim().to_owned(), meant);
    }
    read
}

fn told_at(document: &mut Document<'_>, value: &Spanned<DeValue<'_>>, mut told: Finding) {
    told.place = document.place(value);
    document.findings.push(told);
}
