//! What the engine asks and answers, through the door that every form uses: JSON in, JSON out.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{
    Answer, Day, Engine, Selection,
    wire::{self, Request},
};
use serde_json::{Map, Value as Json};

/// What the pack says of a fact.
pub(crate) struct Fact {
    pub(crate) title: String,
    /// Who knows it: `personne`, `organisme`, `employeur`, `administration`.
    pub(crate) known_by: String,
    /// Can a person be asked for it at all? What has no question, or is another dispositif's outcome, is not.
    pub(crate) can_be_asked: bool,
}

/// A dispositif that a person is shown: what it gives.
pub(crate) struct Offer {
    pub(crate) benefits: Vec<String>,
    pub(crate) principal: Option<String>,
}

/// What a person has said so far.
#[derive(Clone, Default)]
pub(crate) struct Told {
    pub(crate) facts: Map<String, Json>,
    /// What the person was asked and does not know.
    pub(crate) unknown: BTreeSet<String>,
}

impl Told {
    /// The same with what is supposed meanwhile, as if it had been told.
    pub(crate) fn completed(&self, supposed: &Map<String, Json>) -> Self {
        let mut told = self.clone();
        for (fact, value) in supposed {
            told.unknown.remove(fact);
            told.facts.insert(fact.clone(), value.clone());
        }
        told
    }
}

/// A fact that is asked for.
pub(crate) struct Question {
    pub(crate) fact: String,
    /// The dispositifs that wait for it.
    pub(crate) serves: Vec<String>,
}

/// What is left to ask.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) questions: Vec<Question>,
    /// What is supposed meanwhile.
    pub(crate) supposed: Map<String, Json>,
    pub(crate) left: Option<u64>,
}

pub(crate) struct Door {
    pub(crate) engine: &'static Engine,
    pub(crate) facts: BTreeMap<String, Fact>,
    pub(crate) offers: BTreeMap<String, Offer>,
    /// Does the engine hear « je ne sais pas »?
    hears_unknown: bool,
}

impl Door {
    pub(crate) fn new(engine: &'static Engine) -> Self {
        Self {
            engine,
            facts: facts(engine),
            offers: offers(engine),
            hears_unknown: wire::read_dossier(engine, r#"{"ne_sait_pas": []}"#).is_ok(),
        }
    }

    /// The dossier as JSON writes it.
    pub(crate) fn dossier(&self, told: &Told) -> String {
        let mut dossier = told.facts.clone();
        if self.hears_unknown && !told.unknown.is_empty() {
            let names: Vec<Json> = told.unknown.iter().map(|name| name.as_str().into()).collect();
            dossier.insert("ne_sait_pas".to_owned(), names.into());
        }
        Json::Object(dossier).to_string()
    }

    /// What is still worth asking, in the order to ask, or the findings about what was said.
    pub(crate) fn ask(&self, told: &Told, date: Day) -> Result<Asked, String> {
        let dossier = self.dossier(told);
        let request = Request {
            dossier: &dossier,
            date: &date.to_string(),
            ..Request::default()
        };
        let text =
            wire::next_questions(self.engine, &request).map_err(|findings| wire::findings_json(&findings))?;
        let json: Json = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let questions = list(&json["questions"]).iter().map(|one| Question {
            fact: word(&one["nom"]),
            serves: list(&one["pour"])
                .iter()
                .map(|reason| word(&reason["dispositif"]))
                .collect(),
        });
        // What only concerns what a person is not shown is not for a person; nor is what they said they do not know.
        let worth = |question: &Question| {
            question.serves.iter().any(|id| self.offers.contains_key(id))
                && !told.unknown.contains(&question.fact)
        };
        Ok(Asked {
            questions: questions.filter(worth).collect(),
            supposed: list(&json["suppositions"])
                .iter()
                .map(|one| (word(&one["fait"]), one["valeur"].clone()))
                .collect(),
            left: json["restantes"].as_u64(),
        })
    }

    /// Every decision, or the findings about what was said.
    pub(crate) fn decide(&self, told: &Told, date: Day) -> Result<Answer, String> {
        let findings = |findings| wire::findings_json(&findings);
        let dossier = wire::read_dossier(self.engine, &self.dossier(told)).map_err(findings)?;
        self.engine
            .evaluate_selected(&dossier, date, Selection::InForce)
            .map_err(findings)
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
        let asked = fact["question"].is_string() && !fact["issue_de"].is_string();
        let told = Fact {
            title: word(&fact["titre"]),
            known_by: known_by.to_owned(),
            can_be_asked: asked,
        };
        (word(&fact["nom"]), told)
    });
    facts.collect()
}

/// The aides and decisions about a person that are in force: announced ones are not shown.
fn offers(engine: &Engine) -> BTreeMap<String, Offer> {
    let text = wire::dispositifs_json(engine.plan(), None, None);
    let json: Json = serde_json::from_str(&text).expect("dispositifs are JSON");
    let shown = list(&json["dispositifs"]).iter().filter(|one| {
        one["objet"] == "personne"
            && (one["nature"] == "aide" || one["nature"] == "decision")
            && one["statut"] != "hypothese"
    });
    shown
        .map(|one| {
            let benefits = || {
                list(&one["droits"])
                    .iter()
                    .filter(|droit| droit["role"] == "benefice")
            };
            let principal = benefits().find(|droit| droit["principal"] == true);
            let offer = Offer {
                benefits: benefits().map(|droit| word(&droit["id"])).collect(),
                principal: principal.map(|droit| word(&droit["id"])),
            };
            (word(&one["id"]), offer)
        })
        .collect()
}
