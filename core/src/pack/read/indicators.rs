//! What is counted over decisions: `indicateurs.toml`.

use super::{
    choices::enumeration,
    keys::{Keys, expression},
    known::Known,
    limits::limit,
    names::{self, Kind, Names},
    node::{Node, table},
    report::Report,
    vocabulary::fact,
};
use crate::{
    error::Code,
    pack::model::{Axis, Beside, Counting, Follow, Indicator, Location, Repere},
    vocabulary::Vocabulary,
};

/// Reads `indicateurs.toml`.
pub(super) fn follow(
    report: &mut Report,
    mut keys: Keys<'_>,
    known: &Known,
    names: &mut Names,
    reperes: Vec<Repere>,
    quotas: &[&str],
) -> Follow {
    let mut follow = Follow {
        reperes,
        date: keys.expression(report, "date"),
        ..Follow::default()
    };
    let choices = keys.optional("choix");
    let columns = keys.optional("colonnes");
    let axes = keys.optional("axes");
    let indicators = keys.optional("indicateurs");
    keys.finish(report);
    // A column may be of an enumeration of the pack, or of one that is declared beside it.
    let mut vocabulary = Vocabulary::new(Vec::new(), known.vocabulary.enumerations.clone());
    for (name, at, node) in table(report, choices) {
        if vocabulary.enumeration_named(name).is_some() {
            report
                .add(
                    at,
                    Code::DuplicateId,
                    format!("`{name}` est déjà le nom d'une énumération"),
                )
                .help("retirez-la d'ici, ou donnez-lui un autre nom");
            continue;
        }
        if let Some(enumeration) = enumeration(report, name, at, node) {
            vocabulary.enumerations.push(enumeration.clone());
            follow.enumerations.push(enumeration);
        }
    }
    for (name, at, node) in table(report, columns) {
        if !names.declare(report, node.doc, at, name, Kind::Fact) {
            continue;
        }
        match fact(report, name, at, node, (&vocabulary, &known.sources)) {
            Some(stated) if stated.is_only_stated() => follow.columns.push(stated.fact),
            Some(_) => {
                report
                    .add(
                        at,
                        Code::UnknownKey,
                        format!("la colonne `{name}` est lue : elle ne se déduit, ne se suppose ni ne se demande"),
                    )
                    .help("retirez `deduit_de`, `suppose` et les clés des questions, ou écrivez-les au fait du vocabulaire");
                report.unread(name);
            }
            None => report.unread(name),
        }
    }
    for (id, at, node) in table(report, axes) {
        match axis(report, id, at, node) {
            Some(axis) => follow.axes.push(axis),
            None => report.unread(id),
        }
    }
    for (id, at, node) in table(report, indicators) {
        let indicator = indicator(report, id, at, node, known, &follow, quotas);
        follow.indicators.extend(indicator);
    }
    limit(report, &mut follow.columns, "colonnes");
    limit(report, &mut follow.axes, "axes");
    limit(report, &mut follow.indicators, "indicateurs");
    follow
}

fn axis(report: &mut Report, id: &str, at: Location, node: Node<'_>) -> Option<Axis> {
    names::check(report, at, id);
    let mut keys = node.keys(report, format!("l'axe `{id}`"))?.named(at);
    let title = keys.title(report, "titre");
    let value = keys.expression(report, "valeur");
    keys.finish(report);
    Some(Axis {
        id: id.to_owned(),
        title,
        value: value?,
        at,
    })
}

fn indicator(
    report: &mut Report,
    id: &str,
    at: Location,
    node: Node<'_>,
    known: &Known,
    follow: &Follow,
    quotas: &[&str],
) -> Option<Indicator> {
    names::check(report, at, id);
    let mut keys = node.keys(report, format!("l'indicateur `{id}`"))?.named(at);
    let title = keys.title(report, "titre");
    let counting = counting(report, &mut keys);
    let among = keys.optional("parmi").and_then(|node| expression(report, node));
    let by = by(report, &mut keys, follow);
    let beside = beside(report, &mut keys, follow, quotas);
    let citation = match keys.optional("source") {
        Some(node) => known.sources.citation(report, node),
        None => {
            keys.missing(
                report,
                "source",
                Code::MissingSource,
                "ajoutez `source = { id = \"…\", repere = \"…\" }` : qui demande ce compte",
            );
            None
        }
    };
    let note = keys.string(report, "note");
    keys.finish(report);
    Some(Indicator {
        id: id.to_owned(),
        title,
        counting: counting?,
        among,
        by,
        beside,
        citation: citation?,
        note,
        at,
    })
}

/// `compte` or `somme`, one of the two.
fn counting(report: &mut Report, keys: &mut Keys<'_>) -> Option<Counting> {
    let (count, sum) = (keys.optional("compte"), keys.optional("somme"));
    match (count, sum) {
        (Some(node), None) => expression(report, node).map(Counting::Count),
        (None, Some(node)) => expression(report, node).map(Counting::Sum),
        (both, _) => {
            let what = if both.is_some() {
                "à la fois `compte` et `somme`"
            } else {
                "ni `compte` ni `somme`"
            };
            let message = format!("{} a {what}", keys.subject);
            report
                .add(keys.at, Code::MissingKey, message)
                .help("écrivez `compte = \"…\"`, vrai ou faux, ou `somme = \"…\"`, un nombre");
            None
        }
    }
}

/// `par = ["sexe", …]`: the axes by which it is broken down.
fn by(report: &mut Report, keys: &mut Keys<'_>, follow: &Follow) -> Vec<u16> {
    let items = keys.optional("par").and_then(|node| node.items(report));
    let mut by = Vec::new();
    for node in items.unwrap_or_default() {
        let Some(text) = node.text(report) else { continue };
        let axes = follow.axes.iter().map(|axis| axis.id.as_str());
        by.extend(named(report, (&text.value, text.at), axes, "aucun axe", "axes"));
    }
    by
}

/// `repere` or `quota`: what it is looked at beside.
fn beside(report: &mut Report, keys: &mut Keys<'_>, follow: &Follow, quotas: &[&str]) -> Option<Beside> {
    let (repere, quota) = (keys.optional("repere"), keys.optional("quota"));
    if let (Some(node), Some(_)) = (repere, quota) {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                format!("{} a à la fois `repere` et `quota`", keys.subject),
            )
            .help("gardez celui qui dit ce qui était prévu");
        return None;
    }
    if let Some(text) = repere.and_then(|node| node.text(report)) {
        let ids = follow.reperes.iter().map(|repere| repere.id.as_str());
        return named(
            report,
            (&text.value, text.at),
            ids,
            "aucun repère",
            "reperes.toml",
        )
        .map(Beside::Repere);
    }
    let text = quota?.text(report)?;
    let ids = quotas.iter().copied();
    named(report, (&text.value, text.at), ids, "aucun quota", "quotas.toml").map(Beside::Quota)
}

/// The position of a name in a list.
fn named<'n>(
    report: &mut Report,
    (name, at): (&str, Location),
    list: impl Iterator<Item = &'n str> + Clone,
    none: &str,
    place: &str,
) -> Option<u16> {
    let found = list.clone().position(|known| known == name);
    if found.is_none() && !report.unread.excuses(name) {
        report
            .add(
                at,
                Code::UnknownReference,
                format!("{none} ne s'appelle `{name}`"),
            )
            .help(format!("déclarez-le dans `{place}`, ou corrigez le nom"))
            .nearest(name, list);
    }
    found.and_then(|position| u16::try_from(position).ok())
}
