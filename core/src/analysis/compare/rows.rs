//! Tables of dossiers decided with both packs: who gains, who loses, and how much in all.

use rust_decimal::Decimal;

use super::{measured::Measured, model::Pair};
use crate::{
    columns::{DispositifColumns, verdict_code},
    date::Day,
    decimal::pow10,
    plan::{DispositifPlan, PlanContent},
};

/// By how much an amount is more in all, over the dossiers for which it is known before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Euros {
    /// The id of the droit.
    pub droit: String,
    /// What a person reads.
    pub title: String,
    /// Its unit, as files write it.
    pub unit: String,
    decimals: u8,
    total: i128,
}

impl Euros {
    /// The total, negative when less is due.
    #[must_use]
    pub fn total(&self) -> Decimal {
        Decimal::try_from_i128_with_scale(self.total, self.decimals.into()).unwrap_or(if self.total < 0 {
            Decimal::MIN
        } else {
            Decimal::MAX
        })
    }
}

/// What becomes of the dossiers of a table, for one dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCounts {
    /// Which.
    pub pair: Pair,
    /// They are granted it and were not, or receive more of something and less of nothing.
    pub gain: u64,
    /// They were granted it and are not, or receive less of something and more of nothing.
    pub lose: u64,
    /// They are decided otherwise, for neither more nor less.
    pub otherwise: u64,
    /// They are decided as before.
    pub same: u64,
    /// A fact is missing to know, before or after.
    pub undetermined: u64,
    /// They contradict themselves, before or after.
    pub refused: u64,
    /// Of each amount.
    pub euros: Vec<Euros>,
    /// For each droit that is a choice in both packs, the positions of its old members among the new ones.
    members: Vec<(String, Vec<Option<u8>>)>,
}

/// What becomes of one dossier, as [`RowCounts`] counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is granted and was not, or receives more of something and less of nothing.
    Gain,
    /// It was granted and is not, or receives less of something and more of nothing.
    Lose,
    /// It is decided otherwise, for neither more nor less.
    Otherwise,
    /// It is decided as before.
    Same,
    /// A fact is missing to know.
    Undetermined,
    /// It contradicts itself.
    Refused,
}

/// A dispositif and its pack.
type Of<'p> = (&'p PlanContent, &'p DispositifPlan);

impl RowCounts {
    /// Nobody yet, of a dispositif of one or both packs.
    #[must_use]
    pub fn new(pair: Pair, before: Option<Of<'_>>, after: Option<Of<'_>>) -> Self {
        let euros = euros(before, after);
        Self {
            pair,
            gain: 0,
            lose: 0,
            otherwise: 0,
            same: 0,
            undetermined: 0,
            refused: 0,
            euros,
            members: members(before, after),
        }
    }

    /// Adds a row of the same dossier in both answers, and says what becomes of it; `None` where the dispositif is not.
    pub fn add(
        &mut self,
        row: usize,
        before: Option<&DispositifColumns>,
        after: Option<&DispositifColumns>,
    ) -> Fate {
        let fate = self.fate(row, before, after);
        let count = match fate {
            Fate::Gain => &mut self.gain,
            Fate::Lose => &mut self.lose,
            Fate::Otherwise => &mut self.otherwise,
            Fate::Same => &mut self.same,
            Fate::Undetermined => &mut self.undetermined,
            Fate::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
        fate
    }

    /// The amounts that are added up: each that a person receives in euros, the principal one first.
    pub(super) fn measured(&self, dispositif: Option<Of<'_>>, day: Day) -> Vec<Measured> {
        let is_principal = |euros: &Euros| {
            dispositif.is_some_and(|(_, one)| {
                one.droits
                    .iter()
                    .any(|droit| droit.principal && droit.id == euros.droit)
            })
        };
        let (principal, others): (Vec<&Euros>, Vec<&Euros>) =
            self.euros.iter().partition(|euros| is_principal(euros));
        let each = principal.into_iter().chain(others).map(|euros| Measured {
            droit: euros.droit.clone(),
            title: titled(dispositif, &euros.droit, day).unwrap_or_else(|| euros.title.clone()),
            unit: euros.unit.clone(),
            decimals: euros.decimals,
        });
        each.collect()
    }

    fn fate(
        &mut self,
        row: usize,
        before: Option<&DispositifColumns>,
        after: Option<&DispositifColumns>,
    ) -> Fate {
        let code = |side: Option<&DispositifColumns>| {
            side.map_or(verdict_code::NOT_ELIGIBLE, |columns| {
                columns
                    .verdicts
                    .get(row)
                    .copied()
                    .unwrap_or(verdict_code::REFUSED)
            })
        };
        let (old, new) = (code(before), code(after));
        if [old, new].contains(&verdict_code::REFUSED) {
            return Fate::Refused;
        }
        if [old, new].contains(&verdict_code::UNDETERMINED) {
            return Fate::Undetermined;
        }
        let (was, is) = (old == verdict_code::ELIGIBLE, new == verdict_code::ELIGIBLE);
        let (mut more, mut less, mut unknown) = (false, false, false);
        for euros in &mut self.euros {
            let due = |columns: Option<&DispositifColumns>, granted: bool| {
                amount(columns, &euros.droit, row, granted, euros.decimals)
            };
            let (Some(old), Some(new)) = (due(before, was), due(after, is)) else {
                unknown = true;
                continue;
            };
            more |= new > old;
            less |= new < old;
            euros.total = euros
                .total
                .saturating_add(i128::from(new))
                .saturating_sub(i128::from(old));
        }
        match (was, is) {
            (false, true) => Fate::Gain,
            (true, false) => Fate::Lose,
            _ if unknown => Fate::Undetermined,
            _ => match (more, less) {
                (true, false) => Fate::Gain,
                (false, true) => Fate::Lose,
                (true, true) => Fate::Otherwise,
                (false, false) if old == new && self.alike(row, before, after) => Fate::Same,
                (false, false) => Fate::Otherwise,
            },
        }
    }

    /// Are the droits that both packs have the same?
    fn alike(
        &self,
        row: usize,
        before: Option<&DispositifColumns>,
        after: Option<&DispositifColumns>,
    ) -> bool {
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        before.droits.iter().all(|old| {
            let Some(new) = after.droits.iter().find(|new| new.id == old.id) else {
                return true;
            };
            let members = self.members.iter().find(|(id, _)| *id == old.id);
            let was = match (known(before, &old.id, row), members) {
                (Some((value, _)), Some((_, positions))) => {
                    let position = usize::try_from(value).ok().and_then(|at| positions.get(at));
                    position.copied().flatten().map(i64::from)
                }
                (known, _) => {
                    let more = new.declared.decimals().saturating_sub(old.declared.decimals());
                    known.map(|(value, _)| value.saturating_mul(pow10(more)))
                }
            };
            let more = old.declared.decimals().saturating_sub(new.declared.decimals());
            was == known(after, &old.id, row).map(|(value, _)| value.saturating_mul(pow10(more)))
        })
    }
}

/// The title of a droit of a dispositif, as it is read on a day.
fn titled(dispositif: Option<Of<'_>>, droit: &str, day: Day) -> Option<String> {
    let (plan, dispositif) = dispositif?;
    let found = dispositif.droits.iter().find(|one| one.id == droit)?;
    Some(plan.titled(&found.title, Some(day)).into_owned())
}

/// What a droit is on a row, with its decimals: that of the version of it that exists on the date of effect.
fn known(columns: &DispositifColumns, droit: &str, row: usize) -> Option<(i64, u8)> {
    let mut versions = columns.droits.iter().filter(|column| column.id == droit);
    versions.find_map(|column| Some((column.get(row)?, column.declared.decimals())))
}

/// The amounts that a person receives in euros, of either pack; not those whose unit is another in the other.
fn euros(before: Option<Of<'_>>, after: Option<Of<'_>>) -> Vec<Euros> {
    let mut euros: Vec<Euros> = Vec::new();
    let mut other: Vec<&str> = Vec::new();
    for (plan, dispositif) in [after, before].into_iter().flatten() {
        for droit in &dispositif.droits {
            if !droit.is_received() || !droit.declared.kind.is_euros() {
                continue;
            }
            let unit = droit.declared.unit().map(ToString::to_string).unwrap_or_default();
            let decimals = droit.declared.decimals();
            match euros.iter_mut().find(|known| known.droit == droit.id) {
                None => euros.push(Euros {
                    droit: droit.id.clone(),
                    title: plan.titled(&droit.title, None).into_owned(),
                    unit,
                    decimals,
                    total: 0,
                }),
                Some(known) if known.unit != unit => other.push(&droit.id),
                Some(known) => known.decimals = known.decimals.max(decimals),
            }
        }
    }
    euros.retain(|one| !other.contains(&one.droit.as_str()));
    euros
}

/// What is known to be due on a row: 0 to who has no right to it, or when it is not yet or no more given.
pub(super) fn amount(
    columns: Option<&DispositifColumns>,
    droit: &str,
    row: usize,
    granted: bool,
    decimals: u8,
) -> Option<i64> {
    let Some(columns) = columns.filter(|_| granted) else {
        return Some(0);
    };
    match known(columns, droit, row) {
        Some((value, own)) => Some(value.saturating_mul(pow10(decimals.saturating_sub(own)))),
        // A droit that the dispositif has not, or has not on this day, is no money.
        None if columns.missing.get(row) && columns.droits.iter().any(|column| column.id == droit) => None,
        None => Some(0),
    }
}

/// The same member in the new pack, for each member of a droit of the old one that is a choice.
fn members(before: Option<Of<'_>>, after: Option<Of<'_>>) -> Vec<(String, Vec<Option<u8>>)> {
    let (Some((old, before)), Some((new, after))) = (before, after) else {
        return Vec::new();
    };
    let of_droits = before.droits.iter().filter_map(|droit| {
        let other = after.droits.iter().find(|other| other.id == droit.id)?;
        let was = old.vocabulary.enumeration_of(&droit.declared.kind)?;
        let is = new.vocabulary.enumeration_of(&other.declared.kind)?;
        let positions = was.members.iter().map(|member| is.position(&member.name));
        Some((droit.id.clone(), positions.collect()))
    });
    of_droits.collect()
}
