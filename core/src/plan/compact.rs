//! A plan as bytes, and back: proved again when it is read.

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::{
    Plan, PlanContent,
    conflicts::{Conflicts, are_mutual},
};
use crate::{
    error::{Code, Finding, Place, Remedy},
    seal::hexadecimal,
};

/// First bytes of a compact pack.
const MAGIC: &[u8; 7] = b"BAREME\0";

/// The version of the form, after the first bytes: it changes whenever the bytes of a plan do.
const VERSION: u8 = 8;

/// The bytes of the checksum, which ends the form.
const CHECKSUM: usize = 32;

/// The bytes are not a compact pack that this engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CompactError {
    /// They do not start as a compact pack does.
    #[error("ce n'est pas un pack compact")]
    NotCompact,
    /// They are of another version of the form.
    #[error("le pack compact est de la version {found} du format, ce moteur lit la version {read}")]
    OtherVersion {
        /// The version that they state.
        found: u8,
        /// The version that this engine reads.
        read: u8,
    },
    /// They are not those that were written.
    #[error("le pack compact est abîmé : sa somme de contrôle ne correspond pas à son contenu")]
    Damaged,
    /// Their checksum is right, yet no engine wrote them.
    #[error("le pack compact n'a pas été écrit par ce moteur : {what}")]
    Broken {
        /// What does not hold.
        what: &'static str,
    },
    /// The plan could not be written, which a plan that was built never meets.
    #[error("le pack ne peut pas être écrit sous sa forme compacte")]
    Unwritable,
}

impl CompactError {
    /// The same as a finding, which says what to do.
    #[must_use]
    pub fn finding(self) -> Finding {
        let remedy = match self {
            Self::NotCompact => Remedy::GivePack,
            Self::OtherVersion { .. } => Remedy::RemakePack,
            Self::Damaged | Self::Broken { .. } | Self::Unwritable => Remedy::RestorePack,
        };
        Finding::new(Code::CompactInvalid, Place::Whole, self.to_string()).with_remedy(remedy)
    }
}

impl Plan {
    /// The compact form, read back by [`Plan::from_compact`] without a text parser: what it is, the version of the form, the
    /// content, and the SHA-256 of all these bytes.
    ///
    /// # Errors
    /// [`CompactError::Unwritable`], which a plan that was built never meets.
    pub fn to_compact(&self) -> Result<Vec<u8>, CompactError> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        let content: &PlanContent = self;
        let mut bytes = postcard::to_extend(content, bytes).map_err(|_| CompactError::Unwritable)?;
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        Ok(bytes)
    }

    /// Reads a compact form back.
    ///
    /// The checksum tells every accident: no bit can turn unseen. It is no signature: whoever can write the file can also compute
    /// it. All that evaluators trust is therefore proven again, so that no bytes whatever make an evaluator panic, run for ever or
    /// overflow. Two things are not proven: that its calls stay under the limits of the reader, which
    /// [`Certificate`](super::cost::Certificate) tells; and that the rules are those of the files that
    /// [`PlanContent::fingerprint`] names, for the compact form does not hold them. Compare the checksum of the file, or its seal,
    /// with what its author published.
    ///
    /// # Errors
    /// [`CompactError`] when the bytes are damaged, of another version, or break an invariant of plans.
    pub fn from_compact(bytes: &[u8]) -> Result<Self, CompactError> {
        let versioned = bytes.strip_prefix(MAGIC).ok_or(CompactError::NotCompact)?;
        let (version, _) = versioned.split_first().ok_or(CompactError::Damaged)?;
        if *version != VERSION {
            return Err(CompactError::OtherVersion {
                found: *version,
                read: VERSION,
            });
        }
        let (written, checksum) = bytes
            .split_last_chunk::<CHECKSUM>()
            .ok_or(CompactError::Damaged)?;
        if Sha256::digest(written).as_slice() != checksum {
            return Err(CompactError::Damaged);
        }
        let body = written
            .get(MAGIC.len().saturating_add(1)..)
            .ok_or(CompactError::Damaged)?;
        let broken = |what| CompactError::Broken { what };
        let (content, rest): (PlanContent, &[u8]) =
            postcard::take_from_bytes(body).map_err(|_| broken("son contenu ne se lit pas"))?;
        if !rest.is_empty() {
            return Err(broken("il reste des octets après son contenu"));
        }
        Self::checked(content)
    }

    /// The plan of a content, when all that evaluators trust of one holds: to try what a change of a value does.
    ///
    /// Its fingerprint is made of the content, and is no more that of the files: a dossier of one is refused by the other, and an answer of one is not
    /// verified by the other.
    ///
    /// # Errors
    /// [`CompactError::Broken`] when an invariant of plans does not hold.
    ///
    /// # Example
    /// ```
    /// use bareme::catalogue::{CompactError, Plan, PlanContent, Value};
    ///
    /// /// The pack as it would be with a unit more in the first value of a parameter.
    /// fn one_more(plan: &Plan, parameter: usize) -> Result<Plan, CompactError> {
    ///     let mut content = PlanContent::clone(plan);
    ///     if let Some(point) = content.parameters.get_mut(parameter).and_then(|series| series.points.first_mut()) {
    ///         point.value = Value::point(point.value.lo.saturating_add(1));
    ///     }
    ///     Plan::proven(content)
    /// }
    /// ```
    pub fn proven(mut content: PlanContent) -> Result<Self, CompactError> {
        let bytes = postcard::to_allocvec(&content).map_err(|_| CompactError::Unwritable)?;
        content.fingerprint = hexadecimal(&Sha256::digest(&bytes));
        Self::checked(content)
    }

    fn checked(mut content: PlanContent) -> Result<Self, CompactError> {
        let broken = |what| CompactError::Broken { what };
        super::invariants::check(&content).map_err(broken)?;
        content.conflicts = searchable(&content).ok_or(broken(
            "les dispositifs qui s'excluent ne sont pas ceux d'un pack",
        ))?;
        Ok(Self::of(content))
    }
}

/// The conflicts of the dispositifs, when they hold both ways and are searched in a bounded time.
fn searchable(content: &PlanContent) -> Option<Conflicts> {
    let excluded: Vec<&[u16]> = content
        .dispositifs
        .iter()
        .map(|dispositif| dispositif.incompatible_with.as_slice())
        .collect();
    are_mutual(&excluded)
        .then(|| Conflicts::of(&excluded).ok())
        .flatten()
}
