//! What is supposed, said once above all that rests on it.

use crate::{
    reserve::Supposed,
    tree::{Line, Mark, Span, Text},
};

/// From so many on, each stands on a line of its own, unless the page fits a sheet.
const LISTED: usize = 3;

/// « Nous avons supposé : l'institut est autorisé par la Région. Corrigez si c'est faux : … »; what several facts share is said once.
pub(crate) fn gathered(above: &[Supposed], brief: bool, depends: &str) -> Option<Line> {
    let mut each: Vec<Span> = Vec::new();
    for one in above {
        let span = Span::Fact {
            name: one.fact.clone(),
            text: one.said(),
        };
        if !each.iter().any(|other| other.plain() == span.plain()) {
            each.push(span);
        }
    }
    if each.len() >= LISTED && !brief {
        let first = format!("Nous avons supposé ce qui suit. Corrigez si c'est faux\u{a0}: {depends}.");
        let items = each
            .into_iter()
            .map(|span| Line::marked(Mark::Item, Text(vec![span])));
        return Some(Line::marked(Mark::Warn, first).with(items.collect()));
    }
    if each.is_empty() {
        return None;
    }
    let mut text = Text::from("Nous avons supposé\u{a0}: ");
    for (position, span) in each.into_iter().enumerate() {
        if position > 0 {
            text.push("\u{a0}; ");
        }
        text.0.push(span);
    }
    text.push(&format!(". Corrigez si c'est faux\u{a0}: {depends}."));
    Some(Line::marked(Mark::Warn, text))
}
