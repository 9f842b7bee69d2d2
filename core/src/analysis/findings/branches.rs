//! Alternatives that no dossier takes, and ranks that nobody obtains.

use super::review::{About, Answer, Review, cone, planned};
use crate::{
    analysis::Term,
    error::Code,
    pack::model::Text,
    plan::{Node, NodeId, Plan, Role, Rule},
    vocabulary::Kind,
};

/// Tells the alternatives and the ranks of a dispositif that nothing reaches while it is in force.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let in_force = review.term(dispositif.applies);
    let variables = written.variables.iter().zip(&dispositif.variables);
    for (source, variable) in variables {
        let on = format!("variable:{}", source.name);
        rule(review, (position, &on, &source.rule), &variable.rule, in_force);
    }
    for (source, condition) in written.conditions.iter().zip(&dispositif.conditions) {
        let on = format!("condition:{}", source.id);
        let context = review.applies(condition.applies);
        let context = review.joint.all([in_force, context]);
        rule(review, (position, &on, &source.rule), &condition.rule, context);
    }
    let eligible = review.term(dispositif.eligible);
    for (source, droit) in written.droits.iter().zip(&dispositif.droits) {
        let on = format!("droit:{}", source.id);
        let exists = review.applies(droit.applies);
        let context = review.joint.all([in_force, exists]);
        rule(review, (position, &on, &source.rule), &droit.rule, context);
        let granted = review.joint.all([eligible, exists]);
        ranks(
            review,
            (position, &on, &source.rule),
            &plan,
            droit.rule.node,
            granted,
        );
    }
}

/// Where an expression was written, and in what.
type Written<'a> = (usize, &'a str, &'a Text);

fn rule(review: &mut Review<'_>, (position, on, text): Written<'_>, rule: &Rule, context: Term) {
    let about = About::part(position, on, text.at);
    // Each part with what is true where it is read.
    let mut left: Vec<(usize, Term)> = vec![(0, context)];
    while let Some((index, context)) = left.pop() {
        let Some(part) = rule.parts.get(index) else {
            continue;
        };
        let children: Vec<usize> = rule.children(index).collect();
        match part.role {
            Role::Cases => cases(review, &about, rule, &children, context, &mut left),
            Role::Match => arms(review, &about, rule, (part.node, &children), context, &mut left),
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Variable(_)
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Operation => left.extend(children.into_iter().rev().map(|child| (child, context))),
        }
    }
}

fn cases(
    review: &mut Review<'_>,
    about: &About<'_>,
    rule: &Rule,
    children: &[usize],
    context: Term,
    left: &mut Vec<(usize, Term)>,
) {
    let mut before = context;
    let mut inside = Vec::new();
    for pair in children.chunks(2) {
        let (condition, value) = match pair {
            [condition, value] => (Some(*condition), *value),
            [otherwise] => (None, *otherwise),
            _ => continue,
        };
        let here = condition.and_then(|condition| {
            inside.push((condition, before));
            let node = rule.parts.get(condition)?.node;
            Some(review.term(node))
        });
        let reached = match here {
            Some(here) => review.joint.all([before, here]),
            None => before,
        };
        if is_reached(review, about, rule, value, reached) {
            inside.push((value, reached));
        }
        if let Some(here) = here {
            let not = review.joint.not(here);
            before = review.joint.all([before, not]);
        }
    }
    left.extend(inside.into_iter().rev());
}

fn arms(
    review: &mut Review<'_>,
    about: &About<'_>,
    rule: &Rule,
    (node, children): (NodeId, &[usize]),
    context: Term,
    left: &mut Vec<(usize, Term)>,
) {
    let Some((choice, values)) = children.split_first() else {
        return;
    };
    left.push((*choice, context));
    let plan = review.plan.clone();
    let Some(Node::Switch { choice, arms }) = plan.nodes.get(node.index()) else {
        left.extend(values.iter().map(|value| (*value, context)));
        return;
    };
    let choice = review.term(*choice);
    for value in values {
        let Some(part) = rule.parts.get(*value) else {
            continue;
        };
        let members = (0_u8..64)
            .zip(arms)
            .filter(|(_, arm)| **arm == part.node)
            .map(|(member, _)| member);
        let taken = review.joint.is_one_of(choice, members);
        let reached = review.joint.all([context, taken]);
        // An alternative that was aligned with the others is another node: nothing is said of it.
        if !arms.contains(&part.node) || is_reached(review, about, rule, *value, reached) {
            left.push((*value, reached));
        }
    }
}

fn is_reached(review: &mut Review<'_>, about: &About<'_>, rule: &Rule, value: usize, reached: Term) -> bool {
    let Some(part) = rule.parts.get(value) else {
        return false;
    };
    let text = rule.text_of(part);
    let question = format!("l'alternative `{text}` est-elle prise ?");
    let Answer::No(proof) = review.ask(reached, about, &question) else {
        return true;
    };
    let message = format!(
        "dans {}, l'alternative `{text}` n'est jamais prise ({proof})",
        about.on
    );
    let help = "retirez-la, ou corrigez les conditions qui viennent avant elle";
    review.tell(about, Code::UnreachableBranch, message, help);
    false
}

/// The ranks that nobody who is granted the droit obtains.
fn ranks(
    review: &mut Review<'_>,
    (position, on, text): Written<'_>,
    plan: &Plan,
    droit: NodeId,
    granted: Term,
) {
    let about = About::part(position, on, text.at);
    for id in cone(plan, [droit]) {
        let Some(Node::FirstRank { table, .. }) = plan.nodes.get(id.index()) else {
            continue;
        };
        let Some(table) = plan.tables.get(usize::from(*table)) else {
            continue;
        };
        let Some(Kind::Choice(enumeration)) = table.keys.last().map(|key| &key.declared.kind) else {
            continue;
        };
        let rank = review.term(id);
        for member in table.ranks.iter().flatten() {
            let Some(name) = plan
                .vocabulary
                .enumeration(*enumeration)
                .and_then(|enumeration| enumeration.member(*member))
                .map(|member| member.name.clone())
            else {
                continue;
            };
            let obtained = review.joint.is_one_of(rank, [*member]);
            let term = review.joint.all([granted, obtained]);
            let question = format!("quelqu'un obtient-il le rang `{name}` de `{}` ?", table.name);
            if let Answer::No(proof) = review.ask(term, &about, &question) {
                let message = format!(
                    "personne n'obtient le rang `{name}` de `{}` dans {on} ({proof})",
                    table.name
                );
                let help = "relisez les plafonds de ce rang, et l'ordre de `rangs`";
                review.tell(&about, Code::UnreachableBranch, message, help);
            }
        }
    }
}
