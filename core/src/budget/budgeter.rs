//! Rows of a table of decisions, added up one by one.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    columns::{AmountAt, Columns, Reads, together},
    model::{Budget, Counted, Group, Grouping, Layout, Together},
    total::Total,
};
use crate::{
    decimal,
    decision::Verdict,
    error::{Code, Finding, Findings, Place, Remedy, nearest},
    evaluate::most_of_compatible,
    follow::{is_refused, twice},
    plan::Plan,
};

/// The most groups that a column may make: one for each row is no table that anybody reads.
const MOST_GROUPS: usize = 1_000;

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'c> {
    /// Nothing is said.
    Nothing,
    /// What is written: an amount with its point.
    Text(&'c str),
    /// An amount without its point, multiplied by ten to the power of its decimals.
    Scaled(i64),
}

/// Adds up a table of decisions, row by row.
///
/// # Example
/// ```
/// use bareme::{budget::{Budgeter, Cell::{Nothing, Text}}, guide};
///
/// let engine = guide::engine()?;
/// let names = ["bourse__verdict", "bourse__montant", "bourse__montant_min", "bourse__montant_max"];
/// let mut budgeter = Budgeter::new(engine.plan(), &names, None)?;
/// assert_eq!(budgeter.columns(), [0, 1, 2, 3]);
/// budgeter.add(&[Text("eligible"), Text("1200.00"), Text("1200.00"), Text("1200.00")])?;
/// budgeter.add(&[Text("indetermine"), Nothing, Text("0.00"), Text("900.00")])?;
/// let budget = budgeter.finish();
/// let line = budget.lines(&budget.whole).next().unwrap();
/// let (_, total) = line.totals().next().unwrap();
/// assert_eq!(total.range(), Some((120_000, 210_000)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Budgeter {
    columns: Vec<usize>,
    reads: Vec<Reads>,
    by: Option<usize>,
    /// The columns of the other groups, in their order.
    others: Vec<usize>,
    budget: Budget,
    values: Vec<Vec<Due>>,
}

/// What is due of an amount on a row.
#[derive(Debug, Clone, Copy, Default)]
struct Due {
    value: Option<i64>,
    bounds: Option<(i64, i64)>,
}

impl Due {
    /// Between what and what, when it is known.
    fn ends(self, verdict: Verdict) -> Option<(i64, i64)> {
        match verdict {
            Verdict::Eligible => self.value.map(|value| (value, value)).or(self.bounds),
            Verdict::Undetermined => self.bounds,
            Verdict::NotEligible | Verdict::OutOfPeriod => Some((0, 0)),
        }
    }
}

impl Budgeter {
    /// Of a table with columns of these names, by the texts of one of them when it makes groups.
    ///
    /// Names are those of the command line (`bourse_regionale.verdict`) or of Python (`bourse_regionale__verdict`).
    ///
    /// # Errors
    /// [`Findings`] when no column is the verdict of a dispositif, when two columns have one name, when there is no column of the groups.
    pub fn new(plan: &Arc<Plan>, names: &[&str], by: Option<&str>) -> Result<Self, Findings> {
        Self::with_groups(plan, names, by, false)
    }

    /// The same, with groups of their own for each choice that a droit gives, and for each column that is a choice of the vocabulary.
    ///
    /// # Errors
    /// As [`Budgeter::new`].
    pub fn with_choices(plan: &Arc<Plan>, names: &[&str], by: Option<&str>) -> Result<Self, Findings> {
        Self::with_groups(plan, names, by, true)
    }

    fn with_groups(
        plan: &Arc<Plan>,
        names: &[&str],
        by: Option<&str>,
        choices: bool,
    ) -> Result<Self, Findings> {
        let mut findings = twice(names);
        let mut columns = Columns::new(names);
        let mut layout = Layout::default();
        let mut reads = Vec::new();
        for (position, dispositif) in (0_u16..).zip(&plan.dispositifs) {
            if let Some((read, droits)) = columns.dispositif(dispositif) {
                reads.push(read);
                layout.lines.push((position, droits));
            }
        }
        if reads.is_empty() {
            let message = "ce ne sont pas des décisions : aucune colonne n'est le verdict d'un dispositif";
            let finding = Finding::new(Code::ColumnMissing, Place::Whole, message);
            findings.push(finding.with_remedy(Remedy::GiveDecisionTable));
        }
        let at = by.map(|name| (name, columns.named(name)));
        if let Some((name, None)) = at {
            let message = format!("la table n'a pas de colonne `{name}`");
            let finding = Finding::new(Code::ColumnMissing, Place::Whole, message)
                .with_suggestion(nearest(name, names.iter().copied()))
                .with_help(
                    "gardez-la en décidant la table (`keep` en Python, `--garde` en ligne de commande)",
                );
            findings.push(finding);
        }
        if !findings.is_empty() {
            return Err(Findings::new(findings));
        }
        let others = if choices {
            columns.choices(plan)
        } else {
            Vec::new()
        };
        layout.together = together(plan, &layout);
        let tells_doubts = reads.iter().any(|reads| reads.doubts.is_some());
        let whole = Group::blank(&layout);
        let values = reads.iter().map(|_| Vec::new()).collect();
        Ok(Self {
            columns: columns.read,
            reads,
            by: at.and_then(|(_, at)| at),
            others: others.iter().map(|(at, _)| *at).collect(),
            budget: Budget {
                plan: Arc::clone(plan),
                layout,
                whole,
                by: by.map(str::to_owned),
                groups: BTreeMap::new(),
                others: others.into_iter().map(|(_, grouping)| grouping).collect(),
                stale: BTreeMap::new(),
                tells_doubts,
            },
            values,
        })
    }

    /// The positions of the columns that are read, in the order in which [`Budgeter::add`] takes their cells.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// For each of [`Budgeter::columns`], the decimals of the amounts that it holds; nothing of one that holds none.
    #[must_use]
    pub fn decimals(&self) -> Vec<Option<u8>> {
        let of = |at: usize| {
            let mut amounts = self.reads.iter().flat_map(|reads| &reads.amounts);
            let holds = |amount: &&AmountAt| {
                let (low, high) = amount.bounds.unzip();
                [amount.value, low, high].contains(&Some(at))
            };
            amounts.find(holds).map(|amount| amount.decimals)
        };
        (0..self.columns.len()).map(of).collect()
    }

    /// Adds a row up: one cell for each of [`Budgeter::columns`].
    ///
    /// # Errors
    /// A [`Finding`] when a verdict is none, when an amount is none, when there are too many groups: the row is not counted.
    pub fn add(&mut self, cells: &[Cell<'_>]) -> Result<(), Finding> {
        let verdicts: Result<Vec<Option<Verdict>>, Finding> = self
            .reads
            .iter()
            .map(|reads| verdict(text(cells, reads.verdict)))
            .collect();
        let verdicts = verdicts?;
        for (reads, values) in self.reads.iter().zip(&mut self.values) {
            values.clear();
            for amount in &reads.amounts {
                values.push(due(cells, amount)?);
            }
        }
        let group = match self.by {
            Some(at) => Some(self.group(text(cells, at))?),
            None => None,
        };
        let row = Row {
            plan: &self.budget.plan,
            layout: &self.budget.layout,
            reads: &self.reads,
            verdicts: &verdicts,
            values: &self.values,
            cells,
        };
        let groups = group.and_then(|name| self.budget.groups.get_mut(&name));
        for group in [Some(&mut self.budget.whole), groups].into_iter().flatten() {
            row.count(group);
        }
        // What is written on a row that was not decided may be anything: it makes no groups.
        if verdicts.iter().all(Option::is_some) {
            for (at, grouping) in self.others.iter().zip(&mut self.budget.others) {
                row.count(grouping.of(text(cells, *at), &self.budget.layout));
            }
        }
        row.stale(&mut self.budget.stale);
        Ok(())
    }

    /// What everything comes to.
    #[must_use]
    pub fn finish(self) -> Budget {
        self.budget
    }

    /// The group of a text, made when it is the first row of it.
    fn group(&mut self, name: &str) -> Result<String, Finding> {
        let groups = &mut self.budget.groups;
        if !groups.contains_key(name) {
            if groups.len() >= MOST_GROUPS {
                let column = self.budget.by.as_deref().unwrap_or_default();
                let message = format!("`{column}` fait plus de {MOST_GROUPS} groupes");
                let finding = Finding::new(Code::InputTooLarge, Place::Whole, message);
                return Err(finding.with_help("groupez ses valeurs avant, par tranches"));
            }
            groups.insert(name.to_owned(), Group::blank(&self.budget.layout));
        }
        Ok(name.to_owned())
    }
}

impl Grouping {
    /// The group of a text; those that come after too many are one.
    fn of(&mut self, name: &str, layout: &Layout) -> &mut Group {
        let is_new = !self.groups.contains_key(name);
        let name = if is_new && self.groups.len() >= MOST_GROUPS {
            ""
        } else {
            name
        };
        self.groups
            .entry(name.to_owned())
            .or_insert_with(|| Group::blank(layout))
    }
}

impl Group {
    fn blank(layout: &Layout) -> Self {
        let counted = layout.lines.iter().map(|(_, droits)| Counted {
            totals: vec![Total::default(); droits.len()],
            ..Counted::default()
        });
        Self {
            counted: counted.collect(),
            together: vec![Total::default(); layout.together.len()],
            ..Self::default()
        }
    }
}

/// A row that was read.
struct Row<'r> {
    plan: &'r Plan,
    layout: &'r Layout,
    reads: &'r [Reads],
    verdicts: &'r [Option<Verdict>],
    values: &'r [Vec<Due>],
    cells: &'r [Cell<'r>],
}

impl Row<'_> {
    fn count(&self, group: &mut Group) {
        group.rows = group.rows.saturating_add(1);
        if self.verdicts.iter().any(Option::is_none) {
            group.refused = group.refused.saturating_add(1);
            return;
        }
        let each = self.verdicts.iter().zip(self.values).zip(self.reads);
        for (((verdict, values), reads), counted) in each.zip(&mut group.counted) {
            let Some(verdict) = *verdict else { continue };
            let position = Verdict::ALL.iter().position(|known| *known == verdict);
            if let Some(count) = position.and_then(|position| counted.verdicts.get_mut(position)) {
                *count = count.saturating_add(1);
            }
            let doubtful = reads
                .doubts
                .is_some_and(|at| !matches!(text(self.cells, at), "" | "0"));
            for (due, total) in values.iter().zip(&mut counted.totals) {
                total.add(verdict, due.value, due.bounds);
                if let Some((_, most)) = due.ends(verdict).filter(|(_, most)| doubtful && *most > 0) {
                    total.doubt(most);
                }
            }
        }
        for (together, total) in self.layout.together.iter().zip(&mut group.together) {
            self.together(together, total);
        }
    }

    /// The compatible dispositifs that are worth the most: of what is settled, of what is due at least, of what is due at most.
    fn together(&self, together: &Together, total: &mut Total) {
        let (mut settled, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
        let (mut is_bounded, mut is_open, mut is_eligible) = (true, false, false);
        for (position, (line, amount)) in together.dispositifs.iter().zip(&together.amounts) {
            let verdict = self.verdicts.get(*line).copied().flatten();
            let due = self.values.get(*line).and_then(|values| values.get(*amount));
            let Some((verdict, due)) = verdict.zip(due) else {
                continue;
            };
            let Some((least, most)) = due.ends(verdict) else {
                is_bounded = false;
                continue;
            };
            if verdict == Verdict::Eligible {
                is_eligible = true;
                settled.extend(due.value.map(|value| (*position, value)));
            }
            is_open |= least != most;
            low.push((*position, least));
            high.push((*position, most));
        }
        let best = |candidates: &[(u16, i64)]| most_of_compatible(self.plan, candidates);
        let (low, high) = (best(&low), best(&high));
        let (verdict, value) = match (is_bounded, is_open) {
            (true, false) if is_eligible => (Verdict::Eligible, Some(low)),
            (true, false) => return,
            (false, _) | (true, true) => (Verdict::Undetermined, None),
        };
        total.add(verdict, value, is_bounded.then_some((low, high)));
        if value.is_none() {
            total.settle(best(&settled));
        }
    }

    /// Which values past their day decisions rest on.
    fn stale(&self, stale: &mut BTreeMap<String, u64>) {
        for at in self.reads.iter().filter_map(|reads| reads.stale) {
            for id in text(self.cells, at).split_ascii_whitespace() {
                match stale.get_mut(id) {
                    Some(count) => *count = count.saturating_add(1),
                    None => drop(stale.insert(id.to_owned(), 1)),
                }
            }
        }
    }
}

fn text<'c>(cells: &'c [Cell<'_>], at: usize) -> &'c str {
    match cells.get(at) {
        Some(Cell::Text(text)) => text,
        Some(Cell::Nothing | Cell::Scaled(_)) | None => "",
    }
}

/// The verdict of a row; `None` of one that was not decided.
fn verdict(text: &str) -> Result<Option<Verdict>, Finding> {
    if text.is_empty() || is_refused(text) {
        return Ok(None);
    }
    let known = Verdict::ALL.iter().find(|verdict| verdict.word() == text);
    known.copied().map(Some).ok_or_else(|| {
        let message = format!("`{}` n'est pas un verdict", crate::dossier::shortened(text));
        Finding::new(Code::WrongType, Place::Whole, message).with_remedy(Remedy::GiveDecisionTable)
    })
}

fn due(cells: &[Cell<'_>], amount: &AmountAt) -> Result<Due, Finding> {
    let read = |at: Option<usize>| match at.and_then(|at| cells.get(at)) {
        None | Some(Cell::Nothing | Cell::Text("")) => Ok(None),
        Some(Cell::Scaled(value)) => Ok(Some(*value)),
        Some(Cell::Text(text)) => decimal::parse(text, amount.decimals).map(Some).map_err(|error| {
            let message = format!(
                "`{}` n'est pas un montant : {error}",
                crate::dossier::shortened(text)
            );
            Finding::new(Code::WrongType, Place::Whole, message).with_remedy(Remedy::GiveDecisionTable)
        }),
    };
    let (low, high) = amount.bounds.unzip();
    Ok(Due {
        value: read(amount.value)?,
        bounds: read(low)?.zip(read(high)?),
    })
}
