//! What `evaluate`, `explain`, `lettre` and `questions` share: a dossier, a date and dispositifs in, an answer out.

use std::path::Path;

use bareme::{
    Answer, Day, Dossier, Engine, Finding, Findings, Incomes, Selection,
    wire::{self, MAX_DOSSIER_BYTES},
};

use bareme_recit::{
    Recit,
    tree::{Block, Line, Tone},
};

use crate::{
    arguments::{Format, Lettre, Question, Questions, Seuils},
    output::Reply,
    packs, reading, sealing,
};

/// A dossier that was evaluated.
#[derive(Debug)]
pub(crate) struct Evaluated {
    pub(crate) engine: Engine,
    pub(crate) answer: Answer,
}

/// A dossier whose course was laid out.
#[derive(Debug)]
pub(crate) struct Scheduled {
    pub(crate) engine: Engine,
    pub(crate) dossier: Dossier,
    pub(crate) incomes: Incomes,
    /// What is said of the dispositifs that were asked for under old names.
    former: Vec<Finding>,
}

/// Decides a dossier, with every finding about the pack, the date, the dossier and the dispositifs.
pub(crate) fn answer(question: &Question, reasons: bool) -> Result<Evaluated, Findings> {
    let names = question.asked.names();
    let asked = Asked::of(question, &names);
    let supposed = question.si_eligible;
    asked.evaluated(Wanted { reasons, supposed })
}

/// Decides one dispositif with its reasons, with the same findings.
pub(crate) fn answer_one(command: &Lettre) -> Result<Evaluated, Findings> {
    let names = [command.dispositif.as_str()];
    let asked = Asked {
        pack: command.rules.pack(),
        dossier: &command.dossier,
        date: &command.date,
        selection: Selection::of(&names, false),
    };
    asked.evaluated(Wanted {
        reasons: true,
        supposed: false,
    })
}

/// Lays out what is paid over the course, with the same findings.
pub(crate) fn schedule(question: &Question) -> Result<Scheduled, Findings> {
    let names = question.asked.names();
    let asked = Asked::of(question, &names);
    let (engine, date, dossier) = asked.read()?;
    let incomes = engine.incomes(&dossier, date, asked.selection)?;
    Ok(Scheduled {
        former: engine.former_names(asked.selection),
        engine,
        dossier,
        incomes,
    })
}

/// Reads a dossier about which questions are left, with the same findings.
pub(crate) fn to_ask(
    command: &Questions,
    selection: Selection<'_>,
) -> Result<(Engine, Day, Dossier), Findings> {
    let asked = Asked {
        pack: command.usual.pack(),
        dossier: &command.dossier,
        date: &command.date,
        selection,
    };
    asked.read()
}

/// Reads a dossier of which a fact is to go over its values, with the same findings.
pub(crate) fn to_sweep(
    command: &Seuils,
    selection: Selection<'_>,
) -> Result<(Engine, Day, Dossier), Findings> {
    let asked = Asked {
        pack: command.rules.pack(),
        dossier: &command.dossier,
        date: &command.asked.date,
        selection,
    };
    asked.read()
}

/// What is wanted beside the verdicts and what is due.
#[derive(Clone, Copy)]
struct Wanted {
    /// The reasons.
    reasons: bool,
    /// The droits as they would be if they were granted.
    supposed: bool,
}

/// A dossier, as a command names it, and what is asked about it.
struct Asked<'a> {
    pack: Option<&'a Path>,
    dossier: &'a Path,
    date: &'a str,
    selection: Selection<'a>,
}

impl<'a> Asked<'a> {
    fn of(question: &'a Question, names: &'a [&'a str]) -> Self {
        Self {
            pack: question.usual.pack(),
            dossier: &question.dossier,
            date: &question.asked.date,
            selection: question.asked.selection(names),
        }
    }

    fn read(&self) -> Result<(Engine, Day, Dossier), Findings> {
        let engine = packs::engine(self.pack)?;
        let dossier = reading::text(self.dossier, MAX_DOSSIER_BYTES)
            .and_then(|text| wire::read_dossier(&engine, &text));
        let date = wire::read_date(self.date);
        let (dossier, date) = wire::accept(&engine, dossier, date, self.selection)?;
        Ok((engine, date, dossier))
    }

    fn evaluated(&self, wanted: Wanted) -> Result<Evaluated, Findings> {
        let (engine, date, dossier) = self.read()?;
        let answer = match wanted {
            Wanted {
                reasons,
                supposed: true,
            } => engine.suppose(&dossier, date, self.selection, reasons)?,
            Wanted { reasons: true, .. } => engine.explain(&dossier, date, self.selection)?,
            Wanted { reasons: false, .. } => engine.evaluate_selected(&dossier, date, self.selection)?,
        };
        Ok(Evaluated { engine, answer })
    }
}

/// Adds what to type next, which only a command line has to say.
pub(crate) fn hint(recit: &mut Recit, text: &str) {
    let line = Line::plain(text).toned(Tone::Aside);
    match recit.blocks.last_mut() {
        Some(Block::Lines { lines }) => lines.insert(0, line),
        _ => recit.blocks.push(Block::Lines { lines: vec![line] }),
    }
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
            Format::Json => wire::schedule_json(&self.engine, &self.dossier, &self.incomes)
                .map_or_else(Reply::from, Reply::answer),
            Format::Text => {
                let mut warnings = self.engine.coherence(&self.dossier, self.incomes.schedule.date());
                warnings.extend(self.former.iter().cloned());
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}

impl Evaluated {
    /// The reply: the canonical JSON, or a text and the warnings about the dossier.
    pub(crate) fn reply(&self, format: Format, text: impl Fn(&Self) -> String) -> Reply {
        match format {
            // The JSON holds its warnings.
            Format::Json => Reply::answer(wire::decision_json(&self.answer)),
            Format::Text => {
                let warnings = self.answer.warnings().to_vec();
                Reply::answer(text(self)).with(warnings, Vec::new())
            }
        }
    }
}
