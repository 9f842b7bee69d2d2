//! Random dossiers of a pack, drawn towards the edges of its rules: ceilings, thresholds, ends of periods, ends of facts.

use std::{collections::BTreeMap, sync::Arc};

use bareme::{
    date::{Day, Period},
    decimal,
    pack::model::Pack,
    vocabulary::{DeclaredType, Kind, Style, Unit},
};
use proptest::{prelude::*, sample::select};
use serde_json::Value as Json;

/// A dossier as JSON writes it.
pub(crate) type Facts = BTreeMap<String, Json>;

/// What the dossiers of a pack may hold.
#[derive(Clone)]
pub(crate) struct Space {
    facts: Vec<(String, BoxedStrategy<Json>)>,
    days: Arc<Vec<i64>>,
    /// Dossiers that are known to reach far into the rules: random ones keep most of their facts.
    models: Arc<Vec<Facts>>,
}

impl Space {
    pub(crate) fn new(pack: &Pack, models: Vec<Facts>) -> Self {
        let days = Arc::new(days(pack));
        let amounts = amounts(pack);
        // What follows from other facts is left to them: stated at random, it would be refused.
        let follows = |position: u16| {
            pack.deductions
                .iter()
                .any(|deduction| deduction.fact.0 == position)
        };
        let facts = (0_u16..).zip(&pack.vocabulary.facts);
        let facts = facts
            .filter(|(position, _)| !follows(*position))
            .map(|(_, fact)| {
                let kind = match &fact.declared.kind {
                    Kind::Choice(id) => {
                        let members = &pack.vocabulary.enumerations[usize::from(id.0)].members;
                        let names: Vec<Json> =
                            members.iter().map(|member| member.name.clone().into()).collect();
                        select(names).boxed()
                    }
                    _ => scalar(&fact.declared, &amounts, &days),
                };
                (fact.name.clone(), kind)
            });
        Self {
            facts: facts.collect(),
            days,
            models: Arc::new(models),
        }
    }

    /// A dossier in which every fact is known.
    pub(crate) fn complete(&self) -> BoxedStrategy<Facts> {
        self.dossiers(0..1)
    }

    /// A dossier in which some facts are known: from nearly none to nearly all.
    pub(crate) fn partial(&self) -> BoxedStrategy<Facts> {
        self.dossiers(0..100)
    }

    fn dossiers(&self, unknown: std::ops::Range<u32>) -> BoxedStrategy<Facts> {
        let names: Vec<String> = self.facts.iter().map(|(name, _)| name.clone()).collect();
        // For each fact: a value, whether to keep that of the model instead, whether it is known.
        let drawn: Vec<_> = self
            .facts
            .iter()
            .map(|(_, value)| (value.clone(), 0..100_u32, 0..100_u32))
            .collect();
        let models = self.models.clone();
        let model = if models.is_empty() {
            (0..1_usize).boxed()
        } else {
            (0..models.len()).boxed()
        };
        (model, 0..100_u32, unknown, drawn)
            .prop_map(move |(model, changed, unknown, drawn)| {
                let model = models.get(model);
                let facts = names
                    .iter()
                    .zip(drawn)
                    .filter(|(_, (_, _, known))| *known >= unknown);
                let facts = facts.map(|(name, (value, change, _))| {
                    let kept = model
                        .and_then(|model| model.get(name))
                        .filter(|_| change >= changed / 2);
                    (name.clone(), kept.cloned().unwrap_or(value))
                });
                coherent(facts.collect(), LAST)
            })
            .boxed()
    }

    /// A reference date.
    pub(crate) fn date(&self) -> BoxedStrategy<Day> {
        near(&self.days).prop_map(Day::from_number).boxed()
    }
}

/// `facts` over `others`, kept coherent without touching `facts`.
pub(crate) fn over(facts: &Facts, others: &Facts) -> Facts {
    let mut all = others.clone();
    all.extend(facts.clone());
    coherent(all, if facts.contains_key(LAST) { FIRST } else { LAST })
}

const FIRST: &str = "date_entree_formation";
const LAST: &str = "date_fin_formation";

/// A training that ended before it began is refused, which is another law: one of its dates becomes the other one.
fn coherent(mut facts: Facts, moved: &str) -> Facts {
    let date = |name: &str| facts.get(name).and_then(Json::as_str).map(str::to_owned);
    if let (Some(first), Some(last)) = (date(FIRST), date(LAST))
        && last < first
    {
        facts.insert(moved.to_owned(), if moved == LAST { first } else { last }.into());
    }
    facts
}

fn scalar(declared: &DeclaredType, amounts: &[(Unit, i128)], days: &Arc<Vec<i64>>) -> BoxedStrategy<Json> {
    let (min, max) = (declared.min, declared.max);
    let whole = declared.style == Style::Integer;
    match &declared.kind {
        Kind::Boolean => any::<bool>().prop_map(Json::from).boxed(),
        Kind::Number { decimals, unit } => {
            let decimals = *decimals;
            let one = decimal::pow10(decimals);
            let step = 10_i128.pow(12 - u32::from(decimals));
            let mut edges: Vec<i64> = amounts
                .iter()
                .filter(|(other, _)| other == unit)
                .filter_map(|(_, amount)| i64::try_from(amount / step).ok())
                .flat_map(|edge| [edge, edge.saturating_mul(2)])
                .filter(|edge| (min..=max).contains(edge))
                .chain([min, max, 0.clamp(min, max)])
                .collect();
            edges.sort_unstable();
            edges.dedup();
            let aside = select(vec![0, 1, -1, one, -one]);
            let near = (select(edges), aside).prop_map(|(edge, aside)| edge + aside);
            let small = min..=max.min(min.saturating_add(one.saturating_mul(30)));
            prop_oneof![3 => near, 1 => small, 1 => min..=max]
                .prop_map(move |scaled| {
                    let scaled = scaled.clamp(min, max);
                    if whole {
                        scaled.into()
                    } else {
                        decimal::format(scaled, decimals).into()
                    }
                })
                .boxed()
        }
        _ => near(days)
            .prop_map(move |day| Day::from_number(day.clamp(min, max)).to_string().into())
            .boxed(),
    }
}

/// The days on which something changes, the day before, the day after, any day of a few years, any month's last day.
fn near(days: &Arc<Vec<i64>>) -> BoxedStrategy<i64> {
    let months = (2015..2028_i32, 1..=12_u8)
        .prop_map(|(year, month)| i64::from(Day::from_calendar(year, month, 1).unwrap().number()) - 1);
    prop_oneof![
        3 => (select(days.to_vec()), -1..=1_i64).prop_map(|(day, aside)| day + aside),
        1 => 17_000..21_500_i64,
        1 => months,
    ]
    .boxed()
}

fn days(pack: &Pack) -> Vec<i64> {
    let mut periods: Vec<Period> = pack
        .parameters
        .iter()
        .flat_map(|p| &p.values)
        .map(|dated| dated.period)
        .collect();
    periods.extend(
        pack.tables
            .iter()
            .flat_map(|table| &table.periods)
            .map(|period| period.period),
    );
    for dispositif in &pack.dispositifs {
        periods.push(dispositif.in_force);
        periods.extend(dispositif.conditions.iter().map(|condition| condition.period));
        periods.extend(dispositif.droits.iter().map(|droit| droit.period));
    }
    let dated = pack.parameters.iter().filter(|p| p.declared.kind.is_date());
    let values = dated.flat_map(|p| &p.values).map(|dated| dated.value);
    let mut days: Vec<i64> = periods
        .iter()
        .flat_map(|period| {
            let ends = period.last().map(|last| last.add_days(1));
            let starts = (period.from != Day::MIN).then_some(period.from);
            starts.into_iter().chain(ends)
        })
        .map(|day| i64::from(day.number()))
        .chain(values)
        .chain([19_966])
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Every number of the parameters and tables with its unit, with twelve decimals.
fn amounts(pack: &Pack) -> Vec<(Unit, i128)> {
    let mut amounts = Vec::new();
    let mut add = |declared: &DeclaredType, values: &mut dyn Iterator<Item = i64>| {
        if let Kind::Number { decimals, unit } = &declared.kind {
            let factor = 10_i128.pow(12 - u32::from(*decimals));
            amounts.extend(values.map(|value| (unit.clone(), i128::from(value) * factor)));
        }
    };
    for parameter in &pack.parameters {
        add(
            &parameter.declared,
            &mut parameter.values.iter().map(|dated| dated.value),
        );
    }
    for table in &pack.tables {
        for (position, key) in table.keys.iter().enumerate() {
            add(
                &key.declared,
                &mut table
                    .periods
                    .iter()
                    .flat_map(|period| period.axes[position].iter().copied()),
            );
        }
        for (position, column) in table.columns.iter().enumerate() {
            add(
                &column.declared,
                &mut table
                    .periods
                    .iter()
                    .flat_map(|period| period.cells[position].iter().copied()),
            );
        }
    }
    amounts
}
