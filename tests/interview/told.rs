//! The interviews told in French: the table of `make questions`, and one of them question by question.

use std::fmt::Write as _;

use crate::interview::{
    door::Door,
    page::Start,
    people::People,
    persona::personas,
    play::{Interview, Manner, play},
    ratchet::FEW,
    tally::{Played, Population, median},
};

/// How many facts a list names.
const LISTED: usize = 25;

/// How many people are pointed at.
const SOME: usize = 8;

/// The longest text of a cell.
const CELL: usize = 90;

pub(crate) fn table(door: &Door, played: &[Played], people: &Population) -> String {
    let mut text = String::from(
        "Questions posées jusqu'à une réponse utile, puis finie (« je ne sais pas » compte)\n\n\
         persona   utile / limite   finie / limite   posées   à demander      ou bien\n",
    );
    for one in played {
        let _ = writeln!(
            text,
            "{:<9} {:>14} {:>16} {:>8}   {:<15} {}",
            one.persona.name,
            against(one.interview.useful, one.persona.useful),
            against(one.interview.done, one.persona.done),
            one.interview.turns.len(),
            start(one.asks),
            start(one.choices),
        );
    }
    let useful = median(played.iter().map(|one| one.interview.useful).collect());
    let done = median(played.iter().map(|one| one.interview.done).collect());
    let _ = writeln!(
        text,
        "{:<9} {:>14} {:>16}",
        "médiane",
        against(useful, Some(6)),
        against(done, Some(12))
    );
    for one in played {
        remarks(one, &mut text);
    }
    population(door, people, &mut text);
    text
}

/// What is not as expected.
fn remarks(one: &Played, text: &mut String) {
    let name = &one.persona.name;
    let mut say = |what: &str| {
        let _ = writeln!(text, "  {name} : {what}");
    };
    if let Some(refused) = &one.interview.refused {
        say(&format!("refusé : {refused}"));
    }
    if one.asks != Start::Same {
        let (page, expected) = (one.page.ask.join(", "), one.persona.ask.join(", "));
        say(&format!("à demander : [{page}] au lieu de [{expected}…]"));
    }
    if one.choices != Start::Same {
        let (page, expected) = (&one.page.or, &one.persona.or);
        say(&format!("ou bien : {page:?} au lieu de {expected:?}…"));
    }
    one.wrong.iter().for_each(|wrong| say(wrong));
    for (id, facts) in &one.interview.stuck {
        let facts = facts.join(", ");
        say(&format!(
            "plus rien n'est demandé, mais {id} attend encore : {facts}"
        ));
    }
}

fn population(door: &Door, people: &Population, text: &mut String) {
    let count = people.interviews.len();
    if count == 0 {
        return;
    }
    let _ = writeln!(
        text,
        "\n{count} personnes au hasard\n\n           50 %   75 %   90 %   95 %   99 %"
    );
    let mut row = |name: &str, of: fn(&Interview) -> Option<usize>| {
        let cells = [50, 75, 90, 95, 99].map(|percent| format!("{:>7}", shown(people.within(percent, of))));
        let _ = writeln!(text, "{name:<8}{}", cells.concat());
    };
    row("utile", |one| one.useful);
    row("finie", |one| one.done);
    row("posées", |one| Some(one.turns.len()));
    let few = people.number(|one| one.done.is_some_and(|done| done <= FEW));
    let never = people.number(|one| one.done.is_none());
    let refused = people.number(|one| one.refused.is_some());
    let _ = writeln!(
        text,
        "\nfinies en {FEW} questions ou moins : {},{} % (but : 90 %) ; jamais finies : {never} ; refusées : {refused}",
        few * 100 / count,
        few * 1_000 / count % 10,
    );
    misled(people, text);
    let mut asked: Vec<(&str, (usize, usize))> = people.asked().into_iter().collect();
    let percent = |number: usize| number * 100 / count;
    asked.sort_by_key(|(_, (times, _))| core::cmp::Reverse(*times));
    let _ = writeln!(
        text,
        "\nLes plus demandés (sur 100 personnes : posée, « je ne sais pas »)"
    );
    for (fact, (times, unknown)) in asked.iter().take(LISTED) {
        line(door, fact, percent(*times), Some(percent(*unknown)), text);
    }
    asked.sort_by_key(|(_, (_, unknown))| core::cmp::Reverse(*unknown));
    let _ = writeln!(
        text,
        "\nCeux qu'on ne sait pas le plus souvent (sur 100 personnes : posée, « je ne sais pas »)"
    );
    for (fact, (times, unknown)) in asked.iter().take(LISTED).filter(|(_, (_, unknown))| *unknown > 0) {
        line(door, fact, percent(*times), Some(percent(*unknown)), text);
    }
    let mut stuck: Vec<(String, usize)> = people.stuck().into_iter().collect();
    if !stuck.is_empty() {
        stuck.sort_by_key(|(_, times)| core::cmp::Reverse(*times));
        let _ = writeln!(
            text,
            "\nPlus rien n'est demandé, mais on attend encore (sur 100 personnes)"
        );
        for (fact, times) in stuck.iter().take(LISTED) {
            line(door, fact, percent(*times), None, text);
        }
        let places = people.interviews.iter().enumerate();
        let places: Vec<String> = places
            .filter(|(_, one)| !one.stuck.is_empty())
            .map(|(place, _)| place.to_string())
            .take(SOME)
            .collect();
        let _ = writeln!(text, "  à voir avec DETAIL= : {}", places.join(", "));
    }
    if let Some(one) = people.interviews.iter().find_map(|one| one.refused.as_ref()) {
        let _ = writeln!(text, "\nUn refus : {one}");
    }
}

/// Where what is usually so misled.
fn misled(people: &Population, text: &mut String) {
    let count = people.interviews.len();
    let (promised, missed) = people.misled();
    let _ = writeln!(
        text,
        "\nÀ la fin, sous réserve comprise, et comparé à toute leur vie : {} % se voient proposer un dispositif qui leur est refusé, {} % se voient \
         refuser un dispositif auquel elles ont droit",
        promised * 100 / count,
        missed * 100 / count,
    );
    let mut misleading: Vec<(&str, (usize, usize))> = people.misleading().into_iter().collect();
    misleading.sort_by_key(|(_, (promised, missed))| core::cmp::Reverse(promised + missed));
    for (id, (promised, missed)) in misleading.iter().take(LISTED) {
        let percent = |number: &usize| number * 100 / count;
        let _ = writeln!(text, "{:>5}{:>4}   {id}", percent(promised), percent(missed));
    }
}

fn line(door: &Door, fact: &str, times: usize, unknown: Option<usize>, text: &mut String) {
    let told = door.facts.get(fact);
    let title = told.map_or("", |told| told.title.as_str());
    let known_by = told.map_or("", |told| told.known_by.as_str());
    let known_by = if known_by == "personne" {
        String::new()
    } else {
        format!(" [{known_by}]")
    };
    let unknown = unknown.map_or_else(String::new, |unknown| format!("{unknown:>4}"));
    let _ = writeln!(text, "{times:>5}{unknown}   {fact:<38} {title}{known_by}");
}

/// « 7 / 6 »
fn against(count: Option<usize>, limit: Option<usize>) -> String {
    let limit = limit.map_or_else(|| "–".to_owned(), |limit| limit.to_string());
    format!("{} / {limit}", shown(count))
}

fn shown(count: Option<usize>) -> String {
    count.map_or_else(|| "jamais".to_owned(), |count| count.to_string())
}

const fn start(start: Start) -> &'static str {
    match start {
        Start::Same => "oui",
        Start::Unordered => "autre ordre",
        Start::Other => "non",
    }
}

/// The interview of a persona, or of the person drawn at that place, question by question.
pub(crate) fn detail(door: &Door, name: &str, seed: u64) -> Result<String, String> {
    if let Some(persona) = personas().into_iter().find(|one| one.name == name) {
        let interview = play(door, persona.date, &persona.knows, Manner::Exact);
        return Ok(format!("{}\n\n{}", persona.title, transcript(door, &interview)));
    }
    let Ok(place) = name.parse::<usize>() else {
        return Err(format!("`{name}` : ni une persona, ni le numéro d'une personne"));
    };
    let mut people = People::new(door, seed);
    for _ in 0..place {
        let life = people.life();
        people.knows(&life);
    }
    let life = people.life();
    let knows = people.knows(&life);
    let interview = play(door, people.date(), &knows, Manner::Exact);
    let mut text = format!("Personne n° {place}\n");
    for (fact, value) in &life {
        let known = if knows.contains_key(fact) {
            ""
        } else {
            "   (ne le sait pas)"
        };
        let _ = writeln!(text, "  {fact} = {value}{known}");
    }
    Ok(format!("{text}\n{}", transcript(door, &interview)))
}

fn transcript(door: &Door, interview: &Interview) -> String {
    let mut text = String::new();
    for (index, turn) in interview.turns.iter().enumerate() {
        let asked = index + 1;
        let title = door.facts.get(&turn.fact).map_or("", |fact| fact.title.as_str());
        let answer = turn
            .answer
            .as_ref()
            .map_or_else(|| "je ne sais pas".to_owned(), ToString::to_string);
        let left = turn.left;
        let _ = writeln!(
            text,
            "{asked:>3}. {title} [{}] : {answer}   (encore {left} environ)",
            turn.fact
        );
        let _ = writeln!(text, "       pour {}", shortened(&turn.serves.join(", ")));
        for (id, how) in &turn.settled {
            let _ = writeln!(text, "       → {id} : {how}");
        }
        for (what, at) in [("utile", interview.useful), ("fini", interview.done)] {
            if at == Some(asked) {
                let _ = writeln!(text, "     ── {what} après {asked} questions");
            }
        }
    }
    for (what, at) in [("utile", interview.useful), ("fini", interview.done)] {
        if at == Some(0) || at.is_none() {
            let _ = writeln!(text, "     ── {what} : {}", shown(at));
        }
    }
    for (fact, sentence) in &interview.supposed {
        let _ = writeln!(text, "Supposé [{fact}] : {sentence}");
    }
    if let Some(refused) = &interview.refused {
        let _ = writeln!(text, "Refusé : {refused}");
    }
    for (id, facts) in &interview.stuck {
        let _ = writeln!(
            text,
            "Plus rien n'est demandé, mais {id} attend : {}",
            facts.join(", ")
        );
    }
    text
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= CELL {
        return text.to_owned();
    }
    let start: String = text.chars().take(CELL).collect();
    format!("{start}…")
}
