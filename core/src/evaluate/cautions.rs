//! What any decision about some dispositifs on a date is to be read with, whoever it is about.

use super::{
    Engine, Selection,
    ordered::insert_once,
    weakest::{dated, each_dated},
};
use crate::{
    date::Day,
    decision::Used,
    error::{Code, Finding, Findings, Place},
    plan::{DispositifPlan, Freshness, Status, Value},
};

/// The most names that are told; the others are counted.
const MOST: usize = 8;

/// A value or a rule that is past its day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Old {
    id: String,
    verified: Day,
    freshness: Freshness,
}

impl Engine {
    /// What decisions about the dispositifs of a selection are to be read with on a date, whoever they are about: the values past their day, the
    /// dispositifs that are only announced, a day of which the rules know nothing. A dossier says by itself which of these it rests on; a
    /// table of many does not.
    ///
    /// # Errors
    /// [`Findings`] when a named dispositif does not exist.
    pub fn cautions(&self, date: Day, selection: Selection<'_>) -> Result<Vec<Finding>, Findings> {
        let plan = self.plan();
        let (mut old, mut announced) = (Vec::new(), Vec::new());
        let mut in_force = 0_usize;
        self.each(
            &self.dossier(),
            date,
            selection,
            false,
            &mut |_, dispositif, program, values, _| {
                let at = |id: crate::plan::NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
                if dispositif.status == Status::Hypothesis {
                    announced.push(dispositif.id.clone());
                }
                if at(program.applies).is_false() {
                    return;
                }
                in_force = in_force.saturating_add(1);
                // What depends on a day that each dossier states is looked at on the reference date.
                let on = |day: Value| if day.is_point() { day } else { Value::day(date) };
                rule(dispositif, on(at(program.date)), &mut old);
                for (used, day) in program.nodes.iter().filter_map(dated) {
                    each_dated(plan, used, on(at(day)), &mut |value| {
                        if let Some(freshness) = value.freshness.filter(|_| value.is_stale(on(at(day)))) {
                            let id = self.name_of(used).unwrap_or_default();
                            insert_once_by_id(
                                &mut old,
                                Old {
                                    id,
                                    verified: value.verified,
                                    freshness,
                                },
                            );
                        }
                    });
                }
            },
        )?;
        let mut told = Vec::new();
        told.extend(self.beyond(date, in_force));
        told.extend(of_old(date, &old));
        told.extend(of_announced(&announced));
        Ok(told)
    }

    fn name_of(&self, used: Used) -> Option<String> {
        let plan = self.plan();
        Some(match used {
            Used::Parameter(position) => plan.parameters.get(usize::from(position))?.name.clone(),
            Used::Table(position) => plan.tables.get(usize::from(position))?.name.clone(),
            Used::Dispositif | Used::Condition(_) | Used::Droit(_) => return None,
        })
    }

    /// A day on which nothing that was asked for is in force, or that comes more than a year after the last that the rules know.
    fn beyond(&self, date: Day, in_force: usize) -> Option<Finding> {
        let told = |message: String, help: &str| {
            Finding::new(Code::UnknownYear, Place::Whole, message).with_help(help)
        };
        if in_force == 0 {
            let message = format!(
                "rien de ce qui est demandé n'est en vigueur le {}",
                date.written()
            );
            return Some(told(
                message,
                "vérifiez la date, ou prenez le barème de ce jour-là",
            ));
        }
        let newest = self.newest()?;
        (date > newest.add_months(12)).then(|| {
            let message = format!(
                "le barème ne sait rien de {} : ce qu'il a de plus récent est du {}",
                date.year(),
                newest.written()
            );
            told(
                message,
                "ces montants sont ceux d'alors : mettez le barème à jour, ou décidez à une date qu'il connaît",
            )
        })
    }

    /// The last day of which the rules say something: that on which a value begins, or was read.
    fn newest(&self) -> Option<Day> {
        let plan = self.plan();
        let points = plan.parameters.iter().flat_map(|series| &series.points);
        let layouts = plan.tables.iter().flat_map(|table| &table.periods);
        let rules = plan
            .dispositifs
            .iter()
            .filter_map(|dispositif| dispositif.verified);
        points
            .map(|point| point.from.max(point.verified))
            .chain(layouts.map(|layout| layout.from.max(layout.verified)))
            .chain(rules)
            .max()
    }
}

/// A rule that is past its day.
fn rule(dispositif: &DispositifPlan, date: Value, old: &mut Vec<Old>) {
    let stale = |freshness: &Freshness| i64::from(freshness.until.number()) <= date.lo;
    if let (Some(verified), Some(freshness)) = (dispositif.verified, dispositif.freshness.filter(stale)) {
        let id = dispositif.id.clone();
        insert_once_by_id(
            old,
            Old {
                id,
                verified,
                freshness,
            },
        );
    }
}

fn insert_once_by_id(old: &mut Vec<Old>, one: Old) {
    if old.iter().all(|other| other.id != one.id) {
        old.push(one);
    }
}

fn of_old(date: Day, old: &[Old]) -> Option<Finding> {
    let named = old.iter().take(MOST).map(|old| {
        let since = old.freshness.until.written();
        if old.freshness.expected {
            format!(
                "`{}` (une valeur suivante est attendue depuis le {since})",
                old.id
            )
        } else {
            format!(
                "`{}` (lu le {}, à relire depuis le {since})",
                old.id,
                old.verified.written()
            )
        }
    });
    let message = match old.len() {
        0 => return None,
        1 => format!("une valeur avait passé son jour au {}", date.written()),
        many => format!("{many} valeurs avaient passé leur jour au {}", date.written()),
    };
    let finding = Finding::new(
        Code::MayBeOutdated,
        Place::Whole,
        format!("{message} : {}", listed(named.collect(), old.len())),
    );
    Some(finding.with_help(
        "relisez leurs sources et mettez le barème à jour ; d'ici là, tenez ces décisions pour provisoires : la colonne `perimes`, \
         quand elle est demandée, dit ligne par ligne lesquelles elles ont utilisées",
    ))
}

fn of_announced(announced: &[String]) -> Option<Finding> {
    let mut named: Vec<String> = Vec::new();
    for id in announced.iter().take(MOST) {
        insert_once(&mut named, format!("`{id}`"));
    }
    let message = match announced.len() {
        0 => return None,
        1 => "un dispositif n'est qu'annoncé, et rien ne prouve qu'il soit en vigueur",
        _ => "des dispositifs ne sont qu'annoncés, et rien ne prouve qu'ils soient en vigueur",
    };
    let finding = Finding::new(
        Code::OnlyAnnounced,
        Place::Whole,
        format!("{message} : {}", listed(named, announced.len())),
    );
    Some(finding.with_help("ne promettez rien sur leur foi ; sans eux, ne les demandez pas"))
}

fn listed(mut named: Vec<String>, all: usize) -> String {
    let others = all.saturating_sub(named.len());
    if others > 0 {
        named.push(format!("et {others} de plus"));
    }
    named.join(", ")
}
