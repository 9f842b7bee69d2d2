//! Random dossiers as columns, and each of their rows as a dossier.

use std::collections::BTreeMap;

use bareme::{
    Day, Dossier, Engine, FactValue,
    catalogue::{Plan, Role},
    columns::{Bitmap, Column, Part, Values},
    decimal,
    vocabulary::{Fact, FactId, Kind},
};

use super::random::Random;

enum Stored {
    Bits(Vec<u8>),
    Booleans(Vec<bool>),
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
    Codes(Vec<u8>),
}

struct Drawn {
    fact: String,
    part: Part,
    /// That of the column.
    name: String,
    kind: Kind,
    decimals: u8,
    members: Vec<String>,
    /// Truths as 0 and 1, numbers scaled, days, positions.
    values: Vec<i64>,
    known: Option<Vec<bool>>,
    stored: Stored,
    bits: Option<Vec<u8>>,
    offset: usize,
}

/// Dossiers of one batch.
pub(crate) struct Table {
    pub(crate) rows: usize,
    drawn: Vec<Drawn>,
}

impl Table {
    /// `missing` per cent of facts are unknown, `absent` per cent of columns are left out.
    pub(crate) fn random(plan: &Plan, random: &mut Random, rows: usize, missing: u64, absent: u64) -> Self {
        let edges = edges(plan);
        // Now and then most dossiers look alike, so that whole chunks are settled.
        let alike = random.chance(30);
        // Or nothing is missing in every second chunk.
        let together = random.chance(30);
        // What follows from other facts is left to them, or stated in their place; now and then both are, and most rows are refused.
        let stated = random.below(10);
        // Now and then some numbers and dates are known by their ends.
        let intervals = if random.chance(40) { 30 } else { 0 };
        let follows = |id: FactId| plan.deduction(id).is_some();
        let leads = |id: FactId| {
            let parts = plan.deductions.iter().flat_map(|deduction| &deduction.rule.parts);
            let mut read = parts.filter(|part| part.role == Role::Fact(id));
            read.any(|part| plan.kind(part.node).is_choice())
        };
        let drawn = (0_u16..)
            .map(FactId)
            .zip(&plan.vocabulary.facts)
            .filter(|(id, _)| match stated {
                0 => true,
                1..=4 => !leads(*id),
                _ => !follows(*id),
            })
            .map(|(_, fact)| fact)
            .filter(|_| !random.chance(absent))
            .collect::<Vec<_>>()
            .into_iter()
            .flat_map(|fact| {
                let has_ends = fact.declared.kind.is_number() || fact.declared.kind.is_date();
                let by_ends = random.chance(intervals) && has_ends;
                let one_end = random.below(4);
                let mut drawn = |part, least: Option<&Drawn>| {
                    let how = (alike, together);
                    draw(plan, (fact, part), least, &edges, random, (rows, missing), how)
                };
                if !by_ends {
                    return vec![drawn(Part::Value, None)];
                }
                let min = drawn(Part::Min, None);
                match one_end {
                    0 => vec![min],
                    1 => vec![drawn(Part::Max, None)],
                    _ => vec![drawn(Part::Max, Some(&min)), min],
                }
            })
            .collect();
        Self { rows, drawn }
    }

    pub(crate) fn columns(&self) -> Vec<Column<'_>> {
        self.drawn
            .iter()
            .map(|drawn| Column {
                fact: &drawn.name,
                values: match &drawn.stored {
                    Stored::Bits(bytes) => Values::Bits(Bitmap::new(bytes, drawn.offset, self.rows).unwrap()),
                    Stored::Booleans(values) => Values::Booleans(values),
                    Stored::Narrow(values) => Values::Narrow(values),
                    Stored::Wide(values) => Values::Wide(values),
                    Stored::Codes(values) => Values::Codes(values),
                },
                known: drawn
                    .bits
                    .as_ref()
                    .map(|bytes| Bitmap::new(bytes, drawn.offset, self.rows).unwrap()),
            })
            .collect()
    }

    fn stated(&self, row: usize) -> impl Iterator<Item = (&Drawn, i64)> {
        self.drawn
            .iter()
            .filter(move |drawn| drawn.known.as_ref().is_none_or(|known| known[row]))
            .map(move |drawn| (drawn, drawn.values[row]))
    }

    pub(crate) fn dossier(&self, engine: &Engine, row: usize) -> Dossier {
        let mut dossier = engine.dossier();
        let mut ends: BTreeMap<&str, [Option<FactValue<'_>>; 2]> = BTreeMap::new();
        for (drawn, value) in self.stated(row) {
            let stated = match &drawn.kind {
                Kind::Boolean => FactValue::Boolean(value == 1),
                Kind::Date => FactValue::Day(Day::from_number(value)),
                Kind::Choice(_) => FactValue::Text(&drawn.members[value as usize]),
                Kind::Number { .. } => FactValue::Decimal(decimal::to_decimal(value, drawn.decimals)),
            };
            match drawn.part {
                Part::Value => dossier.insert(&drawn.fact, stated).unwrap(),
                Part::Min => ends.entry(&drawn.fact).or_default()[0] = Some(stated),
                Part::Max => ends.entry(&drawn.fact).or_default()[1] = Some(stated),
            }
        }
        for (fact, [min, max]) in ends {
            let between = FactValue::Between(min.as_ref(), max.as_ref());
            dossier.insert(fact, between).unwrap();
        }
        dossier
    }

    /// The facts stated on a row, as they are stored.
    pub(crate) fn show(&self, row: usize, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.stated(row)
            .try_for_each(|(drawn, value)| write!(f, "{}={value} ", drawn.name))
    }
}

/// The numbers, and the days, at which rules change their mind.
struct Edges {
    numbers: Vec<i64>,
    days: Vec<i64>,
}

fn edges(plan: &Plan) -> Edges {
    let mut edges = Edges {
        numbers: (0..20).collect(),
        days: Vec::new(),
    };
    for point in plan.parameters.iter().flat_map(|series| &series.points) {
        edges.numbers.push(point.value.lo);
        edges.days.push(point.from.number().into());
    }
    for table in &plan.tables {
        for layout in &table.periods {
            edges.days.push(layout.from.number().into());
            edges.numbers.extend(layout.axes.iter().flatten());
            let cells = layout.cells.iter().flatten();
            edges
                .numbers
                .extend(cells.flat_map(|cell| [*cell, cell.saturating_mul(100)]));
        }
    }
    edges.numbers.sort_unstable();
    edges.numbers.dedup();
    edges.days.sort_unstable();
    edges.days.dedup();
    edges
}

fn draw(
    plan: &Plan,
    (fact, part): (&Fact, Part),
    least: Option<&Drawn>,
    edges: &Edges,
    random: &mut Random,
    (rows, missing): (usize, u64),
    (alike, together): (bool, bool),
) -> Drawn {
    let declared = &fact.declared;
    let members: Vec<String> = match &declared.kind {
        Kind::Choice(id) => plan
            .vocabulary
            .enumeration(*id)
            .unwrap()
            .members
            .iter()
            .map(|member| member.name.clone())
            .collect(),
        _ => Vec::new(),
    };
    let likely = random.chance(50);
    let favourite = random.below(members.len().max(1) as u64) as i64;
    let mut values: Vec<i64> = (0..rows)
        .map(|_| match &declared.kind {
            Kind::Boolean if alike => (likely ^ random.chance(2)).into(),
            Kind::Boolean => (random.below(4) > u64::from(likely) * 2).into(),
            Kind::Choice(_) if alike && !random.chance(3) => favourite,
            Kind::Choice(_) => random.below(members.len() as u64) as i64,
            Kind::Number { .. } => number(random, &edges.numbers, declared.min, declared.max),
            Kind::Date => {
                let recent = (17_000.max(declared.min), 20_900.min(declared.max));
                let (min, max) = if random.chance(90) && recent.0 < recent.1 {
                    recent
                } else {
                    (declared.min, declared.max)
                };
                number(random, &edges.days, min, max)
            }
        })
        .collect();
    for (value, least) in values
        .iter_mut()
        .zip(least.iter().flat_map(|least| &least.values))
    {
        // Half of them are as narrow as can be, or nearly so.
        let near = least.saturating_add(random.between(0, 2)).min(declared.max);
        *value = if random.chance(50) {
            near
        } else {
            (*value).max(*least)
        };
    }
    let known: Option<Vec<bool>> = (missing > 0 && random.chance(85)).then(|| {
        let complete = |row: usize| together && row / 1024 % 2 == 1;
        let rows = 0..rows;
        rows.map(|row| !random.chance(missing) || complete(row)).collect()
    });
    let offset = random.below(20) as usize;
    let pack = |bit: &dyn Fn(usize) -> bool| {
        let mut bytes = vec![0_u8; (rows + offset).div_ceil(8)];
        (0..rows)
            .filter(|row| bit(*row))
            .for_each(|row| bytes[(row + offset) / 8] |= 1 << ((row + offset) % 8));
        bytes
    };
    // What stands behind an unknown fact is nothing, and may be anything.
    let behind = random.next();
    let kept = |row: usize| known.as_ref().is_none_or(|known| known[row]);
    let value = |row: usize| if kept(row) { values[row] } else { behind as i64 };
    let stored = match &declared.kind {
        Kind::Boolean if random.chance(50) => Stored::Bits(pack(&|row| value(row) & 1 == 1)),
        Kind::Boolean => Stored::Booleans((0..rows).map(|row| value(row) & 1 == 1).collect()),
        Kind::Choice(_) => Stored::Codes((0..rows).map(|row| value(row) as u8).collect()),
        _ if random.chance(50)
            && i32::try_from(declared.max).is_ok()
            && i32::try_from(declared.min).is_ok() =>
        {
            Stored::Narrow((0..rows).map(|row| value(row) as i32).collect())
        }
        _ => Stored::Wide((0..rows).map(value).collect()),
    };
    let bits = known.as_ref().map(|known| pack(&|row| known[row]));
    Drawn {
        fact: fact.name.clone(),
        part,
        name: part.of(fact),
        kind: declared.kind.clone(),
        decimals: declared.decimals(),
        members,
        values,
        known,
        stored,
        bits,
        offset,
    }
}

fn number(random: &mut Random, edges: &[i64], min: i64, max: i64) -> i64 {
    let inside = |value: i64| value.clamp(min, max);
    match random.below(10) {
        0 => min,
        1 => max,
        2 => random.between(min, max),
        3 => inside(min.saturating_add(random.between(0, 40))),
        _ => {
            let edge = edges[random.below(edges.len() as u64) as usize];
            let near = edge.saturating_add(random.between(-1, 1));
            if (min..=max).contains(&near) {
                near
            } else {
                random.between(min, max.min(min.saturating_add(100)))
            }
        }
    }
}
