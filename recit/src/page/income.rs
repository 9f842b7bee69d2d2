//! « Quel revenu pendant la formation ? », when there is nothing to choose: what is paid month by month, and in all.

use bareme::{answer::Decision, catalogue::Nature};

use super::choice;
use crate::{
    paid::Paid,
    schedule,
    tree::{Block, Line, Mark, Section, Table, Text},
    words,
};

/// Nothing when nothing is paid over the course, or when it is not known what.
pub(super) fn block(now: &[Decision<'_>], paid: &Paid) -> Option<Block> {
    let ways = choice::ways(now);
    let [set] = ways.as_slice() else { return None };
    let sequence = paid.set(set)?;
    let course = sequence.schedule.course?;
    if sequence.total().is_zero() || !sequence.is_complete() {
        return None;
    }
    let rows = schedule::months(&[sequence], false);
    // What may follow, if it still exists, would be paid as well.
    let least = if schedule::all_relays(&sequence.schedule).is_empty() {
        ""
    } else {
        "au moins "
    };
    let text = Text::from(format!(
        "Du {} au {}, en tout\u{a0}: {least}",
        words::date(course.from),
        words::date(course.until.add_days(-1))
    ));
    let total = schedule::euros(&sequence.total().to_string());
    // Somebody must still grant it.
    let granted = if set
        .iter()
        .any(|decision| decision.nature() == Some(Nature::Decision))
    {
        ", si la demande est acceptée."
    } else {
        "."
    };
    Some(Block::Section(Section {
        title: "Quel revenu pendant la formation ?".to_owned(),
        apart: false,
        blocks: vec![
            Block::Lines {
                lines: vec![Line::marked(Mark::Item, text.strong(total).and(granted))],
            },
            Block::Table(Table {
                columns: vec!["Mois".to_owned(), "Revenu".to_owned()],
                rows,
            }),
        ],
    }))
}
