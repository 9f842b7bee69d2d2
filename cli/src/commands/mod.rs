//! One file for each command: arguments in, a reply out.

mod check;
mod decide;
mod evaluate;
mod explain;
mod test;

pub(crate) use decide::Decided;

use std::{ffi::OsString, io};

use anstream::ColorChoice;
use clap::Parser;

use crate::{
    arguments::{Arguments, Command},
    output::{Exit, print},
};

/// Runs a command line, the name of the program first, and writes its reply.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(&error),
    };
    let color = arguments.common.color.into();
    match &arguments.command {
        Command::Evaluate(command) => evaluate::run(command).write(command.question.written.format, color),
        Command::Explain(command) => explain::run(command).write(command.question.written.format, color),
        Command::Check(command) => check::run(command).write(command.written.format, color),
        Command::Test(command) => test::run(command).write(command.written.format, color),
    }
}

fn not_understood(error: &clap::Error) -> Exit {
    let text = error.render().ansi().to_string();
    if error.use_stderr() {
        let _ = print(io::stderr(), &text, ColorChoice::Auto);
        Exit::Usage
    } else {
        let _ = print(io::stdout(), &text, ColorChoice::Auto);
        Exit::Done
    }
}
