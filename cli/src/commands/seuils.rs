//! `bareme seuils`: what changes while a fact goes over its values, and where.

use bareme::{
    Engine, Findings,
    analysis::{NearestChange, PieceOptions, Pieces},
    wire,
};

use crate::{
    arguments::{Seuils, SeuilsFormat},
    output::Reply,
    page,
};

use super::answering::to_sweep;

/// How many boxes may be looked at for a map.
const MOST_BOXES: u32 = 20_000;

/// How many spans may be looked at for a change that opens what is refused.
const MOST_CHANGES: u32 = 20_000;

pub(crate) fn run(command: &Seuils) -> Reply {
    match swept(command) {
        Ok((engine, nearest, pieces)) => Reply::answer(match command.format {
            SeuilsFormat::Json => wire::pieces_json(engine.plan(), &pieces, nearest.as_ref()),
            SeuilsFormat::Text => page::told(&bareme_recit::thresholds(&pieces, nearest.as_ref())),
            SeuilsFormat::Svg => {
                let droits: Vec<&str> = command.droits.iter().map(String::as_str).collect();
                let drawn = pieces
                    .first()
                    .map(|pieces| bareme_recit::thresholds_svg(pieces, &droits));
                drawn.unwrap_or_default()
            }
        }),
        Err(findings) => findings.into(),
    }
}

fn swept(command: &Seuils) -> Result<(Engine, Option<NearestChange>, Vec<Pieces>), Findings> {
    let names = command.asked.names();
    let selection = command.asked.selection(&names);
    let (engine, date, dossier) = to_sweep(command, selection)?;
    let droits: Vec<&str> = command.droits.iter().map(String::as_str).collect();
    let options = PieceOptions {
        selection,
        droits: &droits,
        ..PieceOptions::default()
    };
    let pieces = match command.facts.as_slice() {
        [first, second, ..] => {
            let options = PieceOptions {
                most: MOST_BOXES,
                ..options
            };
            engine.boxes(&dossier, [first, second], date, &options)?
        }
        [only] => engine.pieces(&dossier, only, date, &options)?,
        [] => Vec::new(),
    };
    let nearest = match names.as_slice() {
        [only] if command.format != SeuilsFormat::Svg => {
            // A dossier that contradicts itself has none; its pieces say why.
            engine.nearest_change(&dossier, date, only, MOST_CHANGES).ok()
        }
        _ => None,
    };
    Ok((engine, nearest, pieces))
}
