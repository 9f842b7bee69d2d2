//! The days on which anything changes for a dispositif.

use std::collections::BTreeSet;

use crate::{
    date::Day,
    error::Findings,
    evaluate::{Engine, Selection},
    plan::{Comparison, Dated, DispositifPlan, Node, NodeId, Plan},
};

/// What changes on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakKind {
    /// The dispositif begins, or is no longer in force.
    Period,
    /// A parameter takes another value, or the day that it is comes: its name.
    Parameter(String),
    /// A table takes other cells: its name.
    Table(String),
    /// A condition begins or ceases to apply: its id.
    Condition(String),
    /// A droit begins or ceases to exist: its id.
    Droit(String),
}

impl BreakKind {
    /// The word in JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Period => "periode",
            Self::Parameter(_) => "parametre",
            Self::Table(_) => "table",
            Self::Condition(_) => "condition",
            Self::Droit(_) => "droit",
        }
    }

    /// The name of what changes; nothing of the dispositif itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Period => None,
            Self::Parameter(name) | Self::Table(name) | Self::Condition(name) | Self::Droit(name) => {
                Some(name)
            }
        }
    }
}

/// A day on which something changes for a dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breakpoint {
    /// The first day on which it is so.
    pub day: Day,
    /// What changes, each once.
    pub changes: Vec<BreakKind>,
}

impl Engine {
    /// Every day on which anything changes for a dispositif: its period, the values that it reads, those of its conditions and droits that do not always
    /// apply, and the days that a parameter is and with which a date is compared. The days are those of its date of effect, or of the other dates by which a
    /// value is read. What changes so long after a date of the dossier has no day of its own.
    ///
    /// # Errors
    /// [`Findings`] when the pack has no such dispositif.
    ///
    /// # Example
    /// ```
    /// let engine = bareme::guide::engine()?;
    /// let days = engine.breakpoints("bourse")?;
    /// assert!(days.windows(2).all(|pair| pair[0].day < pair[1].day));
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    pub fn breakpoints(&self, dispositif: &str) -> Result<Vec<Breakpoint>, Findings> {
        let plan = self.plan();
        let positions = self.positions(Selection::Named(&[dispositif]))?;
        let mut found = BTreeSet::new();
        let dispositifs = positions.iter().filter_map(|position| plan.dispositif(*position));
        dispositifs.for_each(|dispositif| changes(plan, dispositif, &mut found));
        let mut days: Vec<Breakpoint> = Vec::new();
        for (day, change) in found {
            match days.last_mut() {
                Some(last) if last.day == day => last.changes.push(change),
                _ => days.push(Breakpoint {
                    day,
                    changes: vec![change],
                }),
            }
        }
        Ok(days)
    }
}

fn changes(plan: &Plan, dispositif: &DispositifPlan, found: &mut BTreeSet<(Day, BreakKind)>) {
    under(plan, &[dispositif.applies], &mut |node| {
        period(node, &|| BreakKind::Period, found);
    });
    for condition in &dispositif.conditions {
        let applies: Vec<NodeId> = condition.applies.into_iter().collect();
        under(plan, &applies, &mut |node| {
            period(node, &|| BreakKind::Condition(condition.id.clone()), found);
        });
    }
    for droit in &dispositif.droits {
        let applies: Vec<NodeId> = droit.applies.into_iter().collect();
        under(plan, &applies, &mut |node| {
            period(node, &|| BreakKind::Droit(droit.id.clone()), found);
        });
    }
    let rules = dispositif.conditions.iter().map(|condition| condition.rule.node);
    let roots: Vec<NodeId> = rules
        .chain(dispositif.droits.iter().map(|droit| droit.rule.node))
        .collect();
    under(plan, &roots, &mut |node| compared(plan, node, found));
    under(plan, &roots, &mut |node| match node.read() {
        Some((Dated::Parameter(position), _)) => {
            if let Some(series) = plan.parameters.get(usize::from(position)) {
                let change = |day: Day| (day, BreakKind::Parameter(series.name.clone()));
                let pairs = series.points.windows(2).filter_map(|pair| match pair {
                    [before, after] if before.value != after.value => Some(after.from),
                    _ => None,
                });
                found.extend(pairs.map(change));
            }
        }
        Some((Dated::Table(position), _)) => {
            if let Some(table) = plan.tables.get(usize::from(position)) {
                let change = |day: Day| (day, BreakKind::Table(table.name.clone()));
                let pairs = table.periods.windows(2).filter_map(|pair| match pair {
                    [before, after] if (&before.axes, &before.cells) != (&after.axes, &after.cells) => {
                        Some(after.from)
                    }
                    _ => None,
                });
                found.extend(pairs.map(change));
            }
        }
        None => {}
    });
}

/// The days on which a node says that a period begins or is over.
fn period(node: &Node, change: &dyn Fn() -> BreakKind, found: &mut BTreeSet<(Day, BreakKind)>) {
    if let Node::Within { from, until, .. } = node {
        let inside = [*from, *until]
            .into_iter()
            .filter(|day| Day::MIN < *day && *day <= Day::MAX);
        found.extend(inside.map(|day| (day, change())));
    }
}

/// The days that a parameter is and with which a date of the dossier, or the reference date, is compared.
fn compared(plan: &Plan, node: &Node, found: &mut BTreeSet<(Day, BreakKind)>) {
    let Node::Compare {
        comparison,
        left,
        right,
    } = node
    else {
        return;
    };
    let is_day = |id: NodeId| matches!(plan.node(id), Some(Node::Fact(_) | Node::ReferenceDate));
    for (day, date, is_left) in [(*left, *right, true), (*right, *left, false)] {
        let Some(Node::Parameter { parameter, .. }) = plan.node(day) else {
            continue;
        };
        let series = plan.parameters.get(usize::from(*parameter));
        let series = series.filter(|_| plan.kind(day).is_date() && is_day(date));
        for (series, point) in series
            .iter()
            .flat_map(|series| series.points.iter().map(move |point| (series, point)))
        {
            // On which days what is compared turns: that day, or the one after.
            let turns: &[i64] = match (comparison, is_left) {
                (Comparison::Equal, _) => &[0, 1],
                (Comparison::LessOrEqual, true) | (Comparison::Less, false) => &[0],
                (Comparison::Less, true) | (Comparison::LessOrEqual, false) => &[1],
            };
            let days = turns
                .iter()
                .map(|after| Day::from_number(point.value.lo.saturating_add(*after)));
            found.extend(days.map(|day| (day, BreakKind::Parameter(series.name.clone()))));
        }
    }
}

/// Calls `visit` with each node under some roots.
fn under(plan: &Plan, roots: &[NodeId], visit: &mut dyn FnMut(&Node)) {
    let mut seen = BTreeSet::new();
    let mut waiting = roots.to_vec();
    while let Some(id) = waiting.pop() {
        if let (true, Some(node)) = (seen.insert(id), plan.node(id)) {
            visit(node);
            node.operands(|operand| waiting.push(operand));
        }
    }
}
