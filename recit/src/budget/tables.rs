//! Totals as tables.

use bareme::{
    Verdict,
    budget::{Budget, BudgetLine, Group, Grouping},
    catalogue::DispositifPlan,
    decimal,
    vocabulary::DeclaredType,
};

use super::{Amounts, main_amounts, mains, rows, weight};
use crate::{
    tree::{Block, Line, Mark, Recit, Row, Section, Table},
    words::{self, Words},
};

const VERDICTS: [(Verdict, &str, &str); 4] = [
    (Verdict::Eligible, "éligible", "éligibles"),
    (Verdict::Undetermined, "indéterminée", "indéterminées"),
    (Verdict::NotEligible, "non éligible", "non éligibles"),
    (Verdict::OutOfPeriod, "hors période", "hors période"),
];

/// What a table of decisions comes to: each dispositif with its verdicts and its amounts, what they come to together, the groups, and what is not known or
/// not sure of all that.
#[must_use]
pub fn budget(budget: &Budget) -> Recit {
    let mut blocks = vec![Block::Lines { lines: first(budget) }];
    blocks.extend(together(budget));
    for line in budget.lines(&budget.whole) {
        blocks.push(dispositif(budget, &line));
    }
    blocks.extend(groups(budget));
    let lines = weight::lines(budget);
    if !lines.is_empty() {
        blocks.push(section(
            "Ce qui n'est pas connu, et ce qui n'est pas sûr",
            vec![Block::Lines { lines }],
        ));
    }
    Recit {
        title: format!("Budget de {}", rows(budget.whole.rows)),
        blocks,
    }
}

fn section(title: &str, blocks: Vec<Block>) -> Block {
    Block::Section(Section {
        title: title.to_owned(),
        apart: false,
        blocks,
    })
}

fn first(budget: &Budget) -> Vec<Line> {
    let plan = budget.plan();
    let mut lines = vec![Line::plain(format!(
        "Barème {}, version {}. « Établi » compte ce qui est dû et déterminé ; « au moins » et « au plus » sont prouvés, quoi que vaillent les faits qui \
         manquent.",
        plan.header.id, plan.header.version
    ))];
    if budget.whole.refused > 0 {
        let message = format!(
            "{} : {} dans aucun total.",
            words::counted(budget.whole.refused, "ligne illisible", "lignes illisibles"),
            if budget.whole.refused == 1 {
                "elle n'est"
            } else {
                "elles ne sont"
            }
        );
        lines.push(Line::marked(Mark::Warn, message));
    }
    lines
}

const COLUMNS: [&str; 3] = ["Établi", "Au moins", "Au plus"];

fn table(first: &[&str], rows: Vec<Vec<String>>) -> Block {
    let columns = first.iter().chain(&COLUMNS).map(|title| (*title).to_owned());
    let rows = rows.into_iter().map(|cells| Row {
        cells,
        under: Vec::new(),
    });
    Block::Table(Table {
        columns: columns.collect(),
        rows: rows.collect(),
    })
}

fn together(budget: &Budget) -> Option<Block> {
    let plan = budget.plan();
    let (mut all, mut named) = (Vec::new(), Vec::new());
    for ranked in budget.together(&budget.whole) {
        let unit = ranked.unit().to_string();
        let amounts = Amounts {
            words: Words::of(plan),
            unit: &unit,
            decimals: ranked.decimals(),
        };
        let count = u64::try_from(ranked.dispositifs().len()).unwrap_or(u64::MAX);
        let label = words::counted(count, "dispositif", "dispositifs");
        all.push([vec![label], amounts.cells(ranked.total()).to_vec()].concat());
        let titles = ranked.dispositifs().iter().filter_map(|at| plan.dispositif(*at));
        let titles: Vec<_> = titles
            .map(|dispositif| plan.titled(&dispositif.title, None))
            .collect();
        named.push(Line::marked(Mark::Item, titles.join(" ; ")));
    }
    let lead =
        "Ce qui s'exclut n'est jamais ajouté : chaque personne reçoit ce qui se cumule et vaut le plus.";
    let lines = vec![Line::plain(lead).with(named)];
    (!all.is_empty()).then(|| section("Ensemble", vec![table(&[""], all), Block::Lines { lines }]))
}

fn dispositif(budget: &Budget, line: &BudgetLine<'_>) -> Block {
    let counts = VERDICTS.iter().filter_map(|(verdict, one, several)| {
        let count = line.count(*verdict);
        (count > 0).then(|| words::counted(count, one, several))
    });
    let counts: Vec<String> = counts.collect();
    let lines = vec![Line::plain(format!("Lignes : {}.", counts.join(", ")))];
    let mut blocks = vec![Block::Lines { lines }];
    let mut all = Vec::new();
    for (droit, total) in line.totals() {
        let unit = droit.declared.unit().map(ToString::to_string).unwrap_or_default();
        let amounts = Amounts {
            words: Words::of(budget.plan()),
            unit: &unit,
            decimals: droit.declared.decimals(),
        };
        let title = budget.plan().titled(&droit.title, None).into_owned();
        all.push([vec![title], amounts.cells(total).to_vec()].concat());
    }
    if !all.is_empty() {
        blocks.push(table(&["Montant"], all));
    }
    blocks.extend(choices(budget, line));
    section(&budget.plan().titled(&line.dispositif().title, None), blocks)
}

/// The amounts of a dispositif by each choice, where some are due or may be.
fn choices(budget: &Budget, line: &BudgetLine<'_>) -> Vec<Block> {
    let of = line.dispositif();
    let open = line.count(Verdict::Eligible) + line.count(Verdict::Undetermined);
    let own = |grouping: &&Grouping| {
        let own = grouping.dispositif.and_then(|at| budget.plan().dispositif(at));
        open > 0 && own.is_none_or(|own| own.id == of.id)
    };
    let tables = budget.others.iter().filter(own).filter_map(|grouping| {
        let mut all = Vec::new();
        for (name, group) in &grouping.groups {
            all.extend(choice_rows(budget, line, (grouping, name), group));
        }
        let title = choice_title(budget, of, grouping);
        (!all.is_empty()).then(|| table(&[&format!("Par {title}"), "Éligibles"], all))
    });
    tables.collect()
}

fn choice_title(budget: &Budget, of: &DispositifPlan, grouping: &Grouping) -> String {
    let plan = budget.plan();
    let title = match grouping.dispositif {
        Some(_) => of
            .droits
            .iter()
            .find(|droit| droit.id == grouping.by)
            .map(|droit| &droit.title),
        None => plan
            .vocabulary
            .fact_named(&grouping.by)
            .map(|(_, fact)| &fact.title),
    };
    title.map_or_else(
        || grouping.by.clone(),
        |title| words::inside(&plan.titled(title, None)),
    )
}

/// A row for each main amount of a group; none of a group to which nothing is due nor may be.
fn choice_rows(
    budget: &Budget,
    line: &BudgetLine<'_>,
    (grouping, name): (&Grouping, &str),
    group: &Group,
) -> Vec<Vec<String>> {
    let of = line.dispositif();
    let Some(line) = budget.lines(group).find(|other| other.dispositif().id == of.id) else {
        return Vec::new();
    };
    let eligible = line.count(Verdict::Eligible);
    if eligible + line.count(Verdict::Undetermined) == 0 {
        return Vec::new();
    }
    let choice = of.droits.iter().find(|droit| droit.id == grouping.by);
    let declared = choice
        .filter(|_| grouping.dispositif.is_some())
        .map(|droit| &droit.declared);
    let label = match declared {
        Some(declared) => member(budget, Some(declared), name),
        None => label(budget, &grouping.by, name),
    };
    let rows = main_amounts(&line).into_iter().map(|(droit, total)| {
        let unit = droit.declared.unit().map(ToString::to_string).unwrap_or_default();
        let amounts = Amounts {
            words: Words::of(budget.plan()),
            unit: &unit,
            decimals: droit.declared.decimals(),
        };
        [
            vec![label.clone(), words::whole(eligible)],
            amounts.cells(total).to_vec(),
        ]
        .concat()
    });
    rows.collect()
}

fn groups(budget: &Budget) -> Option<Block> {
    let by = budget.by.as_deref()?;
    let mut all = Vec::new();
    for (name, group) in &budget.groups {
        all.extend(group_rows(budget, &label(budget, by, name), group));
    }
    let title = budget
        .plan()
        .vocabulary
        .fact_named(by)
        .map_or_else(|| by.to_owned(), |(_, fact)| words::inside(&fact.title));
    Some(section(
        &format!("Par {title}"),
        vec![table(&["", "Lignes"], all)],
    ))
}

fn group_rows(budget: &Budget, label: &str, group: &Group) -> Vec<Vec<String>> {
    let rows = mains(budget, group).into_iter().map(|main| {
        let amounts = Amounts {
            words: Words::of(budget.plan()),
            unit: &main.unit,
            decimals: main.decimals,
        };
        let first = vec![label.to_owned(), words::whole(group.rows)];
        [first, amounts.cells(main.total).to_vec()].concat()
    });
    rows.collect()
}

/// What a person reads of the text of a group: the label of a member, a number with its comma.
pub(super) fn label(budget: &Budget, by: &str, text: &str) -> String {
    let fact = budget.plan().vocabulary.fact_named(by);
    member(budget, fact.map(|(_, fact)| &fact.declared), text)
}

fn member(budget: &Budget, declared: Option<&DeclaredType>, text: &str) -> String {
    let vocabulary = &budget.plan().vocabulary;
    let members = declared.and_then(|declared| vocabulary.enumeration_of(&declared.kind));
    let member = members.and_then(|all| all.members.iter().find(|member| member.name == text));
    match (text, member) {
        ("", _) => "non connu".to_owned(),
        ("true", _) => "oui".to_owned(),
        ("false", _) => "non".to_owned(),
        (_, Some(member)) => member.label.clone(),
        (_, None) if declared.is_some_and(|declared| declared.kind.is_number()) => decimal::written(text),
        (_, None) => text.to_owned(),
    }
}
