//! What is counted over tables of decisions: lowered as every other expression, over columns instead of facts to decide from.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    error::{Code, Finding},
    pack::model::{Axis, Beside, Counting, Follow, Indicator, Pack, Text},
    plan::{
        AxisPlan, ColumnRole, DispositifPlan, FollowColumn, FollowPlan, FollowRule, IndicatorPlan, Node,
        NodeId, Rule, Value,
        lower::{Lowering, Scope, whole},
    },
    vocabulary::{DeclaredType, Fact, FactId, Kind, Style, Vocabulary},
};

/// Bounds that no amount of a table passes, for a droit of a dispositif that has a fault.
const UNKNOWN_BOUNDS: i64 = 1_000_000_000_000;

/// What is followed; `None` after a finding.
pub(super) fn follow(
    lowering: &mut Lowering<'_>,
    dispositifs: &[Option<DispositifPlan>],
) -> Option<FollowPlan> {
    let source = &lowering.pack.follow;
    let Some(date) = &source.date else {
        // A file that lacks it has its finding already.
        return Some(FollowPlan {
            reperes: source.reperes.clone(),
            ..FollowPlan::default()
        });
    };
    let (pack, roles) = table_of(lowering, dispositifs);
    let (parameters, tables) = (lowering.parameters, lowering.tables);
    let mut inner = Lowering::new(&pack, lowering.unread, parameters, tables);
    inner.decided = true;
    let lowered = lower(&mut inner, &pack.follow, date);
    let used: Vec<&str> = inner.used.iter().copied().collect();
    lowering.findings.append(&mut inner.findings);
    for name in &used {
        let outer = lowering.pack;
        let parameters = outer.parameters.iter().map(|parameter| &parameter.name);
        let tables = outer.tables.iter().map(|table| &table.name);
        lowering.used.extend(
            parameters
                .chain(tables)
                .map(String::as_str)
                .filter(|known| known == name),
        );
    }
    for column in &pack.follow.columns {
        if !used.contains(&column.name.as_str()) {
            let message = format!("aucun indicateur ne lit la colonne `{}`", column.name);
            lowering.findings.push(Finding::new(
                Code::UnusedFact,
                lowering.pack.place(date.at),
                message,
            ));
        }
    }
    let arena = inner.arena;
    let mut plan = lowered?;
    plan.nodes = arena.nodes;
    plan.node_kinds = arena.node_kinds;
    plan.kinds = arena.kinds;
    Some(narrowed(plan, &pack.vocabulary, &roles))
}

/// The pack whose facts are the columns of a table of decisions, and what each of them holds.
fn table_of(lowering: &Lowering<'_>, dispositifs: &[Option<DispositifPlan>]) -> (Pack, Vec<ColumnRole>) {
    let mut pack = lowering.pack.clone();
    let mut facts = core::mem::take(&mut pack.vocabulary.facts);
    let mut enumerations = core::mem::take(&mut pack.vocabulary.enumerations);
    let mut roles = vec![ColumnRole::Fact; facts.len()];
    facts.extend(pack.follow.columns.iter().cloned());
    enumerations.extend(pack.follow.enumerations.iter().cloned());
    roles.resize(facts.len(), ColumnRole::Other);
    let mut known: BTreeSet<String> = facts.iter().map(|fact| fact.name.clone()).collect();
    let mut add = |name: String, title: &str, declared: DeclaredType, role| {
        // A droit of several periods is one column.
        if known.insert(name.clone()) {
            facts.push(Fact {
                name,
                title: title.to_owned(),
                question: None,
                help: None,
                declared,
                sensitive: false,
                former: Vec::new(),
            });
            roles.push(role);
        }
    };
    for (position, dispositif) in (0_u16..).zip(&pack.dispositifs) {
        let id = &dispositif.id;
        let truth = DeclaredType {
            style: Style::Boolean,
            kind: Kind::Boolean,
            min: 0,
            max: 1,
        };
        let role = ColumnRole::Eligible(position);
        add(
            format!("dispositif.{id}.eligible"),
            &dispositif.title,
            truth,
            role,
        );
        let plan = dispositifs.get(usize::from(position)).and_then(Option::as_ref);
        for (index, droit) in (0_u16..).zip(&dispositif.droits) {
            let rule = plan.and_then(|plan| plan.droits.get(usize::from(index)));
            let known = rule.map(|droit| lowering.arena.bounds(droit.rule.node));
            let known = known.unwrap_or(Value::between(-UNKNOWN_BOUNDS, UNKNOWN_BOUNDS));
            let mut declared = droit.declared.clone();
            if !declared.kind.is_choice() {
                (declared.min, declared.max) = (known.lo, known.hi);
            }
            let name = format!("dispositif.{id}.{}", droit.id);
            if declared.kind.is_number() {
                let mut due = declared.clone();
                (due.min, due.max) = (due.min.min(0), due.max.max(0));
                add(
                    format!("{name}.du"),
                    &droit.title,
                    due,
                    ColumnRole::Due(position, index),
                );
            }
            add(name, &droit.title, declared, ColumnRole::Droit(position, index));
        }
    }
    pack.vocabulary = Vocabulary::new(facts, enumerations);
    (pack, roles)
}

fn lower<'p>(lowering: &mut Lowering<'p>, source: &'p Follow, date: &'p Text) -> Option<FollowPlan> {
    let date = rule(lowering, date, Some(&Kind::Date)).map(|(rule, _)| rule);
    let axes: Vec<Option<AxisPlan>> = source.axes.iter().map(|source| axis(lowering, source)).collect();
    let indicators: Vec<Option<IndicatorPlan>> = source
        .indicators
        .iter()
        .map(|source| indicator(lowering, source))
        .collect();
    Some(FollowPlan {
        reperes: source.reperes.clone(),
        enumerations: source.enumerations.clone(),
        date: Some(date?),
        axes: axes.into_iter().collect::<Option<_>>()?,
        indicators: indicators.into_iter().collect::<Option<_>>()?,
        ..FollowPlan::default()
    })
}

/// An expression over the columns of a row, and its type. Parameters are read on the day that places the row in time.
fn rule<'p>(
    lowering: &mut Lowering<'p>,
    text: &'p Text,
    declared: Option<&Kind>,
) -> Option<(FollowRule, Kind)> {
    let date = lowering.reference_date();
    let scope = Scope {
        dispositif: None,
        date,
        effect: date,
        text,
    };
    let lowered = lowering.text(scope, declared)?;
    let node = match declared {
        Some(declared) => lowering.given_as(scope, whole(&lowered), &lowered, declared)?,
        None => lowered.node,
    };
    let rule = FollowRule {
        text: Rule::new(&text.value, node, Vec::new()).text,
        node,
        columns: Vec::new(),
    };
    Some((rule, lowered.kind))
}

fn axis<'p>(lowering: &mut Lowering<'p>, source: &'p Axis) -> Option<AxisPlan> {
    let (rule, kind) = rule(lowering, &source.value, None)?;
    if !(kind.is_boolean() || kind.is_choice() || kind.is_whole()) {
        let place = lowering.pack.place(source.value.at);
        let message = format!(
            "l'axe `{}` n'est ni un choix, ni vrai ou faux, ni un nombre entier",
            source.id
        );
        lowering
            .findings
            .push(Finding::new(Code::WrongKind, place, message).with_help(
                "un axe a peu de valeurs, qui ont chacune un nom : des tranches plutôt que des montants",
            ));
        return None;
    }
    Some(AxisPlan {
        id: source.id.clone(),
        title: source.title.clone(),
        rule,
    })
}

fn indicator<'p>(lowering: &mut Lowering<'p>, source: &'p Indicator) -> Option<IndicatorPlan> {
    let counting = match &source.counting {
        Counting::Count(text) => rule(lowering, text, Some(&Kind::Boolean)),
        Counting::Sum(text) => {
            let sum = rule(lowering, text, None);
            if let Some((_, kind)) = &sum
                && !kind.is_number()
            {
                let place = lowering.pack.place(text.at);
                lowering.findings.push(
                    Finding::new(Code::WrongKind, place, "une somme est celle d'un nombre")
                        .with_help("écrivez `compte` pour ce qui est vrai ou faux"),
                );
                return None;
            }
            sum
        }
    };
    let among = source
        .among
        .as_ref()
        .map(|text| rule(lowering, text, Some(&Kind::Boolean)));
    let (counting, kind) = counting?;
    beside(lowering, source, &kind);
    let among = match among {
        Some(among) => Some(among?.0),
        None => None,
    };
    Some(IndicatorPlan {
        id: source.id.clone(),
        title: source.title.clone(),
        counting,
        among,
        by: source.by.clone(),
        beside: source.beside,
        citation: source.citation.clone(),
    })
}

/// The same plan, with no other columns than those that it reads.
fn narrowed(mut plan: FollowPlan, vocabulary: &Vocabulary, roles: &[ColumnRole]) -> FollowPlan {
    let mut kept: BTreeMap<FactId, u16> = BTreeMap::new();
    for node in &plan.nodes {
        if let Node::Fact(id) = node {
            let next = u16::try_from(kept.len()).unwrap_or(u16::MAX);
            kept.entry(*id).or_insert(next);
        }
    }
    let mut columns: Vec<(u16, FollowColumn)> = kept
        .iter()
        .filter_map(|(id, position)| {
            let fact = vocabulary.fact(*id)?.clone();
            let role = *roles.get(usize::from(id.0))?;
            Some((*position, FollowColumn { fact, role }))
        })
        .collect();
    columns.sort_by_key(|(position, _)| *position);
    plan.columns = columns.into_iter().map(|(_, column)| column).collect();
    for node in &mut plan.nodes {
        if let Node::Fact(id) = node {
            *id = FactId(kept.get(id).copied().unwrap_or(u16::MAX));
        }
    }
    let reads = reads(&plan.nodes);
    let read = |rule: &mut FollowRule| {
        rule.columns = reads.get(rule.node.index()).cloned().unwrap_or_default();
    };
    plan.date.iter_mut().for_each(read);
    plan.axes.iter_mut().for_each(|axis| read(&mut axis.rule));
    for indicator in &mut plan.indicators {
        read(&mut indicator.counting);
        indicator.among.iter_mut().for_each(read);
    }
    plan
}

/// For each node, the columns that it reads, in ascending order.
fn reads(nodes: &[Node]) -> Vec<Vec<u16>> {
    let mut reads: Vec<Vec<u16>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut own = if let Node::Fact(id) = node {
            vec![id.0]
        } else {
            Vec::new()
        };
        node.operands(|operand: NodeId| own.extend(reads.get(operand.index()).into_iter().flatten()));
        own.sort_unstable();
        own.dedup();
        reads.push(own);
    }
    reads
}

/// Reports an indicator that is looked at beside what it cannot be compared with: another unit, or a year that has two figures.
fn beside(lowering: &mut Lowering<'_>, indicator: &Indicator, kind: &Kind) {
    let pack = lowering.pack;
    let mut add = |code, message: String, help: &str| {
        let finding = Finding::new(code, pack.place(indicator.at), message);
        lowering.findings.push(finding.with_help(help));
    };
    let declared = match indicator.beside {
        None => return,
        Some(Beside::Quota(_)) => None,
        Some(Beside::Repere(position)) => {
            let Some(repere) = pack.follow.reperes.get(usize::from(position)) else {
                return;
            };
            let years = repere.values.iter().zip(repere.values.iter().skip(1));
            // Two values that share a day have their finding already.
            let twice = years
                .filter(|(one, next)| one.period.until <= next.period.from)
                .filter_map(|(one, next)| Some((one.period.last()?.year(), next.period.from.year())))
                .find(|(last, first)| last == first);
            if let Some((year, _)) = twice {
                let message = format!(
                    "l'indicateur `{}` se compare à `{}`, qui a deux valeurs en {year}",
                    indicator.id, repere.id
                );
                let help = "séparez le repère en deux, ou donnez une seule valeur par année civile";
                add(Code::PeriodOverlap, message, help);
            }
            Some(&repere.declared.kind)
        }
    };
    if kind.is_euros() != declared.is_some_and(Kind::is_euros) {
        let message = format!(
            "l'indicateur `{}` se compare à ce qui n'est pas de la même unité : des euros, et ce qui n'en est pas",
            indicator.id
        );
        let help = "comparez une `somme` d'euros à une enveloppe, un `compte` à des places ou à une part";
        add(Code::WrongUnit, message, help);
    }
}
