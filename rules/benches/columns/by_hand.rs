//! The bursary of 2024 as an engineer would write it once, with its numbers in the code: the speed to compare with.

use super::population::Population;

/// For each number of points, the ceilings in cents from échelon 7 to échelon 0bis.
pub(crate) fn ceilings() -> [[i32; 8]; 18] {
    let plan = bareme_pays_de_la_loire::engine().plan();
    let table = plan
        .tables
        .iter()
        .find(|table| table.name == "bourse_plafonds")
        .expect("the table of ceilings");
    let layout = table
        .span(bareme::catalogue::Value::day(super::date()))
        .first()
        .expect("ceilings of 2024");
    let ranks = table.ranks.as_ref().expect("ranks");
    let mut lines = [[0; 8]; 18];
    for (points, line) in lines.iter_mut().enumerate() {
        let row = table.keys[0].row(&layout.axes[0], points as i64);
        for (to, rank) in line.iter_mut().zip(ranks) {
            let column = layout.axes[1]
                .iter()
                .position(|member| *member == i64::from(*rank))
                .expect("a rank");
            *to = layout.cells[0][row * layout.axes[1].len() + column] as i32 * 100;
        }
    }
    lines
}

/// The amounts in cents from échelon 7 to échelon 0bis, then nothing.
fn amounts() -> [i32; 9] {
    [
        633_500, 550_600, 521_200, 458_700, 382_800, 307_100, 216_300, 145_400, 0,
    ]
}

/// The first rank whose ceiling is not below the income; 8 beyond the last.
fn rank(line: &[i32; 8], income: i32) -> usize {
    line.iter().position(|ceiling| income <= *ceiling).unwrap_or(8)
}

/// Points and income in, échelon and amount out.
pub(crate) fn two_columns(points: &[u8], income: &[i32]) -> (Vec<u8>, Vec<i32>) {
    let (ceilings, amounts) = (ceilings(), amounts());
    let mut echelons = Vec::with_capacity(points.len());
    let mut yearly = Vec::with_capacity(points.len());
    for (points, income) in points.iter().zip(income) {
        let rank = rank(&ceilings[usize::from(*points).min(17)], *income);
        echelons.push(rank as u8);
        yearly.push(amounts[rank]);
    }
    (echelons, yearly)
}

fn set(bits: &[u8], row: usize) -> bool {
    bits[row / 8] >> (row % 8) & 1 != 0
}

/// The points of a person.
pub(crate) fn points(population: &Population, row: usize) -> i32 {
    let distance = match population.distance[row] {
        0..30 => 0,
        30..250 => 1,
        250..3_500 => 2,
        3_500..13_000 => 3,
        _ => 4,
    };
    let family = 4 * population.siblings[0][row] + 2 * population.siblings[1][row];
    let disability = if set(&population.truths[4], row) { 4 } else { 0 };
    let care = if set(&population.truths[5], row) { 4 } else { 0 };
    distance + family + disability + care
}

/// What the whole rule gives, one column each.
#[derive(Default)]
pub(crate) struct Bursaries {
    pub(crate) verdicts: Vec<u8>,
    pub(crate) first_failing: Vec<u8>,
    pub(crate) points: Vec<i32>,
    pub(crate) echelons: Vec<u8>,
    pub(crate) yearly: Vec<i32>,
    pub(crate) monthly: Vec<i32>,
}

/// The facts of the bursary in, its verdict, the first condition that fails and four droits out.
pub(crate) fn whole_rule(people: &Population) -> Bursaries {
    let (ceilings, amounts) = (ceilings(), amounts());
    let rows = people.rows;
    let mut out = Bursaries {
        verdicts: Vec::with_capacity(rows),
        first_failing: Vec::with_capacity(rows),
        points: Vec::with_capacity(rows),
        echelons: Vec::with_capacity(rows),
        yearly: Vec::with_capacity(rows),
        monthly: Vec::with_capacity(rows),
    };
    for row in 0..rows {
        let status = people.status[row];
        let points = points(people, row);
        let rank = rank(&ceilings[(points as usize).min(17)], people.income[row]);
        let conditions = [
            set(&people.truths[0], row),
            people.age[row] >= 15,
            status != 4 && status != 5,
            status != 3,
            status != 2 && status != 6,
            status != 7,
            !set(&people.truths[1], row),
            !set(&people.truths[2], row),
            !set(&people.truths[3], row),
            people.hours[row] <= 150,
            rank < 8,
        ];
        let failing = conditions.iter().position(|held| !held);
        out.verdicts.push(if failing.is_none() { 0 } else { 2 });
        out.first_failing
            .push(failing.map_or(u8::MAX, |index| index as u8));
        let due = failing.is_none();
        out.points.push(if due { points } else { 0 });
        out.echelons.push(if due { 7 - rank as u8 } else { 0 });
        let yearly = if due { amounts[rank] } else { 0 };
        out.yearly.push(yearly);
        out.monthly.push(yearly / 10);
    }
    out
}
