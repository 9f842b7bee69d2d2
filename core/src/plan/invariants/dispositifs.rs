//! Proves dispositifs, rules of coherence, quotas and the course.

use super::{
    held::{Held, cited, counted, distinct, is_period, require},
    vocabulary,
};
use crate::{
    plan::{
        ConditionPlan, DispositifPlan, DroitPlan, MOST_CONDITIONS, NodeId, PlanContent, QuotaPlan, Value,
        VersementPlan, order::order,
    },
    vocabulary::Kind,
};

/// Dispositifs, rules of coherence, quotas and the course: what they point to exists and is of the kind that evaluators expect.
pub(super) fn check(content: &PlanContent, bounds: &[Value]) -> Held {
    let typed = Typed { content, bounds };
    distinct(
        content
            .dispositifs
            .iter()
            .map(|dispositif| dispositif.id.as_str()),
    )?;
    content
        .coherences
        .iter()
        .try_for_each(|coherence| typed.boolean(coherence.test.node))?;
    content
        .dispositifs
        .iter()
        .try_for_each(|dispositif| typed.dispositif(dispositif))?;
    (0_u16..)
        .zip(&content.quotas)
        .try_for_each(|(position, quota)| typed.quota(position, quota))?;
    typed.course()
}

const DISPOSITIF: &str = "un dispositif renvoie à ce qui n'existe pas";
const KIND: &str = "une expression n'est pas du type attendu";

#[derive(Clone, Copy)]
struct Typed<'c> {
    content: &'c PlanContent,
    bounds: &'c [Value],
}

impl Typed<'_> {
    fn node(self, id: NodeId, is: impl Fn(&Kind) -> bool) -> Held {
        require(self.content.node(id).is_some() && is(self.content.kind(id)), KIND)
    }

    fn boolean(self, id: NodeId) -> Held {
        self.node(id, |kind| *kind == Kind::Boolean)
    }

    fn date(self, id: NodeId) -> Held {
        self.node(id, |kind| *kind == Kind::Date)
    }

    fn number(self, id: NodeId, wanted: u8) -> Held {
        self.node(
            id,
            |kind| matches!(kind, Kind::Number { decimals, .. } if *decimals == wanted),
        )
    }

    fn dispositif(self, dispositif: &DispositifPlan) -> Held {
        let content = self.content;
        counted(&[
            dispositif.variables.len(),
            dispositif.conditions.len(),
            dispositif.droits.len(),
            dispositif.versements.len(),
            dispositif.deadlines.len(),
            dispositif.priorities.len(),
            dispositif.doubts.len(),
        ])?;
        require(dispositif.conditions.len() <= MOST_CONDITIONS, DISPOSITIF)?;
        let fact = dispositif.effect_date.map(|id| content.vocabulary.fact(id));
        require(
            fact.is_none_or(|fact| fact.is_some_and(|fact| fact.declared.kind == Kind::Date)),
            DISPOSITIF,
        )?;
        self.date(dispositif.date)?;
        self.boolean(dispositif.applies)?;
        self.boolean(dispositif.eligible)?;
        is_period(dispositif.in_force)?;
        cited(content, dispositif.sources.iter())?;
        let versements = dispositif.versements.iter();
        let others = dispositif.replaced_by.iter().chain(&dispositif.incompatible_with);
        require(
            others
                .chain(versements.flat_map(|versement| &versement.replaces))
                .all(|other| usize::from(*other) < content.dispositifs.len())
                && dispositif
                    .quota
                    .is_none_or(|quota| usize::from(quota) < content.quotas.len()),
            DISPOSITIF,
        )?;
        dispositif
            .doubts
            .iter()
            .filter_map(|doubt| doubt.test.as_ref())
            .try_for_each(|test| self.boolean(test.node))?;
        if let Some(rule) = &dispositif.yearly_value {
            self.number(rule.node, 2)?;
        }
        dispositif
            .conditions
            .iter()
            .chain(&dispositif.priorities)
            .try_for_each(|condition| self.condition(condition))?;
        dispositif.droits.iter().try_for_each(|droit| self.droit(droit))?;
        dispositif
            .versements
            .iter()
            .try_for_each(|versement| self.versement(versement))?;
        for deadline in &dispositif.deadlines {
            self.date(deadline.day.node)?;
            deadline
                .test
                .iter()
                .try_for_each(|rule| self.boolean(rule.node))?;
            cited(content, [&deadline.citation].into_iter())?;
        }
        require(
            dispositif.order == order(content, dispositif),
            "l'ordre de calcul d'un dispositif n'est pas le sien",
        )
    }

    fn condition(self, condition: &ConditionPlan) -> Held {
        self.boolean(condition.rule.node)?;
        condition
            .applies
            .into_iter()
            .try_for_each(|applies| self.boolean(applies))?;
        is_period(condition.period)?;
        cited(self.content, [&condition.citation].into_iter())
    }

    fn droit(self, droit: &DroitPlan) -> Held {
        vocabulary::declared(&self.content.vocabulary, &droit.declared)?;
        match &droit.declared.kind {
            Kind::Number { decimals, .. } => {
                self.number(droit.rule.node, *decimals)?;
            }
            declared @ (Kind::Boolean | Kind::Date | Kind::Choice(_)) => {
                self.node(droit.rule.node, |kind| kind == declared)?;
            }
        }
        droit
            .applies
            .into_iter()
            .try_for_each(|applies| self.boolean(applies))?;
        is_period(droit.period)?;
        cited(self.content, [&droit.citation].into_iter())
    }

    fn versement(self, versement: &VersementPlan) -> Held {
        let amount = versement
            .amount
            .iter()
            .map(|(rule, pace)| (rule, pace.decimals()));
        let hours = versement.hours.iter().map(|rule| (rule, 2));
        for (rule, decimals) in amount.chain(hours) {
            self.number(rule.node, decimals)?;
            let known = self.bounds.get(rule.node.index());
            require(
                known.is_some_and(|known| known.lo >= 0),
                "un versement peut être négatif",
            )?;
        }
        versement
            .test
            .iter()
            .try_for_each(|rule| self.boolean(rule.node))?;
        versement
            .changes
            .iter()
            .try_for_each(|change| self.date(change.date.node))?;
        cited(self.content, [&versement.citation].into_iter())
    }

    fn quota(self, position: u16, quota: &QuotaPlan) -> Held {
        let content = self.content;
        let limit = content.parameters.get(usize::from(quota.limit));
        require(
            limit.is_some_and(|limit| matches!(limit.declared.kind, Kind::Number { decimals: 0, .. })),
            "un quota n'a pas de limite",
        )?;
        // One group for each dispositif that draws on the quota, in the order of the pack.
        let drawing = (0_u16..)
            .zip(&content.dispositifs)
            .filter(|(_, dispositif)| dispositif.quota == Some(position))
            .map(|(dispositif, _)| dispositif);
        require(
            drawing.eq(quota.groups.iter().map(|(dispositif, _)| *dispositif)),
            "un quota n'a pas un groupe par dispositif",
        )?;
        cited(content, quota.sources.iter())
    }

    fn course(self) -> Held {
        let Some(course) = &self.content.course else {
            return Ok(());
        };
        require(
            course.longest().is_allowed(),
            "une formation peut durer plus que dix ans",
        )?;
        self.date(course.start.node)?;
        self.date(course.end.node)?;
        self.number(course.month_days_node, 0)?;
        let days = self.content.parameters.get(usize::from(course.month_days));
        let whole = days.is_some_and(|days| {
            days.declared.decimals() == 0
                && matches!(days.declared.kind, Kind::Number { .. })
                && days.points.iter().all(|point| (1..=31).contains(&point.value.lo))
        });
        let known = self.bounds.get(course.month_days_node.index());
        require(
            whole && known.is_some_and(|known| (1..=31).contains(&known.lo) && known.hi <= 31),
            "un mois ne compte pas de 1 à 31 jours",
        )
    }
}
