//! Proves expressions as they were written.

use super::held::{Held, cited, require};
use crate::{
    plan::{DeductionPlan, DispositifPlan, Node, NodeId, Part, PlanContent, Role, Rule},
    vocabulary::Kind,
};

/// Every expression as it was written: its parts hold one another, are read inside the text, and name what exists; no variable is
/// part of itself.
pub(super) fn check(content: &PlanContent) -> Held {
    let free = content.coherences.iter().map(|coherence| &coherence.test).chain(
        content
            .course
            .iter()
            .flat_map(|course| [&course.start, &course.end]),
    );
    for rule in free.chain(content.deductions.iter().map(|deduction| &deduction.rule)) {
        whole(content, None, rule)?;
    }
    content
        .deductions
        .iter()
        .try_for_each(|deduction| meets(content, deduction))?;
    askings(content)?;
    for dispositif in &content.dispositifs {
        let owner = Some(dispositif);
        dispositif
            .rules()
            .try_for_each(|rule| whole(content, owner, rule))?;
        acyclic(dispositif)?;
    }
    for quota in &content.quotas {
        for (position, rule) in &quota.groups {
            let owner = content.dispositifs.get(usize::from(*position));
            whole(content, owner, rule)?;
        }
    }
    Ok(())
}

/// Does the node join what is given of the fact and what follows from others, and do the parts of what follows come before it?
fn meets(content: &PlanContent, deduction: &DeductionPlan) -> Held {
    let Some(Node::Meet { given, derived }) = content.node(deduction.node) else {
        return Err("une déduction n'en est pas une");
    };
    let before = deduction.rule.parts.iter().all(|part| part.node < deduction.node);
    require(
        content.node(*given) == Some(&Node::Fact(deduction.fact))
            && *derived == deduction.rule.node
            && before,
        "une déduction n'est pas celle de son fait",
    )
}

/// How facts are asked for: found by bisection, each with expressions of its own type, or the outcome of a dispositif that is there.
fn askings(content: &PlanContent) -> Held {
    let askings = &content.askings;
    require(
        askings
            .iter()
            .zip(askings.iter().skip(1))
            .all(|(one, next)| one.fact < next.fact),
        "des questions ne sont pas dans l'ordre des faits",
    )?;
    for asking in askings {
        let fact = content.vocabulary.fact(asking.fact);
        let fact = fact.ok_or("une question n'est celle d'aucun fait")?;
        let kind = &fact.declared.kind;
        let gate = asking.gate.iter().map(|rule| (rule, &Kind::Boolean));
        let supposed = asking.supposition.iter().map(|supposed| (&supposed.rule, kind));
        for (rule, kind) in gate.chain(supposed) {
            whole(content, None, rule)?;
            require(
                content.kind(rule.node) == kind,
                "une question n'est pas du type de son fait",
            )?;
        }
        let outcome = asking.outcome_of.is_none_or(|position| {
            kind.is_boolean() && content.dispositifs.get(usize::from(position)).is_some()
        });
        require(outcome, "une issue n'est celle d'aucun dispositif")?;
    }
    let citations = askings.iter().filter_map(|asking| asking.supposition.as_ref());
    cited(
        content,
        citations.filter_map(|supposed| supposed.citation.as_ref()),
    )
}

fn whole(content: &PlanContent, owner: Option<&DispositifPlan>, rule: &Rule) -> Held {
    let node = |id: NodeId| content.node(id).is_some();
    require(node(rule.node), "une expression n'a pas de nœud")?;
    require(
        rule.parts
            .first()
            .is_some_and(|whole| usize::from(whole.size) == rule.parts.len()),
        "une expression n'est pas une",
    )?;
    // The ends of the parts that are open, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    for (position, part) in rule.parts.iter().enumerate() {
        while open.last().is_some_and(|end| *end <= position) {
            open.pop();
        }
        let end = position.saturating_add(usize::from(part.size));
        let inside = open.last().is_none_or(|outer| end <= *outer);
        open.push(end);
        require(
            part.size > 0 && inside && end <= rule.parts.len() && node(part.node),
            "les parties d'une expression ne s'emboîtent pas",
        )?;
        let read = usize::from(part.start)..usize::from(part.end);
        require(
            rule.text.get(read).is_some(),
            "une partie d'une expression n'est pas dans son texte",
        )?;
        require(
            names(content, owner, part),
            "une expression lit ce qui n'existe pas",
        )?;
    }
    Ok(())
}

/// Does what the part reads exist?
fn names(content: &PlanContent, owner: Option<&DispositifPlan>, part: &Part) -> bool {
    let dispositif = |position: u16| content.dispositifs.get(usize::from(position));
    match part.role {
        Role::Fact(id) => content.vocabulary.fact(id).is_some(),
        Role::Parameter(position) => usize::from(position) < content.parameters.len(),
        Role::Table(position) => usize::from(position) < content.tables.len(),
        Role::Variable(position) => owner.is_some_and(|owner| usize::from(position) < owner.variables.len()),
        Role::Eligible(position) => dispositif(position).is_some(),
        Role::Droit(position, droit) => {
            dispositif(position).is_some_and(|owner| usize::from(droit) < owner.droits.len())
        }
        Role::Literal | Role::Date | Role::Cases | Role::Match | Role::Operation => true,
    }
}

/// Removes variables that read no other that is left, until none is left.
fn acyclic(dispositif: &DispositifPlan) -> Held {
    let reads = |rule: &Rule| -> Vec<u16> {
        rule.parts
            .iter()
            .filter_map(|part| match part.role {
                Role::Variable(position) => Some(position),
                Role::Literal
                | Role::Fact(_)
                | Role::Date
                | Role::Parameter(_)
                | Role::Table(_)
                | Role::Eligible(_)
                | Role::Droit(..)
                | Role::Cases
                | Role::Match
                | Role::Operation => None,
            })
            .collect()
    };
    let mut left: Vec<(u16, Vec<u16>)> = (0_u16..)
        .zip(&dispositif.variables)
        .map(|(position, variable)| (position, reads(&variable.rule)))
        .collect();
    while !left.is_empty() {
        let names: Vec<u16> = left.iter().map(|(position, _)| *position).collect();
        let before = left.len();
        left.retain(|(_, reads)| reads.iter().any(|read| names.binary_search(read).is_ok()));
        require(left.len() < before, "une variable se lit elle-même")?;
    }
    Ok(())
}
