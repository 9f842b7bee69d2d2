//! What changes of the dossiers themselves, of which the proofs do not speak.

use bareme::{
    analysis::{Side, compare::Domain},
    catalogue::PlanContent,
};

use super::proofs::Packs;
use crate::{
    stated,
    tree::{Line, Mark, Tone},
    words,
};

/// One line for each kind of dossiers that one pack alone accepts, decides, or completes so.
pub(super) fn lines(packs: Packs<'_>, domain: &Domain) -> Vec<Line> {
    let new: &PlanContent = packs.new.plan();
    let titled = |name: &String| {
        let fact = new.vocabulary.fact_named(name);
        fact.map_or_else(|| name.clone(), |(_, fact)| words::inside(&fact.title))
    };
    let facts = |list: &[String]| words::list(&list.iter().map(titled).collect::<Vec<_>>(), "et");
    let of_dispositif = |id: &String| {
        let named = new.dispositifs.iter().find(|one| one.id == *id);
        named.map_or_else(|| id.clone(), |one| format!("« {} »", one.title))
    };
    let mut lines = Vec::new();
    let mut warn = |text: String| lines.push(Line::marked(Mark::Warn, text).toned(Tone::Strong));
    if !domain.facts.is_empty() {
        warn(format!(
            "Les bornes de ce qu'un dossier peut dire changent ({}) : un dossier que l'un des barèmes accepte peut être refusé par l'autre.",
            facts(&domain.facts)
        ));
    }
    if !domain.coherences.is_empty() {
        warn(format!(
            "Les règles qui refusent un dossier contradictoire changent ({}) : les preuves ne parlent que des dossiers que les deux barèmes acceptent.",
            words::list(&domain.coherences, "et")
        ));
    }
    for one in &domain.refused {
        let [accepts, refuses] = match one.by {
            Side::After => ["avant", "après"],
            Side::Before => ["après", "avant"],
        };
        let facts = one.dossier.before.stated().filter_map(|(fact, known)| {
            let told = stated::told(packs.old.plan(), fact, known)?;
            Some(format!("{}\u{a0}: {told}", fact.title))
        });
        let facts: Vec<String> = facts.collect();
        warn(format!(
            "Un dossier accepté {accepts} est refusé {refuses} ({})\u{a0}: {}.",
            one.rule,
            facts.join(" ; ")
        ));
    }
    if !domain.follows.is_empty() {
        warn(format!(
            "Ce qui se déduit d'un dossier change quand il ne dit pas : {}.",
            facts(&domain.follows)
        ));
    }
    if !domain.offered.is_empty() {
        let named: Vec<String> = domain.offered.iter().map(of_dispositif).collect();
        warn(format!(
            "Ce qui est décidé sans être demandé change : {}.",
            words::list(&named, "et")
        ));
    }
    lines
}
