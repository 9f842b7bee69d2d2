//! One file for each command: arguments in, a reply out.

mod answering;
mod batch;
mod check;
mod compare;
mod diff;
mod dispositifs;
mod evaluate;
mod explain;
mod facts;
mod jours;
mod lettre;
mod mutation;
mod nouvelle_periode;
mod pack;
mod questions;
mod quota;
mod renommer;
mod reperes;
mod schema;
mod seuils;
mod sources;
mod suivi;
mod summary;
mod test;
mod tried;
mod verify;

use std::{ffi::OsString, io, panic};

use anstream::ColorChoice;
use bareme::{Code, Finding, Findings, error::Place};
use clap::{Parser, error::ErrorKind};

use crate::{
    arguments::{Arguments, Command, SchemaOf},
    output::{Exit, Reply, print},
    panics, usage,
};

/// Runs a command line, the name of the program first, and writes its reply.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return not_run(&error),
    };
    if let Command::Schema(command) = &arguments.command
        && command.file.is_some()
        && command.of != SchemaOf::Pack
    {
        let text = usage::refused("`--fichier` ne va qu'avec `bareme schema pack`");
        let _ = print(io::stderr(), &text, ColorChoice::Auto);
        return Exit::Usage;
    }
    if arguments.command.seals_text() {
        let text =
            usage::refused("`--secret` et `--sceau` scellent une décision en JSON : ajoutez `--format json`");
        let _ = print(io::stderr(), &text, ColorChoice::Auto);
        return Exit::Usage;
    }
    if let Command::Seuils(command) = &arguments.command
        && let Some(refused) = command.refused()
    {
        let _ = print(io::stderr(), &usage::refused(refused), ColorChoice::Auto);
        return Exit::Usage;
    }
    panics::tell();
    let (format, color) = (arguments.command.format(), arguments.common.color.into());
    match panic::catch_unwind(|| reply(&arguments.command)) {
        Ok(reply) => reply.write(format, color),
        Err(_) => {
            let message = "erreur interne : la faute est dans ce programme";
            let finding = Finding::new(Code::Internal, Place::Whole, message)
                .with_help("signalez-la avec ce message et de quoi la reproduire, sans donnée personnelle");
            let _ = Reply::from(Findings::new(vec![finding])).write(format, color);
            Exit::Internal
        }
    }
}

fn reply(command: &Command) -> Reply {
    match command {
        Command::Evaluate(command) => evaluate::run(command),
        Command::Explain(command) => explain::run(command),
        Command::Questions(command) => questions::run(command),
        Command::Lettre(command) => lettre::run(command),
        Command::Seuils(command) => seuils::run(command),
        Command::Batch(command) => batch::run(command),
        Command::Summary(command) => summary::run(command),
        Command::Suivi(command) => suivi::run(command),
        Command::Check(command) => check::run(command),
        Command::Diff(command) => diff::run(command),
        Command::Compare(command) => compare::run(command),
        Command::NouvellePeriode(command) => nouvelle_periode::run(command),
        Command::Renommer(command) => renommer::run(command),
        Command::Test(command) => test::run(command),
        Command::Mutation(command) => mutation::run(command),
        Command::Pack(command) => pack::run(command),
        Command::Verify(command) => verify::run(command),
        Command::Facts(command) => facts::run(command),
        Command::Dispositifs(command) => dispositifs::run(command),
        Command::Jours(command) => jours::run(command),
        Command::Sources(command) => sources::run(command),
        Command::Reperes(command) => reperes::run(command),
        Command::Schema(command) => schema::run(command),
        Command::Quota(command) => quota::run(command),
    }
}

/// Help or the version were asked for, or the arguments make no sense.
fn not_run(error: &clap::Error) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let text = error.render().ansi().to_string();
        let _ = print(io::stdout(), &text, ColorChoice::Auto);
        return Exit::Done;
    }
    let _ = print(io::stderr(), &usage::french(error), ColorChoice::Auto);
    Exit::Usage
}
