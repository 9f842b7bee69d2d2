//! What one dispositif says while two facts go on, as a map of boxes.

use std::fmt::Write as _;

use bareme::analysis::Pieces;

use super::{
    axis::{Scale, titled, window},
    frame::{class, framed},
    table,
    words::{answer, worth as worth_told},
};
use crate::{render::escaped, words::Words};

const LEFT: i128 = 110;
const RIGHT: i128 = 930;
const TOP: i128 = 80;
const BOTTOM: i128 = 560;

pub(super) fn drawn(pieces: &Pieces) -> String {
    let (Some(first), Some(second)) = (pieces.fact(), pieces.second_fact()) else {
        return String::new();
    };
    let spans: Vec<(i64, i64)> = pieces.iter().map(|piece| piece.scaled()).collect();
    let (from, to) = window(first, &spans, pieces.stated_scaled());
    let across = Scale {
        from,
        to,
        start: LEFT,
        end: RIGHT,
    };
    let spans: Vec<(i64, i64)> = pieces.iter().map(|piece| piece.second_scaled()).collect();
    let (from, to) = window(second, &spans, pieces.second_stated_scaled());
    let up = Scale {
        from,
        to,
        start: BOTTOM,
        end: TOP,
    };
    let first_droit = table::droits(pieces).into_iter().next();
    let mut svg = String::new();
    for piece in pieces.iter() {
        let ((x_from, x_to), (y_from, y_to)) = (piece.scaled(), piece.second_scaled());
        let (x1, x2) = (across.at(x_from.into()), across.at(i128::from(x_to) + 1));
        let (y1, y2) = (up.at(y_from.into()), up.at(i128::from(y_to) + 1));
        if x1 == x2 || y1 == y2 {
            continue;
        }
        let worth = piece
            .droits()
            .find(|one| first_droit.as_ref() == Some(&one.droit.id));
        let worth = worth.map(|one| worth_told(pieces, &one));
        let words = worth.unwrap_or_else(|| answer(&piece).to_owned());
        let words = escaped(&words);
        let long = i128::try_from(words.chars().count()).unwrap_or(0) * 7;
        let _ = write!(
            svg,
            "<rect class=\"{}\" x=\"{x1}\" y=\"{y2}\" width=\"{}\" height=\"{}\"/>\
             <rect class=\"cadre\" x=\"{x1}\" y=\"{y2}\" width=\"{}\" height=\"{}\"><title>{words}</title></rect>",
            class(&piece),
            x2 - x1,
            y1 - y2,
            x2 - x1,
            y1 - y2,
        );
        if x2 - x1 > long + 6 && y1 - y2 > 18 {
            let _ = write!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\">{words}</text>",
                i128::midpoint(x1, x2),
                i128::midpoint(y1, y2) + 4
            );
        }
    }
    let units = Words::of(pieces.plan());
    for (mark, words) in across.marks(&first.declared) {
        let x = across.at(mark);
        let _ = write!(
            svg,
            "<line class=\"axe\" x1=\"{x}\" x2=\"{x}\" y1=\"{BOTTOM}\" y2=\"{}\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\">{}</text>",
            BOTTOM + 6,
            BOTTOM + 22,
            escaped(&words)
        );
    }
    for (mark, words) in up.marks(&second.declared) {
        let y = up.at(mark);
        let _ = write!(
            svg,
            "<line class=\"axe\" x1=\"{}\" x2=\"{LEFT}\" y1=\"{y}\" y2=\"{y}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"12\">{}</text>",
            LEFT - 6,
            LEFT - 10,
            y + 4,
            escaped(&words)
        );
    }
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"600\">{}</text>\
         <text x=\"{LEFT}\" y=\"{}\" font-weight=\"600\">{}</text>",
        i128::midpoint(LEFT, RIGHT),
        BOTTOM + 48,
        escaped(&titled(&first.title, &first.declared, &units)),
        TOP - 14,
        escaped(&titled(&second.title, &second.declared, &units))
    );
    let stated = pieces.stated_scaled().zip(pieces.second_stated_scaled());
    if let Some((here, there)) = stated {
        let (x, y) = (across.at(here.into()), up.at(there.into()));
        let _ = write!(
            svg,
            "<circle class=\"ici\" cx=\"{x}\" cy=\"{y}\" r=\"6\"><title>le dossier</title></circle>"
        );
    }
    let mut x = LEFT;
    for (class, words) in [
        ("oui", "oui"),
        ("non", "non"),
        ("ouvert", "à préciser"),
        ("hors", "hors période, impossible ou non établi"),
    ] {
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"16\" height=\"14\"/><text x=\"{}\" y=\"{}\" font-size=\"12\">{words}</text>",
            BOTTOM + 66,
            x + 22,
            BOTTOM + 78
        );
        x += 60 + i128::try_from(words.chars().count()).unwrap_or(0) * 7;
    }
    if stated.is_some() {
        let _ = write!(
            svg,
            "<circle class=\"ici\" cx=\"{}\" cy=\"{}\" r=\"6\"/><text x=\"{}\" y=\"{}\" font-size=\"12\">le dossier</text>",
            x + 8,
            BOTTOM + 73,
            x + 22,
            BOTTOM + 78
        );
    }
    let spoken = format!(
        "{} et {} : {} zones.",
        first.title,
        second.title,
        pieces.iter().len()
    );
    framed(pieces, &spoken, &svg, BOTTOM + 96)
}
