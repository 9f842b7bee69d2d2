//! A question asked of the search and of Z3; what each says, decided again by the naive evaluator.
//!
//! What is proved, of complete and coherent dossiers:
//!
//! - the search says that there is none, Z3 finds one: a dossier was missed. Z3 proves that there is none: both agree on every dossier;
//! - the search gives a few facts, Z3 proves that there is no dossier: what was found is no answer. Otherwise Z3 is asked twice more, with these facts:
//!   is there a dossier that has them (an answer that no dossier completes is none), and is there one that has them and is no answer (a fact that
//!   was left out matters)? So « eligible for every completion » is proved by Z3, and not only tried;
//! - the dossiers that Z3 finds, for the question and for what the search gives, are decided by the naive evaluator, which must say what was asked:
//!   a fault of the translation, that both would share with nobody, shows there.
//!
//! What either leaves undecided is counted, and compared with nothing.

use std::{path::PathBuf, time::Duration};

use bareme::{
    Day,
    analysis::{Budget, Found, Joint, Side, Witness},
    pack::model::{Asking, Pack},
    vocabulary::{Fact, FactId, Kind},
};

use crate::{
    asked::{About, Asked, Seen},
    dossiers::Facts,
    small::written,
};

use super::{
    packs::{REFERENCE, Translation, name},
    script::{Symbol, number},
    z3::{Limits, Said, Z3, spent_by_children, spent_here},
};

/// What one or the other says of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Some,
    None,
    Undecided,
}

/// A question, both answers, and the nanoseconds that each took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    pub(crate) ours: (Answer, u128),
    pub(crate) theirs: (Answer, u128),
}

/// The packs that questions are about, and what may be spent on each.
pub(crate) struct Comparison<'n> {
    pub(crate) about: About<'n>,
    pub(crate) joint: Joint,
    /// What says that the reference date is one that questions are about.
    pub(crate) window: Asked,
    pub(crate) z3: &'n Z3,
    pub(crate) budget: Budget,
    /// How long the search is done again for, to be measured; not at all in a test.
    pub(crate) at_least: Duration,
    pub(crate) limits: Limits,
}

impl Comparison<'_> {
    /// Asks both; an error says how they disagree, and where the script is.
    /// Nothing is compared when both packs say the same in the same words.
    pub(crate) fn ask(&mut self, asked: &Asked) -> Result<Option<Compared>, String> {
        let mut translation = Translation::new(&self.about.sides);
        if translation.asked(&self.about, asked) == "false" {
            return Ok(None);
        }
        let asked = &Asked::All(vec![asked.clone(), self.window.clone()]);
        let term = self.about.term(&mut self.joint, asked);
        let (start, mut times) = (spent_here(), 0);
        // The system counts the time of a thread from time to time: what is short is done again until that shows.
        let (searched, ours) = loop {
            let searched = self.joint.search(term, self.budget);
            let spent = spent_here() - start;
            times += 1;
            if spent >= self.at_least {
                break (searched, spent.as_nanos() / times);
            }
        };
        let (script, wanted) = self.script(asked, None, true);
        let path = self.z3.write("question", &script);
        let start = spent_by_children();
        let said = self.z3.ask(&path, &wanted, self.limits);
        let theirs = (spent_by_children() - start).as_nanos();
        let differ = |why: &str| {
            Err(format!(
                "{why}\nquestion: {asked:?}\nthe search: {searched:?}\nZ3: {said:?}\nscript: {}",
                path.display()
            ))
        };
        if let Said::Satisfiable(values) = &said
            && !self.holds(values, asked)
        {
            return differ("the naive evaluator refuses what Z3 found");
        }
        let (mine, its) = (answer(&searched.found), told(&said));
        match (mine, its) {
            (Answer::Some, Answer::None) => return differ("Z3 proves that there is no dossier"),
            (Answer::None, Answer::Some) => return differ("Z3 finds a dossier"),
            _ => {}
        }
        if let Found::Witness(witness) = &searched.found
            && let Err((why, path)) = self.stands(asked, witness)
        {
            return differ(&format!("{why} ({})", path.display()));
        }
        Ok(Some(Compared {
            ours: (mine, ours),
            theirs: (its, theirs),
        }))
    }

    /// The script of a question, or of its contrary, among the dossiers that have what a witness says.
    fn script(&self, asked: &Asked, witness: Option<&Witness>, holds: bool) -> (String, Vec<Symbol>) {
        let mut translation = Translation::new(&self.about.sides);
        let mut question = translation.asked(&self.about, asked);
        if !holds {
            question = translation.script.not(&question);
        }
        translation.script.assert(&question);
        if let Some(witness) = witness {
            self.pin(&mut translation, witness);
        }
        let facts = &self.about.pack(Side::Before).vocabulary.facts;
        let wanted: Vec<Symbol> = facts.iter().map(name).chain([REFERENCE.to_owned()]).collect();
        (translation.script.text(self.limits.rlimit, &wanted), wanted)
    }

    fn pin(&self, translation: &mut Translation, witness: &Witness) {
        let pack = self.about.pack(Side::Before);
        let day = i64::from(witness.date.number());
        translation.within(REFERENCE, day, day);
        for (fact, value) in self.joint.dossier(Side::Before, witness).stated() {
            let name = name(fact);
            match &fact.declared.kind {
                Kind::Boolean if value.lo == value.hi => {
                    let said = number(value.lo.into());
                    let said = translation.script.compare("=", &said, "1");
                    let same = translation.script.compare("=", &name, &said);
                    translation.script.assert(&same);
                }
                Kind::Boolean => {}
                Kind::Number { .. } | Kind::Date => translation.within(&name, value.lo, value.hi),
                Kind::Choice(id) => {
                    let enumeration = &pack.vocabulary.enumerations[usize::from(id.0)];
                    let each: Vec<Symbol> = enumeration
                        .remaining(value.mask())
                        .map(|member| {
                            let member = number(translation.member(member));
                            translation.script.compare("=", &name, &member)
                        })
                        .collect();
                    let one = translation.script.any(&each);
                    translation.script.assert(&one);
                }
            }
        }
    }

    /// Is what the search found an answer, whatever the facts that it leaves out are?
    fn stands(&self, asked: &Asked, witness: &Witness) -> Result<(), (String, PathBuf)> {
        let (script, wanted) = self.script(asked, Some(witness), true);
        let path = self.z3.write("completed", &script);
        match self.z3.ask(&path, &wanted, self.limits) {
            Said::Unsatisfiable => {
                return Err(("no dossier completes what the search found".to_owned(), path));
            }
            Said::Satisfiable(values) if !self.holds(&values, asked) => {
                return Err((
                    "the naive evaluator refuses what the search found".to_owned(),
                    path,
                ));
            }
            Said::Satisfiable(_) | Said::Unknown => {}
        }
        let (script, wanted) = self.script(asked, Some(witness), false);
        let path = self.z3.write("contrary", &script);
        if let Said::Satisfiable(values) = self.z3.ask(&path, &wanted, self.limits) {
            let (facts, day) = self.dossier(&values);
            let why = format!("what the search left out matters, as on {day} with {facts:?}");
            return Err((why, path));
        }
        Ok(())
    }

    /// Does the naive evaluator say of a dossier what was asked?
    fn holds(&self, values: &[i128], asked: &Asked) -> bool {
        let (facts, date) = self.dossier(values);
        let mut coherent = true;
        let judged = self.about.sides.iter().map(|naive| {
            let question = naive.question(&facts, date);
            let rules = naive.pack.coherences.iter().zip(question.coherences());
            coherent &= rules
                .into_iter()
                .all(|(rule, held)| !rule.refuses || held == Some(true));
            let dispositifs = naive.pack.dispositifs.iter();
            dispositifs.map(|dispositif| question.judge(dispositif)).collect()
        });
        let judged = judged.collect();
        let seen = Seen { facts, judged };
        coherent && self.about.holds(&seen, asked)
    }

    /// The values that Z3 gives, as a dossier and its date.
    fn dossier(&self, values: &[i128]) -> (Facts, Day) {
        let pack = self.about.pack(Side::Before);
        let (day, values) = values.split_last().unwrap();
        // What follows from other facts is left to the naive evaluator, unless it does not know on which day.
        let follows = |fact: &Fact| {
            let mut deductions = pack.deductions.iter();
            let named = |id: FactId| pack.vocabulary.facts[usize::from(id.0)].name == fact.name;
            let found = deductions.find(|deduction| named(deduction.fact));
            let dated = |asking: &Asking| asking.day.is_some() && named(asking.fact);
            found.is_some_and(|found| !found.rule.value.contains(&fact.name))
                && !pack.askings.iter().any(dated)
        };
        let stated = pack.vocabulary.facts.iter().zip(values);
        let facts = stated.filter(|(fact, _)| !follows(fact)).map(|(fact, value)| {
            let stored = match &fact.declared.kind {
                Kind::Choice(id) => self.position(pack, usize::from(id.0), *value),
                Kind::Boolean | Kind::Number { .. } | Kind::Date => i64::try_from(*value).unwrap(),
            };
            (fact.name.clone(), written(pack, &fact.declared, stored))
        });
        (facts.collect(), Day::from_number(i64::try_from(*day).unwrap()))
    }

    /// The position of a member, of which the number is that of its name.
    fn position(&self, pack: &Pack, enumeration: usize, value: i128) -> i64 {
        let mut names = Translation::numbers(&self.about.sides);
        let members = &pack.vocabulary.enumerations[enumeration].members;
        let found = members
            .iter()
            .position(|member| names.member(&member.name) == value);
        i64::try_from(found.unwrap()).unwrap()
    }
}

fn answer(found: &Found) -> Answer {
    match found {
        Found::Witness(_) => Answer::Some,
        Found::Nothing => Answer::None,
        Found::Undecided(_) => Answer::Undecided,
    }
}

fn told(said: &Said) -> Answer {
    match said {
        Said::Satisfiable(_) => Answer::Some,
        Said::Unsatisfiable => Answer::None,
        Said::Unknown => Answer::Undecided,
    }
}
