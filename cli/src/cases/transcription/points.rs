//! The dated values of a parameter that were typed again: a day and a value on each line.

use bareme::{
    Day,
    catalogue::{Plan, Series, Value as Known},
};

use super::{
    line::{Typed, Word, joined},
    transcribed::Transcribed,
    typed::{help, scaled, shown},
};
use crate::{cases::figure::Figure, document::Document};

/// The dated values of a parameter: a day and a value on each line.
pub(super) fn points(
    document: &mut Document<'_>,
    plan: &Plan,
    position: u16,
    typed: &Typed<'_>,
) -> Option<Vec<Transcribed>> {
    let series = plan.parameters.get(usize::from(position))?;
    let kind = &series.declared.kind;
    let mut found = Vec::new();
    for line in typed.lines() {
        let place = typed.at(document, &line);
        let (point, value) = match read(plan, series, &line) {
            Ok(read) => read,
            Err((message, help)) => {
                document.invalid(place, message, &help);
                continue;
            }
        };
        let Some(held) = held(series, point) else { continue };
        found.push(Transcribed {
            figure: Figure::Point {
                parameter: position,
                point,
            },
            name: format!("{}, {}", series.name, line.first().map_or("", |since| since.text)),
            value,
            held,
            written: shown(plan, kind, held),
            text: line.last().map_or("", |value| value.text).to_owned(),
            place,
        });
    }
    Some(found)
}

/// The position of the value that a line names and what the line says of it; else what is wrong, and what to do.
fn read(plan: &Plan, series: &Series, line: &[Word<'_>]) -> Result<(usize, i64), (String, String)> {
    let order = "écrivez le premier jour de la valeur, puis la valeur";
    let refused = |help: String| {
        let message = format!(
            "`{}` n'a pas de valeur qui réponde à la ligne `{}`",
            series.name,
            joined(line)
        );
        (message, help)
    };
    let Some((since, value)) = line.split_first().filter(|(_, value)| !value.is_empty()) else {
        return Err(refused(order.to_owned()));
    };
    let Ok(day) = since.text.parse::<Day>() else {
        return Err(refused(match Day::typed(since.text) {
            Some(day) => format!("écrivez `{day}`"),
            None => order.to_owned(),
        }));
    };
    let Some(point) = series.points.iter().position(|point| point.from == day) else {
        return Err(refused(format!(
            "aucune valeur de `{}` ne commence le {day} : corrigez le jour",
            series.name
        )));
    };
    let value = joined(value);
    let kind = &series.declared.kind;
    scaled(plan, kind, &value)
        .map(|read| (point, read))
        .ok_or_else(|| refused(help(plan, kind, &value)))
}

/// What the pack holds; of a choice the position of its member.
fn held(series: &Series, point: usize) -> Option<i64> {
    let held: Known = series.points.get(point)?.value;
    match series.declared.kind.is_choice() {
        true => held.single_member().map(Into::into),
        false => Some(held.lo),
    }
}
