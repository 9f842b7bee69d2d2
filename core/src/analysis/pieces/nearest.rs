//! The change of fewest facts that opens what is refused.

use super::{
    divide::Work,
    reading::roots,
    span::{Region, Span},
    sweep::Swept,
    toward::{Stopped, Toward, Wanted},
};
use crate::{
    date::Day,
    decision::{Decision, Verdict},
    dossier::Dossier,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{DispositifPlan, Node, NodeId, Plan, Value},
    vocabulary::{Fact, FactId, Kind},
};

/// The most members of a choice that are tried.
const MOST_MEMBERS: u8 = 64;

/// What would open a dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NearestChange {
    /// It is not refused: eligible, or open for a fact that is missing.
    NotRefused(Verdict),
    /// A change of one fact or of two.
    Found(Opening),
    /// No change of one or two of the facts that the dossier states and that can change opens it: proved.
    None {
        /// The ids of the conditions that are not met whatever these facts are: then no change of more of them opens it either.
        whatever: Vec<String>,
    },
    /// None was found within the work allowed.
    NotEstablished,
}

/// A change that opens a dispositif, or after which it is no longer refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opening {
    /// What changes, in the order of the vocabulary.
    pub changes: Vec<ChangedFact>,
    /// The facts that would then still be missing; none when it would be granted.
    pub missing: Vec<FactId>,
}

/// A fact that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedFact {
    /// Its place in the vocabulary.
    pub fact: FactId,
    /// The value that opens, nearest to what the dossier states.
    pub value: Value,
    /// Every value around it that opens as well, the other change being what it is; of two changes, only one has more than its value.
    pub range: Value,
}

/// The dossier while it is looked at for changes.
struct Search<'p> {
    engine: &'p Engine,
    plan: &'p Plan,
    dispositif: &'p DispositifPlan,
    roots: Vec<NodeId>,
    date: Day,
    dossier: &'p Dossier,
    work: Work,
}

impl Engine {
    /// The change of fewest facts that opens a dispositif that is refused: one fact, or two, among those that the dossier states and that the pack declares
    /// `modifiable`; then by the order of the vocabulary, then the nearest value. A date goes no further back than the reference date. A change that grants comes before one that leaves other facts to be
    /// known. `most` says how many spans may be looked at in all.
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
    /// // In this pack nobody can change anything: the age stays what it is.
    /// let nearest = engine.nearest_change(&dossier, "2024-09-02".parse()?, "bourse", 10_000)?;
    /// let NearestChange::None { whatever } = nearest else { panic!("nothing can change") };
    /// assert_eq!(whatever, ["age"]);
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
            engine: self,
            plan: self.plan(),
            dispositif: planned,
            roots: roots(self.plan(), planned),
            date,
            dossier,
            work: Work { left: most, spent: 0 },
        };
        Ok(search.nearest())
    }
}

impl<'p> Search<'p> {
    fn nearest(&mut self) -> NearestChange {
        let candidates = self.candidates();
        let whatever = self.refused_without(&candidates);
        let mut sets: Vec<Swept> = Vec::new();
        if whatever.is_none() {
            sets.extend(candidates.iter().map(|only| [Some(*only), None]));
            for (index, first) in candidates.iter().enumerate() {
                let after = candidates.iter().skip(index.saturating_add(1));
                sets.extend(after.map(|second| [Some(*first), Some(*second)]));
            }
            // What is refused whatever these facts are needs no look at their values.
            sets.retain(|set| {
                let facts: Vec<FactId> = set.iter().flatten().copied().collect();
                self.refused_without(&facts).is_none()
            });
        }
        let mut established = true;
        for size in [1, 2] {
            for wanted in [Wanted::Granted, Wanted::NotRefused] {
                for set in sets.iter().filter(|set| set.iter().flatten().count() == size) {
                    match self.change(*set, wanted) {
                        Ok(Some(changes)) => return NearestChange::Found(self.opening(changes)),
                        Ok(None) => {}
                        Err(Stopped) => established = false,
                    }
                }
            }
        }
        if established {
            let conditions = &self.dispositif.conditions;
            let named = whatever.unwrap_or_default().into_iter();
            let named = named.filter_map(|position| conditions.get(usize::from(position)));
            let mut whatever: Vec<String> = named.map(|condition| condition.id.clone()).collect();
            // Versions of one condition have one id.
            whatever.dedup();
            NearestChange::None { whatever }
        } else {
            NearestChange::NotEstablished
        }
    }

    /// The facts that the dossier states, that can change and that the dispositif reads, in the order of the vocabulary.
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
        let can_change = |fact: FactId| self.plan.asking(fact).is_some_and(|asking| asking.modifiable);
        facts
            .filter(|(fact, read)| *read && self.dossier.is_known(*fact) && can_change(*fact))
            .map(|(fact, _)| fact)
            .collect()
    }

    fn toward(&self, dossier: &Dossier, swept: Swept) -> Toward<'p> {
        let whole = Region {
            spans: swept.map(|fact| self.span(fact)),
        };
        Toward::new(
            (self.plan, self.dispositif),
            &self.roots,
            (swept, whole),
            dossier,
            Value::day(self.date),
        )
    }

    /// The values that a fact may change to. Nobody begins in the past: a date goes no further back than the reference date, or than where it is.
    fn span(&self, id: Option<FactId>) -> Span {
        let fact = id.and_then(|id| Some((id, self.plan.vocabulary.fact(id)?)));
        let Some((id, fact)) = fact else {
            return Span { from: 0, to: 0 };
        };
        let (min, to) = (fact.declared.min, fact.declared.max);
        let today = i64::from(self.date.number());
        let here = stated(self.dossier, id).map_or(today, |value| value.lo.min(today));
        Span {
            from: if fact.declared.kind.is_date() {
                min.max(here)
            } else {
                min
            },
            to,
        }
    }

    /// The conditions that are refused without these facts, hence whatever they are; `None` when it may be open.
    fn refused_without(&self, facts: &[FactId]) -> Option<Vec<u16>> {
        let mut dossier = self.dossier.clone();
        facts.iter().for_each(|fact| dossier.put(*fact, None));
        self.toward(&dossier, [None, None]).refused()
    }

    /// The nearest change of one fact or of two after which what is wanted holds.
    fn change(&mut self, set: Swept, wanted: Wanted) -> Result<Option<Vec<ChangedFact>>, Stopped> {
        match set {
            [Some(only), None] => {
                let dossier = self.dossier;
                Ok(self.with(dossier, only, wanted)?.map(|change| vec![change]))
            }
            [Some(first), Some(second)] => self.with_both(first, second, wanted),
            _ => Ok(None),
        }
    }

    fn with(
        &mut self,
        dossier: &Dossier,
        id: FactId,
        wanted: Wanted,
    ) -> Result<Option<ChangedFact>, Stopped> {
        let stated = stated(dossier, id);
        for value in self.members(id).unwrap_or_default() {
            let mut changed = dossier.clone();
            changed.put(id, Some(value));
            if Some(value) != stated && self.toward(&changed, [None, None]).holds(wanted) {
                return Ok(Some(ChangedFact::to(id, value)));
            }
        }
        if self.members(id).is_some() {
            return Ok(None);
        }
        let stated = stated.map(|value| value.lo);
        let mut toward = self.toward(dossier, [Some(id), None]);
        let Some([value, _]) = toward.nearest([stated, None], wanted, &mut self.work)? else {
            return Ok(None);
        };
        let (from, to) = toward.around(value, wanted, &mut self.work)?;
        Ok(Some(ChangedFact {
            fact: id,
            value: Value::point(value),
            range: Value::between(from, to),
        }))
    }

    fn with_both(
        &mut self,
        first: FactId,
        second: FactId,
        wanted: Wanted,
    ) -> Result<Option<Vec<ChangedFact>>, Stopped> {
        // A fact that has few values is tried one by one; the other goes over its own.
        for (few, rest) in [(first, second), (second, first)] {
            let Some(values) = self.members(few) else {
                continue;
            };
            let stated = stated(self.dossier, few);
            for value in values.into_iter().filter(|value| Some(*value) != stated) {
                let mut changed = self.dossier.clone();
                changed.put(few, Some(value));
                if let Some(more) = self.with(&changed, rest, wanted)? {
                    let mut both = vec![ChangedFact::to(few, value), more];
                    both.sort_by_key(|change| change.fact);
                    return Ok(Some(both));
                }
            }
            return Ok(None);
        }
        let at = |id| stated(self.dossier, id).map(|value| value.lo);
        let near = [at(first), at(second)];
        let mut toward = self.toward(self.dossier, [Some(first), Some(second)]);
        let Some([value, _]) = toward.nearest(near, wanted, &mut self.work)? else {
            return Ok(None);
        };
        // The second goes over its values again, for all of those that open once the first is changed.
        let value = Value::point(value);
        let mut changed = self.dossier.clone();
        changed.put(first, Some(value));
        let more = self.with(&changed, second, wanted)?;
        Ok(more.map(|more| vec![ChangedFact::to(first, value), more]))
    }

    /// The values of a fact that has few: a truth, a choice.
    fn members(&self, id: FactId) -> Option<Vec<Value>> {
        let fact: &Fact = self.plan.vocabulary.fact(id)?;
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

    /// What would still be missing after these changes.
    fn opening(&self, changes: Vec<ChangedFact>) -> Opening {
        let mut changed = self.dossier.clone();
        for change in &changes {
            changed.put(change.fact, Some(change.value));
        }
        let names = [self.dispositif.id.as_str()];
        let answer = self
            .engine
            .decided(&changed, self.date, Selection::Named(&names), false, false);
        let missing = |decision: Decision<'_>| {
            let missing = decision.missing();
            missing
                .filter_map(|fact| self.plan.vocabulary.fact_named(&fact.name))
                .map(|(id, _)| id)
                .collect()
        };
        let decided = answer
            .as_ref()
            .ok()
            .and_then(|answer| answer.decision(&self.dispositif.id));
        let open = decided.filter(|decision| decision.verdict() == Verdict::Undetermined);
        Opening {
            changes,
            missing: open.map(missing).unwrap_or_default(),
        }
    }
}

impl ChangedFact {
    const fn to(fact: FactId, value: Value) -> Self {
        Self {
            fact,
            value,
            range: value,
        }
    }
}

/// What the dossier states of a fact, when it is one value.
pub(super) fn stated(dossier: &Dossier, id: FactId) -> Option<Value> {
    let value = dossier.values().get(usize::from(id.0)).copied();
    value.filter(|value| dossier.is_known(id) && value.is_point())
}
