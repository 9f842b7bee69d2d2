//! How sure and how fresh what was used is, in words.

use bareme::{
    Day,
    answer::{Decision, DoubtView, StaleView, Used},
};

use crate::{answer, builder::Body, tree::Mark, words};

/// The lines of a card: the first doubt and the first value past its day, and how many more there are.
pub(crate) fn short(decision: &Decision<'_>, brief: bool, body: &mut Body) {
    let doubts = answer::doubts(decision);
    if let Some(first) = doubts.first() {
        let question = if brief {
            first_question(&first.question)
        } else {
            &first.question
        };
        let more = match doubts.len() {
            1 => String::new(),
            2 => " (et une autre question)".to_owned(),
            many => format!(" (et {} autres questions)", many - 1),
        };
        // On a page that fits a screen, one line says both.
        let old = answer::stale(decision);
        let old = match old.first().filter(|_| brief) {
            Some(first) => format!(" {}.", briefly(&stale_told(first))),
            None => String::new(),
        };
        let end = if more.is_empty() || old.is_empty() {
            ""
        } else {
            "."
        };
        body.marked(
            0,
            Mark::Warn,
            format!("À confirmer\u{a0}: {question}{more}{end}{old}"),
        );
        if brief {
            return;
        }
    }
    let stale = answer::stale(decision);
    if let Some(first) = stale.first() {
        let more = match stale.len() {
            _ if brief => String::new(),
            1 => String::new(),
            2 => " Une autre valeur est dans ce cas.".to_owned(),
            many => format!(" {} autres valeurs sont dans ce cas.", many - 1),
        };
        body.marked(0, Mark::Warn, format!("{}{more}", stale_told(first)));
    }
}

/// The same without what it is about: « Barème de 2025-2026, reconduit »
pub(crate) fn briefly(whole: &str) -> String {
    let before = whole.split("\u{a0}:").next().unwrap_or_default();
    before.trim_end_matches(", et pas depuis").to_owned()
}

/// The question without what is said after it.
pub(crate) fn first_question(text: &str) -> &str {
    let end = text.find(['?', '.']).map_or(text.len(), |at| at + 1);
    text.get(..end).unwrap_or(text)
}

/// Are some shown under a condition or a droit of the explanation?
pub(crate) fn some_above(decision: &Decision<'_>) -> bool {
    answer::doubts(decision)
        .iter()
        .any(|doubt| is_shown_under(decision, doubt))
}

/// All of them, in a section of their own, without the doubts about a condition or a droit, shown under it.
pub(crate) fn whole(decision: &Decision<'_>, body: &mut Body) {
    for doubt in answer::doubts(decision) {
        if !is_shown_under(decision, &doubt) {
            body.marked(0, Mark::Warn, format!("À confirmer\u{a0}: {}", doubt.question));
        }
    }
    let (expected, old): (Vec<_>, Vec<_>) = answer::stale(decision)
        .into_iter()
        .partition(|stale| stale.expected.is_some() || is_rule(stale));
    for stale in expected {
        body.marked(0, Mark::Warn, stale_told(&stale));
    }
    let mut days: Vec<Day> = old.iter().map(|stale| stale.verified).collect();
    days.sort_unstable();
    days.dedup();
    for day in days {
        let of_day: Vec<&StaleView<'_>> = old.iter().filter(|stale| stale.verified == day).collect();
        body.marked(0, Mark::Warn, old_told(day, &of_day));
    }
}

fn is_rule(stale: &StaleView<'_>) -> bool {
    !matches!(stale.used, Used::Parameter(_) | Used::Table(_))
}

/// What was read on one day and not since: one sentence for all of it.
fn old_told(day: Day, list: &[&StaleView<'_>]) -> String {
    if let [only] = list {
        return stale_told(only);
    }
    let titles: Vec<String> = list.iter().map(|stale| words::inside(&stale.title)).collect();
    format!(
        "Valeurs lues le {}, et pas depuis\u{a0}: elles ont pu changer ({}).",
        words::date(day),
        titles.join("\u{a0}; ")
    )
}

/// Is the first thing that it is about a condition or a droit of the explanation?
fn is_shown_under(decision: &Decision<'_>, doubt: &DoubtView<'_>) -> bool {
    let (Some(explanation), Some(first)) = (decision.explanation(), doubt.concerns.first()) else {
        return false;
    };
    match first.split_once(':') {
        Some(("condition", id)) => explanation.conditions().any(|condition| condition.id == id),
        Some(("droit", id)) => explanation.droits().any(|told| told.droit.id == id),
        _ => false,
    }
}

/// « Barème de 2025-2026, reconduit : celui de 2026-2027 n'a pas été lu (échelons de la bourse). »
pub(crate) fn stale_told(stale: &StaleView<'_>) -> String {
    let title = words::inside(&stale.title);
    let read = words::date(stale.verified);
    let Some(expected) = stale.expected else {
        return match stale.used {
            Used::Dispositif | Used::Condition(_) | Used::Droit(_) => {
                format!("Règle lue le {read}, et pas depuis\u{a0}: elle a pu changer.")
            }
            Used::Parameter(_) | Used::Table(_) => {
                format!("Valeur lue le {read}, et pas depuis\u{a0}: elle a pu changer ({title}).")
            }
        };
    };
    let (before, after) = spans(expected);
    match stale.used {
        Used::Table(_) => {
            format!("Barème {before}, reconduit\u{a0}: celui {after} n'a pas été lu ({title}).")
        }
        Used::Parameter(_) => {
            format!("Valeur {before}, reconduite\u{a0}: celle {after} n'a pas été lue ({title}).")
        }
        Used::Dispositif | Used::Condition(_) | Used::Droit(_) => format!(
            "Règle lue le {read}\u{a0}: elle a pu changer le {}.",
            words::date(expected)
        ),
    }
}

/// What a value that changes on a day each year is called before and after it: by school years, by civil years, or by the day.
fn spans(expected: Day) -> (String, String) {
    let (year, month, day) = expected.calendar();
    match (month, day) {
        (1, 1) => (format!("de {}", year.saturating_sub(1)), format!("de {year}")),
        (8..=10, _) => (
            format!("de {}-{year}", year.saturating_sub(1)),
            format!("de {year}-{}", year.saturating_add(1)),
        ),
        _ => {
            let day = words::date(expected);
            (format!("d'avant le {day}"), format!("attendue à partir du {day}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stale(used: Used, expected: Option<&str>) -> String {
        let day = |text: &str| text.parse::<Day>().unwrap();
        stale_told(&StaleView {
            id: "echelons",
            title: "Échelons de la bourse".into(),
            used,
            verified: day("2026-07-23"),
            expected: expected.map(day),
        })
        .replace('\u{a0}', " ")
    }

    #[test]
    fn a_value_past_its_day_says_which_and_which_one_is_missing() {
        assert_eq!(
            stale(Used::Table(0), Some("2026-09-01")),
            "Barème de 2025-2026, reconduit : celui de 2026-2027 n'a pas été lu (échelons de la bourse)."
        );
        assert_eq!(
            stale(Used::Parameter(0), Some("2027-01-01")),
            "Valeur de 2026, reconduite : celle de 2027 n'a pas été lue (échelons de la bourse)."
        );
        assert_eq!(
            stale(Used::Parameter(0), Some("2027-04-01")),
            "Valeur d'avant le 1er avril 2027, reconduite : celle attendue à partir du 1er avril 2027 n'a pas été lue (échelons de la bourse)."
        );
        assert_eq!(
            stale(Used::Parameter(0), None),
            "Valeur lue le 23 juillet 2026, et pas depuis : elle a pu changer (échelons de la bourse)."
        );
    }
}
