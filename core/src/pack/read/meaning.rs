//! What a dispositif is to a person, as its file states it. A pack of format 2 must say it; one of format 1 may.

use super::{
    keys::{Keys, expression},
    known::Known,
    node::Node,
    report::Report,
    sources,
};
use crate::{
    date::Day,
    error::Code,
    pack::model::{
        After, Concern, Dispositif, Doubt, Droit, DroitRole, Nature, NextStep, Object, Reliability, Renewal,
        Text,
    },
};

/// What a file states of this.
pub(super) struct Meaning {
    pub(super) nature: Option<Nature>,
    pub(super) decider: Option<String>,
    pub(super) next_step: Option<NextStep>,
    pub(super) after: Option<After>,
    pub(super) verified: Option<Day>,
}

impl Meaning {
    pub(super) fn read(
        report: &mut Report,
        keys: &mut Keys<'_>,
        object: Option<Object>,
        known: &Known,
    ) -> Self {
        let stated = keys.optional("nature");
        let nature = stated.and_then(|node| {
            node.word(
                report,
                &Nature::ALL.map(|nature| (nature.word(), nature)),
                Code::InvalidValue,
            )
        });
        if stated.is_none() && report.says_meanings {
            let words = Nature::ALL.map(|nature| format!("`{}`", nature.word()));
            let help = format!(
                "ajoutez `nature = \"aide\"` : ce que c'est pour une personne, parmi {}",
                words.join(", ")
            );
            keys.missing(report, "nature", Code::MissingKey, &help);
        }
        let decider = keys
            .optional("decideur")
            .is_some()
            .then(|| keys.required_string(report, "decideur"));
        if decider.is_none() && nature == Some(Nature::Decision) {
            let help = "ajoutez `decideur = \"…\"` : qui accorde, comme « la commission de Transitions Pro »";
            keys.missing(report, "decideur", Code::MissingKey, help);
        }
        let next_step = keys.optional("demarche");
        // Whoever has not said the nature yet is told at once what an aid needs.
        let asked_for = nature.map_or(report.says_meanings, Nature::is_asked_for);
        if next_step.is_none() && asked_for && object == Some(Object::Person) {
            let help = "si c'est une aide ou une décision, ajoutez `demarche = { ou = \"…\", quoi = \"…\", quand = \"…\", fiabilite = \"…\" }` ; ce qui n'est pas connu ne s'écrit pas, et la réponse dit qu'on ne le sait pas";
            keys.missing(report, "demarche", Code::MissingKey, help);
        }
        let after = keys.optional("apres").and_then(|node| {
            node.word(
                report,
                &After::ALL.map(|after| (after.word(), after)),
                Code::InvalidValue,
            )
        });
        let verified = keys.day(report, "verifie_le");
        if keys.optional("verifie_le").is_none() && report.says_meanings {
            let help = "ajoutez `verifie_le = AAAA-MM-JJ`, le jour où son existence et ses conditions ont été lues (celui du document, s'il est daté)";
            keys.missing(report, "verifie_le", Code::MissingKey, help);
        }
        Self {
            nature,
            decider: decider.flatten(),
            next_step: next_step.and_then(|node| next(report, node, known)),
            after,
            verified,
        }
    }
}

fn next(report: &mut Report, node: Node<'_>, known: &Known) -> Option<NextStep> {
    let mut keys = node.keys(report, "`demarche`")?;
    let told = |report: &mut Report, keys: &mut Keys<'_>, key: &'static str| {
        let text = keys.optional(key)?.text(report)?;
        if matches!(text.value.trim(), "" | "…" | "...") {
            report
                .add(text.at, Code::InvalidValue, format!("`{key}` ne dit rien"))
                .help("retirez la clé : la réponse dira qu'on ne le sait pas");
            return None;
        }
        Some(text.value)
    };
    let place = told(report, &mut keys, "ou");
    let what = told(report, &mut keys, "quoi");
    let when = told(report, &mut keys, "quand");
    let documents = keys.optional("pieces").and_then(|node| {
        let items = node.items(report)?;
        Some(items.into_iter().filter_map(|item| item.string(report)).collect())
    });
    let link = keys
        .optional("lien")
        .and_then(|node| sources::address(report, node));
    let citation = keys
        .optional("source")
        .and_then(|node| known.sources.citation(report, node));
    let reliability = match keys.optional("fiabilite") {
        Some(node) => sources::reliability(report, node),
        None => {
            sources::missing_reliability(report, &keys);
            None
        }
    };
    keys.finish(report);
    Some(NextStep {
        place,
        what,
        when,
        documents,
        link,
        citation,
        reliability: reliability.unwrap_or(Reliability::ToConfirm),
    })
}

/// Reads `[[doutes]]`.
pub(super) fn doubts(report: &mut Report, keys: &mut Keys<'_>) -> Vec<Doubt> {
    let items = keys.optional("doutes").and_then(|node| node.items(report));
    let read = |node: Node<'_>| {
        let mut keys = node.keys(report, "un élément de `doutes`")?;
        let question = keys.required_string(report, "question");
        let test = keys.optional("si").and_then(|node| expression(report, node));
        let listed = keys
            .required(report, "porte_sur")
            .and_then(|node| Some((node, node.items(report)?)));
        keys.finish(report);
        let (node, items) = listed?;
        if items.is_empty() {
            report
                .add(node.at(), Code::MissingKey, "ce doute ne porte sur rien")
                .help(format!("dites sur quoi il porte : {}", Concern::FORMS));
        }
        let (mut concerns, mut places) = (Vec::new(), Vec::new());
        for item in items {
            let Some(text) = item.text(report) else { continue };
            match Concern::read(&text.value).filter(|concern| !matches!(concern, Concern::Source(_))) {
                Some(concern) => {
                    concerns.push(concern);
                    places.push(text.at);
                }
                None => {
                    report
                        .add(
                            text.at,
                            Code::InvalidValue,
                            format!("`{}` n'est pas ce sur quoi porte un doute", text.value),
                        )
                        .help(format!("écrivez l'une de ces formes : {}", Concern::FORMS));
                }
            }
        }
        Some(Doubt {
            question: question?,
            test,
            concerns,
            places,
        })
    };
    items.unwrap_or_default().into_iter().filter_map(read).collect()
}

/// Reads `a_confirmer`, the single question of a pack of format 1.
pub(super) fn to_confirm(report: &mut Report, keys: &mut Keys<'_>) -> Option<String> {
    let node = keys.optional("a_confirmer")?;
    let question = node.string(report);
    if report.says_meanings {
        let line = format!("question = \"{}\"", question.as_deref().unwrap_or("…"));
        report
            .add(
                node.at(),
                Code::OldFormat,
                "`a_confirmer` ne dit pas sur quoi porte la question",
            )
            .help(format!(
                "remplacez-la, après les clés simples, par les lignes `[[doutes]]`, `{line}` et `porte_sur = [\"existence\"]`, une fois pour \
                 chaque question ; `porte_sur` prend {}",
                Concern::FORMS
            ));
    }
    question
}

/// Reads `valeur_annuelle`: an expression, or the word for « nothing to compare ».
pub(super) fn yearly_value(report: &mut Report, keys: &mut Keys<'_>) -> (Option<Text>, bool) {
    let Some(node) = keys.optional("valeur_annuelle") else {
        return (None, false);
    };
    if node.value.get_ref().as_str() == Some("non_comparable") {
        return (None, true);
    }
    (expression(report, node), false)
}

/// What excludes another must say what it is worth, or that it cannot be compared.
pub(super) fn compared(report: &mut Report, dispositifs: &[Dispositif], exclusions: &[(u16, u16)]) {
    if !report.says_meanings {
        return;
    }
    for (position, dispositif) in (0_u16..).zip(dispositifs) {
        let excludes = exclusions.iter().any(|(from, _)| *from == position);
        if excludes && dispositif.yearly_value.is_none() && !dispositif.incomparable {
            report
                .add(
                    dispositif.at,
                    Code::MissingKey,
                    format!(
                        "le dispositif `{}` en exclut d'autres, et n'a pas de clé `valeur_annuelle`",
                        dispositif.id
                    ),
                )
                .help("ajoutez `valeur_annuelle = \"…\"`, ce qu'il vaut en un an (EUR/an), ou `valeur_annuelle = \"non_comparable\"`");
        }
    }
}

/// Reads `role` and `principal` of a droit.
pub(super) fn role(report: &mut Report, keys: &mut Keys<'_>) -> (Option<DroitRole>, bool) {
    let stated = keys.optional("role");
    let role = stated.and_then(|node| {
        node.word(
            report,
            &DroitRole::ALL.map(|role| (role.word(), role)),
            Code::InvalidValue,
        )
    });
    if stated.is_none() && report.says_meanings {
        let help = "ajoutez `role = \"benefice\"` (ce que la personne reçoit), `\"seuil\"` (une limite) ou `\"information\"`";
        keys.missing(report, "role", Code::MissingKey, help);
    }
    let node = keys.optional("principal");
    let principal = node.and_then(|node| node.boolean(report)).unwrap_or(false);
    if let Some(node) = node.filter(|_| principal && role.is_some_and(|role| role != DroitRole::Benefit)) {
        report
            .add(
                node.at(),
                Code::InvalidValue,
                "seul un bénéfice peut être principal",
            )
            .help("écrivez `role = \"benefice\"`, ou retirez `principal`");
    }
    (role, principal)
}

/// Reports a second principal droit among those that may exist on one day.
pub(super) fn one_principal(report: &mut Report, dispositif: &Dispositif) {
    let mut first: Option<&Droit> = None;
    for droit in dispositif.droits.iter().filter(|droit| droit.principal) {
        match first {
            Some(first) if first.id != droit.id => {
                report
                    .add(
                        droit.at,
                        Code::DuplicateId,
                        format!("`{}` est déjà le droit principal", first.id),
                    )
                    .help("gardez `principal = true` à un seul droit : celui qu'une personne lit d'abord");
            }
            _ => first = Some(droit),
        }
    }
}

/// Reads `renouvelle`: the day of each year on which a next value is expected.
pub(super) fn renewal(report: &mut Report, keys: &mut Keys<'_>) -> Option<Renewal> {
    let text = keys.optional("renouvelle")?.text(report)?;
    let renewal = Renewal::read(&text.value);
    if renewal.is_none() {
        report
            .add(
                text.at,
                Code::InvalidDate,
                format!("`{}` n'est pas un jour de l'année", text.value),
            )
            .help("écrivez le mois et le jour : `renouvelle = \"09-01\"` pour chaque 1er septembre");
    }
    renewal
}
