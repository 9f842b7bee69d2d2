//! A rule of a dispositif that a reform changes, or takes away, from its first day on.

use super::{
    super::{keys::expression, report::Report},
    path::{self, Rule},
    stated::Change,
    work::{SINCE, Work},
};
use crate::{
    date::{Day, Period},
    error::Code,
    pack::model::{Condition, Dispositif, Droit, Reliability, Text},
};

/// The words that take a rule away.
const REMOVED: [&str; 3] = ["supprimé", "supprimée", "supprime"];

/// What becomes of a rule.
struct Wanted {
    /// `None` when it is taken away.
    rule: Option<Text>,
    title: Option<String>,
}

/// Does a dispositif read the first day of a reform?
pub(super) fn reads_since(dispositif: &Dispositif) -> bool {
    let reads = |text: &Text| text.value.contains(SINCE);
    dispositif.variables.iter().any(|one| reads(&one.rule))
        || dispositif.yearly_value.as_ref().is_some_and(reads)
        || (dispositif.versements.iter()).any(|one| one.amount.as_ref().is_some_and(|(text, _)| reads(text)))
}

impl Work {
    /// Changes a rule; is it done?
    pub(super) fn rule(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        owner: &mut Dispositif,
        rule: &Rule,
    ) -> bool {
        let Some(wanted) = wanted(report, change, rule) else {
            return false;
        };
        match rule {
            Rule::Whole => self.abolished(report, change, owner, &wanted),
            Rule::Condition(id) => {
                let known = owner.conditions.iter().any(|one| one.id == *id);
                if known {
                    self.conditions(report, change, &mut owner.conditions, id, wanted)
                } else {
                    self.new_condition(report, change, owner, id, wanted)
                }
            }
            Rule::Priority(id) => self.conditions(report, change, &mut owner.priorities, id, wanted),
            Rule::Droit(id) => self.droits(report, change, &mut owner.droits, id, wanted),
            Rule::Variable(position) => {
                let variable = owner.variables.get_mut(*position);
                let Some(variable) = variable else { return false };
                if let Some(title) = &wanted.title {
                    variable.title = Some(title.clone());
                }
                self.composed(report, change, Some(&mut variable.rule), wanted)
            }
            Rule::Versement(position) => {
                let versement = owner.versements.get_mut(*position);
                let amount = versement
                    .and_then(|one| one.amount.as_mut())
                    .map(|(text, _)| text);
                self.composed(report, change, amount, wanted)
            }
            Rule::YearlyValue => self.composed(report, change, owner.yearly_value.as_mut(), wanted),
        }
    }

    fn abolished(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        owner: &mut Dispositif,
        wanted: &Wanted,
    ) -> bool {
        let ends = owner.in_force.from < self.since && owner.in_force.until > self.since;
        if wanted.rule.is_some() || wanted.title.is_some() || !ends {
            let message = if ends {
                format!(
                    "d'un dispositif entier, seul `supprimé` se dit : `{}`",
                    change.path
                )
            } else {
                format!(
                    "`{}` n'est pas en vigueur la veille et le jour de la réforme",
                    change.path
                )
            };
            report
                .add(change.at, Code::InvalidValue, message)
                .help("nommez une règle : `ID.conditions.NOM`, `ID.droits.NOM`");
            return false;
        }
        owner.in_force.until = self.since;
        true
    }

    fn conditions(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        list: &mut Vec<Condition>,
        id: &str,
        wanted: Wanted,
    ) -> bool {
        let own = |one: &Condition| one.id == id;
        let Some(mut changed) = cut(list, own, self.since, |one| &mut one.period) else {
            self.nothing_then(report, change);
            return false;
        };
        let Some(rule) = wanted.rule else {
            changed.reverse();
            for index in changed {
                list.remove(index);
            }
            return true;
        };
        for index in changed {
            let Some(condition) = list.get_mut(index) else {
                continue;
            };
            condition.rule = rule.clone();
            condition.title = wanted.title.clone().unwrap_or_else(|| condition.title.clone());
            condition.citation = self.citation();
            condition.reliability = Reliability::ToConfirm;
            condition.note = None;
            condition.at = change.at;
        }
        true
    }

    fn new_condition(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        owner: &mut Dispositif,
        id: &str,
        wanted: Wanted,
    ) -> bool {
        let (Some(rule), Some(title)) = (wanted.rule, wanted.title) else {
            path::not_there(report, change, owner, &["conditions", id]);
            return false;
        };
        owner.conditions.push(Condition {
            id: id.to_owned(),
            title,
            rule,
            day: None,
            citation: self.citation(),
            reliability: Reliability::ToConfirm,
            period: Period::new(Some(self.since), None),
            applies: None,
            note: None,
            at: change.at,
        });
        true
    }

    fn droits(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        list: &mut Vec<Droit>,
        id: &str,
        wanted: Wanted,
    ) -> bool {
        let own = |one: &Droit| one.id == id;
        let Some(mut changed) = cut(list, own, self.since, |one| &mut one.period) else {
            self.nothing_then(report, change);
            return false;
        };
        let Some(rule) = wanted.rule else {
            changed.reverse();
            for index in changed {
                list.remove(index);
            }
            return true;
        };
        for index in changed {
            let Some(droit) = list.get_mut(index) else {
                continue;
            };
            droit.rule = rule.clone();
            droit.title = wanted.title.clone().unwrap_or_else(|| droit.title.clone());
            droit.citation = self.citation();
            droit.reliability = Reliability::ToConfirm;
            droit.monotone = Vec::new();
            droit.note = None;
            droit.at = change.at;
        }
        true
    }

    /// A rule that has no period of its own: the one of the law before the first day, the new one from it on.
    fn composed(
        &self,
        report: &mut Report,
        change: &Change<'_>,
        text: Option<&mut Text>,
        wanted: Wanted,
    ) -> bool {
        let (Some(text), Some(new)) = (text, wanted.rule) else {
            report
                .add(
                    change.at,
                    Code::InvalidValue,
                    format!("`{}` ne se supprime pas, ou n'a pas d'expression", change.path),
                )
                .help("écrivez une expression");
            return false;
        };
        // A comment of the law ends with its line.
        let value = format!(
            "si date_effet < {SINCE} alors ({}\n) sinon ({}\n)",
            text.value, new.value
        );
        *text = Text {
            value,
            at: new.at,
            verbatim: false,
        };
        true
    }
}

/// Reads the new rule: an expression, `supprimée`, or a table with a title.
fn wanted(report: &mut Report, change: &Change<'_>, rule: &Rule) -> Option<Wanted> {
    let node = change.node;
    if node.value.get_ref().is_table() {
        let mut keys = node.keys(report, format!("`{}`", change.path))?;
        let key = match rule {
            Rule::Condition(_) | Rule::Priority(_) => "si",
            Rule::Droit(_) | Rule::Variable(_) | Rule::Versement(_) | Rule::YearlyValue | Rule::Whole => {
                "valeur"
            }
        };
        let rule = keys.expression(report, key);
        let title = keys.string(report, "titre");
        keys.finish(report);
        return Some(Wanted {
            rule: Some(rule?),
            title,
        });
    }
    let text = expression(report, node)?;
    let removed = REMOVED.contains(&text.value.trim());
    Some(Wanted {
        rule: (!removed).then_some(text),
        title: None,
    })
}

/// Cuts what holds on the first day in two, and gives the positions of what holds from it on; `None` when nothing does.
fn cut<T: Clone>(
    list: &mut Vec<T>,
    own: impl Fn(&T) -> bool,
    since: Day,
    period: impl Fn(&mut T) -> &mut Period,
) -> Option<Vec<usize>> {
    let mut changed = Vec::new();
    let mut index = 0_usize;
    while let Some(one) = list.get_mut(index) {
        let days = *period(one);
        if own(one) && days.until > since {
            if days.from < since {
                let mut after = one.clone();
                period(one).until = since;
                period(&mut after).from = since;
                index = index.saturating_add(1);
                list.insert(index, after);
            }
            changed.push(index);
        }
        index = index.saturating_add(1);
    }
    (!changed.is_empty()).then_some(changed)
}
