//! What changes of a dispositif beside its decision: what is paid when, what excludes it, what is supposed, deadlines, doubts, quotas.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    comparison::Comparison,
    model::{Pair, Told},
};
use crate::{
    analysis::{
        joint::{Side, Term},
        search::{Budget, Found},
    },
    date::Day,
    plan::{DispositifPlan, DoubtPlan, PlanContent, Rule, Series, Value, VersementPlan},
};

/// How much work it may take to prove that two expressions say the same: a few hundredths of a second.
const PROOF: Budget = Budget { steps: 4_000_000 };

/// Of which dispositif, and of whom.
struct Aside<'p> {
    pair: &'p Pair,
    alike: Option<Term>,
}

type Both<'p> = [(&'p PlanContent, &'p DispositifPlan); 2];

impl Comparison {
    /// What changes of a dispositif that both packs have; of one that is added or removed everything does, and it is told as such.
    /// `alike` is true of whom it decides as before: of others everything may change, and the decision says so.
    pub(super) fn told(&mut self, pair: &Pair, alike: Option<Term>) -> Vec<Told> {
        let plans = [Side::Before, Side::After].map(|side| self.joint.plan(side).clone());
        let (Some(before), Some(after)) = (&pair.before, &pair.after) else {
            return Vec::new();
        };
        let (Some((_, old)), Some((_, new))) = (
            plans[0].dispositif_named(before),
            plans[1].dispositif_named(after),
        ) else {
            return Vec::new();
        };
        let both: Both<'_> = [(&plans[0], old), (&plans[1], new)];
        let pair = &Aside { pair, alike };
        let mut found = Vec::new();
        let mut say = |is_same: bool, what: Told| {
            if !is_same {
                found.push(what);
            }
        };
        say(self.is_paid_alike(pair, both), Told::Schedule);
        say(payers(old) == payers(new), Told::Payers);
        say(self.excludes_alike(both), Told::Exclusions);
        say(self.is_supposed_alike(pair, both), Told::Suppositions);
        say(self.has_deadlines_alike(pair, both), Told::Deadlines);
        say(self.is_doubted_alike(pair, both), Told::Doubts);
        say(self.has_quota_alike(pair, both), Told::Quota);
        say(self.ranks_alike(pair, both), Told::Priorities);
        say(
            old.incomparable == new.incomparable
                && self.are_alike(pair, &[&old.yearly_value], &[&new.yearly_value]),
            Told::Worth,
        );
        found
    }

    fn is_paid_alike(&mut self, pair: &Aside<'_>, [(before, old), (after, new)]: Both<'_>) -> bool {
        let course = [before, after].map(|plan| plan.course.as_ref());
        let is_paid = !old.versements.is_empty() || !new.versements.is_empty();
        let same_course = match course {
            [Some(was), Some(is)] => {
                was.longest() == is.longest()
                    && self.joint.term(Side::Before, was.month_days_node)
                        == self.joint.term(Side::After, is.month_days_node)
                    && self.is_alike(pair, &was.start, &is.start)
                    && self.is_alike(pair, &was.end, &is.end)
            }
            [None, None] => true,
            [Some(_), None] | [None, Some(_)] => false,
        };
        if is_paid && !same_course || old.versements.len() != new.versements.len() {
            return false;
        }
        old.versements.iter().zip(&new.versements).all(|(was, is)| {
            let pace = |one: &VersementPlan| one.amount.as_ref().map(|(_, pace)| *pace);
            let amount = |one: &VersementPlan| one.amount.as_ref().map(|(rule, _)| rule.clone());
            let causes = |one: &VersementPlan| {
                one.changes
                    .iter()
                    .map(|change| change.cause.clone())
                    .collect::<Vec<_>>()
            };
            let dates = |one: &VersementPlan| {
                one.changes
                    .iter()
                    .map(|change| Some(change.date.clone()))
                    .collect::<Vec<_>>()
            };
            let (old_dates, new_dates) = (dates(was), dates(is));
            pace(was) == pace(is)
                && was.payer.0 == is.payer.0
                && (&was.starts, &was.ends, &was.caveat) == (&is.starts, &is.ends, &is.caveat)
                && causes(was) == causes(is)
                && self.named_now(before, &was.replaces) == names(after, &is.replaces)
                && self.are_alike(
                    pair,
                    &[&amount(was), &was.hours, &was.test],
                    &[&amount(is), &is.hours, &is.test],
                )
                && self.are_alike(
                    pair,
                    &old_dates.iter().collect::<Vec<_>>(),
                    &new_dates.iter().collect::<Vec<_>>(),
                )
        })
    }

    /// What excludes what, under the names of the new pack.
    fn excludes_alike(&self, [(before, old), (after, new)]: Both<'_>) -> bool {
        self.named_now(before, &old.incompatible_with) == names(after, &new.incompatible_with)
    }

    /// The dispositifs at some positions of the old pack, by their names in the new one.
    fn named_now(&self, before: &PlanContent, positions: &[u16]) -> BTreeSet<String> {
        let pairs = self.pairs();
        let now = |id: &String| {
            let renamed = pairs.iter().find(|pair| pair.before.as_ref() == Some(id));
            renamed.map_or_else(|| id.clone(), |pair| pair.id().to_owned())
        };
        names(before, positions).iter().map(now).collect()
    }

    /// What is supposed of the facts that its decision reads.
    fn is_supposed_alike(&mut self, pair: &Aside<'_>, both: Both<'_>) -> bool {
        let read = self.read_by(both);
        let supposed = |side: Side, plan: &'_ PlanContent| {
            let each = plan.askings.iter().filter_map(|asking| {
                let supposed = asking.supposition.as_ref()?;
                let name = self.joint.name_of(side, asking.fact)?;
                read.contains(name).then(|| (name.to_owned(), supposed.clone()))
            });
            each.collect::<BTreeMap<_, _>>()
        };
        let (was, is) = (
            supposed(Side::Before, both[0].0),
            supposed(Side::After, both[1].0),
        );
        was.len() == is.len()
            && was.iter().all(|(name, old)| {
                is.get(name).is_some_and(|new| {
                    old.sentence == new.sentence && self.is_alike(pair, &old.rule, &new.rule)
                })
            })
    }

    fn has_deadlines_alike(&mut self, pair: &Aside<'_>, [(_, old), (_, new)]: Both<'_>) -> bool {
        old.deadlines.len() == new.deadlines.len()
            && old.deadlines.iter().zip(&new.deadlines).all(|(was, is)| {
                was.side == is.side
                    && self.is_alike(pair, &was.day, &is.day)
                    && self.are_alike(pair, &[&was.test], &[&is.test])
            })
    }

    /// What a doubt is about, under the names of the new pack: « table:bourse_montants ».
    fn about_now(&self, doubt: &DoubtPlan) -> Vec<String> {
        let words = doubt.concerns.iter().map(|one| &one.word);
        let now = |word: &String| {
            let (sort, id) = word.split_once(':')?;
            let renamed = self.renamed.iter().find(|(before, _)| before.id == id);
            renamed.map(|(_, after)| format!("{sort}:{}", after.id))
        };
        words
            .map(|word| now(word).unwrap_or_else(|| word.clone()))
            .collect()
    }

    fn is_doubted_alike(&mut self, pair: &Aside<'_>, [(_, old), (_, new)]: Both<'_>) -> bool {
        old.to_confirm == new.to_confirm
            && old.doubts.len() == new.doubts.len()
            && old.doubts.iter().zip(&new.doubts).all(|(was, is)| {
                let words = is.concerns.iter().map(|one| &one.word);
                was.question == is.question
                    && self.about_now(was).iter().eq(words)
                    && self.are_alike(pair, &[&was.test], &[&is.test])
            })
    }

    fn has_quota_alike(&mut self, pair: &Aside<'_>, both: Both<'_>) -> bool {
        let [was, is] = both.map(|(plan, of)| of.quota.and_then(|place| plan.quotas.get(usize::from(place))));
        let (Some(was), Some(is)) = (was, is) else {
            return was.is_none() && is.is_none();
        };
        let limit = |plan: &PlanContent, place: u16| plan.parameters.get(usize::from(place)).map(points);
        let group = |plan: &PlanContent, groups: &[(u16, Rule)], id: &str| {
            let place = plan.dispositif_named(id).map(|(place, _)| place);
            let found = groups.iter().find(|(of, _)| Some(*of) == place);
            found.map(|(_, rule)| rule.clone())
        };
        was.id == is.id
            && was.order == is.order
            && limit(both[0].0, was.limit) == limit(both[1].0, is.limit)
            && self.are_alike(
                pair,
                &[&group(both[0].0, &was.groups, &both[0].1.id)],
                &[&group(both[1].0, &is.groups, &both[1].1.id)],
            )
    }

    fn ranks_alike(&mut self, pair: &Aside<'_>, [(_, old), (_, new)]: Both<'_>) -> bool {
        old.priorities.len() == new.priorities.len()
            && old.priorities.iter().zip(&new.priorities).all(|(was, is)| {
                was.id == is.id && was.period == is.period && self.is_alike(pair, &was.rule, &is.rule)
            })
    }

    fn are_alike(&mut self, pair: &Aside<'_>, before: &[&Option<Rule>], after: &[&Option<Rule>]) -> bool {
        before.len() == after.len()
            && before.iter().zip(after).all(|(was, is)| match (was, is) {
                (Some(was), Some(is)) => self.is_alike(pair, was, is),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            })
    }

    /// Do two expressions say the same of everyone to whom either pack grants the dispositif?
    fn is_alike(&mut self, pair: &Aside<'_>, was: &Rule, is: &Rule) -> bool {
        let (before, after) = (
            self.joint.term(Side::Before, was.node),
            self.joint.term(Side::After, is.node),
        );
        if before == after {
            return true;
        }
        let same = self.joint.same(before, after);
        let granted: Vec<Term> = [(Side::Before, &pair.pair.before), (Side::After, &pair.pair.after)]
            .into_iter()
            .filter_map(|(side, id)| self.joint.eligible(side, id.as_deref()?))
            .collect();
        let (other, granted) = (self.joint.not(same), self.joint.any(granted));
        let asked = self.joint.all([other, granted].into_iter().chain(pair.alike));
        match self.joint.search(asked, PROOF).found {
            Found::Nothing => true,
            Found::Witness(_) => false,
            // Of a decision that changes, what rests on it is not told again unless somebody shows it.
            Found::Undecided(_) => pair.alike.is_some(),
        }
    }

    /// The names of the facts that decisions of a dispositif read.
    fn read_by(&self, both: Both<'_>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (side, (_, of)) in [Side::Before, Side::After].into_iter().zip(both) {
            let droits = of.droits.iter().map(|droit| droit.rule.node);
            for node in droits.chain([of.eligible]) {
                let term = self.joint.term(side, node);
                found.extend(self.joint.read_by(term).into_iter().map(ToOwned::to_owned));
            }
        }
        found
    }
}

fn names(plan: &PlanContent, positions: &[u16]) -> BTreeSet<String> {
    let each = positions.iter().filter_map(|position| plan.dispositif(*position));
    each.map(|one| one.id.clone()).collect()
}

/// Who pays each droit.
fn payers(of: &DispositifPlan) -> Vec<(String, Option<String>)> {
    let each = of.droits.iter();
    each.map(|droit| {
        (
            droit.id.clone(),
            droit.payer.as_ref().map(|(name, _)| name.clone()),
        )
    })
    .collect()
}

fn points(series: &Series) -> Vec<(Day, Value)> {
    series
        .points
        .iter()
        .map(|point| (point.from, point.value))
        .collect()
}
