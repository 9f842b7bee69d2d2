//! What a person could change to obtain what is refused, in a sentence.

use bareme::{
    analysis::{ChangedFact, NearestChange, Opening, Pieces},
    catalogue::{Nature, Object},
};

use crate::{
    answer, stated,
    tree::{Line, Mark, Tone},
    words,
};

/// The most facts that are named of those that are missing.
const MOST_MISSING: usize = 4;

/// « Avec « Heures de travail » d'au plus 15 heures par semaine, vous auriez droit à … » ; nothing of what is not refused.
pub(super) fn told(pieces: &Pieces, nearest: &NearestChange) -> Option<Line> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "of what is not refused there is nothing to change"
    )]
    match nearest {
        NearestChange::Found(opening) => Some(Line::marked(Mark::Next, found(pieces, opening))),
        NearestChange::None { whatever } => Some(Line::plain(nothing(pieces, whatever)).toned(Tone::Aside)),
        NearestChange::NotEstablished => {
            let text = "Le travail permis n'a pas suffi à dire quel changement ouvrirait ce droit.";
            Some(Line::plain(text).toned(Tone::Aside))
        }
        _ => None,
    }
}

fn found(pieces: &Pieces, opening: &Opening) -> String {
    let changes = opening.changes.iter();
    let with: Vec<String> = changes.filter_map(|change| changed(pieces, change)).collect();
    let with = words::list(&with, "et");
    let plan = pieces.plan();
    let (title, nature, object) =
        pieces
            .dispositif()
            .map_or(("", Nature::Aid, Object::Person), |dispositif| {
                (
                    dispositif.title.as_str(),
                    answer::nature_of(dispositif),
                    dispositif.object,
                )
            });
    let title = format!("«\u{a0}{}\u{a0}»", plan.titled(title, Some(pieces.date())));
    if opening.missing.is_empty() {
        return match (nature, object) {
            (Nature::Decision, Object::Employer) => {
                format!("Avec {with}, l'employeur pourrait demander {title}.")
            }
            (Nature::Decision, _) => format!("Avec {with}, vous pourriez demander {title}."),
            (Nature::Aid, Object::Employer) => format!("Avec {with}, l'employeur aurait droit à {title}."),
            (Nature::Aid, Object::Person) => format!("Avec {with}, vous auriez droit à {title}."),
            _ => format!("Avec {with}, {title} s'appliquerait."),
        };
    }
    let facts = opening.missing.iter().filter_map(|id| plan.vocabulary.fact(*id));
    let mut missing: Vec<String> = facts.map(|fact| words::inside(&fact.title)).collect();
    let others = missing.len().saturating_sub(MOST_MISSING);
    if others > 1 {
        missing.truncate(MOST_MISSING);
        missing.push(format!("{others} autres faits"));
    }
    format!(
        "Avec {with}, {title} ne serait plus exclu\u{a0}; il resterait à savoir\u{a0}: {}.",
        words::list(&missing, "et")
    )
}

/// « Rien de ce que vous pouvez changer n'ouvre ce droit : « … » n'en dépend pas. »
fn nothing(pieces: &Pieces, whatever: &[String]) -> String {
    let conditions = pieces.dispositif().map(|planned| &planned.conditions);
    let titled = whatever
        .iter()
        .filter_map(|id| conditions?.iter().find(|condition| condition.id == *id))
        .map(|condition| {
            let title = pieces.plan().titled(&condition.title, Some(pieces.date()));
            format!("«\u{a0}{title}\u{a0}»")
        });
    let titled: Vec<String> = titled.collect();
    match titled.len() {
        0 => "Aucun changement d'un ou de deux faits parmi ceux que vous pouvez changer n'ouvre ce droit."
            .to_owned(),
        1 => format!(
            "Rien de ce que vous pouvez changer n'ouvre ce droit\u{a0}: {} n'en dépend pas.",
            words::list(&titled, "et")
        ),
        _ => format!(
            "Rien de ce que vous pouvez changer n'ouvre ce droit\u{a0}: {} n'en dépendent pas.",
            words::list(&titled, "et")
        ),
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
