//! `anciens_noms`: the names that something had.

use std::collections::BTreeMap;

use super::{
    keys::Keys,
    names::{self, RESERVED},
    report::Report,
};
use crate::{error::Code, pack::model::Text};

/// What has names of its own, and the names that each had.
pub(super) type FormerNames = Vec<(String, Vec<Text>)>;

/// `anciens_noms = ["ancien"]`.
pub(super) fn read(report: &mut Report, keys: &mut Keys<'_>) -> Vec<Text> {
    let mut former = keys.ids(report, "anciens_noms");
    former.retain(|name| {
        let good = names::is_member(&name.value) && name.value != RESERVED;
        if !good {
            names::refuse(report, name.at, &name.value);
        }
        good
    });
    former
}

/// The same as words.
pub(super) fn words(former: &[Text]) -> Vec<String> {
    former.iter().map(|name| name.value.clone()).collect()
}

/// Refuses a former name that something still has, or had too: a dossier that says it could mean either. `what` has it: « un fait ».
pub(super) fn distinct(report: &mut Report, what: &str, list: &FormerNames) {
    let mut seen: BTreeMap<&str, Option<&str>> = list.iter().map(|(name, _)| (name.as_str(), None)).collect();
    for (own, former) in list {
        for name in former {
            let told = match seen.insert(&name.value, Some(own)) {
                None => continue,
                Some(None) => format!("`{}` est le nom d'aujourd'hui d'{what}", name.value),
                Some(Some(other)) => {
                    format!("`{}` est déjà un ancien nom, celui de `{other}`", name.value)
                }
            };
            report
                .add(name.at, Code::DuplicateId, told)
                .help("retirez-le de `anciens_noms` : un dossier qui le donne pourrait vouloir dire l'un ou l'autre");
        }
    }
}
