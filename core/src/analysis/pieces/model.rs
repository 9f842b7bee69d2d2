//! The pieces of one dispositif.

use std::sync::Arc;

use super::{
    join::Part,
    known::Known,
    reading::Said,
    shape::{Shape, Shaped, Worth},
    span::{Axis, Span},
};
use crate::{
    date::Day,
    decimal::Rounding,
    decision::{ConditionState, DroitValue, Verdict},
    dossier::{FactValue, read},
    error::Finding,
    plan::{CoherencePlan, ConditionPlan, DispositifPlan, DroitPlan, Plan, Value},
    vocabulary::{Fact, FactId, Style},
};

/// What is said of one dispositif while one fact, or two, go over their values: pieces in order, without hole or overlap.
///
/// Over a piece the verdict and the state of each condition are one, and so are a choice and a truth that a droit is; of another droit a piece says how it
/// goes. All of it is proved.
#[derive(Debug, Clone)]
pub struct Pieces {
    pub(super) plan: Arc<Plan>,
    pub(super) date: Day,
    pub(super) facts: [Option<FactId>; 2],
    pub(super) dispositif: u16,
    /// What the dossier states of each fact, when it is one value.
    pub(super) stated: [Option<i64>; 2],
    pub(super) list: Vec<Placed>,
    pub(super) looked: u32,
}

/// A part with what only its ends say.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) part: Part,
    /// What is known of each droit at the first and at the last point, when one of them is no constant.
    pub(super) ends: [Vec<Value>; 2],
    /// The last rounding on the way to each droit.
    pub(super) roundings: Vec<Option<Rounding>>,
}

/// A piece: from a value of the fact to another, both included.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    pieces: &'a Pieces,
    placed: &'a Placed,
}

/// A droit over a piece.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DroitPiece<'a> {
    /// The droit.
    pub droit: &'a DroitPlan,
    /// What is known of it.
    pub worth: Worth<'a>,
}

/// How far a fact may go from a value while an answer stays.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept<'a> {
    /// The smallest and the largest value with the same piece: the same verdict, the same conditions, and droits that go the same way.
    pub answer: (DroitValue<'a>, DroitValue<'a>),
    /// The smallest and the largest value with the same verdict.
    pub verdict: (DroitValue<'a>, DroitValue<'a>),
}

unseen! {
    Piece<'_> => "Piece",
    DroitPiece<'_> => "DroitPiece",
    Kept<'_> => "Kept",
}

impl Pieces {
    /// The dispositif.
    #[must_use]
    pub fn dispositif(&self) -> Option<&DispositifPlan> {
        self.plan.dispositif(self.dispositif)
    }

    /// The id of the dispositif.
    #[must_use]
    pub fn id(&self) -> &str {
        self.dispositif().map_or("", |dispositif| dispositif.id.as_str())
    }

    /// The fact that goes over its values.
    #[must_use]
    pub fn fact(&self) -> Option<&Fact> {
        let [first, _] = self.facts;
        self.plan.vocabulary.fact(first?)
    }

    /// The second fact, of a map.
    #[must_use]
    pub fn second_fact(&self) -> Option<&Fact> {
        let [_, second] = self.facts;
        self.plan.vocabulary.fact(second?)
    }

    /// The reference date.
    #[must_use]
    pub const fn date(&self) -> Day {
        self.date
    }

    /// The plan of the rules.
    #[must_use]
    pub const fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// How many spans were looked at.
    #[must_use]
    pub const fn looked_at(&self) -> u32 {
        self.looked
    }

    /// The pieces, in the order of the fact.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Piece<'_>> {
        self.list.iter().map(|placed| Piece { pieces: self, placed })
    }

    /// Was every piece established within the work allowed?
    #[must_use]
    pub fn are_established(&self) -> bool {
        self.iter().all(|piece| piece.is_established())
    }

    /// The value that the dossier states of the fact, when it is one.
    #[must_use]
    pub fn stated(&self) -> Option<DroitValue<'_>> {
        self.shown(Axis::First, self.stated_scaled()?)
    }

    /// The same as it is scaled: a number without its point, a day by its number.
    #[must_use]
    pub const fn stated_scaled(&self) -> Option<i64> {
        let [first, _] = self.stated;
        first
    }

    /// What it states of the second fact of a map, as it is scaled.
    #[must_use]
    pub const fn second_stated_scaled(&self) -> Option<i64> {
        let [_, second] = self.stated;
        second
    }

    /// How far the fact may go from what the dossier states while the answer stays.
    #[must_use]
    pub fn around_stated(&self) -> Option<Kept<'_>> {
        self.kept(self.stated_scaled()?)
    }

    /// How far the fact may go from a value while the answer stays; nothing of a map, nor where nothing was established.
    ///
    /// # Errors
    /// A [`Finding`] when the value is none of the fact.
    ///
    /// # Example
    /// ```
    /// use bareme::{analysis::PieceOptions, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("situation", "lyceen")?.set("entree", "2024-09-02")?;
    /// let pieces = engine.pieces(&dossier, "age", "2024-09-02".parse()?, &PieceOptions::default())?;
    /// let kept = pieces[0].around(16)?.unwrap();
    /// assert_eq!(kept.answer.0.to_string(), "15");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn around<'v>(&self, value: impl Into<FactValue<'v>>) -> Result<Option<Kept<'_>>, Finding> {
        let Some(fact) = self.fact() else { return Ok(None) };
        let known = read(&self.plan.vocabulary, fact, &value.into())?;
        Ok(if known.is_point() {
            self.kept(known.lo)
        } else {
            None
        })
    }

    fn kept(&self, value: i64) -> Option<Kept<'_>> {
        if self.second_fact().is_some() {
            return None;
        }
        let here = |placed: &Placed| {
            let span = placed.part.region.span(Axis::First);
            span.from <= value && value <= span.to
        };
        let position = self.list.iter().position(here)?;
        let placed = self.list.get(position)?;
        if placed.part.said == Said::NotEstablished {
            return None;
        }
        let verdict = verdict(&placed.part.said);
        let same = |placed: &&Placed| verdict == self::verdict(&placed.part.said);
        let established = |placed: &&Placed| placed.part.said != Said::NotEstablished;
        let (before, after) = self.list.split_at(position);
        let first = before
            .iter()
            .rev()
            .take_while(|one| same(one) && established(one))
            .last();
        let last = after
            .iter()
            .take_while(|one| same(one) && established(one))
            .last();
        let span = |placed: &Placed| placed.part.region.span(Axis::First);
        let own = span(placed);
        let shown = |value: i64| self.shown(Axis::First, value);
        Some(Kept {
            answer: (shown(own.from)?, shown(own.to)?),
            verdict: (
                shown(first.map_or(own.from, |one| span(one).from))?,
                shown(last.map_or(own.to, |one| span(one).to))?,
            ),
        })
    }

    fn shown(&self, axis: Axis, value: i64) -> Option<DroitValue<'_>> {
        let fact = match axis {
            Axis::First => self.fact()?,
            Axis::Second => self.second_fact()?,
        };
        let whole = fact.declared.style == Style::Integer;
        DroitValue::of_kind(
            Value::point(value),
            &fact.declared.kind,
            whole,
            &self.plan.vocabulary,
        )
    }
}

fn verdict(said: &Said) -> Option<Verdict> {
    match said {
        Said::Decided { verdict, .. } => Some(*verdict),
        Said::Refused(_) | Said::NotEstablished => None,
    }
}

impl<'a> Piece<'a> {
    fn shown(&self, axis: Axis) -> Option<(DroitValue<'a>, DroitValue<'a>)> {
        let Span { from, to } = self.placed.part.region.span(axis);
        Some((self.pieces.shown(axis, from)?, self.pieces.shown(axis, to)?))
    }

    /// The first and the last value of the fact, both included.
    #[must_use]
    pub fn span(&self) -> (DroitValue<'a>, DroitValue<'a>) {
        let none = DroitValue::Integer(0);
        self.shown(Axis::First).unwrap_or((none, none))
    }

    /// The same as they are scaled: a number without its point, a day by its number.
    #[must_use]
    pub const fn scaled(&self) -> (i64, i64) {
        let Span { from, to } = self.placed.part.region.span(Axis::First);
        (from, to)
    }

    /// The first and the last value of the second fact, of a map.
    #[must_use]
    pub fn second_span(&self) -> Option<(DroitValue<'a>, DroitValue<'a>)> {
        self.shown(Axis::Second)
    }

    /// The same as they are scaled.
    #[must_use]
    pub const fn second_scaled(&self) -> (i64, i64) {
        let Span { from, to } = self.placed.part.region.span(Axis::Second);
        (from, to)
    }

    /// Did the work allowed suffice to say what is said here?
    #[must_use]
    pub fn is_established(&self) -> bool {
        self.placed.part.said != Said::NotEstablished
    }

    /// The verdict; nothing where a rule of coherence refuses the dossier.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        verdict(&self.placed.part.said)
    }

    /// The rules of coherence that refuse the dossier here.
    pub fn refused_by(&self) -> impl Iterator<Item = &'a CoherencePlan> {
        let (plan, list) = match &self.placed.part.said {
            Said::Refused(list) => (&self.pieces.plan, list.as_slice()),
            Said::Decided { .. } | Said::NotEstablished => (&self.pieces.plan, &[] as &[u16]),
        };
        list.iter()
            .filter_map(|position| plan.coherences.get(usize::from(*position)))
    }

    /// The rules of coherence that tie both facts of a map and refuse the dossier at some points of this box: what is said is said of the others.
    pub fn partly_refused_by(&self) -> impl Iterator<Item = &'a CoherencePlan> {
        let list = match &self.placed.part.said {
            Said::Decided { partly, .. } => partly.as_slice(),
            Said::Refused(_) | Said::NotEstablished => &[],
        };
        let plan = &self.pieces.plan;
        list.iter()
            .filter_map(|position| plan.coherences.get(usize::from(*position)))
    }

    /// The conditions that may apply, with their state; none when it is out of its period, where nothing else is looked at.
    pub fn conditions(&self) -> impl Iterator<Item = (&'a ConditionPlan, ConditionState)> {
        let states = match &self.placed.part.said {
            Said::Decided { conditions, .. } => conditions.as_slice(),
            Said::Refused(_) | Said::NotEstablished => &[],
        };
        let planned = self
            .pieces
            .dispositif()
            .map_or(&[] as &[_], |dispositif| &dispositif.conditions);
        planned
            .iter()
            .zip(states)
            .filter_map(|(condition, state)| Some((condition, (*state)?)))
    }

    /// The droits that are due, or that may be, with what is known of them.
    pub fn droits(&self) -> impl Iterator<Item = DroitPiece<'a>> {
        let droits = match &self.placed.part.said {
            Said::Decided { droits, .. } => droits.as_slice(),
            Said::Refused(_) | Said::NotEstablished => &[],
        };
        let planned = self
            .pieces
            .dispositif()
            .map_or(&[] as &[_], |dispositif| &dispositif.droits);
        let piece = *self;
        let each = planned.iter().zip(droits).enumerate();
        each.filter_map(move |(index, (droit, known))| {
            let worth = piece.worth(index, droit, known.as_ref()?)?;
            Some(DroitPiece { droit, worth })
        })
    }

    fn worth(&self, index: usize, droit: &'a DroitPlan, known: &Known) -> Option<Worth<'a>> {
        let vocabulary = &self.pieces.plan.vocabulary;
        let (declared, kind) = (&droit.declared, &droit.declared.kind);
        if let Known::Members { some, .. } = known {
            return Some(
                match DroitValue::settled(Value::members(*some), declared, vocabulary) {
                    Some(value) => Worth::Settled(Shape::Constant(value)),
                    None => Worth::Members(vocabulary.enumeration_of(kind)?.remaining(*some).collect()),
                },
            );
        }
        let decimals = |fact: Option<&Fact>| fact.map_or(0, |fact| fact.declared.decimals());
        let shaped = Shaped {
            declared,
            vocabulary,
            decimals: [decimals(self.pieces.fact()), decimals(self.pieces.second_fact())],
            is_map: self.pieces.second_fact().is_some(),
            rounding: self.placed.roundings.get(index).copied().flatten(),
        };
        let (lo, hi) = known.both();
        let [first, last] = &self.placed.ends;
        let at = |list: &[Value]| list.get(index).copied().unwrap_or(Value::UNKNOWN);
        let (first, last) = (at(first), at(last));
        let [corner, _] = self.placed.part.region.corners();
        let low = shaped.of(&lo, corner, first.lo, last.lo)?;
        if known.is_single() {
            return Some(Worth::Settled(low));
        }
        Some(Worth::Between(low, shaped.of(&hi, corner, first.hi, last.hi)?))
    }
}
