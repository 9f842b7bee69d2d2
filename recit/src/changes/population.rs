//! What becomes of a population from one pack to another: who gains, who loses, what it costs, and for whom most changes.

use bareme::{
    analysis::compare::{Band, Cost, Group, Measured, Population, Tally, Together},
    wire::Told,
};

use super::{
    largest::{self, Depth},
    proofs::{Packs, title},
};
use crate::{
    beside::Beside,
    tree::{Block, Line, Mark, Recit, Row, Section, Table, Tone},
    words::{self, Words},
};

/// So many missing facts are named.
const MOST_MISSING: usize = 3;

/// What becomes of a population, dispositif by dispositif; `shown` says whether it is for a page or for a terminal, `depth` how much of the largest
/// changes is explained.
#[must_use]
pub fn population(population: &Population, told: Told<'_>, shown: Beside, depth: Depth) -> Recit {
    let packs = Packs {
        old: population.before(),
        new: population.after(),
    };
    let page = Page {
        packs,
        words: Words::of(packs.new.plan()),
        told,
        shown,
        depth,
    };
    let (changed, same): (Vec<&Tally>, Vec<&Tally>) = population
        .tallies()
        .iter()
        .partition(|tally| is_changed(&tally.all));
    let mut lines = Vec::new();
    lines.extend(later(population));
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
    let tallies = population.tallies();
    lines.extend(page.together(population.together(), tallies));
    if changed.iter().any(|tally| tally.measured.len() > 1) {
        lines.push(Line::plain(
            "Chaque droit en euros est compté à part, dans son unité\u{a0}: un droit peut en redire un autre, par an ou par mois.",
        ));
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

/// Nothing changes before a reform begins, which a mistyped year would hide.
fn later(population: &Population) -> Option<Line> {
    let reform = population.after().plan().reform.as_ref()?;
    let text = format!(
        "Elle ne commence que le {}, après le jour comparé\u{a0}: rien ne change avant.",
        words::date(reform.since)
    );
    (reform.since > population.date()).then(|| Line::marked(Mark::Warn, text))
}

const fn is_changed(group: &Group) -> bool {
    group.gain > 0 || group.lose > 0 || group.otherwise > 0 || group.undetermined > 0
}

struct Page<'e, 't> {
    packs: Packs<'e>,
    words: Words<'e>,
    told: Told<'t>,
    shown: Beside,
    depth: Depth,
}

impl Page<'_, '_> {
    fn dispositif(&self, tally: &Tally) -> Block {
        let mut lines = vec![Line::plain(counts(&tally.all)).toned(Tone::Strong)];
        let (mut moved, mut still) = (Vec::new(), Vec::new());
        for (measured, cost) in tally.measured.iter().zip(&tally.all.costs) {
            if cost.is_nothing() {
                still.push(words::inside(&measured.title));
            } else {
                moved.push(Line::plain(format!(
                    "{}\u{a0}: {}",
                    measured.title,
                    self.cost(cost, measured)
                )));
            }
        }
        let none = moved.is_empty();
        lines.extend(moved);
        if !still.is_empty() {
            let what = if none { "Compté" } else { "Compté aussi" };
            lines.push(Line::plain(format!(
                "{what}, sans écart en tout\u{a0}: {}.",
                words::list(&still, "et")
            )));
        }
        lines.extend(self.why_wide(tally));
        let mut blocks = vec![Block::Lines { lines }];
        let main = tally
            .main()
            .and_then(|main| Some((main, tally.measured.get(main)?)));
        if let Some((main, measured)) = main {
            blocks.extend(self.bands(tally, main, measured));
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
    fn cost(&self, cost: &Cost, measured: &Measured) -> String {
        self.ranged(cost, |sum| self.sum(sum, measured))
    }

    fn ranged(&self, cost: &Cost, sum: impl Fn(i128) -> String) -> String {
        if cost.low == cost.high {
            return format!("{} en tout", sum(cost.total));
        }
        format!(
            "{} pour les dossiers que l'on sait décider ; en tout entre {} et {}, c'est prouvé",
            sum(cost.total),
            sum(cost.low),
            sum(cost.high)
        )
    }

    /// What amounts of one unit cost together, where several change.
    fn together(&self, all: &[Together], tallies: &[Tally]) -> Vec<Line> {
        let mut lines = Vec::new();
        for one in all {
            let moved: Vec<String> = one
                .amounts
                .iter()
                .filter_map(|(position, amount)| {
                    let tally = tallies.get(*position)?;
                    let cost = tally.all.costs.get(*amount).filter(|cost| !cost.is_nothing());
                    cost.and(tally.measured.get(*amount))
                        .map(|measured| words::inside(&measured.title))
                })
                .collect();
            if moved.len() < 2 {
                continue;
            }
            let sum = |sum: i128| self.signed(sum, &one.number(sum).to_string(), &one.unit);
            lines.push(Line::plain(format!(
                "Ensemble\u{a0}: {}. Sont comptés\u{a0}: {} ; pour un même dossier, ce qui s'exclut ne s'ajoute jamais, et d'un même dispositif seul le plus grand montant compte.",
                self.ranged(&one.cost, sum),
                words::list(&moved, "et")
            )));
        }
        lines
    }

    /// What is missing where an amount may change and is not settled.
    fn why_wide(&self, tally: &Tally) -> Option<Line> {
        let open = tally.all.undetermined.saturating_sub(tally.all.unmoved);
        if open == 0 || tally.all.costs.iter().all(|cost| cost.low == cost.high) {
            return None;
        }
        let mut missing: Vec<(&String, u64)> =
            tally.missing.iter().map(|(name, count)| (name, *count)).collect();
        missing.sort_by(|(_, one), (_, other)| other.cmp(one));
        let plan = self.packs.new.plan();
        let mut named: Vec<String> = missing
            .iter()
            .take(MOST_MISSING)
            .filter_map(|(name, _)| {
                let (_, fact) = plan.vocabulary.fact_named(name)?;
                Some(words::inside(&fact.title))
            })
            .collect();
        if missing.len() > MOST_MISSING {
            named.push("d'autres faits".to_owned());
        }
        if named.is_empty() {
            return None;
        }
        let dossiers = match open {
            1 => "d'un dossier incomplet".to_owned(),
            _ => format!("de {}", words::counted(open, "dossier", "dossiers incomplets")),
        };
        Some(Line::marked(
            Mark::Open,
            format!(
                "L'intervalle vient {dossiers}\u{a0}; il y manque\u{a0}: {}.",
                words::list(&named, "et")
            ),
        ))
    }

    fn sum(&self, sum: i128, measured: &Measured) -> String {
        self.signed(sum, &measured.number(sum).to_string(), &measured.unit)
    }

    fn signed(&self, sum: i128, number: &str, unit: &str) -> String {
        let told = self.words.quantity(number, Some(unit), false);
        if sum > 0 { format!("+\u{a0}{told}") } else { told }
    }

    fn bands(&self, tally: &Tally, main: usize, measured: &Measured) -> Option<Block> {
        let rows = tally
            .bands
            .get(main)?
            .iter()
            .filter(|band| band.rows > 0)
            .map(|band| {
                [
                    self.band(band, measured),
                    words::whole(band.rows),
                    self.sum(band.total, measured),
                ]
            });
        let title = if tally.measured.len() > 1 {
            format!("Par tranche\u{a0}: {}", words::inside(&measured.title))
        } else {
            "Par tranche".to_owned()
        };
        self.table(&title, ["Tranche", "dossiers", "en tout"], rows.collect())
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
            let moved = tally.measured.iter().zip(&group.costs).zip(&tally.all.costs);
            let moved = moved.filter(|(_, all)| !all.is_nothing());
            let costs: Vec<String> = moved
                .map(|((measured, cost), _)| self.cost(cost, measured))
                .collect();
            [
                if value.is_empty() {
                    "(vide)".to_owned()
                } else {
                    value.clone()
                },
                counts(group),
                costs.join(" ; "),
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
        let blocks = largest::told(self.packs, tally, self.shown, self.depth);
        (!blocks.is_empty()).then(|| {
            Block::Section(Section {
                title: "Les plus grands écarts".to_owned(),
                apart: false,
                blocks,
            })
        })
    }
}

/// « 12 gagnent, 3 perdent, 985 inchangés »
fn counts(group: &Group) -> String {
    let told = [
        (group.gain, "gagne", "gagnent"),
        (group.lose, "perd", "perdent"),
        (group.otherwise, "décidé autrement", "décidés autrement"),
        (group.same, "inchangé", "inchangés"),
        (
            group.refused,
            "refusé pour incohérence",
            "refusés pour incohérence",
        ),
        (group.undetermined, "indéterminé", "indéterminés"),
    ];
    let told = told.into_iter().filter(|(count, ..)| *count > 0);
    let mut told: Vec<String> = told
        .map(|(count, one, several)| words::counted(count, one, several))
        .collect();
    if group.unmoved > 0 {
        let unmoved = words::whole(group.unmoved);
        told.push(format!(
            "dont {unmoved} pour qui aucun montant ne change, c'est prouvé"
        ));
    }
    told.join(", ")
}
