//! Names: facts, variables, parameters, members of enumerations.

use super::{Item, Lowering, Scope, Typed, typed};
use crate::{
    error::{Code, nearest},
    expression::Span,
    plan::{Node, NodeId, Role, Value},
    vocabulary::{EnumerationId, Kind},
};

impl<'p> Lowering<'p> {
    /// Does the name stand for a value, rather than for a member of an enumeration?
    pub(super) fn is_value(&self, scope: Scope<'p>, name: &str) -> bool {
        self.variable_named(scope, name).is_some()
            || self.pack.vocabulary.fact_named(name).is_some()
            || self.parameters.iter().any(|parameter| parameter.name == name)
    }

    fn variable_named(&self, scope: Scope<'p>, name: &str) -> Option<(u16, u16)> {
        let dispositif = scope.dispositif?;
        let variables = &self.pack.dispositifs.get(usize::from(dispositif))?.variables;
        (0_u16..)
            .zip(variables)
            .find(|(_, variable)| variable.name == name)
            .map(|(position, _)| (dispositif, position))
    }

    /// A fact, a variable, a parameter, or a member of an enumeration where one is expected.
    pub(super) fn name(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        name: &str,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        if let Some(Kind::Choice(id)) = expected
            && let Some(position) = self
                .pack
                .vocabulary
                .enumeration(*id)
                .and_then(|e| e.position(name))
        {
            if self.is_value(scope, name) {
                self.report(
                    scope,
                    span,
                    Code::AmbiguousName,
                    format!("`{name}` est à la fois une valeur et un membre de l'énumération"),
                )
                .help(format!(
                    "écrivez \"{name}\" entre guillemets pour le membre, ou renommez la valeur"
                ));
            }
            return self.constant_member(scope, span, *id, position);
        }
        if let Some((dispositif, position)) = self.variable_named(scope, name) {
            let (node, kind) = self.item(Item::Variable(dispositif, position), scope, span)?;
            return Some(typed(node, kind, span, Role::Variable(position), []));
        }
        if let Some((id, fact)) = self.pack.vocabulary.fact_named(name) {
            self.used.insert(&fact.name);
            let node = self.fact(scope, span, id)?;
            return Some(typed(node, fact.declared.kind.clone(), span, Role::Fact(id), []));
        }
        if let Some((position, parameter)) = (0_u16..).zip(self.parameters).find(|(_, p)| p.name == name) {
            self.used.insert(&parameter.name);
            let node = Node::Parameter {
                parameter: position,
                date: scope.date,
            };
            return self.made(
                node,
                parameter.declared.kind.clone(),
                span,
                scope,
                Role::Parameter(position),
                [],
            );
        }
        self.member(scope, span, name, expected)
    }

    /// A member of the expected enumeration, or of the only one that has it.
    pub(super) fn member(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        name: &str,
        expected: Option<&Kind>,
    ) -> Option<Typed> {
        let enumerations = &self.pack.vocabulary.enumerations;
        if let Some(Kind::Choice(id)) = expected {
            let enumeration = self.pack.vocabulary.enumeration(*id)?;
            if let Some(position) = enumeration.position(name) {
                return self.constant_member(scope, span, *id, position);
            }
            let former = enumeration.position_of_any_name(name);
            let former = former.and_then(|position| enumeration.member(position));
            let names = enumeration.members.iter().map(|member| member.name.as_str());
            let suggestion = former.map_or_else(|| nearest(name, names), |member| Some(member.name.clone()));
            self.report(
                scope,
                span,
                Code::UnknownName,
                format!("`{name}` n'est pas un membre de `{}`", enumeration.name),
            )
            .suggest(suggestion);
            return None;
        }
        let having: Vec<(EnumerationId, u8)> = (0_u16..)
            .zip(enumerations)
            .filter_map(|(id, enumeration)| Some((EnumerationId(id), enumeration.position(name)?)))
            .collect();
        match having.as_slice() {
            [(id, position)] => self.constant_member(scope, span, *id, *position),
            [] if self.unread.excuses(name) => None,
            [] => {
                let values = self.pack.vocabulary.facts.iter().map(|fact| fact.name.as_str());
                let parameters = self.parameters.iter().map(|parameter| parameter.name.as_str());
                let variables = scope
                    .dispositif
                    .and_then(|position| self.pack.dispositifs.get(usize::from(position)))
                    .map(|dispositif| dispositif.variables.iter().map(|variable| variable.name.as_str()))
                    .into_iter()
                    .flatten();
                let former = self.pack.vocabulary.fact_of_any_name(name);
                let suggestion = former
                    .map(|(_, fact)| fact.name.clone())
                    .or_else(|| nearest(name, values.chain(parameters).chain(variables)));
                self.report(scope, span, Code::UnknownName, format!("rien ne s'appelle `{name}` ici"))
                    .suggest(suggestion)
                    .help("un nom est un fait, une variable de ce dispositif, un paramètre, ou un membre d'énumération là où un choix est attendu");
                None
            }
            several => {
                let names: Vec<String> = several
                    .iter()
                    .filter_map(|(id, _)| self.pack.vocabulary.enumeration(*id))
                    .map(|enumeration| format!("`{}`", enumeration.name))
                    .collect();
                self.report(scope, span, Code::AmbiguousName, format!("`{name}` est membre de {}", names.join(" et de ")))
                    .help("comparez-le à un choix, ou donnez son type à la variable : { valeur = \"…\", type = \"choix\", choix = \"…\" }");
                None
            }
        }
    }

    fn constant_member(
        &mut self,
        scope: Scope<'p>,
        span: Span,
        id: EnumerationId,
        position: u8,
    ) -> Option<Typed> {
        self.made(
            Node::Constant(Value::member(position)),
            Kind::Choice(id),
            span,
            scope,
            Role::Literal,
            [],
        )
    }

    /// The node of the reference date.
    pub(in crate::plan) fn reference_date(&mut self) -> NodeId {
        self.arena
            .push(Node::ReferenceDate, &Kind::Date)
            .unwrap_or(NodeId(0))
    }

    /// The node of the date of effect of a dispositif.
    pub(in crate::plan) fn effect_date(&mut self, dispositif: u16) -> NodeId {
        let fact = self
            .pack
            .dispositifs
            .get(usize::from(dispositif))
            .and_then(|dispositif| dispositif.effect_date);
        let node = match fact {
            Some(fact) => {
                if let Some(fact) = self.pack.vocabulary.fact(fact) {
                    self.used.insert(&fact.name);
                }
                Node::Fact(fact)
            }
            None => Node::ReferenceDate,
        };
        self.arena.push(node, &Kind::Date).unwrap_or(NodeId(0))
    }
}
