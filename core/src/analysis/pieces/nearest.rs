//! The change of fewest facts that opens what is refused.

use super::{
    divide::{Work, divide},
    join::Part,
    reading::{Asked, Said, roots},
    span::{Axis, Region, Span},
    sweep::{Sweep, Swept},
};
use crate::{
    date::Day,
    decision::Verdict,
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{DispositifPlan, Node, NodeId, Plan, Value},
    vocabulary::{Fact, FactId, Kind},
};

/// The name that no droit has: only the verdict is looked at.
const NO_DROIT: &[&str] = &[""];

/// The most members of a choice that are tried.
const MOST_MEMBERS: u8 = 64;

/// What would open a dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NearestChange {
    /// It is not refused: eligible, or open for a fact that is missing.
    NotRefused(Verdict),
    /// These changes, of one fact or of two, open it.
    Found(Vec<ChangedFact>),
    /// No change of one or two of the facts that can change opens it: proved.
    None,
    /// None was found within the work allowed.
    NotEstablished,
}

/// A fact that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedFact {
    /// Its place in the vocabulary.
    pub fact: FactId,
    /// The value that opens, nearest to what the dossier states.
    pub value: Value,
    /// Every value around it that opens as well.
    pub range: Value,
}

/// The dossier while it is looked at for changes.
struct Search<'p> {
    plan: &'p Plan,
    dispositif: &'p DispositifPlan,
    roots: Vec<NodeId>,
    reference: Value,
    dossier: &'p Dossier,
    work: Work,
}

impl Engine {
    /// The change of fewest facts that opens a dispositif that is refused: one fact, or two, among those that the pack declares `modifiable`; then by the order of
    /// the vocabulary, then the nearest value. `most` says how many spans may be looked at in all.
    ///
    /// # Errors
    /// [`Findings`] when the dossier is of another pack or contradicts itself, or when the dispositif does not exist.
    ///
    /// # Example
    /// ```
    /// use bareme::{Verdict, analysis::NearestChange, guide};
    ///
    /// let engine = guide::engine()?;
    /// let dossier = engine.dossier().set("age", 14)?.set("entree", "2024-09-02")?;
    /// // In this pack nobody can change anything.
    /// let nearest = engine.nearest_change(&dossier, "2024-09-02".parse()?, "bourse", 10_000)?;
    /// assert_eq!(nearest, NearestChange::None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nearest_change(
        &self,
        dossier: &Dossier,
        date: Day,
        dispositif: &str,
        most: u32,
    ) -> Result<NearestChange, Findings> {
        let names = [dispositif];
        let answer = self.decided(dossier, date, Selection::Named(&names), false, false)?;
        let verdict = answer
            .decision(dispositif)
            .map_or(Verdict::Undetermined, |decision| decision.verdict());
        let position = self.positions(Selection::Named(&names))?.first().copied();
        let planned = position.and_then(|position| self.plan().dispositif(position));
        let Some(planned) =
            planned.filter(|_| matches!(verdict, Verdict::NotEligible | Verdict::OutOfPeriod))
        else {
            return Ok(NearestChange::NotRefused(verdict));
        };
        let mut search = Search {
            plan: self.plan(),
            dispositif: planned,
            roots: roots(self.plan(), planned),
            reference: Value::day(date),
            dossier,
            work: Work { left: most, spent: 0 },
        };
        Ok(search.nearest())
    }
}

impl<'p> Search<'p> {
    fn nearest(&mut self) -> NearestChange {
        let mut established = true;
        let candidates = self.candidates();
        for fact in &candidates {
            match self.with(self.dossier, *fact) {
                Ok(Some(change)) => return NearestChange::Found(vec![change]),
                Ok(None) => {}
                Err(TooMuch) => established = false,
            }
        }
        for (index, first) in candidates.iter().enumerate() {
            for second in candidates.iter().skip(index.saturating_add(1)) {
                match self.with_both(*first, *second) {
                    Ok(Some(changes)) => return NearestChange::Found(changes),
                    Ok(None) => {}
                    Err(TooMuch) => established = false,
                }
            }
        }
        if established {
            NearestChange::None
        } else {
            NearestChange::NotEstablished
        }
    }

    /// The facts that can change and that the dispositif reads, in the order of the vocabulary.
    fn candidates(&self) -> Vec<FactId> {
        let mut read = vec![false; self.plan.vocabulary.facts.len()];
        let mut seen = vec![false; self.plan.nodes.len()];
        let mut waiting = self.roots.clone();
        while let Some(id) = waiting.pop() {
            let before = seen
                .get_mut(id.index())
                .map(|seen| core::mem::replace(seen, true));
            let (Some(false), Some(node)) = (before, self.plan.node(id)) else {
                continue;
            };
            if let Node::Fact(fact) = node
                && let Some(slot) = read.get_mut(usize::from(fact.0))
            {
                *slot = true;
            }
            node.operands(|operand| waiting.push(operand));
        }
        let facts = (0_u16..).map(FactId).zip(read);
        let can_change = |fact: &FactId| self.plan.asking(*fact).is_some_and(|asking| asking.modifiable);
        facts
            .filter(|(fact, read)| *read && can_change(fact))
            .map(|(fact, _)| fact)
            .collect()
    }

    fn fact(&self, id: FactId) -> Option<&'p Fact> {
        self.plan.vocabulary.fact(id)
    }

    /// The change of one fact that opens.
    fn with(&mut self, dossier: &Dossier, id: FactId) -> Result<Option<ChangedFact>, TooMuch> {
        let Some(fact) = self.fact(id) else {
            return Ok(None);
        };
        let stated = stated(dossier, id);
        if let Some(values) = self.members(fact) {
            for value in values.into_iter().filter(|value| Some(*value) != stated) {
                if self.opens(dossier, id, value)? {
                    return Ok(Some(ChangedFact {
                        fact: id,
                        value,
                        range: value,
                    }));
                }
            }
            return Ok(None);
        }
        let parts = self.parts(dossier, [Some(id), None], whole(&[fact]));
        let stated = stated.map(|value| value.lo);
        let opening = parts
            .iter()
            .filter(|part| opens(part))
            .map(|part| part.region.span(Axis::First));
        // What was not looked at may be nearer.
        if !are_established(&parts) {
            return Err(TooMuch);
        }
        let nearest = opening.min_by_key(|span| distance(*span, stated));
        Ok(nearest.map(|span| changed(id, span, stated)))
    }

    /// The changes of two facts that open together.
    fn with_both(&mut self, first: FactId, second: FactId) -> Result<Option<Vec<ChangedFact>>, TooMuch> {
        let (Some(one), Some(other)) = (self.fact(first), self.fact(second)) else {
            return Ok(None);
        };
        // A fact that has few values is tried one by one; the other goes over its own.
        for (few, rest, fact) in [(first, second, one), (second, first, other)] {
            let Some(values) = self.members(fact) else {
                continue;
            };
            let stated = stated(self.dossier, few);
            for value in values.into_iter().filter(|value| Some(*value) != stated) {
                let mut changed = self.dossier.clone();
                changed.put(few, Some(value));
                if let Some(more) = self.with(&changed, rest)? {
                    let own = ChangedFact {
                        fact: few,
                        value,
                        range: value,
                    };
                    let mut both = vec![own, more];
                    both.sort_by_key(|change| change.fact);
                    return Ok(Some(both));
                }
            }
            return Ok(None);
        }
        let parts = self.parts(self.dossier, [Some(first), Some(second)], whole(&[one, other]));
        if !are_established(&parts) {
            return Err(TooMuch);
        }
        let at = |id| stated(self.dossier, id).map(|value| value.lo);
        let (x, y) = (at(first), at(second));
        let spans = |part: &Part| (part.region.span(Axis::First), part.region.span(Axis::Second));
        let opening = parts.iter().filter(|part| opens(part)).map(spans);
        let nearest = opening.min_by_key(|(a, b)| (distance(*a, x), distance(*b, y)));
        Ok(nearest.map(|(a, b)| vec![changed(first, a, x), changed(second, b, y)]))
    }

    /// The values of a fact that has few: a truth, a choice.
    fn members(&self, fact: &Fact) -> Option<Vec<Value>> {
        match &fact.declared.kind {
            Kind::Boolean => Some(vec![Value::FALSE, Value::TRUE]),
            Kind::Choice(id) => {
                let all = self.plan.vocabulary.enumeration(*id)?.members.len();
                let members = (0..MOST_MEMBERS).take(all);
                Some(members.map(Value::member).collect())
            }
            Kind::Number { .. } | Kind::Date => None,
        }
    }

    fn opens(&mut self, dossier: &Dossier, id: FactId, value: Value) -> Result<bool, TooMuch> {
        let mut changed = dossier.clone();
        changed.put(id, Some(value));
        let parts = self.parts(&changed, [None, None], Region::point([0, 0]));
        if are_established(&parts) {
            Ok(parts.iter().any(opens))
        } else {
            Err(TooMuch)
        }
    }

    fn parts(&mut self, dossier: &Dossier, swept: Swept, whole: Region) -> Vec<Part> {
        let mut sweep = Sweep::new(self.plan, &self.roots, swept, dossier.values(), self.reference);
        let asked = Asked::new(&sweep, self.dispositif, NO_DROIT);
        divide(&mut sweep, &asked, whole, &mut self.work)
    }
}

/// The work allowed did not suffice.
struct TooMuch;

fn whole(facts: &[&Fact]) -> Region {
    let span = |index: usize| {
        facts.get(index).map_or(Span { from: 0, to: 0 }, |fact| Span {
            from: fact.declared.min,
            to: fact.declared.max,
        })
    };
    Region {
        spans: [span(0), span(1)],
    }
}

/// What the dossier states of a fact, when it is one value.
fn stated(dossier: &Dossier, id: FactId) -> Option<Value> {
    let value = dossier.values().get(usize::from(id.0)).copied();
    value.filter(|value| dossier.is_known(id) && value.is_point())
}

fn opens(part: &Part) -> bool {
    matches!(
        part.said,
        Said::Decided {
            verdict: Verdict::Eligible,
            ..
        }
    )
}

fn are_established(parts: &[Part]) -> bool {
    parts.iter().all(|part| part.said != Said::NotEstablished)
}

/// How far a span is from a value; of a fact that is not stated, the first in order is the nearest.
fn distance(span: Span, stated: Option<i64>) -> u64 {
    let stated = stated.unwrap_or(i64::MIN);
    if stated < span.from {
        span.from.abs_diff(stated)
    } else if stated > span.to {
        stated.abs_diff(span.to)
    } else {
        0
    }
}

fn changed(fact: FactId, span: Span, stated: Option<i64>) -> ChangedFact {
    let nearest = stated.map_or(span.from, |stated| stated.clamp(span.from, span.to));
    ChangedFact {
        fact,
        value: Value::point(nearest),
        range: Value::between(span.from, span.to),
    }
}
