//! What has a name and an expression: variables, verdicts, droits; each lowered once, circles found.

use super::{
    Lowering, Scope, Typed,
    item::{Item, Lowered, State},
};
use crate::{
    error::Code,
    expression::Span,
    pack::model::{Location, Text},
    plan::{Node, NodeId, Part, Role, Rule},
    vocabulary::Kind,
};

/// Expressions read one another through at most so many names: a longer chain would exhaust the stack.
const MAX_CHAIN: usize = 60;

impl<'p> Lowering<'p> {
    /// The node and the type of an item, lowered now or before. `scope` and `span` say who reads it.
    pub(in crate::plan) fn item(
        &mut self,
        item: Item,
        scope: Scope<'p>,
        span: Span,
    ) -> Option<(NodeId, Kind)> {
        match self.items.get(&item) {
            Some(State::Done(done)) => return Some((done.node, done.kind.clone())),
            Some(State::Faulty) => return None,
            Some(State::Started) => {
                let message = format!("{} dépend de sa propre valeur", self.item_name(item));
                let help = format!(
                    "rompez le cercle, une valeur ne peut pas servir à se calculer : {}",
                    self.circle(item)
                );
                self.report(scope, span, Code::Cycle, message).help(help);
                return None;
            }
            None => {}
        }
        if self.path.len() >= MAX_CHAIN {
            self.report(
                scope,
                span,
                Code::TooDeep,
                format!("plus de {MAX_CHAIN} noms se lisent l'un l'autre"),
            )
            .help("raccourcissez la chaîne des variables");
            return None;
        }
        self.items.insert(item, State::Started);
        self.path.push(item);
        let lowered = self.lower_item(item);
        self.path.pop();
        let answer = lowered
            .as_ref()
            .map(|lowered| (lowered.node, lowered.kind.clone()));
        self.items
            .insert(item, lowered.map_or(State::Faulty, State::Done));
        answer
    }

    /// An item that is done.
    pub(in crate::plan) fn done(&self, item: Item) -> Option<&Lowered> {
        match self.items.get(&item) {
            Some(State::Done(done)) => Some(done),
            _ => None,
        }
    }

    fn lower_item(&mut self, item: Item) -> Option<Lowered> {
        let pack = self.pack;
        let dispositif = |position: u16| pack.dispositifs.get(usize::from(position));
        match item {
            Item::Variable(owner, position) => {
                let variable = dispositif(owner)?.variables.get(usize::from(position))?;
                let declared = variable.declared.as_ref().map(|declared| &declared.kind);
                self.rule(owner, &variable.rule, variable.day.as_ref(), declared)
            }
            Item::Condition(owner, position) => {
                let condition = dispositif(owner)?.conditions.get(usize::from(position))?;
                self.rule(
                    owner,
                    &condition.rule,
                    condition.day.as_ref(),
                    Some(&Kind::Boolean),
                )
            }
            Item::Droit(owner, position) => {
                let droit = dispositif(owner)?.droits.get(usize::from(position))?;
                self.rule(owner, &droit.rule, droit.day.as_ref(), Some(&droit.declared.kind))
            }
            Item::Eligible(owner) => self.eligible(owner),
            Item::Deduction(fact) => self.lower_deduction(fact),
        }
    }

    /// An expression of a dispositif, of the declared type when there is one.
    fn rule(
        &mut self,
        owner: u16,
        text: &'p Text,
        day: Option<&'p Text>,
        declared: Option<&Kind>,
    ) -> Option<Lowered> {
        let effect = self.effect_date(owner);
        let day = match day {
            Some(day) => Some(self.read_on(owner, day)?),
            None => None,
        };
        let scope = Scope {
            dispositif: Some(owner),
            date: day.as_ref().map_or(effect, |day| day.node),
            effect,
            text,
        };
        let lowered = self.text(scope, declared)?;
        let span = whole(&lowered);
        let node = match declared {
            Some(Kind::Boolean) if lowered.kind != Kind::Boolean => {
                let found = self.describe(&lowered.kind);
                self.report(
                    scope,
                    span,
                    Code::NotBoolean,
                    format!("une condition est vraie ou fausse, c'est {found}"),
                )
                .help("écrivez une comparaison, comme `age >= age_minimum`");
                return None;
            }
            Some(declared) => self.given_as(scope, span, &lowered, declared)?,
            None => lowered.node,
        };
        let kind = declared.cloned().unwrap_or(lowered.kind);
        Some(Lowered {
            node,
            kind,
            rule: Some(Rule::new(&text.value, node, lowered.parts)),
            day,
        })
    }

    /// `jour`: its own dated values are those of the date of effect.
    fn read_on(&mut self, owner: u16, text: &'p Text) -> Option<Rule> {
        let effect = self.effect_date(owner);
        let scope = Scope {
            dispositif: Some(owner),
            date: effect,
            effect,
            text,
        };
        let lowered = self.text(scope, Some(&Kind::Date))?;
        let span = whole(&lowered);
        let node = self.given_as(scope, span, &lowered, &Kind::Date)?;
        let other = |part: &Part| matches!(part.role, Role::Eligible(_) | Role::Droit(..));
        if lowered.parts.iter().any(other) {
            // The doubts of the other would not be those of who reads a value on that day.
            self.report(
                scope,
                span,
                Code::InvalidValue,
                "le jour où lire des valeurs ne dépend pas d'un autre dispositif",
            )
            .help("écrivez-le avec les dates du dossier et les variables du dispositif");
            return None;
        }
        Some(Rule::new(&text.value, node, lowered.parts))
    }

    /// In force on the date of effect, and every condition that applies then holds.
    fn eligible(&mut self, owner: u16) -> Option<Lowered> {
        let pack = self.pack;
        let dispositif = pack.dispositifs.get(usize::from(owner))?;
        let date = self.effect_date(owner);
        let mut nodes = vec![self.applies(date, dispositif.in_force)];
        let mut complete = true;
        for (position, condition) in (0_u16..).zip(&dispositif.conditions) {
            let scope = Scope {
                dispositif: Some(owner),
                date,
                effect: date,
                text: &condition.rule,
            };
            let Some((node, _)) = self.item(Item::Condition(owner, position), scope, Span::default()) else {
                complete = false;
                continue;
            };
            let node = if condition.period == crate::date::Period::ALWAYS {
                node
            } else {
                let applies = self.applies(date, condition.period);
                let outside = self.arena.truth(Node::Not(applies));
                self.arena.truth(Node::Or(vec![outside, node]))
            };
            nodes.push(node);
        }
        let node = self.arena.truth(Node::And(nodes));
        complete.then_some(Lowered {
            node,
            kind: Kind::Boolean,
            rule: None,
            day: None,
        })
    }

    /// Is a date in a period?
    pub(in crate::plan) fn applies(&mut self, date: NodeId, period: crate::date::Period) -> NodeId {
        self.arena.truth(Node::Within {
            date,
            from: period.from,
            until: period.until,
        })
    }

    /// « la variable `a` (dispositifs/aides/x.toml:12:5) → la variable `b` (…) → la variable `a` »
    fn circle(&self, closed: Item) -> String {
        let from = self.path.iter().position(|item| *item == closed).unwrap_or(0);
        let steps = self.path.iter().skip(from).map(|item| {
            let place = self.pack.place(self.item_at(*item));
            format!("{} ({place})", self.item_name(*item))
        });
        let mut steps: Vec<String> = steps.collect();
        steps.push(self.item_name(closed));
        steps.join(" → ")
    }

    /// Where what an item is worth is written.
    fn item_at(&self, item: Item) -> Location {
        let dispositif = |position: u16| self.pack.dispositifs.get(usize::from(position));
        let at = match item {
            Item::Variable(owner, position) => {
                let variable = dispositif(owner).and_then(|d| d.variables.get(usize::from(position)));
                variable.map(|variable| variable.rule.at)
            }
            Item::Condition(owner, position) => {
                let condition = dispositif(owner).and_then(|d| d.conditions.get(usize::from(position)));
                condition.map(|condition| condition.rule.at)
            }
            Item::Droit(owner, position) => {
                let droit = dispositif(owner).and_then(|d| d.droits.get(usize::from(position)));
                droit.map(|droit| droit.rule.at)
            }
            Item::Eligible(owner) => dispositif(owner).map(|dispositif| dispositif.at),
            Item::Deduction(fact) => self.pack.fact_places.get(usize::from(fact.0)).copied(),
        };
        at.unwrap_or_default()
    }

    fn item_name(&self, item: Item) -> String {
        let dispositif = |position: u16| self.pack.dispositifs.get(usize::from(position));
        let id = |position: u16| dispositif(position).map_or("", |dispositif| dispositif.id.as_str());
        match item {
            Item::Variable(owner, position) => {
                let variable = dispositif(owner).and_then(|d| d.variables.get(usize::from(position)));
                format!(
                    "la variable `{}`",
                    variable.map_or("", |variable| variable.name.as_str())
                )
            }
            Item::Condition(owner, position) => {
                let condition = dispositif(owner).and_then(|d| d.conditions.get(usize::from(position)));
                format!(
                    "la condition `{}` de `{}`",
                    condition.map_or("", |condition| condition.id.as_str()),
                    id(owner)
                )
            }
            Item::Droit(owner, position) => {
                let droit = dispositif(owner).and_then(|d| d.droits.get(usize::from(position)));
                format!(
                    "le droit `{}` de `{}`",
                    droit.map_or("", |droit| droit.id.as_str()),
                    id(owner)
                )
            }
            Item::Eligible(owner) => format!("le dispositif `{}`", id(owner)),
            Item::Deduction(fact) => format!(
                "le fait `{}`",
                self.pack
                    .vocabulary
                    .fact(fact)
                    .map_or("", |fact| fact.name.as_str())
            ),
        }
    }
}

/// The span of the whole of an expression.
pub(in crate::plan) fn whole(typed: &Typed) -> Span {
    typed.parts.first().map_or_else(Span::default, |part| Span {
        start: part.start.into(),
        end: part.end.into(),
    })
}
