//! One dispositif, explained.

use bareme::{
    Day, Dossier, Verdict,
    decision::{Answer, ConditionExplanation, ConditionState, Decision, DroitExplanation, Explanation},
    plan::{Plan, Reliability, Status, Value},
    vocabulary::Fact,
};

use super::{
    notes::Notes,
    scale,
    steps::Teller,
    values::{Shape, Values},
    verdict,
};
use crate::{
    french,
    page::{ITEM, Mark, NO, OPEN, Page, WARN, YES},
};

/// What a section is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) plan: &'a Plan,
    pub(super) answer: &'a Answer,
    pub(super) dossier: &'a Dossier,
    pub(super) decision: Decision<'a>,
}

impl<'a> Section<'a> {
    pub(super) fn write(&self, page: &mut Page, notes: &mut Notes<'a>) {
        let decision = self.decision;
        let dispositif = decision.dispositif();
        page.part(&dispositif.title);
        page.line(0, &dispositif.summary);
        page.gap();
        let verdict = verdict::mark(decision.verdict());
        page.strong(0, verdict, &verdict::sentence(&decision));
        if decision.reliability() == Reliability::ToConfirm && decision.verdict() != Verdict::Undetermined {
            page.line(
                2,
                "Cette réponse est à confirmer auprès de la Région\u{a0}: voyez plus bas.",
            );
        }
        if let Some(status) = verdict::status(dispositif.status) {
            page.line(2, status);
        }
        self.date(page);
        if let Some(explanation) = decision.explanation() {
            self.reasoning(explanation, page, notes);
        }
        self.priorities(page);
        self.missing(page);
        self.quota(page);
        self.incompatible(page);
        self.trust(page);
    }

    /// The date of effect, when it is known.
    fn effect(&self) -> Option<Day> {
        match self.decision.dispositif().effect_date {
            None => Some(self.answer.date()),
            Some(fact) if self.dossier.is_known(fact) => {
                let value = self.dossier.values().get(usize::from(fact.0))?;
                Some(value.first_day())
            }
            Some(_) => None,
        }
    }

    fn date(&self, page: &mut Page) {
        let fact = self.decision.dispositif().effect_date;
        let Some(fact) = fact.and_then(|id| self.plan.vocabulary.fact(id)) else {
            return;
        };
        let title = french::inside(&fact.title);
        page.line(
            2,
            &match self.effect() {
                Some(day) => format!(
                    "Règles appliquées\u{a0}: celles du {} ({title}).",
                    french::date(day)
                ),
                None => format!(
                    "Les règles à appliquer dépendent d'une date qui n'est pas connue\u{a0}: {title}."
                ),
            },
        );
    }

    fn reasoning(&self, explanation: Explanation<'a>, page: &mut Page, notes: &mut Notes<'a>) {
        let values = Values {
            plan: self.plan,
            dispositif: self.decision.dispositif(),
        };
        let reader = scale::Reader {
            tables: &self.plan.tables,
            date: self.effect(),
        };
        let mut teller = Teller::new(values, reader, page, notes);
        let conditions: Vec<ConditionExplanation<'_>> = explanation.conditions().collect();
        let droits: Vec<DroitExplanation<'_>> = explanation.droits().collect();
        for step in
            (conditions.iter().map(|condition| condition.step)).chain(droits.iter().map(|droit| droit.step))
        {
            teller.learn(step);
        }
        for droit in &droits {
            teller.keep_for_later(droit.step);
        }
        if !conditions.is_empty() {
            teller.page.heading("Conditions");
        }
        for (condition, view) in conditions.iter().zip(self.decision.conditions()) {
            // Versions of one condition, when the date that chooses among them is not known.
            let versions = conditions.iter().filter(|other| other.id == condition.id).count();
            let period = if versions > 1 {
                french::period(view.condition.period)
            } else {
                None
            };
            self.condition(condition, period, &mut teller);
        }
        teller.nothing_is_for_later();
        if droits.is_empty() {
            return;
        }
        teller.page.heading(match self.decision.verdict() {
            Verdict::Eligible if self.decision.dispositif().status != Status::Hypothesis => {
                "Ce que cela donne"
            }
            _ => "Ce que cela donnerait",
        });
        let views: Vec<_> = self.decision.droits().collect();
        for droit in &droits {
            let Some(view) = views.iter().find(|view| view.droit.id == droit.id) else {
                continue;
            };
            let payer = droit
                .payer
                .as_ref()
                .map(|payer| format!(". Qui paie\u{a0}: {payer}"))
                .unwrap_or_default();
            let value = verdict::droit(&values, view);
            let note = teller.notes.sign(droit.source);
            let text = format!("{}\u{a0}: {value}{payer}\u{a0}{note}", droit.title);
            teller.page.strong(2, ITEM, &text);
            let shape = Shape::of(&view.droit.declared);
            let named = droit.step.title().is_some_and(|title| title != droit.title);
            if droit.step.source().is_some() || named {
                teller.item(droit.step, 4, shape, ITEM);
            } else {
                teller.details(droit.step, 4, shape);
            }
        }
    }

    fn condition(
        &self,
        condition: &ConditionExplanation<'a>,
        period: Option<String>,
        teller: &mut Teller<'a, '_>,
    ) {
        let (mark, word): (Mark, _) = match condition.state {
            ConditionState::Met => (YES, "remplie"),
            ConditionState::NotMet => (NO, "non remplie"),
            ConditionState::Unknown if self.decision.verdict() == Verdict::Undetermined => {
                (OPEN, "à vérifier")
            }
            ConditionState::Unknown => (OPEN, "non vérifiée, cela ne changerait pas la réponse"),
        };
        let note = teller.notes.sign(condition.source);
        let period = period
            .map(|period| format!(" (règle {period})"))
            .unwrap_or_default();
        let text = format!("{}{period}\u{a0}: {word}\u{a0}{note}", condition.title);
        teller.page.marked(2, mark, &text);
        // Of a refusal, a person wants to know what failed; the rest is said without its reasons.
        let refused = self.decision.verdict() == Verdict::NotEligible;
        if condition.state == ConditionState::NotMet || (condition.state == ConditionState::Met && !refused) {
            teller.reasons(condition.step, 4);
        }
    }

    fn priorities(&self, page: &mut Page) {
        let dispositif = self.decision.dispositif();
        let verdict = self.decision.verdict();
        if dispositif.priorities.is_empty() || matches!(verdict, Verdict::NotEligible | Verdict::OutOfPeriod)
        {
            return;
        }
        page.heading("Priorités, qui classent les demandes sans exclure personne");
        for (priority, state) in dispositif
            .priorities
            .iter()
            .zip(&self.decision.outcome().priorities)
            .filter_map(|(priority, state)| Some((priority, (*state)?)))
        {
            let (mark, word) = match state {
                ConditionState::Met => (YES, "oui"),
                ConditionState::NotMet => (NO, "non"),
                ConditionState::Unknown => (OPEN, "à vérifier"),
            };
            page.marked(2, mark, &format!("{}\u{a0}: {word}", priority.title));
        }
    }

    fn missing(&self, page: &mut Page) {
        let missing: Vec<&Fact> = self.decision.missing().collect();
        if missing.is_empty() {
            return;
        }
        page.heading(if self.decision.verdict() == Verdict::Eligible {
            "Questions à poser pour préciser le montant"
        } else {
            "Questions à poser pour pouvoir répondre"
        });
        for fact in missing {
            question(fact, page);
        }
    }

    fn quota(&self, page: &mut Page) {
        let dispositif = self.decision.dispositif();
        let quota = dispositif
            .quota
            .and_then(|q| self.plan.quotas.get(usize::from(q)));
        let wanted = matches!(self.decision.verdict(), Verdict::Eligible | Verdict::Undetermined);
        let Some(quota) = quota.filter(|_| wanted) else {
            return;
        };
        let limit = self.effect().and_then(|day| {
            let value = self
                .plan
                .parameters
                .get(usize::from(quota.limit))?
                .value(Value::day(day));
            value.is_point().then_some(value.lo)
        });
        let places = limit
            .map(|limit| format!(", {} places", french::quantity(&limit.to_string(), None, false)))
            .unwrap_or_default();
        page.gap();
        let text = format!(
            "Le nombre de places est limité (« {} »{places})\u{a0}: remplir les conditions ne suffit pas à obtenir une place.",
            quota.title
        );
        page.marked(0, WARN, &text);
    }

    /// What excludes this dispositif, unless it was refused too.
    fn incompatible(&self, page: &mut Page) {
        let decision = self.decision;
        if decision.verdict() == Verdict::NotEligible {
            return;
        }
        let others: Vec<String> = decision
            .incompatible_with()
            .filter_map(|id| {
                let (_, other) = self.plan.dispositif_named(id)?;
                match self.answer.decision(id).map(|other| other.verdict()) {
                    Some(Verdict::NotEligible | Verdict::OutOfPeriod) => None,
                    Some(Verdict::Eligible) => {
                        Some(format!("« {} », auquel vous avez aussi droit", other.title))
                    }
                    Some(Verdict::Undetermined) | None => Some(format!("« {} »", other.title)),
                }
            })
            .collect();
        if others.is_empty() {
            return;
        }
        page.gap();
        let text = format!("Ne se cumule pas avec {}.", others.join("\u{a0}; ni avec "));
        page.marked(0, WARN, &text);
    }

    /// How sure and how fresh what was used is.
    fn trust(&self, page: &mut Page) {
        let decision = self.decision;
        page.gap();
        match decision.reliability() {
            Reliability::Text => {}
            Reliability::Secondary => page.line(
                0,
                "Certaines valeurs viennent de pages publiées qui ne sont pas le texte officiel\u{a0}: voyez les sources.",
            ),
            Reliability::ToConfirm => {
                page.marked(
                    0,
                    WARN,
                    "À confirmer auprès de la Région\u{a0}: cette réponse repose en partie sur des déductions.",
                );
                let asked = decision.dispositif().to_confirm.as_deref();
                let (questions, rules): (Vec<&str>, Vec<&str>) = decision
                    .explanation()
                    .into_iter()
                    .flat_map(Explanation::to_confirm)
                    .partition(|item| Some(*item) == asked);
                for question in questions {
                    page.line(2, question);
                }
                if !rules.is_empty() {
                    let rules: Vec<String> = rules.into_iter().map(french::inside).collect();
                    page.line(2, &format!("Cela touche\u{a0}: {}.", rules.join("\u{a0}; ")));
                }
            }
        }
        let outcome = decision.outcome();
        let Some(verified) = outcome.verified.map(french::date) else {
            return;
        };
        if outcome.outdated {
            let text = format!(
                "Une valeur utilisée n'a pas été vérifiée après le {verified}\u{a0}: elle a pu changer depuis. Vérifiez les textes publiés."
            );
            page.marked(0, WARN, &text);
        } else {
            page.line(
                0,
                &format!("Toutes les valeurs utilisées ont été vérifiées jusqu'au {verified} au moins."),
            );
        }
    }
}

/// A question to ask, its help, and the name of the fact for who fills in the dossier.
fn question(fact: &Fact, page: &mut Page) {
    let asked = fact.question.as_ref().unwrap_or(&fact.title);
    page.marked(2, OPEN, asked);
    if let Some(help) = &fact.help {
        page.line(4, help);
    }
    let sensitive = if fact.sensitive {
        " Donnée sensible\u{a0}: personne n'est tenu d'y répondre."
    } else {
        ""
    };
    page.aside(4, &format!("Dans le dossier\u{a0}: {}.{sensitive}", fact.name));
}
