//! An answer told to a person, in plain French: what an agent of the Region reads to a citizen.

mod formula;
mod notes;
mod scale;
mod schedule;
mod section;
mod steps;
mod values;
mod verdict;

use bareme::{
    Verdict,
    decision::{ConditionState, Decision, DroitValue, Explanation},
    plan::{Plan, Reliability, Status},
    vocabulary::Style,
};

use self::{notes::Notes, section::Section, values::Values};
use crate::{
    commands::Decided,
    french,
    page::{ITEM, Page},
};

pub(crate) use schedule::schedule;

/// A source in words: its title, its date, how sure it is.
pub(crate) use notes::told as source;

/// How many missing facts a summary names.
const SHOWN: usize = 6;

/// More dispositifs than this, out of period, are a list of their own, after what a person came for.
const FEW: usize = 3;

/// A few lines for each dispositif.
pub(crate) fn summary(decided: &Decided) -> String {
    let mut page = Page::new();
    header(decided, &mut page);
    for decision in in_order(decided) {
        page.gap();
        page.strong(0, verdict::mark(decision.verdict()), &decision.dispositif().title);
        page.line(2, &verdict::sentence(&decision));
        let values = Values {
            plan: decided.answer.plan(),
            dispositif: decision.dispositif(),
        };
        for droit in decision.droits() {
            let value = verdict::droit(&values, &droit);
            page.marked(2, ITEM, &format!("{}\u{a0}: {value}", droit.droit.title));
        }
        let missing: Vec<String> = decision
            .missing()
            .map(|fact| french::inside(&fact.title))
            .collect();
        if !missing.is_empty() {
            let shown = missing.get(..SHOWN).unwrap_or(&missing).join("\u{a0}; ");
            let more = match missing.len().saturating_sub(SHOWN) {
                0 => String::new(),
                1 => " ; et une autre réponse".to_owned(),
                more => format!(" ; et {more} autres réponses"),
            };
            page.line(2, &format!("Il manque\u{a0}: {shown}{more}."));
        }
        if decision.reliability() == Reliability::ToConfirm {
            page.line(2, "Réponse à confirmer auprès de la Région.");
        }
        if let Some(verified) = decision
            .outcome()
            .verified
            .filter(|_| decision.outcome().outdated)
        {
            let day = french::date(verified);
            page.line(
                2,
                &format!("Une valeur utilisée n'a pas été vérifiée après le {day}."),
            );
        }
        if decision.verdict() == Verdict::NotEligible {
            for condition in decision.conditions() {
                if condition.state == ConditionState::NotMet {
                    page.marked(2, verdict::mark(Verdict::NotEligible), &condition.condition.title);
                }
            }
        }
    }
    let out_of_period = OutOfPeriod::of(decided);
    out_of_period.sentence(&mut page);
    best(decided, &mut page);
    out_of_period.list(&mut page);
    page.gap();
    page.aside(0, "`bareme explain` donne toutes les raisons, avec les sources.");
    identity(decided.answer.plan(), &mut page);
    page.into_text()
}

/// Everything: conditions, computations, questions, sources.
pub(crate) fn explanation(decided: &Decided) -> String {
    let mut page = Page::new();
    header(decided, &mut page);
    page.gap();
    for decision in in_order(decided) {
        let mark = verdict::mark(decision.verdict());
        page.marked(
            0,
            mark,
            &format!("{}\u{a0}: {}", decision.dispositif().title, short(&decision)),
        );
    }
    let out_of_period = OutOfPeriod::of(decided);
    out_of_period.sentence(&mut page);
    best(decided, &mut page);
    let mut notes = Notes::new(decided.answer.plan());
    for decision in in_order(decided) {
        let section = Section {
            plan: decided.answer.plan(),
            answer: &decided.answer,
            dossier: &decided.dossier,
            decision,
        };
        section.write(&mut page, &mut notes);
    }
    out_of_period.list(&mut page);
    data(decided, &mut page);
    notes.write(&mut page);
    page.part("Cette réponse");
    page.line(
        0,
        "Elle vient d'un traitement algorithmique, qui aide à décider et ne décide pas (code des relations entre le public et \
         l'administration, article R311-3-1-2). L'agent qui vous reçoit peut vous l'expliquer. La décision que \
         l'administration prendra peut être contestée, par les voies de recours qu'elle indiquera.",
    );
    identity(decided.answer.plan(), &mut page);
    page.into_text()
}

fn header(decided: &Decided, page: &mut Page) {
    let header = &decided.answer.plan().header;
    page.heading(&format!(
        "{}\u{a0}: réponse pour le {}",
        header.title,
        french::date(decided.answer.date())
    ));
}

/// The decisions in force, granted ones first.
fn in_order(decided: &Decided) -> Vec<Decision<'_>> {
    let mut list: Vec<Decision<'_>> = decided
        .answer
        .decisions()
        .filter(|decision| decision.verdict() != Verdict::OutOfPeriod)
        .collect();
    list.sort_by_key(|decision| verdict::rank(decision.verdict()));
    list
}

fn short(decision: &Decision<'_>) -> &'static str {
    match decision.verdict() {
        Verdict::Eligible if decision.dispositif().status == Status::Hypothesis => {
            "oui, s'il entrait en vigueur"
        }
        Verdict::Eligible => "oui",
        Verdict::Undetermined => "il manque des réponses",
        Verdict::NotEligible | Verdict::OutOfPeriod => "non",
    }
}

/// The dispositifs that are not in force on the date, with what replaced them.
struct OutOfPeriod(Vec<String>);

impl OutOfPeriod {
    fn of(decided: &Decided) -> Self {
        let titles = decided
            .answer
            .decisions()
            .filter(|decision| decision.verdict() == Verdict::OutOfPeriod)
            .map(|decision| {
                let title = &decision.dispositif().title;
                let now: Vec<String> = decision
                    .replaced_by()
                    .filter_map(|id| decided.answer.plan().dispositif_named(id))
                    .map(|(_, other)| format!("« {} »", other.title))
                    .collect();
                if now.is_empty() {
                    format!("« {title} »")
                } else {
                    format!("« {title} » (remplacé par {})", french::list(&now, "et"))
                }
            });
        Self(titles.collect())
    }

    /// A few are said at once.
    fn sentence(&self, page: &mut Page) {
        if (1..=FEW).contains(&self.0.len()) {
            page.gap();
            let titles = french::list(&self.0, "et");
            page.line(0, &format!("Pas en vigueur à cette date\u{a0}: {titles}."));
        }
    }

    /// Many are listed.
    fn list(&self, page: &mut Page) {
        if self.0.len() > FEW {
            page.part("Pas en vigueur à cette date");
            for title in &self.0 {
                page.marked(2, ITEM, title);
            }
        }
    }
}

/// The compatible dispositifs that are worth the most.
fn best(decided: &Decided, page: &mut Page) {
    let answer = &decided.answer;
    let granted = |id: &str| {
        answer
            .decision(id)
            .is_some_and(|decision| decision.verdict() == Verdict::Eligible)
    };
    let exclusive = answer
        .decisions()
        .any(|decision| granted(decision.id()) && decision.incompatible_with().any(granted));
    let Some(best) = answer.best_combination().filter(|_| exclusive) else {
        return;
    };
    let titles: Vec<String> = best
        .dispositifs
        .iter()
        .filter_map(|position| Some(format!("« {} »", answer.plan().dispositif(*position)?.title)))
        .collect();
    let value = french::quantity(
        &bareme::decimal::format(best.yearly_value, 2),
        Some("EUR/an"),
        false,
    );
    page.gap();
    let text = if titles.len() > 1 {
        format!(
            "Tout ne se cumule pas. L'ensemble le plus avantageux est {}\u{a0}: {value}.",
            french::list(&titles, "avec")
        )
    } else {
        format!(
            "Tout ne se cumule pas. Le plus avantageux est {}\u{a0}: {value}.",
            french::list(&titles, "avec")
        )
    };
    page.line(0, &text);
}

/// The data that were processed, and where they come from.
fn data(decided: &Decided, page: &mut Page) {
    let plan = decided.answer.plan();
    let mut used: Vec<&str> = decided
        .answer
        .decisions()
        .filter_map(|decision| decision.explanation())
        .flat_map(Explanation::facts)
        .map(|read| read.fact.name.as_str())
        .collect();
    used.sort_unstable();
    used.dedup();
    page.part("Données utilisées");
    page.line(0, "Elles viennent toutes du dossier, tel qu'il a été rempli.");
    let mut unused = Vec::new();
    for (fact, known) in decided.dossier.stated() {
        if !used.contains(&fact.name.as_str()) {
            unused.push(french::inside(&fact.title));
            continue;
        }
        let value = DroitValue::settled(known, &fact.declared, &plan.vocabulary);
        let unit = fact.declared.unit().filter(|unit| !unit.is_none());
        let text = match value {
            Some(DroitValue::Choice(_, label)) => label.to_owned(),
            Some(DroitValue::Date(day)) => french::date(day),
            Some(DroitValue::Boolean(value)) => if value { "oui" } else { "non" }.to_owned(),
            Some(number) => french::quantity(
                &number.to_string(),
                unit.map(ToString::to_string).as_deref(),
                fact.declared.style == Style::Rate,
            ),
            None => continue,
        };
        page.marked(2, ITEM, &format!("{}\u{a0}: {text}", fact.title));
    }
    if !unused.is_empty() {
        page.line(
            0,
            &format!(
                "Données du dossier qui n'ont pas servi\u{a0}: {}.",
                unused.join(", ")
            ),
        );
    }
}

/// The pack and the engine, so that the same answer can be found again.
fn identity(plan: &Plan, page: &mut Page) {
    page.gap();
    page.aside(
        0,
        &format!(
            "Barème {} {}, moteur {}.",
            plan.header.id,
            plan.header.version,
            env!("CARGO_PKG_VERSION")
        ),
    );
    page.aside(
        0,
        &format!("Empreinte du barème\u{a0}: sha256:{}", plan.fingerprint),
    );
}
