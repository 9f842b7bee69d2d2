//! One dispositif, explained.

use bareme::{
    Answer, Verdict,
    answer::{ConditionExplanation, ConditionState, Decision, DroitExplanation, Explanation},
    catalogue::{Plan, Reliability, Status, Value},
    vocabulary::Fact,
};

use super::{
    notes::Notes,
    scale,
    steps::Teller,
    values::{Shape, Values},
};
use crate::{
    answer,
    builder::Body,
    reserve, step,
    tree::{Mark, Section, Text},
    trust, usually, verdict, words,
};

/// So many names are read at a glance.
const FEW: usize = 2;

/// One dispositif to explain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reasons<'a> {
    plan: &'a Plan,
    answer: &'a Answer,
    decision: Decision<'a>,
}

impl<'a> Reasons<'a> {
    pub(crate) fn of(answer: &'a Answer, decision: Decision<'a>) -> Self {
        Self {
            plan: answer.plan(),
            answer,
            decision,
        }
    }

    /// Everything about it, under its title.
    pub(crate) fn section(&self, notes: &mut Notes<'a>) -> Section {
        let mut body = Body::default();
        self.write(&mut body, notes);
        Section {
            title: self.decision.title().into_owned(),
            apart: true,
            blocks: body.into_blocks(),
        }
    }

    fn write(&self, body: &mut Body, notes: &mut Notes<'a>) {
        let decision = self.decision;
        let dispositif = decision.dispositif();
        body.line(0, decision.summary().as_ref());
        body.gap();
        body.strong(0, verdict::mark(&decision), verdict::sentence(&decision));
        usually::write(self.answer, &decision, 2, body);
        if let Some(reform) = decision.reform() {
            body.line(2, verdict::of_reform(reform));
        } else if let Some(status) = verdict::status(dispositif.status) {
            body.line(2, status);
        }
        self.date(body);
        if (reserve::may_be_asked(&decision) || answer::may_still_exist(&decision))
            && let Some(line) = step::told(&decision)
        {
            body.marked(2, line.mark, line.text);
            for line in step::deadlines(&decision) {
                body.marked(4, line.mark, line.text);
            }
        }
        self.reasoning(body, notes);
        self.priorities(body);
        self.missing(body);
        body.close();
        self.quota(body);
        self.incompatible(body);
        self.trust(body);
    }

    fn date(&self, body: &mut Body) {
        let fact = self.decision.dispositif().effect_date;
        let Some(fact) = fact.and_then(|id| self.plan.vocabulary.fact(id)) else {
            return;
        };
        let title = words::inside(&fact.title);
        body.line(
            2,
            match self.decision.effect() {
                Some(day) => format!(
                    "Règles appliquées\u{a0}: celles du {} ({title}).",
                    words::date(day)
                ),
                None => format!(
                    "Les règles à appliquer dépendent d'une date qui n'est pas connue\u{a0}: {title}."
                ),
            },
        );
    }

    pub(crate) fn reasoning(&self, body: &mut Body, notes: &mut Notes<'a>) {
        let Some(explanation) = self.decision.explanation() else {
            return;
        };
        let values = Values {
            plan: self.plan,
            dispositif: self.decision.dispositif(),
        };
        let reader = scale::Reader {
            tables: &self.plan.tables,
            date: self.decision.effect(),
        };
        let mut teller = Teller::new(values, reader, body, notes);
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
            teller.body.heading("Conditions");
        }
        for (condition, view) in conditions.iter().zip(self.decision.conditions()) {
            // Versions of one condition, when the date that chooses among them is not known.
            let versions = conditions.iter().filter(|other| other.id == condition.id).count();
            let period = if versions > 1 {
                words::period(view.condition.period)
            } else {
                None
            };
            self.condition(condition, period, &mut teller);
            self.doubts(&format!("condition:{}", condition.id), 2, &mut teller);
        }
        teller.nothing_is_for_later();
        if droits.is_empty() {
            return;
        }
        teller.body.heading(match self.decision.verdict() {
            Verdict::Eligible if self.decision.status() != Status::Hypothesis => "Ce que cela donne",
            Verdict::Eligible | Verdict::Undetermined | Verdict::NotEligible | Verdict::OutOfPeriod => {
                "Ce que cela donnerait"
            }
        });
        let views: Vec<_> = self.decision.droits().collect();
        for droit in &droits {
            let Some(view) = views.iter().find(|view| view.droit.id == droit.droit.id) else {
                continue;
            };
            let payer = droit
                .droit
                .payer
                .as_ref()
                .map(|(_, payer)| format!(". Qui paie\u{a0}: {payer}"))
                .unwrap_or_default();
            let value = verdict::droit(&values, view);
            let note = teller.notes.sign(droit.source);
            let title = &droit.title;
            let text = Text::from(format!("{title}\u{a0}: {value}{payer}")).note(note);
            teller.body.strong(2, Mark::Item, text);
            let shape = Shape::of(&view.droit.declared);
            let named = droit.step.title().is_some_and(|title| title != droit.title);
            if droit.step.source().is_some() || named {
                teller.item(droit.step, 4, shape, Mark::Item);
            } else {
                teller.details(droit.step, 4, shape);
            }
            self.doubts(&format!("droit:{}", droit.droit.id), 2, &mut teller);
        }
    }

    /// The doubts about something, under it; the first of the things that a doubt is about shows it.
    fn doubts(&self, about: &str, indent: usize, teller: &mut Teller<'a, '_>) {
        for doubt in answer::doubts(&self.decision) {
            if doubt.concerns.first().is_some_and(|first| first == about) {
                let text = format!("À confirmer\u{a0}: {}", doubt.question);
                teller.body.marked(indent + 2, Mark::Warn, text);
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
            ConditionState::Met => (Mark::Yes, "remplie"),
            ConditionState::NotMet => (Mark::No, "non remplie"),
            ConditionState::Unknown if self.decision.verdict() == Verdict::Undetermined => {
                (Mark::Open, "à vérifier")
            }
            ConditionState::Unknown => (Mark::Open, "non vérifiée, cela ne changerait pas la réponse"),
        };
        let note = teller.notes.sign(condition.source);
        let period = period
            .map(|period| format!(" (règle {period})"))
            .unwrap_or_default();
        let title = &condition.title;
        let text = Text::from(format!("{title}{period}\u{a0}: {word}")).note(note);
        teller.body.marked(2, mark, text);
        // Of a refusal, a person wants to know what failed; the rest is said without its reasons.
        let refused = self.decision.verdict() == Verdict::NotEligible;
        if condition.state == ConditionState::NotMet || (condition.state == ConditionState::Met && !refused) {
            teller.reasons(condition.step, 4);
        }
    }

    fn priorities(&self, body: &mut Body) {
        let dispositif = self.decision.dispositif();
        let verdict = self.decision.verdict();
        if dispositif.priorities.is_empty() || matches!(verdict, Verdict::NotEligible | Verdict::OutOfPeriod)
        {
            return;
        }
        body.heading("Priorités, qui classent les demandes sans exclure personne");
        for (priority, state) in dispositif
            .priorities
            .iter()
            .zip(&self.decision.outcome().priorities)
            .filter_map(|(priority, state)| Some((priority, (*state)?)))
        {
            let (mark, word) = match state {
                ConditionState::Met => (Mark::Yes, "oui"),
                ConditionState::NotMet => (Mark::No, "non"),
                ConditionState::Unknown => (Mark::Open, "à vérifier"),
            };
            body.marked(
                2,
                mark,
                format!("{}\u{a0}: {word}", self.decision.titled(&priority.title)),
            );
        }
    }

    fn missing(&self, body: &mut Body) {
        let missing: Vec<&Fact> = self.decision.missing().collect();
        if missing.is_empty() {
            return;
        }
        body.heading(if self.decision.verdict() == Verdict::Eligible {
            "Questions à poser pour préciser le montant"
        } else {
            "Questions à poser pour pouvoir répondre"
        });
        for fact in missing {
            question(fact, body);
        }
    }

    fn quota(&self, body: &mut Body) {
        let dispositif = self.decision.dispositif();
        let quota = dispositif
            .quota
            .and_then(|q| self.plan.quotas.get(usize::from(q)));
        let wanted = matches!(self.decision.verdict(), Verdict::Eligible | Verdict::Undetermined);
        let Some(quota) = quota.filter(|_| wanted) else {
            return;
        };
        let limit = self.decision.effect().and_then(|day| {
            let value = self
                .plan
                .parameters
                .get(usize::from(quota.limit))?
                .value(Value::day(day));
            value.is_point().then_some(value.lo)
        });
        let places = limit
            .map(|limit| format!(", {} places", limit_told(limit)))
            .unwrap_or_default();
        body.gap();
        let text = format!(
            "Le nombre de places est limité (« {} »{places})\u{a0}: remplir les conditions ne suffit pas à obtenir une place.",
            quota.title
        );
        body.marked(0, Mark::Warn, text);
    }

    /// What excludes this dispositif, unless one of the two is refused or not in force.
    fn incompatible(&self, body: &mut Body) {
        let decision = self.decision;
        if matches!(decision.verdict(), Verdict::NotEligible | Verdict::OutOfPeriod) {
            return;
        }
        let mut open = Vec::new();
        let mut rest = Vec::new();
        for id in decision.incompatible_with() {
            let Some((_, other)) = self.plan.dispositif_named(id) else {
                continue;
            };
            let title = format!("« {} »", decision.titled(&other.title));
            match self.answer.decision(id).map(|other| other.verdict()) {
                Some(Verdict::NotEligible | Verdict::OutOfPeriod) => {}
                Some(Verdict::Eligible) => open.push(format!("{title}, à demander aussi avec ce dossier")),
                Some(Verdict::Undetermined) => open.push(title),
                None => rest.push(title),
            }
        }
        // What was not decided may not concern the person: its number is enough, unless the list is short.
        if rest.len() <= FEW {
            open.append(&mut rest);
        }
        let more = match rest.len() {
            0 => None,
            many => Some(format!("{many} autres aides du barème, sans réponse ici")),
        };
        let others: Vec<String> = open.into_iter().chain(more).collect();
        if others.is_empty() {
            return;
        }
        body.gap();
        let text = format!("Ne se cumule pas avec {}.", others.join("\u{a0}; ni avec "));
        body.marked(0, Mark::Warn, text);
    }

    /// Are doubts shown under the conditions and the droits?
    pub(crate) fn has_doubts_above(&self) -> bool {
        trust::some_above(&self.decision)
    }

    /// How sure and how fresh what was used is; the doubts that are shown nowhere above.
    pub(crate) fn trust(&self, body: &mut Body) {
        let decision = self.decision;
        body.gap();
        if decision.reliability() != Reliability::Text {
            body.line(
                0,
                "Certaines valeurs viennent de pages publiées qui ne sont pas le texte officiel\u{a0}: voyez les sources.",
            );
        }
        trust::whole(&decision, body);
        let rules: Vec<String> = decision
            .explanation()
            .into_iter()
            .flat_map(Explanation::to_confirm)
            .filter(|_| decision.doubts().next().is_none())
            .filter(|item| Some(item.as_ref()) != decision.dispositif().to_confirm.as_deref())
            .map(|item| words::inside(&item))
            .collect();
        if !rules.is_empty() {
            let text = format!(
                "Repose en partie sur des déductions\u{a0}: {}.",
                rules.join("\u{a0}; ")
            );
            body.marked(0, Mark::Warn, text);
        }
        if let Some(read) = decision.outcome().verified.map(words::date) {
            body.aside(
                0,
                format!("La plus ancienne lecture des textes et des valeurs utilisés date du {read}."),
            );
        }
    }
}

fn limit_told(limit: i64) -> String {
    u64::try_from(limit).map_or_else(|_| limit.to_string(), words::whole)
}

/// A question to ask, its help, and the name of the fact for who fills in the dossier.
pub(crate) fn question(fact: &Fact, body: &mut Body) {
    let asked = fact.question.as_ref().unwrap_or(&fact.title);
    body.marked(2, Mark::Open, asked);
    if let Some(help) = &fact.help {
        body.line(4, help);
    }
    let sensitive = if fact.sensitive {
        " Donnée sensible\u{a0}: personne n'est tenu d'y répondre."
    } else {
        ""
    };
    body.aside(4, format!("Dans le dossier\u{a0}: {}.{sensitive}", fact.name));
}
