//! Runs a case: decides its dossier, and compares what is obtained with what is expected.

use bareme::{
    Answer, Code, Day, Dossier, Engine, Finding, Findings, Selection, catalogue::CoherencePlan, error::Place,
    wire,
};
use bareme_recit::{Options, Style, WIDEST};
use serde_json::{Map, Value as Json};

use super::{
    case::{Case, Expected},
    compare::{difference, quoted},
    page,
};
use crate::remedies::words;

/// What came of a case.
#[derive(Debug, Clone)]
pub struct Run {
    /// What differs from what was expected: nothing when the case passes.
    pub failures: Vec<Finding>,
    /// The dossier and the answer, when the dossier was accepted.
    pub answer: Option<(Dossier, Answer)>,
}

/// Decides the dossier of a case and compares the decision, as JSON, with what the case expects.
#[must_use]
pub fn run(engine: &Engine, case: &Case) -> Run {
    let named = case.named();
    let selection = Selection::of(&named, false);
    let evaluated = wire::read_dossier(engine, &case.dossier).and_then(|dossier| {
        let answer = engine.evaluate_selected(&dossier, case.date, selection)?;
        Ok((dossier, answer))
    });
    let failed = |place: &Place, message: String| {
        let message = format!("cas `{}` : {message}", case.name);
        Finding::new(Code::CaseFailed, place.clone(), message).with_help(case.why.clone())
    };
    let (failures, answer) = match (evaluated, &case.expected) {
        (Err(findings), Expected::Refused { codes, place }) => {
            let difference = refused(codes, &findings).map(|message| failed(place, message));
            (difference.into_iter().collect(), None)
        }
        (Err(findings), Expected::Evaluated { .. }) => {
            let message = format!("le dossier est refusé : {}", told(findings));
            (vec![failed(&case.place, message)], None)
        }
        (Ok(answer), Expected::Refused { codes, place }) => {
            let message = format!("{} attendu, et le dossier est accepté", quoted(codes));
            (vec![failed(place, message)], Some(answer))
        }
        (Ok((dossier, answer)), Expected::Evaluated { values, .. }) => {
            let whole = whole(engine, case, &dossier, &answer, selection);
            let failures = match whole {
                Ok(whole) => (values.iter())
                    .filter_map(|expected| Some(failed(&expected.place, difference(&whole, expected)?)))
                    .collect(),
                Err(findings) => {
                    let message = format!("l'échéancier est refusé : {}", told(findings));
                    vec![failed(&case.place, message)]
                }
            };
            (failures, Some((dossier, answer)))
        }
    };
    Run { failures, answer }
}

/// All that a case may look at: the answer, and what it asks for beside it.
fn whole(
    engine: &Engine,
    case: &Case,
    dossier: &Dossier,
    answer: &Answer,
    selection: Selection<'_>,
) -> Result<Json, Findings> {
    let mut whole: Map<String, Json> = serde_json::from_str(&wire::decision_json(answer)).unwrap_or_default();
    for decision in whole.get_mut("decisions").into_iter().flat_map(members) {
        let suppositions = decision.pointer_mut("/sous_reserve/suppositions");
        if let Some(list) = suppositions {
            *list = by_name(list, |one| Some((one.get("fait")?, one.get("valeur")?.clone())));
        }
    }
    if case.looks_at("echeancier") || case.looks_at("revenus") {
        let mut course = course(engine, dossier, case.date, selection)?;
        let revenus = course.get_mut("revenus").map(Json::take).unwrap_or_default();
        let causes = by_name(course.get("segments").unwrap_or(&Json::Null), |segment| {
            let causes = segment.get("causes")?.as_array()?.iter();
            let texts = causes.filter_map(|cause| cause.get("texte").cloned());
            Some((segment.get("du")?, texts.collect()))
        });
        if let Some(course) = course.as_object_mut() {
            course.insert("causes".to_owned(), causes);
        }
        whole.insert("echeancier".to_owned(), course);
        whole.insert("revenus".to_owned(), in_the_words_of_a_case(revenus));
    }
    if case.looks_at("incoherences") {
        whole.insert("incoherences".to_owned(), broken(engine, answer));
    }
    let open = Options {
        all: true,
        engine: Some(engine),
        ..Options::default()
    };
    if case.looks_at("page") {
        let recit = bareme_recit::tell(answer, open);
        whole.insert("page".to_owned(), page::shown(answer, &recit));
    }
    for id in case.dispositifs().iter().filter(|id| case.reads(id)) {
        let alone = engine.evaluate_selected(dossier, case.date, Selection::Named(&[id]))?;
        let text = bareme_recit::tell(&alone, open).text(WIDEST, Style::Plain);
        if let Some(decision) = whole.get_mut("decisions").and_then(|all| all.get_mut(id)) {
            decision["dit"] = Json::String(text);
        }
    }
    Ok(Json::Object(whole))
}

/// The values of an object.
fn members(object: &mut Json) -> impl Iterator<Item = &mut Json> {
    object
        .as_object_mut()
        .into_iter()
        .flat_map(|object| object.iter_mut().map(|(_, value)| value))
}

/// A list as an object: a name and a value for each item.
fn by_name<'j>(list: &'j Json, named: impl Fn(&'j Json) -> Option<(&'j Json, Json)>) -> Json {
    let items = list.as_array().into_iter().flatten();
    let named = items.filter_map(|item| {
        let (name, value) = named(item)?;
        Some((name.as_str()?.to_owned(), value))
    });
    Json::Object(named.collect())
}

/// The ids of the rules of coherence that the dossier breaks, and is decided all the same.
fn broken(engine: &Engine, answer: &Answer) -> Json {
    let told = |rule: &&CoherencePlan| {
        answer
            .warnings()
            .iter()
            .any(|warning| warning.message == rule.broken())
    };
    let rules = engine.plan().coherences.iter().filter(told);
    rules.map(|rule| Json::from(rule.id.as_str())).collect()
}

fn course(engine: &Engine, dossier: &Dossier, date: Day, selection: Selection<'_>) -> Result<Json, Findings> {
    let incomes = engine.incomes(dossier, date, selection)?;
    let text = wire::schedule_json(engine, dossier, &incomes)?;
    let mut whole: Json = serde_json::from_str(&text).unwrap_or_default();
    Ok(whole.get_mut("echeancier").map(Json::take).unwrap_or_default())
}

/// The ways to be paid: a month by its name and its total, a change by its day, what is not known by its dispositif.
fn in_the_words_of_a_case(mut incomes: Json) -> Json {
    let sequences = incomes.get_mut("sequences").and_then(Json::as_array_mut);
    for sequence in sequences.into_iter().flatten() {
        let list = |name: &str| sequence.get(name).and_then(Json::as_array).into_iter().flatten();
        let months: Map<String, Json> = list("mois")
            .filter_map(|month| {
                Some((
                    month.get("mois")?.as_str()?.to_owned(),
                    month.get("total")?.clone(),
                ))
            })
            .collect();
        let mut days: Vec<Json> = list("changements")
            .filter_map(|change| change.get("jour").cloned())
            .collect();
        days.dedup();
        if let Some(sequence) = sequence.as_object_mut() {
            sequence.insert("mois".to_owned(), Json::Object(months));
            sequence.insert("changements".to_owned(), Json::Array(days));
        }
    }
    let unknown: Vec<Json> = (incomes.get("inconnus").and_then(Json::as_array))
        .into_iter()
        .flatten()
        .filter_map(|open| open.get("dispositif").cloned())
        .collect();
    if let Some(incomes) = incomes.as_object_mut() {
        incomes.insert("inconnus".to_owned(), Json::Array(unknown));
    }
    incomes
}

fn told(findings: Findings) -> String {
    let findings = findings.worded(words);
    let told: Vec<String> = findings.list.iter().map(ToString::to_string).collect();
    told.join(" ; ")
}

fn refused(expected: &[String], found: &Findings) -> Option<String> {
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let mut codes: Vec<&str> = found.list.iter().map(|finding| finding.code.as_str()).collect();
    expected.sort_unstable();
    codes.sort_unstable();
    (expected != codes).then(|| format!("{} attendu, {} obtenu", quoted(&expected), quoted(&codes)))
}
