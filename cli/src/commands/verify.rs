//! `bareme verify`: decides again what a decision says, and compares.

use bareme::{
    Finding, Findings,
    wire::{MAX_DECISION_BYTES, Receipt, Verified, verified_json},
};

use crate::{
    arguments::{Format, Verify},
    output::Reply,
    packs, reading, sealing,
};

pub(crate) fn run(command: &Verify) -> Reply {
    let mut skipped = Vec::new();
    match (verified(command, &mut skipped), command.usual.format()) {
        (Err(Findings { list, files }), _) => {
            skipped.extend(list);
            Findings { list: skipped, files }.into()
        }
        (Ok(verified), Format::Json) => Reply::answer(verified_json(&verified)).with(skipped, Vec::new()),
        (Ok(verified), Format::Text) => Reply::answer(verified.to_string()).with(skipped, Vec::new()),
    }
}

/// Verifies, and tells the packs that were passed over on the way.
fn verified(command: &Verify, skipped: &mut Vec<Finding>) -> Result<Verified, Findings> {
    let text = reading::text(&command.decision, MAX_DECISION_BYTES)?;
    // What `--format json` writes ends with a line break.
    let receipt = Receipt::read(text.trim_end())?;
    let engine = match &command.packs {
        Some(folder) => packs::of_receipt(folder, &receipt, skipped)?,
        None => packs::engine(command.usual.pack())?,
    };
    match command.seal.files() {
        None => receipt.verify(&engine),
        Some((secret, seal)) => receipt.verify_sealed(&engine, &sealing::key(secret)?, &sealing::seal(seal)?),
    }
}
