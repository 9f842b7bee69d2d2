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
    let facts: Vec<&str> = command.facts.iter().map(String::as_str).collect();
    let pieces = engine.thresholds(&dossier, &facts, date, &options)?;
    let all = || pieces.iter().flat_map(Pieces::iter);
    // No value of the fact makes the others agree: what they contradict is said, and not that nothing changes.
    if all().next().is_some() && all().all(|piece| piece.is_established() && piece.verdict().is_none()) {
        engine.evaluate_selected(&dossier, date, selection)?;
    }
    let nearest = match command.format {
        SeuilsFormat::Svg => None,
        SeuilsFormat::Text | SeuilsFormat::Json => engine.opening(&dossier, date, selection),
    };
    Ok((engine, nearest, pieces))
}
