//! What every call of a pack costs at most, known from the pack alone: its certificate.
//!
//! Steps are those of [`meter`](super::meter); bytes are those of the canonical JSON. Both are sums over the plan in which every
//! fact is unknown where that costs more, and known where that does: no dossier takes more.

mod combination;
mod dispositif;
mod explanation;
mod incomes;
mod json;
mod meaning;
mod motion;
mod payment;
mod reach;
mod reserve;
mod steps;
mod sum;

use super::{NodeId, Plan};
use dispositif::Own;
use explanation::Texts;
use payment::{Payment, ScheduleCost};
use reach::Reach;
use reserve::ReserveCost;
use steps::NodeSteps;
use sum::{sum, times, total};

pub use super::limits::{MAX_ANSWER_BYTES, MAX_SCHEDULE_BYTES, MAX_SCHEDULE_STEPS, MAX_STEPS};

/// What a call costs at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Steps of the evaluator.
    pub steps: u64,
    /// Bytes of the answer.
    pub bytes: u64,
}

/// What each call costs at most, for some dispositifs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Calls {
    /// Steps that the first call takes besides its own: each dispositif is prepared once.
    pub preparation: u64,
    /// A decision.
    pub evaluate: Cost,
    /// A decision with its explanation.
    pub explain: Cost,
    /// What is paid over a course, with the ways to be paid that are compared; nothing when the pack has no schedule.
    pub schedule: Cost,
    /// The facts still worth asking.
    pub questions: Cost,
}

/// What each call of a pack costs at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// When every dispositif is asked for.
    pub pack: Calls,
    /// When one is asked for alone, in the order of the pack.
    pub dispositifs: Vec<Calls>,
    /// For each dispositif, how often each of its versements may change during a course.
    pub changes: Vec<Vec<u64>>,
}

impl Certificate {
    /// The certificate of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let sheet = Sheet::new(plan);
        let all: Vec<u16> = (0_u16..)
            .zip(&plan.dispositifs)
            .map(|(position, _)| position)
            .collect();
        Self {
            pack: sheet.calls(&all),
            dispositifs: all.iter().map(|position| sheet.calls(&[*position])).collect(),
            changes: sheet
                .payments
                .iter()
                .map(|payments| payments.iter().map(|payment| payment.changes).collect())
                .collect(),
        }
    }

    /// The dispositif that adds the most to a figure, with that figure.
    #[must_use]
    pub fn worst(&self, figure: impl Fn(&Calls) -> u64) -> Option<(u16, u64)> {
        let figures = (0_u16..).zip(self.dispositifs.iter().map(figure));
        // The first of those that cost the same.
        figures.min_by_key(|(_, figure)| core::cmp::Reverse(*figure))
    }
}

/// What is computed once for all the selections.
struct Sheet<'p> {
    plan: &'p Plan,
    own: Vec<Own>,
    payments: Vec<Vec<Payment>>,
    /// The rules of coherence.
    coherences: u64,
    /// Of every answer.
    envelope: u64,
    course: Option<ScheduleCost>,
    /// The days of the longest course.
    days: u64,
    /// What is decided under reserve.
    reserve: ReserveCost,
    /// For each fact, what is written when it is asked.
    questions: Vec<u64>,
    /// What is written of each dispositif outside the segments of a schedule.
    outside: Vec<u64>,
}

impl<'p> Sheet<'p> {
    fn new(plan: &'p Plan) -> Self {
        let steps: Vec<NodeSteps> = plan.nodes.iter().map(|node| NodeSteps::of(plan, node)).collect();
        let texts = Texts::new(plan);
        let mut reach = Reach::new(plan);
        let mut left = dispositif::ENOUGH;
        let own: Vec<Own> = plan
            .dispositifs
            .iter()
            .map(|dispositif| Own::new(plan, dispositif, &steps, &texts, &mut reach, &mut left))
            .collect();
        let longest = plan.course.as_ref().map_or(0, |course| course.longest().days());
        let days = u64::try_from(longest).unwrap_or(0);
        let motions = motion::motions(plan, days);
        let payments = plan
            .dispositifs
            .iter()
            .map(|owner| {
                let versements = owner.versements.iter();
                versements
                    .map(|versement| {
                        Payment::new(plan, owner, versement, (&steps, &motions, days), &mut reach)
                    })
                    .collect()
            })
            .collect();
        let mut coherences = 0;
        let tests: Vec<NodeId> = plan
            .coherences
            .iter()
            .map(|coherence| coherence.test.node)
            .collect();
        reach.from(tests, &mut |id, _| {
            coherences = sum([coherences, steps.get(id.index()).map_or(0, |steps| steps.compute)]);
            true
        });
        Self {
            reserve: ReserveCost::new(plan, &steps, &mut reach, coherences),
            plan,
            payments,
            coherences,
            envelope: json::envelope(plan),
            course: payment::course(plan, &steps, &mut reach),
            days,
            questions: plan
                .vocabulary
                .facts
                .iter()
                .map(|fact| json::question(fact, plan))
                .collect(),
            outside: plan
                .dispositifs
                .iter()
                .zip(&own)
                .map(|(owner, own)| payment::outside(plan, owner, &own.facts))
                .collect(),
            own,
        }
    }

    /// What the calls for some dispositifs cost.
    fn calls(&self, positions: &[u16]) -> Calls {
        let own = || {
            positions
                .iter()
                .filter_map(|position| self.own.get(usize::from(*position)))
        };
        let shared = sum([self.coherences, 1]);
        let compared = sum([
            combination::steps(self.plan, positions),
            self.over_the_course(positions),
        ]);
        let reserve = self.reserve;
        // Under reserve each is decided again, with what it read, and all are compared again.
        let under = if reserve.any {
            sum([self.assumed(), total(own().map(|own| self.under(own))), compared])
        } else {
            0
        };
        let under_bytes = if reserve.any {
            let said = json::template(
                r#","sous_reserve":{"bornes":{},"droits":{},"suppositions":[],"verdict":"non_eligible"}"#,
            );
            total(own().map(|own| sum([said, own.decision_bytes, reserve.bytes])))
        } else {
            0
        };
        let evaluate = Cost {
            steps: sum([shared, total(own().map(|own| own.evaluate)), compared, under]),
            bytes: sum([
                self.envelope,
                total(own().map(|own| own.decision_bytes)),
                under_bytes,
            ]),
        };
        let explain = Cost {
            steps: sum([shared, total(own().map(|own| own.explain)), compared, under]),
            bytes: sum([evaluate.bytes, total(own().map(|own| own.explanation_bytes))]),
        };
        Calls {
            preparation: sum([
                total(own().map(|own| own.preparation)),
                self.reserve.preparation,
                self.outcomes(|own| own.preparation),
            ]),
            evaluate,
            explain,
            schedule: self.schedule(positions, evaluate.steps),
            questions: Cost {
                steps: sum([
                    shared,
                    total(
                        own().map(|own| {
                            sum([own.questions, if self.reserve.any { self.under(own) } else { 0 }])
                        }),
                    ),
                    self.assumed(),
                    self.ordered(),
                ]),
                bytes: sum([
                    json::template(r#"{"questions":[],"restantes":00000,"suppositions":[]}"#),
                    self.reserve.bytes,
                    total(own().map(|own| own.waiting_bytes)),
                    self.asked(positions),
                ]),
            },
        }
    }

    /// A figure of the dispositifs whose outcome is read, each as often as it may be.
    fn outcomes(&self, figure: impl Fn(&Own) -> u64) -> u64 {
        let read = self.plan.askings.iter().filter_map(|asking| asking.outcome_of);
        let own = read.filter_map(|position| self.own.get(usize::from(position)));
        total(own.map(figure))
    }

    /// The steps of deciding one dispositif under reserve: a refusal is told by each condition that fails.
    fn under(&self, own: &Own) -> u64 {
        let many = sum::count(&self.plan.askings);
        let relied = sum([self.reserve.relied, times(many, many)]);
        // Each condition that fails is walked back apart, as each that is asked about.
        let refusals = sum([own.evaluate, own.questions, times(own.conditions, relied)]);
        sum([1, times(3, own.evaluate), relied, refusals])
    }

    /// The steps of completing a dossier by what is usually so.
    fn assumed(&self) -> u64 {
        let read = self
            .plan
            .askings
            .iter()
            .filter(|asking| asking.outcome_of.is_some());
        let passes = u64::try_from(read.count()).unwrap_or(u64::MAX);
        // Each is decided again with what it rests on, once for each other that it may rest on.
        let each = |own: &Own| sum([self.under(own), self.reserve.relied]);
        sum([self.reserve.assume, times(passes, self.outcomes(each))])
    }

    /// The steps of putting the questions in order: each is looked at for each that is placed, with all that may come before it.
    fn ordered(&self) -> u64 {
        let facts = sum::count(&self.plan.vocabulary.facts);
        let each = sum([1, self.reserve.sources]);
        sum([times(facts, times(facts, each)), self.reserve.relied])
    }

    /// The facts that the dispositifs may ask, each once.
    fn asked(&self, positions: &[u16]) -> u64 {
        let own = positions
            .iter()
            .filter_map(|position| self.own.get(usize::from(*position)));
        let mut facts: Vec<u16> = own.flat_map(|own| own.facts.iter().map(|fact| fact.0)).collect();
        facts.sort_unstable();
        facts.dedup();
        total(
            facts
                .iter()
                .filter_map(|fact| self.questions.get(usize::from(*fact)).copied()),
        )
    }

    /// The steps of comparing what exclude each other over the course: what each pays alone.
    fn over_the_course(&self, positions: &[u16]) -> u64 {
        let Some(course) = self.course.filter(|_| positions.len() > 1) else {
            return 0;
        };
        let contested = positions.iter().any(|position| {
            let dispositif = self.plan.dispositif(*position);
            dispositif.is_some_and(|dispositif| !dispositif.incompatible_with.is_empty())
        });
        if !contested {
            return 0;
        }
        let alone = positions.iter().filter_map(|position| {
            let payments = self.payments.get(usize::from(*position))?.as_slice();
            Some(payment::schedule(self.plan, self.days, &[(*position, payments, 0)], course).steps)
        });
        sum([total(alone), times(2, sum::count(positions))])
    }

    fn schedule(&self, positions: &[u16], decided: u64) -> Cost {
        let Some(course) = self.course else {
            return Cost::default();
        };
        let paid: Vec<(u16, &[Payment], u64)> = positions
            .iter()
            .filter_map(|position| {
                let at = usize::from(*position);
                let payments = self.payments.get(at)?.as_slice();
                Some((*position, payments, self.outside.get(at).copied()?))
            })
            .collect();
        let cost = payment::schedule(self.plan, self.days, &paid, course);
        let incomes = incomes::cost(self.plan, self.days, &paid);
        Cost {
            // The warnings of the dossier are looked for again when it is written.
            steps: sum([decided, times(2, self.coherences), cost.steps, incomes.steps]),
            bytes: sum([self.envelope, cost.bytes, incomes.bytes]),
        }
    }
}
