//! Proves what a table of decisions is counted with.

use super::{
    held::{Held, cited, counted, distinct, is_period, on_calendar, require},
    nodes,
};
use crate::{
    plan::{Beside, ColumnRole, FollowPlan, PlanContent},
    vocabulary::{Enumeration, Kind, Vocabulary},
};

const WHERE: &str = "un indicateur renvoie à ce qui n'existe pas";
const KIND: &str = "un indicateur n'est pas du type attendu";

/// What is followed: nodes of their own that hold as those of decisions do, and positions that exist.
pub(super) fn check(content: &PlanContent) -> Held {
    let follow = &content.follow;
    figures(content, follow)?;
    let enumerations = [content.vocabulary.enumerations.as_slice(), &follow.enumerations].concat();
    for enumeration in &follow.enumerations {
        require(
            (1..=Enumeration::MAX_MEMBERS).contains(&enumeration.members.len()),
            "une énumération n'a pas de 1 à 64 membres",
        )?;
    }
    let facts = follow.columns.iter().map(|column| column.fact.clone()).collect();
    let vocabulary = Vocabulary::new(facts, enumerations);
    counted(&[
        vocabulary.facts.len(),
        vocabulary.enumerations.len(),
        follow.axes.len(),
        follow.indicators.len(),
        follow.kinds.len(),
    ])?;
    super::vocabulary::read(&vocabulary, &follow.kinds)?;
    nodes::check(nodes::Graph {
        vocabulary: &vocabulary,
        parameters: &content.parameters,
        tables: &content.tables,
        nodes: &follow.nodes,
        node_kinds: &follow.node_kinds,
        kinds: &follow.kinds,
    })?;
    for column in &follow.columns {
        let dispositif = |position: u16| content.dispositifs.get(usize::from(position));
        let droit = |owner: u16, droit: u16| {
            dispositif(owner).is_some_and(|owner| usize::from(droit) < owner.droits.len())
        };
        require(
            match column.role {
                ColumnRole::Fact | ColumnRole::Other => true,
                ColumnRole::Eligible(position) => dispositif(position).is_some(),
                ColumnRole::Droit(owner, position) | ColumnRole::Due(owner, position) => {
                    droit(owner, position)
                }
            },
            WHERE,
        )?;
    }
    for rule in follow.rules() {
        require(rule.node.index() < follow.nodes.len(), WHERE)?;
        let columns = rule.columns.iter();
        require(
            columns
                .copied()
                .all(|column| usize::from(column) < follow.columns.len()),
            WHERE,
        )?;
    }
    counts(content, follow)
}

fn figures(content: &PlanContent, follow: &FollowPlan) -> Held {
    counted(&[follow.reperes.len()])?;
    distinct(follow.reperes.iter().map(|repere| repere.id.as_str()))?;
    for repere in &follow.reperes {
        super::vocabulary::declared(&content.vocabulary, &repere.declared)?;
        require(matches!(repere.declared.kind, Kind::Number { .. }), KIND)?;
        cited(content, repere.values.iter().map(|value| &value.citation))?;
        on_calendar(repere.values.iter().map(|value| value.verified))?;
        repere
            .values
            .iter()
            .try_for_each(|value| is_period(value.period))?;
    }
    Ok(())
}

fn counts(content: &PlanContent, follow: &FollowPlan) -> Held {
    let date = follow.date.iter().map(|rule| follow.kind(rule.node));
    require(date.into_iter().all(|kind| *kind == Kind::Date), KIND)?;
    require(
        follow
            .axes
            .iter()
            .all(|axis| is_axis(follow.kind(axis.rule.node))),
        KIND,
    )?;
    cited(
        content,
        follow.indicators.iter().map(|indicator| &indicator.citation),
    )?;
    for indicator in &follow.indicators {
        let counting = follow.kind(indicator.counting.node);
        require(matches!(counting, Kind::Boolean | Kind::Number { .. }), KIND)?;
        let among = indicator.among.iter().map(|rule| follow.kind(rule.node));
        require(among.into_iter().all(|kind| *kind == Kind::Boolean), KIND)?;
        let axes = indicator.by.iter().copied();
        require(
            axes.into_iter().all(|axis| usize::from(axis) < follow.axes.len()),
            WHERE,
        )?;
        require(
            match indicator.beside {
                None => true,
                Some(Beside::Repere(position)) => usize::from(position) < follow.reperes.len(),
                Some(Beside::Quota(position)) => usize::from(position) < content.quotas.len(),
            },
            WHERE,
        )?;
    }
    Ok(())
}

/// May indicators be broken down by it: has it few values that have names?
fn is_axis(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Boolean | Kind::Choice(_) | Kind::Number { decimals: 0, .. }
    )
}
