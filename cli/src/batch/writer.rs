//! Decisions of many dossiers as a CSV file.

use std::{
    io::{self, Write},
    sync::Arc,
};

use bareme::{
    Day,
    catalogue::Plan,
    columns::{DispositifColumns, DroitColumn, Grounds, NONE_FAILS, verdict_of},
    vocabulary::Kind,
};

use super::{
    names::{Extras, LINE, UNREAD, decided},
    output::Output,
    rows::{Decided, Rows},
    source::Source,
};

/// Writes one row a dossier.
pub(crate) struct Writer {
    csv: csv::Writer<Output>,
    plan: Arc<Plan>,
    extras: Extras,
    cell: Vec<u8>,
}

impl Writer {
    /// Writes the header.
    pub(super) fn create(
        output: Output,
        plan: &Arc<Plan>,
        kept: Vec<String>,
        positions: &[u16],
        extras: Extras,
    ) -> io::Result<Self> {
        let mut csv = csv::Writer::from_writer(output);
        let mut names = vec![LINE.to_owned()];
        names.extend(kept);
        let dispositifs = positions.iter().filter_map(|position| plan.dispositif(*position));
        names.extend(dispositifs.flat_map(|dispositif| decided(dispositif, extras)));
        csv.write_record(&names)?;
        Ok(Self {
            csv,
            plan: Arc::clone(plan),
            extras,
            cell: Vec::new(),
        })
    }

    /// Writes the rows of a piece.
    pub(super) fn write(&mut self, source: &Source, rows: &Rows, decided: Decided<'_>) -> io::Result<()> {
        let kept = source.kept();
        let mut faulty = rows.refused.iter().copied().peekable();
        for (row, line) in rows.lines.iter().enumerate() {
            self.cell.clear();
            write!(self.cell, "{line}")?;
            self.csv.write_field(&self.cell)?;
            for kept in &kept {
                self.cell.clear();
                kept.write(row, &mut self.cell)?;
                self.csv.write_field(&self.cell)?;
            }
            let refused = faulty.next_if_eq(&row).is_some();
            for (columns, grounds) in decided.dispositifs() {
                self.dispositif(columns, grounds, row, refused)?;
            }
            self.csv.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    fn dispositif(
        &mut self,
        columns: &DispositifColumns,
        grounds: Option<&Grounds>,
        row: usize,
        refused: bool,
    ) -> io::Result<()> {
        let verdict = columns
            .verdicts
            .get(row)
            .filter(|_| !refused)
            .and_then(|code| verdict_of(*code));
        let Some(verdict) = verdict else {
            self.csv.write_field(UNREAD)?;
            let beside = columns
                .droits
                .iter()
                .map(|droit| self.extras.beside(&droit.declared).count());
            let droits: usize = columns.droits.len() + beside.sum::<usize>();
            let others = 3 + if self.extras.grounds { 2 } else { 0 };
            for _ in 0..droits + columns.priorities.len() + others {
                self.csv.write_field("")?;
            }
            return Ok(());
        };
        self.csv.write_field(verdict.word())?;
        for (at, droit) in columns.droits.iter().enumerate() {
            self.droit(Some(droit), row)?;
            for beside in self.extras.beside(&droit.declared) {
                self.droit(beside.column(at, columns), row)?;
            }
        }
        let first = columns.first_failing.get(row).copied().unwrap_or(NONE_FAILS);
        let conditions = self
            .plan
            .dispositif(columns.dispositif)
            .map(|plan| &plan.conditions);
        let condition = conditions
            .and_then(|conditions| conditions.get(usize::from(first)))
            .map_or("", |condition| condition.id.as_str());
        self.csv.write_field(condition)?;
        self.csv
            .write_field(if columns.only_one.get(row) { condition } else { "" })?;
        self.csv
            .write_field(if columns.missing.get(row) { "oui" } else { "non" })?;
        for priority in &columns.priorities {
            self.csv.write_field(match priority.get(row) {
                Some(true) => "oui",
                Some(false) => "non",
                None => "",
            })?;
        }
        if let Some(grounds) = grounds {
            self.cell.clear();
            write!(self.cell, "{}", grounds.doubts.get(row).copied().unwrap_or(0))?;
            self.csv.write_field(&self.cell)?;
            self.csv
                .write_field(grounds.stale.get(row).map_or("", String::as_str))?;
        }
        Ok(())
    }

    fn droit(&mut self, droit: Option<&DroitColumn>, row: usize) -> io::Result<()> {
        self.cell.clear();
        if let Some((droit, value)) = droit.and_then(|droit| Some((droit, droit.get(row)?))) {
            written(&self.plan, droit, value, &mut self.cell)?;
        }
        Ok(self.csv.write_field(&self.cell)?)
    }

    /// Writes what is left in memory.
    pub(super) fn finish(self) -> io::Result<Output> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Writes a value as decisions do, without an allocation.
pub(super) fn written(plan: &Plan, droit: &DroitColumn, value: i64, out: &mut Vec<u8>) -> io::Result<()> {
    match &droit.declared.kind {
        Kind::Boolean => out.write_all(if value == 1 { b"oui" } else { b"non" }),
        Kind::Date => write!(out, "{}", Day::from_number(value)),
        Kind::Choice(id) => {
            let member = plan.vocabulary.enumeration(*id);
            let member = member.and_then(|e| e.member(u8::try_from(value).unwrap_or(u8::MAX)));
            out.write_all(member.map_or(b"", |member| member.name.as_bytes()))
        }
        Kind::Number { decimals: 0, .. } => write!(out, "{value}"),
        Kind::Number { decimals, .. } => {
            let power = bareme::decimal::pow10(*decimals).unsigned_abs();
            let sign = if value < 0 { "-" } else { "" };
            let (whole, rest) = (value.unsigned_abs() / power, value.unsigned_abs() % power);
            write!(
                out,
                "{sign}{whole}.{rest:0width$}",
                width = usize::from(*decimals)
            )
        }
    }
}
