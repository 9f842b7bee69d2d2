//! « Ou bien »: the sets that exclude each other, side by side, with one total for one period.

use bareme::{
    Answer,
    answer::Decision,
    catalogue::Reliability,
    date::Period,
    schedule::{Month, Sequence},
};

use super::worth::{Worth, bounds};
use crate::{
    answer::{self, Nature},
    builder::Body,
    order::ordered,
    paid::Paid,
    schedule,
    tree::{Block, Mark, Section, Table, Text},
    words::{self, Words},
};

/// How many sets are shown.
const SETS: usize = 8;

/// In cents.
const EURO: i64 = 100;

/// Beyond so many dispositifs that exclude each other, sets are not laid out one by one.
const MOST: usize = 12;

/// How many sets stand side by side, month by month.
const COLUMNS: usize = 3;

/// A set of dispositifs that go together, and what is known of what they are worth in the comparison.
struct Set<'a, 'd> {
    members: Vec<&'d Decision<'a>>,
    worth: Worth,
    unranked: Vec<&'d Decision<'a>>,
}

/// The choices among what is granted; nothing when everything goes together.
pub(crate) fn block(answer: &Answer, granted: &[Decision<'_>], paid: &Paid, brief: bool) -> Option<Block> {
    let groups = groups(granted);
    if groups.is_empty() {
        return None;
    }
    let mut body = Body::default();
    for group in groups {
        Choice {
            answer,
            paid,
            group: &group,
            brief,
        }
        .write(&mut body);
    }
    Some(Block::Section(Section {
        title: "Ou bien".to_owned(),
        apart: false,
        blocks: body.into_blocks(),
    }))
}

/// Every set that goes together: those of each choice, and what is no matter of choice.
pub(super) fn ways<'a, 'd>(granted: &'d [Decision<'a>]) -> Vec<Vec<&'d Decision<'a>>> {
    let groups = groups(granted);
    let mut ways: Vec<Vec<&Decision<'a>>> = groups.iter().flat_map(|group| together(group)).collect();
    let free = granted.iter();
    ways.push(
        free.filter(|one| !groups.iter().flatten().any(|other| other.id() == one.id()))
            .collect(),
    );
    ways
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

/// Every set that nothing of the group can be added to.
fn together<'a, 'd>(group: &[&'d Decision<'a>]) -> Vec<Vec<&'d Decision<'a>>> {
    if group.len() > MOST {
        return group.iter().map(|decision| vec![*decision]).collect();
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
            found.push(members);
        }
    }
    found
}

/// Dispositifs among which there is to choose.
struct Choice<'a, 'd, 'p> {
    answer: &'p Answer,
    paid: &'p Paid,
    group: &'p [&'d Decision<'a>],
    brief: bool,
}

impl<'a, 'd> Choice<'a, 'd, '_> {
    /// The sets, the most valuable first, and the days over which they are compared: a year when there are none.
    fn sets(&self) -> (Vec<Set<'a, 'd>>, Option<Period>) {
        let all = together(self.group);
        let compared = bounds(self.answer, self.paid, &all);
        let sets = all.into_iter().zip(compared.worths).map(|(members, worth)| Set {
            unranked: (members.iter().copied())
                .filter(|one| worth.unranked.contains(&one.outcome().dispositif))
                .collect(),
            members,
            worth,
        });
        let sets = ordered(sets, |set| {
            core::cmp::Reverse((set.unranked.len() < set.members.len(), set.worth.bounds))
        });
        (sets, compared.course)
    }

    fn write(&self, body: &mut Body) {
        let (sets, course) = self.sets();
        let ranked = |set: &Set<'_, '_>| set.unranked.len() < set.members.len();
        let doubt = if (self.brief || self.group.len() == 2) && self.group.iter().any(|one| is_unsure(one)) {
            " (à confirmer)"
        } else {
            ""
        };
        body.line(
            0,
            match course {
                _ if !sets.iter().any(ranked) => {
                    format!("Tout ne se cumule pas{doubt}, et rien ne permet de comparer en euros\u{a0}:")
                }
                Some(days) => format!(
                    "Tout ne se cumule pas{doubt}. Du {} au {}\u{a0}:",
                    words::date(days.from),
                    words::date(days.until.add_days(-1))
                ),
                None => format!("Tout ne se cumule pas{doubt}. Sur un an\u{a0}:"),
            },
        );
        let beside = course
            .filter(|_| !self.brief)
            .and_then(|_| self.side_by_side(&sets));
        for set in sets.iter().take(SETS) {
            let (mark, rank) = match standing(&sets, set) {
                Standing::Best => (Mark::Yes, " (le plus élevé)"),
                Standing::Close => (Mark::Item, " (non départagé)"),
                Standing::Other => (Mark::Item, ""),
            };
            let text = self.set(set, rank, course.is_some());
            body.marked(0, mark, text.and("."));
        }
        match sets.len().saturating_sub(SETS) {
            0 => {}
            1 => body.line(0, "Un autre ensemble n'est pas montré."),
            more => body.line(0, format!("{more} autres ensembles ne sont pas montrés.")),
        }
        if !self.brief && self.group.len() > 2 {
            reasons(self.group, body);
        }
        body.gap();
        if let Some(table) = beside {
            body.block(Block::Table(table));
        }
    }

    /// « « A » avec « B » : 9 000 €, sans compter « C », si la demande est acceptée »
    fn set(&self, set: &Set<'_, '_>, rank: &str, over_course: bool) -> Text {
        let ranked = set.unranked.len() < set.members.len();
        let mut text = Text::from(words::list(&titles(&set.members), "avec"));
        if ranked {
            text.push("\u{a0}: ");
            text = text.strong(total(self.answer, &set.worth, over_course)).and(rank);
            let month = self.paid.set(&set.members).and_then(usual_month);
            // On a sheet, in the place of the months one by one.
            if let Some(month) = month.filter(|_| self.brief && over_course) {
                text.push(&format!(", le plus souvent {month}/mois"));
            }
        }
        if !set.unranked.is_empty() {
            text.push(&if ranked {
                format!(", sans compter {}", words::list(&titles(&set.unranked), "ni"))
            } else {
                "\u{a0}: sans valeur en euros à comparer".to_owned()
            });
        }
        let mut members = set.members.iter();
        if members.any(|decision| answer::nature(decision) == Nature::Decision) {
            text.push(", si la demande est acceptée");
        }
        text
    }

    /// What each set pays, month by month; nothing when it is not known of one of them.
    fn side_by_side(&self, sets: &[Set<'_, '_>]) -> Option<Table> {
        let shown: Option<Vec<&Sequence>> = (sets.iter().take(COLUMNS))
            .map(|set| self.paid.set(&set.members))
            .collect();
        // Months of which a part is not known compare badly.
        let shown = shown.filter(|shown| shown.len() > 1 && shown.iter().all(|one| one.is_complete()))?;
        let rows = schedule::months(&shown, true);
        let choices = (0..shown.len()).map(column);
        Some(Table {
            columns: core::iter::once("Mois".to_owned()).chain(choices).collect(),
            rows,
        })
    }
}

/// What is paid in most months, when it is known and is something.
fn usual_month(sequence: &Sequence) -> Option<String> {
    let times = |month: &&Month| {
        sequence
            .months
            .iter()
            .filter(|other| other.total == month.total)
            .count()
    };
    let most = sequence.months.iter().max_by_key(times)?;
    let known = sequence.is_complete() && !most.total.is_zero();
    known.then(|| schedule::euros(&most.total.to_string()))
}

/// « 1er choix », in the order of the sets.
fn column(position: usize) -> String {
    match position {
        0 => "1er choix".to_owned(),
        more => format!("{}e choix", more.saturating_add(1)),
    }
}

fn titles(list: &[&Decision<'_>]) -> Vec<String> {
    list.iter()
        .map(|decision| format!("« {} »", decision.title()))
        .collect()
}

/// Is what it excludes to be confirmed?
fn is_unsure(decision: &Decision<'_>) -> bool {
    decision.dispositif().reliability == Reliability::ToConfirm
}

/// Which excludes which, each pair once, and whether one of the two is doubted.
fn reasons(group: &[&Decision<'_>], body: &mut Body) {
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
        let doubt = if is_unsure(one) || others.iter().any(|other| is_unsure(other)) {
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

/// How a set stands to the others of its group.
enum Standing {
    Best,
    Close,
    Other,
}

/// Nothing stands first when one of the sets has no value to compare.
fn standing(sets: &[Set<'_, '_>], set: &Set<'_, '_>) -> Standing {
    let low = set.worth.bounds.0;
    let valued: Vec<&Set<'_, '_>> = (sets.iter())
        .filter(|other| other.unranked.len() < other.members.len())
        .collect();
    let most = valued.iter().map(|other| other.worth.bounds.0).max();
    let is_valued = set.unranked.len() < set.members.len();
    let others = || valued.iter().filter(|other| !core::ptr::eq(**other, set));
    match most {
        Some(most) if is_valued && set.worth.bounds.1 >= most => {
            if others().all(|other| other.worth.bounds.1 < low) {
                Standing::Best
            } else {
                Standing::Close
            }
        }
        _ => Standing::Other,
    }
}

/// A total over the days of the course, or over a year.
fn total(answer: &Answer, worth: &Worth, over_course: bool) -> String {
    let words = Words::of(answer.plan());
    let shown = |cents| bareme::decimal::format(cents, 2);
    let unit = Some(if over_course { "EUR" } else { "EUR/an" });
    let (low, high) = worth.bounds;
    if high == i64::MAX {
        format!("au moins {}", words.quantity(&shown(low), unit, false))
    } else if low == high {
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
