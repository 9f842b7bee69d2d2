//! `bareme check --a-renouveler`: what there is to read and to write, by day.

use std::path::Path;

use bareme::{Day, error::Place, pack::model::Pack};
use bareme_recit::words;
use serde_json::{Value as Json, json};

use super::due::{Kind, Task, Watched};
use crate::page;

/// For how many months what is to come is announced.
const AHEAD_MONTHS: i64 = 12;

/// What is past its day on a date, and what will be within a year.
pub(super) struct Agenda<'p> {
    pack: &'p Pack,
    date: Day,
    due: Vec<Watched<'p>>,
    coming: Vec<Watched<'p>>,
}

impl<'p> Agenda<'p> {
    pub(super) fn of(pack: &'p Pack, watched: Vec<Watched<'p>>, date: Day) -> Self {
        let horizon = date.add_months(AHEAD_MONTHS);
        let (mut due, mut coming) = (Vec::new(), Vec::new());
        for watched in watched {
            if watched.is_due(date) {
                due.push(watched);
            } else if watched.task != Task::ReadAgain && watched.due > date && watched.due <= horizon {
                coming.push(watched);
            }
        }
        due.sort_by(|a, b| {
            let key = |watched: &Watched<'p>| (watched.task, watched.due);
            key(a).cmp(&key(b)).then_with(|| a.sources.cmp(&b.sources))
        });
        coming.sort_by_key(|watched| (watched.due, watched.task));
        Self {
            pack,
            date,
            due,
            coming,
        }
    }

    /// How many things there are to do.
    pub(super) fn count(&self) -> usize {
        self.due.len()
    }

    /// « 3 valeurs à écrire… », for a person. Paths are those that open from the current folder.
    pub(super) fn text(&self, folder: &Path) -> String {
        let mut page = page::on_terminal();
        let folder = folder.to_string_lossy().replace('\\', "/");
        let folder = folder.trim_end_matches('/');
        let count = u64::try_from(self.due.len()).unwrap_or(u64::MAX);
        page.line(
            0,
            &format!(
                "Au {} : {}.",
                words::date(self.date),
                match count {
                    0 => "rien à renouveler".to_owned(),
                    _ => words::counted(count, "chose à faire", "choses à faire"),
                }
            ),
        );
        for task in Task::ALL {
            let group: Vec<&Watched<'_>> = self.due.iter().filter(|due| due.task == task).collect();
            if group.is_empty() {
                continue;
            }
            page.part(match task {
                Task::WriteNext => "Écrire la valeur suivante",
                Task::ReadVersion => "Lire la version suivante du texte",
                Task::ReadAgain => "Relire la source, puis avancer `verifie_le`",
            });
            let mut day = None;
            let mut source = String::new();
            for due in group {
                if day != Some(due.due) {
                    day = Some(due.due);
                    source.clear();
                    let when = words::date(due.due);
                    page.heading(&match task {
                        Task::WriteNext => format!("Attendue le {when}"),
                        Task::ReadVersion => format!("Plus en vigueur depuis le {when}"),
                        Task::ReadAgain => format!("Trop ancienne depuis le {when}"),
                    });
                }
                if task == Task::ReadAgain {
                    // One reading of a text does for all that rests on it.
                    let read = Self::read(due);
                    if read != source {
                        page.aside(2, &read);
                        source = read;
                    }
                    page.line(4, &format!("{} ({})", due.id, self.place(due, folder)));
                    continue;
                }
                page.line(2, &format!("{} ({})", due.id, self.place(due, folder)));
                page.line(4, due.title);
                if due.kind != Kind::Source {
                    page.aside(4, &Self::read(due));
                }
                if task == Task::WriteNext {
                    let pack = match folder {
                        "" | "." => String::new(),
                        _ if folder.contains(char::is_whitespace) => format!(" --pack '{folder}'"),
                        _ => format!(" --pack {folder}"),
                    };
                    page.aside(
                        4,
                        &format!("bareme nouvelle-periode {} --depuis {}{pack}", due.id, due.due),
                    );
                }
            }
        }
        if !self.coming.is_empty() {
            page.part("Dans les douze mois qui suivent");
            for coming in &self.coming {
                page.line(2, &format!("{} : {}", words::date(coming.due), coming.id));
            }
        }
        page.into_text()
    }

    /// « lue le 23 juillet 2026 dans `arrete_2025` »
    fn read(due: &Watched<'_>) -> String {
        let verified = due.verified.map(words::date).unwrap_or_default();
        match due.sources.as_slice() {
            [] => format!("lu le {verified}"),
            sources => format!("lu le {verified} dans {}", words::list(sources, "et")),
        }
    }

    /// Where it is written: a file and a line.
    fn place(&self, due: &Watched<'_>, folder: &str) -> String {
        match self.pack.place(due.at) {
            Place::File { path, line, .. } if folder.is_empty() || folder == "." => format!("{path}:{line}"),
            Place::File { path, line, .. } => format!("{folder}/{path}:{line}"),
            other @ (Place::Whole | Place::Pointer(_)) => other.to_string(),
        }
    }

    /// The same for a program, with the paths of the pack.
    pub(super) fn json(&self) -> String {
        let list = |watched: &[Watched<'_>]| -> Vec<Json> {
            watched.iter().map(|watched| self.entry(watched)).collect()
        };
        json!({
            "a_renouveler": list(&self.due),
            "a_venir": list(&self.coming),
            "date": self.date.to_string(),
            "erreurs": [],
            "pack": json!({ "id": self.pack.header.id, "version": self.pack.header.version }),
        })
        .to_string()
    }

    fn entry(&self, watched: &Watched<'_>) -> Json {
        let (file, line) = match self.pack.place(watched.at) {
            Place::File { path, line, .. } => (Json::from(path), Json::from(line)),
            Place::Whole | Place::Pointer(_) => (Json::Null, Json::Null),
        };
        json!({
            "attendu_le": watched.due.to_string(),
            "faire": watched.task.word(),
            "fichier": file,
            "genre": watched.kind.word(),
            "id": watched.id,
            "ligne": line,
            "sources": watched.sources,
            "titre": watched.title,
            "verifie_le": watched.verified.map(|day| day.to_string()),
        })
    }
}
