//! Indicators as bars.

use std::fmt::Write as _;

use bareme::{
    catalogue::Plan,
    follow::{Followed, FollowedYear, share},
};

use super::rows::{Row, is_empty, rows, title};
use crate::render::escaped;

/// Where bars begin, how long 100 % is at most, and how high a bar with its words is.
const LEFT: i128 = 400;
const LENGTH: i128 = 440;
const STEP: i128 = 46;
const TOP: i128 = 96;
const WIDTH: i128 = 1100;
/// Bars end there, whatever was counted: their words say how much.
const MOST: i128 = 1_500;

/// A bar: what was counted, what may still be, and what was planned, in thousandths of the axis.
struct Bar {
    row: Row,
    counted: i128,
    open: i128,
    planned: i128,
}

/// The chart of what was counted beside what was planned, as SVG; the years one below the other. `None` when nothing was planned.
#[must_use]
pub fn graph(plan: &Plan, followed: &Followed) -> Option<String> {
    let years: Vec<(String, Vec<Bar>)> = followed
        .years
        .iter()
        .map(|(year, of)| (title(*year), bars(plan, followed, *year, of)))
        .filter(|(_, bars)| !bars.is_empty())
        .collect();
    if years.is_empty() {
        return None;
    }
    let mut body = String::new();
    let mut top = 0;
    for (title, bars) in &years {
        top = year(&mut body, title, bars, top);
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" width=\"{WIDTH}\" height=\"{top}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1a1a1a\">\
         <title>Ce qui a été compté, à côté de ce qui était prévu ou constaté</title>\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>{body}</svg>\n"
    ))
}

fn bars(plan: &Plan, followed: &Followed, year: Option<i32>, of: &FollowedYear) -> Vec<Bar> {
    let told = rows(plan, followed, year, of);
    let mut told = told.into_iter().filter(|row| row.level == 0);
    let mut bars = Vec::new();
    for (indicator, counted) in plan.follow.indicators.iter().zip(&of.indicators) {
        if !followed.is_counted(indicator) || is_empty(plan, indicator, year, counted) {
            continue;
        }
        // One line for each indicator that is told, in the same order.
        let Some(row) = told.next() else { break };
        let Some(planned) = Followed::planned(plan, indicator, year) else {
            continue;
        };
        let tally = &counted.tally;
        let kind = plan.follow.kind(indicator.counting.node);
        let open = i128::from(tally.open);
        let bar = if planned.is_share() {
            let all = i128::from(tally.yes) + i128::from(tally.no) + i128::from(tally.unknown);
            let Some(counted) = share(tally.yes.into(), all) else {
                continue;
            };
            let scale = i128::from(bareme::decimal::pow10(planned.declared.decimals()));
            let Some(target) = share(planned.value.into(), scale) else {
                continue;
            };
            Bar {
                row,
                counted,
                open: share(open, all).unwrap_or(0),
                planned: target,
            }
        } else {
            let (used, decimals) = planned.used(tally, kind);
            let part = |number| planned.part(number, decimals);
            let Some(counted) = used.and_then(part) else {
                continue;
            };
            let open = part(if kind.is_number() {
                tally.high.saturating_sub(tally.sum)
            } else {
                open
            });
            Bar {
                row,
                counted,
                open: open.unwrap_or(0),
                planned: 1_000,
            }
        };
        bars.push(bar);
    }
    bars
}

/// One year; where the next begins.
fn year(svg: &mut String, title: &str, bars: &[Bar], top: i128) -> i128 {
    let longest = bars.iter().map(|bar| bar.counted + bar.open).max().unwrap_or(0);
    let end = longest.clamp(1_000, MOST);
    let end = (end + 249) / 250 * 250;
    let at = |thousandths: i128| LEFT + thousandths.clamp(0, end) * LENGTH / end;
    let bottom = top + TOP + STEP * i128::try_from(bars.len()).unwrap_or(0);
    let _ = write!(
        svg,
        "<text x=\"24\" y=\"{}\" font-size=\"20\" font-weight=\"600\">{}</text>",
        top + 36,
        escaped(title)
    );
    legend(svg, top + 60);
    for mark in 0..=end / 250 {
        let thousandths = mark * 250;
        let x = at(thousandths);
        let _ = write!(
            svg,
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{bottom}\" stroke=\"#d0d0d0\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" fill=\"#555555\">{}\u{202f}%</text>",
            top + TOP - 8,
            bottom + 18,
            thousandths / 10
        );
    }
    for (index, bar) in (0..).zip(bars) {
        one(svg, bar, top + TOP + STEP * index, &at);
    }
    let _ = write!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-size=\"12\" fill=\"#555555\">\
         Part de ce qui était prévu ou constaté ; pour une part, la part elle-même : à droite, celle des lignes connues.</text>",
        bottom + 40
    );
    bottom + 64
}

fn legend(svg: &mut String, y: i128) {
    let entries = [
        (LEFT, "#1f5fa8", "compté"),
        (LEFT + 110, "#b9cfe8", "non connu, au plus"),
    ];
    for (x, colour, words) in entries {
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"{}\" width=\"14\" height=\"14\" fill=\"{colour}\"/><text x=\"{}\" y=\"{y}\">{words}</text>",
            y - 12,
            x + 20
        );
    }
    let x = LEFT + 290;
    let _ = write!(
        svg,
        "<line x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\" stroke=\"#c1272d\" stroke-width=\"3\"/>\
         <text x=\"{}\" y=\"{y}\">prévu ou constaté</text>",
        y - 14,
        y + 3,
        x + 10
    );
}

fn one(svg: &mut String, bar: &Bar, y: i128, at: &impl Fn(i128) -> i128) {
    let (counted, open, planned) = (at(bar.counted), at(bar.counted + bar.open), at(bar.planned));
    let (first, second) = halves(&bar.row.label);
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"13\">{}</text>",
        LEFT - 12,
        if second.is_empty() { y + 18 } else { y + 10 },
        escaped(&first)
    );
    if !second.is_empty() {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"13\">{}</text>",
            LEFT - 12,
            y + 26,
            escaped(&second)
        );
    }
    let _ = write!(
        svg,
        "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{}\" height=\"26\" fill=\"#1f5fa8\"/>\
         <rect x=\"{counted}\" y=\"{y}\" width=\"{}\" height=\"26\" fill=\"#b9cfe8\"/>\
         <line x1=\"{planned}\" x2=\"{planned}\" y1=\"{}\" y2=\"{}\" stroke=\"#c1272d\" stroke-width=\"3\"/>",
        counted - LEFT,
        open - counted,
        y - 3,
        y + 29
    );
    let part = if bar.row.part.is_empty() {
        String::new()
    } else {
        format!(" ({})", bar.row.part)
    };
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\">{} / {}{}</text>",
        LEFT + LENGTH + 14,
        y + 18,
        escaped(&bar.row.counted),
        escaped(&bar.row.planned),
        escaped(&part)
    );
}

/// A label on two lines of about the same length when it is long; what does not fit is cut.
fn halves(label: &str) -> (String, String) {
    const LONGEST: usize = 54;
    let length = label.chars().count();
    if length <= LONGEST {
        return (label.to_owned(), String::new());
    }
    let mut first = String::new();
    let mut words = label.split(' ').peekable();
    while let Some(word) = words.peek() {
        if !first.is_empty() && first.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
        words.next();
    }
    let mut second: String = words.collect::<Vec<_>>().join(" ");
    if second.chars().count() > LONGEST {
        second = second.chars().take(LONGEST - 1).collect();
        second.push('…');
    }
    (first, second)
}
