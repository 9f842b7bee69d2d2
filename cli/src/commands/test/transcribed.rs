//! The figures that were typed a second time from what was published, and those that were not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use bareme::{Engine, catalogue::Plan};
use serde_json::{Value as Json, json};

use crate::cases::{Figure, Share, Suite};

/// The tables and parameters of a pack, with the figures of each that nobody typed a second time.
pub(super) struct Transcribed<'p> {
    /// By name, the first days of what is missing: never empty.
    without: BTreeMap<&'p str, BTreeSet<String>>,
    /// By name, how many figures are missing.
    missing: BTreeMap<&'p str, Share>,
}

impl<'p> Transcribed<'p> {
    pub(super) fn of(engine: &'p Engine, suite: &Suite) -> Self {
        let figures = suite.transcriptions.iter().flat_map(|one| &one.figures);
        let typed: BTreeSet<Figure> = figures.map(|one| one.figure).collect();
        let mut found = Self {
            without: BTreeMap::new(),
            missing: BTreeMap::new(),
        };
        for (name, since, figure) in all(engine.plan()) {
            let share = found.missing.entry(name).or_default();
            share.total += 1;
            if typed.contains(&figure) {
                share.seen += 1;
            } else {
                found.without.entry(name).or_default().insert(since);
            }
        }
        found
    }

    /// The tables and parameters that were typed a second time as a whole.
    fn share(&self) -> Share {
        let total = self.missing.len();
        Share {
            seen: total - self.without.len(),
            total,
        }
    }

    /// The report: how many, then those that were not, with the days that lack when others were.
    pub(super) fn text(&self) -> String {
        let mut text = self
            .share()
            .told("Tables et paramètres transcrits une seconde fois")
            + "\n";
        if self.without.is_empty() {
            return text;
        }
        text.push_str("\nSans seconde transcription :\n");
        for (name, days) in &self.without {
            let some = self.missing.get(name).is_some_and(|share| share.seen > 0);
            let days: Vec<&str> = days.iter().map(String::as_str).collect();
            // Writing to a string cannot fail.
            let _ = match some {
                true => writeln!(text, "  {name} : {}", days.join(", ")),
                false => writeln!(text, "  {name}"),
            };
        }
        text
    }

    /// The same as JSON.
    pub(super) fn as_json(&self) -> [(String, Json); 3] {
        let Share { seen, total } = self.share();
        [
            ("vues", json!(seen)),
            ("total", json!(total)),
            ("sans", json!(self.without)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
    }
}

/// Every figure of a pack, with the name of its table or parameter and the first day of its period.
fn all(plan: &Plan) -> impl Iterator<Item = (&str, String, Figure)> {
    let points = (0_u16..).zip(&plan.parameters).flat_map(|(parameter, series)| {
        series.points.iter().enumerate().map(move |(point, dated)| {
            let figure = Figure::Point { parameter, point };
            (series.name.as_str(), dated.from.to_string(), figure)
        })
    });
    let cells = (0_u16..).zip(&plan.tables).flat_map(|(position, table)| {
        table
            .periods
            .iter()
            .enumerate()
            .flat_map(move |(period, layout)| {
                layout.cells.iter().enumerate().flat_map(move |(column, cells)| {
                    (0..cells.len()).map(move |index| {
                        let figure = Figure::Cell {
                            table: position,
                            period,
                            column,
                            index,
                        };
                        (table.name.as_str(), layout.from.to_string(), figure)
                    })
                })
            })
    });
    cells.chain(points)
}
