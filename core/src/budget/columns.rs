//! Which columns of a table of decisions tell amounts.

use std::collections::BTreeMap;

use super::model::{Grouping, Layout, Together};
use crate::{
    plan::{DispositifPlan, Plan},
    vocabulary::Style,
};

/// Where a dispositif is read: positions among the columns that are read.
#[derive(Debug, Clone)]
pub(super) struct Reads {
    pub(super) verdict: usize,
    pub(super) amounts: Vec<AmountAt>,
    pub(super) doubts: Option<usize>,
    pub(super) stale: Option<usize>,
}

/// Where an amount is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct AmountAt {
    /// What is due, when it is settled.
    pub(super) value: Option<usize>,
    /// Between what and what it is due.
    pub(super) bounds: Option<(usize, usize)>,
    pub(super) decimals: u8,
}

/// The columns of a table that are read.
pub(super) struct Columns<'n> {
    names: &'n [&'n str],
    /// Positions in the table, in the order in which their cells are given.
    pub(super) read: Vec<usize>,
}

impl<'n> Columns<'n> {
    pub(super) const fn new(names: &'n [&'n str]) -> Self {
        Self {
            names,
            read: Vec::new(),
        }
    }

    /// Where a column goes among those that are read, once.
    pub(super) fn named(&mut self, name: &str) -> Option<usize> {
        let at = self.names.iter().position(|known| *known == name)?;
        let before = self.read.iter().position(|column| *column == at);
        before.or_else(|| {
            self.read.push(at);
            self.read.len().checked_sub(1)
        })
    }

    /// A column of a dispositif, by the name of the command line or that of Python.
    fn of(&mut self, dispositif: &str, column: &str) -> Option<usize> {
        let named = self.named(&format!("{dispositif}.{column}"));
        named.or_else(|| self.named(&format!("{dispositif}__{column}")))
    }

    /// What the table says of a dispositif, and the positions of its amounts among its droits; nothing when it has no verdict.
    pub(super) fn dispositif(&mut self, plan: &DispositifPlan) -> Option<(Reads, Vec<u16>)> {
        let id = &plan.id;
        let verdict = self.of(id, "verdict")?;
        let (mut amounts, mut droits) = (Vec::new(), Vec::new());
        for (position, droit) in (0_u16..).zip(&plan.droits) {
            if droit.declared.style != Style::Amount {
                continue;
            }
            let value = self.of(id, &droit.id);
            let low = self.of(id, &format!("{}_min", droit.id));
            let bounds = low.zip(self.of(id, &format!("{}_max", droit.id)));
            if value.is_some() || bounds.is_some() {
                let decimals = droit.declared.decimals();
                amounts.push(AmountAt {
                    value,
                    bounds,
                    decimals,
                });
                droits.push(position);
            }
        }
        let reads = Reads {
            verdict,
            amounts,
            doubts: self.of(id, "doutes"),
            stale: self.of(id, "perimes"),
        };
        Some((reads, droits))
    }
}

impl Columns<'_> {
    /// The columns whose values make groups: the choices that droits give, and the facts of the table that are choices.
    pub(super) fn choices(&mut self, plan: &Plan) -> Vec<(usize, Grouping)> {
        let grouping = |by: &str, dispositif| Grouping {
            by: by.to_owned(),
            dispositif,
            groups: BTreeMap::new(),
        };
        let mut all = Vec::new();
        for (position, dispositif) in (0_u16..).zip(&plan.dispositifs) {
            let choices = dispositif.droits.iter();
            for droit in choices.filter(|droit| droit.declared.kind.is_choice()) {
                let at = self.of(&dispositif.id, &droit.id);
                all.extend(at.map(|at| (at, grouping(&droit.id, Some(position)))));
            }
        }
        for name in self.names {
            let fact = plan.vocabulary.fact_named(name);
            if fact.is_some_and(|(_, fact)| fact.declared.kind.is_choice()) {
                all.extend(self.named(name).map(|at| (at, grouping(name, None))));
            }
        }
        all
    }
}

/// The dispositifs that a person asks for, put together by the unit of their main amount; those that are alone in theirs are not.
pub(super) fn together(plan: &Plan, layout: &Layout) -> Vec<Together> {
    let mut all: Vec<Together> = Vec::new();
    for (at, (position, droits)) in layout.lines.iter().enumerate() {
        let Some(dispositif) = plan.dispositif(*position).filter(|one| one.is_for_a_person()) else {
            continue;
        };
        let droit = |position: &u16| dispositif.droits.get(usize::from(*position));
        let is_main = |position: &u16| droit(position).is_some_and(|droit| droit.principal);
        let only = (droits.len() == 1).then_some(0);
        let Some(main) = droits.iter().position(is_main).or(only) else {
            continue;
        };
        let declared = droits.get(main).and_then(droit).map(|droit| &droit.declared);
        let Some((declared, unit)) = declared.and_then(|declared| Some((declared, declared.unit()?))) else {
            continue;
        };
        match all
            .iter_mut()
            .find(|one| one.unit == *unit && one.decimals == declared.decimals())
        {
            Some(one) => {
                one.dispositifs.push(*position);
                one.amounts.push((at, main));
            }
            None => all.push(Together {
                unit: unit.clone(),
                decimals: declared.decimals(),
                dispositifs: vec![*position],
                amounts: vec![(at, main)],
            }),
        }
    }
    all.retain(|one| one.dispositifs.len() > 1);
    all
}
