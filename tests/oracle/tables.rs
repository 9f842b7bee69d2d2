//! Reading tables of the naive evaluator: the cells of the CSV files one after the other.

use bareme::{
    internals::expression::Expression,
    pack::model::{Dispositif, Matching, Table},
};

use super::{
    forms::compare,
    naive::{Known, Question, Row, holds},
};

impl<'n> Question<'n> {
    /// The table, and its rows in force whose first keys match.
    fn rows(
        &self,
        scope: Option<&'n Dispositif>,
        name: &str,
        keys: &[Expression],
    ) -> Option<(&'n Table, Vec<&'n Row>)> {
        let date = self.read_on(scope)?;
        let table = self
            .naive
            .pack
            .tables
            .iter()
            .find(|table| table.name == name)
            .expect(name);
        let period = table.periods.iter().find(|period| holds(period.period, date))?;
        let from = period.period.from.to_string();
        let mut rows: Vec<&Row> = self.naive.rows[&(name.to_owned(), from)].iter().collect();
        for (key, asked) in table.keys.iter().zip(keys) {
            let asked = self.value(scope, asked)?;
            let cell = |row: &Row| self.naive.read(&key.declared, &row[&key.name]);
            let not_above = rows
                .iter()
                .map(|row| cell(row))
                .filter(|cell| compare(cell, &asked).is_le());
            let wanted = match key.matching {
                Matching::Equal => asked.clone(),
                Matching::Threshold | Matching::Saturating => {
                    not_above.reduce(|a, b| if compare(&b, &a).is_gt() { b } else { a })?
                }
            };
            rows.retain(|row| compare(&cell(row), &wanted).is_eq());
        }
        Some((table, rows))
    }

    pub(crate) fn cell(
        &self,
        scope: Option<&'n Dispositif>,
        name: &str,
        column: Option<&str>,
        keys: &[Expression],
    ) -> Option<Known> {
        let (table, rows) = self.rows(scope, name, keys)?;
        let column = table
            .columns
            .iter()
            .find(|c| column.is_none_or(|name| c.name == name))
            .unwrap();
        assert_eq!(rows.len(), 1, "{name}");
        Some(self.naive.read(&column.declared, &rows[0][&column.name]))
    }

    /// The first rank whose value is not exceeded, else the last one, and whether all are exceeded.
    pub(crate) fn rank(
        &self,
        scope: Option<&'n Dispositif>,
        name: &str,
        keys: &[Expression],
        amount: &Expression,
    ) -> Option<(Known, bool)> {
        let (table, rows) = self.rows(scope, name, keys)?;
        let amount = self.value(scope, amount)?;
        let (rank, column) = (table.keys.last()?, table.columns.first()?);
        let mut last = None;
        for position in table.ranks.as_ref()? {
            let member = self.naive.stored(&rank.declared, (*position).into());
            let row = rows
                .iter()
                .find(|row| Known::Member(row[&rank.name].clone()) == member)
                .unwrap();
            if compare(&amount, &self.naive.read(&column.declared, &row[&column.name])).is_le() {
                return Some((member, false));
            }
            last = Some(member);
        }
        Some((last?, true))
    }
}
