//! What only a whole pack shows: ranks out of order, conflicts too entangled, what nothing reads.

use crate::{
    error::{Code, Finding, Place},
    pack::model::Pack,
    plan::{
        Conflicts, DispositifPlan, MOST_CONDITIONS, TablePlan,
        lower::{Item, Lowering},
    },
};

/// The cells of a ranked table never go down in the order of the ranks: `premier_rang` relies on it.
pub(super) fn ranks(pack: &Pack, tables: &[TablePlan], findings: &mut Vec<Finding>) {
    for (table, source) in tables.iter().zip(&pack.tables) {
        let Some(ranks) = &table.ranks else { continue };
        for layout in &table.periods {
            let (Some(members), Some(cells)) = (layout.axes.last(), layout.cells.first()) else {
                continue;
            };
            let positions: Vec<usize> = ranks
                .iter()
                .filter_map(|rank| members.iter().position(|member| *member == i64::from(*rank)))
                .collect();
            let unordered = cells.chunks(members.len().max(1)).position(|row| {
                let row: Vec<i64> = positions
                    .iter()
                    .filter_map(|position| row.get(*position).copied())
                    .collect();
                !row.is_sorted()
            });
            if let Some(row) = unordered {
                findings.push(
                    Finding::new(
                        Code::RanksUnordered,
                        pack.place(source.at),
                        format!(
                            "dans la table `{}` à partir du {}, la ligne {} descend dans l'ordre des rangs",
                            table.name,
                            layout.from,
                            row.saturating_add(1)
                        ),
                    )
                    .with_help("mettez `rangs` dans l'ordre où les valeurs montent, ou corrigez les cases"),
                );
            }
        }
    }
}

/// The most dispositifs that a message names.
const MOST_NAMED: usize = 8;

/// The conflicts between dispositifs; `None` after a finding when they are too entangled to be searched in a bounded time.
pub(super) fn conflicts(pack: &Pack, findings: &mut Vec<Finding>) -> Option<Conflicts> {
    let excluded: Vec<&[u16]> = pack
        .dispositifs
        .iter()
        .map(|dispositif| dispositif.incompatible_with.as_slice())
        .collect();
    let entangled = match Conflicts::of(&excluded) {
        Ok(conflicts) => return Some(conflicts),
        Err(entangled) => entangled.members,
    };
    let members = || {
        let member = |position: &u16| pack.dispositifs.get(usize::from(*position));
        entangled.iter().filter_map(member)
    };
    let mut named: Vec<String> = members()
        .take(MOST_NAMED)
        .map(|dispositif| format!("`{}`", dispositif.id))
        .collect();
    let others = entangled.len().saturating_sub(named.len());
    if others > 0 {
        named.push(format!("et {others} autres"));
    }
    let place = members()
        .next()
        .map_or(Place::Whole, |dispositif| pack.place(dispositif.at));
    let message = format!(
        "les incompatibilités de {} dispositifs se mêlent trop pour que l'on trouve à coup sûr la meilleure combinaison : {}",
        entangled.len(),
        named.join(", ")
    );
    findings.push(Finding::new(Code::ConflictsEntangled, place, message).with_help(
        "retirez des `incompatible_avec`, ou excluez par groupes : chaque dispositif d'un groupe exclut tous ceux de l'autre",
    ));
    None
}

/// A dispositif has no more conditions than every evaluator tells apart.
pub(super) fn conditions(pack: &Pack, findings: &mut Vec<Finding>) {
    for dispositif in &pack.dispositifs {
        let count = dispositif.conditions.len();
        if count > MOST_CONDITIONS {
            let message = format!(
                "le dispositif `{}` a {count} conditions, au plus {MOST_CONDITIONS}",
                dispositif.id
            );
            findings.push(
                Finding::new(Code::PackTooLarge, pack.place(dispositif.at), message)
                    .with_help("réunissez plusieurs conditions en une, par `et`"),
            );
        }
    }
}

/// The date of effect is read before any rule is: it is a fact that is stated, not one that follows from others.
pub(super) fn effect_dates(pack: &Pack, findings: &mut Vec<Finding>) {
    for dispositif in &pack.dispositifs {
        let deduced = dispositif
            .effect_date
            .filter(|date| pack.deductions.iter().any(|deduction| deduction.fact == *date));
        if let Some(fact) = deduced.and_then(|date| pack.vocabulary.fact(date)) {
            findings.push(
                Finding::new(
                    Code::InvalidValue,
                    pack.place(dispositif.at),
                    format!("`date_effet` est `{}`, qui se déduit d'autres faits", fact.name),
                )
                .with_help("prenez pour `date_effet` une date que le dossier donne"),
            );
        }
    }
}

/// What all dispositifs are worth together in a year is one amount: it must fit.
pub(super) fn yearly_total(lowering: &mut Lowering<'_>, dispositifs: &[Option<DispositifPlan>]) {
    let pack = lowering.pack;
    let mut total = 0_i64;
    for (source, plan) in pack.dispositifs.iter().zip(dispositifs) {
        let Some((text, rule)) = source
            .yearly_value
            .as_ref()
            .zip(plan.as_ref().and_then(|plan| plan.yearly_value.as_ref()))
        else {
            continue;
        };
        let most = lowering.arena.bounds(rule.node).hi.max(0);
        let Some(sum) = total.checked_add(most) else {
            lowering.findings.push(
                Finding::new(
                    Code::Overflow,
                    pack.place(text.at),
                    "étant donné les bornes des faits, la somme des `valeur_annuelle` peut ne pas tenir sur 64 bits",
                )
                .with_help("resserrez les bornes des faits que lisent les `valeur_annuelle`"),
            );
            return;
        };
        total = sum;
    }
}

/// A condition that the bounds of the facts settle once for all.
pub(super) fn constants(lowering: &mut Lowering<'_>) {
    let pack = lowering.pack;
    for (owner, dispositif) in (0_u16..).zip(&pack.dispositifs) {
        for (position, condition) in (0_u16..).zip(&dispositif.conditions) {
            let Some(done) = lowering.done(Item::Condition(owner, position)) else {
                continue;
            };
            let bounds = lowering.arena.bounds(done.node);
            let place = pack.place(condition.rule.at);
            let id = &condition.id;
            if bounds.is_true() {
                lowering.findings.push(
                    Finding::new(
                        Code::AlwaysTrue,
                        place,
                        format!("la condition `{id}` est toujours remplie"),
                    )
                    .with_help("retirez-la, ou corrigez les bornes des faits"),
                );
            } else if bounds.is_false() {
                lowering.findings.push(
                    Finding::new(
                        Code::UnreachableAlternative,
                        place,
                        format!(
                            "la condition `{id}` n'est jamais remplie : personne n'a droit à `{}`",
                            dispositif.id
                        ),
                    )
                    .with_help("corrigez la condition, ou les bornes des faits"),
                );
            }
        }
    }
}

/// Facts, parameters and tables that nothing reads. What could not be read may read them: nothing is said then.
pub(super) fn unused(lowering: &mut Lowering<'_>) {
    if !lowering.unread.is_empty() {
        return;
    }
    let pack = lowering.pack;
    let mut warn = |code, place, message: String| lowering.findings.push(Finding::new(code, place, message));
    for (fact, at) in pack.vocabulary.facts.iter().zip(&pack.fact_places) {
        if !lowering.used.contains(fact.name.as_str()) {
            warn(
                Code::UnusedFact,
                pack.place(*at),
                format!("aucune règle ne lit le fait `{}`", fact.name),
            );
        }
    }
    for parameter in &pack.parameters {
        if !lowering.used.contains(parameter.name.as_str()) {
            warn(
                Code::UnusedParameter,
                pack.place(parameter.at),
                format!("aucune règle ne lit le paramètre `{}`", parameter.name),
            );
        }
    }
    for table in &pack.tables {
        if !lowering.used.contains(table.name.as_str()) {
            warn(
                Code::UnusedParameter,
                pack.place(table.at),
                format!("aucune règle ne lit la table `{}`", table.name),
            );
        }
    }
}
