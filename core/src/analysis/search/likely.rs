//! Of the dossiers that are an answer, one that somebody may meet: these days, of an ordinary age, with the usual answers.
//!
//! Nothing is proved here: what is likely is looked for first, in a part of the dossiers and with little work, and what was found before stands otherwise.

use super::{
    Budget, Found, Witness,
    program::{Program, Space, Usual, Values},
    solve::Work,
};
use crate::{
    analysis::joint::{Joint, Side, Term},
    date::Day,
    plan::{NodeId, Value},
    vocabulary::Kind,
};

/// How much work one part of the dossiers may take: some hundredths of a second.
const WORK: Budget = Budget { steps: 6_000_000 };

/// The ages that are tried, the first before the others.
const AGES: [i64; 6] = [30, 25, 35, 20, 40, 45];

impl Joint {
    /// A dossier of which something is true, and a number more than `above`, that somebody may meet; both packs give it an answer.
    pub(in crate::analysis) fn likely(
        &mut self,
        asked: Term,
        answered: &[Term],
        goal: Option<(Term, i64)>,
    ) -> Option<Witness> {
        let mut all = vec![asked];
        for answer in answered {
            let no = self.not(*answer);
            all.push(self.any([*answer, no]));
        }
        let asked = self.all(all);
        let coherent = self.coherent_sides();
        let mut careful = coherent.clone();
        for side in self.sides() {
            let rules = self.plan(*side).coherences.iter().filter(|rule| !rule.refuses);
            let tests: Vec<NodeId> = rules.map(|rule| rule.test.node).collect();
            careful.extend(tests.into_iter().map(|node| self.term(*side, node).0));
        }
        careful.sort_unstable();
        careful.dedup();
        let day = self.present()?;
        let (term, above) = (goal.map(|(term, _)| term.0), goal.map(|(_, above)| above));
        [careful, coherent].iter().find_map(|coherent| {
            let mut program = Program::new(self, asked.0, coherent, term);
            program.usual = self.usual(&program);
            program.likely_spaces(day).into_iter().find_map(|space| {
                match program.solve(&space, above, &mut Work::of(WORK)) {
                    Found::Witness(witness) => Some(witness),
                    Found::Nothing | Found::Undecided(_) => None,
                }
            })
        })
    }

    /// The day on which the new pack was last read over, else the last on which a value of it begins.
    fn present(&self) -> Option<Day> {
        let plan = self.plan(Side::After);
        let read = plan.dispositifs.iter().filter_map(|one| one.verified).max();
        read.or_else(|| {
            let points = plan.parameters.iter().flat_map(|series| &series.points);
            points.map(|point| point.from).max()
        })
    }

    fn usual(&self, program: &Program<'_>) -> Usual {
        let mut usual = Usual::default();
        for (position, domain) in &program.facts {
            let Some(fact) = self.facts().get(*position) else {
                continue;
            };
            let is_age = match &fact.kind {
                Kind::Number { decimals: 0, unit } => unit.to_string() == "an" && domain.lo >= 10,
                Kind::Number { .. } | Kind::Boolean | Kind::Date | Kind::Choice(_) => false,
            };
            let mut values: Vec<Value> = self.supposed(*position).into_iter().collect();
            if is_age {
                values.extend(AGES.map(Value::point));
            }
            values.extend(self.none_of(*position));
            usual.values.push(values);
            usual.is_age.push(is_age);
        }
        usual
    }

    /// What a pack supposes of a fact, when it is one value.
    fn supposed(&self, position: usize) -> Option<Value> {
        let fact = self.facts().get(position)?;
        let side = *self.sides().last()?;
        let place = fact
            .places
            .get(usize::from(side == Side::After))
            .copied()
            .flatten()?;
        let supposed = self.plan(side).asking(place)?.supposition.as_ref()?;
        self.arena.constant(self.term(side, supposed.rule.node).0)
    }

    /// The member of a choice that says that there is none.
    fn none_of(&self, position: usize) -> Option<Value> {
        let members = self.members_of(&self.facts().get(position)?.kind)?;
        let mut each = (0_u8..).zip(members);
        let found = each.find(|(_, member)| ["aucun", "aucune"].contains(&member.name.as_str()));
        found.map(|(place, _)| Value::member(place))
    }
}

impl Program<'_> {
    /// Parts of the dossiers, the most likely first.
    fn likely_spaces(&self, day: Day) -> Vec<Space> {
        let day = i64::from(day.number());
        let years = |before: i64, after: i64| {
            Value::between(
                day.saturating_sub(before.saturating_mul(366)),
                day.saturating_add(after.saturating_mul(366)),
            )
        };
        let (today, near) = (Value::point(day), years(1, 2));
        let parts = [
            (today, Some(near), true),
            (today, Some(near), false),
            (years(2, 2), Some(years(6, 6)), true),
            (years(8, 5), None, false),
        ];
        let each = parts.into_iter().filter_map(|(reference, dates, of_age)| {
            let mut space = self.anything();
            space.reference = space.reference.and(reference, false)?;
            for (position, slot) in space.facts.iter_mut().enumerate() {
                let place = self.places.get(position)?;
                let is_date = self.dates.get(place.index()).copied().unwrap_or(false);
                let is_age = self.usual.is_age.get(position).copied().unwrap_or(false);
                let within = if is_date {
                    dates
                } else {
                    (is_age && of_age).then_some(Value::between(20, 45))
                };
                if let Some(within) = within {
                    *slot = slot.and(within, false).unwrap_or(*slot);
                }
            }
            Some(space)
        });
        each.collect()
    }

    /// Gives facts their usual values, where the dossier stays an answer, and an amount that is the largest there is a smaller one.
    pub(super) fn ordinary(
        &self,
        found: &mut Space,
        above: Option<i64>,
        values: &mut Values,
        steps: &mut u64,
    ) {
        let each = self.facts.iter().zip(&self.usual.values).enumerate();
        for (position, ((_, domain), usual)) in each {
            let is_choice = self.is_choice(position);
            let Some(known) = found.facts.get(position).copied() else {
                continue;
            };
            let mut tried: Vec<Value> = usual.clone();
            if !is_choice && known.lo == domain.hi && domain.hi > domain.lo {
                let halves = (1_u32..=20).rev().filter_map(|power| {
                    let width = domain.hi.checked_sub(domain.lo)?;
                    Some(Value::point(domain.lo.saturating_add(width.checked_shr(power)?)))
                });
                tried.extend(halves);
            }
            for value in tried {
                if value == known {
                    break;
                }
                let Some(value) = domain.and(value, is_choice).filter(|both| *both == value) else {
                    continue;
                };
                if let Some(slot) = found.facts.get_mut(position) {
                    *slot = value;
                }
                if self.still_holds(found, above, values, steps) {
                    break;
                }
                if let Some(slot) = found.facts.get_mut(position) {
                    *slot = known;
                }
            }
        }
    }
}
