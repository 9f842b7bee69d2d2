//! Explanations as JSON.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::{
    decision::{
        Bounds, CitationView, ConditionExplanation, ConditionState, DroitExplanation, DroitValue,
        Explanation, ReadFact, StatedInterval, Step,
    },
    vocabulary::Unit,
};

/// An explanation as canonical JSON.
pub(super) struct ExplanationView<'a>(pub(super) Explanation<'a>);

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON. A list is
// written as it is read: an explanation is never held as a tree.

/// A place in a document or a law.
#[derive(Serialize)]
pub(super) struct SourceView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    depuis: Option<Shown<crate::date::Day>>,
    fiabilite: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    repere: Option<&'a str>,
    titre: &'a str,
}

#[derive(Serialize)]
struct ConditionView<'a> {
    calcul: StepView<'a>,
    etat: ConditionState,
    id: &'a str,
    source: SourceView<'a>,
    titre: Cow<'a, str>,
}

#[derive(Serialize)]
struct DroitView<'a> {
    calcul: StepView<'a>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payeur: Option<&'a str>,
    source: SourceView<'a>,
    titre: Cow<'a, str>,
}

#[derive(Serialize)]
struct FactView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    deduit_de: Option<&'a str>,
    nom: &'a str,
    titre: &'a str,
    valeur: Option<FactValue<'a>>,
}

/// What is known of a fact, as text.
#[derive(Serialize)]
#[serde(untagged)]
enum FactValue<'a> {
    One(Shown<DroitValue<'a>>),
    Among {
        parmi: Vec<Shown<DroitValue<'a>>>,
    },
    Between {
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<Shown<DroitValue<'a>>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<Shown<DroitValue<'a>>>,
    },
}

/// The day on which a dated value was read, when it is not the date of effect.
#[derive(Serialize)]
struct DayView<'a> {
    date: Option<Shown<crate::date::Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    titre: Option<Cow<'a, str>>,
}

struct StepView<'a>(Step<'a>);

struct StepsView<'a>(Step<'a>);

/// What is written as its text.
struct Shown<T>(T);

impl<T: core::fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Serialize for ExplanationView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            a_confirmer: Vec<Cow<'a, str>>,
            conditions: Vec<ConditionView<'a>>,
            droits: Vec<DroitView<'a>>,
            faits: Vec<FactView<'a>>,
            sources: Vec<SourceView<'a>>,
        }
        let explanation = self.0;
        let view = View {
            a_confirmer: explanation.to_confirm().collect(),
            conditions: explanation.conditions().map(ConditionView::new).collect(),
            droits: explanation.droits().map(DroitView::new).collect(),
            faits: explanation.facts().map(FactView::new).collect(),
            sources: explanation
                .sources()
                .map(|source| SourceView::new(&source))
                .collect(),
        };
        view.serialize(serializer)
    }
}

impl Serialize for StepView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            #[serde(skip_serializing_if = "Vec::is_empty")]
            bornes: Vec<Shown<Bound<'a>>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            etapes: Option<StepsView<'a>>,
            genre: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            jour: Option<DayView<'a>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            libelle: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            source: Option<SourceView<'a>>,
            texte: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            titre: Option<Cow<'a, str>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            unite: Option<Shown<&'a Unit>>,
            valeur: Option<Shown<DroitValue<'a>>>,
        }
        let step = self.0;
        let value = step.value();
        let view = View {
            bornes: match step.bounds() {
                None => Vec::new(),
                Some(Bounds::Between(low, high)) => vec![Shown(Bound::End(low)), Shown(Bound::End(high))],
                Some(Bounds::Members(members)) => members
                    .into_iter()
                    .map(|name| Shown(Bound::Member(name)))
                    .collect(),
            },
            etapes: step.steps().next().map(|_| StepsView(step)),
            genre: step.kind().word(),
            jour: step.read_on().map(|read| DayView {
                date: read.day.map(Shown),
                titre: read.title,
            }),
            libelle: match value {
                Some(DroitValue::Choice(_, label)) => Some(label),
                Some(
                    DroitValue::Boolean(_)
                    | DroitValue::Integer(_)
                    | DroitValue::Decimal(_)
                    | DroitValue::Date(_),
                )
                | None => None,
            },
            source: step.source().map(|source| SourceView::new(&source)),
            texte: step.text(),
            titre: step.title(),
            unite: step.unit().map(Shown),
            valeur: value.map(Shown),
        };
        view.serialize(serializer)
    }
}

impl Serialize for StepsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.steps().map(StepView))
    }
}

/// One of the values that remain.
enum Bound<'a> {
    End(DroitValue<'a>),
    Member(&'a str),
}

impl core::fmt::Display for Bound<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::End(value) => value.fmt(f),
            Self::Member(name) => f.write_str(name),
        }
    }
}

impl<'a> SourceView<'a> {
    pub(super) fn new(source: &CitationView<'a>) -> Self {
        Self {
            depuis: source.since.map(Shown),
            fiabilite: source.reliability.word(),
            id: source.id,
            repere: source.locator,
            titre: source.title,
        }
    }
}

impl<'a> ConditionView<'a> {
    fn new(condition: ConditionExplanation<'a>) -> Self {
        Self {
            calcul: StepView(condition.step),
            etat: condition.state,
            id: condition.id,
            source: SourceView::new(&condition.source),
            titre: condition.title,
        }
    }
}

impl<'a> DroitView<'a> {
    fn new(droit: DroitExplanation<'a>) -> Self {
        Self {
            calcul: StepView(droit.step),
            id: &droit.droit.id,
            payeur: droit.droit.payer.as_ref().map(|(_, label)| label.as_str()),
            source: SourceView::new(&droit.source),
            titre: droit.title,
        }
    }
}

impl<'a> FactView<'a> {
    fn new(read: ReadFact<'a>) -> Self {
        let value = read.value.map(|value| FactValue::One(Shown(value)));
        Self {
            deduit_de: read.deduced_from,
            nom: &read.fact.name,
            titre: &read.fact.title,
            valeur: value.or_else(|| read.interval.map(FactValue::of)),
        }
    }
}

impl<'a> FactValue<'a> {
    fn of(stated: StatedInterval<'a>) -> Self {
        if stated.among.is_empty() {
            Self::Between {
                max: stated.max.map(Shown),
                min: stated.min.map(Shown),
            }
        } else {
            Self::Among {
                parmi: stated.among.into_iter().map(Shown).collect(),
            }
        }
    }
}
