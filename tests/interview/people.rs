//! People drawn at random who could exist: a situation, then what follows from it; and of it, what a person knows.

use bareme::Day;
use serde_json::{Map, Value as Json};

use super::{
    course,
    door::{Door, Told},
    household,
    random::Random,
    work,
};

/// The day on which they ask.
pub(crate) const DAY: &str = "2026-11-28";

/// How many draws in a row may be refused: more, and the draw itself is at fault.
const REFUSED: usize = 40;

/// What an institute, an employer or an administration knows; the pack says it too, for those it thinks of.
const OF_OTHERS: &[&str] = &[
    "accord_collectif_reconversion",
    "besoin_branche",
    "duree_formation_heures",
    "effectif_entreprise",
    "eloigne_emploi",
    "employeur_a_jour",
    "employeur_cufpa",
    "employeur_en_difficulte_recrutement",
    "formation_achetee_region",
    "formation_agreee_remuneration",
    "formation_autorisee_region",
    "formation_liste_contrat_pro",
    "formation_rff",
    "heures_hebdo_formation",
    "offre_dans_zone_recherche",
    "offre_deposee_france_travail",
    "place_conventionnee",
    "residence_zrr",
    "residence_zus",
    "salaire_journalier_reference",
    "territoire_test",
];

/// What is so of somebody, fact by fact; what has no object for them is left out.
#[derive(Default)]
pub(crate) struct Life {
    pub(crate) facts: Map<String, Json>,
}

impl Life {
    pub(crate) fn set(&mut self, fact: &str, value: impl Into<Json>) {
        self.facts.insert(fact.to_owned(), value.into());
    }

    pub(crate) fn all(&mut self, facts: &[&str], value: &Json) {
        for fact in facts {
            self.set(fact, value.clone());
        }
    }

    /// True for so many people in a hundred.
    pub(crate) fn toss(&mut self, random: &mut Random, percent: u64, facts: &[&str]) {
        for fact in facts {
            let value = random.chance(percent);
            self.set(fact, value);
        }
    }

    pub(crate) fn is(&self, fact: &str) -> bool {
        self.facts.get(fact).and_then(Json::as_bool).unwrap_or(false)
    }

    pub(crate) fn number(&self, fact: &str) -> i64 {
        self.facts.get(fact).and_then(Json::as_i64).unwrap_or(0)
    }

    pub(crate) fn word(&self, fact: &str) -> &str {
        self.facts.get(fact).and_then(Json::as_str).unwrap_or_default()
    }
}

/// An amount in cents, as a dossier writes it.
pub(crate) fn amount(cents: i64) -> Json {
    format!("{}.{:02}", cents / 100, cents % 100).into()
}

/// A word, each drawn as often as its weight says.
pub(crate) fn pick<'w>(random: &mut Random, words: &[(&'w str, u64)]) -> &'w str {
    let total = words.iter().map(|(_, weight)| weight).sum();
    let mut at = random.below(total);
    for (word, weight) in words {
        if at < *weight {
            return word;
        }
        at -= weight;
    }
    panic!("no word for {at} of {total}");
}

/// What somebody drawn at random knows of themselves.
pub(crate) struct People<'d> {
    door: &'d Door,
    date: Day,
    random: Random,
}

impl<'d> People<'d> {
    pub(crate) fn new(door: &'d Door, seed: u64) -> Self {
        Self {
            door,
            date: DAY.parse().expect("a day"),
            random: Random::new(seed),
        }
    }

    pub(crate) const fn date(&self) -> Day {
        self.date
    }

    /// Somebody whose whole life the engine accepts.
    pub(crate) fn life(&mut self) -> Map<String, Json> {
        let mut findings = String::new();
        for _ in 0..REFUSED {
            let life = draw(&mut self.random);
            match self.door.decide(&Told::of(&life.facts), self.date) {
                Ok(_) => return life.facts,
                Err(refused) => findings = refused,
            }
        }
        panic!("{REFUSED} people in a row are refused; the last: {findings}");
    }

    /// What they know of it: of what others know, now and then; of their project, nothing for some; of the rest, nearly all.
    pub(crate) fn knows(&mut self, life: &Map<String, Json>) -> Map<String, Json> {
        let has_a_project = !self.random.chance(5);
        let known = life.iter().filter(|(name, _)| {
            let fact = self.door.facts.get(*name);
            let of_others =
                OF_OTHERS.contains(&name.as_str()) || fact.is_some_and(|fact| fact.known_by != "personne");
            let of_the_course = course::FACTS.contains(&name.as_str());
            let percent = match (of_others, of_the_course && !has_a_project) {
                (_, true) => 0,
                (true, false) => 15,
                (false, false) => 97,
            };
            self.random.chance(percent)
        });
        known.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

fn draw(random: &mut Random) -> Life {
    let mut life = Life::default();
    let kind = pick(
        random,
        &[
            ("etudes", 30),
            ("recherche_emploi", 36),
            ("cdi_prive", 13),
            ("contrat_court_prive", 6),
            ("fonctionnaire", 4),
            ("contrat_public", 3),
            ("apprentissage", 2),
            ("professionnalisation", 1),
            ("independance", 2),
            ("conge_parental", 2),
            ("autre", 1),
        ],
    );
    life.set("situation_actuelle", kind);
    let age = match kind {
        "etudes" => pick(
            random,
            &[
                ("17", 6),
                ("18", 30),
                ("19", 20),
                ("20", 14),
                ("21", 12),
                ("22", 9),
                ("23", 5),
                ("25", 4),
            ],
        )
        .parse()
        .expect("an age"),
        "apprentissage" | "professionnalisation" => random.between(17, 25),
        "recherche_emploi" => random.between(18, 56),
        _ => random.between(22, 57),
    };
    life.set("age", age);
    let level = match (kind, age) {
        (_, ..18) => random.between(0, 3),
        ("etudes", _) => random.between(4, if age > 21 { 6 } else { 4 }),
        _ => pick(
            random,
            &[("0", 18), ("3", 30), ("4", 30), ("5", 12), ("6", 8), ("7", 2)],
        )
        .parse()
        .expect("a level"),
    };
    life.set("niveau_acquis", level);
    life.set("niveau_frequente", (level + i64::from(random.chance(20))).min(8));
    course::draw(random, &mut life);
    household::draw(random, &mut life);
    work::draw(random, &mut life);
    life
}
