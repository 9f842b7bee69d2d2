//! Droits of which one euro more takes away more than a euro.

use super::review::{About, Answer, Review, cone, planned};
use crate::{
    analysis::{Found, Side, Term, Witness},
    decimal::pow10,
    error::Code,
    plan::{DispositifPlan, DroitPlan, DroitRole, Node, Plan},
    vocabulary::FactId,
};

/// Tells, of the droit that a person reads first, the facts in euros of which one more takes away more than a euro.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let Some(droit) = principal(dispositif) else {
        return;
    };
    let Some(source) = written.droits.iter().find(|source| source.id == droit.id) else {
        return;
    };
    let Some(due) = review.joint.due(Side::Before, &written.id, &droit.id) else {
        return;
    };
    let roots = dispositif.droits.iter().filter(|other| other.id == droit.id);
    let roots = roots.map(|droit| droit.rule.node).chain([dispositif.eligible]);
    for fact in facts(&plan, roots.collect()) {
        let Some(found) = plan.vocabulary.fact(fact) else {
            continue;
        };
        let Some(asked) = loss(review, fact, due) else {
            continue;
        };
        if never(review, fact, asked, (&written.id, &droit.id)) {
            continue;
        }
        let on = format!("saut:{}:{}", droit.id, found.name);
        let about = About::part(position, &on, source.at);
        let question = format!(
            "un euro de plus de `{}` fait-il perdre de `{}` ?",
            found.name, droit.id
        );
        let Answer::Yes(witness) = review.ask(asked.term, &about, &question) else {
            continue;
        };
        let budget = review.budget();
        let largest = review.joint.largest(asked.lost, asked.term, budget);
        review.count(largest.steps);
        let proved = largest.is_proved();
        let least = largest.found.map(|(lost, _)| lost);
        let (lost, witness) = simplest(review, &asked, least, &about, &question)
            .unwrap_or_else(|| (review.joint.value(&witness, asked.lost).unwrap_or(0), witness));
        let message = format!(
            "un euro de plus de `{}` peut faire perdre {} {} de `{}`{} : {}",
            found.name,
            plan.vocabulary.written(&droit.declared.kind, lost),
            droit.declared.unit().map(ToString::to_string).unwrap_or_default(),
            droit.id,
            if proved { ", au plus" } else { ", ou davantage" },
            review.shown(&witness)
        );
        let help = "rien à corriger si le texte le veut ainsi : admettez-le dans `constats_admis`";
        review.note(&about, Code::Jump, message, help);
    }
}

/// The droit in euros that a person reads first.
fn principal(dispositif: &DispositifPlan) -> Option<&DroitPlan> {
    let mut benefits = dispositif
        .droits
        .iter()
        .filter(|droit| droit.declared.kind.is_euros() && droit.role == Some(DroitRole::Benefit));
    let first = benefits.clone().next();
    benefits.find(|droit| droit.principal).or(first)
}

/// The facts in euros that some nodes rest on.
fn facts(plan: &Plan, roots: Vec<crate::plan::NodeId>) -> Vec<FactId> {
    cone(plan, roots)
        .into_iter()
        .filter_map(|id| match plan.nodes.get(id.index()) {
            Some(Node::Fact(fact)) if plan.kind(id).is_euros() => Some(*fact),
            _ => None,
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Asked {
    term: Term,
    /// The same of dossiers that may be incoherent.
    alone: Term,
    /// How much is lost.
    lost: Term,
    /// The fact of the second dossier.
    second: Term,
}

/// Two dossiers, the second with one euro more of a fact, of which the second is due a euro less, and more.
fn loss(review: &mut Review<'_>, fact: FactId, due: Term) -> Option<Asked> {
    let name = review.plan.vocabulary.fact(fact)?.name.clone();
    let joint = &mut review.joint;
    let first = joint.fact(&name)?;
    let kind = joint.kind(first).clone();
    let euro = joint.constant(pow10(kind.decimals()), &kind);
    let second = joint.plus(first, euro);
    let within = joint.within_bounds(&name, second)?;
    let place = joint.position(fact)?;
    let due_then = joint.moved(due, place, second);
    let coherent_too = joint.coherent_when(place, second);
    let lost = joint.more(due_then, due);
    let kind = joint.kind(lost).clone();
    let euro = joint.constant(pow10(kind.decimals()), &kind);
    let little = joint.at_most(lost, euro);
    let much = joint.not(little);
    let term = joint.all([within, coherent_too, much]);
    Some(Asked {
        term,
        alone: joint.all([within, much]),
        lost,
        second,
    })
}

/// Does a euro more take away a euro at most, of any dossier, coherent or not? Fewer facts count then: that of the amount alone when whoever is
/// granted it is not asked for this fact.
fn never(review: &mut Review<'_>, fact: FactId, due: Asked, (dispositif, droit): (&str, &str)) -> bool {
    let granted = review.joint.eligible(Side::Before, dispositif);
    let value = review.joint.droit(Side::Before, dispositif, droit);
    let (Some(granted), Some((value, exists)), Some(place)) = (granted, value, review.joint.position(fact))
    else {
        return false;
    };
    let entitled = review.joint.all([granted, exists]);
    let asked = if review.joint.moved(entitled, place, due.second) == entitled {
        loss(review, fact, value).unwrap_or(due)
    } else {
        due
    };
    let searched = review.joint.search_among(asked.alone, &[], review.budget());
    review.count(searched.steps);
    searched.found == Found::Nothing
}

/// The dossier of fewest facts that loses as much.
fn simplest(
    review: &mut Review<'_>,
    asked: &Asked,
    lost: Option<i64>,
    about: &About<'_>,
    question: &str,
) -> Option<(i64, Witness)> {
    let lost = lost?;
    let kind = review.joint.kind(asked.lost).clone();
    let least = review.joint.constant(lost, &kind);
    let enough = review.joint.at_most(least, asked.lost);
    let term = review.joint.all([asked.term, enough]);
    match review.ask(term, about, question) {
        Answer::Yes(witness) => Some((lost, witness)),
        Answer::No(_) | Answer::Undecided => None,
    }
}
