//! What is proved of a dispositif.

use crate::{
    analysis::{
        joint::{Joint, Side},
        search::Witness,
    },
    date::Day,
    dossier::Dossier,
    vocabulary::Kind,
};

/// A dispositif of one of the packs, or of both, maybe under two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its id before; `None` when it is added.
    pub before: Option<String>,
    /// Its id after; `None` when it is removed.
    pub after: Option<String>,
}

impl Pair {
    /// Its id now, or before when it is removed.
    #[must_use]
    pub fn id(&self) -> &str {
        self.after
            .as_deref()
            .or(self.before.as_deref())
            .unwrap_or_default()
    }
}

/// A dossier for which the packs do not decide the same, as each of them reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// For the old pack.
    pub before: Dossier,
    /// For the new one.
    pub after: Dossier,
    /// The reference date.
    pub date: Day,
}

impl Differing {
    pub(super) fn of(joint: &Joint, witness: &Witness) -> Self {
        Self {
            before: joint.dossier(Side::Before, witness),
            after: joint.dossier(Side::After, witness),
            date: witness.date,
        }
    }
}

/// Does a dispositif decide as before?
#[derive(Debug, Clone)]
pub enum Proof {
    /// For every dossier: it is the same computation.
    SameNodes,
    /// For every complete and coherent dossier: no other was left.
    SameForAll,
    /// For every complete and coherent dossier that states these facts: where one of them is left out, something else follows of it than before.
    SameWhereStated {
        /// Their names.
        facts: Vec<String>,
    },
    /// Not for this one.
    Witness(Box<Differing>),
    /// The work that was allowed ended before.
    Undecided {
        /// How many boxes of dossiers were left.
        boxes: usize,
    },
}

impl Proof {
    /// The word in JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SameNodes | Self::SameForAll => "identique",
            Self::Witness(_) => "temoin",
            Self::SameWhereStated { .. } | Self::Undecided { .. } => "indecis",
        }
    }

    /// Is it proved that every dossier is decided as before?
    #[must_use]
    pub const fn is_same(&self) -> bool {
        matches!(self, Self::SameNodes | Self::SameForAll)
    }
}

/// A thing that a person is paid or told otherwise, whatever is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Told {
    /// What is paid, when.
    Schedule,
    /// Who pays.
    Payers,
    /// What it is not given with.
    Exclusions,
    /// What is supposed of a fact that is not known.
    Suppositions,
    /// The days by which something is to be done.
    Deadlines,
    /// The questions that are open.
    Doubts,
    /// How many people may have it.
    Quota,
    /// Who comes first.
    Priorities,
    /// What it is worth when several are compared.
    Worth,
}

impl Told {
    /// The word in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Schedule => "echeancier",
            Self::Payers => "payeurs",
            Self::Exclusions => "exclusions",
            Self::Suppositions => "suppositions",
            Self::Deadlines => "echeances",
            Self::Doubts => "doutes",
            Self::Quota => "quota",
            Self::Priorities => "priorites",
            Self::Worth => "valeur_annuelle",
        }
    }
}

/// What is proved of a dispositif.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Which.
    pub pair: Pair,
    /// Does it decide as before?
    pub proof: Proof,
    /// Of each amount that may differ, the most that anybody gains and loses.
    pub spreads: Vec<Spread>,
    /// What changes of it beside the decision itself.
    pub told: Vec<Told>,
    /// The steps that it took.
    pub steps: u64,
}

impl Compared {
    /// Is everything that a person is paid and told of it as before?
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.proof.is_same() && self.told.is_empty()
    }
}

/// The most that anybody gains, or loses, and the bound that is proved.
#[derive(Debug, Clone)]
pub struct Reached {
    /// The largest that was found, positive, with the dossier; `None` when nobody was found.
    pub found: Option<(i64, Differing)>,
    /// Nobody has more, with the decimals of the droit; 0 when nobody has any.
    pub bound: i64,
}

impl Reached {
    /// Is what was found the most there is?
    #[must_use]
    pub fn is_proved(&self) -> bool {
        self.found.as_ref().map_or(0, |(amount, _)| *amount) == self.bound
    }
}

/// How much an amount may differ, over all dossiers; who has no right to it has 0.
#[derive(Debug, Clone)]
pub struct Spread {
    /// The id of the droit.
    pub droit: String,
    /// What a person reads.
    pub title: String,
    /// Its unit, and the decimals of amounts.
    pub kind: Kind,
    /// The most that anybody gains.
    pub gain: Reached,
    /// The most that anybody loses.
    pub loss: Reached,
}
