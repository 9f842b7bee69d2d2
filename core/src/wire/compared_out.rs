//! What changed between two packs, and what is proved of each dispositif, as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{decision_out::FindingView, dossier_out::dossier_view};
use crate::{
    analysis::{
        Side,
        changes::Changes,
        compare::{Compared, Differing, Domain, Proof, Reached, Refused, RowCounts, Spread},
    },
    decimal,
    error::Finding,
    plan::Plan,
};

/// The canonical JSON of a comparison: both packs, the words, and for each dispositif its proof, a dossier for which it decides otherwise, the largest gain
/// and loss, what changes of the dossiers themselves (`dossiers`), the counts of a table of dossiers when there is one; and warnings.
#[must_use]
pub fn comparison_json(
    old: &Plan,
    new: &Plan,
    changes: &Changes,
    (compared, domain): (&[Compared], &Domain),
    rows: &[RowCounts],
    warnings: &[Finding],
) -> String {
    let mut dispositifs: BTreeMap<&str, Json> = BTreeMap::new();
    for one in compared {
        let mut view = proved(one);
        if let (Some(object), Some(counts)) = (
            view.as_object_mut(),
            rows.iter().find(|rows| rows.pair == one.pair),
        ) {
            object.insert("comptes".to_owned(), counted(counts));
        }
        dispositifs.insert(one.pair.id(), view);
    }
    json!({
        "apres": pack(new),
        "avant": pack(old),
        "dispositifs": dispositifs,
        "dossiers": {
            "coherences": domain.coherences,
            "deductions": domain.follows,
            "faits": domain.facts,
            "offerts": domain.offered,
            "refuses": domain.refused.iter().map(refused).collect::<Vec<_>>(),
        },
        "erreurs": warnings.iter().map(FindingView::new).collect::<Vec<_>>(),
        "mots": changes,
    })
    .to_string()
}

pub(super) fn pack(plan: &Plan) -> Json {
    json!({
        "empreinte": format!("sha256:{}", plan.fingerprint),
        "id": plan.header.id,
        "version": plan.header.version,
    })
}

fn proved(compared: &Compared) -> Json {
    let mut view = serde_json::Map::new();
    let mut say = |name: &str, value: Json| view.insert(name.to_owned(), value);
    say("preuve", json!(compared.proof.word()));
    if compared.pair.before != compared.pair.after {
        say("avant", json!(compared.pair.before));
        say("apres", json!(compared.pair.after));
    }
    match &compared.proof {
        Proof::Witness(differing) => {
            say("temoin", dossier(differing));
            say("date", json!(differing.date));
        }
        Proof::Undecided { boxes } => {
            say("boites", json!(boxes));
        }
        Proof::SameWhereStated { facts } => {
            say("sans_ces_faits", json!(facts));
        }
        Proof::SameNodes | Proof::SameForAll => {}
    }
    if !compared.told.is_empty() {
        let each = compared.told.iter().map(|one| one.word());
        say("aussi", json!(each.collect::<Vec<_>>()));
    }
    let side = |of: fn(&Spread) -> &Reached| {
        let each = compared.spreads.iter();
        let each = each.map(|spread| (spread.droit.clone(), reached(of(spread), spread.kind.decimals())));
        Json::Object(each.collect())
    };
    if !compared.spreads.is_empty() {
        say("gain", side(|spread| &spread.gain));
        say("perte", side(|spread| &spread.loss));
    }
    Json::Object(view)
}

/// A dossier that one pack accepts and the other refuses, with the rule that does.
fn refused(one: &Refused) -> Json {
    let by = match one.by {
        Side::Before => "avant",
        Side::After => "apres",
    };
    json!({ "date": one.dossier.date, "par": by, "regle": one.rule, "temoin": dossier(&one.dossier) })
}

/// The facts of both packs: what one alone has is stated too.
fn dossier(differing: &Differing) -> Json {
    let mut view = dossier_view(&differing.before);
    view.append(&mut dossier_view(&differing.after));
    json!(view)
}

fn reached(reached: &Reached, decimals: u8) -> Json {
    let amount = |scaled: i64| decimal::format(scaled, decimals);
    let mut view = json!({ "borne": amount(reached.bound), "prouve": reached.is_proved() });
    if let (Some(object), Some((most, who))) = (view.as_object_mut(), &reached.found) {
        object.insert("montant".to_owned(), json!(amount(*most)));
        object.insert("temoin".to_owned(), dossier(who));
        object.insert("date".to_owned(), json!(who.date));
    }
    view
}

fn counted(rows: &RowCounts) -> Json {
    let euros = rows.euros.iter();
    let euros = euros.map(|one| (one.droit.clone(), json!(one.total().to_string())));
    json!({
        "autrement": rows.otherwise,
        "euros": Json::Object(euros.collect()),
        "gagnent": rows.gain,
        "inchanges": rows.same,
        "indetermines": rows.undetermined,
        "perdent": rows.lose,
        "refuses": rows.refused,
    })
}
