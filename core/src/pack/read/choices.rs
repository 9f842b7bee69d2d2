//! Enumerations: `[choix.<nom>]`.

use super::{
    former::{self, FormerNames},
    names,
    node::{Node, table},
    report::Report,
};
use crate::{
    error::Code,
    pack::model::{Location, Text},
    vocabulary::{Enumeration, Member},
};

pub(super) fn enumeration(
    report: &mut Report,
    name: &str,
    at: Location,
    node: Node<'_>,
) -> Option<Enumeration> {
    names::check(report, at, name);
    let mut members = Vec::new();
    let mut formers: FormerNames = Vec::new();
    for (member, at, label) in table(report, Some(node)) {
        if !names::is_member(member) {
            names::refuse(report, at, member);
            report.unread(member);
            continue;
        }
        let (text, former) = member_words(report, member, label);
        let words = former::words(&former);
        formers.push((member.to_owned(), former));
        if text.as_ref().is_some_and(|text| text.value.trim().is_empty()) {
            report
                .add(
                    label.at(),
                    Code::MissingTitle,
                    format!("`{member}` n'a pas de libellé"),
                )
                .help("écrivez ce que lit une personne");
        }
        if members.len() == Enumeration::MAX_MEMBERS {
            report
                .add(
                    at,
                    Code::TooManyMembers,
                    format!(
                        "`{name}` a plus de {} membres, à partir de `{member}`",
                        Enumeration::MAX_MEMBERS
                    ),
                )
                .help("regroupez des membres, ou séparez l'énumération en deux faits");
        }
        if members.len() >= Enumeration::MAX_MEMBERS {
            report.unread(member);
        }
        members.push(Member {
            name: member.to_owned(),
            former: words,
            label: text.map(|text| text.value).unwrap_or_default(),
        });
    }
    former::distinct(report, "un membre de cette énumération", &formers);
    members.truncate(Enumeration::MAX_MEMBERS);
    if members.is_empty() && node.value.get_ref().is_table() {
        report
            .add(
                at,
                Code::MissingKey,
                format!("l'énumération `{name}` n'a pas de membre"),
            )
            .help("ajoutez une ligne `membre = \"libellé\"`");
    }
    Some(Enumeration {
        name: name.to_owned(),
        members,
    })
}

/// `"libellé"`, or `{ libelle = "libellé", anciens_noms = ["ancien"] }`.
fn member_words(report: &mut Report, member: &str, node: Node<'_>) -> (Option<Text>, Vec<Text>) {
    if !node.value.get_ref().is_table() {
        return (node.text(report), Vec::new());
    }
    let Some(mut keys) = node.keys(report, format!("le membre `{member}`")) else {
        return (None, Vec::new());
    };
    let label = keys
        .required(report, "libelle")
        .and_then(|node| node.text(report));
    let former = former::read(report, &mut keys);
    keys.finish(report);
    (label, former)
}
