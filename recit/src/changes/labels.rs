//! The words of files, as a person reads them.

use bareme::{
    analysis::changes::Aspect,
    catalogue::{Concerned, DispositifPlan, PlanContent},
};

use crate::words::{self, Words};

/// Each word of a file with what it is to a person, under what it is said of.
const WORDS: [(Aspect, &str, &str); 38] = [
    (Aspect::Status, "en_vigueur", "en vigueur"),
    (Aspect::Status, "experimentation", "expérimentation"),
    (
        Aspect::Status,
        "hypothese",
        "annoncé, sans preuve d'entrée en vigueur",
    ),
    (Aspect::Object, "personne", "une personne"),
    (Aspect::Object, "employeur", "un employeur"),
    (Aspect::Object, "programme", "un programme"),
    (Aspect::Object, "dossier_formation", "un dossier de formation"),
    (
        Aspect::Nature,
        "aide",
        "une aide, due à qui remplit les conditions",
    ),
    (
        Aspect::Nature,
        "decision",
        "une demande, sur laquelle quelqu'un décide",
    ),
    (Aspect::Nature, "classement", "un classement, qui ne donne rien"),
    (
        Aspect::Nature,
        "plancher",
        "un plancher, qui borne un autre montant",
    ),
    (Aspect::Nature, "regle", "une règle, qui n'est l'aide de personne"),
    (Aspect::Role, "benefice", "ce que la personne reçoit"),
    (Aspect::Role, "seuil", "une limite"),
    (Aspect::Role, "information", "une information"),
    (Aspect::After, "fin", "il s'arrête"),
    (Aspect::After, "inconnu", "on ne sait pas"),
    (Aspect::After, "prolonge_probable", "il sera sans doute prolongé"),
    (Aspect::Side, "au_plus_tard", "au plus tard"),
    (Aspect::Side, "a_partir_de", "à partir de ce jour"),
    (Aspect::Reliability, "texte", "texte lu"),
    (Aspect::Reliability, "secondaire", "source secondaire"),
    (Aspect::Reliability, "a_confirmer", "à confirmer"),
    (Aspect::KnownBy, "personne", "la personne"),
    (Aspect::KnownBy, "organisme", "l'organisme de formation"),
    (Aspect::KnownBy, "employeur", "l'employeur"),
    (Aspect::KnownBy, "administration", "l'administration"),
    (Aspect::Order, "reception", "l'ordre d'arrivée"),
    (Aspect::Order, "priorites", "les priorités d'abord"),
    (Aspect::Theme, "formation", "la formation"),
    (Aspect::Theme, "foyer", "le foyer"),
    (Aspect::Theme, "ressources", "les ressources"),
    (Aspect::Theme, "situation", "la situation"),
    (Aspect::Theme, "projet", "le projet"),
    (Aspect::Type, "entier", "nombre entier"),
    (Aspect::Type, "decimal", "nombre à décimales"),
    (Aspect::Type, "booleen", "oui ou non"),
    (Aspect::Type, "taux", "part de un, en pour cent"),
];

/// A word of a file, said of something by a pack: « ce que la personne reçoit », « € par an », « Âge ».
pub(super) fn word(plan: &PlanContent, aspect: Aspect, word: &str) -> String {
    // How sure several things are is said with the same words.
    let of = if matches!(aspect, Aspect::SupposedReliability | Aspect::NextStepReliability) {
        Aspect::Reliability
    } else {
        aspect
    };
    let known = WORDS.iter().find(|(about, own, _)| *about == of && *own == word);
    let known = known.map(|(_, _, told)| (*told).to_owned());
    let titled = || named(plan, aspect, word).map(|title| quoted(plan, title));
    known.or_else(titled).unwrap_or_else(|| {
        if aspect == Aspect::Type {
            words::name(word)
        } else if matches!(aspect, Aspect::Unit | Aspect::Pace) && !word.contains('(') {
            Words::of(plan).unit(word, true)
        } else {
            word.to_owned()
        }
    })
}

/// The title of what a word names.
fn named<'p>(plan: &'p PlanContent, aspect: Aspect, word: &str) -> Option<&'p String> {
    if aspect == Aspect::EffectDate {
        return plan.vocabulary.fact_named(word).map(|(_, fact)| &fact.title);
    }
    if aspect == Aspect::OutcomeOf {
        return plan.dispositif_named(word).map(|(_, one)| &one.title);
    }
    if aspect == Aspect::Quota {
        let found = plan.quotas.iter().find(|one| one.id == word);
        return found.map(|one| &one.title);
    }
    if matches!(aspect, Aspect::MonthDays | Aspect::Limit) {
        let found = plan.parameters.iter().find(|one| one.name == word);
        return found.map(|one| &one.title);
    }
    None
}

/// An item of a list: « Bourse », « la condition « Âge » ».
pub(super) fn item(plan: &PlanContent, of: Option<&DispositifPlan>, aspect: Aspect, word: &str) -> String {
    if matches!(
        aspect,
        Aspect::Incompatible | Aspect::ReplacedBy | Aspect::InPlaceOf
    ) {
        return dispositif(plan, word);
    }
    let concerned = of.filter(|_| aspect == Aspect::Concerns);
    concerned.map_or_else(|| word.to_owned(), |of| concern(plan, of, word))
}

fn dispositif(plan: &PlanContent, id: &str) -> String {
    let found = plan.dispositif_named(id);
    found.map_or_else(|| id.to_owned(), |(_, one)| quoted(plan, &one.title))
}

/// What a doubt is about: « le paramètre « Montant de la bourse » ».
fn concern(plan: &PlanContent, of: &DispositifPlan, word: &str) -> String {
    let concerns = of.doubts.iter().flat_map(|doubt| &doubt.concerns);
    let on = concerns
        .into_iter()
        .find(|one| one.word == word)
        .map(|one| &one.on);
    let title = |found: Option<&String>| found.map(|title| quoted(plan, title));
    let told = match on {
        Some(Concerned::Conditions(list)) => {
            let found = list.first().and_then(|at| of.conditions.get(usize::from(*at)));
            title(found.map(|one| &one.title)).map(|title| format!("la condition {title}"))
        }
        Some(Concerned::Droits(list)) => {
            let found = list.first().and_then(|at| of.droits.get(usize::from(*at)));
            title(found.map(|one| &one.title)).map(|title| format!("le droit {title}"))
        }
        Some(Concerned::Parameter(at)) => {
            let found = plan.parameters.get(usize::from(*at));
            title(found.map(|one| &one.title)).map(|title| format!("la valeur {title}"))
        }
        Some(Concerned::Table(at)) => {
            let found = plan.tables.get(usize::from(*at));
            title(found.map(|one| &one.title)).map(|title| format!("la table {title}"))
        }
        Some(Concerned::Period) => Some("sa période".to_owned()),
        Some(Concerned::Existence) => Some("son existence".to_owned()),
        Some(Concerned::Aside) | None => None,
    };
    told.unwrap_or_else(|| words::name(word))
}

/// « Titre », with the values of its parameters.
pub(super) fn quoted(plan: &PlanContent, title: &str) -> String {
    format!("«\u{a0}{}\u{a0}»", plan.titled(title, None))
}
