use serde::Serialize;

use super::ConditionState;

/// The whole reasoning about one dispositif: what article R311-3-1-2 of the CRPA asks of a decision made with an algorithm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The conditions that apply, in order.
    pub conditions: Vec<ConditionExplanation>,
    /// The droits that are due, in order.
    pub droits: Vec<DroitExplanation>,
    /// The facts that were read, in the order of the vocabulary.
    #[serde(rename = "faits")]
    pub facts: Vec<ReadFact>,
    /// What it rests on that is to be confirmed.
    #[serde(rename = "a_confirmer")]
    pub to_confirm: Vec<String>,
    /// The sources of the dispositif.
    pub sources: Vec<CitationView>,
}

/// A condition, what is known of it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionExplanation {
    /// Its name.
    pub id: String,
    /// What a person reads.
    #[serde(rename = "titre")]
    pub title: String,
    /// What is known of it.
    #[serde(rename = "etat")]
    pub state: ConditionState,
    /// How it was computed.
    #[serde(rename = "calcul")]
    pub step: Step,
    /// Where it comes from.
    pub source: CitationView,
}

/// A droit, what is known of it, and how it was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DroitExplanation {
    /// Its name.
    pub id: String,
    /// What a person reads.
    #[serde(rename = "titre")]
    pub title: String,
    /// Who pays, for a person.
    #[serde(rename = "payeur", skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// How it was computed.
    #[serde(rename = "calcul")]
    pub step: Step,
    /// Where it comes from.
    pub source: CitationView,
}

/// A fact that the decision read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadFact {
    /// Its name.
    #[serde(rename = "nom")]
    pub name: String,
    /// What a person reads.
    #[serde(rename = "titre")]
    pub title: String,
    /// Its value; `None` when it is unknown.
    #[serde(rename = "valeur")]
    pub value: Option<String>,
}

/// What a step of a computation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A fact of the dossier.
    #[serde(rename = "fait")]
    Fact,
    /// A dated parameter.
    #[serde(rename = "parametre")]
    Parameter,
    /// A cell of a table.
    Table,
    /// A named intermediate value.
    Variable,
    /// Another dispositif.
    Dispositif,
    /// A choice between values.
    #[serde(rename = "alternative")]
    Alternative,
    /// Any other operation.
    Operation,
}

/// A step of a computation: the expression as written, its value, its source, and its own steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What it is.
    #[serde(rename = "genre")]
    pub kind: StepKind,
    /// The expression as written.
    #[serde(rename = "texte")]
    pub text: String,
    /// What a person reads.
    #[serde(rename = "titre", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its value; `None` when it is not determined.
    #[serde(rename = "valeur")]
    pub value: Option<String>,
    /// What a person reads for a choice.
    #[serde(rename = "libelle", skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What is known when it is not determined: the ends of an interval, or the members that remain.
    #[serde(rename = "bornes", skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<String>,
    /// The unit of a number.
    #[serde(rename = "unite", skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where the value comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<CitationView>>,
    /// The steps that were needed.
    #[serde(rename = "etapes", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A place in a document or a law. Its fields are in the alphabetic order of their keys, the order of canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationView {
    /// Since when the value is in force.
    #[serde(rename = "depuis", skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// How sure it is.
    #[serde(rename = "fiabilite")]
    pub reliability: &'static str,
    /// The name of the source.
    pub id: String,
    /// Article, section or page.
    #[serde(rename = "repere", skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Its title.
    #[serde(rename = "titre")]
    pub title: String,
}
