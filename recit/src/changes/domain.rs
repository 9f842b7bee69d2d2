//! What changes of the dossiers themselves, of which the proofs do not speak.

use bareme::{
    analysis::{Side, compare::Domain},
    answer::DroitValue,
    catalogue::{PlanContent, Value},
    vocabulary::Fact,
};

use super::proofs::Packs;
use crate::{
    stated,
    tree::{Line, Mark, Tone},
    words,
};

/// One line for each kind of dossiers that one pack alone accepts, decides, or completes so.
pub(super) fn lines(packs: Packs<'_>, domain: &Domain) -> Vec<Line> {
    let (old, new): (&PlanContent, &PlanContent) = (packs.old.plan(), packs.new.plan());
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
    for name in &domain.facts {
        warn(bounds(old, new, name));
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
        // What the rule reads shows why; the rest only makes it somebody's dossier.
        let read = one
            .dossier
            .before
            .stated()
            .filter(|(fact, _)| one.read.contains(&fact.name));
        let facts = read.filter_map(|(fact, known)| {
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

/// « Âge : de 0 à 80 ans avant, de 0 à 70 ans après ; un dossier que l'ancien barème acceptait peut être refusé par le nouveau. »
fn bounds(old: &PlanContent, new: &PlanContent, name: &str) -> String {
    let Some((_, is)) = new.vocabulary.fact_named(name) else {
        return String::new();
    };
    let former = is
        .former
        .iter()
        .find_map(|former| old.vocabulary.fact_named(former));
    let Some((_, was)) = old.vocabulary.fact_named(name).or(former) else {
        return String::new();
    };
    let told = |plan: &PlanContent, fact: &Fact| {
        let end = |value: i64| {
            let known = DroitValue::settled(Value::point(value), &fact.declared, &plan.vocabulary);
            known.map_or_else(String::new, |known| stated::worded(plan, &fact.declared, known))
        };
        format!("de {} à {}", end(fact.declared.min), end(fact.declared.max))
    };
    let (least, most) = (
        was.declared.min.cmp(&is.declared.min),
        was.declared.max.cmp(&is.declared.max),
    );
    let narrower = least.is_lt() || most.is_gt();
    let wider = least.is_gt() || most.is_lt();
    let what = match (narrower, wider) {
        (true, true) => "chacun des barèmes refuse des dossiers que l'autre accepte",
        (true, false) => "un dossier que l'ancien barème accepte peut être refusé par le nouveau",
        (false, _) => "un dossier que l'ancien barème refuse peut être accepté par le nouveau",
    };
    format!(
        "{}\u{a0}: {} avant, {} après\u{a0}; {what}.",
        is.title,
        told(old, was),
        told(new, is)
    )
}
