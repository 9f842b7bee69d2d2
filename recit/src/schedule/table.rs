//! What is paid, one row for each versement of each stretch of days.

use bareme::{
    catalogue::{DispositifPlan, Plan, Reliability},
    schedule::{Cause, LineView, Schedule},
};

use super::titles::euros;
use crate::{
    reasons::Notes,
    tree::{Line, Mark, Row, Table, Text},
    words::{self, Words},
};

/// « Nous ne savons pas si « … » existe encore »
fn unsure(schedule: &Schedule, relays: &[&DispositifPlan]) -> Option<Line> {
    let titles: Vec<String> = relays
        .iter()
        .map(|relay| format!("« {} »", schedule.titled(&relay.title)))
        .collect();
    let read = relays.first()?.in_force.last()?;
    let same = relays.iter().all(|relay| relay.in_force.last() == Some(read));
    let until = if same {
        format!("\u{a0}: ce qui a été lu s'arrête au {}", words::date(read))
    } else {
        String::new()
    };
    let exists = if titles.len() == 1 { "existe" } else { "existent" };
    Some(Line::marked(
        Mark::Warn,
        format!(
            "Nous ne savons pas si {} {exists} encore{until}.",
            words::list(&titles, "et")
        ),
    ))
}

pub(super) fn table<'a>(schedule: &'a Schedule, relays: &[&DispositifPlan], notes: &mut Notes<'a>) -> Table {
    let mut rows = Vec::new();
    for segment in &schedule.segments {
        let from = words::short_date(segment.days.from);
        let to = words::short_date(segment.days.until.add_days(-1));
        let mut dates = [from, to];
        let mut row = |amount: String, total: String, payer: &str, under| {
            let [from, to] = std::mem::take(&mut dates);
            rows.push(Row {
                cells: vec![from, to, amount, total, payer.to_owned()],
                under,
            });
        };
        if segment.lines.is_empty() {
            let nothing = if schedule.open.is_empty() && relays.is_empty() {
                "rien"
            } else {
                "rien d'établi"
            };
            let unsure = unsure(schedule, relays);
            row(
                nothing.to_owned(),
                String::new(),
                "",
                unsure.into_iter().collect(),
            );
        }
        for view in schedule.lines(segment) {
            let total = view
                .line
                .total
                .map_or_else(String::new, |total| euros(&total.to_string()));
            let sure = match view.line.reliability {
                Reliability::ToConfirm => ", à confirmer",
                Reliability::Secondary | Reliability::Text => "",
            };
            let text = Text::from(view.versement.title.as_str())
                .note(notes.sign(view.source(schedule.plan())))
                .and(sure);
            row(
                amount(&view),
                total,
                &view.versement.payer.1,
                vec![Line::plain(text)],
            );
        }
        if segment.lines.len() > 1 {
            row(
                "ensemble".to_owned(),
                euros(&segment.total.to_string()),
                "",
                Vec::new(),
            );
        }
        let causes = segment
            .causes
            .iter()
            .map(|cause| Line::marked(Mark::Item, why(schedule.plan(), cause, notes)));
        if let Some(last) = rows.last_mut() {
            last.under.extend(causes);
        }
    }
    Table {
        columns: ["Du", "Au", "Montant", "En tout", "Qui paie"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

pub(super) fn amount(view: &LineView<'_>) -> String {
    match (view.line.amount, view.pace()) {
        (Some(amount), Some(pace)) => {
            let text = Words::default().quantity(&amount.to_string(), Some("EUR"), false);
            let per = pace.unit().trim_start_matches("EUR");
            format!("{text}{per}")
        }
        _ => "montant inconnu".to_owned(),
    }
}

pub(super) fn why<'a>(plan: &'a Plan, cause: &'a Cause, notes: &mut Notes<'a>) -> Text {
    match cause {
        Cause::Parameter {
            title,
            unit,
            before,
            after,
            source,
        } => {
            let shown = |text: &str| Words::of(plan).quantity(text, unit.as_deref(), false);
            Text::from(format!("{title}\u{a0}: {} puis {}", shown(before), shown(after)))
                .note(notes.sign(source.view(plan)))
        }
        Cause::Table { title, source } => {
            Text::from(format!("nouveau barème\u{a0}: {}", words::inside(title)))
                .note(notes.sign(source.view(plan)))
        }
        other @ (Cause::Start | Cause::Stated(_) | Cause::Begins(_) | Cause::Ends(_) | Cause::Differs(_)) => {
            other.text().into()
        }
    }
}
