//! What is paid during a course: its expressions are about the day that is paid, not about the date of effect.

use super::free_rule::free_rule;
use crate::{
    error::{Code, Finding},
    pack::model::{Pace, Text, Versement},
    plan::{
        ChangePlan, CoursePlan, Node, VersementPlan,
        lower::{Lowering, Scope},
    },
    vocabulary::Kind,
};

/// When a course runs. `None` inside `Some` is a fault that was reported.
pub(super) fn course(lowering: &mut Lowering<'_>) -> Option<Option<CoursePlan>> {
    let pack = lowering.pack;
    let Some(source) = &pack.course else {
        for dispositif in &pack.dispositifs {
            if let Some(versement) = dispositif.versements.first() {
                lowering.findings.push(
                    Finding::new(
                        Code::FileMissing,
                        pack.place(versement.at),
                        "un versement a besoin des dates de la formation : le fichier `echeancier.toml` manque",
                    )
                    .with_help("écrivez-y `debut`, `fin` et `jours_par_mois`"),
                );
                return None;
            }
        }
        return Some(None);
    };
    let today = lowering.reference_date();
    let scope = |text| Scope {
        dispositif: None,
        date: today,
        effect: today,
        text,
    };
    let start = free_rule(lowering, scope(&source.start), Some(&Kind::Date));
    let end = free_rule(lowering, scope(&source.end), Some(&Kind::Date));
    let month_days = month_days(lowering, &source.month_days);
    let (start, month_days) = (start?, month_days?);
    let node = Node::Parameter {
        parameter: month_days,
        date: start.node,
    };
    let kind = pack
        .parameters
        .get(usize::from(month_days))?
        .declared
        .kind
        .clone();
    Some(Some(CoursePlan {
        end: end?,
        month_days,
        month_days_node: lowering.arena.push(node, &kind).ok()?,
        start,
        longest: source.longest,
    }))
}

fn month_days(lowering: &mut Lowering<'_>, text: &Text) -> Option<u16> {
    let pack = lowering.pack;
    let (position, parameter) = (0_u16..)
        .zip(&pack.parameters)
        .find(|(_, parameter)| parameter.name == text.value)?;
    lowering.used.insert(&parameter.name);
    let whole = parameter.declared.kind.is_whole();
    if !whole
        || parameter
            .values
            .iter()
            .any(|dated| !(1..=31).contains(&dated.value))
    {
        lowering.findings.push(
            Finding::new(
                Code::InvalidValue,
                pack.place(text.at),
                format!("`{}` n'est pas un nombre entier de jours, de 1 à 31", text.value),
            )
            .with_help("un mois compte pour 30 jours, par exemple"),
        );
        return None;
    }
    let first = parameter.values.first().map(|dated| dated.period.from);
    let ends = parameter.values.last().and_then(|dated| dated.period.last());
    if let Some(day) = ends {
        lowering.findings.push(
            Finding::new(
                Code::NoValueInForce,
                pack.place(text.at),
                format!("le paramètre `{}` n'a plus de valeur après le {day}", text.value),
            )
            .with_help("une formation peut commencer n'importe quel jour : retirez `jusqu_a`"),
        );
    }
    first.map(|_| position)
}

/// What a dispositif pays during a course.
pub(super) fn versements(lowering: &mut Lowering<'_>, position: u16) -> Option<Vec<VersementPlan>> {
    let pack = lowering.pack;
    let source = pack.dispositifs.get(usize::from(position))?;
    let plans: Vec<_> = source
        .versements
        .iter()
        .map(|source| versement(lowering, position, source))
        .collect();
    plans.into_iter().collect()
}

fn versement<'p>(lowering: &mut Lowering<'p>, position: u16, source: &'p Versement) -> Option<VersementPlan> {
    let pack = lowering.pack;
    let scope = |lowering: &mut Lowering<'p>, text| Scope {
        dispositif: Some(position),
        date: lowering.reference_date(),
        effect: lowering.effect_date(position),
        text,
    };
    let amount = source.amount.as_ref().map(|(text, pace)| {
        let scope = scope(lowering, text);
        Some((free_rule(lowering, scope, Some(&kind(*pace)))?, *pace))
    });
    let hours = source.hours.as_ref().map(|text| {
        let scope = scope(lowering, text);
        free_rule(lowering, scope, Some(&hours_kind()))
    });
    let test = source.test.as_ref().map(|text| {
        let scope = scope(lowering, text);
        free_rule(lowering, scope, Some(&Kind::Boolean))
    });
    let changes: Vec<_> = source
        .changes
        .iter()
        .map(|change| {
            let scope = scope(lowering, &change.date);
            Some(ChangePlan {
                date: free_rule(lowering, scope, Some(&Kind::Date))?,
                cause: change.cause.clone(),
            })
        })
        .collect();
    let amounts = amount.iter().flatten().map(|(rule, _)| rule);
    let amounts = amounts.zip(source.amount.iter().map(|(text, _)| text));
    for (rule, text) in amounts.chain(hours.iter().flatten().zip(&source.hours)) {
        if lowering.arena.bounds(rule.node).lo < 0 {
            lowering.findings.push(
                Finding::new(
                    Code::InvalidValue,
                    pack.place(text.at),
                    format!("le versement `{}` peut être négatif", source.id),
                )
                .with_help("écrivez `max(0, …)`, ou resserrez les bornes des faits"),
            );
        }
    }
    let (enumeration, member) = source.payer;
    let payer = pack.vocabulary.enumeration(enumeration)?.member(member)?;
    Some(VersementPlan {
        amount: match amount {
            Some(amount) => Some(amount?),
            None => None,
        },
        hours: match hours {
            Some(hours) => Some(hours?),
            None => None,
        },
        test: match test {
            Some(test) => Some(test?),
            None => None,
        },
        changes: changes.into_iter().collect::<Option<_>>()?,
        ..source.described((payer.name.clone(), payer.label.clone()))
    })
}

/// Hours, in hundredths.
fn hours_kind() -> Kind {
    Kind::number(2, "h")
}

fn kind(pace: Pace) -> Kind {
    Kind::number(pace.decimals(), pace.unit())
}
