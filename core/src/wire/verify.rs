use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{Request, evaluate};
use crate::{
    decide::Engine,
    dossier::shortened,
    error::{Code, Finding, Findings, Place},
    plan::cost::MAX_ANSWER_BYTES,
};

/// Evaluates the dossier of a decision again and compares: `Ok` when every byte of the decision is the same.
///
/// # Errors
/// [`Findings`]: the text is no decision, it was made with another pack, or evaluating again gives something else (one
/// finding for each place that differs, with a JSON pointer).
pub fn verify(engine: &Engine, decision: &str) -> Result<(), Findings> {
    let invalid = |message: &str| {
        Findings::new(vec![
            Finding::new(Code::DecisionInvalid, Place::Whole, message).with_help(
                "donnez le JSON écrit par `bareme evaluate --format json` ou `bareme explain --format json`",
            ),
        ])
    };
    // Whatever an accepted pack writes is read.
    if u64::try_from(decision.len()).is_ok_and(|length| length > MAX_ANSWER_BYTES) {
        return Err(invalid("cette décision est trop grande"));
    }
    let given: Json = serde_json::from_str(decision).map_err(|_| invalid("ce n'est pas du JSON lisible"))?;
    let field = |name: &str| {
        given
            .get(name)
            .ok_or_else(|| invalid(&format!("il manque `{name}` à cette décision")))
    };
    let decisions = field("decisions")?
        .as_object()
        .ok_or_else(|| invalid("`decisions` n'est pas un objet"))?;
    let date = field("date")?
        .as_str()
        .ok_or_else(|| invalid("`date` n'est pas un texte"))?;
    let dossier = field("dossier")?.to_string();
    let plan = engine.plan();
    let fingerprint = format!("sha256:{}", plan.fingerprint);
    let pack = field("pack")?;
    if pack.get("empreinte").and_then(Json::as_str) != Some(fingerprint.as_str()) {
        let shown = |name: &str| shortened(pack.get(name).and_then(Json::as_str).unwrap_or("?"));
        return Err(Findings::new(vec![
            Finding::new(
                Code::OtherPack,
                Place::Pointer("/pack/empreinte".to_owned()),
                format!(
                    "la décision vient d'un autre pack : {} {} ({}), celui-ci est {} {} ({fingerprint})",
                    shown("id"),
                    shown("version"),
                    shown("empreinte"),
                    plan.header.id,
                    plan.header.version
                ),
            )
            .with_help("vérifiez avec le pack de la décision ; en ligne de commande, `--pack DOSSIER`"),
        ]));
    }
    let names: Vec<&str> = decisions.keys().map(String::as_str).collect();
    let explain = decisions
        .values()
        .any(|decision| decision.get("explication").is_some());
    let again = evaluate(
        engine,
        &Request {
            dossier: &dossier,
            date,
            dispositifs: &names,
            hypotheses: false,
            explain,
        },
    )?;
    let again: Json = serde_json::from_str(&again).map_err(|_| invalid("ce n'est pas du JSON lisible"))?;
    let mut findings = Vec::new();
    differences(&given, &again, &mut String::new(), &mut findings, 0);
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Findings::new(findings))
    }
}

/// The most differences that are reported.
const MOST: usize = 50;

fn differences(given: &Json, again: &Json, at: &mut String, findings: &mut Vec<Finding>, depth: u8) {
    if given == again || findings.len() >= MOST {
        return;
    }
    let length = at.len();
    match (given, again) {
        (Json::Object(a), Json::Object(b)) if depth < 100 => {
            let mut names: BTreeSet<&str> = BTreeSet::new();
            names.extend(a.keys().chain(b.keys()).map(String::as_str));
            for name in names {
                if findings.len() >= MOST {
                    return;
                }
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                match (a.get(name), b.get(name)) {
                    (Some(x), Some(y)) => differences(x, y, at, findings, depth.saturating_add(1)),
                    (x, y) => findings.push(differs(at, x, y)),
                }
                at.truncate(length);
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() && depth < 100 => {
            for (index, (x, y)) in a.iter().zip(b).enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                differences(x, y, at, findings, depth.saturating_add(1));
                at.truncate(length);
            }
        }
        _ => findings.push(differs(at, Some(given), Some(again))),
    }
}

/// Two values at one place that are not the same; one that is not there is not a `null`.
fn differs(at: &str, given: Option<&Json>, again: Option<&Json>) -> Finding {
    let shown = |value: Option<&Json>| value.map_or("rien".to_owned(), |value| shortened(&value.to_string()));
    Finding::new(
        Code::DecisionDiffers,
        Place::Pointer(at.to_owned()),
        format!(
            "la décision dit {}, le calcul donne {}",
            shown(given),
            shown(again)
        ),
    )
}
