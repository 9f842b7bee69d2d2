//! Reads case files: their cases, their transcriptions, and what is wrong with them.

use std::collections::BTreeMap;

use bareme::{
    Code, Engine, Finding,
    error::{Place, Severity, SourceFile},
    pack::{InputFile, MAX_FILE_BYTES},
};
use serde_json::{Map, Value as Json};
use toml::de::DeTable;

use super::{
    case::{Case, Expected},
    confirm::{remains, to_confirm},
    expected,
    followed::{self, FollowCase},
    origin::{day, source},
    transcription::{self, Transcription},
};
use crate::document::{Document, Value};

/// The cases of some files, and what is wrong with the files.
#[derive(Debug, Clone)]
pub struct Suite {
    /// Every case that can be run, in the order of the files.
    pub cases: Vec<Case>,
    /// Rows of decisions that indicators count.
    pub followed: Vec<FollowCase>,
    /// The published tables that are compared with those of the pack.
    pub transcriptions: Vec<Transcription>,
    /// What is wrong with the files, in their order.
    pub findings: Vec<Finding>,
    /// The files, to show the lines that findings point to.
    pub files: Vec<SourceFile>,
}

/// Reads case files. A case with a fault is reported and left out; the others can still be run.
///
/// # Example
/// ```
/// use bareme::pack::InputFile;
/// use bareme_cli::cases;
///
/// let file = InputFile::new("essai.toml", "[[cas]]\nnom = \"without_a_date\"");
/// let suite = cases::read(bareme_pays_de_la_loire::engine(), vec![file]);
/// assert!(suite.cases.is_empty());
/// assert_eq!(suite.findings[0].code.as_str(), "cas_invalide");
/// ```
#[must_use]
pub fn read(engine: &Engine, files: Vec<InputFile>) -> Suite {
    let mut suite = Suite {
        cases: Vec::new(),
        followed: Vec::new(),
        transcriptions: Vec::new(),
        findings: Vec::new(),
        files: Vec::new(),
    };
    let mut names: BTreeMap<String, Place> = BTreeMap::new();
    for file in files {
        let file = match decode(file) {
            Ok(file) => file,
            Err(finding) => {
                suite.findings.push(finding);
                continue;
            }
        };
        let (mut document, table) = Document::open(&file, Code::CaseInvalid);
        if let Some(list) = table.as_ref().and_then(|table| table.get("transcription")) {
            let found = transcription::read(&mut document, engine, list);
            suite.transcriptions.extend(found);
        }
        if let Some(list) = table.as_ref().and_then(|table| table.get("suivi")) {
            let found = followed::read(&mut document, engine, list);
            suite.followed.extend(found);
        }
        let found = table.as_ref().map(|table| cases(&mut document, engine, table));
        for case in found.unwrap_or_default() {
            match names.get(&case.name) {
                Some(first) => document.findings.push(
                    Finding::new(
                        Code::DuplicateId,
                        case.place.clone(),
                        format!("le cas `{}` existe déjà, {first}", case.name),
                    )
                    .with_help("donnez à chaque cas son nom : ce qui s'y passe"),
                ),
                None => {
                    names.insert(case.name.clone(), case.place.clone());
                    suite.cases.push(case);
                }
            }
        }
        document.findings.sort_by(|a, b| a.place.cmp(&b.place));
        suite.findings.append(&mut document.findings);
        drop(table);
        suite.files.push(file);
    }
    suite
}

fn decode(file: InputFile) -> Result<SourceFile, Finding> {
    let place = Place::File {
        path: file.path.clone(),
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    if file.bytes.len() > MAX_FILE_BYTES {
        let message = format!("le fichier fait plus de {MAX_FILE_BYTES} octets");
        return Err(Finding::new(Code::InputTooLarge, place, message)
            .with_help("répartissez les cas dans plusieurs fichiers"));
    }
    let text = String::from_utf8(file.bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("le fichier n'est pas écrit en UTF-8 (à l'octet {at})");
        Finding::new(Code::FileUnreadable, place, message).with_help("enregistrez le fichier en UTF-8")
    })?;
    Ok(SourceFile {
        path: file.path,
        text,
    })
}

/// The cases of a file.
fn cases(document: &mut Document<'_>, engine: &Engine, table: &DeTable<'_>) -> Vec<Case> {
    document.only(
        table,
        &["base", "cas", "suivi", "transcription"],
        "un fichier de cas",
    );
    let mut base = Map::new();
    if let Some(facts) = table.get("base").and_then(|value| document.table(value, "base")) {
        state(document, facts, &mut base);
    }
    let list = match table.get("cas") {
        Some(value) => match value.get_ref().as_array() {
            Some(list) => list,
            None => {
                let place = document.place(value);
                document.invalid(
                    place,
                    "`cas` doit être une liste",
                    "écrivez [[cas]] au-dessus de chaque cas",
                );
                return Vec::new();
            }
        },
        None if table.contains_key("transcription") || table.contains_key("suivi") => return Vec::new(),
        None => {
            let place = document.between(0, 0);
            document.invalid(
                place,
                "ce fichier n'a aucun cas",
                "écrivez [[cas]] au-dessus de chaque cas",
            );
            return Vec::new();
        }
    };
    list.iter()
        .filter_map(|value| {
            let table = document.table(value, "cas")?;
            let found = document.findings.len();
            let case = case(document, engine, value, table, &base);
            // A case with a fault is not run: its failure would only repeat the fault.
            let faulty = document
                .findings
                .iter()
                .skip(found)
                .any(|finding| finding.severity == Severity::Error);
            case.filter(|_| !faulty)
        })
        .collect()
}

/// The keys of a case beside what it expects of the answer.
const KEYS: [&str; 6] = ["nom", "pourquoi", "source", "date", "dossier", "attendu"];

fn case(
    document: &mut Document<'_>,
    engine: &Engine,
    whole: &Value<'_>,
    table: &DeTable<'_>,
    base: &Map<String, Json>,
) -> Option<Case> {
    let keys: Vec<&str> = (KEYS.into_iter())
        .chain(expected::beside_dispositifs())
        .chain(["erreurs"])
        .collect();
    document.only(table, &keys, "un cas");
    let top = {
        let span = whole.span();
        let header = document
            .file
            .text
            .get(span.start..)
            .and_then(|text| text.find('\n'));
        document.between(
            span.start,
            span.end.min(span.start + header.unwrap_or(span.len())),
        )
    };
    for key in ["nom", "pourquoi", "source", "date", "dossier"] {
        if !table.contains_key(key) {
            let message = format!("il manque `{key}` à ce cas");
            document.invalid(top.clone(), message, "voyez les autres cas du même thème");
        }
    }
    let name = table.get("nom");
    let place = name.map_or_else(|| top.clone(), |name| document.place(name));
    let name = name.and_then(|value| document.text(value, "nom"));
    if let (Some(name), Some(value)) = (name, table.get("nom"))
        && remains(name)
    {
        to_confirm(
            document,
            value,
            "dites ce qui s'y passe : `income_one_euro_over_the_ceiling`",
        );
    }
    let why = table
        .get("pourquoi")
        .and_then(|value| document.text(value, "pourquoi"));
    if let (Some(why), Some(value)) = (why, table.get("pourquoi"))
        && remains(why)
    {
        to_confirm(document, value, "dites pourquoi ce qui est attendu est juste");
    }
    let source = table
        .get("source")
        .and_then(|value| source(document, engine, value));
    let date = table.get("date").and_then(|value| day(document, value));
    let mut facts = base.clone();
    if let Some(own) = table
        .get("dossier")
        .and_then(|value| document.table(value, "dossier"))
    {
        state(document, own, &mut facts);
    }
    let evaluated = evaluated(document, engine, table);
    let refused = table.get("erreurs").map(|value| refused(document, value));
    let expected = match (evaluated, refused) {
        (Some(expected), None) | (None, Some(expected)) => expected,
        _ => {
            document.invalid(
                place.clone(),
                "un cas attend des décisions (`attendu`) ou des erreurs (`erreurs`)",
                "écrivez [cas.attendu.<dispositif>], ou erreurs = [\"…\"], et pas les deux",
            );
            None
        }
    };
    Some(Case {
        name: name?.to_owned(),
        why: why?.to_owned(),
        source: source?,
        place,
        date: date?,
        dossier: Json::Object(facts).to_string(),
        expected: expected?,
    })
}

/// What is expected of the answer, when something is.
fn evaluated(document: &mut Document<'_>, engine: &Engine, table: &DeTable<'_>) -> Option<Option<Expected>> {
    let attendu = table
        .get("attendu")
        .map(|value| expected::of_dispositifs(document, engine, value));
    let beside = expected::of_answer(document, engine, table);
    let (dispositifs, mut values) = match attendu {
        None if beside.is_none() => return None,
        None => (Vec::new(), Vec::new()),
        Some(Some(evaluated)) => evaluated,
        Some(None) => return Some(None),
    };
    values.extend(beside.into_iter().flatten());
    Some(Some(Expected::Evaluated { dispositifs, values }))
}

/// Adds facts to a dossier, over those that are there.
fn state(document: &mut Document<'_>, facts: &DeTable<'_>, dossier: &mut Map<String, Json>) {
    for (name, value) in facts {
        if let Some(value) = document.json(value) {
            dossier.insert(name.get_ref().as_ref().to_owned(), value);
        }
    }
}

fn refused(document: &mut Document<'_>, value: &Value<'_>) -> Option<Expected> {
    let codes = document.texts(value, "erreurs")?;
    let place = document.place(value);
    for code in &codes {
        let known = || Code::ALL.iter().map(|code| code.as_str());
        if !known().any(|known| known == code) {
            let message = format!("aucun constat n'a le code `{code}`");
            document.unknown(place.clone(), message, code, known());
        }
    }
    if codes.is_empty() {
        document.invalid(
            place.clone(),
            "`erreurs` est vide",
            "donnez au moins un code de docs/errors.md",
        );
    }
    Some(Expected::Refused { codes, place })
}
