//! Z3, as a process whose work, time and memory are bounded.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use super::script::Symbol;

/// What Z3 says of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// With the value of each symbol that was asked for: a number, or 0 and 1.
    Satisfiable(Vec<i128>),
    Unsatisfiable,
    /// Its work, its time or its memory ended before.
    Unknown,
}

/// How much a question may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// What Z3 counts of its own work.
    pub(crate) rlimit: u64,
    /// Seconds of processor time: Z3 counts nothing in some of its steps.
    pub(crate) seconds: u32,
}

/// A Z3 that runs here.
pub(crate) struct Z3 {
    program: PathBuf,
    pub(crate) version: String,
    folder: PathBuf,
    written: Cell<usize>,
}

impl Z3 {
    /// The program that `BAREME_Z3` names, or the one that is installed. There must be one: a comparison that is skipped compares nothing.
    pub(crate) fn new() -> Self {
        let program = std::env::var_os("BAREME_Z3").unwrap_or_else(|| "z3".into());
        let version = Command::new(&program).arg("--version").output();
        let version = version.unwrap_or_else(|error| {
            panic!(
                "{} does not run ({error}): scripts/setup installs it",
                program.display()
            )
        });
        // Tests that run side by side do not take away each other's scripts.
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let (process, here) = (std::process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(format!("bareme-solver-{process}-{here}"));
        fs::create_dir_all(&folder).unwrap();
        Self {
            program: program.into(),
            version: String::from_utf8_lossy(&version.stdout).trim().to_owned(),
            folder,
            written: Cell::new(0),
        }
    }

    /// Writes a script where it can be read again.
    pub(crate) fn write(&self, name: &str, script: &str) -> PathBuf {
        let number = self.written.get();
        self.written.set(number + 1);
        let path = self.folder.join(format!("{name}-{number}.smt2"));
        fs::write(&path, script).unwrap();
        path
    }

    /// What Z3 says of a script that asks for the values of so many symbols.
    pub(crate) fn ask(&self, path: &Path, wanted: &[Symbol], limits: Limits) -> Said {
        let output = Command::new("prlimit")
            .arg(format!("--cpu={}", limits.seconds))
            .arg(&self.program)
            .args(["-memory:3000", "-smt2"])
            .arg(path)
            .output()
            .expect("prlimit, of util-linux");
        let text = String::from_utf8_lossy(&output.stdout);
        let (word, values) = text.split_once('\n').unwrap_or((&text, ""));
        match word {
            "sat" => {
                let values = numbers(values);
                assert_eq!(values.len(), wanted.len(), "{}: {text}", path.display());
                Said::Satisfiable(values)
            }
            "unsat" => Said::Unsatisfiable,
            "unknown" | "timeout" | "" => Said::Unknown,
            _ if text.contains("memory") => Said::Unknown,
            _ => panic!("{}: {text}", path.display()),
        }
    }
}

impl Drop for Z3 {
    fn drop(&mut self) {
        // What failed stays to be read.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The numbers of `((a 1) (b (- 2)) (c true))`, where names are between bars or are words.
fn numbers(text: &str) -> Vec<i128> {
    let mut values = Vec::new();
    let mut minus = false;
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    for word in spaced.split_whitespace() {
        match word {
            "-" => minus = true,
            "true" => values.push(1),
            "false" => values.push(0),
            _ => {
                if let Ok(value) = word.parse::<i128>() {
                    values.push(if minus { -value } else { value });
                    minus = false;
                }
            }
        }
    }
    values
}

/// The processor time that was spent by processes that this one waited for; in hundredths of a second.
pub(crate) fn spent_by_children() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name of the program, which may hold anything: fields 3 and on.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |field: usize| -> u64 {
        let mut fields = fields.split_whitespace().skip(field - 3);
        fields.next().and_then(|ticks| ticks.parse().ok()).unwrap_or(0)
    };
    Duration::from_millis(10 * (ticks(16) + ticks(17)))
}

/// The processor time that this thread spent.
pub(crate) fn spent_here() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}
