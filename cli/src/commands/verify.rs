//! `bareme verify`: decides again what a decision says, and compares.

use bareme::{
    Findings,
    wire::{MAX_DECISION_BYTES, Receipt, Verified, verified_json},
};

use crate::{
    arguments::{Format, Verify},
    output::Reply,
    reading, sealing,
};

pub(crate) fn run(command: &Verify) -> Reply {
    match (verified(command), command.written.format) {
        (Err(findings), _) => findings.into(),
        (Ok(verified), Format::Json) => Reply::answer(verified_json(&verified)),
        (Ok(verified), Format::Text) => Reply::answer(verified.to_string()),
    }
}

fn verified(command: &Verify) -> Result<Verified, Findings> {
    let text = reading::text(&command.decision, MAX_DECISION_BYTES)?;
    // What `--format json` writes ends with a line break.
    let receipt = Receipt::read(text.trim_end())?;
    let engine = reading::engine(command.rules.pack.as_deref())?;
    match command.seal.files() {
        None => receipt.verify(&engine),
        Some((secret, seal)) => receipt.verify_sealed(&engine, &sealing::key(secret)?, &sealing::seal(seal)?),
    }
}
