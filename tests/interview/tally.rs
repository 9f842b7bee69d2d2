//! How the interviews of the personas, and of people drawn at random, went.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    door::{Door, Told},
    measure::{Mistaken, mistaken},
    page::{Page, Start, page},
    people::People,
    persona::{Persona, personas},
    play::{Interview, Manner, play},
};

/// The interview of a persona, beside what is expected of it.
pub(crate) struct Played {
    pub(crate) persona: Persona,
    pub(crate) interview: Interview,
    pub(crate) page: Page,
    pub(crate) asks: Start,
    pub(crate) choices: Start,
    /// The amounts that are not as expected: which, and what was decided.
    pub(crate) wrong: Vec<String>,
}

/// Every persona, by name.
pub(crate) fn played(door: &Door) -> Vec<Played> {
    let people = personas().into_iter();
    people.map(|persona| one(door, persona)).collect()
}

fn one(door: &Door, persona: Persona) -> Played {
    let interview = play(door, persona.date, &persona.knows, Manner::Exact);
    let page = interview.answer.as_ref().map(page).unwrap_or_default();
    let decisions = interview.answer.as_ref().map(Door::decisions).unwrap_or_default();
    let given = |id: &str, droit: &str| -> Option<&Json> {
        let decision = decisions.get(id)?;
        let reserve = decision["sous_reserve"]["droits"].get(droit);
        reserve.or_else(|| decision["droits"].get(droit))
    };
    let amounts = persona.amounts.iter();
    let wrong = amounts.filter(|(id, droit, value)| given(id, droit) != Some(value));
    let wrong = wrong.map(|(id, droit, value)| {
        let given = given(id, droit).map_or_else(|| "rien".to_owned(), Json::to_string);
        format!("{id}.{droit} : {given} au lieu de {value}")
    });
    Played {
        asks: page.asks_first(&persona.ask),
        choices: page.offers_choices(&persona.or),
        wrong: wrong.collect(),
        interview,
        page,
        persona,
    }
}

/// What many interviews have in common.
#[derive(Default)]
pub(crate) struct Population {
    pub(crate) interviews: Vec<Interview>,
    /// Of each, where what is usually so misled.
    pub(crate) mistaken: Vec<Mistaken>,
}

impl Population {
    /// So many people, the same for the same seed.
    pub(crate) fn draw(door: &Door, count: usize, seed: u64) -> Self {
        let mut people = People::new(door, seed);
        let mut population = Self::default();
        for _ in 0..count {
            let life = people.life();
            let knows = people.knows(&life);
            let mut interview = play(door, people.date(), &knows, Manner::Exact);
            // An answer is large, and nobody reads it again.
            let answer = interview.answer.take();
            let so = door.decide(&Told::of(&life), people.date());
            let mistaken = match (&answer, &so) {
                (Some(answer), Ok(so)) => mistaken(door, answer, so),
                _ => Mistaken::default(),
            };
            population.interviews.push(interview);
            population.mistaken.push(mistaken);
        }
        population
    }

    /// How many people were promised something in vain, and how many were told of no right that they have.
    pub(crate) fn misled(&self) -> (usize, usize) {
        let count = |of: fn(&Mistaken) -> bool| self.mistaken.iter().filter(|one| of(one)).count();
        (
            count(|one| !one.promised.is_empty()),
            count(|one| !one.missed.is_empty()),
        )
    }

    /// For each dispositif, how many people it was promised to in vain, or refused although they have it.
    pub(crate) fn misleading(&self) -> BTreeMap<&str, (usize, usize)> {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for mistaken in &self.mistaken {
            for id in &mistaken.promised {
                counts.entry(id).or_default().0 += 1;
            }
            for id in &mistaken.missed {
                counts.entry(id).or_default().1 += 1;
            }
        }
        counts
    }

    /// The number of questions within which so many people in a hundred are served; `None` when they never are.
    pub(crate) fn within(
        &self,
        percent: usize,
        count: impl Fn(&Interview) -> Option<usize>,
    ) -> Option<usize> {
        let counts = self.interviews.iter().map(count);
        quantile(counts.collect(), percent)
    }

    /// How many people, of all, this holds of.
    pub(crate) fn number(&self, holds: impl Fn(&Interview) -> bool) -> usize {
        self.interviews.iter().filter(|one| holds(one)).count()
    }

    /// For each fact: how often it was asked, and how often nobody knew.
    pub(crate) fn asked(&self) -> BTreeMap<&str, (usize, usize)> {
        let mut asked = BTreeMap::new();
        for turn in self.interviews.iter().flat_map(|one| &one.turns) {
            let count: &mut (usize, usize) = asked.entry(turn.fact.as_str()).or_default();
            count.0 += 1;
            count.1 += usize::from(turn.answer.is_none());
        }
        asked
    }

    /// For each fact, how many people never done waited for it in the end, once nothing more was asked.
    pub(crate) fn stuck(&self) -> BTreeMap<String, usize> {
        let mut stuck = BTreeMap::new();
        for interview in &self.interviews {
            let mut facts: Vec<&String> = interview.stuck.iter().flat_map(|(_, facts)| facts).collect();
            facts.sort_unstable();
            facts.dedup();
            for fact in facts {
                *stuck.entry(fact.clone()).or_default() += 1;
            }
        }
        stuck
    }
}

/// The smallest value within which so many in a hundred lie; those without value lie beyond all.
pub(crate) fn quantile(mut counts: Vec<Option<usize>>, percent: usize) -> Option<usize> {
    counts.sort_unstable_by_key(|count| count.unwrap_or(usize::MAX));
    let at = (counts.len() * percent).div_ceil(100).max(1) - 1;
    counts.get(at).copied().flatten()
}

/// The median of the personas, the higher of the two middle ones when they are even: never better than it is.
pub(crate) fn median(counts: Vec<Option<usize>>) -> Option<usize> {
    let mut counts = counts;
    counts.sort_unstable_by_key(|count| count.unwrap_or(usize::MAX));
    counts.get(counts.len() / 2).copied().flatten()
}
