//! The caps, each with what separates its counts.

use super::free_rule::free_rule;
use crate::{
    error::{Code, Finding, nearest},
    plan::{
        QuotaPlan,
        lower::{Lowering, Scope},
    },
};

/// The caps, each with the group that every dispositif drawing on it counts in.
pub(super) fn quotas(lowering: &mut Lowering<'_>) -> Option<Vec<QuotaPlan>> {
    let pack = lowering.pack;
    let mut plans = Vec::new();
    let mut complete = true;
    for (index, quota) in (0_u16..).zip(&pack.quotas) {
        let name = quota.limit.value.as_str();
        let limit = (0_u16..)
            .zip(&pack.parameters)
            .find(|(_, parameter)| parameter.name == name);
        let Some((limit, parameter)) = limit else {
            lowering.findings.push(
                Finding::new(
                    Code::UnknownReference,
                    pack.place(quota.limit.at),
                    format!("aucun paramètre ne s'appelle `{name}`"),
                )
                .with_suggestion(nearest(name, pack.parameters.iter().map(|p| p.name.as_str()))),
            );
            complete = false;
            continue;
        };
        if !parameter.declared.kind.is_whole() {
            lowering.findings.push(
                Finding::new(
                    Code::WrongKind,
                    pack.place(quota.limit.at),
                    format!("la limite `{name}` n'est pas un nombre entier"),
                )
                .with_help("donnez `type = \"entier\"` au paramètre"),
            );
            complete = false;
        }
        lowering.used.insert(&parameter.name);
        let mut groups = Vec::new();
        for (position, dispositif) in (0_u16..).zip(&pack.dispositifs) {
            if dispositif.quota == Some(index) {
                let date = lowering.effect_date(position);
                let scope = Scope {
                    dispositif: Some(position),
                    date,
                    effect: date,
                    text: &quota.groups,
                };
                match free_rule(lowering, scope, None) {
                    Some(rule) => groups.push((position, rule)),
                    None => complete = false,
                }
            }
        }
        plans.push(quota.described(limit, groups));
    }
    complete.then_some(plans)
}
