//! The most bytes of a decision and of its explanation.

use super::{
    json::{Told, cited, escaped, item, outdated, quoted, template, titled},
    meaning,
    sum::{sum, times, total},
};
use crate::{
    plan::{
        Citation, ConditionPlan, DeductionPlan, DispositifPlan, DroitPlan, Node, NodeId, Part, Plan,
        Reliability, Role, Rule,
    },
    vocabulary::{FactId, Kind},
};

/// A decision about a dispositif, whose verdict and droits may wait for these facts.
pub(super) fn decision(plan: &Plan, dispositif: &DispositifPlan, facts: &[FactId]) -> u64 {
    let ids = |positions: &[u16]| {
        let named = positions.iter().filter_map(|position| plan.dispositif(*position));
        total(named.map(|other| item(&other.id)))
    };
    let conditions = dispositif.conditions.iter().map(|condition| {
        let source = plan.source(&condition.citation);
        sum([
            template(r#"{"etat":"non_remplie","id":,"source":{"id":,"repere":},"titre":},"#),
            quoted(&condition.id),
            source.map_or(4, |source| quoted(&source.id)),
            condition.citation.locator.as_deref().map_or(0, quoted),
            titled(plan, &condition.title),
        ])
    });
    let droits = dispositif
        .droits
        .iter()
        // Supposed, a droit is told twice: its value, or its bounds.
        .map(|droit| {
            let told = Told::of(&droit.declared.kind, plan);
            let settled = sum([3, times(2, told.value)]);
            times(2, sum([item(&droit.id), 1, told.longest().max(settled)]))
        });
    let priorities = dispositif.priorities.iter().map(|priority| {
        sum([
            template(r#"{"etat":"non_remplie","id":,"titre":},"#),
            quoted(&priority.id),
            titled(plan, &priority.title),
        ])
    });
    let quota = dispositif
        .quota
        .and_then(|position| plan.quotas.get(usize::from(position)));
    sum([
        item(&dispositif.id),
        // Its place in the best combination, or among what is not ranked.
        item(&dispositif.id),
        template(
            r#":{"avertissements":[],"bornes":{},"conditions":[],"decideur":null,"demarche":null,"doutes":[],"droits":{},"fiabilite":"a_confirmer","incompatible_avec":[],"manquants":[],"nature":"classement","perimes":[],"priorites":[],"quota":null,"remplace_par":[],"statut":"experimentation","verdict":"non_eligible","verifie_le":"0000-00-00"}"#,
        ),
        outdated(),
        meaning::bytes(plan, dispositif),
        total(conditions),
        total(droits),
        total(priorities),
        super::json::names(plan, facts),
        quota.map_or(0, |quota| quoted(&quota.id)),
        ids(&dispositif.incompatible_with),
        ids(&dispositif.replaced_by),
    ])
}

/// The explanation of a decision that may read these facts, and no other.
pub(super) fn explanation(plan: &Plan, texts: &Texts, dispositif: &DispositifPlan, facts: &[FactId]) -> u64 {
    let variables = dispositif.variables.iter();
    let trees = Trees {
        plan,
        texts,
        variables: variables
            .map(|variable| variable.title.as_deref().map_or(0, |text| title(plan, text)))
            .collect(),
        date: dispositif.date,
    };
    let read = facts
        .iter()
        .filter_map(|id| plan.vocabulary.fact(*id))
        .map(|fact| {
            sum([
                template(r#"{"nom":,"titre":,"valeur":null},"#),
                quoted(&fact.name),
                quoted(&fact.title),
                Told::declared(&fact.declared, plan).value,
            ])
        });
    // A value that is a truth, a count or a date is written with quotes here.
    let quotes = super::json::each(facts, 2);
    let sources = dispositif.sources.iter().map(|citation| cited(citation, plan));
    let deduced = deductions(plan, dispositif);
    let followed = deduced.iter().map(|deduction| {
        sum([
            template(r#","deduit_de":"#),
            quoted(&deduction.rule.text),
            trees.rule(&deduction.rule),
        ])
    });
    let variables = dispositif
        .variables
        .iter()
        .map(|variable| trees.rule(&variable.rule));
    sum([
        template(r#","explication":{"a_confirmer":[],"conditions":[],"droits":[],"faits":[],"sources":[]}"#),
        total(
            dispositif
                .conditions
                .iter()
                .map(|condition| trees.condition(condition)),
        ),
        total(dispositif.droits.iter().map(|droit| trees.droit(droit))),
        total(variables),
        total(followed),
        total(read),
        quotes,
        total(sources),
        to_confirm(plan, dispositif),
    ])
}

/// How the facts that a dispositif reads follow from others.
pub(super) fn deductions<'p>(plan: &'p Plan, dispositif: &DispositifPlan) -> Vec<&'p DeductionPlan> {
    let read = |deduction: &&DeductionPlan| dispositif.order.binary_search(&deduction.node).is_ok();
    plan.deductions.iter().filter(read).collect()
}

/// What may be listed as to be confirmed.
fn to_confirm(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    let unsure = |reliability: Reliability| reliability == Reliability::ToConfirm;
    let conditions = dispositif
        .conditions
        .iter()
        .filter(|condition| unsure(condition.reliability));
    let droits = dispositif.droits.iter().filter(|droit| unsure(droit.reliability));
    let (parameters, tables) = meaning::read_by(plan, dispositif);
    let parameters = parameters
        .iter()
        .filter_map(|position| plan.parameters.get(usize::from(*position)))
        .filter(|series| series.points.iter().any(|point| unsure(point.reliability)));
    let tables = tables
        .iter()
        .filter_map(|position| plan.tables.get(usize::from(*position)))
        .filter(|table| table.periods.iter().any(|period| unsure(period.reliability)));
    sum([
        sum([
            1,
            titled(plan, dispositif.to_confirm.as_ref().unwrap_or(&dispositif.title)),
        ]),
        total(conditions.map(|condition| sum([1, titled(plan, &condition.title)]))),
        total(droits.map(|droit| sum([1, titled(plan, &droit.title)]))),
        total(parameters.map(|series| item(&series.title))),
        total(tables.map(|table| item(&table.title))),
    ])
}

/// The title of the day on which a decision is asked for.
const DECISION: &str = r#""titre":"Date de la décision","#;

/// The trees of the steps of a dispositif. Each rule is told once: a variable where it is first read.
struct Trees<'p> {
    plan: &'p Plan,
    texts: &'p Texts,
    /// The titles of its variables.
    variables: Vec<u64>,
    /// The date of effect: what is read on another day says so.
    date: NodeId,
}

impl Trees<'_> {
    fn condition(&self, condition: &ConditionPlan) -> u64 {
        sum([
            template(r#"{"calcul":,"etat":"non_remplie","id":,"source":,"titre":},"#),
            quoted(&condition.id),
            titled(self.plan, &condition.title),
            cited(&condition.citation, self.plan),
            self.rule(&condition.rule),
        ])
    }

    fn droit(&self, droit: &DroitPlan) -> u64 {
        sum([
            template(r#"{"calcul":,"id":,"payeur":,"source":,"titre":},"#),
            quoted(&droit.id),
            titled(self.plan, &droit.title),
            droit.payer.as_ref().map_or(0, |(_, label)| quoted(label)),
            cited(&droit.citation, self.plan),
            self.rule(&droit.rule),
        ])
    }

    /// Every step of a rule: a literal is one only when it is the whole rule.
    fn rule(&self, rule: &Rule) -> u64 {
        let mut before = Vec::with_capacity(rule.text.len().saturating_add(1));
        let mut so_far = 0_u64;
        before.push(so_far);
        for byte in rule.text.bytes() {
            so_far = so_far.saturating_add(escaped(byte));
            before.push(so_far);
        }
        let place = |byte: u16| before.get(usize::from(byte)).copied().unwrap_or(so_far);
        let parts = rule.parts.iter().enumerate();
        total(
            parts
                .filter(|(position, part)| *position == 0 || part.role != Role::Literal)
                .map(|(_, part)| {
                    let text = place(part.end).saturating_sub(place(part.start));
                    sum([text, self.step(part)])
                }),
        )
    }

    /// A step without its text.
    fn step(&self, part: &Part) -> u64 {
        let kind = self.plan.node_kinds.get(part.node.index());
        sum([
            template(r#"{"etapes":[],"genre":"alternative","texte":"","valeur":},"#),
            kind.map_or(0, |kind| at(&self.texts.values, usize::from(*kind))),
            self.named(part.role),
            self.read_on(part),
        ])
    }

    /// The day on which a dated value is read, when it is not the date of effect.
    fn read_on(&self, part: &Part) -> u64 {
        let node = self.plan.node(part.node);
        if node.and_then(Node::date).is_none_or(|date| date == self.date) {
            return 0;
        }
        sum([
            template(r#""jour":{"date":"0000-00-00","titre":},"#),
            self.texts
                .day
                .max(self.variables.iter().copied().max().unwrap_or(0)),
        ])
    }

    /// Its title, and where its value comes from.
    fn named(&self, role: Role) -> u64 {
        let texts = self.texts;
        match role {
            Role::Fact(id) => at(&texts.facts, usize::from(id.0)),
            Role::Parameter(position) => at(&texts.parameters, usize::from(position)),
            Role::Table(position) => at(&texts.tables, usize::from(position)),
            Role::Variable(position) => at(&self.variables, usize::from(position)),
            Role::Eligible(position) => sum([
                at(&texts.dispositifs, usize::from(position)),
                at(&texts.refusals, usize::from(position)),
            ]),
            Role::Droit(position, droit) => texts
                .droits
                .get(usize::from(position))
                .map_or(0, |droits| at(droits, usize::from(droit))),
            Role::Date | Role::Literal | Role::Cases | Role::Match | Role::Operation => 0,
        }
    }
}

fn at(list: &[u64], position: usize) -> u64 {
    list.get(position).copied().unwrap_or(0)
}

/// The bytes of what many steps repeat, measured once.
pub(super) struct Texts {
    /// For each kind of the plan, the value of a step.
    values: Vec<u64>,
    facts: Vec<u64>,
    /// The longest title that a day may have, apart from those of variables.
    day: u64,
    /// With the longest of their sources.
    parameters: Vec<u64>,
    tables: Vec<u64>,
    dispositifs: Vec<u64>,
    /// For each dispositif, the conditions on which it may be refused.
    refusals: Vec<u64>,
    droits: Vec<Vec<u64>>,
}

impl Texts {
    pub(super) fn new(plan: &Plan) -> Self {
        let source = |citations: &mut dyn Iterator<Item = &Citation>| {
            let longest = citations.map(|citation| cited(citation, plan)).max();
            longest.map_or(0, |longest| longest.saturating_add(10))
        };
        let days = plan
            .vocabulary
            .facts
            .iter()
            .filter(|fact| fact.declared.kind == Kind::Date);
        let days = days.map(|fact| title(plan, &fact.title));
        Self {
            values: plan.kinds.iter().map(|kind| value(kind, plan)).collect(),
            day: days.fold(template(DECISION), u64::max),
            facts: plan
                .vocabulary
                .facts
                .iter()
                .map(|fact| title(plan, &fact.title))
                .collect(),
            parameters: plan
                .parameters
                .iter()
                .map(|series| {
                    sum([
                        title(plan, &series.title),
                        source(&mut series.points.iter().map(|point| &point.citation)),
                    ])
                })
                .collect(),
            tables: plan
                .tables
                .iter()
                .map(|table| {
                    sum([
                        title(plan, &table.title),
                        source(&mut table.periods.iter().map(|period| &period.citation)),
                    ])
                })
                .collect(),
            dispositifs: plan
                .dispositifs
                .iter()
                .map(|dispositif| title(plan, &dispositif.title))
                .collect(),
            refusals: plan
                .dispositifs
                .iter()
                .map(|dispositif| {
                    total(dispositif.conditions.iter().map(|condition| {
                        sum([
                            template(r#"{"genre":"condition","texte":"","valeur":"false"},"#),
                            quoted(&condition.rule.text),
                            title(plan, &condition.title),
                        ])
                    }))
                })
                .collect(),
            droits: plan
                .dispositifs
                .iter()
                .map(|dispositif| {
                    dispositif
                        .droits
                        .iter()
                        .map(|droit| title(plan, &droit.title))
                        .collect()
                })
                .collect(),
        }
    }
}

/// A title and its key.
fn title(plan: &Plan, text: &str) -> u64 {
    sum([template(r#""titre":,"#), titled(plan, text)])
}

/// The value of a step with its unit: one value and the label of a choice, or what is known of it and no value.
fn value(kind: &Kind, plan: &Plan) -> u64 {
    let told = Told::of(kind, plan);
    let unit = match kind {
        Kind::Number { unit, .. } if !unit.is_none() => {
            sum([template(r#""unite":,"#), quoted(&unit.to_string())])
        }
        Kind::Boolean | Kind::Number { .. } | Kind::Date | Kind::Choice(_) => 0,
    };
    let label = if told.label > 0 {
        template(r#""libelle":,"#)
    } else {
        0
    };
    let one = sum([told.value, told.label, label]);
    let several = if told.bounds > 0 {
        sum([template(r#""bornes":,null"#), told.bounds])
    } else {
        4
    };
    sum([unit, one.max(several)])
}
