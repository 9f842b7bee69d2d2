use crate::{
    error::{Code, Finding},
    pack::model::Pack,
    plan::{
        TablePlan,
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

/// A condition that the bounds of the facts settle once for all.
pub(super) fn constants(lowering: &mut Lowering<'_>) {
    let pack = lowering.pack;
    for (owner, dispositif) in (0_u16..).zip(&pack.dispositifs) {
        for (position, condition) in (0_u16..).zip(&dispositif.conditions) {
            let Some(done) = lowering.done(Item::Condition(owner, position)) else {
                continue;
            };
            let bounds = lowering.arena.bounds(done.node);
            let place = pack.place(condition.test.at);
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

/// Facts, parameters and tables that nothing reads.
pub(super) fn unused(lowering: &mut Lowering<'_>) {
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
