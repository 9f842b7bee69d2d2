//! Days of reading that cannot be: before the document existed, or earlier than those of the values before.

use super::review::{About, Review};
use crate::{
    date::Day,
    error::Code,
    pack::model::{Citation, Location, Pack},
};

/// Tells the `verifie_le` that are out of order.
pub(super) fn check(review: &mut Review<'_>) {
    let pack = review.pack;
    for parameter in &pack.parameters {
        let on = format!("parametre:{}", parameter.name);
        let readings = parameter
            .values
            .iter()
            .map(|value| (value.period.from, value.verified, &value.citation));
        series(
            review,
            &on,
            parameter.at,
            &parameter.name,
            &readings.collect::<Vec<_>>(),
        );
    }
    for table in &pack.tables {
        let on = format!("table:{}", table.name);
        let readings = table
            .periods
            .iter()
            .map(|period| (period.period.from, period.verified, &period.citation));
        series(review, &on, table.at, &table.name, &readings.collect::<Vec<_>>());
    }
    for (position, dispositif) in pack.dispositifs.iter().enumerate() {
        let Some(verified) = dispositif.verified else {
            continue;
        };
        // It may be that of the oldest document, which says that it exists; one without a date may be older.
        let documents = dispositif.sources.iter().map(|citation| dated(pack, citation));
        let first = documents.collect::<Option<Vec<_>>>().unwrap_or_default();
        let first = first.into_iter().min_by_key(|(_, written)| *written);
        if let Some((source, written)) = first.filter(|(_, written)| *written > verified) {
            let about = About::part(position, "existence", dispositif.at);
            let message = format!(
                "`{}` a été lu le {verified}, avant que `{source}` existe ({written})",
                dispositif.id
            );
            review.tell(&about, Code::ReadOutOfOrder, message, HELP);
        }
    }
}

const HELP: &str = "`verifie_le` est le jour de la lecture : relisez, et écrivez ce jour-là";

type Reading<'a> = (Day, Day, &'a Citation);

fn series(review: &mut Review<'_>, on: &str, at: Location, name: &str, readings: &[Reading<'_>]) {
    let pack = review.pack;
    let about = About::whole(on, Some(at));
    // All of them at once: they were mostly read together.
    let early = readings.iter().filter_map(|(from, verified, citation)| {
        let (source, written) = dated(pack, citation)?;
        (written > *verified).then_some((from, verified, source, written))
    });
    let early: Vec<_> = early.collect();
    if let Some((from, verified, source, written)) = early.first() {
        let others = match early.len().saturating_sub(1) {
            0 => String::new(),
            others => format!(", et {others} autres de ses valeurs"),
        };
        let message = format!(
            "la valeur de `{name}` du {from}{others} : lue le {verified}, avant que `{source}` existe ({written})"
        );
        review.tell(&about, Code::ReadOutOfOrder, message, HELP);
    }
    for ((_, before, _), (from, after, _)) in readings.iter().zip(readings.iter().skip(1)) {
        if after < before {
            let message = format!(
                "la valeur de `{name}` du {from} a été lue le {after}, avant celle qui la précède ({before})"
            );
            review.tell(&about, Code::ReadOutOfOrder, message, HELP);
        }
    }
}

/// The document that is cited, and its date.
fn dated<'p>(pack: &'p Pack, citation: &Citation) -> Option<(&'p str, Day)> {
    let source = pack.sources.get(usize::from(citation.source))?;
    Some((source.id.as_str(), source.date?))
}
