//! The course that somebody drawn at random enters.

use bareme::Day;

use super::{
    people::{Life, pick},
    random::Random,
};

/// What is said of the course: nobody knows it who has no project yet.
pub(crate) const FACTS: &[&str] = &[
    "annee_formation",
    "cursus_complet",
    "date_entree_formation",
    "date_fin_formation",
    "diplome_vise",
    "distance_domicile_formation_km",
    "duree_formation_heures",
    "duree_formation_mois",
    "formation_continue_temps_plein",
    "heures_formation_temps_travail",
    "heures_hebdo_formation",
    "organisme_departement",
    "programme",
    "voie_formation",
];

/// A diploma: who prepares it among a hundred, the level it asks for, its months, its hours, and whether it trains carers.
struct Diploma {
    name: &'static str,
    weight: u64,
    level: i64,
    months: i64,
    hours: i64,
}

const fn diploma(name: &'static str, weight: u64, level: i64, months: i64, hours: i64) -> Diploma {
    Diploma {
        name,
        weight,
        level,
        months,
        hours,
    }
}

/// Lengths near enough for people to be plausible: nothing is decided by them but what the engine makes of them.
const DIPLOMAS: &[Diploma] = &[
    diploma("aide_soignant", 24, 0, 11, 1_540),
    diploma("auxiliaire_puericulture", 8, 0, 11, 1_540),
    diploma("ambulancier", 4, 0, 6, 801),
    diploma("infirmier", 22, 4, 34, 4_200),
    diploma("manipulateur_radio", 2, 4, 34, 4_200),
    diploma("masseur_kinesitherapeute", 2, 4, 46, 6_600),
    diploma("ergotherapeute", 2, 4, 34, 5_200),
    diploma("psychomotricien", 1, 4, 34, 3_600),
    diploma("pedicure_podologue", 1, 4, 34, 4_200),
    diploma("sage_femme", 1, 4, 46, 6_000),
    diploma("puericulteur", 1, 6, 12, 1_500),
    diploma("infirmier_bloc", 1, 6, 24, 2_400),
    diploma("cadre_sante", 1, 6, 10, 1_400),
    diploma("infirmier_pratique_avancee", 1, 6, 22, 1_500),
    diploma("accompagnant_educatif_social", 8, 0, 12, 1_400),
    diploma("moniteur_educateur", 3, 0, 22, 1_950),
    diploma("technicien_intervention_sociale_familiale", 2, 0, 22, 2_100),
    diploma("assistant_service_social", 3, 4, 34, 3_500),
    diploma("educateur_specialise", 5, 4, 34, 3_550),
    diploma("educateur_jeunes_enfants", 3, 4, 34, 3_600),
    diploma("autre", 18, 0, 5, 600),
];

/// The departments of the region, each with its neighbours in mind: most people train where they live.
const HOMES: &[(&str, u64)] = &[
    ("loire_atlantique", 36),
    ("maine_et_loire", 21),
    ("mayenne", 8),
    ("sarthe", 14),
    ("vendee", 17),
    ("hors_region", 4),
];

pub(crate) fn draw(random: &mut Random, life: &mut Life) {
    let level = life.number("niveau_acquis");
    let studies = life.word("situation_actuelle") == "etudes";
    let open = DIPLOMAS
        .iter()
        .filter(|one| one.level <= level && (!studies || one.name != "autre" || level == 0));
    let weights: Vec<(&str, u64)> = open.map(|one| (one.name, one.weight)).collect();
    let name = pick(random, &weights);
    let chosen = DIPLOMAS
        .iter()
        .find(|one| one.name == name)
        .expect("it was drawn");
    let (mut months, mut hours) = (chosen.months, chosen.hours);
    let short = name == "autre";
    if short {
        months = random.between(1, 10);
        hours = months * random.between(70, 140);
    }
    let whole = short || studies || random.chance(90);
    if !whole {
        months = (months / 2).max(3);
        hours /= 2;
    }
    let entry = entry(random, name, studies);
    let end = entry.add_months(months).add_days(random.between(-12, 5));
    life.set("diplome_vise", name);
    life.set("date_entree_formation", entry.to_string());
    life.set("date_fin_formation", end.to_string());
    life.set("duree_formation_mois", entry.months_until(end).max(1));
    life.set("duree_formation_heures", hours);
    let full_time = short || random.chance(93);
    life.set("heures_hebdo_formation", if full_time { 35 } else { 21 });
    life.set("formation_continue_temps_plein", full_time);
    life.set("cursus_complet", whole);
    life.set("annee_formation", 1);
    life.set("derniere_annee_formation", months <= 12);
    life.set("cursus_termine", false);
    life.set("bac_pro_sanitaire_social", level == 4 && random.chance(12));
    life.set("titulaire_clea", level == 0 && random.chance(5));
    place(random, life, short);
    programme(random, life, short);
    life.toss(random, 60, &["projet_valide", "prerequis_acquis"]);
    life.toss(random, 3, &["arrete_prefet_exercice", "issu_prepa_cles_avenir"]);
    let trained = !studies && random.chance(6);
    let years = if trained {
        random.between(1, 4).min(life.number("age") - 16)
    } else {
        99
    };
    life.set("deja_formation_meme_niveau", trained);
    life.set("annees_depuis_formation_meme_niveau", years);
    life.set(
        "secteur_formation",
        if short {
            pick(random, &[("batiment", 20), ("industrie", 25), ("autre", 55)])
        } else {
            "autre"
        },
    );
    life.set("formation_sport_animation", short && random.chance(5));
    life.set("formation_rff", random.chance(if short { 20 } else { 60 }));
}

/// The day on which such a course begins: those of care assistants also at the turn of the year, short ones in any month.
fn entry(random: &mut Random, name: &str, studies: bool) -> Day {
    let (year, month) = match name {
        "autre" => (2027, random.between(1, 11)),
        "aide_soignant" | "auxiliaire_puericulture" | "ambulancier" | "accompagnant_educatif_social"
            if !studies && random.chance(60) =>
        {
            (2027, random.between(1, 3))
        }
        _ => (2027, 9),
    };
    let month = u8::try_from(month).expect("a month");
    let first = Day::from_calendar(year, month, 1).expect("a day");
    first.add_days(random.between(0, 12))
}

fn place(random: &mut Random, life: &mut Life, short: bool) {
    let home = pick(random, HOMES);
    let site = if random.chance(80) {
        home
    } else {
        pick(random, HOMES)
    };
    life.set("residence_departement", home);
    life.set("organisme_departement", site);
    let far = if home == site { 60 } else { 180 };
    life.set("distance_domicile_formation_km", random.between(1, far));
    let away = life.number("distance_domicile_formation_km") > 70 || random.chance(10);
    life.set("loge_hors_domicile", away);
    life.set("frais_hebergement", away && random.chance(80));
    let here = site != "hors_region";
    let certified = !short && here;
    life.set("formation_autorisee_region", certified && random.chance(95));
    life.set("place_conventionnee", certified && random.chance(80));
    life.set(
        "formation_agreee_remuneration",
        here && random.chance(if short { 55 } else { 85 }),
    );
    life.set("formation_achetee_region", here && (!short || random.chance(40)));
    life.set("formation_liste_contrat_pro", random.chance(30));
    life.set("contrat_pro_experimental", false);
    life.set("territoire_test", home != "hors_region" && random.chance(5));
}

fn programme(random: &mut Random, life: &mut Life, short: bool) {
    let programme = if short {
        pick(
            random,
            &[
                ("visa_metiers", 40),
                ("visa_metiers_plus", 8),
                ("prepa_avenir", 4),
                ("prepa_cles", 4),
                ("prepa_rebond", 3),
                ("acces_emploi", 6),
                ("un_emploi_une_formation", 4),
                ("autre", 31),
            ],
        )
    } else if life.is("formation_autorisee_region") {
        "visa_sanitaire_social"
    } else {
        "autre"
    };
    life.set("programme", programme);
    let status = life.word("situation_actuelle");
    let way = match status {
        "etudes" => "initiale",
        "apprentissage" => "apprentissage",
        _ => "continue",
    };
    life.set("voie_formation", way);
}
