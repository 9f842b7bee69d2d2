//! An interview from its first question to its last: the first question is asked, a person answers what they know, « je ne sais pas » otherwise.

use std::collections::{BTreeMap, BTreeSet};

use bareme::{Answer, Day};
use serde_json::{Map, Value as Json};

use super::{
    door::{Door, Told},
    measure::standing,
};

/// More questions than any pack has facts worth asking: an interview that goes beyond never ends.
const MOST: usize = 250;

/// A question that was asked, and what came of it.
pub(crate) struct Turn {
    pub(crate) fact: String,
    /// Nothing for « je ne sais pas ».
    pub(crate) answer: Option<Json>,
    /// The dispositifs that waited for it.
    pub(crate) serves: Vec<String>,
    /// What it settled, and how.
    pub(crate) settled: Vec<(String, String)>,
    /// How many questions the engine thought were left before it, this one included.
    pub(crate) left: usize,
}

/// How an interview went.
#[derive(Default)]
pub(crate) struct Interview {
    pub(crate) turns: Vec<Turn>,
    /// After how many questions it was useful, done.
    pub(crate) useful: Option<usize>,
    pub(crate) done: Option<usize>,
    /// What was neither settled nor suspended although nothing more was asked, and what it waited for.
    pub(crate) stuck: Vec<(String, Vec<String>)>,
    /// What the engine refused to hear, with its findings.
    pub(crate) refused: Option<String>,
    /// What was told in the end.
    pub(crate) told: Told,
    /// What was supposed in the end, and what a person reads of it.
    pub(crate) supposed: BTreeMap<String, String>,
    pub(crate) answer: Option<Answer>,
}

/// How a person answers a question whose answer may be a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// The value.
    Exact,
    /// The range that holds it.
    Ranges,
}

/// Asks until nothing is asked.
pub(crate) fn play(door: &Door, date: Day, knows: &Map<String, Json>, manner: Manner) -> Interview {
    let mut interview = Interview::default();
    let mut known: BTreeSet<String> = BTreeSet::new();
    loop {
        let told = &interview.told;
        let heard = match door.hear(told, date) {
            Ok(heard) => heard,
            Err(findings) => {
                interview.refused = Some(findings);
                return interview;
            }
        };
        let standing = standing(door, &heard, told);
        let count = interview.turns.len();
        if standing.useful {
            interview.useful.get_or_insert(count);
        }
        if standing.done {
            interview.done.get_or_insert(count);
        }
        let news = |(id, _): &(String, String)| !known.contains(id);
        let settled: Vec<(String, String)> =
            standing.settled.iter().filter(|one| news(one)).cloned().collect();
        known = standing.settled.into_iter().map(|(id, _)| id).collect();
        if let Some(turn) = interview.turns.last_mut() {
            turn.settled = settled;
        }
        interview.supposed = heard.asked.supposed;
        interview.answer = Some(heard.answer);
        let Some(question) = heard.asked.questions.into_iter().next() else {
            interview.stuck = standing.open;
            return interview;
        };
        let answer = knows.get(&question.fact).map(|value| {
            let range = door.range(&question, value).filter(|_| manner == Manner::Ranges);
            range.unwrap_or(value).clone()
        });
        let (fact, serves) = (question.fact, question.serves);
        // After a range, the value or a narrower range may be asked for.
        let again = interview
            .turns
            .iter()
            .any(|turn| turn.fact == fact && (turn.answer.is_none() || turn.answer == answer));
        if again || count >= MOST {
            interview.refused = Some(format!("`{fact}` est demandé encore après {count} questions"));
            return interview;
        }
        match &answer {
            Some(value) => {
                interview.told.facts.insert(fact.clone(), value.clone());
            }
            None => {
                interview.told.unknown.insert(fact.clone());
            }
        }
        interview.turns.push(Turn {
            fact,
            answer,
            serves,
            settled: Vec::new(),
            left: heard.asked.left,
        });
    }
}
