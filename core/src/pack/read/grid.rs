//! The cells of a period laid out: every combination of the keys is there once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    known::Known,
    report::Report,
    table_header::{Header, HeaderPeriod},
};
use crate::{
    error::Code,
    pack::model::{Location, Matching, TablePeriod},
};

/// The most missing cells that are named for one period; the rest is counted.
const MOST_MISSING: usize = 10;

/// A row of a table, in one period.
pub(super) struct Cell {
    pub(super) keys: Vec<i64>,
    pub(super) values: Vec<i64>,
    /// Where the whole row stands.
    pub(super) at: Location,
    /// Where each value stands.
    pub(super) places: Vec<Location>,
}

impl Cell {
    /// Where the value of a column stands.
    pub(super) fn place(&self, column: usize) -> Location {
        self.places.get(column).copied().unwrap_or(self.at)
    }
}

/// Lays the cells of one period out; every combination of the keys must be there once. `None` after a finding.
pub(super) fn fill(
    report: &mut Report,
    header: &Header<'_>,
    period: &HeaderPeriod,
    cells: &[Cell],
    known: &Known,
) -> Option<TablePeriod> {
    let before = report.count();
    let mut by_keys: BTreeMap<&[i64], &Cell> = BTreeMap::new();
    let mut twice = 0_usize;
    for cell in cells {
        if by_keys.insert(&cell.keys, cell).is_some() {
            twice = twice.saturating_add(1);
            if twice <= MOST_MISSING {
                report
                    .add(
                        cell.at,
                        Code::CellTwice,
                        format!(
                            "la case {} du {} est écrite deux fois",
                            named(header, &cell.keys, known),
                            period.period.from
                        ),
                    )
                    .help("gardez une seule des deux lignes");
            }
        }
    }
    let axes: Vec<Vec<i64>> = (0..header.keys.len())
        .map(|key| {
            let values: BTreeSet<i64> = cells
                .iter()
                .filter_map(|cell| cell.keys.get(key).copied())
                .collect();
            values.into_iter().collect()
        })
        .collect();
    // A missing row belongs after the last one of its period.
    let at = cells.last()?.at;
    missing(report, at, header, period, &axes, &by_keys, known);
    contiguous(report, at, header, period, &axes);
    if report.count() > before {
        return None;
    }
    // Keys in ascending order are the cells in row-major order: the last key moves fastest.
    let columns = (0..header.columns.len())
        .map(|column| {
            by_keys
                .values()
                .filter_map(|cell| cell.values.get(column).copied())
                .collect()
        })
        .collect();
    Some(TablePeriod {
        period: period.period,
        citation: period.origin.citation.clone(),
        reliability: period.origin.reliability,
        verified: period.origin.verified,
        axes,
        cells: columns,
    })
}

/// Reports the combinations of keys without a cell.
fn missing(
    report: &mut Report,
    at: Location,
    header: &Header<'_>,
    period: &HeaderPeriod,
    axes: &[Vec<i64>],
    by_keys: &BTreeMap<&[i64], &Cell>,
    known: &Known,
) {
    let all = axes
        .iter()
        .fold(1_usize, |product, axis| product.saturating_mul(axis.len()));
    let absent = all.saturating_sub(by_keys.len());
    let mut shown = 0_usize;
    let mut position = 0_usize;
    // At most as many steps as there are cells, plus those that are shown.
    while shown < absent.min(MOST_MISSING) && position < all {
        let keys = combination(axes, position);
        position = position.saturating_add(1);
        if by_keys.contains_key(keys.as_slice()) {
            continue;
        }
        shown = shown.saturating_add(1);
        report
            .add(
                at,
                Code::CellMissing,
                format!(
                    "la table `{}` n'a pas la case {} pour la période du {}",
                    header.name,
                    named(header, &keys, known),
                    period.period.from
                ),
            )
            .help("chaque période est complète : ajoutez la ligne");
    }
    let hidden = absent.saturating_sub(shown);
    if hidden > 0 {
        report
            .add(
                at,
                Code::CellMissing,
                format!(
                    "{hidden} autres cases manquent à la table `{}` pour la période du {}",
                    header.name, period.period.from
                ),
            )
            .help("chaque période est complète : ajoutez les lignes");
    }
}

/// The combination of keys at a position of the row-major order.
fn combination(axes: &[Vec<i64>], mut position: usize) -> Vec<i64> {
    let mut keys: Vec<i64> = axes
        .iter()
        .rev()
        .filter_map(|axis| {
            let index = position.checked_rem(axis.len())?;
            position = position.checked_div(axis.len())?;
            axis.get(index).copied()
        })
        .collect();
    keys.reverse();
    keys
}

/// Reports a hole in a key that saturates.
fn contiguous(
    report: &mut Report,
    at: Location,
    header: &Header<'_>,
    period: &HeaderPeriod,
    axes: &[Vec<i64>],
) {
    for (key, axis) in header.keys.iter().zip(axes) {
        if key.matching != Matching::Saturating {
            continue;
        }
        let hole = axis
            .iter()
            .zip(axis.iter().skip(1))
            .find(|(a, b)| a.saturating_add(1) != **b);
        if let Some((a, b)) = hole {
            report
                .add(
                    at,
                    Code::CellMissing,
                    format!(
                        "la clé `{}` saute de {a} à {b} pour la période du {}",
                        key.name, period.period.from
                    ),
                )
                .help("une clé `au_plus` prend toutes les valeurs entières, de la première à la dernière");
        }
    }
}

/// Reports ranks that are not the members of the last key, all of them, in every period.
pub(super) fn check_ranks(report: &mut Report, header: &Header<'_>, periods: &[TablePeriod], known: &Known) {
    let (Some((ranks, at)), Some(key)) = (&header.ranks, header.keys.last()) else {
        return;
    };
    let ranked: BTreeSet<i64> = ranks.iter().copied().map(i64::from).collect();
    for period in periods {
        let present: BTreeSet<i64> = period.axes.last().into_iter().flatten().copied().collect();
        if present == ranked {
            continue;
        }
        let list = |left: &BTreeSet<i64>, right: &BTreeSet<i64>| {
            let names: Vec<String> = left
                .difference(right)
                .map(|value| format!("`{}`", known.vocabulary.written(&key.declared.kind, *value)))
                .collect();
            names.join(", ")
        };
        let from = period.period.from;
        let message = if present.is_subset(&ranked) {
            format!(
                "`rangs` cite {}, que la période du {from} n'a pas",
                list(&ranked, &present)
            )
        } else {
            format!(
                "`rangs` oublie {}, que la période du {from} a",
                list(&present, &ranked)
            )
        };
        report.add(*at, Code::InvalidValue, message).help(format!(
            "`rangs` contient chaque valeur de `{}` une fois",
            key.name
        ));
        return;
    }
}

/// A cell in words: « points = 3, echelon = `5` ».
pub(super) fn named(header: &Header<'_>, keys: &[i64], known: &Known) -> String {
    let parts: Vec<String> = header
        .keys
        .iter()
        .zip(keys)
        .map(|(key, value)| {
            format!(
                "`{} = {}`",
                key.name,
                known.vocabulary.written(&key.declared.kind, *value)
            )
        })
        .collect();
    parts.join(", ")
}
