//! What `evaluate` and `explain` share: a dossier, a date and dispositifs in, an answer out.

use bareme::{
    Answer, Day, Dossier, Engine, Findings, Schedule, Selection,
    wire::{self, MAX_DOSSIER_BYTES},
};

use crate::{
    arguments::{Format, Question},
    output::Reply,
    reading, sealing,
};

/// A dossier that was decided.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) engine: Engine,
    pub(crate) dossier: Dossier,
    pub(crate) answer: Answer,
}

/// A dossier whose course was laid out.
#[derive(Debug)]
pub(crate) struct Scheduled {
    pub(crate) engine: Engine,
    pub(crate) dossier: Dossier,
    pub(crate) schedule: Schedule,
}

/// Decides a dossier, with every finding about the pack, the date, the dossier and the dispositifs.
pub(crate) fn decide(question: &Question, explain: bool) -> Result<Decided, Findings> {
    let names = question.asked.names();
    let selection = question.asked.selection(&names);
    let (engine, date, dossier) = read(question, selection)?;
    let answer = if explain {
        engine.explain(&dossier, date, selection)?
    } else {
        engine.evaluate_selected(&dossier, date, selection)?
    };
    Ok(Decided {
        engine,
        dossier,
        answer,
    })
}

/// Lays out what is paid over the course, with the same findings.
pub(crate) fn schedule(question: &Question) -> Result<Scheduled, Findings> {
    let names = question.asked.names();
    let selection = question.asked.selection(&names);
    let (engine, date, dossier) = read(question, selection)?;
    let schedule = engine.schedule(&dossier, date, selection)?;
    Ok(Scheduled {
        engine,
        dossier,
        schedule,
    })
}

fn read(question: &Question, selection: Selection<'_>) -> Result<(Engine, Day, Dossier), Findings> {
    let engine = reading::engine(question.rules.pack.as_deref())?;
    let dossier = reading::text(&question.dossier, MAX_DOSSIER_BYTES)
        .and_then(|text| wire::read_dossier(&engine, &text));
    let date = wire::read_date(&question.asked.date);
    let (dossier, date) = wire::accept(&engine, dossier, date, selection)?;
    Ok((engine, date, dossier))
}

/// The reply, once its seal is kept when one is asked for: no answer goes out without it.
pub(crate) fn sealed(reply: Reply, question: &Question) -> Reply {
    let Some((secret, to)) = question.seal.files() else {
        return reply;
    };
    let kept = sealing::key(secret)
        .and_then(|key| wire::seal(&reply.answer, &key))
        .and_then(|seal| sealing::keep(to, &seal));
    match kept {
        Ok(()) => reply,
        Err(findings) => findings.into(),
    }
}

impl Scheduled {
    /// The reply: the canonical JSON, or a text and the warnings about the dossier.
    pub(crate) fn reply(&self, format: Format, text: impl Fn(&Self) -> String) -> Reply {
        match format {
            Format::Json => wire::schedule_json(&self.engine, &self.dossier, &self.schedule)
                .map_or_else(Reply::from, Reply::answer),
            Format::Text => {
                let warnings = self.engine.coherence(&self.dossier, self.schedule.date());
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}

impl Decided {
    /// The reply: the canonical JSON, or a text and the warnings about the dossier.
    pub(crate) fn reply(&self, format: Format, text: impl Fn(&Self) -> String) -> Reply {
        match format {
            // The JSON holds its warnings.
            Format::Json => Reply::answer(wire::decision_json(&self.answer)),
            Format::Text => {
                let warnings = self.engine.coherence(&self.dossier, self.answer.date());
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}
