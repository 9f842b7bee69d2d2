//! A dossier taken over by another version of the pack.

use super::Engine;
use crate::{
    dossier::{Dossier, FactValue, pointer, shortened},
    error::{Code, Finding, Findings},
    plan::{Plan, Value},
    vocabulary::{Fact, Kind},
};

impl Dossier {
    /// The same facts for another engine, by their names: for a new version of the pack.
    ///
    /// Each fact is read again as if it had just been stated, so that its bounds, its decimals and its members are those of the
    /// other pack. A number whose unit changed is refused: the same digits would mean something else.
    ///
    /// # Errors
    /// [`Findings`], all at once: the facts that do not exist there, or whose value does not fit there.
    ///
    /// # Example
    /// ```
    /// use bareme::{Answer, Day, Dossier, Engine, Findings};
    ///
    /// fn decided_by_the_next_version(dossier: &Dossier, next: &Engine, date: Day) -> Result<Answer, Findings> {
    ///     next.evaluate(&dossier.rebind(next)?, date)
    /// }
    /// ```
    pub fn rebind(&self, engine: &Engine) -> Result<Self, Findings> {
        let (old, new) = (self.plan(), engine.plan());
        let mut rebound = engine.dossier();
        let findings: Vec<Finding> = self
            .stated()
            .filter_map(|(fact, value)| state(&mut rebound, (old, new), fact, value).err())
            .collect();
        if findings.is_empty() {
            Ok(rebound)
        } else {
            Err(Findings::new(findings))
        }
    }
}

/// States a fact of the old pack in a dossier of the new one.
fn state(
    rebound: &mut Dossier,
    (old, new): (&Plan, &Plan),
    fact: &Fact,
    value: Value,
) -> Result<(), Finding> {
    if let Some((_, other)) = new.vocabulary.fact_of_any_name(&fact.name) {
        let (was, is) = (&fact.declared.kind, &other.declared.kind);
        let same = match (was, is) {
            (Kind::Number { unit: was, .. }, Kind::Number { unit: is, .. }) => was == is,
            (Kind::Choice(_), Kind::Choice(_)) => true,
            _ => was == is,
        };
        if !same {
            let name = shortened(&fact.name);
            return Err(Finding::new(
                Code::WrongType,
                pointer(&fact.name),
                format!("`{name}` n'a pas le même type ou la même unité dans les deux packs"),
            )
            .with_help("redemandez ce fait, et donnez-le dans l'unité du nouveau pack"));
        }
    }
    let kind = &fact.declared.kind;
    let stated = match kind {
        // What is not one value is none that can be stated: refused rather than lost.
        _ if !value.is_settled(kind) => FactValue::Nested,
        Kind::Boolean => FactValue::Boolean(value.is_true()),
        Kind::Date => FactValue::Day(value.first_day()),
        Kind::Number { decimals, .. } => FactValue::Decimal(crate::decimal::to_decimal(value.lo, *decimals)),
        Kind::Choice(id) => {
            let members = old.vocabulary.enumeration(*id);
            let member = value
                .single_member()
                .and_then(|position| members?.member(position));
            member.map_or(FactValue::Nested, |member| FactValue::Text(&member.name))
        }
    };
    rebound.insert(&fact.name, stated)
}
