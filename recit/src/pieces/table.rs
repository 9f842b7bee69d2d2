//! Pieces as a table of intervals.

use bareme::{
    analysis::{DroitPiece, NearestChange, Piece, Pieces, Worth},
    vocabulary::Fact,
};

use super::{
    nearest,
    words::{answer, changes, refusals, title, value, way, worth},
};
use crate::{
    tree::{Block, Line, Mark, Recit, Row, Section, Table, Tone},
    words,
};

/// The most boxes of a map that are told: a picture or JSON has them all.
const MOST_BOXES: usize = 40;

/// The most droits that have a column.
const MOST_COLUMNS: usize = 1;

/// What a fact changes, or two: for each dispositif a table of intervals, with what changes at each border. Dispositifs for which nothing changes are named
/// together. What would open the only one is said first, when it was looked for.
#[must_use]
pub fn thresholds(list: &[Pieces], nearest: Option<&NearestChange>) -> Recit {
    let mut recit = Recit {
        title: list.first().map_or_else(String::new, heading),
        blocks: Vec::new(),
    };
    let (moving, still): (Vec<&Pieces>, Vec<&Pieces>) = list
        .iter()
        .partition(|pieces| pieces.iter().len() > 1 || list.len() == 1);
    if let ([only], Some(nearest)) = (list, nearest)
        && let Some(line) = nearest::told(only, nearest)
    {
        recit.blocks.push(Block::Lines { lines: vec![line] });
    }
    for pieces in moving {
        recit.blocks.push(section(pieces, list.len() > 1));
    }
    if !still.is_empty() {
        let names: Vec<String> = still.iter().map(|pieces| dispositif(pieces)).collect();
        let lines = names
            .into_iter()
            .map(|name| Line::marked(Mark::Item, name))
            .collect();
        recit.blocks.push(Block::Section(Section {
            title: "Rien ne change pour".to_owned(),
            apart: false,
            blocks: vec![Block::Lines { lines }],
        }));
    }
    recit
}

fn heading(pieces: &Pieces) -> String {
    let names = [pieces.fact(), pieces.second_fact()];
    let titles: Vec<String> = names
        .into_iter()
        .flatten()
        .map(|fact| words::inside(&fact.title))
        .collect();
    format!("Ce que change\u{a0}: {}", words::list(&titles, "et"))
}

fn dispositif(pieces: &Pieces) -> String {
    let title = pieces
        .dispositif()
        .map_or("", |dispositif| dispositif.title.as_str());
    pieces.plan().titled(title, Some(pieces.date())).into_owned()
}

fn section(pieces: &Pieces, apart: bool) -> Block {
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    if let (Some(fact), Some(stated), Some(kept)) = (pieces.fact(), pieces.stated(), pieces.around_stated()) {
        let shown = |known| value(pieces, &fact.declared, known);
        let between = |(from, to)| between(fact, &shown(from), &shown(to));
        lines.push(Line::plain(format!("Le dossier dit {}.", shown(stated))));
        let stays = stays_at(pieces);
        let same = if stays {
            format!("La réponse reste la même {}.", between(kept.answer))
        } else {
            let goes = "les montants y suivent ce que dit le tableau";
            format!(
                "Les conditions restent les mêmes {}\u{a0}; {goes}.",
                between(kept.answer)
            )
        };
        lines.push(Line::marked(Mark::Item, same));
        if kept.verdict != kept.answer {
            lines.push(Line::marked(
                Mark::Item,
                format!("Le oui ou le non reste le même {}.", between(kept.verdict)),
            ));
        }
    }
    let droits = droits(pieces);
    let (columns, others) = droits.split_at(droits.len().min(MOST_COLUMNS));
    if !lines.is_empty() {
        blocks.push(Block::Lines { lines });
    }
    let mut rows = rows(pieces, columns, others);
    let all = rows.len();
    if pieces.second_fact().is_some() {
        rows.truncate(MOST_BOXES);
    }
    let left = all.saturating_sub(rows.len());
    blocks.push(Block::Table(Table {
        columns: titles(pieces, columns),
        rows,
    }));
    if left > 0 {
        let text = format!("… et {left} autres boîtes\u{a0}: le dessin et le JSON les ont toutes.");
        blocks.push(Block::Lines {
            lines: vec![Line::plain(text).toned(Tone::Aside)],
        });
    }
    if !pieces.are_established() {
        let text =
            "« non établi » : le travail permis n'a pas suffi à dire ce qu'il en est sur cet intervalle.";
        blocks.push(Block::Lines {
            lines: vec![Line::plain(text).toned(Tone::Aside)],
        });
    }
    Block::Section(Section {
        title: dispositif(pieces),
        apart,
        blocks,
    })
}

/// Do droits stay over the piece in which the stated value is?
fn stays_at(pieces: &Pieces) -> bool {
    let here = pieces.stated_scaled();
    let piece = pieces.iter().find(|piece| {
        let (from, to) = piece.scaled();
        here.is_some_and(|here| from <= here && here <= to)
    });
    piece.is_none_or(|piece| piece.droits().all(|one| is_constant(&one.worth)))
}

/// « de 0 € à 250 € », « du 1er janvier au 2 mars ».
fn between(fact: &Fact, from: &str, to: &str) -> String {
    if fact.declared.kind.is_date() {
        format!("du {from} au {to}")
    } else {
        format!("de {from} à {to}")
    }
}

/// The droits that change from one piece to another, or within one, by their ids: what a person gets first.
pub(super) fn droits(pieces: &Pieces) -> Vec<String> {
    let told: Vec<Vec<DroitPiece<'_>>> = pieces.iter().map(|piece| piece.droits().collect()).collect();
    let planned = pieces
        .dispositif()
        .map_or(&[] as &[_], |dispositif| &dispositif.droits);
    let mut changing: Vec<(bool, bool, usize, String)> = Vec::new();
    for (index, droit) in planned.iter().enumerate() {
        let mut found = told
            .iter()
            .flatten()
            .filter(|one| one.droit.id == droit.id)
            .map(|one| &one.worth);
        let Some(first) = found.next() else { continue };
        let stays = is_constant(first) && found.all(|worth| worth == first);
        let known = changing.iter().any(|(_, _, _, id)| *id == droit.id);
        if !stays && !known {
            changing.push((!droit.principal, !droit.is_received(), index, droit.id.clone()));
        }
    }
    changing.sort();
    changing.into_iter().map(|(_, _, _, id)| id).collect()
}

fn is_constant(worth: &Worth<'_>) -> bool {
    use bareme::analysis::Shape::Constant;
    match worth {
        Worth::Settled(shape) => matches!(shape, Constant(_)),
        Worth::Between(low, high) => matches!((low, high), (Constant(_), Constant(_))),
        Worth::Members(_) => true,
    }
}

fn titles(pieces: &Pieces, columns: &[String]) -> Vec<String> {
    let is_date = |fact: &Fact| fact.declared.kind.is_date();
    let mut titles: Vec<String> = match (pieces.fact(), pieces.second_fact()) {
        (Some(first), Some(second)) => vec![words::capital(&first.title), words::capital(&second.title)],
        (Some(fact), None) if is_date(fact) => vec!["Du".to_owned(), "Au".to_owned()],
        _ => vec!["De".to_owned(), "À".to_owned()],
    };
    titles.push("Réponse".to_owned());
    titles.extend(columns.iter().map(|id| droit_title(pieces, id)));
    titles
}

fn droit_title(pieces: &Pieces, id: &str) -> String {
    let planned = pieces
        .dispositif()
        .map_or(&[] as &[_], |dispositif| &dispositif.droits);
    let droit = planned.iter().find(|droit| droit.id == id);
    droit.map_or_else(|| id.to_owned(), |droit| title(pieces, droit))
}

fn rows(pieces: &Pieces, columns: &[String], others: &[String]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut before: Option<Piece<'_>> = None;
    for piece in pieces.iter() {
        let droits: Vec<DroitPiece<'_>> = piece.droits().collect();
        let of = |id: &String| droits.iter().find(|one| one.droit.id == *id);
        let mut cells = spans(pieces, &piece);
        cells.push(answer(&piece).to_owned());
        cells.extend(
            columns
                .iter()
                .map(|id| of(id).map_or_else(String::new, |one| worth(pieces, one))),
        );
        let mut under: Vec<Line> = Vec::new();
        let mut say = |text: String| under.push(Line::marked(Mark::Item, text));
        match before.filter(|_| pieces.second_fact().is_none()) {
            Some(before) => changes(pieces, &before, &piece).into_iter().for_each(&mut say),
            None if pieces.second_fact().is_none() => {
                refusals(pieces, &piece).into_iter().for_each(&mut say);
            }
            None => {}
        }
        piece.refused_by().for_each(|rule| say(rule.broken()));
        piece
            .partly_refused_by()
            .for_each(|rule| say(format!("sauf là où {}", rule.broken())));
        for one in columns.iter().filter_map(of) {
            if let Some(way) = way(pieces, one) {
                say(format!("{}, {way}", title(pieces, one.droit)));
            }
        }
        for one in others.iter().filter_map(of) {
            let way = way(pieces, one).map_or_else(String::new, |way| format!(", {way}"));
            say(format!(
                "{}\u{a0}: {}{way}",
                title(pieces, one.droit),
                worth(pieces, one)
            ));
        }
        rows.push(Row { cells, under });
        before = Some(piece);
    }
    rows
}

fn spans(pieces: &Pieces, piece: &Piece<'_>) -> Vec<String> {
    let Some(fact) = pieces.fact() else {
        return Vec::new();
    };
    let (from, to) = piece.span();
    let shown = |fact: &Fact, known| value(pieces, &fact.declared, known);
    match pieces.second_fact().zip(piece.second_span()) {
        Some((second, (low, high))) => vec![
            between(fact, &shown(fact, from), &shown(fact, to)),
            between(second, &shown(second, low), &shown(second, high)),
        ],
        None => vec![shown(fact, from), shown(fact, to)],
    }
}
