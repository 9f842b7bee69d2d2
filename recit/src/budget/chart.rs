//! Totals as bars: what is settled, and between what and what everything is.

use std::fmt::Write as _;

use bareme::{
    budget::Budget,
    decimal::{pow10, written},
};

use super::{Amounts, mains, rows, tables::label};
use crate::{
    render::escaped,
    words::{Words, round_step},
};

const LEFT: i128 = 330;
const LENGTH: i128 = 420;
const STEP: i128 = 44;
const TOP: i128 = 92;
const WIDTH: i128 = 1040;
/// The most bars: what is left is in the table.
const MOST: usize = 40;

struct Bar {
    label: String,
    sum: i128,
    range: Option<(i128, i128)>,
    told: String,
}

/// The chart of the groups of a budget, or of the whole, as SVG, with the unit on its axis. `None` when no amount is counted. Amounts of one unit are drawn, the
/// first that is told.
#[must_use]
pub fn budget_svg(budget: &Budget) -> Option<String> {
    let whole = mains(budget, &budget.whole);
    let first = whole.first()?;
    let (unit, decimals) = (first.unit.clone(), first.decimals);
    let amounts = Amounts {
        words: Words::of(budget.plan()),
        unit: &unit,
        decimals,
    };
    let named = budget.by.as_deref().map(|by| {
        let groups = budget.groups.iter();
        groups
            .map(move |(name, group)| (label(budget, by, name), group))
            .collect::<Vec<_>>()
    });
    let named = named.unwrap_or_else(|| vec![("Ensemble".to_owned(), &budget.whole)]);
    let mut bars = Vec::new();
    for (label, group) in named.into_iter().take(MOST) {
        for main in mains(budget, group).iter().filter(|main| main.unit == unit) {
            let range = main.total.range();
            let told = match range {
                Some((low, high)) if low == high => amounts.told(low),
                Some((low, high)) => format!("{} à {}", amounts.number(low), amounts.told(high)),
                None => format!("{}, sans bornes", amounts.told(main.total.sum)),
            };
            bars.push(Bar {
                label: label.clone(),
                sum: main.total.sum,
                range,
                told,
            });
        }
    }
    let longest = bars
        .iter()
        .map(|bar| bar.range.map_or(bar.sum, |(_, high)| high.max(bar.sum)));
    let axis = Axis::of(longest.max().filter(|end| *end > 0)?, decimals);
    let at = |value: i128| LEFT + value.clamp(0, axis.end) * LENGTH / axis.end;
    let bottom = TOP + STEP * i128::try_from(bars.len()).unwrap_or(0);
    let mut body = String::new();
    for (value, told) in axis.marks() {
        let x = at(value);
        let _ = write!(
            body,
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{bottom}\" stroke=\"#d0d0d0\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" fill=\"#555555\">{}</text>",
            TOP - 8,
            bottom + 18,
            escaped(&told)
        );
    }
    let _ = write!(
        body,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"13\">{}</text>",
        LEFT + LENGTH / 2,
        bottom + 40,
        escaped(&axis.counts(&amounts))
    );
    for (index, bar) in (0..).zip(&bars) {
        one(&mut body, bar, TOP + STEP * index, &at);
    }
    let title = format!("Budget de {}", rows(budget.whole.rows));
    let height = bottom + 60;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" lang=\"fr\" \
         font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1a1a1a\"><title>{title}</title>\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\
         <text x=\"24\" y=\"34\" font-size=\"20\" font-weight=\"600\">{title}</text>\
         <rect x=\"{LEFT}\" y=\"48\" width=\"14\" height=\"14\" fill=\"#1f5fa8\"/><text x=\"{}\" y=\"60\">établi</text>\
         <rect x=\"{}\" y=\"48\" width=\"14\" height=\"14\" fill=\"#b9cfe8\"/><text x=\"{}\" y=\"60\">du moins au plus, prouvés</text>{body}</svg>\n",
        LEFT + 20,
        LEFT + 100,
        LEFT + 120
    ))
}

/// The line that amounts stand on.
struct Axis {
    /// The last mark: nothing that is drawn is beyond it.
    end: i128,
    /// From one mark to the next.
    step: i128,
    /// What a mark counts: one of the unit, a thousand, a million.
    per: i128,
    one: i128,
    decimals: u8,
}

impl Axis {
    /// The most marks beyond zero.
    const MOST_MARKS: i128 = 5;

    fn of(longest: i128, decimals: u8) -> Self {
        let one = i128::from(pow10(decimals));
        let step = round_step(longest, Self::MOST_MARKS);
        let per = [1_000_000, 1_000].map(|many| many * one);
        Self {
            end: step * ((longest + step - 1) / step),
            step,
            per: per.into_iter().find(|per| step >= *per).unwrap_or(one),
            one,
            decimals,
        }
    }

    /// Where each mark is, and its number.
    fn marks(&self) -> Vec<(i128, String)> {
        let told = |value: i128| {
            if value % self.per == 0 {
                written(&(value / self.per).to_string())
            } else {
                bareme::follow::written(value, self.decimals)
            }
        };
        let marks = (0..=self.end / self.step).map(|position| position * self.step);
        marks.map(|value| (value, told(value))).collect()
    }

    /// « millions de € par an »
    fn counts(&self, amounts: &Amounts<'_>) -> String {
        let unit = amounts.words.unit(amounts.unit, true);
        match self.per / self.one {
            1_000_000 => format!("millions de {unit}"),
            1_000 => format!("milliers de {unit}"),
            _ => unit,
        }
    }
}

fn one(svg: &mut String, bar: &Bar, y: i128, at: &impl Fn(i128) -> i128) {
    let settled = at(bar.sum);
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"13\">{}</text>\
         <rect x=\"{LEFT}\" y=\"{y}\" width=\"{}\" height=\"24\" fill=\"#1f5fa8\"/>",
        LEFT - 12,
        y + 17,
        escaped(&shortened(&bar.label)),
        settled - LEFT
    );
    if let Some((low, high)) = bar.range {
        let (low, high) = (at(low), at(high));
        let _ = write!(
            svg,
            "<rect x=\"{low}\" y=\"{}\" width=\"{}\" height=\"12\" fill=\"#b9cfe8\" stroke=\"#1f5fa8\"/>",
            y + 6,
            high - low
        );
    }
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" font-size=\"13\">{}</text>",
        LEFT + LENGTH + 14,
        y + 17,
        escaped(&bar.told)
    );
}

fn shortened(label: &str) -> String {
    const LONGEST: usize = 42;
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    let mut short: String = label.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
