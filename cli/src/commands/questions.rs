//! `bareme questions`: what is still worth asking a person, in the order of an interview.

use bareme::{
    Findings,
    answer::{DroitValue, Interview, Question},
    catalogue::{Plan, Theme, Value},
    vocabulary::Fact,
    wire,
};
use bareme_recit::{Page, tree::Mark, words};

use super::{answering::to_ask, facts};
use crate::{
    arguments::{Format, Questions},
    output::Reply,
    page,
};

pub(crate) fn run(command: &Questions) -> Reply {
    reply(command).unwrap_or_else(Reply::from)
}

fn reply(command: &Questions) -> Result<Reply, Findings> {
    let names = command.names();
    let selection = command.selection(&names);
    let (engine, date, dossier) = to_ask(command, selection)?;
    if command.usual.format() == Format::Json {
        return wire::questions_json(&engine, &dossier, date, selection).map(Reply::answer);
    }
    let interview = engine.interview(&dossier, date, selection)?;
    let mut warnings = engine.coherence(&dossier, date);
    warnings.extend(engine.former_names(selection));
    Ok(Reply::answer(text(engine.plan(), &interview)).with(warnings, Vec::new()))
}

fn text(plan: &Plan, interview: &Interview) -> String {
    let mut page = page::on_terminal();
    page.line(0, &left(interview));
    let mut before: Option<Option<Theme>> = None;
    for (number, question) in (1..).zip(&interview.questions) {
        let theme = plan.asking(question.fact).and_then(|asking| asking.theme);
        if before != Some(theme) {
            page.heading(title(theme));
            before = Some(theme);
        }
        asked(&mut page, plan, number, question);
    }
    let mut supposed = interview.suppositions(plan).peekable();
    if supposed.peek().is_some() {
        page.heading("Ce qui est supposé");
        for one in supposed {
            page.marked(2, Mark::Item, &format!("{} ({})", one.sentence, one.fact.name));
        }
    }
    page.gap();
    page.aside(
        0,
        if interview.questions.is_empty() {
            "`bareme evaluate` donne la réponse."
        } else {
            "Une réponse s'ajoute au dossier. Un fait que la personne ne connaît pas se nomme dans `ne_sait_pas`. Donner un fait supposé remplace ce \
             qui est supposé."
        },
    );
    page.into_text()
}

/// How many questions there are, and how many are still to come.
fn left(interview: &Interview) -> String {
    match (interview.questions.len(), interview.left) {
        (0, _) => "Plus de question\u{a0}: ce qui reste inconnu est supposé, tient à ce que la personne ne sait pas, ou ne change rien.".to_owned(),
        (_, 0 | 1) => "Encore une question environ.".to_owned(),
        (_, left) => format!("Encore {left} questions environ."),
    }
}

fn asked(page: &mut Page, plan: &Plan, number: usize, question: &Question) {
    let Some(fact) = plan.vocabulary.fact(question.fact) else {
        return;
    };
    let words = fact.question.as_ref().unwrap_or(&fact.title);
    page.numbered(number, &format!("{words} ({})", fact.name));
    page.aside(5, &facts::written(fact, plan));
    let members = plan.vocabulary.enumeration_of(&fact.declared.kind);
    let members = members.iter().flat_map(|enumeration| &enumeration.members);
    let members: Vec<&str> = members.map(|member| member.name.as_str()).collect();
    if !members.is_empty() {
        page.aside(5, &members.join(", "));
    }
    let ranges: Vec<String> = question
        .cuts
        .iter()
        .map(|range| told(fact, *range, plan))
        .collect();
    if !ranges.is_empty() {
        let ranges = ranges.join(" ; ");
        page.aside(5, &format!("une de ces réponses suffit\u{a0}: {ranges}"));
    }
}

/// A range in which every value decides the same.
fn told(fact: &Fact, range: Value, plan: &Plan) -> String {
    let end = |end| DroitValue::settled(Value::point(end), &fact.declared, &plan.vocabulary);
    let shown = |at| match end(at) {
        Some(DroitValue::Date(day)) => words::date(day),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    if range.is_point() {
        shown(range.lo)
    } else if fact.declared.kind.is_date() {
        format!("du {} au {}", shown(range.lo), shown(range.hi))
    } else {
        format!("de {} à {}", shown(range.lo), shown(range.hi))
    }
}

/// When a person expects a question.
const fn title(theme: Option<Theme>) -> &'static str {
    match theme {
        Some(Theme::Situation) => "Situation",
        Some(Theme::Project) => "Projet",
        Some(Theme::Course) => "Formation",
        Some(Theme::Resources) => "Ressources",
        Some(Theme::Household) => "Foyer",
        None => "Autres questions",
    }
}
