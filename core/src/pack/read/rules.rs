//! Conditions, priorities and droits of a dispositif.

use std::collections::BTreeMap;

use super::{
    declared::{Bounds, declared},
    guards,
    keys::Keys,
    known::Known,
    meaning, names,
    node::Node,
    periods::{self, Stated},
    report::Report,
    scalar, sources,
    vocabulary::{check_id, id},
};
use crate::{
    date::Period,
    error::Code,
    pack::model::{Citation, Condition, Droit, Location, Reliability},
    vocabulary::{DeclaredType, EnumerationId, Style},
};

/// A condition, in messages.
pub(super) const CONDITION: &str = "la condition";

/// What conditions, priorities and droits have in common.
pub(super) struct Common {
    pub(super) id: String,
    pub(super) at: Location,
    pub(super) title: String,
    pub(super) citation: Citation,
    pub(super) reliability: Reliability,
    stated: Option<Stated>,
    pub(super) note: Option<String>,
}

impl Common {
    /// Reads the common keys; the first of the sources of the dispositif is the default.
    fn read(
        report: &mut Report,
        keys: &mut Keys<'_>,
        kind: &str,
        first: Option<&Citation>,
        known: &Known,
    ) -> Self {
        let common = Self::undated(report, keys, kind, first, known);
        Self {
            stated: Stated::read(report, keys),
            ..common
        }
    }

    /// Reads the common keys of what has no period of its own.
    pub(super) fn undated(
        report: &mut Report,
        keys: &mut Keys<'_>,
        kind: &str,
        first: Option<&Citation>,
        known: &Known,
    ) -> Self {
        let (id, at) = id(report, keys, kind);
        let title = keys.title(report, "titre");
        let citation = match keys.optional("source") {
            Some(node) => known.sources.citation(report, node),
            None => first.cloned(),
        };
        let citation = citation.unwrap_or(Citation {
            source: 0,
            locator: None,
        });
        let reliability = keys
            .optional("fiabilite")
            .and_then(|node| sources::reliability(report, node))
            .or_else(|| known.sources.reliability(&citation))
            .unwrap_or(Reliability::ToConfirm);
        Self {
            id,
            at,
            title,
            citation,
            reliability,
            stated: None,
            note: keys.string(report, "note"),
        }
    }

    fn period(&self) -> Period {
        self.stated.map_or(Period::ALWAYS, Stated::period)
    }
}

/// Reads `[[conditions]]` or `[[priorites]]`; `kind` names one in messages: « la condition ». Only conditions choose their day.
pub(super) fn conditions(
    report: &mut Report,
    node: Option<Node<'_>>,
    kind: &str,
    first: Option<&Citation>,
    known: &Known,
) -> Vec<Condition> {
    let mut commons = Vec::new();
    let mut list = Vec::new();
    for node in items(report, node) {
        let Some(mut keys) = node.keys(report, format!("un élément de `{}`", node.key)) else {
            continue;
        };
        let common = Common::read(report, &mut keys, kind, first, known);
        check_id(report, &common.id, common.at);
        let rule = keys.expression(report, "si");
        let day = if kind == CONDITION {
            keys.read_on(report)
        } else {
            None
        };
        keys.finish(report);
        commons.push((common.id.clone(), common.at, common.stated));
        if let Some(rule) = rule {
            list.push(Condition {
                period: common.period(),
                id: common.id,
                title: common.title,
                rule,
                day,
                citation: common.citation,
                reliability: common.reliability,
                applies: None,
                note: common.note,
                at: common.at,
            });
        }
    }
    succession(report, kind, &commons);
    list
}

/// Reads `[[droits]]`.
pub(super) fn droits(
    report: &mut Report,
    node: Option<Node<'_>>,
    first: Option<&Citation>,
    known: &Known,
) -> Vec<Droit> {
    let mut commons = Vec::new();
    let mut list: Vec<Droit> = Vec::new();
    for node in items(report, node) {
        let Some(mut keys) = node.keys(report, "un élément de `droits`") else {
            continue;
        };
        let common = Common::read(report, &mut keys, "le droit", first, known);
        if !common.id.is_empty() {
            names::check_spoken(report, common.at, &common.id);
        }
        let declared = declared(report, &mut keys, &known.vocabulary, Bounds::Absent);
        let rule = keys.expression(report, "valeur");
        let day = keys.read_on(report);
        let (role, principal) = meaning::role(report, &mut keys);
        let payer = keys
            .optional("payeur")
            .and_then(|node| payer(report, node, known));
        let cost = keys
            .optional("cout")
            .and_then(|node| cost(report, node, declared.as_ref(), payer.is_some()));
        let monotone = guards::monotone_droit(report, &mut keys, declared.as_ref(), &known.vocabulary);
        keys.finish(report);
        commons.push((common.id.clone(), common.at, common.stated));
        let (Some(declared), Some(rule)) = (declared, rule) else {
            report.unread(&common.id);
            continue;
        };
        same_type(report, &list, &common, &declared);
        list.push(Droit {
            period: common.period(),
            id: common.id,
            title: common.title,
            declared,
            rule,
            day,
            role,
            principal,
            payer,
            cost,
            monotone,
            citation: common.citation,
            reliability: common.reliability,
            applies: None,
            note: common.note,
            at: common.at,
        });
    }
    succession(report, "le droit", &commons);
    list
}

pub(super) fn items<'a>(report: &mut Report, node: Option<Node<'a>>) -> Vec<Node<'a>> {
    node.and_then(|node| node.items(report)).unwrap_or_default()
}

/// Droits that share an id are one droit over time: one type.
fn same_type(report: &mut Report, list: &[Droit], common: &Common, declared: &DeclaredType) {
    let earlier = list.iter().find(|droit| droit.id == common.id);
    if earlier.is_some_and(|droit| droit.declared != *declared) {
        report
            .add(
                common.at,
                Code::InvalidValue,
                format!("le droit `{}` change de type d'une période à l'autre", common.id),
            )
            .help("donnez le même type, la même unité et les mêmes décimales, ou un autre `id`");
    }
}

/// The cost of which a droit is a share: a name, free as long as it is the same everywhere.
fn cost(report: &mut Report, node: Node<'_>, declared: Option<&DeclaredType>, paid: bool) -> Option<String> {
    let name = node.text(report)?;
    if !names::check_spoken(report, name.at, &name.value) {
        return None;
    }
    let share = declared.is_none_or(|declared| matches!(declared.style, Style::Rate | Style::Choice));
    if !share {
        report
            .add(
                name.at,
                Code::InvalidValue,
                "seul un droit de type `taux` ou `choix` est la part d'un coût",
            )
            .help("retirez `cout`, ou donnez la part en `taux`");
        return None;
    }
    if !paid {
        report
            .add(
                name.at,
                Code::MissingKey,
                "la part d'un coût n'a pas de clé `payeur`",
            )
            .help("ajoutez `payeur = …` : qui paie cette part");
        return None;
    }
    Some(name.value)
}

pub(super) fn payer(report: &mut Report, node: Node<'_>, known: &Known) -> Option<(EnumerationId, u8)> {
    let text = node.text(report)?;
    let Some((enumeration, _)) = known.vocabulary.enumeration_named("payeur") else {
        if !report.unread.excuses("payeur") {
            report
                .add(
                    text.at,
                    Code::UnknownReference,
                    "l'énumération `payeur` n'existe pas",
                )
                .help("déclarez `[choix.payeur]` dans `vocabulaire.toml`");
        }
        return None;
    };
    let position = scalar::member(report, text.at, &text.value, enumeration, &known.vocabulary)?;
    Some((enumeration, position))
}

/// Elements that share an id must have periods that follow each other.
fn succession(report: &mut Report, kind: &str, list: &[(String, Location, Option<Stated>)]) {
    let mut last: BTreeMap<&str, Stated> = BTreeMap::new();
    for (id, at, stated) in list {
        let Some(stated) = stated.filter(|_| !id.is_empty()) else {
            continue;
        };
        if let Some(earlier) = last.get(id.as_str()) {
            let dated = |stated: Stated| stated.first.is_some() || stated.last.is_some();
            if dated(*earlier) || dated(stated) {
                periods::follow(report, &format!("{kind} `{id}`"), earlier.period(), &stated);
            } else {
                report
                    .add(
                        *at,
                        Code::DuplicateId,
                        format!("`{id}` est déjà pris : {kind} `{id}` vient plus haut"),
                    )
                    .help("donnez un autre `id`, ou des périodes qui se suivent (`depuis`, `jusqu_a`)");
            }
        }
        last.insert(id, stated);
    }
}
