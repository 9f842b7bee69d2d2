//! What calls of a pack cost at most, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::decision_out::FindingView;
use crate::{
    error::Finding,
    plan::{
        Plan,
        cost::{
            Calls, Certificate, Cost, MAX_ANSWER_BYTES, MAX_SCHEDULE_BYTES, MAX_SCHEDULE_STEPS, MAX_STEPS,
        },
    },
};

/// What a check says of an accepted pack: what its calls cost at most, and its warnings:
/// `{"certificat": {"bareme", "dispositifs", "limites"}, "erreurs"}`.
#[must_use]
pub fn check_json(plan: &Plan, certificate: &Certificate, warnings: &[Finding]) -> String {
    let mut dispositifs = BTreeMap::new();
    for (dispositif, calls) in plan.dispositifs.iter().zip(&certificate.dispositifs) {
        dispositifs.insert(dispositif.id.as_str(), CallsView::new(calls));
    }
    let view = CheckView {
        certificat: CertificateView {
            bareme: CallsView::new(&certificate.pack),
            dispositifs,
            limites: CostView {
                octets: MAX_ANSWER_BYTES,
                pas: MAX_STEPS,
            },
            limites_echeancier: CostView {
                octets: MAX_SCHEDULE_BYTES,
                pas: MAX_SCHEDULE_STEPS,
            },
        },
        erreurs: warnings.iter().map(FindingView::new).collect(),
    };
    // Every key is text: writing to memory cannot fail.
    serde_json::to_string(&view).unwrap_or_default()
}

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

#[derive(Serialize)]
struct CheckView<'a> {
    certificat: CertificateView<'a>,
    erreurs: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct CertificateView<'a> {
    bareme: CallsView,
    dispositifs: BTreeMap<&'a str, CallsView>,
    limites: CostView,
    limites_echeancier: CostView,
}

#[derive(Serialize)]
struct CallsView {
    decision: CostView,
    echeancier: CostView,
    explication: CostView,
    preparation: StepsView,
    questions: CostView,
}

#[derive(Serialize)]
struct CostView {
    octets: u64,
    pas: u64,
}

#[derive(Serialize)]
struct StepsView {
    pas: u64,
}

impl CallsView {
    fn new(calls: &Calls) -> Self {
        let cost = |cost: Cost| CostView {
            octets: cost.bytes,
            pas: cost.steps,
        };
        Self {
            decision: cost(calls.evaluate),
            echeancier: cost(calls.schedule),
            explication: cost(calls.explain),
            preparation: StepsView {
                pas: calls.preparation,
            },
            questions: cost(calls.questions),
        }
    }
}
