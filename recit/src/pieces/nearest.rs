//! What a person could change to obtain what is refused, in a sentence.

use bareme::analysis::{ChangedFact, NearestChange, Pieces};

use crate::{
    stated,
    tree::{Line, Mark, Tone},
    words,
};

/// « Avec « Heures de travail » d'au plus 15 heures par semaine, vous auriez droit à … » ; nothing of what is not refused.
pub(super) fn told(pieces: &Pieces, nearest: &NearestChange) -> Option<Line> {
    let plan = pieces.plan();
    let title = pieces
        .dispositif()
        .map_or("", |dispositif| dispositif.title.as_str());
    let title = plan.titled(title, Some(pieces.date()));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "of what is not refused there is nothing to change"
    )]
    match nearest {
        NearestChange::Found(changes) => {
            let with: Vec<String> = changes
                .iter()
                .filter_map(|change| changed(pieces, change))
                .collect();
            let with = words::list(&with, "et");
            let text = format!("Avec {with}, vous auriez droit à «\u{a0}{title}\u{a0}».");
            Some(Line::marked(Mark::Next, text))
        }
        NearestChange::None => {
            let text =
                "Aucun changement d'un ou de deux faits parmi ceux que vous pouvez changer n'ouvre ce droit.";
            Some(Line::plain(text).toned(Tone::Aside))
        }
        NearestChange::NotEstablished => {
            let text = "Le travail permis n'a pas suffi à dire quel changement ouvrirait ce droit.";
            Some(Line::plain(text).toned(Tone::Aside))
        }
        _ => None,
    }
}

fn changed(pieces: &Pieces, change: &ChangedFact) -> Option<String> {
    let plan = pieces.plan();
    let fact = plan.vocabulary.fact(change.fact)?;
    let told = stated::told(plan, fact, change.range)?;
    let is_one = change.range == change.value;
    let told = if is_one {
        format!("\u{a0}: {told}")
    } else if told.starts_with("au ") {
        format!(" d'{told}")
    } else {
        format!(" {told}")
    };
    Some(format!("«\u{a0}{}\u{a0}»{told}", fact.title))
}
