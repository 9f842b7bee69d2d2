//! What a file is, by its ending.

use std::path::Path;

use bareme::Finding;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// `.parquet` in any case, or CSV.
    pub(super) fn of(path: &Path) -> Result<Self, Vec<Finding>> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        if !ending.is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) {
            return Ok(Self::Csv);
        }
        #[cfg(feature = "parquet")]
        {
            Ok(Self::Parquet)
        }
        #[cfg(not(feature = "parquet"))]
        {
            use bareme::{Code, error::Place};
            let message = format!(
                "`{}` est un fichier Parquet, que ce programme ne sait ni lire ni écrire",
                path.display()
            );
            Err(vec![
                Finding::new(Code::FileUnreadable, Place::Whole, message).with_help(
                    "compilez-le avec `--features parquet`, ou donnez un fichier CSV : c'est la fin du nom qui décide",
                ),
            ])
        }
    }
}
