//! `bareme verify`: decides again what a decision says, and compares.

use bareme::{plan::cost::MAX_ANSWER_BYTES, wire};

use crate::{
    arguments::{Format, Verify},
    output::Reply,
    reading,
};

pub(crate) fn run(command: &Verify) -> Reply {
    let verified = reading::engine(command.rules.pack.as_deref()).and_then(|engine| {
        // Whatever an accepted pack writes is read.
        let text = reading::text(
            &command.decision,
            usize::try_from(MAX_ANSWER_BYTES).unwrap_or(usize::MAX),
        )?;
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
