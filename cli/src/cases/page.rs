//! What the page of a person shows, as a case may expect it.

use bareme::Answer;
use bareme_recit::{
    Recit, Style, WIDEST,
    tree::{Block, Line},
};
use serde_json::{Value as Json, json};

/// `demander`, `ou_bien` and `ouvrir`: the dispositifs of the first three parts, in their order. `dit`: the whole text.
pub(super) fn shown(answer: &Answer, recit: &Recit) -> Json {
    let part = |title: &str| {
        let sections = recit.blocks.iter().filter_map(|block| {
            let Block::Section(section) = block else {
                return None;
            };
            Some(section)
        });
        let mut named = sections.filter(|section| section.title == title);
        named.next().map(|section| section.blocks.as_slice())
    };
    let cards = |title: &str| {
        let mut found = Vec::new();
        part(title)
            .into_iter()
            .flatten()
            .for_each(|block| dispositifs(block, &mut found));
        found
    };
    let choices = part("Ou bien").into_iter().flatten();
    let lines = choices.filter_map(|block| {
        let Block::Lines { lines } = block else {
            return None;
        };
        Some(lines)
    });
    let sets = lines.flatten().filter_map(|line| set(answer, line));
    json!({
        "demander": cards("À demander maintenant"),
        "ou_bien": sets.collect::<Vec<_>>(),
        "ouvrir": cards("Ce qui peut encore s'ouvrir"),
        "dit": recit.text(WIDEST, Style::Plain),
    })
}

fn dispositifs(block: &Block, found: &mut Vec<String>) {
    if let Block::Card(card) = block {
        found.push(card.dispositif.clone());
    } else if let Block::Fold(fold) = block {
        fold.blocks.iter().for_each(|block| dispositifs(block, found));
    }
}

/// The dispositifs that a line puts together, by their titles, in the order of their ids.
fn set(answer: &Answer, line: &Line) -> Option<Vec<String>> {
    let text = line.text.plain();
    // What introduces the sets, or sums them up, does not start with a title.
    if !text.starts_with('«') {
        return None;
    }
    let named = |title: &str| {
        text.contains(&format!("« {title} »")) || text.contains(&format!("«\u{a0}{title}\u{a0}»"))
    };
    let decisions = answer.decisions().filter(|decision| named(&decision.title()));
    let mut ids: Vec<String> = decisions.map(|decision| decision.id().to_owned()).collect();
    ids.sort_unstable();
    (!ids.is_empty()).then_some(ids)
}
