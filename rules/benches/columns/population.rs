//! A population with every fact of the vocabulary, the same at every run.

use bareme::{
    Day,
    columns::{Batch, Bitmap, Column, Values},
    vocabulary::Kind,
};
use bareme_pays_de_la_loire::engine;

/// The reference date of the benches: the academic year 2024.
pub(crate) fn date() -> Day {
    "2024-09-02".parse().expect("a date of the calendar")
}

const SIBLINGS: [&str; 2] = ["autres_enfants_superieur", "autres_enfants_a_charge"];
const TRUTHS: [&str; 6] = [
    "formation_autorisee_region",
    "indemnise_are",
    "remunere_par_region",
    "boursier_crous",
    "handicap_cdaph",
    "aidant",
];

enum Stored {
    Bits(Vec<u8>),
    Numbers(Vec<i32>),
    Codes(Vec<u8>),
}

/// Facts as columns; those of the bursary are also there by name, for the loops written by hand.
pub(crate) struct Population {
    pub(crate) rows: usize,
    facts: Vec<(&'static str, Stored, Option<Vec<u8>>)>,
    pub(crate) income: Vec<i32>,
    pub(crate) distance: Vec<i32>,
    pub(crate) age: Vec<i32>,
    pub(crate) hours: Vec<i32>,
    pub(crate) siblings: [Vec<i32>; 2],
    pub(crate) status: Vec<u8>,
    /// Authorised, unemployment benefit, trainee pay, CROUS bursary, disability, carer.
    pub(crate) truths: [Vec<u8>; 6],
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        // An xorshift is enough: nothing here is secret, and the same numbers come at every run.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

impl Population {
    /// `missing` per cent of the cells are unknown.
    pub(crate) fn new(rows: usize, missing: u64) -> Self {
        // Of a fact and of what it follows from, one is stated: at random they would contradict each other, and a dossier that
        // contradicts itself is refused, and costs nothing.
        Self::with(rows, missing, |fact| {
            !matches!(
                fact,
                "situation_actuelle" | "allocation_actuelle" | "salaire_percu_mensuel"
            )
        })
    }

    /// Only the facts of the bursary: ten million rows of all of them would be gigabytes.
    pub(crate) fn of_the_bursary(rows: usize) -> Self {
        Self::with(rows, 0, |fact| {
            matches!(
                fact,
                "statut"
                    | "revenu_brut_global"
                    | "distance_domicile_formation_km"
                    | "age"
                    | "heures_activite_hebdo"
            ) || SIBLINGS.contains(&fact)
                || TRUTHS.contains(&fact)
        })
    }

    fn with(rows: usize, missing: u64, wanted: impl Fn(&str) -> bool) -> Self {
        let mut random = Random(0x2545_f491_4f6c_dd1d);
        let vocabulary = &engine().plan().vocabulary;
        let mut facts = Vec::new();
        for fact in vocabulary.facts.iter().filter(|fact| wanted(&fact.name)) {
            let stored = match &fact.declared.kind {
                Kind::Boolean => {
                    let yes = likelihood(&fact.name);
                    Stored::Bits(bits(rows, |_| random.below(100) < yes))
                }
                Kind::Choice(id) => {
                    let members = vocabulary.enumeration(*id).map_or(1, |e| e.members.len()) as u64;
                    // The last kind of contract is none, which has no hours nor length.
                    let members = match fact.name.as_str() {
                        "contrat_type" | "contrat_promis" => members - 1,
                        _ => members,
                    };
                    // Half of the people are students or look for work.
                    let usual = fact.name == "statut";
                    let mut draw = || match random.below(2) {
                        0 if usual => random.below(2),
                        _ => random.below(members),
                    };
                    Stored::Codes((0..rows).map(|_| draw() as u8).collect())
                }
                Kind::Number { .. } | Kind::Date => {
                    let (min, max) = span(&fact.name, fact.declared.min, fact.declared.max);
                    let width = max.abs_diff(min) + 1;
                    Stored::Numbers(
                        (0..rows)
                            .map(|_| (min + random.below(width) as i64) as i32)
                            .collect(),
                    )
                }
            };
            let known = (missing > 0).then(|| bits(rows, |_| random.below(100) >= missing));
            facts.push((fact.name.as_str(), stored, known));
        }
        let numbers = |name: &str| {
            let found = facts.iter().find(|(fact, ..)| *fact == name);
            match found {
                Some((_, Stored::Numbers(values), _)) => values.clone(),
                _ => Vec::new(),
            }
        };
        let truths = |name: &str| match facts.iter().find(|(fact, ..)| *fact == name) {
            Some((_, Stored::Bits(bits), _)) => bits.clone(),
            _ => Vec::new(),
        };
        let status = match facts.iter().find(|(fact, ..)| *fact == "statut") {
            Some((_, Stored::Codes(codes), _)) => codes.clone(),
            _ => Vec::new(),
        };
        Self {
            rows,
            income: numbers("revenu_brut_global"),
            distance: numbers("distance_domicile_formation_km"),
            age: numbers("age"),
            hours: numbers("heures_activite_hebdo"),
            siblings: SIBLINGS.map(numbers),
            status,
            truths: TRUTHS.map(truths),
            facts,
        }
    }

    pub(crate) fn columns(&self) -> Vec<Column<'_>> {
        self.some_columns(0, self.rows)
    }

    /// Some rows of the columns.
    pub(crate) fn some_columns(&self, start: usize, count: usize) -> Vec<Column<'_>> {
        let bitmap = |bytes| Bitmap::new(bytes, start, count).expect("one bit a row");
        self.facts
            .iter()
            .map(|(fact, stored, known)| Column {
                fact,
                values: match stored {
                    Stored::Bits(bytes) => Values::Bits(bitmap(bytes)),
                    Stored::Numbers(values) => Values::Narrow(&values[start..start + count]),
                    Stored::Codes(codes) => Values::Codes(&codes[start..start + count]),
                },
                known: known.as_deref().map(bitmap),
            })
            .collect()
    }

    pub(crate) fn batch<'b>(&self, columns: &'b [Column<'b>]) -> Batch<'b> {
        Batch {
            rows: self.rows,
            columns,
        }
    }

    /// The points of each person, computed beforehand for the shortest of the loops written by hand.
    pub(crate) fn points(&self) -> Vec<u8> {
        (0..self.rows)
            .map(|row| super::by_hand::points(self, row) as u8)
            .collect()
    }
}

fn bits(rows: usize, mut set: impl FnMut(usize) -> bool) -> Vec<u8> {
    let mut bytes = vec![0_u8; rows.div_ceil(8)];
    for row in 0..rows {
        bytes[row / 8] |= u8::from(set(row)) << (row % 8);
    }
    bytes
}

/// How many people in a hundred say yes.
fn likelihood(fact: &str) -> u64 {
    match fact {
        "formation_autorisee_region" => 90,
        "inscrit_france_travail" => 100,
        "cdi_interimaire" | "bac_pro_sanitaire_social" | "territoire_test" => 0,
        "indemnise_are" | "remunere_par_region" | "boursier_crous" | "handicap_cdaph" | "aidant" => 10,
        _ => 50,
    }
}

/// Where the values of a fact usually lie.
fn span(fact: &str, min: i64, max: i64) -> (i64, i64) {
    match fact {
        "age" => (15, 50),
        "revenu_brut_global" => (0, 6_000_000),
        "distance_domicile_formation_km" => (0, 300),
        "heures_activite_hebdo" => (0, 180),
        "autres_enfants_superieur" | "autres_enfants_a_charge" => (0, 4),
        "date_entree_formation" => (19_600, 20_100),
        // After every entry: a dossier that contradicts itself is refused, and costs nothing.
        "date_fin_formation" | "date_fin_droits_are" | "date_fin_contrat" => (20_200, 21_000),
        "duree_formation_mois" => (0, 12),
        "duree_formation_heures" => (0, 1_200),
        "mois_salarie_total" => (0, 24),
        "allocation_journaliere" => (2_000, 10_000),
        "allocation_journaliere_nette" => (0, 2_000),
        _ if min < 0 => (19_000, 20_500),
        _ => (min, max.min(min + 100_000)),
    }
}
