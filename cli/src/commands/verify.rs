//! `bareme verify`: decides again what a decision says, and compares.

use bareme::wire::{self, MAX_DOSSIER_BYTES};

use crate::{
    arguments::{Format, Verify},
    output::Reply,
    reading,
};

/// A decision with its reasons is larger than a dossier.
const LARGEST: usize = 8 * MAX_DOSSIER_BYTES;

pub(crate) fn run(command: &Verify) -> Reply {
    let verified = reading::engine(command.rules.pack.as_deref()).and_then(|engine| {
        let text = reading::text(&command.decision, LARGEST)?;
        wire::verify(&engine, text.trim_end())
    });
    match (verified, command.written.format) {
        (Err(findings), _) => findings.into(),
        (Ok(()), Format::Json) => Reply::answer("{\"conforme\":true}"),
        (Ok(()), Format::Text) => Reply::answer(
            "Décision conforme : le même dossier, la même date et le même barème redonnent la même décision.",
        ),
    }
}
