//! Indicators as tables of a page.

use std::fmt::Write as _;

use bareme::{
    catalogue::Plan,
    follow::{Admissions, Followed},
};

use super::rows::{COLUMNS, Row, notes, nothing, quotas, rows, title};
use crate::render::escaped;

/// The same tables for a page or a notebook.
#[must_use]
pub fn followed_html(plan: &Plan, followed: &Followed, admissions: &[Admissions]) -> String {
    let mut html = String::from("<div class=\"bareme-suivi\">");
    for note in notes(followed) {
        push(&mut html, "p", &note);
    }
    for (year, of) in &followed.years {
        push(&mut html, "h3", &title(*year));
        table(&mut html, &rows(plan, followed, *year, of));
        if let Some(nothing) = nothing(plan, followed, *year, of) {
            push(&mut html, "p", &nothing);
        }
        let quotas = quotas(plan, admissions, *year);
        if !quotas.is_empty() {
            push(&mut html, "h4", "Places des registres");
            table(&mut html, &quotas);
        }
    }
    html.push_str("</div>");
    html
}

fn push(html: &mut String, tag: &str, text: &str) {
    let _ = write!(html, "<{tag}>{}</{tag}>", escaped(text));
}

fn table(html: &mut String, rows: &[Row]) {
    html.push_str("<table><thead><tr><th></th>");
    for column in COLUMNS {
        push(html, "th", column);
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        let _ = write!(
            html,
            "<tr><th scope=\"row\" style=\"text-align:left;font-weight:{};padding-left:{}em\">{}",
            if row.level == 0 { "bold" } else { "normal" },
            row.level + 1,
            escaped(&row.label)
        );
        if !row.detail.is_empty() {
            let _ = write!(html, " <small>({})</small>", escaped(&row.detail));
        }
        html.push_str("</th>");
        for number in [&row.counted, &row.unknown, &row.planned, &row.rest, &row.part] {
            let _ = write!(html, "<td style=\"text-align:right\">{}</td>", escaped(number));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
}
