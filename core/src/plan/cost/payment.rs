//! What the payments of a course cost to lay out and to write.

use super::{
    json::{cited, item, names, quoted, template, titled},
    motion::{Motion, spans},
    reach::Reach,
    steps::NodeSteps,
    sum::{count, sum, times, total},
};
use crate::{
    plan::{Dated, DispositifPlan, Node, NodeId, Plan, VersementPlan},
    vocabulary::FactId,
};

/// What a versement adds to a schedule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Payment {
    /// How often it may change.
    pub(super) changes: u64,
    /// Steps before the first segment: its program, what is missing, the spans tried.
    found: u64,
    /// Steps of a line of a segment.
    line: u64,
    /// Steps to say why it changes, once.
    why: u64,
    /// How many causes one change may have.
    pub(super) causes: u64,
    line_bytes: u64,
    pub(super) cause_bytes: u64,
    /// What is written of it outside the segments.
    pub(super) other_bytes: u64,
}

/// What a schedule costs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ScheduleCost {
    pub(super) steps: u64,
    pub(super) bytes: u64,
}

/// The steps of a set of nodes that is read at once.
#[derive(Default)]
struct Read {
    compute: u64,
    walk: u64,
    /// To make the program.
    made: u64,
    nodes: u64,
    /// The parameters and tables that it reads.
    parameters: Vec<u16>,
    tables: Vec<u16>,
    facts: Vec<FactId>,
}

impl Payment {
    pub(super) fn new(
        plan: &Plan,
        owner: &DispositifPlan,
        versement: &VersementPlan,
        (steps, motions, days): (&[NodeSteps], &[Motion], u64),
        reach: &mut Reach<'_>,
    ) -> Self {
        let roots = core::iter::once(owner.eligible)
            .chain(versement.test.as_ref().map(|rule| rule.node))
            .chain(versement.amount.as_ref().map(|(rule, _)| rule.node))
            .chain(versement.hours.as_ref().map(|rule| rule.node));
        let cuts = roots
            .clone()
            .map(|root| motions.get(root.index()).map_or(0, |motion| motion.cuts));
        let changes = total(cuts).min(days.saturating_sub(1));
        let paid = read(plan, roots, steps, reach);
        let stated = read(
            plan,
            versement.changes.iter().map(|change| change.date.node),
            steps,
            reach,
        );
        let dated = sum([count(&paid.parameters), count(&paid.tables)]);
        let one = sum([paid.compute, 1]);
        Self {
            changes,
            found: sum([
                paid.made,
                if versement.changes.is_empty() {
                    0
                } else {
                    stated.made
                },
                // Is it worth the same on every day, what is missing, how many hours there are, and what is missing to know them.
                times(4, one),
                times(2, paid.walk),
                count(&paid.facts),
                times(spans(changes, days), one),
            ]),
            line: sum([times(2, paid.compute), times(3, paid.walk), 8]),
            why: sum([
                stated.compute,
                count(&versement.changes),
                times(2, paid.compute),
                times(3, paid.walk),
                times(2, paid.nodes),
                times(dated, dated),
            ]),
            causes: count(&versement.changes).max(dated).max(1),
            line_bytes: line_bytes(plan, owner, versement),
            cause_bytes: cause_bytes(plan, versement, &paid),
            other_bytes: sum([
                template(r#"{"dispositif":,"manquants":[],"versement":},"#),
                quoted(&owner.id),
                quoted(&versement.id),
                names(plan, &paid.facts),
                template(r#":{"complet":false,"total":},"#),
                quoted(&versement.payer.0),
                23,
            ]),
        }
    }
}

fn read(
    plan: &Plan,
    roots: impl Iterator<Item = NodeId>,
    steps: &[NodeSteps],
    reach: &mut Reach<'_>,
) -> Read {
    let mut read = Read {
        made: count(&plan.nodes),
        // A program of at most three roots; the words of its marks.
        walk: 4,
        ..Read::default()
    };
    reach.from(roots, &mut |id, node| {
        let steps = steps.get(id.index()).copied().unwrap_or_default();
        read.compute = sum([read.compute, steps.compute]);
        read.walk = sum([read.walk, steps.walk]);
        read.made = sum([read.made, steps.written]);
        read.nodes = sum([read.nodes, 1]);
        if let Node::Fact(fact) = node {
            read.facts.push(*fact);
        }
        match node.read() {
            Some((Dated::Parameter(position), _)) => read.parameters.push(position),
            Some((Dated::Table(position), _)) => read.tables.push(position),
            None => {}
        }
        true
    });
    read.walk = sum([read.walk, read.nodes / 64]);
    for list in [&mut read.parameters, &mut read.tables] {
        list.sort_unstable();
        list.dedup();
    }
    read
}

fn line_bytes(plan: &Plan, owner: &DispositifPlan, versement: &VersementPlan) -> u64 {
    sum([
        template(
            r#"{"dispositif":,"fiabilite":"a_confirmer","id":,"montant":,"payeur":,"peut_etre_perime_apres":"0000-00-00","reserve":null,"source":,"titre":,"total":,"unite":"EUR/mois","verifie_le":"0000-00-00"},"#,
        ),
        quoted(&owner.id),
        quoted(&versement.id),
        // An amount and a total.
        times(2, 23),
        quoted(&versement.payer.0),
        versement.caveat.as_deref().map_or(0, quoted),
        cited(&versement.citation, plan),
        titled(plan, &versement.title),
    ])
}

/// The causes of one change: those that the rule states, or else what changed in it, or else its title.
fn cause_bytes(plan: &Plan, versement: &VersementPlan, paid: &Read) -> u64 {
    let stated = total(
        versement
            .changes
            .iter()
            .map(|change| sum([template(r#"{"genre":"regle","texte":},"#), quoted(&change.cause)])),
    );
    let parameters = paid.parameters.iter().filter_map(|position| {
        let series = plan.parameters.get(usize::from(*position))?;
        let told = super::json::Told::declared(&series.declared, plan);
        let source = series.points.iter().map(|point| cited(&point.citation, plan)).max();
        Some(sum([
            template(r#"{"apres":"","avant":"","genre":"parametre","source":,"texte":"nouvelle valeur : ","unite":null},"#),
            times(2, told.value),
            source.unwrap_or(0),
            quoted(&series.title),
            series.declared.unit().map_or(0, |unit| quoted(&unit.to_string())),
        ]))
    });
    let tables = paid.tables.iter().filter_map(|position| {
        let table = plan.tables.get(usize::from(*position))?;
        let source = table
            .periods
            .iter()
            .map(|period| cited(&period.citation, plan))
            .max();
        Some(sum([
            template(r#"{"genre":"table","source":,"texte":"nouvelle valeur : "},"#),
            source.unwrap_or(0),
            quoted(&table.title),
        ]))
    });
    let own = [versement.starts.as_ref(), versement.ends.as_ref()];
    let own = own
        .into_iter()
        .flatten()
        .map(|text| quoted(text))
        .chain([titled(plan, &versement.title)])
        .max()
        .unwrap_or(0);
    let own = sum([
        template(r#"{"genre":"debut_versement","texte":"début du versement : "},"#),
        own,
    ]);
    stated.max(sum([total(parameters), total(tables)])).max(own)
}

/// What the schedule of some dispositifs costs beside their decisions.
pub(super) fn schedule(
    plan: &Plan,
    days: u64,
    dispositifs: &[(u16, &[Payment], u64)],
    course: ScheduleCost,
) -> ScheduleCost {
    let payments = || dispositifs.iter().flat_map(|(_, payments, _)| payments.iter());
    let changes = total(payments().map(|payment| payment.changes));
    let segments = sum([changes, 1]).min(days);
    let months = sum([segments, days / 28, 2]);
    let number = total(payments().map(|_| 1));
    let most_causes = total(payments().map(|payment| payment.causes));
    let given = total(payments().map(|payment| times(payment.changes, payment.causes)));
    let payers = count_payers(plan, dispositifs);
    let steps = payments().map(|payment| {
        sum([
            payment.found,
            times(segments, payment.line),
            months,
            times(payment.changes, payment.why),
        ])
    });
    let bytes = payments().map(|payment| {
        sum([
            payment.other_bytes,
            times(segments, payment.line_bytes),
            times(payment.changes, payment.cause_bytes),
        ])
    });
    let owners = dispositifs
        .iter()
        .filter_map(|(position, _, _)| plan.dispositif(*position));
    let named = owners.map(|owner| {
        let replaced = owner
            .versements
            .iter()
            .map(|versement| count(&versement.replaces));
        // Is each of those that are counted one that may be replaced?
        let replaced = total(replaced);
        sum([
            times(replaced, count(dispositifs).saturating_add(1)),
            count(&owner.incompatible_with),
        ])
    });
    let open = dispositifs.iter().filter(|(_, payments, _)| !payments.is_empty());
    ScheduleCost {
        steps: sum([
            course.steps,
            total(named),
            total(steps),
            // Each cause is compared with those of its day, each line with the payers.
            times(given, most_causes),
            times(times(segments, number), payers),
        ]),
        bytes: sum([
            course.bytes,
            total(bytes),
            total(open.map(|(_, _, bytes)| *bytes)),
            times(
                segments,
                template(r#"{"au":"0000-00-00","causes":[{"genre":"debut","texte":"début de la formation"}],"du":"0000-00-00","total":"","versements":[]},"#)
                    .saturating_add(23),
            ),
        ]),
    }
}

pub(super) fn count_payers(plan: &Plan, dispositifs: &[(u16, &[Payment], u64)]) -> u64 {
    let owners = dispositifs
        .iter()
        .filter_map(|(position, _, _)| plan.dispositif(*position));
    let mut payers: Vec<&str> = owners
        .flat_map(|owner| {
            owner
                .versements
                .iter()
                .map(|versement| versement.payer.0.as_str())
        })
        .collect();
    payers.sort_unstable();
    payers.dedup();
    count(&payers)
}

/// What is written of a dispositif outside the segments: among those that are counted, or that are to be determined.
pub(super) fn outside(plan: &Plan, owner: &DispositifPlan, facts: &[FactId]) -> u64 {
    sum([
        item(&owner.id),
        template(r#"{"dispositif":,"manquants":[],"versement":null},"#),
        quoted(&owner.id),
        names(plan, facts),
    ])
}

/// What is read and written of the course itself.
pub(super) fn course(plan: &Plan, steps: &[NodeSteps], reach: &mut Reach<'_>) -> Option<ScheduleCost> {
    let course = plan.course.as_ref()?;
    let roots = [course.start.node, course.end.node, course.month_days_node];
    let read = read(plan, roots.into_iter(), steps, reach);
    let month = plan.parameters.get(usize::from(course.month_days));
    let source = month.map_or(0, |series| {
        series
            .points
            .iter()
            .map(|point| cited(&point.citation, plan))
            .max()
            .unwrap_or(0)
    });
    Some(ScheduleCost {
        steps: sum([
            read.made,
            read.compute,
            read.walk,
            month.map_or(0, |series| times(3, count(&series.points))),
        ]),
        bytes: sum([
            template(
                r#""echeancier":{"a_determiner":[],"au":"0000-00-00","dispositifs":[],"du":"0000-00-00","manquants":[],"prorata":{"jours_par_mois":00,"parametre":,"source":,"titre":},"segments":[],"totaux":{"complet":false,"general":,"payeurs":{}}}"#,
            ),
            23,
            names(plan, &read.facts),
            source,
            month.map_or(0, |series| sum([quoted(&series.name), quoted(&series.title)])),
        ]),
    })
}
