//! `[[delais]]`: the days by which what is to be done is done.

use super::{
    keys::{Keys, expression},
    known::Known,
    node::Node,
    report::Report,
    rules::{Common, items},
    vocabulary::check_id,
};
use crate::{
    error::Code,
    pack::model::{Citation, Deadline, Side},
};

/// Reads `[[delais]]`; `step` is there when the dispositif has a `demarche`, in which they are shown.
pub(super) fn deadlines(
    report: &mut Report,
    node: Option<Node<'_>>,
    step: bool,
    first: Option<&Citation>,
    known: &Known,
) -> Vec<Deadline> {
    let mut list: Vec<Deadline> = Vec::new();
    if let Some(node) = node.filter(|_| !step) {
        report
            .add(
                node.at(),
                Code::MissingKey,
                "`delais` se montre avec la démarche, et ce dispositif n'a pas de clé `demarche`",
            )
            .help("ajoutez `demarche = { ou = \"…\", quoi = \"…\", fiabilite = \"…\" }`");
    }
    for node in items(report, node) {
        let Some(mut keys) = node.keys(report, "un élément de `delais`") else {
            continue;
        };
        let common = Common::undated(report, &mut keys, "le délai", first, known);
        check_id(report, &common.id, common.at);
        if list.iter().any(|other| other.id == common.id) && !common.id.is_empty() {
            report
                .add(
                    common.at,
                    Code::DuplicateId,
                    format!("`{0}` est déjà pris : le délai `{0}` vient plus haut", common.id),
                )
                .help("donnez un autre `id`");
        }
        let day = keys.expression(report, "jour");
        let side = side(report, &mut keys);
        let test = keys.optional("si").and_then(|node| expression(report, node));
        keys.finish(report);
        let Some(day) = day else { continue };
        list.push(Deadline {
            id: common.id,
            title: common.title,
            day,
            side,
            test,
            citation: common.citation,
            reliability: common.reliability,
            note: common.note,
            at: common.at,
        });
    }
    list
}

fn side(report: &mut Report, keys: &mut Keys<'_>) -> Side {
    keys.optional("sens")
        .and_then(|node| {
            node.word(
                report,
                &Side::ALL.map(|side| (side.word(), side)),
                Code::InvalidValue,
            )
        })
        .unwrap_or(Side::Until)
}
