//! What is followed: figures of the Region, and what is counted over tables of decisions.
//!
//! Its expressions are nodes of their own: no decision reads them. Their facts are the columns of a table of decisions.

use serde::{Deserialize, Serialize};

use super::{Citation, Node, NodeId};
pub use crate::pack::model::{Beside, Repere, RepereKind};
use crate::vocabulary::{Enumeration, Fact, Kind};

/// What a column of a table of decisions holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnRole {
    /// A fact of the dossier, which was kept.
    Fact,
    /// What nothing is decided from, and was kept.
    Other,
    /// Is the dispositif at this position granted?
    Eligible(u16),
    /// A droit, by the positions of its dispositif and itself: what is known of it when it is granted.
    Droit(u16, u16),
    /// What is due of a droit, likewise: 0 where it is refused.
    Due(u16, u16),
}

/// A column that expressions read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowColumn {
    /// Its name, its type and its bounds.
    pub fact: Fact,
    /// What it holds.
    pub role: ColumnRole,
}

/// An expression, as it was written, and its node among those of [`FollowPlan`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowRule {
    /// On one line, without comments.
    pub text: String,
    /// The node whose value it is.
    pub node: NodeId,
    /// Positions of the columns that it reads, in ascending order.
    pub columns: Vec<u16>,
}

/// Something by which indicators are broken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AxisPlan {
    /// Its name.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// A choice, a truth or a whole number.
    pub rule: FollowRule,
}

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorPlan {
    /// Its name.
    pub id: String,
    /// What a person reads.
    pub title: String,
    /// What is counted, when it is a truth, or added up, when it is a number.
    pub counting: FollowRule,
    /// Among which rows; all of them when `None`.
    pub among: Option<FollowRule>,
    /// Positions of the axes by which it is broken down.
    pub by: Vec<u16>,
    /// What it is looked at beside.
    pub beside: Option<Beside>,
    /// Where it is asked for.
    pub citation: Citation,
}

/// What is followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowPlan {
    /// Figures, in the order of the pack.
    pub reperes: Vec<Repere>,
    /// Enumerations after those of the vocabulary: of columns that are no facts.
    pub enumerations: Vec<Enumeration>,
    /// What nodes read as facts.
    pub columns: Vec<FollowColumn>,
    /// Every node, operands first; the reference date is the day that places a row in time.
    pub nodes: Vec<Node>,
    /// For each node, the position of its kind in `kinds`.
    pub node_kinds: Vec<u16>,
    /// The kinds that nodes have.
    pub kinds: Vec<Kind>,
    /// The day that places a row in time; `None` when nothing is counted.
    pub date: Option<FollowRule>,
    /// What indicators are broken down by.
    pub axes: Vec<AxisPlan>,
    /// What is counted.
    pub indicators: Vec<IndicatorPlan>,
}

impl FollowPlan {
    /// The kind of the node at `id`.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> &Kind {
        self.node_kinds
            .get(id.index())
            .and_then(|kind| self.kinds.get(usize::from(*kind)))
            .unwrap_or(&Kind::Boolean)
    }

    /// Every expression.
    pub fn rules(&self) -> impl Iterator<Item = &FollowRule> {
        let counted = self
            .indicators
            .iter()
            .flat_map(|indicator| core::iter::once(&indicator.counting).chain(&indicator.among));
        self.date
            .iter()
            .chain(self.axes.iter().map(|axis| &axis.rule))
            .chain(counted)
    }
}
