//! Who is paid in whose place: a circle would pay nobody.

use super::report::Report;
use crate::{
    error::Code,
    pack::model::{Dispositif, Location},
};

/// Someone who is paid in the place of another, and where it is written.
pub(super) struct Replacement {
    pub(super) by: u16,
    pub(super) replaced: u16,
    pub(super) at: Location,
}

/// How far a dispositif was followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Followed {
    Not,
    Open,
    Done,
}

/// Refuses each `a_la_place_de` that closes a circle: every one of its dispositifs would wait for another to pay.
///
/// INVARIANT: each replacement is followed once, for a dispositif is left only when all of its own are.
pub(super) fn circles(report: &mut Report, list: &[Dispositif], replacements: &[Replacement]) {
    let mut after: Vec<Vec<&Replacement>> = list.iter().map(|_| Vec::new()).collect();
    for one in replacements {
        if let Some(own) = after.get_mut(usize::from(one.by)) {
            own.push(one);
        }
    }
    let mut followed = vec![Followed::Not; list.len()];
    let named = |position: u16| {
        list.get(usize::from(position))
            .map_or("?", |dispositif| &dispositif.id)
    };
    for start in 0..u16::try_from(list.len()).unwrap_or(u16::MAX) {
        let mut path = vec![start];
        while let Some(here) = path.last().copied() {
            let Some(state) = followed.get_mut(usize::from(here)) else {
                break;
            };
            if *state == Followed::Done {
                path.pop();
                continue;
            }
            *state = Followed::Open;
            let Some(one) = after.get_mut(usize::from(here)).and_then(Vec::pop) else {
                *state = Followed::Done;
                path.pop();
                continue;
            };
            match followed.get(usize::from(one.replaced)) {
                Some(Followed::Not) => path.push(one.replaced),
                Some(Followed::Open) => {
                    let from = path.iter().position(|position| *position == one.replaced);
                    let circle = path.iter().skip(from.unwrap_or(0)).chain([&one.replaced]);
                    let names: Vec<String> =
                        circle.map(|position| format!("`{}`", named(*position))).collect();
                    report
                        .add(
                            one.at,
                            Code::Cycle,
                            format!(
                                "{} : chacun serait versé à la place de l'autre, et aucun ne le serait",
                                names.join(" à la place de ")
                            ),
                        )
                        .help("retirez un des `a_la_place_de` : celui qui reste dit lequel est versé");
                }
                _ => {}
            }
        }
    }
}
