//! Where to cut a region so that a node says one thing in each part.

use super::{
    affine::Affine,
    end::{End, crossing},
    known::Known,
    reading::Want,
    span::{Cuts, Region},
    sweep::Sweep,
    tables,
};
use crate::{
    date::Day,
    decimal::{Rounding, divide},
    plan::{Comparison, Node, NodeId, Value},
};

/// The most changes of what moves by steps that are looked for at once.
const MOST_CHANGES: usize = 130;

/// Collects cuts, each node looked at once for each thing that is wanted of it.
pub(super) struct Cutter<'s, 'p> {
    sweep: &'s Sweep<'p>,
    region: &'s Region,
    /// Are steps, as those of months, cut too?
    steps: bool,
    settled: Vec<bool>,
    shaped: Vec<bool>,
    stepped: Vec<bool>,
    pub(super) cuts: Cuts,
}

impl<'s, 'p> Cutter<'s, 'p> {
    pub(super) fn new(sweep: &'s Sweep<'p>, region: &'s Region, steps: bool) -> Self {
        let none = vec![false; sweep.len()];
        Self {
            sweep,
            region,
            steps,
            settled: none.clone(),
            shaped: none.clone(),
            stepped: none,
            cuts: Cuts::default(),
        }
    }

    fn at(&self, id: NodeId) -> &'s Known {
        self.sweep.at(id)
    }

    /// So that what is wanted holds.
    pub(super) fn want(&mut self, wants: &[Want]) {
        for want in wants {
            match want {
                Want::Settled(node) => self.settle(*node),
                Want::Line(node) => self.line(*node),
                Want::Apart(node) => self.apart(*node),
            }
        }
    }

    /// So that the node is the same at every point.
    fn settle(&mut self, id: NodeId) {
        let seen = self
            .settled
            .get_mut(id.index())
            .map(|seen| core::mem::replace(seen, true));
        if seen != Some(false) || self.at(id).is_constant() {
            return;
        }
        let Some(node) = self.sweep.node(id) else { return };
        match node {
            Node::Constant(_) | Node::Fact(_) | Node::ReferenceDate => {}
            Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Among { .. } | Node::SameChoice { .. } => {
                node.operands(|operand| self.settle(operand));
            }
            Node::Compare {
                comparison,
                left,
                right,
            } => self.compared(*comparison, *left, *right),
            Node::Within { date, from, until } => {
                let days = [*from, *until].map(|day| i64::from(day.number()).saturating_sub(1));
                self.after(*date, &days);
            }
            Node::Parameter { .. } | Node::Lookup { .. } | Node::FirstRank { .. } | Node::Exceeds { .. } => {
                self.selected(node);
            }
            Node::Select {
                condition,
                then,
                otherwise,
            } => {
                if self.at(*condition).is_constant() {
                    self.settle(*then);
                    self.settle(*otherwise);
                } else {
                    self.settle(*condition);
                }
            }
            Node::Switch { choice, arms } => {
                if self.at(*choice).is_constant() {
                    arms.iter().for_each(|arm| self.settle(*arm));
                } else {
                    self.settle(*choice);
                }
            }
            Node::DatePart(part, date) => self.changes(*date, |day| {
                let day = Day::from_number(day);
                (part.turn(day), part.of(day))
            }),
            Node::Elapsed(elapsed, from, until) => {
                let counted =
                    |from: i64, until: i64| elapsed.over(Value::point(from), Value::point(until)).lo;
                match (self.at(*from).settled(), self.at(*until).settled()) {
                    (Some(from), _) if from.is_point() => self.changes(*until, |day| counted(from.lo, day)),
                    (_, Some(until)) if until.is_point() => self.changes(*from, |day| counted(day, until.lo)),
                    _ => node.operands(|operand| self.settle(operand)),
                }
            }
            Node::Add(..)
            | Node::Subtract(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
            | Node::Round { .. }
            | Node::Divide { .. }
            | Node::Min(..)
            | Node::Max(..)
            | Node::AddMonths { .. }
            | Node::AddDays { .. }
            | Node::Meet { .. } => {
                self.crossed(node);
                node.operands(|operand| self.settle(operand));
            }
        }
    }

    /// So that the node follows a line, or one that it is closer to.
    fn line(&mut self, id: NodeId) {
        if self.needs_form(id) {
            self.shape(id);
        } else {
            self.steps_under(id);
        }
    }

    /// So that both ends are the same at every point, or at none.
    fn apart(&mut self, id: NodeId) {
        let (lo, hi) = self.at(id).both();
        if !self.cross(&lo, &hi) {
            self.shape(id);
            self.crossings_under(id);
        }
    }

    /// Where one operand begins to decide alone, wherever it is under a node.
    fn crossings_under(&mut self, id: NodeId) {
        let seen = self
            .stepped
            .get_mut(id.index())
            .map(|seen| core::mem::replace(seen, true));
        if seen != Some(false) || self.at(id).is_constant() {
            return;
        }
        if let Some(node) = self.sweep.node(id) {
            self.crossed(node);
            node.operands(|operand| self.crossings_under(operand));
        }
    }

    /// So that the node follows a line.
    fn shape(&mut self, id: NodeId) {
        let seen = self
            .shaped
            .get_mut(id.index())
            .map(|seen| core::mem::replace(seen, true));
        if seen != Some(false) || !self.needs_form(id) {
            return;
        }
        let Some(node) = self.sweep.node(id) else { return };
        match node {
            Node::Add(..)
            | Node::Subtract(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
            | Node::Round { .. }
            | Node::Divide { .. }
            | Node::AddDays { .. }
            | Node::Min(..)
            | Node::Max(..)
            | Node::Meet { .. } => {
                let formed = {
                    let mut formed = true;
                    node.operands(|operand| formed &= !self.needs_form(operand));
                    formed
                };
                if formed {
                    self.crossed(node);
                } else {
                    node.operands(|operand| self.shape(operand));
                }
            }
            Node::Select {
                condition,
                then,
                otherwise,
            } => {
                if self.at(*condition).is_constant() {
                    self.shape(*then);
                    self.shape(*otherwise);
                    self.between(*then, *otherwise);
                } else {
                    self.settle(*condition);
                }
            }
            Node::Switch { choice, arms } => {
                if self.at(*choice).is_constant() {
                    arms.iter().for_each(|arm| self.shape(*arm));
                } else {
                    self.settle(*choice);
                }
            }
            Node::Parameter { .. } | Node::Lookup { .. } => self.settle(id),
            Node::DatePart(..) | Node::Elapsed(..) | Node::AddMonths { .. } => {
                if self.steps {
                    self.settle(id);
                }
            }
            Node::Constant(_)
            | Node::Fact(_)
            | Node::ReferenceDate
            | Node::FirstRank { .. }
            | Node::Exceeds { .. }
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Compare { .. }
            | Node::Among { .. }
            | Node::SameChoice { .. }
            | Node::Within { .. } => {}
        }
    }

    /// Where what was rounded goes from one value to the next, so that each is told.
    fn steps_under(&mut self, id: NodeId) {
        let seen = self
            .stepped
            .get_mut(id.index())
            .map(|seen| core::mem::replace(seen, true));
        let (lo, hi) = self.at(id).both();
        let exact = |end: &End| end.form.is_some_and(Affine::is_exact);
        if seen != Some(false) || exact(&lo) && exact(&hi) {
            return;
        }
        let Some(node) = self.sweep.node(id) else { return };
        node.operands(|operand| self.steps_under(operand));
        if let Node::Round {
            value,
            divisor,
            rounding,
        } = node
        {
            self.changes(*value, |number| {
                divide(number.into(), (*divisor).into(), *rounding)
            });
        } else if let Node::Divide {
            dividend,
            divisor,
            factor,
            reduction,
        } = node
            && let Some(by) = self.at(*divisor).settled().filter(|by| by.is_point())
        {
            let by = i128::from(by.lo).saturating_mul((*reduction).into());
            self.changes(*dividend, |number| {
                let number = i128::from(number).saturating_mul((*factor).into());
                divide(number, by, Rounding::HalfAwayFromZero)
            });
        }
    }

    fn needs_form(&self, id: NodeId) -> bool {
        let (lo, hi) = self.at(id).both();
        lo.form.is_none() || hi.form.is_none()
    }

    /// Where the ends of a comparison cross.
    fn compared(&mut self, comparison: Comparison, left: NodeId, right: NodeId) {
        let ((al, ah), (bl, bh)) = (self.at(left).both(), self.at(right).both());
        let mut found = false;
        for (a, b) in [(ah, bl), (al, bh)] {
            found |= match comparison {
                Comparison::Less => self.cross(&a, &b),
                Comparison::LessOrEqual => self.cross(&b, &a),
                Comparison::Equal => self.cross(&a, &b) | self.cross(&b, &a),
            };
        }
        if !found {
            self.shape(left);
            self.shape(right);
        }
    }

    /// Where the smaller, the larger or what is met changes from one operand to the other.
    fn crossed(&mut self, node: &Node) {
        if let Node::Min(a, b) | Node::Max(a, b) | Node::Meet { given: a, derived: b } = node {
            self.between(*a, *b);
        }
    }

    /// Where an end of the one crosses an end of the other.
    fn between(&mut self, a: NodeId, b: NodeId) {
        let ((al, ah), (bl, bh)) = (self.at(a).both(), self.at(b).both());
        for (a, b) in [(al, bl), (ah, bh), (al, bh), (ah, bl)] {
            self.cross(&a, &b);
        }
    }

    fn cross(&mut self, a: &End, b: &End) -> bool {
        let Some((axis, cuts)) = crossing(a, b) else {
            return false;
        };
        let before = self.cuts.len();
        cuts.into_iter()
            .for_each(|cut| self.cuts.add(self.region, axis, cut));
        self.cuts.len() > before
    }

    /// Where a node goes from one of these numbers to the next.
    fn after(&mut self, id: NodeId, numbers: &[i64]) {
        if self.at(id).is_constant() {
            return;
        }
        let (lo, hi) = self.at(id).both();
        let mut follows = true;
        for end in [lo, hi] {
            let passed = numbers
                .iter()
                .filter(|after| end.min <= **after && **after < end.max);
            for after in passed {
                follows &= self.cross(&End::constant(*after), &end) || end.form.is_some();
            }
        }
        if !follows {
            self.shape(id);
        }
    }

    fn selected(&mut self, node: &Node) {
        let at = |id: NodeId| self.sweep.at(id);
        let all = tables::selectors(node, &at, self.sweep.plan()).unwrap_or_default();
        for selector in all {
            if selector.is_choice {
                self.settle(selector.operand);
            } else {
                self.after(selector.operand, &selector.after);
            }
        }
    }

    /// Where something read of a number that moves one by one changes, when it changes a few times only.
    fn changes<P: PartialEq>(&mut self, id: NodeId, of: impl Fn(i64) -> P) {
        let (lo, hi) = self.at(id).both();
        let mut after = Vec::new();
        for end in [lo, hi] {
            let mut from = end.min;
            while after.len() < MOST_CHANGES && of(from) != of(end.max) {
                // The parts of a date change when a date that grows leaves what it is in.
                let (mut low, mut high) = (from, end.max);
                let here = of(from);
                while high.saturating_sub(low) > 1 {
                    let middle = low.midpoint(high);
                    if of(middle) == here {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                after.push(low);
                from = high;
            }
        }
        if after.len() < MOST_CHANGES {
            self.after(id, &after);
        }
    }
}
