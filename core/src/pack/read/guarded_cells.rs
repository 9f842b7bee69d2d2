//! The cells of a table against what its header says of them: which way they go along a key, and how far from one period to the next.

use std::collections::BTreeMap;

use super::{
    grid::{Cell, named},
    guards::is_ordered,
    known::Known,
    report::Report,
    table_header::{Header, HeaderPeriod},
};
use crate::{error::Code, pack::model::Location};

/// The most cells of one period that are named for one rule; the rest is counted.
const MOST_CELLS: usize = 10;

/// What is wrong with some cells, of which the first ones are named.
struct Told<'r> {
    report: &'r mut Report,
    count: usize,
    last: Option<Location>,
}

impl Told<'_> {
    fn add(&mut self, at: Location, tell: impl FnOnce(&mut Report)) {
        self.count = self.count.saturating_add(1);
        self.last = Some(at);
        if self.count <= MOST_CELLS {
            tell(self.report);
        }
    }

    fn finish(self, code: Code, header: &Header<'_>, period: &HeaderPeriod) {
        let hidden = self.count.saturating_sub(MOST_CELLS);
        if let Some(at) = self.last.filter(|_| hidden > 0) {
            let message = format!(
                "{hidden} autres cases de `{}` sont ainsi dans la période du {}",
                header.name, period.period.from
            );
            self.report
                .add(at, code, message)
                .help("si elles le sont toutes, c'est ce que dit l'en-tête de la table qui est faux");
        }
    }
}

/// Reports the cells of one period that go against what the header says of a key.
pub(super) fn check_directions(
    report: &mut Report,
    header: &Header<'_>,
    period: &HeaderPeriod,
    cells: &[Cell],
    known: &Known,
) {
    let mut told = Told {
        report,
        count: 0,
        last: None,
    };
    for (key, direction) in &header.monotone {
        // The cells that differ by this key only stand together, in the order of the key.
        let mut lines: BTreeMap<Vec<i64>, Vec<&Cell>> = BTreeMap::new();
        for cell in cells {
            let mut others = cell.keys.clone();
            if let Some(other) = others.get_mut(*key) {
                *other = 0;
            }
            lines.entry(others).or_default().push(cell);
        }
        for line in lines.values_mut() {
            line.sort_by_key(|cell| cell.keys.get(*key));
            for (before, after) in line.iter().zip(line.iter().skip(1)) {
                for (column, name) in header.columns.iter().enumerate() {
                    let values = before.values.get(column).zip(after.values.get(column));
                    let Some((low, high)) = values.filter(|_| is_ordered(&name.declared)) else {
                        continue;
                    };
                    if direction.allows(*low, *high) {
                        continue;
                    }
                    let written = |value| known.vocabulary.written(&name.declared.kind, value);
                    let at = after.place(column);
                    let message = format!(
                        "`{}` passe de {} à {} entre {} et {}, et la table se dit `{}` selon `{}`",
                        name.name,
                        written(*low),
                        written(*high),
                        named(header, &before.keys, known),
                        named(header, &after.keys, known),
                        direction.word(),
                        header.keys.get(*key).map_or("", |key| key.name.as_str()),
                    );
                    told.add(at, |report| {
                        report.add(at, Code::WrongDirection, message).help(
                            "relisez les deux cases dans le texte ; si elles y sont ainsi, retirez la clé de `monotone`",
                        );
                    });
                }
            }
        }
    }
    told.finish(Code::WrongDirection, header, period);
}

/// Reports the cells that changed more since the period before than the header allows.
pub(super) fn check_drift(
    report: &mut Report,
    header: &Header<'_>,
    period: &HeaderPeriod,
    (before, after): (&[Cell], &[Cell]),
    known: &Known,
) {
    let earlier: BTreeMap<&[i64], &Cell> = before.iter().map(|cell| (cell.keys.as_slice(), cell)).collect();
    let drift = period.drift.or(header.drift);
    let mut told = Told {
        report,
        count: 0,
        last: None,
    };
    for cell in after {
        let Some(before) = earlier.get(cell.keys.as_slice()) else {
            continue;
        };
        for (column, name) in header.columns.iter().enumerate() {
            if !name.declared.kind.is_number() {
                continue;
            }
            let Some((was, is)) = before.values.get(column).zip(cell.values.get(column)) else {
                continue;
            };
            if !drift.is_exceeded(*was, *is) {
                continue;
            }
            let at = cell.place(column);
            let what = format!("`{}`, pour {},", name.name, named(header, &cell.keys, known));
            told.add(at, |report| {
                drift.check(
                    report,
                    at,
                    (*was, *is),
                    &what,
                    (&name.declared, &known.vocabulary),
                );
            });
        }
    }
    told.finish(Code::LargeChange, header, period);
}
