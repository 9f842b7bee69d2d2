//! From when to when: periods as files state them, and chains of them.

use super::{keys::Keys, node::Node, report::Report};
use crate::{
    date::{Day, Period},
    error::Code,
    pack::model::Location,
};

/// The days that a file states for a value: both included, either may be left out.
#[derive(Clone, Copy)]
pub(super) struct Stated {
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
    /// Where it is stated.
    pub(super) at: Location,
}

impl Stated {
    /// Reads `depuis` and `jusqu_a`, either optional. `None` after a finding.
    pub(super) fn read(report: &mut Report, keys: &mut Keys<'_>) -> Option<Self> {
        let before = report.count();
        let nodes = (keys.optional("depuis"), keys.optional("jusqu_a"));
        let first = nodes.0.and_then(|node| node.day(report));
        let last = nodes.1.and_then(|node| node.day(report));
        if report.count() > before {
            return None;
        }
        let at = nodes.0.or(nodes.1).map_or(keys.at, Node::at);
        let stated = Self { first, last, at };
        stated.check_order(report).then_some(stated)
    }

    /// Reads a `depuis` that must be there, and an optional `jusqu_a`. `None` after a finding.
    pub(super) fn read_dated(report: &mut Report, keys: &mut Keys<'_>) -> Option<Self> {
        if keys.optional("depuis").is_none() {
            keys.allow(&["jusqu_a"]);
            keys.missing(
                report,
                "depuis",
                Code::MissingKey,
                "ajoutez `depuis = 2024-09-02`",
            );
            return None;
        }
        Self::read(report, keys)
    }

    /// Reports an end before the start.
    pub(super) fn check_order(self, report: &mut Report) -> bool {
        match (self.first, self.last) {
            (Some(first), Some(last)) if last < first => {
                report
                    .add(
                        self.at,
                        Code::PeriodOverlap,
                        format!("la période commence le {first} et finit avant, le {last}"),
                    )
                    .help("corrigez l'une des deux dates");
                false
            }
            _ => true,
        }
    }

    /// The days as a period of its own.
    pub(super) fn period(self) -> Period {
        Period::new(self.first, self.last)
    }
}

/// Reads `{ du = …, au = … }`; `None` after a finding.
pub(super) fn from_to(report: &mut Report, node: Node<'_>, subject: &str) -> Option<Period> {
    let mut keys = node.keys(report, subject)?;
    let first = keys.day(report, "du");
    let last = keys.day(report, "au");
    keys.finish(report);
    let stated = Stated {
        first,
        last,
        at: node.at(),
    };
    stated.check_order(report).then(|| stated.period())
}

/// Checks that dated values follow each other, and gives each its period.
///
/// A value without a last day ends before the next one. `None` after a finding.
pub(super) fn chain(report: &mut Report, subject: &str, stated: &[Stated]) -> Option<Vec<Period>> {
    let before = report.count();
    let followers = stated.iter().skip(1).map(Some).chain([None]);
    let periods = stated
        .iter()
        .zip(followers)
        .map(|(current, next)| {
            let mut period = current.period();
            if let Some(next) = next {
                let starts = next.period().from;
                if current.last.is_none() && starts > period.from {
                    period.until = starts;
                }
                follow(report, subject, period, next);
            }
            period
        })
        .collect();
    (report.count() == before).then_some(periods)
}

/// Reports a hole or an overlap between a period and the next one.
pub(super) fn follow(report: &mut Report, subject: &str, current: Period, next: &Stated) {
    let starts = next.period().from;
    if starts == current.from {
        report
            .add(
                next.at,
                Code::PeriodOverlap,
                format!("{subject} a deux fois {}", named(starts)),
            )
            .help("gardez-en une, ou corrigez `depuis`");
    } else if starts < current.from {
        report
            .add(
                next.at,
                Code::PeriodOverlap,
                format!(
                    "{subject} a {} écrite après {}",
                    named(starts),
                    named(current.from)
                ),
            )
            .help("écrivez les périodes de la plus ancienne à la plus récente");
    } else if starts < current.until {
        let last = current.last().map_or_else(
            || "n'a pas de fin".to_owned(),
            |last| format!("va jusqu'au {last}"),
        );
        report
            .add(
                next.at,
                Code::PeriodOverlap,
                format!("{subject} a {} pendant la précédente, qui {last}", named(starts)),
            )
            .help(format!(
                "la précédente doit finir le {} (`jusqu_a`)",
                starts.add_days(-1)
            ));
    } else if starts > current.until {
        report
            .add(
                next.at,
                Code::PeriodGap,
                format!(
                    "{subject} n'a pas de période du {} au {}",
                    current.until,
                    starts.add_days(-1)
                ),
            )
            .help("retirez `jusqu_a` de la période précédente, ou ajoutez la période qui manque");
    }
}

/// A period by its first day.
fn named(first: Day) -> String {
    if first == Day::MIN {
        "une période sans début".to_owned()
    } else {
        format!("une période commençant le {first}")
    }
}
