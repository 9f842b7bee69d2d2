//! What reads a value without any operation.

use super::declaration::spoken;

/// A form that reads a value, for the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// How it is written.
    pub written: &'static str,
    /// Its meaning, in French; empty without the feature `reader`.
    pub meaning: &'static str,
}

const fn reading(written: &'static str, meaning: &'static str) -> Reading {
    Reading {
        written: spoken(written),
        meaning: spoken(meaning),
    }
}

/// Every form that reads a value, in the order of the manual.
pub const READINGS: &[Reading] = &[
    reading(
        "vrai",
        "la condition toujours vraie ; `faux`, celle qui ne l'est jamais",
    ),
    reading(
        "12 mois",
        "un nombre et son unité : seuls 0, 1 et 12 s'écrivent ici",
    ),
    reading(
        "age",
        "un fait, une variable du dispositif, un paramètre, ou une valeur d'une liste de choix là où l'on en attend une",
    ),
    reading(
        "\"0bis\"",
        "une valeur d'une liste de choix, quand ce n'est pas un nom",
    ),
    reading("date_reference", "la date de la décision"),
    reading("date_effet", "la date d'effet du dispositif"),
    reading(
        "bourse_plafonds(points, echelon)",
        "la case d'une table, par ses clés dans l'ordre",
    ),
    reading(
        "forfaits.repas(zone)",
        "la même, dans la colonne de valeurs nommée",
    ),
    reading("dispositif.bourse.eligible", "le verdict d'un autre dispositif"),
    reading(
        "dispositif.bourse.montant",
        "un droit d'un autre dispositif, comme s'il était accordé",
    ),
    reading(
        "dispositif.bourse.montant.du",
        "ce qui est dû de ce droit : 0 si le dispositif est refusé",
    ),
];
