//! What one dispositif says while a fact goes on, drawn.

use std::fmt::Write as _;

use bareme::{
    analysis::{Piece, Pieces, Shape, Worth},
    answer::DroitValue,
    catalogue::DroitPlan,
    decimal::from_decimal,
    vocabulary::{DeclaredType, Fact},
};

use super::{
    axis::{Scale, titled, window},
    frame::{class, framed},
    table,
    words::{answer, title, value, worth},
};
use crate::{render::escaped, words::Words};

const LEFT: i128 = 110;
const RIGHT: i128 = 930;
/// How high the part of a droit is.
const PANEL: i128 = 240;
const BAND: i128 = 30;
/// How high the name above a band is.
const NAME: i128 = 20;
/// The most droits that are drawn, of each kind.
const MOST: usize = 3;

pub(super) fn drawn(pieces: &Pieces, droits: &[&str]) -> String {
    let Some(fact) = pieces.fact() else {
        return String::new();
    };
    let spans: Vec<(i64, i64)> = pieces.iter().map(|piece| piece.scaled()).collect();
    let (from, to) = window(fact, &spans, pieces.stated_scaled());
    let across = Scale {
        from,
        to,
        start: LEFT,
        end: RIGHT,
    };
    let planned = pieces
        .dispositif()
        .map_or(&[] as &[_], |dispositif| dispositif.droits.as_slice());
    let changing = table::droits(pieces);
    let shown = |droit: &&DroitPlan| {
        if droits.is_empty() {
            changing.contains(&droit.id)
        } else {
            droits.contains(&droit.id.as_str())
        }
    };
    // In the order in which they are told; one of several versions stands for all.
    let mut chosen: Vec<&DroitPlan> = Vec::new();
    for id in changing.iter().map(String::as_str).chain(droits.iter().copied()) {
        let found = planned.iter().find(|droit| droit.id == id).filter(shown);
        chosen.extend(found.filter(|droit| chosen.iter().all(|other| other.id != droit.id)));
    }
    let is_drawn = |droit: &&&DroitPlan| droit.declared.kind.is_number() || droit.declared.kind.is_date();
    let left = chosen.iter().filter(is_drawn).skip(MOST).count();
    let left = left + chosen.iter().filter(|droit| !is_drawn(droit)).skip(MOST).count();
    let panels: Vec<&DroitPlan> = chosen.iter().filter(is_drawn).take(MOST).copied().collect();
    let bands: Vec<&DroitPlan> = chosen
        .iter()
        .filter(|droit| !is_drawn(droit))
        .take(MOST)
        .copied()
        .collect();
    let mut svg = String::new();
    let (mut top, mut ranges) = (64, false);
    for droit in panels {
        ranges |= panel(&mut svg, pieces, droit, &across, top);
        top += PANEL + 36;
    }
    top += NAME;
    band(&mut svg, pieces, "Réponse", &across, top, &|piece| {
        (class(piece), answer(piece).to_owned())
    });
    top += BAND + 8;
    for droit in bands {
        top += NAME;
        let words = |piece: &Piece<'_>| {
            let found = piece.droits().find(|one| one.droit.id == droit.id);
            (
                found.is_some().then_some("hors"),
                found.map_or_else(String::new, |one| worth(pieces, &one)),
            )
        };
        band(&mut svg, pieces, &title(pieces, droit), &across, top, &|piece| {
            let (class, words) = words(piece);
            (class.unwrap_or("vide"), words)
        });
        top += BAND + 8;
    }
    let bottom = top - 8;
    // Under everything else, so that words stay readable.
    let mut all = String::new();
    borders(&mut all, pieces, fact, &across, bottom);
    all.push_str(&svg);
    let end = below(&mut all, pieces, fact, &across, (bottom, ranges, left));
    framed(pieces, &spoken(pieces, fact), &all, end)
}

/// What the picture shows, for whoever does not see it.
fn spoken(pieces: &Pieces, fact: &Fact) -> String {
    let each = pieces.iter().map(|piece| {
        let (from, to) = piece.span();
        let shown = |known| value(pieces, &fact.declared, known);
        format!("de {} à {} : {}", shown(from), shown(to), answer(&piece))
    });
    let each: Vec<String> = each.take(60).collect();
    format!("{}. {}.", fact.title, each.join(" ; "))
}

fn scaled(known: &DroitValue<'_>, declared: &DeclaredType) -> Option<i128> {
    if let Some(day) = known.day() {
        return Some(day.number().into());
    }
    from_decimal(known.number()?, declared.decimals())
        .ok()
        .map(i128::from)
}

/// Where a shape begins and ends, and whether it is a line.
fn ends(shape: &Shape<'_>, declared: &DeclaredType) -> Option<(i128, i128, bool)> {
    let at = |known: &DroitValue<'_>| scaled(known, declared);
    Some(match shape {
        Shape::Constant(known) => (at(known)?, at(known)?, true),
        Shape::Linear(line) => (at(&line.from)?, at(&line.to)?, true),
        Shape::Monotone { from, to, .. } => (at(from)?, at(to)?, false),
        Shape::Within(low, high) => (at(low)?, at(high)?, false),
    })
}

type Drawn = ((i128, i128), (i128, i128, bool), (i128, i128, bool));

/// Draws a droit; says whether some of it is between two values.
fn panel(svg: &mut String, pieces: &Pieces, droit: &DroitPlan, across: &Scale, top: i128) -> bool {
    let declared = &droit.declared;
    let mut parts: Vec<Drawn> = Vec::new();
    for piece in pieces.iter() {
        let (from, to) = piece.scaled();
        let (from, to) = (i128::from(from), i128::from(to));
        if to < across.from || across.to < from {
            continue;
        }
        let Some(one) = piece.droits().find(|one| one.droit.id == droit.id) else {
            continue;
        };
        let both = match &one.worth {
            Worth::Settled(shape) => ends(shape, declared).map(|ends| (ends, ends)),
            Worth::Between(low, high) => ends(low, declared).zip(ends(high, declared)),
            Worth::Members(_) => None,
        };
        let Some((low, high)) = both else { continue };
        let shown = (from.max(across.from), to.min(across.to));
        // A line that goes beyond the picture is drawn as far as its edge; of what only goes one way, no more is known than where it ends.
        let (low, high) = if shown == (from, to) || low.2 && high.2 {
            let until = |(first, last, line): (i128, i128, bool)| {
                let width = (to - from).max(1);
                let at = |value: i128| first + (last - first) * (value.clamp(from, to) - from) / width;
                (at(shown.0), at(shown.1), line)
            };
            (until(low), until(high))
        } else {
            let (least, most) = (low.0.min(low.1), high.0.max(high.1));
            ((least, least, false), (most, most, false))
        };
        parts.push((shown, low, high));
    }
    let values = parts
        .iter()
        .flat_map(|(_, low, high)| [low.0, low.1, high.0, high.1]);
    let (least, most) = values.fold((0, 1), |(least, most): (i128, i128), value| {
        (least.min(value), most.max(value))
    });
    let least = if declared.kind.is_date() {
        let starts = parts.iter().flat_map(|(_, low, _)| [low.0, low.1]).min();
        starts.map_or(least, |start| start - 60)
    } else {
        least
    };
    let up = Scale {
        from: least,
        to: most + (most - least) / 12,
        start: top + PANEL,
        end: top + 20,
    };
    let name = titled(&title(pieces, droit), declared, &Words::of(pieces.plan()));
    let _ = write!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"600\">{}</text>",
        top + 6,
        escaped(&name)
    );
    for (mark, words) in up.marks(declared) {
        let y = up.at(mark);
        let _ = write!(
            svg,
            "<line class=\"grille\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y}\" y2=\"{y}\"/>\
             <text class=\"doux\" x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"12\">{}</text>",
            LEFT - 8,
            y + 4,
            escaped(&words)
        );
    }
    let _ = write!(
        svg,
        "<line class=\"axe\" x1=\"{LEFT}\" x2=\"{LEFT}\" y1=\"{}\" y2=\"{}\"/>",
        top + 16,
        top + PANEL
    );
    let ranges = parts.iter().any(|(_, low, high)| low != high);
    for ((from, to), low, high) in parts {
        let (x1, x2) = (across.at(from), across.at(to).max(across.at(from) + 1));
        if low != high {
            let corners = [
                (x1, up.at(low.0)),
                (x2, up.at(low.1)),
                (x2, up.at(high.1)),
                (x1, up.at(high.0)),
            ];
            let corners: Vec<String> = corners.iter().map(|(x, y)| format!("{x},{y}")).collect();
            let _ = write!(svg, "<polygon class=\"plage\" points=\"{}\"/>", corners.join(" "));
        }
        for (first, last, line) in if low == high { vec![low] } else { vec![low, high] } {
            let class = if line { "trait" } else { "sens" };
            let (y1, y2) = (up.at(first), up.at(last));
            let _ = write!(
                svg,
                "<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1}\" y2=\"{y2}\"/>\
                 <circle class=\"point\" cx=\"{x1}\" cy=\"{y1}\" r=\"3\"/><circle class=\"point\" cx=\"{x2}\" cy=\"{y2}\" r=\"3\"/>"
            );
        }
    }
    ranges
}

type Told<'a> = dyn Fn(&Piece<'_>) -> (&'static str, String) + 'a;

/// A band of words under the chart; neighbours with the same words are one.
fn band(svg: &mut String, pieces: &Pieces, name: &str, across: &Scale, top: i128, told: &Told<'_>) {
    let _ = write!(
        svg,
        "<text class=\"doux\" x=\"{LEFT}\" y=\"{}\" font-size=\"12\">{}</text>",
        top - 5,
        escaped(name)
    );
    let mut parts: Vec<(i128, i128, &'static str, String)> = Vec::new();
    for piece in pieces.iter() {
        let (from, to) = piece.scaled();
        let (from, to) = (i128::from(from), i128::from(to));
        if to < across.from || across.to < from {
            continue;
        }
        let (class, words) = told(&piece);
        match parts.last_mut() {
            Some((_, end, other, same)) if *other == class && *same == words => *end = to,
            _ => parts.push((from, to, class, words)),
        }
    }
    for (from, to, class, words) in parts {
        let (x1, x2) = (across.at(from), across.at(to.saturating_add(1)));
        if class == "vide" {
            continue;
        }
        let width = (x2 - x1).max(1);
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x1}\" y=\"{top}\" width=\"{width}\" height=\"{BAND}\"><title>{}</title></rect>",
            escaped(&words)
        );
        let length = i128::try_from(words.chars().count()).unwrap_or(0) * 8;
        if length + 6 < width {
            let _ = write!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                x1 + width / 2,
                top + 20,
                escaped(&words)
            );
        }
    }
}

/// Where pieces begin, through the whole picture.
fn borders(svg: &mut String, pieces: &Pieces, fact: &Fact, across: &Scale, bottom: i128) {
    for piece in pieces.iter() {
        let from = i128::from(piece.scaled().0);
        if from > across.from && across.shows(from) {
            let x = across.at(from);
            let _ = write!(
                svg,
                "<line class=\"bord\" x1=\"{x}\" x2=\"{x}\" y1=\"74\" y2=\"{bottom}\"/>"
            );
        }
    }
    let stated = pieces.stated().and_then(|known| scaled(&known, &fact.declared));
    if let Some(here) = stated.filter(|here| across.shows(*here)) {
        let x = across.at(here);
        let _ = write!(
            svg,
            "<line class=\"ici\" x1=\"{x}\" x2=\"{x}\" y1=\"74\" y2=\"{bottom}\"/>"
        );
    }
}

/// The axis of the fact and the legend; where the picture ends.
fn below(
    svg: &mut String,
    pieces: &Pieces,
    fact: &Fact,
    across: &Scale,
    (bottom, ranges, left): (i128, bool, usize),
) -> i128 {
    let _ = write!(
        svg,
        "<line class=\"axe\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{0}\" y2=\"{0}\"/>",
        bottom + 6
    );
    for (mark, words) in across.marks(&fact.declared) {
        let x = across.at(mark);
        let _ = write!(
            svg,
            "<line class=\"axe\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\">{}</text>",
            bottom + 6,
            bottom + 12,
            bottom + 28,
            escaped(&words)
        );
    }
    let name = titled(&fact.title, &fact.declared, &Words::of(pieces.plan()));
    let _ = write!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"600\">{}</text>",
        i128::midpoint(LEFT, RIGHT),
        bottom + 52,
        escaped(&name)
    );
    let y = bottom + 80;
    let mut legend = vec![
        ("trait", "valeur exacte, ou en ligne droite"),
        ("sens", "entre ces deux valeurs, dans un seul sens"),
        ("bord", "quelque chose change"),
    ];
    if pieces.stated().is_some() {
        legend.push(("ici", "le dossier"));
    }
    if ranges {
        legend.push(("plage large", "entre ces valeurs"));
    }
    let mut x = LEFT;
    for (class, words) in legend {
        let _ = write!(
            svg,
            "<line class=\"{class}\" x1=\"{x}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/><text class=\"doux\" x=\"{}\" y=\"{y}\" font-size=\"12\">{}</text>",
            x + 28,
            y - 4,
            y - 4,
            x + 34,
            escaped(words)
        );
        x += 60 + i128::try_from(words.chars().count()).unwrap_or(0) * 6;
    }
    let mut notes = Vec::new();
    let beyond = across.to < i128::from(fact.declared.max) || across.from > i128::from(fact.declared.min);
    if beyond {
        notes.push("Au-delà de ce qui est dessiné, il n'y a plus de seuil : ce qui suit une droite ou va dans un sens continue.".to_owned());
    }
    if left > 0 {
        notes.push(format!(
            "{left} autres droits changent aussi : nommez ceux à dessiner."
        ));
    }
    let mut end = y + 18;
    for note in notes {
        let _ = write!(
            svg,
            "<text class=\"doux\" x=\"{LEFT}\" y=\"{}\" font-size=\"12\">{}</text>",
            end + 4,
            escaped(&note)
        );
        end += 20;
    }
    end
}
