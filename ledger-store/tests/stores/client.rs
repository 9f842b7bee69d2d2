//! A client in a process of its own: this very program, started again with a task.

use std::{
    env,
    io::{BufRead, BufReader, Write, stdout},
    path::Path,
    process::{Child, Command, Stdio},
};

use bareme_ledger_store::{Stamp, create};

use crate::arena::{ask, begin, desistement, id, key};

const TASK: &str = "BAREME_LEDGER_CLIENT";

/// The task of a client: where, the first part of its dossiers' ids, how many requests.
pub(crate) fn command(location: &str, name: &str, requests: u32) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "client::process", "--nocapture", "--test-threads=1"])
        .env(TASK, format!("{name} {requests} {location}"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

/// The same, in a shell where no file may grow beyond so many blocks of 512 bytes.
pub(crate) fn limited(location: &str, name: &str, requests: u32, blocks: u32) -> Command {
    let plain = command(location, name, requests);
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""))
        .arg(plain.get_program())
        .args(plain.get_args())
        .env(TASK, format!("{name} {requests} {location}"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

/// What a client said before it ended: the dossiers that were confirmed, and the code it stopped at.
pub(crate) struct Said {
    pub(crate) confirmed: Vec<String>,
    pub(crate) stopped: Option<String>,
}

/// Follows a client to its end, and tells each confirmation as it comes, with how many there were.
pub(crate) fn followed(child: &mut Child, mut confirmed: impl FnMut(&mut Child, usize)) -> Said {
    let mut said = Said {
        confirmed: Vec::new(),
        stopped: None,
    };
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        // The first line may follow a word of the test runner; the last may be cut by a kill.
        if let Some((_, name)) = line.split_once("confirmed ")
            && let Some(name) = name.strip_suffix(';')
        {
            said.confirmed.push(name.to_owned());
            confirmed(child, said.confirmed.len());
        } else if let Some((_, code)) = line.split_once("stopped ") {
            said.stopped = Some(code.to_owned());
        }
    }
    said
}

pub(crate) fn said(child: &mut Child) -> Said {
    followed(child, |_, _| {})
}

/// Asks again and again; every third dossier gives up.
#[test]
fn process() {
    let Ok(task) = env::var(TASK) else {
        return;
    };
    let mut parts = task.splitn(3, ' ');
    let (name, requests, location) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    assert!(Path::new(location).is_absolute() || location.starts_with("postgres"));
    let tell = |line: String| {
        let mut out = stdout().lock();
        writeln!(out, "{line}").unwrap();
        out.flush().unwrap();
    };
    let mut registry = match create(location) {
        Ok(registry) => registry,
        Err(error) => return tell(format!("stopped {}", error.code())),
    };
    if name.starts_with("both") {
        begin(&mut registry, crate::arena::LIMIT);
    }
    for number in 0..requests.parse::<u32>().unwrap() {
        let dossier = format!("{name}-{number}");
        if let Err(error) = ask(&mut registry, &dossier) {
            return tell(format!("stopped {}", error.code()));
        }
        tell(format!("confirmed {dossier};"));
        if number % 3 == 2 && !name.starts_with("both") {
            let leaves = registry.submit(
                &id(),
                &key(&format!("desistement-{dossier}")),
                &desistement(&dossier),
                Stamp::Now,
            );
            if let Err(error) = leaves {
                return tell(format!("stopped {}", error.code()));
            }
        }
    }
}
