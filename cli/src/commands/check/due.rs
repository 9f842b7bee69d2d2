//! What a pack read on a day, and from when that is to be read again.

use bareme::{
    Code, Day, Finding,
    catalogue::Freshness,
    date::Period,
    pack::model::{Citation, Location, Pack, Renewal},
};

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Parameter,
    Table,
    Dispositif,
    Source,
}

impl Kind {
    /// The word in JSON.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Parameter => "parametre",
            Self::Table => "table",
            Self::Dispositif => "dispositif",
            Self::Source => "source",
        }
    }
}

/// What there is to do once the day has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    /// A next value was expected.
    WriteNext,
    /// The version of the text that was read has ended.
    ReadVersion,
    /// It was read too long ago.
    ReadAgain,
}

impl Task {
    /// In the order in which they are listed.
    pub(super) const ALL: [Self; 3] = [Self::WriteNext, Self::ReadVersion, Self::ReadAgain];

    /// The word in JSON.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::WriteNext => "ecrire_la_suite",
            Self::ReadVersion => "lire_la_version_suivante",
            Self::ReadAgain => "relire",
        }
    }
}

/// The last value of a parameter or of a table, a rule, or a text: what may be past its day.
pub(super) struct Watched<'p> {
    pub(super) kind: Kind,
    pub(super) task: Task,
    pub(super) id: &'p str,
    pub(super) title: &'p str,
    pub(super) at: Location,
    /// The day on which it was read; a text says instead until when its version is in force.
    pub(super) verified: Option<Day>,
    /// The first day on which it is past its day.
    pub(super) due: Day,
    /// When it is in force.
    pub(super) period: Period,
    /// The ids of what it was read in.
    pub(super) sources: Vec<&'p str>,
}

impl Watched<'_> {
    /// Is it past its day on this one? A text that nothing follows is, and a rule that is over is not.
    pub(super) fn is_due(&self, date: Day) -> bool {
        let counts = match self.task {
            // A value that was written with its end lacks the next one all the same.
            Task::WriteNext | Task::ReadVersion => self.period.from <= date,
            Task::ReadAgain => self.period.contains(date),
        };
        counts && self.due <= date
    }

    /// The finding of `bareme check --date`.
    pub(super) fn finding(&self, pack: &Pack) -> Finding {
        let (id, due) = (self.id, self.due);
        let message = match (self.task, self.verified) {
            (Task::WriteNext, Some(verified)) => {
                format!("`{id}` a été lu le {verified}, et une valeur suivante était attendue le {due}")
            }
            (Task::ReadVersion, _) => {
                format!("la version lue de `{id}` n'est plus en vigueur depuis le {due}")
            }
            (_, verified) => format!(
                "`{id}` a été lu pour la dernière fois le {}",
                verified.unwrap_or(due)
            ),
        };
        let help = match self.task {
            Task::ReadVersion => {
                "lisez la version suivante, corrigez les règles qui la citent, puis avancez `version`"
            }
            Task::WriteNext | Task::ReadAgain => {
                "lisez sa source, corrigez ce qui a changé, puis avancez `verifie_le` au jour de cette lecture"
            }
        };
        Finding::new(Code::Outdated, pack.place(self.at), message).with_help(help)
    }
}

/// All that a pack read, in the order of its files. Of a parameter or a table, the last value alone: the others are known for good.
pub(super) fn watched(pack: &Pack) -> Vec<Watched<'_>> {
    let named = |citation: &Citation| {
        let source = pack.sources.get(usize::from(citation.source));
        source.map(|source| source.id.as_str())
    };
    let read = |verified: Day, period: Period, renewal: Option<Renewal>| {
        match Freshness::of(verified, period.from, renewal, pack.fresh_months) {
            Some(Freshness {
                until,
                expected: true,
            }) => {
                // One that stops before lacks the next one from that day on.
                let stops = period.last().map_or(until, |last| last.add_days(1));
                (Task::WriteNext, until.min(stops))
            }
            Some(freshness) => (Task::ReadAgain, freshness.until),
            // A pack that does not say until when a reading may be relied on relies on it for that day alone.
            None => (Task::ReadAgain, verified.add_days(1)),
        }
    };
    let parameters = pack.parameters.iter().filter_map(|parameter| {
        let last = parameter.values.last()?;
        let (task, due) = read(last.verified, last.period, parameter.renewal);
        Some(Watched {
            kind: Kind::Parameter,
            task,
            id: &parameter.name,
            title: &parameter.title,
            at: parameter.at,
            verified: Some(last.verified),
            due,
            period: last.period,
            sources: named(&last.citation).into_iter().collect(),
        })
    });
    let tables = pack.tables.iter().filter_map(|table| {
        let last = table.periods.last()?;
        let (task, due) = read(last.verified, last.period, table.renewal);
        Some(Watched {
            kind: Kind::Table,
            task,
            id: &table.name,
            title: &table.title,
            at: table.at,
            verified: Some(last.verified),
            due,
            period: last.period,
            sources: named(&last.citation).into_iter().collect(),
        })
    });
    let rules = pack.dispositifs.iter().filter_map(|dispositif| {
        let verified = dispositif.verified?;
        let (task, due) = read(verified, dispositif.in_force, None);
        Some(Watched {
            kind: Kind::Dispositif,
            task,
            id: &dispositif.id,
            title: &dispositif.title,
            at: dispositif.at,
            verified: Some(verified),
            due,
            period: dispositif.in_force,
            sources: dispositif.sources.iter().filter_map(named).collect(),
        })
    });
    let texts = pack.versions.iter().filter_map(|(position, version)| {
        let position = usize::from(*position);
        let source = pack.sources.get(position)?;
        Some(Watched {
            kind: Kind::Source,
            task: Task::ReadVersion,
            id: &source.id,
            title: &source.title,
            at: *pack.source_places.get(position)?,
            verified: None,
            due: version.last()?.add_days(1),
            period: *version,
            sources: vec![&source.id],
        })
    });
    let mut all: Vec<_> = parameters.chain(tables).chain(rules).chain(texts).collect();
    all.sort_by_key(|watched| (watched.at.file, watched.at.start));
    all
}
