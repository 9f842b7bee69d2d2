//! What is said of an element, so that two packs can be compared and a person told: no position of either is left in it.

use serde::Serialize;

use super::aspect::Aspect;
use crate::{
    date::{Day, Period},
    plan::{Citation, Freshness, PlanContent, Rule},
    vocabulary::{DeclaredType, Kind, Style},
};

/// A number, a date, a truth or a member, with what it takes to write it for a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    /// As files write it: `1801.80`, `2024-09-01`, `true`, `cdi`.
    pub text: String,
    /// What a person reads of a member.
    pub label: Option<String>,
    /// The unit of a number: `EUR/mois`.
    pub unit: Option<String>,
    /// Is it a share of one?
    pub rate: bool,
    /// The day, for a date.
    pub day: Option<Day>,
    /// The truth, for a truth.
    pub truth: Option<bool>,
}

impl Quantity {
    /// A value as packs keep it.
    pub(super) fn of(plan: &PlanContent, declared: &DeclaredType, value: i64) -> Self {
        let kind = &declared.kind;
        let member = u8::try_from(value).ok();
        let member = member.and_then(|position| plan.vocabulary.enumeration_of(kind)?.member(position));
        Self {
            text: plan.vocabulary.written(kind, value),
            label: member.map(|member| member.label.clone()),
            unit: kind
                .unit()
                .filter(|unit| !unit.is_none())
                .map(ToString::to_string),
            rate: declared.style == Style::Rate,
            day: kind.is_date().then(|| Day::from_number(value)),
            truth: kind.is_boolean().then_some(value != 0),
        }
    }
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// The id of the text.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Article, section or page.
    pub locator: Option<String>,
}

impl Cited {
    pub(super) fn of(plan: &PlanContent, citation: &Citation) -> Self {
        let source = plan.source(citation);
        Self {
            source: source.map(|source| source.id.clone()).unwrap_or_default(),
            title: source.map(|source| source.title.clone()).unwrap_or_default(),
            locator: citation.locator.clone(),
        }
    }
}

/// An expression, as it is written, with what its names stand for. Two that are written alike are the same.
#[derive(Debug, Clone)]
pub struct RuleText(pub Rule);

impl PartialEq for RuleText {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for RuleText {}

/// What is said of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words for a person.
    Text(String),
    /// An expression, as it is written.
    Expression(RuleText),
    /// A word of files: `en_vigueur`, `EUR/mois`, the name of a fact.
    Word(String),
    /// Several of them, or several lines.
    List(Vec<String>),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(Day),
    /// From one day to another.
    Period(Period),
    /// A value with its unit.
    Quantity(Quantity),
    /// Places in texts.
    Cited(Vec<Cited>),
}

impl Content {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }

    pub(super) fn rule(rule: &Rule) -> Self {
        Self::Expression(RuleText(rule.clone()))
    }

    pub(super) fn cited(plan: &PlanContent, citation: &Citation) -> Self {
        Self::Cited(vec![Cited::of(plan, citation)])
    }
}

/// One thing that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What it is about.
    #[serde(rename = "quoi")]
    pub aspect: Aspect,
    /// Before; `None` when nothing was said.
    #[serde(rename = "avant", skip_serializing_if = "Option::is_none")]
    pub before: Option<Content>,
    /// After; `None` when nothing is said any more.
    #[serde(rename = "apres", skip_serializing_if = "Option::is_none")]
    pub after: Option<Content>,
}

/// All that is said of an element, each aspect once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheet(pub(super) Vec<(Aspect, Content)>);

impl Sheet {
    pub(super) fn say(&mut self, aspect: Aspect, content: Content) {
        self.0.push((aspect, content));
    }

    pub(super) fn maybe(&mut self, aspect: Aspect, content: Option<Content>) {
        self.0.extend(content.map(|content| (aspect, content)));
    }

    pub(super) fn maybe_text(&mut self, aspect: Aspect, text: Option<&String>) {
        self.maybe(aspect, text.map(|text| Content::text(text)));
    }

    /// The type, the unit and, of a fact, the bounds.
    pub(super) fn declared(&mut self, plan: &PlanContent, declared: &DeclaredType, bounded: bool) {
        let DeclaredType {
            style,
            kind,
            min,
            max,
        } = declared;
        let of = plan.vocabulary.enumeration_of(kind);
        self.say(
            Aspect::Type,
            Content::Word(of.map_or_else(
                || style.word().to_owned(),
                |enumeration| format!("{} {}", style.word(), enumeration.name),
            )),
        );
        if let Kind::Number { decimals, unit } = kind {
            if !unit.is_none() {
                self.say(Aspect::Unit, Content::Word(unit.to_string()));
            }
            self.say(Aspect::Decimals, Content::Word(decimals.to_string()));
        }
        if bounded && (kind.is_number() || kind.is_date()) {
            self.say(
                Aspect::Least,
                Content::Quantity(Quantity::of(plan, declared, *min)),
            );
            self.say(
                Aspect::Most,
                Content::Quantity(Quantity::of(plan, declared, *max)),
            );
        }
    }

    /// When something that was read is to be read again.
    pub(super) fn freshness(&mut self, freshness: Option<Freshness>) {
        if let Some(Freshness { until, expected }) = freshness {
            let aspect = if expected {
                Aspect::NextExpected
            } else {
                Aspect::PastItsDay
            };
            self.say(aspect, Content::Day(until));
        }
    }

    pub(super) fn get(&self, aspect: Aspect) -> Option<&Content> {
        let found = self.0.iter().find(|(own, _)| *own == aspect);
        found.map(|(_, content)| content)
    }

    /// What is said otherwise, in the order of the new sheet; what is said no more comes last.
    pub(super) fn edits(&self, new: &Self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = new
            .0
            .iter()
            .filter(|(aspect, after)| self.get(*aspect) != Some(after))
            .map(|(aspect, after)| Edit {
                aspect: *aspect,
                before: self.get(*aspect).cloned(),
                after: Some(after.clone()),
            })
            .collect();
        let gone = self.0.iter().filter(|(aspect, _)| new.get(*aspect).is_none());
        edits.extend(gone.map(|(aspect, before)| Edit {
            aspect: *aspect,
            before: Some(before.clone()),
            after: None,
        }));
        edits
    }
}
