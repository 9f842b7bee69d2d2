//! How a person is asked for facts: `seulement_si`, `suppose`, `issue_de`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Lowering, Scope, whole};
use crate::{
    error::{Code, Finding, nearest},
    expression::Span,
    pack::model::{Asking, Supposition, Text},
    plan::{AskingPlan, Node, NodeId, Part, Role, Rule},
    vocabulary::{FactId, Kind},
};

impl<'p> Lowering<'p> {
    /// Every asking of the pack.
    pub(in crate::plan) fn askings(&mut self) -> Option<Vec<AskingPlan>> {
        let pack = self.pack;
        let plans: Vec<Option<AskingPlan>> = pack.askings.iter().map(|asking| self.asking(asking)).collect();
        let plans: Vec<AskingPlan> = plans.into_iter().collect::<Option<_>>()?;
        self.no_circle(&plans).then_some(plans)
    }

    fn asking(&mut self, asking: &'p Asking) -> Option<AskingPlan> {
        let kind = &self.pack.vocabulary.fact(asking.fact)?.declared.kind;
        let gate = match &asking.gate {
            // What is wrong with it was told where it says what follows.
            Some(_) if self.done(Item::Deduction(asking.fact)).is_none() => return None,
            Some(text) => Some(self.about_fact(asking.fact, text, &Kind::Boolean, "seulement_si")?),
            None => None,
        };
        let supposition = match &asking.supposition {
            Some(supposed) => Some(Supposition {
                rule: self.about_fact(asking.fact, &supposed.rule, kind, "suppose")?,
                sentence: supposed.sentence.clone(),
                citation: supposed.citation.clone(),
                reliability: supposed.reliability,
            }),
            None => None,
        };
        let outcome_of = match &asking.outcome_of {
            Some(id) => Some(self.outcome(asking, id, kind)?),
            None => None,
        };
        Some(AskingPlan {
            fact: asking.fact,
            theme: asking.theme,
            known_by: asking.known_by,
            day: (),
            gate,
            supposition,
            outcome_of,
            modifiable: asking.modifiable,
        })
    }

    /// The position of the dispositif whose outcome a fact is.
    fn outcome(&mut self, asking: &Asking, id: &Text, kind: &Kind) -> Option<u16> {
        let pack = self.pack;
        let found = (0_u16..)
            .zip(&pack.dispositifs)
            .find(|(_, dispositif)| dispositif.id == id.value)
            .map(|(position, _)| position);
        let finding = |code, message: String| Finding::new(code, pack.place(id.at), message);
        let fault = if found.is_none() {
            if self.unread.excuses(&id.value) {
                return None;
            }
            let ids = pack.dispositifs.iter().map(|dispositif| dispositif.id.as_str());
            let message = format!("aucun dispositif ne s'appelle `{}`", id.value);
            Some(finding(Code::UnknownReference, message).with_suggestion(nearest(&id.value, ids)))
        } else if !kind.is_boolean() {
            let message = "l'issue d'un dispositif est vraie ou fausse : ce fait ne l'est pas".to_owned();
            Some(finding(Code::InvalidValue, message).with_help("donnez-lui le type `booleen`"))
        } else if asking.gate.is_some()
            || asking.supposition.is_some()
            || pack.deductions.iter().any(|one| one.fact == asking.fact)
        {
            let message = "l'issue d'un dispositif ne se déduit ni ne se suppose".to_owned();
            let help = "retirez `deduit_de`, `suppose` et `seulement_si`, ou `issue_de`";
            Some(finding(Code::InvalidValue, message).with_help(help))
        } else {
            None
        };
        match fault {
            Some(fault) => {
                self.findings.push(fault);
                None
            }
            None => found,
        }
    }

    /// An expression about a fact, which rests on other facts alone.
    fn about_fact(&mut self, id: FactId, text: &'p Text, kind: &Kind, key: &str) -> Option<Rule> {
        let scope = self.fact_scope(id, text)?;
        let lowered = self.text(scope, Some(kind))?;
        let span = whole(&lowered);
        let node = self.given_as(scope, span, &lowered, kind)?;
        self.reads_facts_alone(scope, id, &lowered.parts, key)
            .then(|| Rule::new(&text.value, node, lowered.parts))
    }

    /// Where an expression about a fact stands: its parameters and tables are read on the day of its `jour`.
    pub(in crate::plan) fn fact_scope(&mut self, id: FactId, text: &'p Text) -> Option<Scope<'p>> {
        let reference = self.reference_date();
        let day = self.fact_day(id);
        let date = match day {
            None => reference,
            Some(day) => {
                let scope = Scope {
                    dispositif: None,
                    date: reference,
                    effect: reference,
                    text: day,
                };
                let lowered = self.text(scope, Some(&Kind::Date))?;
                let span = whole(&lowered);
                let node = self.given_as(scope, span, &lowered, &Kind::Date)?;
                let read = |part: &Part| matches!(part.role, Role::Parameter(_) | Role::Table(_));
                if lowered.parts.iter().any(read)
                    || !self.reads_facts_alone(scope, id, &lowered.parts, "jour")
                {
                    self.report(
                        scope,
                        span,
                        Code::InvalidValue,
                        "le `jour` d'un fait se lit dans les dates du dossier",
                    )
                    .help("écrivez le nom d'une date, comme `jour = \"date_entree_formation\"`");
                    return None;
                }
                node
            }
        };
        Some(Scope {
            dispositif: None,
            date,
            effect: date,
            text,
        })
    }

    /// How the files say that a fact is asked for.
    pub(super) fn asking_of(&self, id: FactId) -> Option<&'p Asking> {
        self.pack.askings.iter().find(|asking| asking.fact == id)
    }

    /// Is it said when its question has an object?
    pub(super) fn has_gate(&self, id: FactId) -> bool {
        self.asking_of(id).is_some_and(|asking| asking.gate.is_some())
    }

    fn fact_day(&self, id: FactId) -> Option<&'p Text> {
        self.asking_of(id)?.day.as_ref()
    }

    /// What is said of a fact never reads the law of a day that no fact names, nor what a dispositif decides.
    pub(super) fn reads_facts_alone(
        &mut self,
        scope: Scope<'p>,
        id: FactId,
        parts: &[Part],
        key: &str,
    ) -> bool {
        let dated = self.fact_day(id).is_some();
        let mut allowed = true;
        for part in parts {
            let (what, help) = match part.role {
                Role::Date => ("la date de la décision", "lisez une date du dossier"),
                Role::Parameter(_) if !dated => ("un paramètre", NO_DAY),
                Role::Table(_) if !dated => ("une table", NO_DAY),
                Role::Eligible(_) | Role::Droit(..) => (
                    "un dispositif",
                    "un fait ne dépend que d'autres faits : ce qui dépend de la loi est une condition ou une variable",
                ),
                Role::Literal
                | Role::Fact(_)
                | Role::Variable(_)
                | Role::Cases
                | Role::Match
                | Role::Operation
                | Role::Parameter(_)
                | Role::Table(_) => continue,
            };
            allowed = false;
            let span = Span {
                start: part.start.into(),
                end: part.end.into(),
            };
            self.report(scope, span, Code::InvalidValue, format!("`{key}` lit {what}"))
                .help(help);
        }
        allowed
    }

    /// What is supposed of a fact does not rest on a fact that rests on it; nor does what decides the outcome that a fact is.
    fn no_circle(&mut self, plans: &[AskingPlan]) -> bool {
        let pack = self.pack;
        let mut reads: BTreeMap<FactId, BTreeSet<FactId>> = BTreeMap::new();
        for deduction in &pack.deductions {
            if let Some(rule) = self
                .done(Item::Deduction(deduction.fact))
                .and_then(|done| done.rule.clone())
            {
                reads
                    .entry(deduction.fact)
                    .or_default()
                    .extend(facts(&rule, deduction.fact));
            }
        }
        for asking in plans {
            let supposed = asking.supposition.iter().map(|supposition| &supposition.rule);
            for rule in supposed.chain(&asking.gate) {
                reads
                    .entry(asking.fact)
                    .or_default()
                    .extend(facts(rule, asking.fact));
            }
        }
        for (fact, position) in plans
            .iter()
            .filter_map(|plan| Some((plan.fact, plan.outcome_of?)))
        {
            reads.entry(fact).or_default().extend(self.facts_of(position));
        }
        let mut sound = true;
        for (asking, plan) in pack.askings.iter().zip(plans) {
            if plan.supposition.is_none() && plan.outcome_of.is_none() || !reaches_itself(&reads, plan.fact) {
                continue;
            }
            sound = false;
            let name = pack
                .vocabulary
                .fact(plan.fact)
                .map_or("", |fact| fact.name.as_str());
            let at = asking.supposition.as_ref().map(|supposition| &supposition.rule);
            let at = at
                .or(asking.outcome_of.as_ref())
                .map_or_else(Default::default, |text| text.at);
            let finding = Finding::new(
                Code::Cycle,
                pack.place(at),
                format!("ce qui se dit de `{name}` dépend de sa propre valeur"),
            );
            self.findings
                .push(finding.with_help("rompez le cercle : une valeur ne peut pas servir à se supposer"));
        }
        sound
    }

    /// The facts that the verdict of a dispositif may rest on.
    fn facts_of(&self, position: u16) -> Vec<FactId> {
        let root = self.done(Item::Eligible(position)).map(|done| done.node);
        root.map_or_else(Vec::new, |root| self.facts_under(root))
    }

    /// The facts on which a node may rest.
    pub(super) fn facts_under(&self, root: NodeId) -> Vec<FactId> {
        let (mut seen, mut left, mut found): (BTreeSet<NodeId>, _, _) =
            (BTreeSet::new(), vec![root], Vec::new());
        while let Some(node) = left.pop() {
            if !seen.insert(node) {
                continue;
            }
            match self.arena.node(node) {
                Some(Node::Fact(fact)) => found.push(*fact),
                Some(node) => node.operands(|operand| left.push(operand)),
                None => {}
            }
        }
        found
    }
}

const NO_DAY: &str = "dites de quel jour, d'après les dates du dossier : `jour = \"date_entree_formation\"`";

/// The facts that a rule reads, but the one that it is about.
fn facts(rule: &Rule, own: FactId) -> impl Iterator<Item = FactId> + '_ {
    rule.parts.iter().filter_map(move |part| {
        if let Role::Fact(id) = part.role {
            (id != own).then_some(id)
        } else {
            None
        }
    })
}

/// Does a fact rest on itself, by what is said of facts?
fn reaches_itself(reads: &BTreeMap<FactId, BTreeSet<FactId>>, own: FactId) -> bool {
    let read = |fact: &FactId| reads.get(fact).into_iter().flatten().copied();
    let (mut seen, mut left) = (BTreeSet::new(), read(&own).collect::<Vec<_>>());
    while let Some(fact) = left.pop() {
        if fact == own {
            return true;
        }
        if seen.insert(fact) {
            left.extend(read(&fact));
        }
    }
    false
}
