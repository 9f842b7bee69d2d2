//! What becomes of a population from one pack to another: who gains, who loses, what it costs, and for whom most changes.

use bareme::{
    analysis::compare::{Band, Group, Largest, Measured, Population, Tally},
    wire::Told,
};

use super::proofs::{self, Packs, title};
use crate::{
    beside::Beside,
    tree::{Block, Fold, Line, Mark, Recit, Row, Section, Table, Tone},
    words::{self, Words},
};

/// What becomes of a population, dispositif by dispositif; `shown` says whether it is for a page or for a terminal.
#[must_use]
pub fn population(population: &Population, told: Told<'_>, shown: Beside) -> Recit {
    let packs = Packs {
        old: population.before(),
        new: population.after(),
    };
    let page = Page {
        packs,
        words: Words::of(packs.new.plan()),
        told,
        shown,
    };
    let (changed, same): (Vec<&Tally>, Vec<&Tally>) = population
        .tallies()
        .iter()
        .partition(|tally| is_changed(&tally.all));
    let mut lines = Vec::new();
    if changed.is_empty() {
        lines.push(Line::plain("Aucun dossier n'est décidé autrement."));
    }
    if told.at_fault > 0 {
        let count = words::counted(told.at_fault, "ligne", "lignes");
        let text = format!("{count} à corriger\u{a0}: elles ne sont pas comparées.");
        lines.push(Line::marked(Mark::Warn, text));
    }
    if !same.is_empty() {
        let titles: Vec<String> = same
            .iter()
            .map(|tally| title(packs, &tally.counts.pair))
            .collect();
        lines.push(Line::plain(format!(
            "Ne change pour aucun de ces dossiers\u{a0}: {}.",
            words::list(&titles, "et")
        )));
    }
    let mut blocks = vec![Block::Lines { lines }];
    blocks.extend(changed.into_iter().map(|tally| page.dispositif(tally)));
    Recit {
        title: heading(population),
        blocks,
    }
}

/// « Réforme « Plafonds relevés », 1 000 dossiers au 1er septembre 2026 »
fn heading(population: &Population) -> String {
    let rows = words::counted(population.rows(), "dossier", "dossiers");
    let date = words::date(population.date());
    let (old, new) = (population.before().plan(), population.after().plan());
    match &new.reform {
        Some(reform) => format!("Réforme «\u{a0}{}\u{a0}», {rows} au {date}", reform.name),
        None => format!(
            "{} {} → {} {}, {rows} au {date}",
            old.header.id, old.header.version, new.header.id, new.header.version
        ),
    }
}

const fn is_changed(group: &Group) -> bool {
    group.gain > 0 || group.lose > 0 || group.otherwise > 0 || group.undetermined > 0
}

struct Page<'e, 't> {
    packs: Packs<'e>,
    words: Words<'e>,
    told: Told<'t>,
    shown: Beside,
}

impl Page<'_, '_> {
    fn dispositif(&self, tally: &Tally) -> Block {
        let mut lines = vec![Line::plain(counts(&tally.all)).toned(Tone::Strong)];
        if let Some(measured) = &tally.measured {
            lines.push(Line::plain(format!(
                "{}\u{a0}: {}",
                measured.title,
                self.cost(&tally.all, measured)
            )));
        }
        let mut blocks = vec![Block::Lines { lines }];
        if let Some(measured) = &tally.measured {
            blocks.extend(self.bands(tally, measured));
        }
        blocks.extend(self.groups(tally));
        blocks.extend(self.largest(tally));
        Block::Section(Section {
            title: title(self.packs, &tally.counts.pair),
            apart: true,
            blocks,
        })
    }

    /// « + 1 200,00 € par an en tout », and between what and what where a fact is missing.
    fn cost(&self, group: &Group, measured: &Measured) -> String {
        if group.low == group.high {
            return format!("{} en tout", self.sum(group.total, measured));
        }
        format!(
            "{} pour les dossiers que l'on sait décider ; en tout entre {} et {}, c'est prouvé",
            self.sum(group.total, measured),
            self.sum(group.low, measured),
            self.sum(group.high, measured)
        )
    }

    fn sum(&self, sum: i128, measured: &Measured) -> String {
        let told = self
            .words
            .quantity(&measured.number(sum).to_string(), Some(&measured.unit), false);
        if sum > 0 { format!("+\u{a0}{told}") } else { told }
    }

    fn bands(&self, tally: &Tally, measured: &Measured) -> Option<Block> {
        let rows = tally.bands.iter().filter(|band| band.rows > 0).map(|band| {
            [
                self.band(band, measured),
                words::whole(band.rows),
                self.sum(band.total, measured),
            ]
        });
        self.table("Par tranche", ["Tranche", "dossiers", "en tout"], rows.collect())
    }

    /// « gagnent plus de 100 €, jusqu'à 500 € par an »
    fn band(&self, band: &Band, measured: &Measured) -> String {
        let amount = |end: i64| {
            let text = end.unsigned_abs().to_string();
            self.words.quantity(&text, Some(&measured.unit), false)
        };
        match (band.from, band.to) {
            (Some(0), Some(0)) => "même montant".to_owned(),
            (None, Some(end)) => format!("perdent plus de {}", amount(end)),
            (Some(end), Some(0)) => format!("perdent {} au plus", amount(end)),
            (Some(from), Some(to)) if from < 0 => {
                format!("perdent plus de {}, {} au plus", amount(to), amount(from))
            }
            (Some(0), Some(to)) => format!("gagnent {} au plus", amount(to)),
            (Some(from), Some(to)) => format!("gagnent plus de {}, {} au plus", amount(from), amount(to)),
            (Some(from), None) => format!("gagnent plus de {}", amount(from)),
            (None, None) => "tous".to_owned(),
        }
    }

    fn groups(&self, tally: &Tally) -> Option<Block> {
        let by = self.told.by?;
        let rows = tally.groups.iter().map(|(value, group)| {
            let cost = tally.measured.as_ref().map(|measured| self.cost(group, measured));
            [
                if value.is_empty() {
                    "(vide)".to_owned()
                } else {
                    value.clone()
                },
                counts(group),
                cost.unwrap_or_default(),
            ]
        });
        self.table(
            &format!("Par `{by}`"),
            [by, "dossiers", "en tout"],
            rows.collect(),
        )
    }

    /// A table on a page, lines on a terminal.
    fn table(&self, title: &str, columns: [&str; 3], rows: Vec<[String; 3]>) -> Option<Block> {
        if rows.is_empty() {
            return None;
        }
        let block = match self.shown {
            Beside::Columns => Block::Table(Table {
                columns: columns.map(ToOwned::to_owned).to_vec(),
                rows: rows
                    .into_iter()
                    .map(|cells| Row {
                        cells: cells.to_vec(),
                        under: Vec::new(),
                    })
                    .collect(),
            }),
            Beside::Lines => Block::Lines {
                lines: rows
                    .into_iter()
                    .map(|[name, count, sum]| {
                        let sum = if sum.is_empty() { sum } else { format!(" ; {sum}") };
                        Line::marked(Mark::Item, format!("{name}\u{a0}: {count}{sum}"))
                    })
                    .collect(),
            },
        };
        Some(Block::Section(Section {
            title: title.to_owned(),
            apart: false,
            blocks: vec![block],
        }))
    }

    /// The largest changes, each with what is explained otherwise.
    fn largest(&self, tally: &Tally) -> Option<Block> {
        let folds: Vec<Block> = tally.largest.iter().map(|one| self.one(tally, one)).collect();
        if folds.is_empty() {
            return None;
        }
        Some(Block::Section(Section {
            title: "Les plus grands écarts".to_owned(),
            apart: false,
            blocks: folds,
        }))
    }

    fn one(&self, tally: &Tally, one: &Largest) -> Block {
        let teaser = tally.measured.as_ref().map_or_else(String::new, |measured| {
            format!(
                "{} au lieu de {}",
                self.plain(one.after, measured),
                self.plain(one.before, measured)
            )
        });
        Block::Fold(Fold {
            title: format!("Ligne {}", words::whole(one.line)),
            teaser,
            count: 1,
            open: self.shown == Beside::Lines,
            blocks: proofs::witness(self.packs, &tally.counts.pair, &one.dossier, self.shown),
        })
    }

    fn plain(&self, scaled: i64, measured: &Measured) -> String {
        let text = measured.number(scaled.into()).to_string();
        self.words.quantity(&text, Some(&measured.unit), false)
    }
}

/// « 12 gagnent, 3 perdent, 985 inchangés »
fn counts(group: &Group) -> String {
    let told = [
        (group.gain, "gagne", "gagnent"),
        (group.lose, "perd", "perdent"),
        (group.otherwise, "décidé autrement", "décidés autrement"),
        (group.same, "inchangé", "inchangés"),
        (group.undetermined, "indéterminé", "indéterminés"),
        (
            group.refused,
            "refusé pour incohérence",
            "refusés pour incohérence",
        ),
    ];
    let told = told.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, one, several)| words::counted(count, one, several))
        .collect();
    told.join(", ")
}
