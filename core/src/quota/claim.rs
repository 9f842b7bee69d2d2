//! What a decision asks of a ledger: a place, in a group, with a rank.

use super::{
    Demande, DossierId, EventKey, EventKind, Group, Ledger, LedgerId, Order, QuotaId, admission, refusal,
};
use crate::{
    date::Day,
    decision::{Answer, ConditionState, Decision, Verdict},
    dossier::Dossier,
    error::{Finding, nearest},
    plan::{Environment, NodeId, Plan, QuotaPlan, Series, Value, step},
    vocabulary::Kind,
};

/// What an eligible dossier may ask for: a place in one count of one quota.
///
/// # Example
/// ```
/// use bareme::{guide, quota::Claim};
///
/// let engine = guide::engine()?;
/// let dossier = engine.dossier().set("age", 16)?.set("situation", "lyceen")?.set("entree", "2024-09-02")?;
/// let claim = Claim::of(&engine.evaluate(&dossier, "2024-09-02".parse()?)?, "bourse")?;
/// assert_eq!((claim.ledger.to_string(), claim.limit), ("bourses/2024".to_owned(), 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The count.
    pub ledger: LedgerId,
    /// The most places, on the date of effect of the dossier.
    pub limit: u32,
    /// Who is served first.
    pub order: Order,
    /// How many declared priorities come before the first that the dossier holds.
    pub priority: u16,
    /// The fingerprint of the pack that found the dossier eligible.
    pub pack: String,
}

impl Claim {
    /// What the dossier of an answer may ask for in one dispositif.
    ///
    /// # Errors
    /// A finding when the answer has no such dispositif; when the dispositif has no quota; when the dossier is not eligible; when the quota states no limit, or an impossible one, on its date of effect; when
    /// the dossier does not say in which group it counts.
    pub fn of(answer: &Answer, dispositif: &str) -> Result<Self, Finding> {
        let plan = answer.plan();
        let Some(decision) = answer.decision(dispositif) else {
            let known = answer.decisions().map(|decision| decision.id());
            return Err(refusal::no_dispositif(dispositif, nearest(dispositif, known)));
        };
        let (quota, group) = drawn_on(plan, &decision).ok_or_else(|| refusal::no_quota(dispositif))?;
        let values = values(
            plan,
            answer.dossier(),
            answer.date(),
            &[decision.dispositif().date, group],
        );
        let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);

        let date = at(decision.dispositif().date);
        let limit = plan
            .parameters
            .get(usize::from(quota.limit))
            .ok_or_else(|| refusal::no_quota(dispositif))?;
        // Said before the verdict: out of the years of the quota, « not eligible » would hide the reason.
        if date.is_point() && !states(limit, date.first_day()) {
            return Err(refusal::outside(&quota.id, date.first_day()));
        }
        if decision.verdict() != Verdict::Eligible {
            return Err(refusal::not_eligible(&decision));
        }
        let places = limit.value(date);
        if !places.is_point() {
            return Err(refusal::no_group(&quota.id));
        }
        let places = admission::limit_of(places.lo).ok_or_else(|| refusal::invalid_limit(places.lo))?;
        let group = named(plan, group, at(group)).ok_or_else(|| refusal::no_group(&quota.id))?;
        Ok(Self {
            ledger: LedgerId {
                quota: QuotaId::new(&quota.id).map_err(|_| refusal::no_group(&quota.id))?,
                group,
            },
            limit: places,
            order: quota.order.into(),
            priority: priority(&decision),
            pack: plan.fingerprint.clone(),
        })
    }

    /// The event by which a ledger starts under the rule of this claim; none when it has begun.
    ///
    /// A ledger that has begun keeps its own limit: another limit in the rules is no reason to give or block places until a
    /// `changement_de_limite` says so.
    ///
    /// # Errors
    /// A finding when the dossier counts in another ledger.
    pub fn opening(&self, ledger: &Ledger) -> Result<Option<(EventKey, EventKind)>, Finding> {
        if *ledger.id() != self.ledger {
            return Err(refusal::other_ledger(&self.ledger, ledger.id()));
        }
        let rule = EventKind::ChangementDeLimite {
            limit: self.limit.into(),
            order: self.order,
        };
        Ok((ledger.events() == 0).then(|| (EventKey::opening(), rule)))
    }

    /// The event by which a dossier asks for what is claimed.
    #[must_use]
    pub fn demande(&self, dossier: DossierId) -> EventKind {
        EventKind::Demande(Demande {
            dossier,
            priority: self.priority,
            pack: self.pack.clone(),
        })
    }
}

/// The quota called `id`.
///
/// # Errors
/// A finding when the pack has no such quota.
pub fn quota_named<'p>(plan: &'p Plan, id: &str) -> Result<&'p QuotaPlan, Finding> {
    plan.quotas.iter().find(|quota| quota.id == id).ok_or_else(|| {
        let known = plan.quotas.iter().map(|quota| quota.id.as_str());
        refusal::unknown_quota(id, nearest(id, known))
    })
}

/// The limit that the rules state for a quota: on a day, or, without one, when they only ever state one.
///
/// # Errors
/// A finding when they state none on that day, an impossible one, or several and no day was given.
pub fn stated_limit(plan: &Plan, id: &str, day: Option<Day>) -> Result<u32, Finding> {
    let quota = quota_named(plan, id)?;
    let limit = plan
        .parameters
        .get(usize::from(quota.limit))
        .ok_or_else(|| refusal::no_quota(id))?;
    let places = match day {
        Some(day) if !states(limit, day) => return Err(refusal::outside(id, day)),
        Some(day) => limit.value(Value::day(day)),
        None => match limit.points.as_slice() {
            [only] => only.value,
            _ => return Err(refusal::several_limits(id)),
        },
    };
    admission::limit_of(places.lo).ok_or_else(|| refusal::invalid_limit(places.lo))
}

/// The quota that a dispositif draws on, and the node of the group.
fn drawn_on<'p>(plan: &'p Plan, decision: &Decision<'_>) -> Option<(&'p QuotaPlan, NodeId)> {
    let position = decision.dispositif().quota?;
    let quota = plan.quotas.get(usize::from(position))?;
    let own = decision.outcome().dispositif;
    let (_, rule) = quota.groups.iter().find(|(dispositif, _)| *dispositif == own)?;
    Some((quota, rule.node))
}

/// Does the series state a value on this day? Outside, its nearest value is not a limit.
fn states(limit: &Series, day: Day) -> bool {
    limit.points.first().is_some_and(|point| point.from <= day) && day < limit.until
}

/// How many priorities come before the first that holds. One that is unknown is not claimed.
fn priority(decision: &Decision<'_>) -> u16 {
    let priorities = &decision.outcome().priorities;
    let before = priorities
        .iter()
        .take_while(|state| **state != Some(ConditionState::Met))
        .count();
    u16::try_from(before).unwrap_or(u16::MAX)
}

/// The group as it is written: a whole number, or the name of a member.
fn named(plan: &Plan, node: NodeId, value: Value) -> Option<Group> {
    let kind = plan.kind(node);
    if !value.is_settled(kind) {
        return None;
    }
    let text = match kind {
        Kind::Number { decimals: 0, .. } => value.lo.to_string(),
        Kind::Choice(id) => {
            let member = plan.vocabulary.enumeration(*id)?.member(value.single_member()?)?;
            member.name.clone()
        }
        Kind::Boolean | Kind::Number { .. } | Kind::Date => return None,
    };
    Group::new(text).ok()
}

/// The values of some nodes and of what they need, by their positions in the plan; the others are left unknown.
fn values(plan: &Plan, dossier: &Dossier, date: Day, roots: &[NodeId]) -> Vec<Value> {
    let mut wanted = vec![false; plan.nodes.len()];
    let mark = |id: NodeId, wanted: &mut [bool]| {
        if let Some(slot) = wanted.get_mut(id.index()) {
            *slot = true;
        }
    };
    roots.iter().for_each(|root| mark(*root, &mut wanted));
    for (position, node) in plan.nodes.iter().enumerate().rev() {
        if wanted.get(position).copied().unwrap_or(false) {
            node.operands(|operand| mark(operand, &mut wanted));
        }
    }
    let environment = Environment {
        parameters: &plan.parameters,
        tables: &plan.tables,
        facts: dossier.values(),
        reference: Value::day(date),
    };
    let mut values: Vec<Value> = Vec::with_capacity(plan.nodes.len());
    for ((position, node), wanted) in (0_u32..).zip(&plan.nodes).zip(wanted) {
        let value = if wanted {
            let is_choice = plan.kind(NodeId(position)).is_choice();
            let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
            step(node, is_choice, &at, &environment)
        } else {
            Value::UNKNOWN
        };
        values.push(value);
    }
    values
}
