//! The rules of a pack once they are planned: those of [`pack::model`](crate::pack::model), with nodes for texts.

use super::{
    doubt::{ConcernPlan, Concerned},
    freshness::Freshness,
    node::NodeId,
    tree::Rule,
};
use crate::pack::model::{
    Asking, Change, Coherence, Condition, Course, Deadline, Deduction, Dispositif, Doubt, Droit, Kept, Part,
    Quota, Silent, Stage, Variable, Versement,
};

/// As a plan evaluates them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planned {}

impl Stage for Planned {
    type Expression = Rule;
    type Node = NodeId;
    type Freshness = Option<Freshness>;
    /// Its position.
    type Parameter = u16;
    /// Its position.
    type Dispositif = u16;
    /// The name of the member, and what a person reads.
    type Payer = (String, String);
    type Concern = ConcernPlan;
    /// Of each dispositif that draws on the quota, by its position.
    type Groups = Vec<(u16, Rule)>;
    type Place = ();
    type OnlyWritten<T: Part + Default + Silent> = ();
}

impl Kept for Planned {}

impl Silent for NodeId {
    fn is_silent(&self) -> bool {
        false
    }
}

/// One scheme.
pub type DispositifPlan = Dispositif<Planned>;
/// A named intermediate value.
pub type VariablePlan = Variable<Planned>;
/// A condition, or a priority.
pub type ConditionPlan = Condition<Planned>;
/// Something that an eligible person receives.
pub type DroitPlan = Droit<Planned>;
/// Something that is paid during a course.
pub type VersementPlan = Versement<Planned>;
/// A day on which something changes during a course, and why.
pub type ChangePlan = Change<Planned>;
/// From which day to which day a course runs.
pub type CoursePlan = Course<Planned>;
/// A day by which, or from which, something is to be done.
pub type DeadlinePlan = Deadline<Planned>;
/// A question that is open, and what it is about.
pub type DoubtPlan = Doubt<Planned>;
/// A cap on the number of people.
pub type QuotaPlan = Quota<Planned>;
/// Something that must hold in a dossier.
pub type CoherencePlan = Coherence<Planned>;
/// What follows of a fact from other facts.
pub type DeductionPlan = Deduction<Planned>;
/// How a person is asked for a fact.
pub type AskingPlan = Asking<Planned>;

impl DoubtPlan {
    /// Is it about whether it is in force: its period, or its existence?
    pub(crate) fn is_about_being_in_force(&self) -> bool {
        self.is_about(|on| matches!(on, Concerned::Period | Concerned::Existence))
    }

    /// Is it about something of this kind?
    pub(crate) fn is_about(&self, mut what: impl FnMut(&Concerned) -> bool) -> bool {
        self.concerns.iter().any(|concern| what(&concern.on))
    }
}
