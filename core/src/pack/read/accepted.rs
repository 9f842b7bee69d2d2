//! `[[constats_admis]]`: what an analysis finds, and why it is right.

use super::{keys::Keys, report::Report};
use crate::{error::Code, pack::model::Accepted};

/// Reads `[[constats_admis]]` of a dispositif, or of the whole pack.
pub(super) fn accepted(report: &mut Report, keys: &mut Keys<'_>) -> Vec<Accepted> {
    let items = keys
        .optional("constats_admis")
        .and_then(|node| node.items(report));
    let mut list: Vec<Accepted> = Vec::new();
    for node in items.unwrap_or_default() {
        let Some(mut keys) = node.keys(report, "un élément de `constats_admis`") else {
            continue;
        };
        let code = keys
            .required(report, "constat")
            .and_then(|node| node.text(report));
        let on = keys.required_string(report, "sur");
        let why = keys.required_string(report, "pourquoi");
        keys.finish(report);
        let known = || Code::OF_ANALYSIS.iter().map(|code| code.as_str());
        if let Some(code) = &code
            && !known().any(|known| known == code.value)
        {
            let words: Vec<String> = known().map(|word| format!("`{word}`")).collect();
            report
                .add(
                    code.at,
                    Code::InvalidValue,
                    format!("`{}` n'est pas un constat que l'on admet", code.value),
                )
                .help(format!("constats possibles : {}", words.join(", ")))
                .nearest(&code.value, known());
            continue;
        }
        if let (Some(code), Some(on), Some(why)) = (code, on, why) {
            list.push(Accepted {
                code: code.value,
                on,
                why,
                at: node.at(),
            });
        }
    }
    list
}
