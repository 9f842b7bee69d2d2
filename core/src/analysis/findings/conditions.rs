//! Conditions that decide nothing, or that nobody can meet together.

use super::review::{About, Answer, Review, planned};
use crate::{analysis::Term, error::Code, plan::NodeId};

/// The conditions of a dispositif, as questions.
struct Conditions {
    in_force: Term,
    eligible: Term,
    /// For each: does it apply, is it true, and is it as good as met?
    each: Vec<(Term, Term, Term)>,
}

impl Conditions {
    fn of(review: &mut Review<'_>, position: usize) -> Option<Self> {
        let plan = review.plan.clone();
        let dispositif = planned(&plan, position)?;
        let (in_force, eligible) = (review.term(dispositif.applies), review.term(dispositif.eligible));
        let nodes: Vec<(NodeId, Option<NodeId>)> = dispositif
            .conditions
            .iter()
            .map(|condition| (condition.rule.node, condition.applies))
            .collect();
        let each = nodes
            .into_iter()
            .map(|(node, applies)| {
                let (applies, holds) = (review.applies(applies), review.term(node));
                let does_not = review.joint.not(applies);
                (applies, holds, review.joint.any([does_not, holds]))
            })
            .collect();
        Some(Self {
            in_force,
            eligible,
            each,
        })
    }
}

/// Tells what is wrong with the conditions of a dispositif. Is there somebody who is granted it, as far as is known?
pub(super) fn check(review: &mut Review<'_>, position: usize) -> bool {
    let Some((written, _)) = review.dispositif(position) else {
        return false;
    };
    let Some(conditions) = Conditions::of(review, position) else {
        return false;
    };
    let about = About::part(position, "existence", written.at);
    let question = format!("quelqu'un peut-il avoir droit à `{}` ?", written.id);
    if let Answer::No(proof) = review.ask(conditions.eligible, &about, &question) {
        nobody(review, position, &conditions, &proof);
        return false;
    }
    for index in 0..conditions.each.len() {
        condition(review, position, &conditions, index);
    }
    true
}

/// Which conditions nobody can meet together.
fn nobody(review: &mut Review<'_>, position: usize, conditions: &Conditions, proof: &str) {
    let Some((written, _)) = review.dispositif(position) else {
        return;
    };
    let about = About::part(position, "existence", written.at);
    let question = format!(
        "`{}` est-il en vigueur un jour que les faits permettent ?",
        written.id
    );
    if let Answer::No(_) = review.ask(conditions.in_force, &about, &question) {
        let message = format!(
            "`{}` n'est en vigueur aucun jour que les faits permettent ({proof})",
            written.id
        );
        let help = "corrigez `en_vigueur`, ou les bornes du fait de `date_effet`";
        review.tell(&about, Code::NobodyEligible, message, help);
        return;
    }
    let mut group: Vec<usize> = (0..conditions.each.len()).collect();
    // One after the other is left out, as long as nobody can meet those that stay: what is left is needed, each of them.
    for index in (0..conditions.each.len()).rev() {
        let fewer: Vec<usize> = group.iter().copied().filter(|other| *other != index).collect();
        let met = fewer
            .iter()
            .filter_map(|other| conditions.each.get(*other).map(|(_, _, met)| *met));
        let term = review.joint.all(met.chain([conditions.in_force]));
        let question = format!(
            "quelqu'un peut-il remplir une partie des conditions de `{}` ?",
            written.id
        );
        if let Answer::No(_) = review.ask(term, &about, &question) {
            group = fewer;
        }
    }
    let named: Vec<_> = group
        .iter()
        .filter_map(|index| written.conditions.get(*index))
        .collect();
    let Some(last) = named.last() else {
        return;
    };
    let list: Vec<String> = named
        .iter()
        .map(|condition| format!("`{}`", condition.id))
        .collect();
    let about = About::part(position, "existence", last.rule.at);
    let message = match list.as_slice() {
        [only] => format!(
            "la condition {only} n'est jamais remplie : personne n'a droit à `{}` ({proof})",
            written.id
        ),
        _ => format!(
            "personne ne peut remplir à la fois {} : personne n'a droit à `{}` ({proof})",
            list.join(", "),
            written.id
        ),
    };
    let help =
        "relisez ces conditions dans le texte, avec les bornes et les cohérences des faits qu'elles lisent";
    review.tell(&about, Code::NobodyEligible, message, help);
}

/// What a condition decides that the others do not.
fn condition(review: &mut Review<'_>, position: usize, conditions: &Conditions, index: usize) {
    let Some((written, _)) = review.dispositif(position) else {
        return;
    };
    let (Some(source), Some((applies, holds, _))) =
        (written.conditions.get(index), conditions.each.get(index))
    else {
        return;
    };
    let on = format!("condition:{}", source.id);
    let about = About::part(position, &on, source.rule.at);
    let (id, owner) = (&source.id, &written.id);
    let others = (0..conditions.each.len())
        .filter(|other| *other != index)
        .filter_map(|other| conditions.each.get(other).map(|(_, _, met)| (other, *met)))
        .collect::<Vec<_>>();
    let fails = review.joint.not(*holds);
    let base = [conditions.in_force, *applies];
    let alone = review
        .joint
        .all(others.iter().map(|(_, met)| *met).chain(base).chain([fails]));
    let question = format!("la condition `{id}` de `{owner}` peut-elle manquer seule ?");
    if let Answer::No(proof) = review.ask(alone, &about, &question) {
        decides_nothing(review, position, (&about, id), (base, fails), &others, &proof);
        return;
    }
    let granted = review.joint.all([conditions.eligible, *applies, *holds]);
    let question = format!("la condition `{id}` de `{owner}` peut-elle être remplie ?");
    if let Answer::No(proof) = review.ask(granted, &about, &question) {
        let message = format!(
            "la condition `{id}` n'est jamais remplie quand elle s'applique : personne n'a alors droit à `{owner}` ({proof})"
        );
        let help = "corrigez la condition, ses dates, ou les bornes des faits";
        review.tell(&about, Code::NeverMet, message, help);
    }
}

fn decides_nothing(
    review: &mut Review<'_>,
    position: usize,
    (about, id): (&About<'_>, &str),
    (base, fails): ([Term; 2], Term),
    others: &[(usize, Term)],
    proof: &str,
) {
    let Some((written, _)) = review.dispositif(position) else {
        return;
    };
    let owner = &written.id;
    let applied = review.joint.all(base);
    let question = format!("la condition `{id}` de `{owner}` s'applique-t-elle un jour ?");
    if let Answer::No(_) = review.ask(applied, about, &question) {
        let message =
            format!("la condition `{id}` ne s'applique aucun jour où `{owner}` est en vigueur ({proof})");
        let help = "corrigez `depuis` ou `jusqu_a`, ou retirez la condition";
        review.tell(about, Code::NeverMet, message, help);
        return;
    }
    let missed = review.joint.all(base.into_iter().chain([fails]));
    let question = format!("la condition `{id}` de `{owner}` peut-elle manquer ?");
    if let Answer::No(_) = review.ask(missed, about, &question) {
        let message = format!("la condition `{id}` est toujours remplie quand elle s'applique ({proof})");
        review.tell(
            about,
            Code::AlwaysTrue,
            message,
            "retirez-la, ou corrigez les bornes des faits",
        );
        return;
    }
    let one = others.iter().find(|(_, met)| {
        let term = review.joint.all(base.into_iter().chain([*met, fails]));
        matches!(review.ask(term, about, &question), Answer::No(_))
    });
    let by = match one.and_then(|(other, _)| written.conditions.get(*other)) {
        Some(other) => format!("qui remplit `{}` la remplit aussi", other.id),
        None => "qui remplit toutes les autres la remplit aussi".to_owned(),
    };
    let message = format!("la condition `{id}` ne décide rien : {by} ({proof})");
    let help =
        "retirez-la, ou corrigez l'une des deux ; si le texte dit les deux, dites-le dans `constats_admis`";
    review.tell(about, Code::Implied, message, help);
}
