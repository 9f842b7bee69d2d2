//! Dated values and the cells of tables, in SMT-LIB.

use bareme::{
    date::Period,
    internals::expression::{Expression, Function},
    pack::model::{Matching, Parameter, Table, TableColumn, TableKey},
    vocabulary::DeclaredType,
};

use crate::{
    forms::compare,
    naive::{Known, Row, day},
};

use super::{
    calendar::days,
    packs::{Place, Translation},
    script::{Symbol, number},
    term::{Sort, Term},
};

impl Translation {
    /// The day on which dated values are read.
    fn read_on(at: &Place<'_>) -> Symbol {
        let effect = || Self::effect_date(at.naive, at.scope);
        at.on.clone().unwrap_or_else(effect)
    }

    /// What is in force on a day: periods are in order, without hole. Before the first it is the first, after the last the last: that nothing
    /// rests on it is what the reader proves, and that the naive evaluator checks of each answer.
    fn dated<P: Copy>(
        &mut self,
        at: &Place<'_>,
        periods: impl DoubleEndedIterator<Item = (Period, P)>,
        of: &mut dyn FnMut(&mut Self, P) -> Term,
    ) -> Term {
        let date = Self::read_on(at);
        let mut all: Vec<(Period, P)> = periods.collect();
        all.reverse();
        let (_, first) = all.pop().unwrap();
        let mut value = of(self, first);
        while let Some((period, next)) = all.pop() {
            let begun = self.script.compare("<=", &number(days(day(period.from))), &date);
            let next = of(self, next);
            value = self.script.one_or_other(&begun, &next, &value);
        }
        value
    }

    pub(crate) fn parameter(&mut self, at: &Place<'_>, parameter: &Parameter) -> Term {
        let values = parameter.values.iter().map(|dated| (dated.period, dated.value));
        self.dated(at, values, &mut |here, value| {
            let known = at.naive.stored(&parameter.declared, value);
            here.constant(&known)
        })
    }

    pub(crate) fn cell(
        &mut self,
        at: &Place<'_>,
        name: &str,
        column: Option<&str>,
        keys: &[Expression],
    ) -> Term {
        let table = Self::table(at, name);
        let mut columns = table.columns.iter();
        let column = columns
            .find(|one| column.is_none_or(|name| one.name == name))
            .unwrap();
        self.looked_up(at, table, keys, &mut |here, rows| {
            assert_eq!(rows.len(), 1, "{name}");
            here.read(at, &column.declared, &rows[0][&column.name])
        })
    }

    /// `premier_rang`: the first rank whose value is not exceeded, else the last one. `depasse`: are all exceeded?
    pub(crate) fn rank(
        &mut self,
        at: &Place<'_>,
        function: Function,
        name: &str,
        keys: &[Expression],
        amount: &Expression,
    ) -> Term {
        let table = Self::table(at, name);
        let amount = self.value(at, amount);
        let (rank, column): (&TableKey, &TableColumn) = (table.keys.last().unwrap(), &table.columns[0]);
        let ranks = table.ranks.as_ref().unwrap();
        self.looked_up(at, table, keys, &mut |here, rows| {
            let (mut exceeded, mut first) = (Vec::new(), None);
            for position in ranks.iter().rev() {
                let member = at.naive.stored(&rank.declared, (*position).into());
                let its = |row: &&&Row| Known::Member(row[&rank.name].clone()) == member;
                let row = rows.iter().find(its).unwrap();
                let most = here.read(at, &column.declared, &row[&column.name]);
                let above = here.script.ordered("<", &most, &amount);
                let member = here.constant(&member);
                first = Some(match first {
                    None => member,
                    Some(later) => here.script.one_or_other(&above, &later, &member),
                });
                exceeded.push(above);
            }
            if function == Function::FirstRank {
                return first.unwrap();
            }
            Term {
                symbol: here.script.all(&exceeded),
                sort: Sort::Truth,
            }
        })
    }

    fn table<'n>(at: &Place<'n>, name: &str) -> &'n Table {
        let mut tables = at.naive.pack.tables.iter();
        tables.find(|table| table.name == name).expect(name)
    }

    fn read(&mut self, at: &Place<'_>, declared: &DeclaredType, text: &str) -> Term {
        let known = at.naive.read(declared, text);
        self.constant(&known)
    }

    /// What is made of the rows that keys leave.
    fn looked_up(
        &mut self,
        at: &Place<'_>,
        table: &Table,
        keys: &[Expression],
        of: &mut dyn FnMut(&mut Self, &[&Row]) -> Term,
    ) -> Term {
        let keys: Vec<Term> = keys.iter().map(|key| self.value(at, key)).collect();
        let periods = table
            .periods
            .iter()
            .map(|period| (period.period, period.period.from));
        self.dated(at, periods, &mut |here, from| {
            let rows = &at.naive.rows[&(table.name.clone(), from.to_string())];
            let rows: Vec<&Row> = rows.iter().collect();
            here.left(at, &table.keys, &keys, &rows, of)
        })
    }

    fn left(
        &mut self,
        at: &Place<'_>,
        columns: &[TableKey],
        keys: &[Term],
        rows: &[&Row],
        of: &mut dyn FnMut(&mut Self, &[&Row]) -> Term,
    ) -> Term {
        let ([column, columns @ ..], [key, keys @ ..]) = (columns, keys) else {
            return of(self, rows);
        };
        let cell = |row: &&Row| at.naive.read(&column.declared, &row[&column.name]);
        let mut cells: Vec<Known> = rows.iter().map(cell).collect();
        cells.sort_by(compare);
        cells.dedup_by(|a, b| compare(a, b).is_eq());
        let mut value: Option<Term> = None;
        for known in cells {
            let here: Vec<&Row> = rows
                .iter()
                .copied()
                .filter(|row| compare(&cell(row), &known).is_eq())
                .collect();
            let next = self.left(at, columns, keys, &here, of);
            let known = self.constant(&known);
            value = Some(match value {
                None => next,
                Some(before) => {
                    let matches = match column.matching {
                        Matching::Equal => self.script.ordered("=", &known, key),
                        Matching::Threshold | Matching::Saturating => self.script.ordered("<=", &known, key),
                    };
                    self.script.one_or_other(&matches, &next, &before)
                }
            });
        }
        value.unwrap()
    }
}
