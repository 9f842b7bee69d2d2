//! What a case may expect, key by key: how each is written, and how it is compared.

use crate::cases::expectation::Manner;

use Shape::{
    At, Conditions, Dated, Days, Deadlines, Dispositifs, Doubts, Droits, Each, Facts, Json, List, Nothing,
    Object, Ordered, Priorities, Sets, Stale, Supposed, Texts, Unknown, Word,
};

/// A key under which something is expected.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
}

/// How the value of a key is written and compared.
pub(super) enum Shape {
    /// The value of the answer.
    Json,
    /// The value of the answer, which may be a day.
    Dated,
    /// This word when the answer has nothing there.
    Nothing(&'static str, &'static Shape),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Texts that no name is looked up for.
    Texts(Manner),
    /// Facts, all of them in any order.
    Facts,
    /// Dispositifs in any order: all, some, or none of these.
    Dispositifs,
    /// Dispositifs in their order.
    Ordered(Manner),
    /// Sets of dispositifs that exclude each other, each in any order.
    Sets,
    /// Doubts: all, some, or none of these.
    Doubts,
    /// Values past their day: all, some, or none of these.
    Stale,
    /// By the ids of a dispositif: a droit and its value.
    Droits,
    /// By the ids of a dispositif: a condition and its state.
    Conditions,
    /// By the ids of a dispositif: a priority and its state.
    Priorities,
    /// By the ids of a dispositif: a day by which to act, or the facts that it waits for.
    Deadlines,
    /// Facts and their values: all of them, or `dont` some.
    Supposed,
    /// Other keys of the same object, which the answer does not know.
    Unknown(&'static [&'static str]),
    /// Days, each alone or the member of that name.
    Days(Option<&'static str>),
    /// Keys of an object.
    Object(&'static [Key]),
    /// Objects in the order of the answer, all of them; with how they are written.
    List(&'static [Key], &'static str),
    /// By names that the case chooses: the value of each, or its member of that name.
    Each(Option<&'static str>),
    /// What stands elsewhere in the answer than under its own name.
    At(&'static [&'static str], &'static Shape),
}

const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape }
}

const VERDICTS: &[&str] = &["eligible", "indetermine", "non_eligible", "hors_periode"];
const RELIABILITIES: &[&str] = &["texte", "secondaire", "a_confirmer"];
const NATURES: &[&str] = &["aide", "decision", "classement", "plancher", "regle"];

/// Of a dispositif.
pub(super) const DISPOSITIF: &[Key] = &[
    key("verdict", Word(VERDICTS)),
    key("statut", Json),
    key("fiabilite", Word(RELIABILITIES)),
    key("nature", Word(NATURES)),
    key("decideur", Json),
    key("droits", Droits),
    key("bornes", Droits),
    key("conditions", Conditions),
    key("priorites", Priorities),
    key("manquants", Facts),
    key("demarche", Object(NEXT_STEP)),
    key("doutes", Doubts),
    key("perimes", Stale),
    key("quota", Json),
    key("sous_reserve", Nothing("rien", &Object(RESERVE))),
    key("incompatible_avec", Dispositifs),
    key("remplace_par", Dispositifs),
    key("avertissements", Texts(Manner::All)),
    key("dit", Texts(Manner::Says)),
    key("sans_dire", At(&["dit"], &Texts(Manner::Silent))),
];

/// What holds if what is usually so is so here.
const RESERVE: &[Key] = &[
    key("verdict", Word(VERDICTS)),
    key("droits", Droits),
    key("bornes", Droits),
    key("suppositions", Supposed),
];

const NEXT_STEP: &[Key] = &[
    key("delais", Deadlines),
    key("ou", Json),
    key("quoi", Json),
    key("quand", Json),
    key("pieces", Json),
    key("lien", Json),
    key("source", Json),
    key("fiabilite", Json),
    key(
        "inconnu",
        Unknown(&["ou", "quoi", "quand", "pieces", "lien", "source", "fiabilite"]),
    ),
];

/// Of the whole answer, beside the decisions.
pub(super) const ANSWER: &[Key] = &[
    key("meilleure_combinaison", Nothing("aucune", &Object(COMBINATION))),
    key("echeancier", Object(SCHEDULE)),
    key("revenus", Object(INCOMES)),
    key("incoherences", Texts(Manner::All)),
    key("page", Object(PAGE)),
];

const COMBINATION: &[Key] = &[
    key("dispositifs", Dispositifs),
    key("valeur_annuelle", Dated),
    key("bornes", Dated),
    key("non_classes", Dispositifs),
    key("periode", Nothing("aucune", &Object(COURSE))),
    key(
        "proches",
        List(
            CLOSE,
            "écrivez [{ dispositifs = [\"…\"], au_lieu_de = [\"…\"], bornes = [\"…\", \"…\"] }]",
        ),
    ),
];

const COURSE: &[Key] = &[key("du", Dated), key("au", Dated), key("bornes", Dated)];

const CLOSE: &[Key] = &[
    key("dispositifs", Dispositifs),
    key("au_lieu_de", Dispositifs),
    key("bornes", Dated),
];

const SCHEDULE: &[Key] = &[
    key("du", Dated),
    key("au", Dated),
    key("dispositifs", Dispositifs),
    key("manquants", Texts(Manner::All)),
    key("segments", Days(Some("du"))),
    key("causes", Each(None)),
    key("total", At(&["totaux", "general"], &Dated)),
    key("complet", At(&["totaux", "complet"], &Dated)),
    key("payeurs", At(&["totaux", "payeurs"], &Each(Some("total")))),
];

const INCOMES: &[Key] = &[
    key(
        "sequences",
        List(SEQUENCE, "écrivez [{ dispositifs = [\"…\"], total = \"…\" }]"),
    ),
    key("inconnus", Dispositifs),
    key("omises", Dated),
];

const SEQUENCE: &[Key] = &[
    key("dispositifs", Dispositifs),
    key("total", Dated),
    key("complet", Dated),
    key("ecart", Nothing("inconnu", &Dated)),
    key("mois", Each(None)),
    key("changements", Days(None)),
];

const PAGE: &[Key] = &[
    key("demander", Ordered(Manner::Same)),
    key("ou_bien", Sets),
    key("ouvrir", Ordered(Manner::First)),
    key("dit", Texts(Manner::Says)),
    key("sans_dire", At(&["dit"], &Texts(Manner::Silent))),
];
