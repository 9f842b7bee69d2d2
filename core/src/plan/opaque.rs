//! A plan that nobody alters.

use core::ops::Deref;

use super::{FollowPlan, PlanContent, Value};
use crate::{
    date::Day,
    error::{Code, Finding, Place},
};

/// A pack ready to be evaluated: what it holds can be read ([`PlanContent`]), never made or altered.
///
/// Evaluators trust a plan: that operands come first, that nothing overflows, that no divisor is zero. Those who prove it are the
/// only ones to make one: the reader of packs (`plan::from_files`), and [`Plan::from_compact`], which proves it again.
///
/// ```
/// fn name(plan: &bareme::catalogue::Plan) -> &str {
///     &plan.header.id
/// }
/// ```
///
/// A content that was altered is no plan any more:
///
/// ```compile_fail,E0451
/// fn altered(plan: &bareme::catalogue::Plan) -> bareme::catalogue::Plan {
///     let mut content = bareme::catalogue::PlanContent::clone(plan);
///     content.nodes.clear();
///     bareme::catalogue::Plan { content }
/// }
/// ```
///
/// ```compile_fail,E0596
/// fn altered(mut plan: bareme::catalogue::Plan) {
///     plan.nodes.clear();
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    content: PlanContent,
}

impl Deref for Plan {
    type Target = PlanContent;

    fn deref(&self) -> &PlanContent {
        &self.content
    }
}

impl Plan {
    /// The plan of a content of which all that evaluators trust is proven.
    pub(super) const fn of(content: PlanContent) -> Self {
        Self { content }
    }

    /// The same plan without what is followed: for doors that only decide. It decides as the other does, and is of the same pack.
    #[must_use]
    pub fn without_follow(mut self) -> Self {
        self.content.follow = FollowPlan::default();
        self
    }

    /// What is known of the reference date when nothing is.
    #[must_use]
    pub fn any_day() -> Value {
        Value {
            lo: Day::MIN.number().into(),
            hi: Day::MAX.number().into(),
        }
    }

    /// Do values made for one mean the same in the other? The same pack, be it read once or twice.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        core::ptr::eq(self, other) || self.fingerprint == other.fingerprint
    }

    /// Refuses what was made for another plan: `what` it is, as `ce dossier`, and what to `help` with.
    ///
    /// # Errors
    /// One finding, `autre_pack`, that names both packs.
    pub(crate) fn accepts(&self, other: &Self, what: &str) -> Result<(), Finding> {
        if self.is_same(other) {
            return Ok(());
        }
        let message = format!(
            "{what} vient d'un autre pack : {}, ce moteur est celui de {}",
            other.identity(),
            self.identity()
        );
        Err(Finding::new(Code::OtherPack, Place::Whole, message))
    }
}

impl PlanContent {
    /// What names the pack: its id, its version and its fingerprint.
    #[must_use]
    pub fn identity(&self) -> String {
        let Self {
            header, fingerprint, ..
        } = self;
        format!("{} {} (sha256:{fingerprint})", header.id, header.version)
    }
}
