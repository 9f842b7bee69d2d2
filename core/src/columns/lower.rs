//! The loop of a node, when it has one of its own.

use super::{
    analysis::{Analysis, Class},
    grid::Grid,
    instruction::{Arithmetic, Operation, RANKS, Ranks, Register, Steps},
    program::{Builder, next},
};
use crate::{
    plan::{Node, NodeId, Value},
    vocabulary::Kind,
};

/// The most edges of a step function that are tried one after the other.
const EDGES: usize = 24;

fn fits(value: Value) -> bool {
    i32::try_from(value.lo).is_ok() && i32::try_from(value.hi).is_ok()
}

/// A register for what a node gives.
pub(super) fn result(builder: &mut Builder<'_>, id: NodeId, open: bool) -> Register {
    let slots = &mut builder.slots;
    let narrow = fits(builder.analysis.bound(id));
    match (builder.analysis.plan.kind(id), open) {
        (Kind::Boolean, _) => Register::Truth(next(&mut slots.truths)),
        (Kind::Choice(_), false) => Register::Codes(next(&mut slots.codes)),
        (Kind::Choice(_), true) => Register::Masks(next(&mut slots.masks)),
        (Kind::Number { .. } | Kind::Date, _) => {
            let count = if narrow {
                &mut slots.narrow
            } else {
                &mut slots.wide
            };
            let lo = next(count);
            let hi = if open { next(count) } else { lo };
            if narrow {
                Register::Narrow { lo, hi }
            } else {
                Register::Wide { lo, hi }
            }
        }
    }
}

/// A register for the column of a fact.
pub(super) fn fact(builder: &mut Builder<'_>, id: NodeId, open: bool) -> Register {
    if open && builder.analysis.is_choice(id) {
        return Register::Partial {
            codes: next(&mut builder.slots.codes),
            known: next(&mut builder.slots.truths),
            any: builder.analysis.bound(id).mask(),
        };
    }
    result(builder, id, open)
}

/// The operation of a node whose form is `Direct`, ranks apart.
pub(super) fn direct(builder: &Builder<'_>, id: NodeId, node: &Node) -> Option<Operation> {
    let at = |id: &NodeId| builder.register(*id);
    let arithmetic = |operation, a, b| Some(Operation::Arithmetic(operation, at(a), at(b)));
    match node {
        Node::Not(a) => Some(Operation::Not(at(a))),
        Node::And(list) => Some(Operation::And(list.iter().map(at).collect())),
        Node::Or(list) => Some(Operation::Or(list.iter().map(at).collect())),
        Node::Compare {
            comparison,
            left,
            right,
        } => Some(match builder.analysis.plan.kind(*left) {
            Kind::Boolean => Operation::CompareTruths(*comparison, at(left), at(right)),
            _ => Operation::Compare(*comparison, at(left), at(right)),
        }),
        Node::Among { choice, members } => Some(Operation::Among {
            choice: at(choice),
            members: *members,
        }),
        Node::Within { date, from, until } => Some(Operation::Within(
            at(date),
            from.number().into(),
            until.number().into(),
        )),
        Node::Add(a, b) => arithmetic(Arithmetic::Add, a, b),
        Node::Subtract(a, b) | Node::DaysBetween(b, a) => arithmetic(Arithmetic::Subtract, a, b),
        Node::Multiply(a, b) => arithmetic(Arithmetic::Multiply, a, b),
        Node::Min(a, b) => arithmetic(Arithmetic::Min, a, b),
        Node::Max(a, b) => arithmetic(Arithmetic::Max, a, b),
        Node::Scale { value, factor } => Some(Operation::Arithmetic(
            Arithmetic::Multiply,
            at(value),
            Register::Constant(Value::point(*factor)),
        )),
        Node::Select {
            condition,
            then,
            otherwise,
        } => Some(Operation::Select {
            condition: at(condition),
            then: at(then),
            otherwise: at(otherwise),
        }),
        Node::Switch { choice, arms } => {
            let mut taken: Vec<(u64, Register)> = Vec::new();
            for (position, arm) in (0_u32..64).zip(arms) {
                let (member, arm) = (1_u64.wrapping_shl(position), at(arm));
                match taken.iter_mut().find(|(_, known)| *known == arm) {
                    Some((members, _)) => *members |= member,
                    None => taken.push((member, arm)),
                }
            }
            Some(Operation::Switch(at(choice), taken))
        }
        Node::Lookup { .. } if steps(&builder.analysis, id, node).is_none() => {
            let grid = Grid::new(builder, id, node);
            Some(grid.map_or(Operation::Lookup(id), |grid| Operation::Grid(Box::new(grid))))
        }
        Node::Lookup { keys, .. } => {
            let key = keys
                .iter()
                .find(|key| builder.analysis.class(**key) != Class::Constant)?;
            Some(Operation::Steps(at(key), step_function(&builder.analysis, node)?))
        }
        Node::Parameter { date, .. } => Some(Operation::Steps(
            at(date),
            step_function(&builder.analysis, node)?,
        )),
        Node::Exceeds { .. } => super::limits::operation(builder, node),
        _ => super::calendar::operation(builder, node),
    }
}

/// The step function of a table or a parameter that varies, when its own loop is right for it.
pub(super) fn steps(analysis: &Analysis<'_>, id: NodeId, node: &Node) -> Option<Steps> {
    let steps = step_function(analysis, node)?;
    // Under the unknown the ends of the result follow from the ends of the key only where the function never goes down.
    let grows = steps.edges.iter().all(|(_, step)| *step >= 0);
    (grows || analysis.class(id) == Class::Exact).then_some(steps)
}

fn step_function(analysis: &Analysis<'_>, node: &Node) -> Option<Steps> {
    let (edges, values): (Vec<i64>, Vec<i64>) = match node {
        Node::Parameter { parameter, .. } => {
            let series = analysis.plan.parameters.get(usize::from(*parameter))?;
            if !matches!(series.declared.kind, Kind::Number { .. } | Kind::Date) {
                return None;
            }
            series
                .points
                .iter()
                .map(|point| (i64::from(point.from.number()), point.value.lo))
                .unzip()
        }
        Node::Lookup {
            table,
            column,
            keys,
            date,
        } => {
            let table = analysis.plan.tables.get(usize::from(*table))?;
            let (_, declared) = table.columns.get(usize::from(*column))?;
            let [layout] = table.span(constant(analysis, *date)?) else {
                return None;
            };
            let ([key], [axis], [_]) = (table.keys.as_slice(), layout.axes.as_slice(), keys.as_slice())
            else {
                return None;
            };
            if key.is_choice() || !matches!(declared.kind, Kind::Number { .. } | Kind::Date) {
                return None;
            }
            let cells = layout.cells.get(usize::from(*column))?;
            axis.iter().copied().zip(cells.iter().copied()).unzip()
        }
        _ => return None,
    };
    if edges.len() > EDGES {
        return None;
    }
    let first = *values.first()?;
    let rises = values.windows(2).map(|pair| match pair {
        [before, after] => after.saturating_sub(*before),
        _ => 0,
    });
    // Before the first edge the first value holds, as it does from there to the second edge.
    Some(Steps {
        first,
        edges: edges.into_iter().skip(1).zip(rises).collect(),
    })
}

/// The value of a node that is the same on every row, when it is settled.
fn constant(analysis: &Analysis<'_>, id: NodeId) -> Option<Value> {
    (analysis.class(id) == Class::Constant && analysis.bound(id).is_point()).then(|| analysis.bound(id))
}

/// The lines of ceilings of a table with ranks, from the first value of its key.
pub(super) struct Ceilings {
    pub(super) key: Option<NodeId>,
    pub(super) first: i64,
    pub(super) lines: Vec<[i32; RANKS]>,
    pub(super) codes: [u8; 16],
    pub(super) count: u8,
}

/// The ceilings that a node reads, when they can be laid out in 32 bits.
pub(super) fn ceilings(analysis: &Analysis<'_>, node: &Node) -> Option<Ceilings> {
    let (Node::FirstRank {
        table,
        keys,
        amount,
        factor,
        date,
    }
    | Node::Exceeds {
        table,
        keys,
        amount,
        factor,
        date,
    }) = node
    else {
        return None;
    };
    if !fits(analysis.bound(*amount)) {
        return None;
    }
    let table = analysis.plan.tables.get(usize::from(*table))?;
    let [layout] = table.span(constant(analysis, *date)?) else {
        return None;
    };
    let (cells, members) = (layout.cells.first()?, layout.axes.last()?);
    let ranks = table.ranks.as_deref()?;
    if ranks.is_empty() || ranks.len() > RANKS {
        return None;
    }
    // Some ceiling for each rank of the row that starts at `start`, as `TablePlan::first_rank` reads them. A ceiling beyond
    // 32 bits is beyond every amount.
    let line = |row: usize| {
        let start = row.saturating_mul(members.len());
        let mut line = [i32::MAX; RANKS];
        for (to, rank) in line.iter_mut().zip(ranks) {
            let column = members.iter().position(|member| *member == i64::from(*rank));
            let cell = column.and_then(|column| cells.get(start.saturating_add(column)));
            let ceiling = cell.map_or(i64::MAX, |cell| cell.saturating_mul(*factor));
            *to = i32::try_from(ceiling).unwrap_or(if ceiling < 0 { i32::MIN } else { i32::MAX });
        }
        line
    };
    let mut codes = [0_u8; 16];
    let last = *ranks.last()?;
    codes
        .iter_mut()
        .zip(ranks.iter().copied().chain(core::iter::repeat(last)))
        .for_each(|(to, rank)| *to = rank);
    let (key, first, rows): (Option<NodeId>, i64, Vec<usize>) = match (keys.as_slice(), table.keys.as_slice())
    {
        ([], _) => (None, 0, vec![0]),
        ([key], [layout_of_key, ..]) if !layout_of_key.is_choice() => {
            let bounds = analysis.bound(*key);
            if bounds.hi.checked_sub(bounds.lo)? >= 256 {
                return None;
            }
            let axis = layout.axes.first()?;
            let rows = (bounds.lo..=bounds.hi).map(|value| layout_of_key.row(axis, value));
            (Some(*key), bounds.lo, rows.collect())
        }
        _ => return None,
    };
    // The loop counts the ceilings below the amount: they must grow from rank to rank, which a checked plan promises.
    let lines: Vec<[i32; RANKS]> = rows.into_iter().map(line).collect();
    let smallest = i32::try_from(analysis.bound(*amount).lo).ok()?;
    let sound = lines.iter().all(|line| {
        line.is_sorted()
            && line
                .first()
                .is_some_and(|ceiling| smallest > i32::MIN || *ceiling > i32::MIN)
    });
    sound.then_some(Ceilings {
        key,
        first,
        lines,
        codes,
        count: u8::try_from(ranks.len()).ok()?,
    })
}

/// One pass for both questions that rules ask of the same ceilings: the first rank, and whether all are exceeded.
///
/// `None` when the node asks neither. The operation is `None` when the other question was met before and answers this one;
/// with it comes what else needs it.
pub(super) fn ranks(
    builder: &mut Builder<'_>,
    id: NodeId,
    node: &Node,
    needs: &[u64],
) -> Option<(Register, Option<Operation>, u64)> {
    let ceilings = match node {
        Node::FirstRank { .. } | Node::Exceeds { .. } if builder.analysis.class(id) == Class::Exact => {
            ceilings(&builder.analysis, node)?
        }
        _ => return None,
    };
    let partner = partner(builder, id, node, needs);
    if let Some(earlier) = partner.filter(|partner| *partner < id) {
        // Its pass fills the register that was set aside for this node.
        let reserved = builder.register(id);
        return match builder.register(earlier) {
            Register::Constant(_) => None,
            _ => Some((reserved, None, 0)),
        };
    }
    let own = result(builder, id, false);
    let other = partner.map(|partner| {
        let register = result(builder, partner, false);
        if let Some(slot) = builder.registers.get_mut(partner.index()) {
            *slot = register;
        }
        register
    });
    let (mut first_rank, mut exceeds) = (None, None);
    for register in [Some(own), other].into_iter().flatten() {
        match register {
            Register::Codes(slot) => first_rank = Some(slot),
            Register::Truth(slot) => exceeds = Some(slot),
            _ => {}
        }
    }
    let (Node::FirstRank { amount, .. } | Node::Exceeds { amount, .. }) = node else {
        return None;
    };
    let operation = Operation::Ranks(Box::new(Ranks {
        key: ceilings
            .key
            .map_or(Register::Constant(Value::point(0)), |key| builder.register(key)),
        first: ceilings.first,
        lines: ceilings.lines,
        codes: ceilings.codes,
        count: ceilings.count,
        amount: builder.register(*amount),
        first_rank,
        exceeds,
    }));
    let also = partner
        .and_then(|partner| needs.get(partner.index()))
        .copied()
        .unwrap_or(0);
    Some((own, Some(operation), also))
}

/// The other question about the same ceilings, when it is needed and not answered otherwise.
fn partner(builder: &Builder<'_>, id: NodeId, node: &Node, needs: &[u64]) -> Option<NodeId> {
    let question = |node: &Node| match node {
        Node::FirstRank {
            table,
            keys,
            amount,
            factor,
            date,
        } => Some((true, *table, keys.clone(), *amount, *factor, *date)),
        Node::Exceeds {
            table,
            keys,
            amount,
            factor,
            date,
        } => Some((false, *table, keys.clone(), *amount, *factor, *date)),
        _ => None,
    };
    let (own, table, keys, amount, factor, date) = question(node)?;
    let wanted = (!own, table, keys, amount, factor, date);
    let analysis = &builder.analysis;
    (0_u32..)
        .map(NodeId)
        .zip(&analysis.plan.nodes)
        .zip(needs)
        .find(|((other, candidate), needed)| {
            **needed != 0
                && *other != id
                && analysis.class(*other) == Class::Exact
                && question(candidate).as_ref() == Some(&wanted)
                && super::choose_form::form(analysis, *other, candidate) == super::choose_form::Form::Direct
        })
        .map(|((other, _), _)| other)
}
