//! Names that facts and members had, which a dossier may still use.

use super::{Enumeration, Fact, FactId, Vocabulary};

/// A name that something had: of a fact, or of a member of the enumeration of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FormerName {
    /// The fact that is stated under it, or whose value is.
    pub(crate) fact: FactId,
    /// The position of the member, when it is the name of one.
    pub(crate) member: Option<u8>,
    /// Its position among the names that the fact or the member had.
    which: usize,
}

/// Something that changed its name.
pub(crate) struct Renamed<'v> {
    /// The fact.
    pub(crate) fact: &'v Fact,
    /// Is it the fact itself, rather than a member?
    pub(crate) is_fact: bool,
    /// The name that it had.
    pub(crate) former: &'v str,
    /// The name that it has.
    pub(crate) name: &'v str,
}

impl FormerName {
    /// The former name of a fact.
    pub(crate) fn of_fact(id: FactId, fact: &Fact, name: &str) -> Option<Self> {
        which(&fact.former, name).map(|which| Self {
            fact: id,
            member: None,
            which,
        })
    }

    /// The former name of a member, of the enumeration of a fact.
    pub(crate) fn of_member(id: FactId, enumeration: &Enumeration, name: &str) -> Option<Self> {
        let position = enumeration.position_of_any_name(name)?;
        let former = &enumeration.member(position)?.former;
        which(former, name).map(|which| Self {
            fact: id,
            member: Some(position),
            which,
        })
    }

    /// Every former name, in order: of each fact, then of the members of its enumeration.
    pub(crate) fn all(vocabulary: &Vocabulary) -> Vec<Self> {
        let mut all = Vec::new();
        for (id, fact) in (0_u16..).map(FactId).zip(&vocabulary.facts) {
            let own = fact.former.iter();
            all.extend(own.filter_map(|name| Self::of_fact(id, fact, name)));
            let Some(enumeration) = vocabulary.enumeration_of(&fact.declared.kind) else {
                continue;
            };
            let members = enumeration.members.iter().flat_map(|member| &member.former);
            all.extend(members.filter_map(|name| Self::of_member(id, enumeration, name)));
        }
        all
    }

    /// What it was the name of.
    pub(crate) fn renamed(self, vocabulary: &Vocabulary) -> Option<Renamed<'_>> {
        let fact = vocabulary.fact(self.fact)?;
        let (former, name) = match self.member {
            None => (&fact.former, &fact.name),
            Some(position) => {
                let member = vocabulary.enumeration_of(&fact.declared.kind)?.member(position)?;
                (&member.former, &member.name)
            }
        };
        Some(Renamed {
            fact,
            is_fact: self.member.is_none(),
            former: former.get(self.which)?,
            name,
        })
    }
}

fn which(former: &[String], name: &str) -> Option<usize> {
    former.iter().position(|one| one == name)
}
