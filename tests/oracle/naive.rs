//! The meaning of a pack, evaluated as naively as can be: recursion over the expressions as they are written, exact decimals,
//! the cells of the CSV files one after the other, and `None` for what is not known.
//!
//! `et`, `ou` and `non` follow Kleene; any other operation on something unknown is unknown. It shares the reading of the
//! files with the engine, and nothing of the plan or of the evaluator.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use bareme::{
    date::{Day, Period},
    internals::expression::{Expression, parse},
    pack::{
        InputFile,
        model::{Dispositif, Droit, Pack, Text},
        read,
    },
    vocabulary::{DeclaredType, Kind, Unit},
};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use time::Date;

/// A value that is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Known {
    Truth(bool),
    Number(Decimal, Unit),
    Day(Date),
    Member(String),
}

/// What is decided of a dispositif: the word of the verdict, then, in the order of the file, what is known of each condition
/// (outer `None`: it does not apply) and of each droit (`None`: not due, or not determined).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) verdict: &'static str,
    pub(crate) conditions: Vec<Option<Option<bool>>>,
    pub(crate) droits: Vec<Option<Known>>,
}

/// A row of a CSV file: the cell of each column.
pub(crate) type Row = HashMap<String, String>;

/// A pack, its parsed expressions, and the rows of its CSV files.
pub(crate) struct Naive {
    pub(crate) pack: Pack,
    pub(crate) trees: HashMap<String, Expression>,
    /// The rows of a table from one day on.
    pub(crate) rows: HashMap<(String, String), Vec<Row>>,
}

/// One dossier on one date.
#[derive(Clone)]
pub(crate) struct Question<'n> {
    pub(crate) naive: &'n Naive,
    facts: Rc<HashMap<&'n str, Known>>,
    pub(crate) reference: Date,
    /// The facts that are being derived.
    deriving: RefCell<Vec<u16>>,
    /// The day on which dated values are read, when the rule says that it is another than the date of effect; known or not.
    read_on: Option<Option<Date>>,
}

impl Naive {
    pub(crate) fn new(files: Vec<InputFile>) -> Self {
        let pack = read(files).pack;
        let mut texts: Vec<&Text> = pack.coherences.iter().map(|coherence| &coherence.test).collect();
        texts.extend(pack.deductions.iter().map(|deduction| &deduction.rule));
        for d in &pack.dispositifs {
            texts.extend(d.variables.iter().map(|variable| &variable.rule));
            texts.extend(d.conditions.iter().map(|condition| &condition.rule));
            texts.extend(d.droits.iter().map(|droit| &droit.rule));
            texts.extend(d.variables.iter().filter_map(|variable| variable.day.as_ref()));
            texts.extend(d.conditions.iter().filter_map(|condition| condition.day.as_ref()));
            texts.extend(d.droits.iter().filter_map(|droit| droit.day.as_ref()));
        }
        let tree = |text: &Text| (text.value.clone(), parse(&text.value).expect(&text.value));
        let trees = texts.into_iter().map(tree).collect();
        let mut rows: HashMap<(String, String), Vec<Row>> = HashMap::new();
        for table in &pack.tables {
            let path = format!("tables/{}.csv", table.name);
            let file = pack.files.iter().find(|file| file.path == path).expect(&path);
            let mut lines = file
                .text
                .lines()
                .map(|line| line.split(',').map(|cell| cell.trim().to_owned()));
            let header: Vec<String> = lines.next().into_iter().flatten().collect();
            for line in lines {
                let row: Row = header.iter().cloned().zip(line).collect();
                let from = row["depuis"].clone();
                rows.entry((table.name.clone(), from)).or_default().push(row);
            }
        }
        Self { pack, trees, rows }
    }

    pub(crate) fn question(&self, dossier: &BTreeMap<String, Json>, reference: Day) -> Question<'_> {
        let fact = |fact: &'_ bareme::vocabulary::Fact| match dossier.get(&fact.name)? {
            Json::Null => None,
            Json::String(text) => Some(self.read(&fact.declared, text)),
            other => Some(self.read(&fact.declared, &other.to_string())),
        };
        let facts = &self.pack.vocabulary.facts;
        let facts: HashMap<_, _> = facts
            .iter()
            .filter_map(|f| Some((f.name.as_str(), fact(f)?)))
            .collect();
        Question {
            naive: self,
            facts: Rc::new(facts),
            reference: day(reference),
            deriving: RefCell::default(),
            read_on: None,
        }
    }

    /// A value as people write it.
    pub(crate) fn read(&self, declared: &DeclaredType, text: &str) -> Known {
        match &declared.kind {
            Kind::Boolean => Known::Truth(text == "true"),
            Kind::Number { unit, .. } => Known::Number(text.parse().expect(text), unit.clone()),
            Kind::Date => Known::Day(day(text.parse().expect(text))),
            Kind::Choice(_) => Known::Member(text.to_owned()),
        }
    }

    /// A value as the pack holds it.
    pub(crate) fn stored(&self, declared: &DeclaredType, stored: i64) -> Known {
        match &declared.kind {
            Kind::Boolean => Known::Truth(stored != 0),
            Kind::Number { decimals, unit } => {
                Known::Number(Decimal::new(stored, (*decimals).into()), unit.clone())
            }
            Kind::Date => Known::Day(day(Day::from_number(stored))),
            Kind::Choice(id) => {
                let members = &self.pack.vocabulary.enumerations[usize::from(id.0)].members;
                Known::Member(members[usize::try_from(stored).unwrap()].name.clone())
            }
        }
    }
}

impl<'n> Question<'n> {
    /// Whether each rule of coherence holds.
    pub(crate) fn coherences(&self) -> Vec<Option<bool>> {
        let rules = &self.naive.pack.coherences;
        rules
            .iter()
            .map(|rule| self.truth(None, &self.naive.trees[&rule.test.value]))
            .collect()
    }

    /// The verdict on a dispositif, and what is known of its conditions.
    pub(crate) fn verdict(&self, d: &'n Dispositif) -> (&'static str, Vec<Option<Option<bool>>>) {
        let applies = |period| self.holds_in(d, period);
        let in_force = applies(d.in_force);
        let conditions: Vec<Option<Option<bool>>> = d
            .conditions
            .iter()
            .map(|c| {
                let held = self
                    .rule(d, &c.rule, c.day.as_ref())
                    .map(|held| held == Known::Truth(true));
                match applies(c.period) {
                    Some(false) => None,
                    Some(true) => Some(held),
                    None => Some(held.filter(|held| *held)),
                }
            })
            .collect();
        let verdict = match in_force {
            Some(false) => "hors_periode",
            _ if conditions.contains(&Some(Some(false))) => "non_eligible",
            None => "indetermine",
            _ if conditions.contains(&Some(None)) => "indetermine",
            _ => "eligible",
        };
        (verdict, conditions)
    }

    pub(crate) fn judge(&self, d: &'n Dispositif) -> Judged {
        let (verdict, conditions) = self.verdict(d);
        let due = matches!(verdict, "eligible" | "indetermine");
        let droits = d.droits.iter().map(|droit| {
            let exists = due && self.holds_in(d, droit.period) == Some(true);
            exists
                .then(|| self.rule(d, &droit.rule, droit.day.as_ref()))
                .flatten()
        });
        Judged {
            verdict,
            droits: droits.collect(),
            conditions,
        }
    }

    /// What is due of a droit: nothing to who is refused, out of its period, or when the droit does not exist on that day.
    pub(crate) fn due(&self, d: &'n Dispositif, droit: &'n Droit) -> Option<Known> {
        let exists = match self.verdict(d).0 {
            "eligible" => self.holds_in(d, droit.period),
            "indetermine" if self.holds_in(d, droit.period) != Some(false) => None,
            _ => Some(false),
        };
        let Kind::Number { unit, .. } = &droit.declared.kind else {
            panic!("{} is no number", droit.id);
        };
        if exists? {
            self.rule(d, &droit.rule, droit.day.as_ref())
        } else {
            Some(Known::Number(Decimal::ZERO, unit.clone()))
        }
    }

    /// The value of a rule of a dispositif, whose dated values are those of the date of effect, or of the day that it says.
    pub(crate) fn rule(&self, d: &'n Dispositif, text: &Text, on: Option<&Text>) -> Option<Known> {
        let plainly = Self {
            read_on: None,
            ..self.clone()
        };
        let on = on.map(|on| match plainly.value(Some(d), &self.naive.trees[&on.value])? {
            Known::Day(date) => Some(date),
            other => panic!("{} is {other:?}, not a date", on.value),
        });
        let there = Self {
            read_on: on,
            ..plainly
        };
        there.value(Some(d), &self.naive.trees[&text.value])
    }

    /// The day on which dated values are read.
    pub(crate) fn read_on(&self, scope: Option<&'n Dispositif>) -> Option<Date> {
        self.read_on.unwrap_or_else(|| self.date(scope))
    }

    pub(crate) fn date(&self, scope: Option<&'n Dispositif>) -> Option<Date> {
        let Some(fact) = scope.and_then(|d| d.effect_date) else {
            return Some(self.reference);
        };
        match self.facts.get(
            self.naive.pack.vocabulary.facts[usize::from(fact.0)]
                .name
                .as_str(),
        ) {
            Some(Known::Day(date)) => Some(*date),
            _ => None,
        }
    }

    fn holds_in(&self, d: &'n Dispositif, period: Period) -> Option<bool> {
        if period == Period::ALWAYS {
            Some(true)
        } else {
            Some(holds(period, self.date(Some(d))?))
        }
    }

    pub(crate) fn truth(&self, scope: Option<&'n Dispositif>, e: &Expression) -> Option<bool> {
        match self.value(scope, e)? {
            Known::Truth(truth) => Some(truth),
            other => panic!("{e} is {other:?}, not a truth"),
        }
    }

    pub(crate) fn number(&self, scope: Option<&'n Dispositif>, e: &Expression) -> Option<(Decimal, Unit)> {
        match self.value(scope, e)? {
            Known::Number(number, unit) => Some((number, unit)),
            other => panic!("{e} is {other:?}, not a number"),
        }
    }

    pub(crate) fn all(
        &self,
        scope: Option<&'n Dispositif>,
        list: &[Expression],
        whole: bool,
    ) -> Option<bool> {
        let truths: Vec<_> = list.iter().map(|e| self.truth(scope, e)).collect();
        if truths.contains(&Some(!whole)) {
            Some(!whole)
        } else {
            truths.into_iter().all(|t| t.is_some()).then_some(whole)
        }
    }

    /// A variable of the dispositif, a fact, a parameter on the date of effect, or a member of an enumeration.
    pub(crate) fn name(&self, scope: Option<&'n Dispositif>, name: &str) -> Option<Known> {
        let pack = &self.naive.pack;
        if let Some(d) = scope
            && let Some(variable) = d.variables.iter().find(|v| v.name == name)
        {
            return self.rule(d, &variable.rule, variable.day.as_ref());
        }
        if let Some(position) = pack.vocabulary.facts.iter().position(|fact| fact.name == name) {
            let stated = self.facts.get(name).cloned();
            return stated.or_else(|| self.derived(u16::try_from(position).unwrap()));
        }
        let Some(parameter) = pack.parameters.iter().find(|parameter| parameter.name == name) else {
            return Some(Known::Member(name.to_owned()));
        };
        let date = self.read_on(scope)?;
        let dated = parameter.values.iter().find(|dated| holds(dated.period, date))?;
        Some(self.naive.stored(&parameter.declared, dated.value))
    }

    /// What a fact follows from; in it, its own name is what was given of it.
    fn derived(&self, position: u16) -> Option<Known> {
        let deductions = &self.naive.pack.deductions;
        let deduction = deductions.iter().find(|deduction| deduction.fact.0 == position)?;
        if self.deriving.borrow().contains(&position) {
            return None;
        }
        self.deriving.borrow_mut().push(position);
        let value = self.value(None, &self.naive.trees[&deduction.rule.value]);
        self.deriving.borrow_mut().pop();
        value
    }
}

pub(crate) fn day(day: Day) -> Date {
    // The Julian day number of 1970-01-01.
    Date::from_julian_day(day.number() + 2_440_588).unwrap()
}

pub(crate) fn holds(period: Period, date: Date) -> bool {
    let starts = period.from == Day::MIN || day(period.from) <= date;
    starts && period.last().is_none_or(|last| date <= day(last))
}
