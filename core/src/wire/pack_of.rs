use serde::Deserialize;

use crate::error::{Code, Finding, Findings, Place};

/// The fingerprint of the pack that a decision says it was made with, as it states it: `sha256:…`.
///
/// Nothing else of the decision is read: [`verify`](super::verify) says whether it is true.
///
/// # Errors
/// [`Findings`] when the text is no decision, or states its pack twice.
pub fn pack_of(decision: &str) -> Result<String, Findings> {
    #[derive(Deserialize)]
    struct Decision {
        pack: Pack,
    }

    #[derive(Deserialize)]
    struct Pack {
        empreinte: String,
    }

    serde_json::from_str(decision)
        .map(|decision: Decision| decision.pack.empreinte)
        .map_err(|_| {
            let message = "cette décision ne dit pas avec quel pack elle a été prise";
            Findings::new(vec![
                Finding::new(Code::DecisionInvalid, Place::Whole, message).with_help(
                    "donnez le JSON écrit par `bareme evaluate --format json` ou `bareme explain --format json`",
                ),
            ])
        })
}
