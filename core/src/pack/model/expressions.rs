//! Every expression of a pack, with the rule that it belongs to.

use super::{
    dispositif::Dispositif,
    follow::{Counting, Follow},
    pack::Pack,
    rules::Condition,
    text::Text,
};

/// The rule that an expression belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The position of its dispositif; `None` for what belongs to none.
    pub dispositif: Option<u16>,
    /// What it is of it, as files write it: `condition:age`.
    pub part: String,
}

/// What looks at each expression.
type Visit<'v> = dyn FnMut(&Owner, &mut Text) + 'v;

impl Pack {
    /// Gives every expression to `visit`, in the order of the rules, to be looked at or changed.
    pub fn each_expression(&mut self, visit: &mut Visit<'_>) {
        let facts = &self.vocabulary.facts;
        let named = |fact: crate::vocabulary::FactId| {
            let found = facts.get(usize::from(fact.0));
            found.map_or_else(String::new, |fact| fact.name.clone())
        };
        for deduction in &mut self.deductions {
            one(None, "fait", &named(deduction.fact), visit, [&mut deduction.rule]);
        }
        for asking in &mut self.askings {
            let supposed = asking.supposition.as_mut().map(|supposed| &mut supposed.rule);
            let texts = asking.day.iter_mut().chain(&mut asking.gate).chain(supposed);
            one(None, "fait", &named(asking.fact), visit, texts);
        }
        for coherence in &mut self.coherences {
            one(None, "coherence", &coherence.id, visit, [&mut coherence.test]);
        }
        for (position, dispositif) in (0_u16..).zip(&mut self.dispositifs) {
            of_dispositif(position, dispositif, visit);
        }
        for quota in &mut self.quotas {
            one(None, "quota", &quota.id, visit, [&mut quota.groups]);
        }
        if let Some(course) = &mut self.course {
            one(
                None,
                "echeancier",
                "",
                visit,
                [&mut course.start, &mut course.end],
            );
        }
        followed(&mut self.follow, visit);
    }
}

/// The expressions of one rule.
fn one<'t>(
    dispositif: Option<u16>,
    kind: &str,
    id: &str,
    visit: &mut Visit<'_>,
    texts: impl IntoIterator<Item = &'t mut Text>,
) {
    let part = if id.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}:{id}")
    };
    let owner = Owner { dispositif, part };
    texts.into_iter().for_each(|text| visit(&owner, text));
}

fn of_dispositif(position: u16, dispositif: &mut Dispositif, visit: &mut Visit<'_>) {
    let at = Some(position);
    for variable in &mut dispositif.variables {
        let texts = [&mut variable.rule].into_iter().chain(&mut variable.day);
        one(at, "variable", &variable.name, visit, texts);
    }
    for doubt in &mut dispositif.doubts {
        one(at, "doute", "", visit, &mut doubt.test);
    }
    let ranked = [
        ("condition", &mut dispositif.conditions),
        ("priorite", &mut dispositif.priorities),
    ];
    for (kind, conditions) in ranked {
        for Condition { id, rule, day, .. } in conditions {
            one(at, kind, id, visit, [rule].into_iter().chain(day));
        }
    }
    for droit in &mut dispositif.droits {
        let texts = [&mut droit.rule].into_iter().chain(&mut droit.day);
        one(at, "droit", &droit.id, visit, texts);
    }
    one(at, "valeur_annuelle", "", visit, &mut dispositif.yearly_value);
    for versement in &mut dispositif.versements {
        let amount = versement.amount.as_mut().map(|(amount, _)| amount);
        let changes = versement.changes.iter_mut().map(|change| &mut change.date);
        let texts = amount
            .into_iter()
            .chain(&mut versement.hours)
            .chain(&mut versement.test)
            .chain(changes);
        one(at, "versement", &versement.id, visit, texts);
    }
    for deadline in &mut dispositif.deadlines {
        let texts = [&mut deadline.day].into_iter().chain(&mut deadline.test);
        one(at, "delai", &deadline.id, visit, texts);
    }
}

fn followed(follow: &mut Follow, visit: &mut Visit<'_>) {
    one(None, "suivi", "", visit, &mut follow.date);
    for axis in &mut follow.axes {
        one(None, "axe", &axis.id, visit, [&mut axis.value]);
    }
    for indicator in &mut follow.indicators {
        let (Counting::Count(counted) | Counting::Sum(counted)) = &mut indicator.counting;
        let texts = [counted].into_iter().chain(&mut indicator.among);
        one(None, "indicateur", &indicator.id, visit, texts);
    }
}
