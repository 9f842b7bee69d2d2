//! What the engine asks and answers a person who has said some things.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    Answer, Day, Dossier, Engine, Selection,
    catalogue::{Nature, Object, Status},
    decimal,
    vocabulary::{DeclaredType, Kind, Style},
    wire,
};
use serde_json::{Map, Value as Json, json};

use super::{
    reads::{self, Reads},
    written::written,
};

/// What the pack says of a fact.
pub(crate) struct Fact {
    pub(crate) title: String,
    /// Who knows it: `personne`, `organisme`, `employeur`, `administration`.
    pub(crate) known_by: String,
    /// Can a person be asked for it at all? What has no question, or is another dispositif's outcome, is not.
    pub(crate) can_be_asked: bool,
    is_outcome: bool,
}

/// What a person has said so far.
#[derive(Clone, Default)]
pub(crate) struct Told {
    pub(crate) facts: Map<String, Json>,
    /// What the person was asked and does not know.
    pub(crate) unknown: BTreeSet<String>,
}

impl Told {
    /// By somebody who tells these facts, and of whom nothing was asked.
    pub(crate) fn of(facts: &Map<String, Json>) -> Self {
        Self {
            facts: facts.clone(),
            ..Self::default()
        }
    }
}

/// A fact that is asked for.
pub(crate) struct Question {
    pub(crate) fact: String,
    /// The dispositifs that wait for it.
    pub(crate) serves: Vec<String>,
    /// The ranges among which a person may choose, as a dossier writes them.
    pub(crate) ranges: Vec<Range>,
}

/// A range of numbers or days, both ends included, and how a dossier writes it.
pub(crate) struct Range {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) written: Json,
}

/// What is heard of a person: what is left to ask, and what is decided.
pub(crate) struct Heard {
    pub(crate) asked: Asked,
    pub(crate) answer: Answer,
    /// The same, had the person told what is supposed meanwhile; nothing when that contradicts what they told.
    pub(crate) completed: Option<Answer>,
}

/// What is left to ask.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) questions: Vec<Question>,
    /// The facts that are supposed meanwhile, each with what a person reads of it.
    pub(crate) supposed: BTreeMap<String, String>,
    pub(crate) left: usize,
}

pub(crate) struct Door {
    pub(crate) engine: &'static Engine,
    pub(crate) facts: BTreeMap<String, Fact>,
    /// What a person is shown.
    pub(crate) offers: BTreeSet<String>,
    reads: BTreeMap<String, Reads>,
    gates: BTreeMap<String, BTreeSet<String>>,
}

impl Door {
    pub(crate) fn new(engine: &'static Engine) -> Self {
        Self {
            engine,
            facts: facts(engine),
            offers: offers(engine),
            reads: reads::of_dispositifs(engine.plan()),
            gates: reads::of_gates(engine.plan()),
        }
    }

    /// What the verdict of a dispositif may rest on.
    pub(crate) fn reads(&self, dispositif: &str) -> &Reads {
        &self.reads[dispositif]
    }

    /// The facts that tell whether the question about a fact has an object, when it may have none.
    pub(crate) fn gates(&self, fact: &str) -> Option<&BTreeSet<String>> {
        self.gates.get(fact)
    }

    /// The range that holds the value, of those of a question.
    pub(crate) fn range<'q>(&self, question: &'q Question, value: &Json) -> Option<&'q Json> {
        let (_, fact) = self.engine.plan().vocabulary.fact_named(&question.fact)?;
        let at = scaled(&fact.declared, value)?;
        let mut ranges = question.ranges.iter();
        let range = ranges.find(|range| (range.from..=range.to).contains(&at))?;
        Some(&range.written)
    }

    pub(crate) fn can_ask(&self, fact: &str) -> bool {
        self.facts.get(fact).is_some_and(|fact| fact.can_be_asked)
    }

    /// Is the fact the outcome of a dispositif?
    pub(crate) fn is_outcome(&self, fact: &str) -> bool {
        self.facts.get(fact).is_some_and(|fact| fact.is_outcome)
    }

    /// The dossier as JSON writes it.
    pub(crate) fn dossier(told: &Told) -> String {
        let mut dossier = told.facts.clone();
        if !told.unknown.is_empty() {
            let names: Vec<Json> = told.unknown.iter().map(|name| name.as_str().into()).collect();
            dossier.insert("ne_sait_pas".to_owned(), names.into());
        }
        Json::Object(dossier).to_string()
    }

    /// What is still worth asking, in the order to ask, and every decision; or the findings about what was said.
    pub(crate) fn hear(&self, told: &Told, date: Day) -> Result<Heard, String> {
        let findings = |findings| wire::findings_json(&findings);
        let dossier = wire::read_dossier(self.engine, &Self::dossier(told)).map_err(findings)?;
        let selection = Selection::InForce;
        let interview = self
            .engine
            .interview(&dossier, date, selection)
            .map_err(findings)?;
        let plan = self.engine.plan();
        let questions = interview.questions.iter().filter_map(|question| {
            let serves = question
                .reasons
                .iter()
                .filter_map(|reason| plan.dispositif(reason.dispositif));
            let fact = plan.vocabulary.fact(question.fact)?;
            let ranges = question.cuts.iter().map(|range| Range {
                from: range.lo,
                to: range.hi,
                written: json!({ "min": number(&fact.declared, range.lo), "max": number(&fact.declared, range.hi) }),
            });
            Some(Question {
                ranges: ranges.collect(),
                fact: fact.name.clone(),
                serves: serves.map(|dispositif| dispositif.id.clone()).collect(),
            })
        });
        let mut all = told.clone();
        for one in interview.suppositions(plan) {
            all.unknown.remove(&one.fact.name);
            all.facts.insert(one.fact.name.clone(), written(one.value));
        }
        let asked = Asked {
            questions: questions.collect(),
            supposed: interview
                .suppositions(plan)
                .map(|one| (one.fact.name.clone(), one.sentence.into_owned()))
                .collect(),
            left: interview.left,
        };
        let decide = |dossier: &Dossier| self.engine.evaluate_selected(dossier, date, selection);
        let completed = wire::read_dossier(self.engine, &Self::dossier(&all));
        Ok(Heard {
            asked,
            answer: decide(&dossier).map_err(findings)?,
            completed: completed.ok().and_then(|dossier| decide(&dossier).ok()),
        })
    }

    /// What is decided after what was told; or the findings about it.
    pub(crate) fn decide(&self, told: &Told, date: Day) -> Result<Answer, String> {
        let findings = |findings| wire::findings_json(&findings);
        let dossier = wire::read_dossier(self.engine, &Self::dossier(told)).map_err(findings)?;
        let decided = self.engine.evaluate_selected(&dossier, date, Selection::InForce);
        decided.map_err(findings)
    }

    /// The decisions of an answer, as JSON writes them.
    pub(crate) fn decisions(answer: &Answer) -> Map<String, Json> {
        let text = wire::decision_json(answer);
        let mut json: Json = serde_json::from_str(&text).expect("a decision is JSON");
        match json["decisions"].take() {
            Json::Object(decisions) => decisions,
            other => panic!("{other}"),
        }
    }
}

/// A number or a day as a dossier writes it.
pub(crate) fn number(declared: &DeclaredType, scaled: i64) -> Json {
    match (&declared.kind, declared.style) {
        (Kind::Date, _) => Day::from_number(scaled).to_string().into(),
        (_, Style::Integer) => scaled.into(),
        _ => decimal::format(scaled, declared.decimals()).into(),
    }
}

/// The number or the day that a dossier writes so.
fn scaled(declared: &DeclaredType, value: &Json) -> Option<i64> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match &declared.kind {
        Kind::Date => Some(i64::from(text.parse::<Day>().ok()?.number())),
        Kind::Number { decimals, .. } => decimal::from_decimal(text.parse().ok()?, *decimals).ok(),
        Kind::Boolean | Kind::Choice(_) => None,
    }
}

pub(crate) fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn word(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn facts(engine: &Engine) -> BTreeMap<String, Fact> {
    let json: Json = serde_json::from_str(&wire::facts_json(engine.plan())).expect("facts are JSON");
    let facts = list(&json["faits"]).iter().map(|fact| {
        let known_by = fact["connu_de"].as_str().unwrap_or("personne");
        let is_outcome = fact["issue_de"].is_string();
        let told = Fact {
            title: word(&fact["titre"]),
            known_by: known_by.to_owned(),
            can_be_asked: fact["question"].is_string() && !is_outcome,
            is_outcome,
        };
        (word(&fact["nom"]), told)
    });
    facts.collect()
}

/// The aides and decisions about a person that are law or tried: announced ones are not shown.
fn offers(engine: &Engine) -> BTreeSet<String> {
    let dispositifs = engine.plan().dispositifs.iter().filter(|one| {
        one.object == Object::Person
            && matches!(one.nature, Some(Nature::Aid | Nature::Decision))
            && one.status != Status::Hypothesis
    });
    dispositifs.map(|one| one.id.clone()).collect()
}
