//! « Ou bien »: the sets that exclude each other, side by side, with one total for one period.

use bareme::{Answer, answer::Decision, catalogue::Reliability, date::Period};

use crate::{
    answer::{self, Nature},
    builder::Body,
    order::ordered,
    tree::{Block, Mark, Section, Text},
    words::{self, Words},
};

/// How many sets are shown.
const SETS: usize = 8;

/// In cents.
const EURO: i64 = 100;

/// Beyond so many dispositifs that exclude each other, sets are not laid out one by one.
const MOST: usize = 12;

/// A set of dispositifs that go together, and what is known of what they are worth in the comparison.
struct Set<'a, 'd> {
    members: Vec<&'d Decision<'a>>,
    bounds: (i64, i64),
    unranked: Vec<&'d Decision<'a>>,
}

/// The choices among what is granted; nothing when everything goes together.
pub(crate) fn block(answer: &Answer, granted: &[Decision<'_>]) -> Option<Block> {
    let groups = groups(granted);
    if groups.is_empty() {
        return None;
    }
    let mut body = Body::default();
    for group in groups {
        write(answer, &group, &mut body);
    }
    Some(Block::Section(Section {
        title: "Ou bien".to_owned(),
        apart: false,
        blocks: body.into_blocks(),
    }))
}

/// Can a person not have both?
pub(super) fn excludes(one: &Decision<'_>, other: &Decision<'_>) -> bool {
    one.incompatible_with().any(|id| id == other.id()) || other.incompatible_with().any(|id| id == one.id())
}

/// Those that a chain of exclusions ties together.
fn groups<'a, 'd>(granted: &'d [Decision<'a>]) -> Vec<Vec<&'d Decision<'a>>> {
    let mut left: Vec<&Decision<'a>> = granted.iter().collect();
    let mut groups = Vec::new();
    while let Some(first) = left.first().copied() {
        let mut group = vec![first];
        left.remove(0);
        loop {
            let (tied, free): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|other| group.iter().any(|member| excludes(member, other)));
            left = free;
            if tied.is_empty() {
                break;
            }
            group.extend(tied);
        }
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups
}

/// Every set that nothing of the group can be added to, the most valuable first.
fn sets<'a, 'd>(answer: &Answer, group: &[&'d Decision<'a>]) -> Vec<Set<'a, 'd>> {
    if group.len() > MOST {
        return group
            .iter()
            .map(|decision| set(answer, vec![*decision]))
            .collect();
    }
    let mut found = Vec::new();
    for mask in 1_u32..1 << group.len() {
        let chosen = |position: usize| mask >> position & 1 == 1;
        let members: Vec<&Decision<'a>> = (group.iter().enumerate())
            .filter(|(position, _)| chosen(*position))
            .map(|(_, decision)| *decision)
            .collect();
        let clash = |one: &Decision<'_>| members.iter().any(|other| excludes(one, other));
        let whole = (group.iter().enumerate()).all(|(position, one)| chosen(position) != clash(one));
        if whole {
            found.push(set(answer, members));
        }
    }
    ordered(found, |set| {
        core::cmp::Reverse((set.unranked.len() < set.members.len(), set.bounds))
    })
}

fn set<'a, 'd>(answer: &Answer, members: Vec<&'d Decision<'a>>) -> Set<'a, 'd> {
    let (ranked, unranked): (Vec<_>, Vec<_>) =
        (members.iter().copied()).partition(|decision| worth(answer, decision).is_some());
    let bounds = ranked
        .into_iter()
        .filter_map(|decision| worth(answer, decision))
        .fold((0_i64, 0_i64), |sum, (low, high)| {
            (sum.0.saturating_add(low), sum.1.saturating_add(high))
        });
    Set {
        members,
        bounds,
        unranked,
    }
}

fn write(answer: &Answer, group: &[&Decision<'_>], body: &mut Body) {
    let sets = sets(answer, group);
    let ranked = |set: &Set<'_, '_>| set.unranked.len() < set.members.len();
    body.line(
        0,
        match course(answer) {
            _ if !sets.iter().any(ranked) => {
                "Tout ne se cumule pas, et rien ne permet de comparer en euros\u{a0}:".to_owned()
            }
            Some(days) => format!(
                "Tout ne se cumule pas. Sur toute la formation, du {} au {}\u{a0}:",
                words::date(days.from),
                words::date(days.until.add_days(-1))
            ),
            None => "Tout ne se cumule pas. Sur un an\u{a0}:".to_owned(),
        },
    );
    for set in sets.iter().take(SETS) {
        let titles: Vec<String> = set
            .members
            .iter()
            .map(|decision| format!("« {} »", decision.title()))
            .collect();
        let mut text = Text::from(words::list(&titles, "avec"));
        if ranked(set) {
            text.push("\u{a0}: ");
            text = text.strong(total(answer, set.bounds));
        }
        if !set.unranked.is_empty() {
            let titles: Vec<String> = set
                .unranked
                .iter()
                .map(|decision| format!("« {} »", decision.title()))
                .collect();
            text.push(&if ranked(set) {
                format!(", sans compter {}", words::list(&titles, "ni"))
            } else {
                "\u{a0}: sans valeur en euros à comparer".to_owned()
            });
        }
        if set
            .members
            .iter()
            .any(|decision| answer::nature(decision) == Nature::Decision)
        {
            text.push(", si la demande est acceptée");
        }
        let mark = match standing(answer, set) {
            Standing::Best => {
                text.push(" (le plus élevé)");
                Mark::Yes
            }
            Standing::Close => {
                text.push(" (non départagé)");
                Mark::Item
            }
            Standing::Other => Mark::Item,
        };
        body.marked(0, mark, text.and("."));
    }
    match sets.len().saturating_sub(SETS) {
        0 => {}
        1 => body.line(0, "Un autre ensemble n'est pas montré."),
        more => body.line(0, format!("{more} autres ensembles ne sont pas montrés.")),
    }
    reasons(group, body);
    body.gap();
}

/// Which excludes which, each pair once, and whether one of the two is doubted.
fn reasons(group: &[&Decision<'_>], body: &mut Body) {
    let unsure = |decision: &Decision<'_>| decision.dispositif().reliability == Reliability::ToConfirm;
    if let [one, other] = group {
        if unsure(one) || unsure(other) {
            body.line(0, "Cette exclusion reste à confirmer.");
        }
        return;
    }
    let excluded = |one: &Decision<'_>| group.iter().filter(|other| excludes(one, other)).count();
    let mut said: Vec<&str> = Vec::new();
    for one in ordered(group.iter().copied(), |one| core::cmp::Reverse(excluded(one))) {
        let others: Vec<&Decision<'_>> = (group.iter().copied())
            .filter(|other| excludes(one, other) && !said.contains(&other.id()))
            .collect();
        said.push(one.id());
        if others.is_empty() {
            continue;
        }
        let titles: Vec<String> = (others.iter())
            .map(|other| format!("« {} »", other.title()))
            .collect();
        let doubt = if unsure(one) || others.iter().any(|other| unsure(other)) {
            ", ce qui reste à confirmer"
        } else {
            ""
        };
        body.line(
            0,
            format!(
                "« {} » ne va pas avec {}{doubt}.",
                one.title(),
                words::list(&titles, "ni avec")
            ),
        );
    }
}

/// How a set stands to the others of its group, as the engine compared them.
enum Standing {
    Best,
    Close,
    Other,
}

fn standing(answer: &Answer, set: &Set<'_, '_>) -> Standing {
    let Some(best) = answer.best_combination() else {
        return Standing::Other;
    };
    let ranked: Vec<u16> = set
        .members
        .iter()
        .filter(|decision| worth(answer, decision).is_some())
        .map(|decision| decision.outcome().dispositif)
        .collect();
    let same = |positions: &[u16]| {
        positions.len() == ranked.len() && ranked.iter().all(|position| positions.contains(position))
    };
    let chosen = !ranked.is_empty() && ranked.iter().all(|position| best.dispositifs.contains(position));
    let contested = best.close.iter().any(|other| same(&other.instead_of));
    match (chosen, best.close.iter().any(|other| same(&other.dispositifs))) {
        (true, _) if !contested => Standing::Best,
        (true, _) | (_, true) => Standing::Close,
        _ => Standing::Other,
    }
}

/// The days over which the engine compared: those of the course, or none for a year.
fn course(answer: &Answer) -> Option<Period> {
    Some(answer.best_combination()?.course?.days)
}

/// What a dispositif is worth in the comparison.
fn worth(answer: &Answer, decision: &Decision<'_>) -> Option<(i64, i64)> {
    let best = answer.best_combination()?;
    let position = decision.outcome().dispositif;
    let compared = best.compared.iter().find(|(other, _)| *other == position);
    compared.map(|(_, bounds)| *bounds)
}

/// A total over the days of the course, or over a year.
fn total(answer: &Answer, (low, high): (i64, i64)) -> String {
    let words = Words::of(answer.plan());
    let shown = |cents| bareme::decimal::format(cents, 2);
    let unit = Some(if course(answer).is_some() { "EUR" } else { "EUR/an" });
    if low == high {
        words.quantity(&shown(low), unit, false)
    } else if high.saturating_sub(low) < EURO {
        // What is left of the cents is how a year was brought to the days.
        format!(
            "environ {}",
            words.quantity(&(low / EURO).to_string(), unit, false)
        )
    } else {
        words.between(&shown(low), &shown(high), unit, false)
    }
}
