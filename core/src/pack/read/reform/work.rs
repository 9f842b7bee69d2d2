//! The work of applying a reform: since when, from which source, and what it reached so far.

use std::collections::BTreeMap;

use crate::{
    date::{Day, Period},
    pack::model::{Citation, DatedValue, Dispositif, Location, Parameter, Reliability, Status},
    vocabulary::{DeclaredType, Kind, Style},
};

/// The parameter that holds its first day, for rules that have no period of their own.
pub(super) const SINCE: &str = "reforme_depuis";

/// What is being applied.
pub(super) struct Work {
    pub(super) source: u16,
    pub(super) since: Day,
    pub(super) direct: Vec<u16>,
    pub(super) cut: Vec<String>,
    /// The cells of the law of each table that is changed: what is made of them starts there, whatever else changes them.
    pub(super) laws: BTreeMap<usize, Vec<Vec<Vec<i64>>>>,
    /// The cells that are changed: of a table, a period, a column and a position; how precise the line that did is, and its path.
    pub(super) set: BTreeMap<[usize; 4], (usize, String)>,
}

impl Work {
    /// A dispositif that the reform adds: in force at the earliest when it holds, and decided as any other.
    pub(super) fn added(&mut self, position: u16, dispositif: &mut Dispositif) {
        dispositif.in_force.from = dispositif.in_force.from.max(self.since);
        dispositif.status = match dispositif.status {
            Status::Hypothesis => Status::InForce,
            other @ (Status::InForce | Status::Experiment) => other,
        };
        self.direct.push(position);
    }

    pub(super) const fn citation(&self) -> Citation {
        Citation {
            source: self.source,
            locator: None,
        }
    }

    /// Its first day, as a parameter.
    pub(super) fn first_day(&self, at: Location) -> Parameter {
        let kind = Kind::Date;
        let day = i64::from(self.since.number());
        Parameter {
            name: SINCE.to_owned(),
            title: "Premier jour de la réforme".to_owned(),
            declared: DeclaredType {
                style: Style::Date,
                kind,
                min: day,
                max: day,
            },
            renewal: None,
            values: vec![DatedValue {
                period: Period::ALWAYS,
                value: day,
                citation: self.citation(),
                reliability: Reliability::ToConfirm,
                verified: self.since,
                note: None,
            }],
            at,
        }
    }
}
