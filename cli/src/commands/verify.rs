//! `bareme verify`: decides again what a decision says, and compares.

use bareme::{
    Findings,
    wire::{self, MAX_DOSSIER_BYTES},
};

use crate::{
    archive,
    arguments::{Format, Verify},
    output::Reply,
    reading,
};

/// A decision with its reasons is larger than a dossier.
const LARGEST: usize = 8 * MAX_DOSSIER_BYTES;

pub(crate) fn run(command: &Verify) -> Reply {
    let mut skipped = Vec::new();
    let verified = reading::text(&command.decision, LARGEST).and_then(|text| {
        let text = text.trim_end();
        let engine = match &command.packs {
            Some(folder) => archive::of_decision(folder, text, &mut skipped)?,
            None => reading::engine(command.rules.pack.as_deref())?,
        };
        wire::verify(&engine, text)
    });
    let reply = match (verified, command.written.format) {
        (Err(Findings { list, files }), _) => {
            skipped.extend(list);
            return Findings { list: skipped, files }.into();
        }
        (Ok(()), Format::Json) => Reply::answer("{\"conforme\":true}"),
        (Ok(()), Format::Text) => Reply::answer(
            "Décision conforme : le même dossier, la même date et le même barème redonnent la même décision.",
        ),
    };
    reply.with(skipped, Vec::new())
}
