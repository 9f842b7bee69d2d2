//! How far the rules of a pack are: as files write them, then as a plan evaluates them. They are one model, and differ where this says so.

use core::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::{
    concern::Concern,
    text::{Location, Text},
};
use crate::{json::Silent, vocabulary::EnumerationId};

/// What any part of a model is: it can be looked at, copied, compared and written.
pub trait Part: Debug + Clone + PartialEq + Eq + Serialize {}

impl<T: Debug + Clone + PartialEq + Eq + Serialize> Part for T {}

/// A stage of the rules of a pack, by what each part of them is at that stage.
///
/// Whatever is said of a rule for a person, its title, its source, how sure it is, is the same at every stage: it is declared and
/// carried over once.
pub trait Stage: Debug + Clone + PartialEq + Eq {
    /// An expression: its text, then its nodes.
    type Expression: Part;
    /// What a plan computes and no expression says: nothing before there is a plan.
    type Node: Part + Default + Silent;
    /// From when something that was read is to be read again: nothing before there is a plan.
    type Freshness: Part + Default + Silent;
    /// A parameter: its name, then its position.
    type Parameter: Part;
    /// A dispositif: its id, then its position.
    type Dispositif: Part;
    /// Who pays: a member of an enumeration, then its words.
    type Payer: Part;
    /// What a doubt is about: what it names, then the positions of what it names.
    type Concern: Part;
    /// What separates the counts of a quota: an expression, then one for each dispositif that draws on it.
    type Groups: Part;
    /// Where it stands in the files: nowhere in a plan.
    type Place: Debug + Clone + PartialEq + Eq + Default;
    /// What files say and no plan needs, such as notes for engineers.
    type OnlyWritten<T: Part + Default + Silent>: Part + Default + Silent;
}

/// A stage that is kept in bytes and read back.
pub trait Kept:
    Stage<
        Expression: DeserializeOwned,
        Node: DeserializeOwned,
        Freshness: DeserializeOwned,
        Parameter: DeserializeOwned,
        Dispositif: DeserializeOwned,
        Payer: DeserializeOwned,
        Concern: DeserializeOwned,
        Groups: DeserializeOwned,
    >
{
}

/// As the files of a pack state them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {}

impl Stage for Written {
    type Expression = Text;
    type Node = ();
    type Freshness = ();
    type Parameter = Text;
    type Dispositif = Text;
    type Payer = (EnumerationId, u8);
    type Concern = Concern;
    type Groups = Text;
    type Place = Location;
    type OnlyWritten<T: Part + Default + Silent> = T;
}
