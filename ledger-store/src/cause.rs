//! What the system, the database or the network said, and its error.

use std::{error::Error, fmt, sync::Arc};

/// What the system, the database or the network said.
///
/// [`Cause::error`] is the error itself, for who wants more than its words: an [`std::io::Error`], a [`rusqlite::Error`]. What a server says of a
/// statement has none: its details hold values of rows.
///
/// # Example
/// ```
/// use std::error::Error as _;
///
/// use bareme_ledger_store::{Cause, StoreError, open};
///
/// let Err(error) = open("Cargo.toml/registre.sqlite") else { unreachable!() };
/// let StoreError::Unavailable { .. } = error else { unreachable!() };
/// let cause = error.source().unwrap().downcast_ref::<Cause>().unwrap();
/// assert!(cause.error().unwrap().is::<std::io::Error>());
/// ```
#[derive(Clone)]
pub struct Cause {
    said: String,
    error: Option<Arc<dyn Error + Send + Sync>>,
}

impl Cause {
    pub(crate) fn of(error: impl Error + Send + Sync + 'static) -> Self {
        Self::said_by(error.to_string(), error)
    }

    pub(crate) fn said_by(said: String, error: impl Error + Send + Sync + 'static) -> Self {
        Self {
            said,
            error: Some(Arc::new(error)),
        }
    }

    /// The error, when one says more than its words.
    #[must_use]
    pub fn error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.error.as_deref()
    }
}

impl From<String> for Cause {
    fn from(said: String) -> Self {
        Self { said, error: None }
    }
}

/// By their words.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.said == other.said
    }
}

impl Eq for Cause {}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.said)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.as_ref()?.source()
    }
}
