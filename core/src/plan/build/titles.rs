//! What titles say of parameters: every hole has one, and no number of the law is written beside it.

use crate::{
    error::{Code, Finding, Place, nearest},
    pack::model::{Dispositif, Location, Pack},
    plan::{
        lower::Lowering,
        titles::{Piece, is_year, pieces},
    },
};

/// Reports the faults of titles. A pack of format 1 may have digits of the law in them.
pub(super) fn check(lowering: &mut Lowering<'_>) {
    let pack = lowering.pack;
    let no_digit = pack.format.says_meanings();
    for dispositif in &pack.dispositifs {
        // A summary has room to say which law, in digits or not.
        faults(lowering, &dispositif.summary, dispositif.at, false);
        for (title, at) in titles(dispositif) {
            faults(lowering, title, at, no_digit);
        }
        for (title, at) in of_another_day(dispositif) {
            another_day(lowering, title, at);
        }
    }
}

/// The titles of a dispositif that a person reads, with where what they name is declared.
fn titles(dispositif: &Dispositif) -> impl Iterator<Item = (&str, Location)> {
    let itself = [(dispositif.title.as_str(), dispositif.at)];
    let variables = dispositif
        .variables
        .iter()
        .filter_map(|variable| Some((variable.title.as_deref()?, variable.at)));
    let conditions = dispositif.conditions.iter().chain(&dispositif.priorities);
    let conditions = conditions.map(|condition| (condition.title.as_str(), condition.at));
    let droits = dispositif
        .droits
        .iter()
        .map(|droit| (droit.title.as_str(), droit.at));
    let versements = dispositif
        .versements
        .iter()
        .map(|versement| (versement.title.as_str(), versement.at));
    let deadlines = dispositif
        .deadlines
        .iter()
        .map(|deadline| (deadline.title.as_str(), deadline.at));
    itself
        .into_iter()
        .chain(variables)
        .chain(conditions)
        .chain(droits)
        .chain(versements)
        .chain(deadlines)
}

/// The titles of what reads its values on a day of its own.
fn of_another_day(dispositif: &Dispositif) -> impl Iterator<Item = (&str, Location)> {
    let variables = dispositif.variables.iter();
    let variables = variables.filter(|variable| variable.day.is_some());
    let variables = variables.filter_map(|variable| Some((variable.title.as_deref()?, variable.at)));
    let conditions = dispositif.conditions.iter();
    let conditions = conditions.filter(|condition| condition.day.is_some());
    let droits = dispositif.droits.iter().filter(|droit| droit.day.is_some());
    variables
        .chain(conditions.map(|condition| (condition.title.as_str(), condition.at)))
        .chain(droits.map(|droit| (droit.title.as_str(), droit.at)))
}

/// A title has the values of the date of effect: beside a value of another day it would say another number.
fn another_day(lowering: &mut Lowering<'_>, title: &str, at: Location) {
    let pack = lowering.pack;
    for (start, piece) in pieces(title) {
        if let Piece::Hole(name) = piece {
            let place = within(pack, at, title, start, name.len().saturating_add(2));
            let message = format!(
                "`{{{name}}}` s'écrit avec sa valeur de la date d'effet, et `jour` en lit une autre ici"
            );
            let finding = Finding::new(Code::InvalidValue, place, message)
                .with_help("écrivez ce titre sans nombre : l'explication dit la valeur et son jour");
            lowering.findings.push(finding);
        }
    }
}

fn faults(lowering: &mut Lowering<'_>, title: &str, at: Location, no_digit: bool) {
    let pack = lowering.pack;
    let mut digits = false;
    for (start, piece) in pieces(title) {
        let place = |length: usize| within(pack, at, title, start, length);
        let finding = match piece {
            Piece::Text(text) => {
                // One finding a title: one parameter often takes the place of two numbers.
                let found = number_of_the_law(text).filter(|_| no_digit && !digits && !pack.is_supposed(at));
                let Some((shift, number)) = found else { continue };
                digits = true;
                let message =
                    format!("le nombre `{number}` est écrit dans un titre : il ne suivra pas la loi");
                let place = within(pack, at, title, start.saturating_add(shift), number.len());
                Finding::new(Code::DigitInTitle, place, message).with_help(
                    "nommez un paramètre entre accolades, `{nom_du_parametre}` : sa valeur du jour s'écrit à sa place ; un nombre qui ne vient d'aucun texte s'écrit en lettres",
                )
            }
            Piece::Hole(name) => {
                if let Some(parameter) = pack.parameters.iter().find(|parameter| parameter.name == name) {
                    lowering.used.insert(&parameter.name);
                    continue;
                }
                if lowering.unread.excuses(name) {
                    continue;
                }
                let known = pack.parameters.iter().map(|parameter| parameter.name.as_str());
                let message = format!("aucun paramètre ne s'appelle `{name}`");
                Finding::new(Code::UnknownName, place(name.len().saturating_add(2)), message)
                    .with_suggestion(nearest(name, known))
                    .with_help(
                        "entre accolades, un titre nomme un paramètre : sa valeur du jour s'écrit à sa place",
                    )
            }
            Piece::Lone(brace) => {
                let message = format!("l'accolade `{brace}` est seule dans ce titre");
                Finding::new(Code::InvalidValue, place(1), message)
                    .with_help("écrivez `{nom_du_parametre}`, ou retirez l'accolade")
            }
        };
        lowering.findings.push(finding);
    }
}

/// The first number of a text that is no year, with its place.
fn number_of_the_law(text: &str) -> Option<(usize, &str)> {
    let mut start = 0_usize;
    while let Some(shift) = text.get(start..)?.find(char::is_numeric) {
        let from = start.saturating_add(shift);
        let rest = text.get(from..)?;
        let length = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        let number = rest.get(..length)?;
        let year = number.len() == 4 && number.parse().is_ok_and(is_year);
        if !year {
            return Some((from, number));
        }
        start = from.saturating_add(length);
    }
    None
}

/// The place of a part of a title: where the title stands nearest to what it names, in quotes, if it is written as it is read.
fn within(pack: &Pack, at: Location, title: &str, start: usize, length: usize) -> Place {
    let declared = usize::try_from(at.start).unwrap_or(usize::MAX);
    let place = pack.files.get(usize::from(at.file)).and_then(|file| {
        let (title, _) = file
            .text
            .match_indices(title)
            .filter(|(found, _)| {
                file.text
                    .get(..*found)
                    .is_some_and(|before| before.ends_with(['"', '\'']))
            })
            .min_by_key(|(found, _)| found.abs_diff(declared))?;
        let from = title.saturating_add(start);
        Some(file.place(from, from.saturating_add(length)))
    });
    place.unwrap_or_else(|| pack.place(at))
}
