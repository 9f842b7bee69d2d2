//! Where an answer goes: standard output for answers, standard error for findings, and an exit code for scripts.

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use anstream::{
    AutoStream, ColorChoice,
    stream::{AsLockedWrite, RawStream},
};
use bareme::{
    Code, Finding,
    error::{Findings, Severity, SourceFile, render},
    wire,
};

use crate::{arguments::Format, remedies::words, writing::said};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done,
    /// The dossier, the pack, the decision or a case is at fault, and findings say how.
    Findings,
    /// The command line itself makes no sense.
    Usage,
    /// A fault of this program, or something that could not be written.
    Internal,
    /// The ledger refuses the event.
    Refused,
    /// The store of the ledger cannot be reached.
    Unreachable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Internal => 3,
            Exit::Refused => 4,
            Exit::Unreachable => 5,
        })
    }
}

/// What ends with [`Exit::Internal`].
const UNWRITABLE: &[Code] = &[Code::FileUnwritable, Code::LedgerUnwritable, Code::Internal];

/// What ends with [`Exit::Unreachable`]: the store was not there, or not in a state to be used by this program.
const UNREACHABLE: &[Code] = &[Code::LedgerUnavailable, Code::LedgerBusy, Code::LedgerNewer];

/// What ends with [`Exit::Refused`]: the event was understood, and the ledger says no.
const REFUSED: &[Code] = &[
    Code::AuthorMissing,
    Code::EventContradictory,
    Code::EventInFuture,
    Code::EventOutOfOrder,
    Code::KeyReused,
    Code::LedgerNotOpened,
    Code::LedgerSealed,
    Code::LimitInvalid,
    Code::QuotaFull,
];

/// What a command has to say.
#[derive(Debug)]
pub(crate) struct Reply {
    /// For standard output, with ANSI styles that are removed where nothing shows them.
    pub(crate) answer: String,
    /// For standard error as text; part of the answer as JSON.
    pub(crate) findings: Findings,
    /// Do warnings refuse the input, as errors do?
    strict: bool,
    /// Were two things compared that are not the same?
    differs: bool,
}

impl Reply {
    /// An answer without findings.
    pub(crate) fn answer(answer: impl Into<String>) -> Self {
        Self {
            answer: answer.into(),
            findings: Findings::new(Vec::new()),
            strict: false,
            differs: false,
        }
    }

    /// The same answer with findings about these files.
    pub(crate) fn with(mut self, list: Vec<Finding>, files: Vec<SourceFile>) -> Self {
        self.findings = Findings { list, files };
        self
    }

    /// The same reply, whose warnings refuse the input as errors do.
    pub(crate) fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The same reply, about two things that are the same or not.
    pub(crate) fn differs(mut self, differs: bool) -> Self {
        self.differs = differs;
        self
    }

    /// How the command ended: as its gravest finding says.
    fn exit(&self) -> Exit {
        let has = |codes: &[Code]| {
            self.findings
                .list
                .iter()
                .any(|finding| codes.contains(&finding.code))
        };
        if has(UNWRITABLE) {
            Exit::Internal
        } else if has(UNREACHABLE) {
            Exit::Unreachable
        } else if has(REFUSED) {
            Exit::Refused
        } else if self.differs
            || self.findings.has_errors()
            || self.strict && self.findings.list.iter().any(is_fault)
        {
            Exit::Findings
        } else {
            Exit::Done
        }
    }

    /// Writes the reply. As JSON, findings are the answer when there is no other.
    pub(crate) fn write(mut self, format: Format, color: ColorChoice) -> Exit {
        let exit = self.exit();
        self.findings = self.findings.worded(words);
        let written = match format {
            Format::Json if self.answer.is_empty() => {
                print(io::stdout(), &wire::findings_json(&self.findings), color)
            }
            Format::Json => print(io::stdout(), &self.answer, color),
            Format::Text => {
                // The answer first: a person who reads both in one terminal sees the findings last.
                let answered = print(io::stdout(), &self.answer, color);
                if !self.findings.list.is_empty() {
                    let shown = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
                    let coloured = match color {
                        ColorChoice::Auto => shown,
                        ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
                        ColorChoice::Never => false,
                    };
                    // A closed standard error leaves nobody to tell.
                    let _ = print(io::stderr(), &render(&self.findings, coloured), color);
                }
                answered
            }
        };
        match written {
            Ok(()) => exit,
            Err(error) => {
                let _ = writeln!(
                    io::stderr(),
                    "bareme : la réponse n'a pas pu être écrite ({}) ; ce que la commande devait faire est fait",
                    said(&error)
                );
                Exit::Internal
            }
        }
    }
}

impl From<Findings> for Reply {
    fn from(findings: Findings) -> Self {
        Self {
            answer: String::new(),
            findings,
            strict: false,
            differs: false,
        }
    }
}

/// Is it a fault of whoever wrote the input? What another program left beside it is none.
fn is_fault(finding: &Finding) -> bool {
    finding.code != Code::FileIgnored
}

/// How many errors and warnings there are.
pub(crate) fn count(list: &[Finding]) -> (usize, usize) {
    let errors = list
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    (errors, list.len() - errors)
}

/// Writes a text and a final newline. Whoever stopped reading has seen enough: a broken pipe is not an error.
pub(crate) fn print<S: RawStream + AsLockedWrite>(
    stream: S,
    text: &str,
    color: ColorChoice,
) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let mut stream = AutoStream::new(stream, color);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let written = write!(stream, "{text}{end}").and_then(|()| stream.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
