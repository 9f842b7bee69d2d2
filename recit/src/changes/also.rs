//! What changes of dispositifs beside their decisions: what is paid when, what excludes what, what is supposed.

use bareme::analysis::compare::{Compared, Told};

use super::proofs::{Packs, title};
use crate::{
    tree::{Line, Mark, Tone},
    words,
};

/// Which dispositifs a person is paid or told of otherwise, whether or not they decide as before.
pub(super) fn lines(packs: Packs<'_>, compared: &[Compared]) -> Vec<Line> {
    let changed: Vec<&Compared> = compared.iter().filter(|one| !one.told.is_empty()).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let under = changed.iter().map(|one| {
        let each: Vec<String> = one.told.iter().map(|what| sentence(*what).to_owned()).collect();
        let text = format!("{}\u{a0}: {}", title(packs, &one.pair), each.join(" ; "));
        Line::marked(Mark::Item, text)
    });
    let text = if changed.len() < 2 {
        "Quelque chose change hors des décisions pour un dispositif.".to_owned()
    } else {
        format!(
            "Quelque chose change hors des décisions pour {} dispositifs.",
            words::whole(changed.len() as u64)
        )
    };
    vec![
        Line::marked(Mark::Warn, text)
            .toned(Tone::Strong)
            .with(under.collect()),
    ]
}

const fn sentence(what: Told) -> &'static str {
    match what {
        Told::Schedule => "l'échéancier change",
        Told::Payers => "qui paie change",
        Told::Exclusions => "ce qui s'exclut change",
        Told::Suppositions => "ce qui est supposé change",
        Told::Deadlines => "les échéances changent",
        Told::Doubts => "ce qui reste à confirmer change",
        Told::Quota => "le quota change",
        Told::Priorities => "l'ordre de priorité change",
        Told::Worth => "ce qu'il vaut dans une comparaison change",
        _ => "ce qui en est dit change",
    }
}
