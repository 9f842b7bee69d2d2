//! What a file is, by its ending.

use std::path::Path;

use bareme::Finding;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    /// JSON, an object a line.
    Lines,
    #[cfg(feature = "parquet")]
    Parquet,
    #[cfg(feature = "parquet")]
    Arrow,
}

impl Format {
    /// `.jsonl` or `.ndjson`, `.parquet`, `.arrow` or `.feather`, in any case; or CSV.
    pub(super) fn of(path: &Path) -> Result<Self, Vec<Finding>> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" => Ok(Self::Lines),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Self::Parquet),
            #[cfg(feature = "parquet")]
            "arrow" | "feather" => Ok(Self::Arrow),
            #[cfg(not(feature = "parquet"))]
            "parquet" | "arrow" | "feather" => {
                use bareme::{Code, error::Place};
                let name = if ending == "parquet" { "Parquet" } else { "Arrow" };
                let message = format!(
                    "`{}` est un fichier {name}, que ce programme ne sait ni lire ni écrire",
                    path.display()
                );
                Err(vec![
                    Finding::new(Code::FileUnreadable, Place::Whole, message).with_help(
                        "compilez-le avec `--features parquet`, ou donnez un fichier CSV ou .jsonl : c'est la fin du nom qui décide",
                    ),
                ])
            }
            _ => Ok(Self::Csv),
        }
    }

    /// What it is called.
    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Csv => "que c'est du CSV",
            Self::Lines => "que ce sont des lignes de JSON",
            #[cfg(feature = "parquet")]
            Self::Parquet => "que c'est du Parquet",
            #[cfg(feature = "parquet")]
            Self::Arrow => "que c'est un fichier Arrow",
        }
    }
}
