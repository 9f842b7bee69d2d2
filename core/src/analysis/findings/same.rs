//! What is said twice: two dispositifs with the same rules, two parameters with the same values.

use std::collections::BTreeMap;

use super::review::{About, Review};
use crate::{error::Code, plan::NodeId};

/// Tells the dispositifs and the parameters that say what another one says.
pub(super) fn check(review: &mut Review<'_>) {
    dispositifs(review);
    parameters(review);
}

/// Dispositifs whose conditions and droits are the same nodes, at the same dates.
fn dispositifs(review: &mut Review<'_>) {
    let (pack, plan) = (review.pack, review.plan.clone());
    let mut first: BTreeMap<(NodeId, Vec<NodeId>), usize> = BTreeMap::new();
    for (position, (written, dispositif)) in pack.dispositifs.iter().zip(&plan.dispositifs).enumerate() {
        let mut droits: Vec<NodeId> = dispositif.droits.iter().map(|droit| droit.rule.node).collect();
        droits.sort_unstable();
        droits.dedup();
        if dispositif.conditions.is_empty() {
            continue;
        }
        let key = (dispositif.eligible, droits);
        let earlier = first.get(&key).and_then(|earlier| pack.dispositifs.get(*earlier));
        if let Some(earlier) = earlier {
            let shared = if dispositif.droits.is_empty() {
                "les conditions"
            } else {
                "les conditions et les droits"
            };
            let message = format!(
                "`{}` a {shared} de `{}` (les mêmes calculs, aux mêmes dates)",
                written.id, earlier.id
            );
            let help = "gardez-en un seul, ou dites ce qui les distingue";
            review.tell(
                &About::part(position, "existence", written.at),
                Code::DuplicateRule,
                message,
                help,
            );
        } else {
            first.insert(key, position);
        }
    }
}

/// Parameters with the same values on the same days, read at the same place.
fn parameters(review: &mut Review<'_>) {
    let pack = review.pack;
    for (position, parameter) in pack.parameters.iter().enumerate() {
        let same = pack.parameters.iter().take(position).find(|other| {
            let values = other.values.iter().zip(&parameter.values);
            other.declared == parameter.declared
                && other.values.len() == parameter.values.len()
                && values.into_iter().all(|(a, b)| {
                    a.period == b.period
                        && a.value == b.value
                        && a.citation == b.citation
                        && a.citation.locator.is_some()
                })
        });
        if let Some(same) = same {
            let on = format!("parametre:{}", parameter.name);
            let message = format!(
                "`{}` a les valeurs de `{}`, lues au même endroit du même texte",
                parameter.name, same.name
            );
            let help = "gardez-en un seul : une valeur nouvelle s'écrirait dans l'un et pas dans l'autre";
            review.tell(
                &About::whole(&on, Some(parameter.at)),
                Code::DuplicateRule,
                message,
                help,
            );
        }
    }
}
