//! The class `Rules` of JavaScript: a pack, ready to decide.

use bareme::{
    Engine, Selection,
    analysis::PieceOptions,
    wire::{self, Request},
};
use bareme_recit::{Options, words::Words};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    remedies::refused,
    telling::{self, Format, Tell},
};

/// What a call asks for, besides the dossier.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The decisions.
    Evaluate,
    /// The decisions with the whole reasoning.
    Explain,
    /// The facts still worth asking.
    NextQuestions,
    /// What is paid over the course.
    Schedule,
}

/// A pack of rules, ready to decide.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Rules {
    engine: Engine,
}

#[wasm_bindgen]
impl Rules {
    /// The rules of Pays de la Loire, which are compiled in.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            engine: bareme_pays_de_la_loire::engine().clone(),
        }
    }

    /// The rules of a file that `bareme pack` wrote.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    pub fn load(bytes: &[u8]) -> Result<Self, String> {
        Engine::from_compact(bytes)
            .map(|engine| Self { engine })
            .map_err(|error| refused(error.finding().into()))
    }

    /// Answers about a dossier. `dispositifs` are ids separated by spaces; none means every one that is in force.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    pub fn answer(
        &self,
        ask: Ask,
        dossier: &str,
        date: &str,
        dispositifs: &str,
        hypotheses: bool,
        if_eligible: bool,
    ) -> Result<String, String> {
        let named: Vec<&str> = dispositifs.split_ascii_whitespace().collect();
        let request = Request {
            dossier,
            date,
            dispositifs: &named,
            hypotheses,
            explain: ask == Ask::Explain,
            if_eligible,
        };
        let answered = match ask {
            Ask::Evaluate | Ask::Explain => wire::evaluate(&self.engine, &request),
            Ask::NextQuestions => wire::next_questions(&self.engine, &request),
            Ask::Schedule => wire::schedule(&self.engine, &request),
        };
        answered.map_err(refused)
    }

    /// What is said of a dossier while a fact goes over its values, or two do: pieces, as JSON, with what would open the only dispositif; or, `drawn`, the
    /// picture of the first as SVG. `facts` and `droits` are names separated by spaces.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    #[expect(clippy::too_many_arguments, reason = "JavaScript has no structures to give")]
    pub fn thresholds(
        &self,
        facts: &str,
        dossier: &str,
        date: &str,
        dispositifs: &str,
        hypotheses: bool,
        droits: &str,
        drawn: bool,
    ) -> Result<String, String> {
        let listed = |names| str::split_ascii_whitespace(names).collect::<Vec<&str>>();
        let (facts, dispositifs, droits) = (listed(facts), listed(dispositifs), listed(droits));
        let options = PieceOptions {
            selection: Selection::of(&dispositifs, hypotheses),
            droits: &droits,
            ..PieceOptions::default()
        };
        telling::thresholds(&self.engine, &facts, (dossier, date), &options, drawn).map_err(refused)
    }

    /// Compares a decision, or a schedule, with what its dossier gives now: `{"issue", …}` as text.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    pub fn verify(&self, decision: &str) -> Result<String, String> {
        match wire::verify(&self.engine, decision) {
            Ok(verified) => Ok(wire::verified_json(&verified)),
            Err(findings) => Err(refused(findings)),
        }
    }

    /// Tells a decision, or a schedule, to a person: it is decided again from its dossier, its date and its receipt. `dispositif` is the
    /// one that a letter, or reasons, are about.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    #[expect(clippy::too_many_arguments, reason = "JavaScript has no structures to give")]
    pub fn tell(
        &self,
        what: Tell,
        decision: &str,
        dispositif: &str,
        format: Format,
        width: usize,
        all: bool,
        brief: bool,
    ) -> Result<String, String> {
        let options = Options {
            all,
            brief,
            warnings: true,
            engine: Some(&self.engine),
        };
        telling::told(&self.engine, what, decision, dispositif, options)
            .map(|recit| telling::written(&recit, what, format, width))
            .map_err(refused)
    }

    /// The JSON value of a fact, from what a person typed.
    ///
    /// # Errors
    /// The object `{"erreurs": […]}` as text.
    pub fn read(&self, fact: &str, typed: &str) -> Result<String, String> {
        wire::read_typed(&self.engine, fact, typed).map_err(refused)
    }

    /// Every fact of the vocabulary.
    #[must_use]
    pub fn facts(&self) -> String {
        wire::facts_json(self.engine.plan())
    }

    /// The unit of a number in words, as after several.
    #[must_use]
    pub fn unit(&self, symbol: &str) -> String {
        Words::of(self.engine.plan()).unit(symbol, true)
    }

    /// Every document and law that the rules come from.
    #[must_use]
    pub fn sources(&self) -> String {
        wire::sources_json(self.engine.plan())
    }

    /// Every dispositif of the pack.
    #[must_use]
    pub fn dispositifs(&self) -> String {
        wire::dispositifs_json(self.engine.plan(), None, None)
    }

    /// The pack: `id version sha256:empreinte`.
    #[must_use]
    pub fn pack(&self) -> String {
        let plan = self.engine.plan();
        format!(
            "{} {} sha256:{}",
            plan.header.id, plan.header.version, plan.fingerprint
        )
    }
}
