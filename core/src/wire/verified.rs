//! What verifying found.

use core::fmt;

use serde::Serialize;

/// What verifying a receipt found, when nothing is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The version of the engine that wrote it.
    pub engine: String,
    /// Does deciding again give the very same canonical bytes? Otherwise another engine wrote it, and all that its form can say
    /// is the same.
    pub same_bytes: bool,
    /// Was a seal checked, and found to be that of the key?
    pub sealed: bool,
    /// Was the text itself canonical JSON? Otherwise it has other spaces or another order of names, and what it holds was compared.
    pub canonical: bool,
    /// The form of the receipt; 0 for a decision of engine 0.1.0, which has no `recu`.
    pub form: u32,
    /// What could have been changed without being seen.
    pub not_covered: Vec<NotCovered>,
}

/// How a receipt holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// Deciding again gives the same bytes. Anyone with the pack could have written it.
    Coherent,
    /// The same, and the holder of the key sealed it.
    Authentic,
    /// The same decision, written by another engine.
    OtherEngine,
}

/// What a receipt without `recu` and without a seal does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotCovered {
    /// A fact that changes nothing may be another, or missing.
    IdleFacts,
    /// The date of reference may be another on which the decision is the same.
    Date,
    /// The decision about a whole dispositif may have been left out.
    LeftOut,
    /// The whole reasoning may have been left out.
    Explanation,
    /// What it is to a person, the next step, the doubts and what is past its day may have been left out.
    Meanings,
    /// The words of the warnings may be others; their codes and places are compared.
    Words,
}

impl Verified {
    /// How it holds.
    #[must_use]
    pub const fn proof(&self) -> Proof {
        match (self.same_bytes, self.sealed) {
            (false, _) => Proof::OtherEngine,
            (true, true) => Proof::Authentic,
            (true, false) => Proof::Coherent,
        }
    }
}

impl Proof {
    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Coherent => "coherente",
            Self::Authentic => "authentique",
            Self::OtherEngine => "autre_moteur",
        }
    }
}

impl NotCovered {
    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::IdleFacts => "faits_sans_effet",
            Self::Date => "date_de_reference",
            Self::LeftOut => "dispositifs_omis",
            Self::Explanation => "explication_omise",
            Self::Meanings => "doutes_et_demarches",
            Self::Words => "mots_des_avertissements",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::IdleFacts => "un fait qui ne changeait rien",
            Self::Date => "la date, là où elle ne changeait rien",
            Self::LeftOut => "un dispositif omis en entier",
            Self::Explanation => "l'explication omise",
            Self::Meanings => "les doutes, les démarches et ce qui est à relire",
            Self::Words => "les mots d'un avertissement",
        }
    }
}

/// The answer of `verify` as canonical JSON: `{"authentique", "canonique", "conforme": true, "forme", "issue", "moteur",
/// "non_couvert"}`.
#[must_use]
pub fn verified_json(verified: &Verified) -> String {
    // INVARIANT: the fields are in the alphabetic order of their keys, the order of canonical JSON.
    #[derive(Serialize)]
    struct View<'a> {
        authentique: bool,
        canonique: bool,
        conforme: bool,
        forme: u32,
        issue: &'a str,
        moteur: &'a str,
        non_couvert: Vec<&'a str>,
    }
    let view = View {
        authentique: verified.sealed,
        canonique: verified.canonical,
        conforme: true,
        forme: verified.form,
        issue: verified.proof().word(),
        moteur: &verified.engine,
        non_couvert: verified.not_covered.iter().map(|part| part.word()).collect(),
    };
    // Every key is text: writing to memory cannot fail.
    serde_json::to_string(&view).unwrap_or_default()
}

/// What a person reads, in French.
impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.proof() {
            Proof::Coherent => f.write_str(
                "Décision cohérente : le même dossier, la même date et le même barème redonnent la même décision.\n\
                 Sans clé ni sceau, rien ne montre qui l'a écrite.",
            )?,
            Proof::Authentic => f.write_str(
                "Décision authentique : le sceau est celui de la clé, et le même dossier, la même date et le même barème \
                 redonnent la même décision.",
            )?,
            Proof::OtherEngine => {
                write!(
                    f,
                    "La même décision, par un autre moteur : écrite par {}, refaite par {}.\nLa date, les faits, les verdicts, les \
                     conditions et les valeurs sont les mêmes.",
                    crate::dossier::shortened(&self.engine),
                    env!("CARGO_PKG_VERSION")
                )?;
                f.write_str(if self.sealed {
                    "\nElle est authentique : le sceau est celui de la clé."
                } else {
                    "\nSans clé ni sceau, rien ne montre qui l'a écrite."
                })?;
            }
        }
        if !self.canonical {
            f.write_str("\nSon texte n'est pas la forme canonique (espaces, ordre des noms) : c'est ce qu'il dit qui a été comparé.")?;
        }
        for (position, part) in self.not_covered.iter().enumerate() {
            let before = if position == 0 {
                "\nElle est d'une forme ancienne, qui ne laisse pas voir : "
            } else {
                ", "
            };
            write!(f, "{before}{}", part.sentence())?;
        }
        if self.not_covered.is_empty() {
            Ok(())
        } else {
            f.write_str(".")
        }
    }
}
