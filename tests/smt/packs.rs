//! What a pack says, in SMT-LIB: its facts, its coherences, and what is decided of its dispositifs.
//!
//! It is made from what the naive evaluator reads, the parsed files, and never from the plan: a fault of the plan (a node folded, an operation narrowed
//! too far) is a disagreement here, which a translation of the plan would repeat. Every fact is known: what the search says, that a dossier is an
//! answer whatever the facts that it leaves out are, or that there is none, is about complete and coherent dossiers.

use std::collections::HashMap;

use bareme::{
    date::{Day, Period},
    pack::model::{Dispositif, Droit, Text},
    vocabulary::{Fact, Kind, Unit},
};

use crate::naive::{Known, Naive, day};

use super::{
    calendar::{Calendar, days},
    script::{Script, Symbol, number, truth},
    term::{Sort, Term},
};

/// The reference dates that questions are about: the naive evaluator knows no date out of the calendar, and durations lead there from its ends.
pub(crate) const WINDOW: [&str; 2] = ["1990-01-01", "2199-12-31"];

/// The reference date.
pub(crate) const REFERENCE: &str = "reference";

/// Where an expression is read.
#[derive(Clone)]
pub(crate) struct Place<'n> {
    pub(crate) naive: &'n Naive,
    pub(crate) scope: Option<&'n Dispositif>,
    /// The day on which dated values are read, when it is not the date of effect.
    pub(crate) on: Option<Symbol>,
}

/// A translation in progress.
pub(crate) struct Translation {
    pub(crate) script: Script,
    pub(crate) calendar: Calendar,
    /// The number of each name of a member.
    members: HashMap<String, i128>,
    /// What was translated: by pack, dispositif, text and day.
    pub(crate) known: HashMap<(usize, String, String, String), Term>,
}

/// The name of the value of a fact.
pub(crate) fn name(fact: &Fact) -> Symbol {
    format!("|{}|", fact.name)
}

impl Translation {
    /// The facts of packs that have the same, and every dossier that their coherences allow.
    pub(crate) fn new(sides: &[&Naive]) -> Self {
        let mut new = Self::numbers(sides);
        let first = sides[0];
        for side in sides {
            assert_eq!(
                side.pack.vocabulary, first.pack.vocabulary,
                "packs of the same facts"
            );
        }
        new.script.declare(REFERENCE, "Int");
        let [begin, end] = WINDOW.map(|day| day.parse::<Day>().unwrap().number());
        new.within(REFERENCE, begin.into(), end.into());
        for fact in &first.pack.vocabulary.facts {
            new.fact(first, fact);
        }
        for side in sides {
            new.coherent(side);
        }
        new
    }

    /// Only the numbers of members.
    pub(crate) fn numbers(sides: &[&Naive]) -> Self {
        let mut new = Self {
            script: Script::default(),
            calendar: Calendar::default(),
            members: HashMap::new(),
            known: HashMap::new(),
        };
        // Members of one enumeration follow each other, unless another has the same.
        for enumeration in &sides[0].pack.vocabulary.enumerations {
            for member in &enumeration.members {
                new.member(&member.name);
            }
        }
        new
    }

    fn fact(&mut self, naive: &Naive, fact: &Fact) {
        let name = name(fact);
        let sort = if fact.declared.kind.is_boolean() {
            "Bool"
        } else {
            "Int"
        };
        self.script.declare(&name, sort);
        match &fact.declared.kind {
            Kind::Boolean => {}
            Kind::Number { .. } | Kind::Date => self.within(&name, fact.declared.min, fact.declared.max),
            Kind::Choice(id) => {
                let members = naive.pack.vocabulary.enumerations[usize::from(id.0)]
                    .members
                    .clone();
                let each = members.iter().map(|member| {
                    let member = number(self.member(&member.name));
                    self.script.compare("=", &name, &member)
                });
                let each: Vec<Symbol> = each.collect();
                let one = self.script.any(&each);
                self.script.assert(&one);
            }
        }
    }

    pub(crate) fn within(&mut self, name: &str, min: i64, max: i64) {
        let (min, max) = (number(min.into()), number(max.into()));
        let (low, high) = (
            self.script.compare("<=", &min, name),
            self.script.compare("<=", name, &max),
        );
        self.script.assert(&low);
        self.script.assert(&high);
    }

    /// No refusal: the rules of coherence that are errors hold, and what is stated is what follows from other facts.
    fn coherent(&mut self, naive: &Naive) {
        let nowhere = Place {
            naive,
            scope: None,
            on: None,
        };
        for coherence in naive.pack.coherences.iter().filter(|coherence| coherence.refuses) {
            let holds = self.text(&nowhere, &coherence.test);
            self.script.assert(&holds.symbol);
        }
        for deduction in &naive.pack.deductions {
            let mut asked = naive.pack.askings.iter();
            let day = asked
                .find(|asking| asking.fact == deduction.fact)
                .and_then(|asking| asking.day.clone());
            let on = day.map(|day| self.text(&nowhere, &day).symbol);
            let follows = self.text(
                &Place {
                    on,
                    ..nowhere.clone()
                },
                &deduction.rule,
            );
            let fact = self.of_fact(&naive.pack.vocabulary.facts[usize::from(deduction.fact.0)]);
            let same = self.script.ordered("=", &fact, &follows);
            self.script.assert(&same);
        }
    }

    pub(crate) fn of_fact(&self, fact: &Fact) -> Term {
        let sort = match &fact.declared.kind {
            Kind::Boolean => Sort::Truth,
            Kind::Number { decimals, unit } => Sort::Number((*decimals).into(), unit.clone()),
            Kind::Date => Sort::Day,
            Kind::Choice(_) => Sort::Member,
        };
        Term {
            symbol: name(fact),
            sort,
        }
    }

    /// The number that stands for the name of a member.
    pub(crate) fn member(&mut self, name: &str) -> i128 {
        let next = i128::try_from(self.members.len()).unwrap();
        *self.members.entry(name.to_owned()).or_insert(next)
    }

    /// A value that is known.
    pub(crate) fn constant(&mut self, known: &Known) -> Term {
        match known {
            Known::Truth(value) => Script::known(*value),
            Known::Number(value, unit) => Term::number(*value, unit.clone()),
            Known::Day(date) => Calendar::known(*date),
            Known::Member(name) => Term {
                symbol: number(self.member(name)),
                sort: Sort::Member,
            },
        }
    }

    /// An expression as a file writes it.
    pub(crate) fn text(&mut self, place: &Place<'_>, text: &Text) -> Term {
        let scope = place.scope.map_or("", |dispositif| &dispositif.id).to_owned();
        let pack = std::ptr::from_ref(place.naive).addr();
        let key = (
            pack,
            scope,
            text.value.clone(),
            place.on.clone().unwrap_or_default(),
        );
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let term = match place.naive.trees.get(&text.value) {
            Some(tree) => self.value(place, tree),
            // The naive evaluator does not read the days of facts.
            None => self.value(place, &bareme::internals::expression::parse(&text.value).unwrap()),
        };
        self.known.insert(key, term.clone());
        term
    }

    /// A rule of a dispositif: dated values are those of the date of effect, or of the day that it says.
    pub(crate) fn rule(
        &mut self,
        naive: &Naive,
        dispositif: &Dispositif,
        text: &Text,
        on: Option<&Text>,
    ) -> Term {
        let plainly = Place {
            naive,
            scope: Some(dispositif),
            on: None,
        };
        let on = on.map(|on| self.text(&plainly, on).symbol);
        self.text(&Place { on, ..plainly }, text)
    }

    pub(crate) fn effect_date(naive: &Naive, dispositif: Option<&Dispositif>) -> Symbol {
        match dispositif.and_then(|dispositif| dispositif.effect_date) {
            Some(fact) => name(&naive.pack.vocabulary.facts[usize::from(fact.0)]),
            None => REFERENCE.to_owned(),
        }
    }

    /// Is a day in a period?
    pub(crate) fn holds_on(&mut self, period: Period, date: &str) -> Symbol {
        let mut said = Vec::new();
        if period.from != Day::MIN {
            said.push(self.script.compare("<=", &number(days(day(period.from))), date));
        }
        if let Some(last) = period.last() {
            said.push(self.script.compare("<=", date, &number(days(day(last)))));
        }
        self.script.all(&said)
    }

    pub(crate) fn holds_in(&mut self, naive: &Naive, dispositif: &Dispositif, period: Period) -> Symbol {
        let date = Self::effect_date(naive, Some(dispositif));
        self.holds_on(period, &date)
    }

    /// A condition that does not apply on the date of effect is as good as met.
    pub(crate) fn met(&mut self, naive: &Naive, dispositif: &Dispositif, condition: usize) -> Symbol {
        let condition = &dispositif.conditions[condition];
        let applies = self.holds_in(naive, dispositif, condition.period);
        let without_object = self.script.not(&applies);
        if without_object == truth(true) {
            return without_object;
        }
        let holds = self.rule(naive, dispositif, &condition.rule, condition.day.as_ref());
        self.script.any(&[without_object, holds.symbol])
    }

    pub(crate) fn eligible(&mut self, naive: &Naive, dispositif: &Dispositif) -> Symbol {
        let mut said = vec![self.holds_in(naive, dispositif, dispositif.in_force)];
        for condition in 0..dispositif.conditions.len() {
            said.push(self.met(naive, dispositif, condition));
        }
        self.script.all(&said)
    }

    /// Is a droit due?
    pub(crate) fn exists(&mut self, naive: &Naive, dispositif: &Dispositif, droit: &Droit) -> Symbol {
        let eligible = self.eligible(naive, dispositif);
        let exists = self.holds_in(naive, dispositif, droit.period);
        self.script.all(&[eligible, exists])
    }

    /// What is due of a droit that is a number; nothing to who has no right to it.
    pub(crate) fn due(&mut self, naive: &Naive, dispositif: &Dispositif, droit: &Droit) -> Term {
        let exists = self.exists(naive, dispositif, droit);
        let value = self.rule(naive, dispositif, &droit.rule, droit.day.as_ref());
        let nothing = Term::number(0.into(), Unit::NONE);
        self.script.one_or_other(&exists, &value, &nothing)
    }
}
