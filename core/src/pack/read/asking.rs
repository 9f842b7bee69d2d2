//! How a person is asked for a fact, as `vocabulaire.toml` states it: `theme`, `connu_de`, `seulement_si`, `suppose`, `issue_de`, `modifiable`.

use super::{
    keys::{Keys, expression},
    node::Node,
    report::Report,
    scalar,
    sources::{self, Sources},
};
use crate::{
    decimal,
    error::Code,
    pack::model::{Asking, Citation, KnownBy, Reliability, Supposition, Text, Theme},
    vocabulary::{DeclaredType, Fact, FactId, Kind, Vocabulary},
};

/// All but the gate, of the fact that the caller numbers.
pub(super) fn asking(report: &mut Report, keys: &mut Keys<'_>, sources: &Sources) -> Asking {
    let theme = keys.optional("theme").and_then(|node| {
        let words = Theme::ALL.map(|theme| (theme.word(), theme));
        node.word(report, &words, Code::InvalidValue)
    });
    let known_by = keys.optional("connu_de").and_then(|node| {
        let words = KnownBy::ALL.map(|known| (known.word(), known));
        node.word(report, &words, Code::InvalidValue)
    });
    let day = keys.read_on(report);
    let supposition = keys
        .optional("suppose")
        .and_then(|node| supposition(report, node, sources));
    let outcome_of = keys.optional("issue_de").and_then(|node| node.text(report));
    let modifiable = keys.optional("modifiable").and_then(|node| node.boolean(report));
    Asking {
        fact: FactId(0),
        theme,
        known_by: known_by.unwrap_or_default(),
        day,
        gate: None,
        supposition,
        outcome_of,
        modifiable: modifiable.unwrap_or_default(),
    }
}

/// `{ valeur = "…", phrase = "…", source = "…", repere = "…", fiabilite = "…" }`.
fn supposition(report: &mut Report, node: Node<'_>, sources: &Sources) -> Option<Supposition> {
    let mut keys = node.keys(report, "cette supposition")?;
    let rule = keys.expression(report, "valeur");
    let sentence = keys.required_string(report, "phrase");
    let source = keys
        .optional("source")
        .and_then(|node| sources.named(report, node));
    let locator = keys.string(report, "repere");
    let reliability = keys
        .optional("fiabilite")
        .and_then(|node| sources::reliability(report, node));
    keys.finish(report);
    Some(Supposition {
        rule: rule?,
        sentence: sentence?,
        citation: source.map(|source| Citation { source, locator }),
        reliability: reliability.unwrap_or(Reliability::ToConfirm),
    })
}

/// `seulement_si` and `hors_objet`: the expression, and the value of the fact when it is false.
pub(super) fn gate(
    report: &mut Report,
    keys: &mut Keys<'_>,
    declared: Option<&DeclaredType>,
    vocabulary: &Vocabulary,
) -> (Option<Text>, Option<i64>) {
    let (gate, otherwise) = (keys.optional("seulement_si"), keys.optional("hors_objet"));
    let Some(gate) = gate else {
        if let Some(otherwise) = otherwise {
            report
                .add(
                    otherwise.at(),
                    Code::InvalidValue,
                    "`hors_objet` sans `seulement_si`",
                )
                .help("écrivez quand la question a un objet : `seulement_si = \"…\"`");
        }
        return (None, None);
    };
    let text = expression(report, gate);
    let Some(declared) = declared else {
        return (None, None);
    };
    if declared.kind.is_date() {
        report
            .add(
                gate.at(),
                Code::InvalidValue,
                "une date n'a pas de valeur quand sa question est sans objet",
            )
            .help("retirez `seulement_si` : la règle qui lit cette date dit déjà quand elle compte");
        return (None, None);
    }
    let Some(otherwise) = otherwise else {
        keys.missing(
            report,
            "hors_objet",
            Code::MissingKey,
            "ajoutez `hors_objet = …` : la valeur du fait quand la question est sans objet",
        );
        return (None, None);
    };
    let value = scalar::value(report, otherwise, declared, vocabulary);
    let value = value.filter(|value| {
        let within = !declared.kind.is_number() || (declared.min..=declared.max).contains(value);
        if !within {
            report
                .add(
                    otherwise.at(),
                    Code::InvalidValue,
                    "`hors_objet` sort des bornes du fait",
                )
                .help("élargissez `min` et `max`, ou prenez une valeur que le fait admet");
        }
        within
    });
    match (text, value) {
        (Some(text), Some(value)) => (Some(text), Some(value)),
        _ => (None, None),
    }
}

/// What is written before all else where a gate decides: a remark at its end ends with its line.
pub(in crate::pack) fn gate_before(gate: &str) -> String {
    format!("si ({gate}\n)")
}

/// What follows of a fact that has a gate: its own deduction, or what is said of it, where the question has an object.
pub(super) fn gated(
    gate: &Text,
    fact: &Fact,
    deduced: Option<Text>,
    otherwise: i64,
    vocabulary: &Vocabulary,
) -> Text {
    let inner = deduced.map_or_else(|| fact.name.clone(), |text| format!("({}\n)", text.value));
    let value = match &fact.declared.kind {
        Kind::Boolean => if otherwise == 0 { "faux" } else { "vrai" }.to_owned(),
        Kind::Number { decimals, .. } => decimal::format(otherwise, *decimals),
        Kind::Choice(id) => vocabulary
            .enumeration(*id)
            .and_then(|enumeration| enumeration.members.get(usize::try_from(otherwise).ok()?))
            .map(|member| member.name.clone())
            .unwrap_or_default(),
        // Refused before.
        Kind::Date => String::new(),
    };
    Text {
        value: format!("{} alors {inner} sinon {value}", gate_before(&gate.value)),
        at: gate.at,
        verbatim: false,
    }
}
