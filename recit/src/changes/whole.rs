//! A dispositif that one pack alone has, told whole and short.

use bareme::catalogue::{DispositifPlan, PlanContent};

use super::{content, labels};
use crate::{
    builder::Body,
    reasons::{self, Sentence},
    tree::Mark,
    words::{self, Words},
};

/// « Nouveau dispositif, depuis le 1er septembre 2026 », with its conditions, what it gives, who decides and its sources.
pub(super) fn told(plan: &PlanContent, one: &DispositifPlan, added: bool, body: &mut Body) {
    let (mark, what) = if added {
        (Mark::Yes, "Nouveau dispositif")
    } else {
        (Mark::No, "Dispositif retiré")
    };
    let period = words::period(one.in_force).map_or_else(String::new, |period| format!(", {period}"));
    body.marked(
        0,
        mark,
        format!("{what}{period}\u{a0}: {}", plan.titled(&one.summary, None)),
    );
    let word = |aspect, word: &str| labels::word(plan, aspect, word);
    if let Some(nature) = one.nature {
        let nature = word(bareme::analysis::changes::Aspect::Nature, nature.word());
        body.marked(2, Mark::Item, format!("nature\u{a0}: {nature}"));
    }
    if !one.conditions.is_empty() {
        body.marked(2, Mark::Item, "conditions\u{a0}:");
    }
    for condition in &one.conditions {
        let period =
            words::period(condition.period).map_or_else(String::new, |period| format!(" ({period})"));
        let head = format!("{}{period}", plan.titled(&condition.title, None));
        content::told(&head, &rule(plan, one, &condition.rule), Mark::Item, 4, body);
    }
    if !one.droits.is_empty() {
        body.marked(2, Mark::Item, "ce que cela donne\u{a0}:");
    }
    for droit in &one.droits {
        let role = droit
            .role
            .map(|role| word(bareme::analysis::changes::Aspect::Role, role.word()));
        let unit = droit.declared.unit().filter(|unit| !unit.is_none());
        let unit = unit.map(|unit| Words::of(plan).unit(&unit.to_string(), true));
        let payer = droit
            .payer
            .as_ref()
            .map(|(_, payer)| format!("qui paie\u{a0}: {payer}"));
        let more: Vec<String> = [unit, role, payer].into_iter().flatten().collect();
        let title = plan.titled(&droit.title, None);
        let head = if more.is_empty() {
            title.into_owned()
        } else {
            format!("{title} ({})", more.join(" ; "))
        };
        content::told(&head, &rule(plan, one, &droit.rule), Mark::Item, 4, body);
    }
    if let Some(decider) = &one.decider {
        body.marked(2, Mark::Item, format!("qui décide\u{a0}: {decider}"));
    }
    let step = one.next_step.as_ref().and_then(|step| step.place.as_ref());
    if let Some(place) = step {
        body.marked(2, Mark::Item, format!("où s'adresser\u{a0}: {place}"));
    }
    let mut sources: Vec<String> = Vec::new();
    for source in one.sources.iter().filter_map(|one| plan.source(one)) {
        if !sources.contains(&source.title) {
            sources.push(source.title.clone());
        }
    }
    body.marked(2, Mark::Item, format!("sources\u{a0}: {}", sources.join(" ; ")));
    for doubt in &one.doubts {
        body.marked(2, Mark::Item, format!("doute\u{a0}: {}", doubt.question));
    }
}

fn rule(plan: &PlanContent, one: &DispositifPlan, rule: &bareme::catalogue::Rule) -> Sentence {
    let told = reasons::sentence(plan, Some(one), rule);
    told.unwrap_or_else(|| Sentence {
        text: rule.text.clone(),
        parts: Vec::new(),
    })
}
