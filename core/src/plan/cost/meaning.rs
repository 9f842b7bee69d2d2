//! The most bytes of what a decision says beyond its verdict.

use super::{
    json::{cited, inside, item, names, quoted, template, titled},
    reach::Reach,
    sum::{sum, total},
};
use crate::{
    date::Day,
    plan::{Dated, DeadlinePlan, DispositifPlan, Node, Plan, verdicts_read},
    vocabulary::FactId,
};

/// What it is to a person: who grants it, the next step, the doubts, what is past its day.
pub(super) fn bytes(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    let text = |text: Option<&str>| text.map_or(4, quoted);
    let step = dispositif.next_step.as_ref().map_or(4, |step| {
        let documents = step.documents.iter().flatten();
        let source = step.citation.as_ref().map_or(4, |citation| cited(citation, plan));
        sum([
            template(r#"{"fiabilite":"a_confirmer","lien":,"ou":,"pieces":null,"quand":,"quoi":,"source":}"#),
            text(step.link.as_deref()),
            text(step.place.as_deref()),
            text(step.when.as_deref()),
            text(step.what.as_deref()),
            total(documents.map(|document| item(document))),
            source,
            deadlines(plan, dispositif),
        ])
    });
    let doubts = dispositif.doubts.iter().map(|doubt| {
        let concerns = doubt.concerns.iter().map(|concern| item(&concern.word));
        sum([
            template(r#"{"porte_sur":[],"question":},"#),
            quoted(&doubt.question),
            total(concerns),
        ])
    });
    let (parameters, tables) = read_by(plan, dispositif);
    let stale = |id: &str, title: &str| {
        sum([
            template(r#"{"attendu_le":"0000-00-00","id":,"titre":,"verifie_le":"0000-00-00"},"#),
            quoted(id),
            titled(plan, title),
        ])
    };
    // A value may be known of by two days of reading, when the day on which it is read is not known: only the last can be old.
    let parameters = parameters
        .iter()
        .filter_map(|position| plan.parameters.get(usize::from(*position)));
    let tables = tables
        .iter()
        .filter_map(|position| plan.tables.get(usize::from(*position)));
    sum([
        text(dispositif.decider.as_deref()),
        step,
        total(doubts),
        inherited(plan, dispositif),
        total(parameters.map(|series| stale(&series.name, &series.title))),
        total(tables.map(|table| stale(&table.name, &table.title))),
        stale(&dispositif.id, &dispositif.title),
        ended(plan, dispositif),
        supposed(plan, dispositif),
    ])
}

/// The days by which it is done, each with all the facts that it reads.
fn deadlines(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    if dispositif.deadlines.is_empty() {
        return 0;
    }
    let one = |deadline: &DeadlinePlan| {
        let source = plan.source(&deadline.citation);
        sum([
            template(
                r#"{"fiabilite":"a_confirmer","id":,"jour":"0000-00-00","manquants":[],"sens":"au_plus_tard","source":{"id":,"repere":},"titre":},"#,
            ),
            quoted(&deadline.id),
            source.map_or(4, |source| quoted(&source.id)),
            deadline.citation.locator.as_deref().map_or(0, quoted),
            titled(plan, &deadline.title),
            names(plan, &facts_read(plan, deadline)),
        ])
    };
    sum([
        template(r#""delais":[],"#),
        total(dispositif.deadlines.iter().map(one)),
    ])
}

/// The facts under the expressions of a deadline.
fn facts_read(plan: &Plan, deadline: &DeadlinePlan) -> Vec<FactId> {
    let mut facts = Vec::new();
    let roots = deadline.rules().map(|rule| rule.node);
    Reach::new(plan).from(roots, &mut |_, node| {
        if let Node::Fact(fact) = node {
            facts.push(*fact);
        }
        true
    });
    facts
}

/// The doubts that a refusal takes from the dispositifs that it reads: at most all of the pack, on the condition with the longest name.
fn inherited(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    if verdicts_read(&plan.dispositifs, dispositif).is_empty() {
        return 0;
    }
    let longest = dispositif
        .conditions
        .iter()
        .map(|condition| item(&condition.id))
        .max();
    let one = sum([
        template(r#"{"porte_sur":["condition:"],"question":},"#),
        longest.unwrap_or(0),
    ]);
    let doubts = plan.dispositifs.iter().flat_map(|other| &other.doubts);
    total(doubts.map(|doubt| sum([one, quoted(&doubt.question)])))
}

/// The doubt that a reform is.
fn supposed(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    let Some(reform) = &plan.reform else { return 0 };
    let position = plan
        .dispositif_named(&dispositif.id)
        .map(|(position, _)| position);
    let source = plan.sources.get(usize::from(reform.source));
    match (position.and_then(|position| reform.reaches(position)), source) {
        (Some(_), Some(source)) => sum([
            template(r#"{"porte_sur":["source:"],"question":},"#),
            inside(&source.id),
            quoted(&reform.question()),
        ]),
        _ => 0,
    }
}

/// The doubts about versions of texts that have ended.
fn ended(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    let conditions = dispositif
        .conditions
        .iter()
        .map(|condition| condition.citation.source);
    let droits = dispositif.droits.iter().map(|droit| droit.citation.source);
    let own = dispositif.sources.iter().map(|citation| citation.source);
    let mut cited: Vec<u16> = own.chain(conditions).chain(droits).collect();
    cited.sort_unstable();
    cited.dedup();
    // A version that has no end is never told.
    let ends = |source: &u16| plan.ended(*source, Day::MAX).is_some();
    total(
        cited
            .iter()
            .filter(|source| ends(source))
            .filter_map(|source| plan.sources.get(usize::from(*source)))
            .map(|source| {
                sum([
                    template(r#"{"porte_sur":["source:"],"question":""},"#),
                    template("« » a changé le 00 septembre 0000, et sa nouvelle version n'a pas été lue : que dit-elle ?"),
                    inside(&source.id),
                    inside(&source.title),
                ])
            }),
    )
}

/// The parameters and the tables that a dispositif may read, each once.
pub(super) fn read_by(plan: &Plan, dispositif: &DispositifPlan) -> (Vec<u16>, Vec<u16>) {
    let (mut parameters, mut tables) = (Vec::new(), Vec::new());
    for node in dispositif.order.iter().filter_map(|id| plan.node(*id)) {
        match node.read() {
            Some((Dated::Parameter(position), _)) => parameters.push(position),
            Some((Dated::Table(position), _)) => tables.push(position),
            None => {}
        }
    }
    for list in [&mut parameters, &mut tables] {
        list.sort_unstable();
        list.dedup();
    }
    (parameters, tables)
}
