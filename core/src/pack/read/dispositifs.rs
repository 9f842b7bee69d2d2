//! The file of one dispositif, and the names by which dispositifs mean each other.

use std::collections::BTreeMap;

use super::{
    accepted::accepted,
    deadlines::deadlines,
    declared::{Bounds, declared},
    former::{self, FormerNames},
    keys::{Keys, expression},
    known::Known,
    meaning::{self, Meaning},
    names::{self, Names},
    node::{Node, entries},
    periods,
    replaced::{self, Replacement},
    report::Report,
    rules, schedule, sources,
    vocabulary::id,
};
use crate::{
    date::Period,
    error::Code,
    pack::model::{Dispositif, Object, Reliability, Status, Text, Variable},
    vocabulary::{DeclaredType, FactId},
};

/// A dispositif whose references to others are still names.
pub(super) struct Draft {
    dispositif: Dispositif,
    replaced_by: Vec<Text>,
    incompatible_with: Vec<Text>,
    /// For each versement, the dispositifs in whose place it is paid.
    instead_of: Vec<Vec<Text>>,
    quota: Option<Text>,
    former: Vec<Text>,
}

/// Reads the file of one dispositif; `stem` is the name that the file must have.
pub(super) fn draft(
    report: &mut Report,
    mut keys: Keys<'_>,
    stem: &str,
    known: &Known,
    names: &Names,
) -> Draft {
    let (id, at) = id(report, &mut keys, "le dispositif");
    let id = if id.is_empty() { stem.to_owned() } else { id };
    names::check(report, at, &id);
    if id != stem {
        report
            .add(
                at,
                Code::FileMisplaced,
                format!("l'identifiant `{id}` n'est pas le nom du fichier, `{stem}`"),
            )
            .help(format!("renommez le fichier en `{id}.toml`, ou corrigez `id`"));
        // Those who use the name of the file mean this dispositif.
        report.unread(stem);
    }
    let title = keys.title(report, "titre");
    let summary = keys.title(report, "resume");
    let statuses = [Status::InForce, Status::Experiment, Status::Hypothesis].map(|s| (s.word(), s));
    let status = keys
        .required(report, "statut")
        .and_then(|node| node.word(report, &statuses, Code::InvalidValue));
    let objects = [
        Object::Person,
        Object::Employer,
        Object::Programme,
        Object::TrainingFile,
    ]
    .map(|o| (o.word(), o));
    let object = keys
        .required(report, "objet")
        .and_then(|node| node.word(report, &objects, Code::InvalidValue));
    let meaning = Meaning::read(report, &mut keys, object, known);
    let effect_date = keys
        .optional("date_effet")
        .and_then(|node| date_fact(report, node, known));
    let in_force = keys
        .optional("en_vigueur")
        .and_then(|node| periods::from_to(report, node, "`en_vigueur`"))
        .unwrap_or(Period::ALWAYS);
    let citations = known.sources.citations(report, &mut keys);
    let reliability = match keys.optional("fiabilite") {
        Some(node) => sources::reliability(report, node),
        None => citations
            .iter()
            .filter_map(|citation| known.sources.reliability(citation))
            .min(),
    };
    let doubts = meaning::doubts(report, &mut keys);
    let first = citations.first();
    let variables = variables(report, &mut keys, known, names);
    let node = keys.optional("conditions");
    let conditions = rules::conditions(report, node, rules::CONDITION, first, known);
    let node = keys.optional("droits");
    let droits = rules::droits(report, node, first, known);
    let node = keys.optional("versements");
    let (versements, instead_of) = schedule::versements(report, node, first, known)
        .into_iter()
        .unzip();
    let node = keys.optional("delais");
    let deadlines = deadlines(report, node, meaning.next_step.is_some(), first, known);
    let node = keys.optional("priorites");
    let priorities = rules::conditions(report, node, "la priorité", first, known);
    let to_confirm = meaning::to_confirm(report, &mut keys);
    let (yearly_value, incomparable) = meaning::yearly_value(report, &mut keys);
    let former = former::read(report, &mut keys);
    let draft = Draft {
        instead_of,
        replaced_by: keys.ids(report, "remplace_par"),
        incompatible_with: keys.ids(report, "incompatible_avec"),
        quota: keys.optional("quota").and_then(|node| quota(report, node)),
        dispositif: Dispositif {
            id,
            former: former::words(&former),
            title,
            summary,
            status: status.unwrap_or(Status::InForce),
            object: object.unwrap_or(Object::Person),
            nature: meaning.nature,
            decider: meaning.decider,
            next_step: meaning.next_step,
            after: meaning.after,
            verified: meaning.verified,
            freshness: (),
            effect_date,
            date: (),
            in_force,
            applies: (),
            eligible: (),
            reliability: reliability.unwrap_or(Reliability::ToConfirm),
            to_confirm,
            doubts,
            replaced_by: Vec::new(),
            incompatible_with: Vec::new(),
            yearly_value,
            incomparable,
            note: keys.string(report, "note"),
            accepted: accepted(report, &mut keys),
            variables,
            conditions,
            droits,
            versements,
            deadlines,
            priorities,
            quota: None,
            order: Vec::new(),
            at,
            sources: citations,
        },
        former,
    };
    keys.finish(report);
    meaning::one_principal(report, &draft.dispositif);
    draft
}

fn date_fact(report: &mut Report, node: Node<'_>, known: &Known) -> Option<FactId> {
    let text = node.text(report)?;
    let found = known.vocabulary.fact_named(&text.value);
    match found {
        Some((id, fact)) if fact.declared.kind.is_date() => Some(id),
        Some(_) => {
            report
                .add(
                    text.at,
                    Code::InvalidValue,
                    format!("le fait `{}` n'est pas une date", text.value),
                )
                .help("`date_effet` nomme un fait de type `date`");
            None
        }
        None => {
            if !report.unread.excuses(&text.value) {
                let dates = known.vocabulary.facts.iter();
                let dates = dates.filter(|fact| fact.declared.kind.is_date());
                report
                    .add(
                        text.at,
                        Code::UnknownReference,
                        format!("le fait `{}` n'existe pas", text.value),
                    )
                    .help("`date_effet` nomme un fait de type `date`")
                    .nearest(&text.value, dates.map(|fact| fact.name.as_str()));
            }
            None
        }
    }
}

fn variables(report: &mut Report, keys: &mut Keys<'_>, known: &Known, names: &Names) -> Vec<Variable> {
    let Some(node) = keys.optional("variables") else {
        return Vec::new();
    };
    let Some(table) = node.value.get_ref().as_table() else {
        node.refuse(
            report,
            "un ensemble de clés",
            "écrivez `[variables]`, puis `nom = \"expression\"`",
        );
        return Vec::new();
    };
    let mut list = Vec::new();
    for (name, at, node) in entries(node.doc, table) {
        if !names::check_spoken(report, at, name) {
            report.unread(name);
            continue;
        }
        if let Some(kind) = names.kind(name) {
            report
                .add(
                    at,
                    Code::DuplicateId,
                    format!("`{name}` est déjà le nom {}", kind.of_a()),
                )
                .help("donnez un autre nom à la variable");
            continue;
        }
        match variable(report, name, node, known) {
            Some(Content {
                title,
                declared,
                rule,
                day,
            }) => list.push(Variable {
                name: name.to_owned(),
                title,
                declared,
                rule,
                day,
                at,
            }),
            None => report.unread(name),
        }
    }
    list
}

/// What a variable says of itself.
struct Content {
    title: Option<String>,
    declared: Option<DeclaredType>,
    rule: Text,
    day: Option<Text>,
}

/// The short form, an expression, or the long one, a table.
fn variable(report: &mut Report, name: &str, node: Node<'_>, known: &Known) -> Option<Content> {
    if !node.value.get_ref().is_table() {
        return expression(report, node).map(|rule| Content {
            title: None,
            declared: None,
            rule,
            day: None,
        });
    }
    let mut keys = node.keys(report, format!("la variable `{name}`"))?;
    let rule = keys.expression(report, "valeur");
    let title = keys.string(report, "titre");
    let typed = keys.optional("type").is_some();
    let declared = typed.then(|| declared(report, &mut keys, &known.vocabulary, Bounds::Absent));
    let day = keys.read_on(report);
    keys.finish(report);
    Some(Content {
        title,
        declared: match declared {
            Some(declared) => Some(declared?),
            None => None,
        },
        rule: rule?,
        day,
    })
}

fn quota(report: &mut Report, node: Node<'_>) -> Option<Text> {
    let mut keys = node.keys(report, "`[quota]`")?;
    let id = keys.required(report, "id").and_then(|node| node.text(report));
    keys.finish(report);
    id
}

/// Gives each dispositif the positions of those that it names. Incompatibility holds both ways.
pub(super) fn resolve(report: &mut Report, drafts: Vec<Draft>, quotas: &[&str]) -> Vec<Dispositif> {
    let mut positions: BTreeMap<String, u16> = BTreeMap::new();
    for (draft, position) in drafts.iter().zip(0_u16..) {
        if positions.contains_key(&draft.dispositif.id) {
            report
                .add(
                    draft.dispositif.at,
                    Code::DuplicateId,
                    format!("un autre dispositif s'appelle `{}`", draft.dispositif.id),
                )
                .help("donnez un autre `id`, et le même nom au fichier");
        } else {
            positions.insert(draft.dispositif.id.clone(), position);
        }
    }
    let formers: FormerNames = drafts
        .iter()
        .map(|draft| (draft.dispositif.id.clone(), draft.former.clone()))
        .collect();
    former::distinct(report, "un dispositif", &formers);
    let mut exclusions: Vec<(u16, u16)> = Vec::new();
    let mut replacements: Vec<Replacement> = Vec::new();
    let mut list: Vec<Dispositif> = Vec::new();
    for (draft, own) in drafts.into_iter().zip(0_u16..) {
        let mut dispositif = draft.dispositif;
        for text in &draft.replaced_by {
            dispositif
                .replaced_by
                .extend(other(report, text, own, &positions));
        }
        for text in &draft.incompatible_with {
            if let Some(other) = other(report, text, own, &positions) {
                exclusions.extend([(own, other), (other, own)]);
            }
        }
        for (versement, texts) in dispositif.versements.iter_mut().zip(&draft.instead_of) {
            for text in texts {
                if let Some(replaced) = other(report, text, own, &positions) {
                    versement.replaces.push(replaced);
                    replacements.push(Replacement {
                        by: own,
                        replaced,
                        at: text.at,
                    });
                }
            }
        }
        dispositif.quota = draft.quota.and_then(|id| {
            let found = (0_u16..).zip(quotas).find(|(_, quota)| **quota == id.value);
            if found.is_none() && !report.unread.excuses(&id.value) {
                report
                    .add(
                        id.at,
                        Code::UnknownReference,
                        format!("le quota `{}` n'existe pas", id.value),
                    )
                    .help(format!("déclarez `[{}]` dans `quotas.toml`", id.value))
                    .nearest(&id.value, quotas.iter().copied());
            }
            found.map(|(position, _)| position)
        });
        list.push(dispositif);
    }
    exclusions.sort_unstable();
    exclusions.dedup();
    meaning::compared(report, &list, &exclusions);
    replaced::circles(report, &list, &replacements);
    for (from, to) in exclusions {
        if let Some(dispositif) = list.get_mut(usize::from(from)) {
            dispositif.incompatible_with.push(to);
        }
    }
    list
}

/// The dispositif that a name means, which cannot be the one that names it.
fn other(report: &mut Report, text: &Text, own: u16, positions: &BTreeMap<String, u16>) -> Option<u16> {
    let found = positions.get(&text.value).copied();
    if found == Some(own) {
        report
            .add(
                text.at,
                Code::InvalidValue,
                format!("le dispositif `{}` se cite lui-même", text.value),
            )
            .help("retirez-le de la liste");
        return None;
    }
    if found.is_none() && !report.unread.excuses(&text.value) {
        report
            .add(
                text.at,
                Code::UnknownReference,
                format!("le dispositif `{}` n'existe pas", text.value),
            )
            .help("écrivez l'`id` d'un dispositif, qui est le nom de son fichier")
            .nearest(&text.value, positions.keys().map(String::as_str));
    }
    found
}
