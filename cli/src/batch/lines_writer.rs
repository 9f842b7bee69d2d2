//! Decisions of many dossiers as JSON lines: one object each, with the names of the columns of a CSV file.

use std::{
    io::{self, Write},
    sync::Arc,
};

use bareme::{
    catalogue::Plan,
    columns::{DispositifColumns, DroitColumn, Grounds, NONE_FAILS, verdict_of},
    vocabulary::Kind,
};

use super::{
    names::{Extras, LINE, UNREAD, decided},
    output::Output,
    rows::{Decided, Rows},
    source::Source,
    writer::written,
};

/// Writes one line a dossier. Amounts are texts with their decimals: a reader of JSON that has only floats loses none.
pub(crate) struct LinesWriter {
    output: Output,
    plan: Arc<Plan>,
    extras: Extras,
    /// What stands before each value: a comma and its name, as JSON.
    kept: Vec<Vec<u8>>,
    decided: Vec<Vec<Vec<u8>>>,
    cell: Vec<u8>,
}

impl LinesWriter {
    pub(super) fn create(
        output: Output,
        plan: &Arc<Plan>,
        kept: Vec<String>,
        positions: &[u16],
        extras: Extras,
    ) -> Self {
        let dispositifs = positions.iter().filter_map(|position| plan.dispositif(*position));
        let keys = |names: Vec<String>| names.iter().map(|name| key(name)).collect::<Vec<_>>();
        Self {
            output,
            plan: Arc::clone(plan),
            extras,
            kept: keys(kept),
            decided: dispositifs
                .map(|dispositif| keys(decided(dispositif, extras)))
                .collect(),
            cell: Vec::new(),
        }
    }

    /// Writes the rows of a piece.
    pub(super) fn write(&mut self, source: &Source, rows: &Rows, decided: Decided<'_>) -> io::Result<()> {
        let kept = source.kept();
        let mut faulty = rows.refused.iter().copied().peekable();
        for (row, line) in rows.lines.iter().enumerate() {
            write!(self.output, "{{\"{LINE}\":{line}")?;
            for (key, kept) in self.kept.iter().zip(&kept) {
                self.cell.clear();
                kept.write(row, &mut self.cell)?;
                self.output.write_all(key)?;
                text(&mut self.output, &self.cell)?;
            }
            let refused = faulty.next_if_eq(&row).is_some();
            for (keys, (columns, grounds)) in self.decided.iter().zip(decided.dispositifs()) {
                let said = Said {
                    plan: &self.plan,
                    extras: self.extras,
                    columns,
                    grounds,
                    row,
                };
                let mut keys = keys.iter();
                let output = &mut self.output;
                said.each(refused, |value| {
                    output.write_all(keys.next().map_or(b"", Vec::as_slice))?;
                    value.written(output)
                })?;
            }
            self.output.write_all(b"}\n")?;
        }
        Ok(())
    }

    /// What is left is in memory.
    pub(super) fn finish(self) -> Output {
        self.output
    }
}

/// A comma, and the name of a value.
fn key(name: &str) -> Vec<u8> {
    format!(",{}:", serde_json::Value::from(name)).into_bytes()
}

/// A text, nothing when it is empty.
fn text(output: &mut Output, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return output.write_all(b"null");
    }
    Ok(serde_json::to_writer(output, &String::from_utf8_lossy(bytes))?)
}

/// A value of a row.
enum Value<'v> {
    Nothing,
    Truth(bool),
    Number(i64),
    Text(&'v [u8]),
}

impl Value<'_> {
    fn written(&self, output: &mut Output) -> io::Result<()> {
        match self {
            Self::Nothing => output.write_all(b"null"),
            Self::Truth(truth) => write!(output, "{truth}"),
            Self::Number(number) => write!(output, "{number}"),
            Self::Text(bytes) => text(output, bytes),
        }
    }
}

/// What is said of a dispositif on a row.
struct Said<'s> {
    plan: &'s Plan,
    extras: Extras,
    columns: &'s DispositifColumns,
    grounds: Option<&'s Grounds>,
    row: usize,
}

impl Said<'_> {
    /// Each value, in the order of the names.
    fn each(&self, refused: bool, mut write: impl FnMut(&Value<'_>) -> io::Result<()>) -> io::Result<()> {
        let (columns, row) = (self.columns, self.row);
        let verdict = columns.verdicts.get(row).filter(|_| !refused);
        let verdict = verdict.and_then(|code| verdict_of(*code));
        let known = verdict.is_some();
        write(&Value::Text(
            verdict.map_or(UNREAD, |verdict| verdict.word()).as_bytes(),
        ))?;
        let mut cell = Vec::new();
        for (at, droit) in columns.droits.iter().enumerate() {
            let beside = self.extras.beside(&droit.declared);
            let beside = beside.map(|beside| beside.column(at, columns));
            for droit in [Some(droit)].into_iter().chain(beside) {
                write(&self.droit(droit.filter(|_| known), &mut cell)?)?;
            }
        }
        let first = columns.first_failing.get(row).copied().unwrap_or(NONE_FAILS);
        let conditions = self
            .plan
            .dispositif(columns.dispositif)
            .map(|plan| &plan.conditions);
        let condition = conditions.and_then(|all| all.get(usize::from(first)));
        let condition = condition.map_or("", |condition| condition.id.as_str());
        let told = |told: bool| Value::Text(if told && known { condition.as_bytes() } else { b"" });
        write(&told(true))?;
        write(&told(columns.only_one.get(row)))?;
        let truth = |truth: Option<bool>| truth.filter(|_| known).map_or(Value::Nothing, Value::Truth);
        write(&truth(Some(columns.missing.get(row))))?;
        for priority in &columns.priorities {
            write(&truth(priority.get(row)))?;
        }
        if self.extras.grounds {
            let grounds = self.grounds.filter(|_| known);
            let doubts = grounds.map(|grounds| grounds.doubts.get(row).copied().unwrap_or(0));
            write(&doubts.map_or(Value::Nothing, |count| Value::Number(count.into())))?;
            let stale = grounds.and_then(|grounds| grounds.stale.get(row));
            write(&Value::Text(stale.map_or(b"", String::as_bytes)))?;
        }
        Ok(())
    }

    fn droit<'c>(&self, droit: Option<&DroitColumn>, cell: &'c mut Vec<u8>) -> io::Result<Value<'c>> {
        let Some((droit, value)) = droit.and_then(|droit| Some((droit, droit.get(self.row)?))) else {
            return Ok(Value::Nothing);
        };
        match &droit.declared.kind {
            Kind::Boolean => Ok(Value::Truth(value == 1)),
            Kind::Number { decimals: 0, .. } => Ok(Value::Number(value)),
            Kind::Number { .. } | Kind::Date | Kind::Choice(_) => {
                cell.clear();
                written(self.plan, droit, value, cell)?;
                Ok(Value::Text(cell))
            }
        }
    }
}
