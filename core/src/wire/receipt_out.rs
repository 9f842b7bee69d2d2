//! What makes a decision one that can be verified later.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{decision::Asked, plan::Plan, seal::hexadecimal};

/// The form of the receipts that this engine writes. Each member that is added to a decision later belongs to a later form:
/// `shape.rs` lists them.
pub(super) const FORM: u32 = 2;

/// The first form whose decisions say what they are, and hold every droit of an undetermined one as bounds.
pub(super) const WITH_MEANINGS: u32 = 2;

/// What a decision says of itself: what was asked for, and the SHA-256 of all the rest.
#[derive(Serialize)]
pub(super) struct ReceiptView<'a> {
    empreinte: String,
    explication: bool,
    forme: u32,
    selection: SelectionView<'a>,
    si_eligible: bool,
}

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON. `empreinte` is
// the first of the receipt, and the receipt the last of what it is about.

#[derive(Serialize)]
struct AskedView<'a> {
    explication: bool,
    forme: u32,
    selection: SelectionView<'a>,
    si_eligible: bool,
}

#[derive(Serialize)]
struct SelectionView<'a> {
    dispositifs: Option<Vec<&'a str>>,
    hypotheses: bool,
}

impl<'a> ReceiptView<'a> {
    /// The receipt of a text: the canonical JSON of everything else.
    pub(super) fn new(body: &str, asked: &Asked, plan: &'a Plan) -> Self {
        let view = AskedView::new(asked, plan);
        Self {
            empreinte: Parts::new(body, &view).fingerprint(),
            explication: view.explication,
            forme: view.forme,
            selection: view.selection,
            si_eligible: view.si_eligible,
        }
    }
}

impl<'a> AskedView<'a> {
    fn new(asked: &Asked, plan: &'a Plan) -> Self {
        let id = |position: &u16| Some(plan.dispositif(*position)?.id.as_str());
        Self {
            explication: asked.explained,
            forme: FORM,
            selection: SelectionView {
                dispositifs: asked
                    .dispositifs
                    .as_ref()
                    .map(|named| named.iter().filter_map(id).collect()),
                hypotheses: asked.hypotheses,
            },
            si_eligible: asked.if_eligible,
        }
    }
}

/// A canonical text with its receipt, around the place of the fingerprint.
struct Parts<'b> {
    body: &'b str,
    receipt: String,
}

const OPEN: &str = ",\"recu\":{";

impl<'b> Parts<'b> {
    fn new(body: &'b str, view: &AskedView<'_>) -> Self {
        // Every key is text: writing to memory cannot fail.
        let receipt = serde_json::to_string(view).unwrap_or_default();
        Self {
            body: body.strip_suffix('}').unwrap_or(body),
            receipt: receipt.strip_prefix('{').unwrap_or(&receipt).to_owned(),
        }
    }

    /// The SHA-256 of the text in which the receipt has no fingerprint.
    fn fingerprint(&self) -> String {
        let hash = Sha256::new()
            .chain_update(self.body)
            .chain_update(OPEN)
            .chain_update(&self.receipt)
            .chain_update("}");
        written(&hash.finalize())
    }

    fn with_fingerprint(&self) -> String {
        let fingerprint = self.fingerprint();
        [
            self.body,
            OPEN,
            "\"empreinte\":\"",
            &fingerprint,
            "\",",
            &self.receipt,
            "}",
        ]
        .concat()
    }
}

/// The canonical JSON of everything else, with its receipt.
pub(super) fn with_receipt(body: &str, asked: &Asked, plan: &Plan) -> String {
    Parts::new(body, &AskedView::new(asked, plan)).with_fingerprint()
}

/// The fingerprint of canonical JSON in which the receipt has none.
pub(super) fn fingerprint(canonical: &str) -> String {
    written(&Sha256::digest(canonical))
}

fn written(hash: &[u8]) -> String {
    format!("sha256:{}", hexadecimal(hash))
}
