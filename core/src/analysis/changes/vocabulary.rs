//! What rules speak about: choices and facts, with what follows of them, how they are asked for and what they mean; what must hold of a dossier.

use super::{
    aspect::{Aspect, Sort},
    content::{Content, Quantity, Sheet},
    model::Change,
    pairs::{self, Entry},
};
use crate::{
    plan::{AskingPlan, CoherencePlan, Definition, PlanContent},
    vocabulary::{Enumeration, Fact, FactId, Member},
};

/// Choices, facts and coherences.
pub(super) fn compared(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    enumerations(
        &old.vocabulary.enumerations,
        &new.vocabulary.enumerations,
        changes,
    );
    let facts = |plan: &PlanContent| {
        let all = (0_u16..).zip(&plan.vocabulary.facts);
        all.map(|(position, one)| fact(plan, FactId(position), one))
            .collect::<Vec<_>>()
    };
    pairs::compared(Sort::Fact, None, &facts(old), &facts(new), changes);
    let coherences = |plan: &PlanContent| {
        // Those that the reader writes of what follows from other facts are told with it.
        let written = plan.coherences.iter().filter(|one| one.deduced.is_none());
        written.map(coherence).collect::<Vec<_>>()
    };
    pairs::compared(Sort::Coherence, None, &coherences(old), &coherences(new), changes);
}

/// Choices, and their members.
pub(super) fn enumerations(old: &[Enumeration], new: &[Enumeration], changes: &mut Vec<Change>) {
    let choices = |list: &[Enumeration]| list.iter().map(choice).collect::<Vec<_>>();
    pairs::compared(Sort::Choice, None, &choices(old), &choices(new), changes);
    for after in new {
        let Some(before) = old.iter().find(|before| before.name == after.name) else {
            continue;
        };
        let members = |one: &Enumeration| one.members.iter().map(member).collect::<Vec<_>>();
        pairs::compared(
            Sort::Member,
            Some(&after.name),
            &members(before),
            &members(after),
            changes,
        );
    }
}

/// A choice says the order of its members: what each says is told apart.
fn choice(enumeration: &Enumeration) -> Entry {
    let Enumeration { name, members } = enumeration;
    let mut sheet = Sheet::default();
    let names = members.iter().map(|member| member.name.clone());
    sheet.say(Aspect::Values, Content::List(names.collect()));
    Entry {
        id: name.clone(),
        title: String::new(),
        sheet,
    }
}

fn member(member: &Member) -> Entry {
    let Member { name, former, label } = member;
    let mut sheet = Sheet::default();
    sheet.maybe(
        Aspect::FormerNames,
        (!former.is_empty()).then(|| Content::List(former.clone())),
    );
    sheet.say(Aspect::Label, Content::text(label));
    Entry {
        id: name.clone(),
        title: label.clone(),
        sheet,
    }
}

fn fact(plan: &PlanContent, id: FactId, fact: &Fact) -> Entry {
    let mut sheet = described(plan, fact);
    if let Some(Definition {
        fact: _,
        text,
        citation,
    }) = plan.definition(id)
    {
        sheet.say(Aspect::Definition, Content::text(text));
        sheet.say(Aspect::DefinitionSource, Content::cited(plan, citation));
    }
    let asking = plan.asking(id);
    let is_gated = asking.is_some_and(|asking| asking.gate.is_some());
    // What a gate adds to it is told with the gate.
    let deduction = plan.deduction(id).filter(|_| !is_gated);
    sheet.maybe(Aspect::Deduction, deduction.map(|one| Content::rule(&one.rule)));
    if let Some(asking) = asking {
        asked(plan, asking, &mut sheet);
    }
    Entry {
        id: fact.name.clone(),
        title: fact.title.clone(),
        sheet,
    }
}

/// What a fact, or a column that is none, says of itself.
pub(super) fn described(plan: &PlanContent, fact: &Fact) -> Sheet {
    let Fact {
        name: _,
        former,
        title,
        question,
        help,
        declared,
        sensitive,
    } = fact;
    let mut sheet = Sheet::default();
    sheet.maybe(
        Aspect::FormerNames,
        (!former.is_empty()).then(|| Content::List(former.clone())),
    );
    sheet.say(Aspect::Title, Content::text(title));
    sheet.declared(plan, declared, true);
    sheet.maybe_text(Aspect::Question, question.as_ref());
    sheet.maybe_text(Aspect::Help, help.as_ref());
    sheet.say(Aspect::Sensitive, Content::Truth(*sensitive));
    sheet
}

fn asked(plan: &PlanContent, asking: &AskingPlan, sheet: &mut Sheet) {
    let AskingPlan {
        fact,
        theme,
        known_by,
        day: (),
        gate,
        supposition,
        outcome_of,
        modifiable,
    } = asking;
    sheet.maybe(Aspect::Theme, theme.map(|theme| Content::word(theme.word())));
    sheet.say(Aspect::KnownBy, Content::word(known_by.word()));
    if let Some(gate) = gate {
        sheet.say(Aspect::Gate, Content::rule(gate));
        // What it is where its question has no object; of one that follows from other facts too, how.
        match without_object(plan, *fact) {
            Some(value) => sheet.say(Aspect::WithoutObject, Content::Quantity(value)),
            None => {
                let otherwise = plan.deduction(*fact).map(|one| Content::rule(&one.rule));
                sheet.maybe(Aspect::Deduction, otherwise);
            }
        }
    }
    if let Some(supposed) = supposition {
        sheet.say(Aspect::Supposed, Content::rule(&supposed.rule));
        sheet.say(Aspect::SupposedSentence, Content::text(&supposed.sentence));
        let cited = supposed.citation.as_ref();
        sheet.maybe(Aspect::SupposedSource, cited.map(|one| Content::cited(plan, one)));
        sheet.say(
            Aspect::SupposedReliability,
            Content::word(supposed.reliability.word()),
        );
    }
    sheet.say(Aspect::Modifiable, Content::Truth(*modifiable));
    let outcome = outcome_of.and_then(|position| plan.dispositif(position));
    sheet.maybe(Aspect::OutcomeOf, outcome.map(|one| Content::word(&one.id)));
}

/// The value of a fact whose question has no object, for a person.
fn without_object(plan: &PlanContent, fact: FactId) -> Option<Quantity> {
    let (value, declared) = (plan.without_object(fact)?, &plan.vocabulary.fact(fact)?.declared);
    let member = value.single_member().filter(|_| declared.kind.is_choice());
    Some(Quantity::of(plan, declared, member.map_or(value.lo, i64::from)))
}

fn coherence(coherence: &CoherencePlan) -> Entry {
    let CoherencePlan {
        id,
        title,
        test,
        refuses,
        deduced: _,
        at: (),
    } = coherence;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Test, Content::rule(test));
    sheet.say(Aspect::Refuses, Content::Truth(*refuses));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}
