//! Random well-typed expressions over the vocabulary of random packs.

use std::collections::BTreeMap;

use bareme::internals::expression::operations;
use proptest::{prelude::*, sample::select, strategy::Union};

/// The type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Truth,
    Count,
    Money,
    Rate,
    Months,
    Day,
    Choice,
    Rank,
}

impl Sort {
    pub(crate) const ALL: [Self; 8] = [
        Self::Truth,
        Self::Count,
        Self::Money,
        Self::Rate,
        Self::Months,
        Self::Day,
        Self::Choice,
        Self::Rank,
    ];

    /// The keys that declare the type, separated as a line or as a table asks.
    pub(crate) fn declared(self, separator: &str) -> String {
        let keys: &[&str] = match self {
            Self::Truth => &["type = \"booleen\""],
            Self::Count => &["type = \"entier\""],
            Self::Money => &["type = \"montant\"", "unite = \"EUR/an\""],
            Self::Rate => &["type = \"taux\""],
            Self::Months => &["type = \"entier\"", "unite = \"mois\""],
            Self::Day => &["type = \"date\""],
            Self::Choice => &["type = \"choix\"", "choix = \"k\""],
            Self::Rank => &["type = \"choix\"", "choix = \"rang\""],
        };
        keys.join(separator)
    }

    /// What reads as one value without any operation.
    fn leaves(self) -> Vec<&'static str> {
        match self {
            Self::Truth => vec![
                "b0",
                "b1",
                "x0",
                "pb",
                "k0 = ka",
                "k0 = k1",
                "n0 > 1",
                "e0 < pe",
                "d0 >= pd",
                "m0 < 12 mois",
            ],
            Self::Count => vec![
                "n0",
                "n1",
                "pn",
                "annee(d0) - annee(d1)",
                "annee_scolaire(d1) - annee(pd)",
                "1",
            ],
            Self::Money => vec!["e0", "e1", "pe", "pf", "0 EUR/an"],
            Self::Rate => vec!["r0", "pr", "0", "1"],
            Self::Months => vec!["m0", "z0", "pm", "mois_entre(d0, d1)", "12 mois"],
            Self::Day => vec!["d0", "d1", "w0", "pd", "date_effet", "d1 + 12 mois"],
            Self::Choice => vec!["k0", "k1", "y0", "pk", "kb", "\"kc\""],
            Self::Rank => vec!["\"1\"", "\"0bis\"", "premier_rang(plafonds, n0, e0)"],
        }
    }

    /// Templates: a capital letter stands for an expression (`T`ruth, `C`ount, `M`oney, `R`ate, m`O`nths, `D`ay, choice `K`,
    /// ran`G`), a `?` for a small number of decimals. Those that operations are declared with, then those of this vocabulary.
    pub(crate) fn templates(self) -> Vec<&'static str> {
        operations()
            .flat_map(|operation| operation.drawn)
            .filter(|(letter, _)| Self::of_letter(*letter) == Some(self))
            .map(|(_, template)| *template)
            .chain(self.templates_of_its_own().iter().copied())
            .collect()
    }

    /// What names facts, tables and members of random packs.
    fn templates_of_its_own(self) -> &'static [&'static str] {
        match self {
            Self::Truth => &[
                "(K) dans [ka, kb]",
                "(K) hors [kc, (K)]",
                "(G) = \"1\"",
                "(G) dans [\"2\", (G)]",
                "depasse(plafonds, max((C), 0), (M))",
                "depasse(plafonds, 1, (M) * (R))",
                "si b0 = (T) alors (T) sinon (T)",
                "selon k0 { ka: (T), kb, kc: (T) }",
            ],
            Self::Count => &[
                "arrondi(quotient((M), max((M), 1 %), ?), 0)",
                "paliers.nombre(max((M), 0 %))",
                "si b0 = (T) alors (C) sinon (C)",
                "selon { b1 != (T): (C), b0 ou (T): (C), sinon: (C) }",
                "selon k0 { ka: (C), sinon: (C) }",
                "selon g0 { \"0bis\", \"1\": (C), sinon: (C) }",
            ],
            Self::Money => &[
                "plafonds(max((C), 0), G)",
                "montants.montant((K), borne((C), 0, 1))",
                "si b0 = (T) alors (M) sinon (M)",
                "si b0 = (T) alors (M) sinon si b1 = (T) alors (M) sinon (M)",
                "selon { b1 != (T): (M), sinon: (M) }",
                "selon k1 { kb, ka: (M), kc: (M) }",
                "selon g0 { \"2\": (M), sinon: (M) }",
            ],
            Self::Rate => &[
                "quotient((M), max((M), 1 %), 2)",
                "si (T) alors (R) sinon r0",
                "paliers.part(max((M), 0 %))",
                "si b0 = (T) alors (R) sinon (R)",
            ],
            Self::Months => &["si b0 = (T) alors (O) sinon (O)"],
            Self::Day => &[
                "si b0 = (T) alors (D) sinon (D)",
                "selon k1 { ka: (D), sinon: (D) }",
            ],
            Self::Choice => &[
                "si b0 = (T) alors (K) sinon (K)",
                "selon { b1 != (T): (K), b0 ou (T): (K), sinon: (K) }",
                "selon g0 { \"1\": (K), sinon: (K) }",
            ],
            Self::Rank => &[
                "premier_rang(plafonds, max((C), 0), (M))",
                "premier_rang(plafonds, 1, (M) * (R))",
                "montants.rang((K), borne((C), 0, 1))",
                "si b0 = (T) alors (G) sinon (G)",
                "selon k1 { ka: (G), sinon: (G) }",
            ],
        }
    }

    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'T' => Self::Truth,
            'C' => Self::Count,
            'M' => Self::Money,
            'R' => Self::Rate,
            'O' => Self::Months,
            'D' => Self::Day,
            'K' => Self::Choice,
            'G' => Self::Rank,
            _ => return None,
        })
    }
}

/// For each sort its expressions, of depth `depth` at most; with `variables` they may read `v0`, `v1` and `v2`, and with
/// `other` the dispositif `un`.
pub(crate) fn sentences(depth: u32, variables: bool, other: bool) -> BTreeMap<Sort, BoxedStrategy<String>> {
    let leaves = |sort: Sort| {
        let mut words = sort.leaves();
        if variables {
            words.extend(match sort {
                Sort::Truth => &["v0"][..],
                Sort::Money => &["v1", "v1"],
                Sort::Choice => &["v2"],
                _ => &[],
            });
        }
        if other {
            words.extend(match sort {
                Sort::Truth => &["dispositif.un.eligible"][..],
                Sort::Money => &["dispositif.un.x0", "dispositif.un.x0.du"],
                _ => &[],
            });
        }
        select(words).prop_map(str::to_owned).boxed()
    };
    let mut level: BTreeMap<Sort, BoxedStrategy<String>> = Sort::ALL.map(|sort| (sort, leaves(sort))).into();
    for _ in 1..depth {
        let deeper = |sort: Sort| {
            let filled = sort
                .templates()
                .into_iter()
                .map(|template| filled(template, &level));
            // Deeper sentences stay a mix: a leaf now and then, so that most are not as large as they can be.
            prop_oneof![1 => leaves(sort), 3 => Union::new(filled)].boxed()
        };
        level = Sort::ALL.map(|sort| (sort, deeper(sort))).into();
    }
    level
}

/// A template with its holes filled.
fn filled(template: &'static str, inner: &BTreeMap<Sort, BoxedStrategy<String>>) -> BoxedStrategy<String> {
    let holes: Vec<BoxedStrategy<String>> = template
        .chars()
        .filter_map(Sort::of_letter)
        .map(|sort| inner[&sort].clone())
        .collect();
    (holes, 0..=12_u8)
        .prop_map(move |(words, decimals)| {
            let mut words = words.into_iter();
            template.chars().fold(String::new(), |mut text, letter| {
                match letter {
                    '?' => text.push_str(&decimals.to_string()),
                    '%' => text.push_str("EUR/an"),
                    _ if Sort::of_letter(letter).is_some() => {
                        text.push_str(&words.next().unwrap_or_default());
                    }
                    other => text.push(other),
                }
                text
            })
        })
        .boxed()
}
