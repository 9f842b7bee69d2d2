//! What becomes of the dossiers of a table.

use bareme::analysis::compare::{Compared, Euros, RowCounts};

use super::proofs::{Packs, title};
use crate::{
    beside::Beside,
    tree::{Block, Line, Mark, Row, Section, Table},
    words::{self, Words},
};

/// Each dispositif for which some dossier is decided otherwise, or cannot be compared and might be: a table, or lines for a terminal.
pub(super) fn told(
    packs: Packs<'_>,
    rows: &[RowCounts],
    compared: &[Compared],
    shown: Beside,
) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let words = Words::of(packs.new.plan());
    let changed = rows
        .iter()
        .filter(|rows| {
            // What is proved the same is not told, however little the dossiers say.
            let same = compared
                .iter()
                .any(|one| one.pair == rows.pair && one.proof.is_same());
            rows.gain + rows.lose + rows.otherwise > 0 || (rows.undetermined > 0 && !same)
        })
        .map(|rows| {
            let euros = rows.euros.iter().filter(|euros| !euros.total().is_zero());
            let euros: Vec<String> = euros.map(|one| total(&words, one)).collect();
            (title(packs, &rows.pair), rows, euros.join(" ; "))
        });
    let block = match shown {
        Beside::Columns => Block::Table(Table {
            columns: [
                "Dispositif",
                "gagnent",
                "perdent",
                "autrement",
                "inchangés",
                "indéterminés",
                "en tout",
            ]
            .map(ToOwned::to_owned)
            .to_vec(),
            rows: changed
                .map(|(title, rows, euros)| row(title, rows, euros))
                .collect(),
        }),
        Beside::Lines => Block::Lines {
            lines: changed
                .map(|(title, rows, euros)| line(&title, rows, &euros))
                .collect(),
        },
    };
    let none = match &block {
        Block::Table(table) => table.rows.is_empty(),
        Block::Lines { lines } => lines.is_empty(),
        Block::Section(_) | Block::Card(_) | Block::Fold(_) | Block::Sources { .. } => false,
    };
    let nobody = || Block::Lines {
        lines: vec![Line::plain("Aucun n'est décidé autrement.")],
    };
    Some(Block::Section(Section {
        title: "Les dossiers de la table".to_owned(),
        apart: false,
        blocks: vec![if none { nobody() } else { block }],
    }))
}

fn counts(rows: &RowCounts) -> [u64; 5] {
    [rows.gain, rows.lose, rows.otherwise, rows.same, rows.undetermined]
}

fn row(title: String, rows: &RowCounts, euros: String) -> Row {
    let mut cells = vec![title];
    cells.extend(counts(rows).map(words::whole));
    cells.push(euros);
    Row {
        cells,
        under: Vec::new(),
    }
}

/// « Bourse : 12 gagnent, 3 perdent, 985 inchangés ; + 12 000,00 € par an en tout »
fn line(title: &str, rows: &RowCounts, euros: &str) -> Line {
    let names = [
        ("gagne", "gagnent"),
        ("perd", "perdent"),
        ("décidé autrement", "décidés autrement"),
        ("inchangé", "inchangés"),
        ("indéterminé", "indéterminés"),
    ];
    let told = counts(rows)
        .into_iter()
        .zip(names)
        .filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, (one, several))| words::counted(count, one, several))
        .collect();
    let all = if euros.is_empty() {
        String::new()
    } else {
        format!(" ; {euros} en tout")
    };
    Line::marked(Mark::Item, format!("{title}\u{a0}: {}{all}", told.join(", ")))
}

/// « + 12 000,00 € par an »
fn total(words: &Words<'_>, euros: &Euros) -> String {
    let told = words.quantity(&euros.total().to_string(), Some(&euros.unit), false);
    if euros.total().is_sign_negative() {
        told
    } else {
        format!("+\u{a0}{told}")
    }
}
