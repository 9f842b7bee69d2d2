//! The work of somebody drawn at random: a contract or none, a career, an allowance.

use bareme::Day;
use serde_json::json;

use super::{
    people::{DAY, Life, amount, pick},
    random::Random,
};

/// What only somebody who works for an employer has.
const AT_WORK: &[&str] = &[
    "ash_en_poste",
    "cdi_interimaire",
    "contrat_aide",
    "deja_ptp_entreprise",
    "employeur_public_soin",
    "infirmier_liberal",
    "salarie_entreprise_adaptee",
    "salarie_insertion",
];

pub(crate) fn draw(random: &mut Random, life: &mut Life) {
    let situation = life.word("situation_actuelle").to_owned();
    life.all(AT_WORK, &json!(false));
    contract(random, life, &situation);
    career(random, life, &situation);
    allowance(random, life, &situation);
    promise(random, life, &situation);
    life.set(
        "heures_activite_hebdo",
        if situation == "etudes" && random.chance(15) {
            random.between(3, 14)
        } else {
            0
        },
    );
    let registered = situation == "recherche_emploi" && random.chance(95);
    life.set("inscrit_france_travail", registered);
    life.set("tenu_de_rechercher_emploi", registered && random.chance(92));
    let longest = (life.number("age") - 16) * 12;
    life.set(
        "duree_inscription_mois",
        if registered {
            random.between(1, 30).min(longest)
        } else {
            0
        },
    );
    let hours = if registered && random.chance(25) {
        random.between(10, 100)
    } else {
        0
    };
    life.set(
        "heures_travaillees_mois",
        if situation == "recherche_emploi" { hours } else { 0 },
    );
    life.set("projet_ash", random.chance(3));
    life.all(
        &[
            "projet_ambulatoire",
            "retenu_appel_candidatures",
            "accueille_stagiaire_ipa",
        ],
        &json!(false),
    );
}

/// What the person will be on the day of entry, from what they are and the end of their contract.
fn contract(random: &mut Random, life: &mut Life, situation: &str) {
    let entry: Day = life.word("date_entree_formation").parse().expect("a day");
    let today: Day = DAY.parse().expect("a day");
    let contract = match situation {
        "cdi_prive" => "cdi",
        "contrat_court_prive" => pick(random, &[("cdd", 75), ("interim", 22), ("intermittent", 3)]),
        "apprentissage" | "professionnalisation" => "alternance",
        "contrat_public" => "cdd",
        "conge_parental" => "cdi",
        "recherche_emploi" => pick(
            random,
            &[("cdd", 45), ("cdi", 25), ("interim", 12), ("aucun", 18)],
        ),
        _ => "aucun",
    };
    life.set("contrat_type", contract);
    let ends = match situation {
        "contrat_court_prive" | "contrat_public" | "apprentissage" | "professionnalisation" => {
            Some(today.add_days(random.between(20, 420)))
        }
        "recherche_emploi" if contract != "aucun" => Some(today.add_days(-random.between(10, 900))),
        _ => None,
    };
    if let Some(day) = ends {
        life.set("date_fin_contrat", day.to_string());
    }
    let still = ends.is_some_and(|day| day >= entry);
    let status = match situation {
        "etudes" => "poursuite_scolarite",
        "cdi_prive" => "salarie_prive",
        "contrat_court_prive" if still => "salarie_prive",
        "fonctionnaire" => "agent_public",
        "contrat_public" if still => "agent_public",
        "apprentissage" if still => "apprenti",
        "professionnalisation" if still => "contrat_professionnalisation",
        "independance" => "travailleur_non_salarie",
        "conge_parental" => "conge_parental",
        "autre" => "autre",
        _ => "demandeur_emploi",
    };
    life.set("statut", status);
    if situation == "apprentissage" || situation == "professionnalisation" {
        life.set("forme_alternance", situation);
    }
    if contract != "aucun" {
        life.set("contrat_heures_hebdo", if random.chance(75) { 35 } else { 24 });
    }
    if contract == "interim" {
        life.set("cdi_interimaire", random.chance(5));
        let hours = random.between(0, 2_000);
        life.set("heures_interim_branche_18_mois", hours);
        life.set("heures_interim_agence_18_mois", hours / 2);
    }
    if contract == "intermittent" {
        life.set(
            "metier_spectacle",
            pick(
                random,
                &[
                    ("technicien_vivant", 40),
                    ("technicien_enregistre", 20),
                    ("artiste", 40),
                ],
            ),
        );
        let days = random.between(20, 120);
        life.set("jours_spectacle_12_mois", days);
        life.set("jours_spectacle_24_mois", days * 2);
        life.set("jours_spectacle_5_ans", days * 4);
    }
    if situation == "recherche_emploi" {
        return;
    }
    let sector = pick(random, &[("sanitaire", 25), ("medico_social", 25), ("autre", 50)]);
    life.set("secteur_employeur", sector);
    let public = situation == "fonctionnaire" || situation == "contrat_public";
    life.set("employeur_prive", !public);
    life.set("employeur_public_soin", public && sector != "autre");
    let cares = sector != "autre" && contract != "aucun";
    life.set("ash_en_poste", cares && random.chance(25));
    life.set("contrat_aide", contract == "cdd" && random.chance(5));
    life.set("salarie_insertion", contract == "cdd" && random.chance(5));
}

fn career(random: &mut Random, life: &mut Life, situation: &str) {
    let longest = (life.number("age") - 15) * 12;
    let total = match situation {
        "etudes" => random.between(0, 4),
        _ if longest < 24 => random.between(0, longest),
        _ => random.between(6, longest.min(300)),
    };
    let recent = total.min(random.between(if situation == "cdi_prive" { 20 } else { 0 }, 60));
    life.set("mois_salarie_total", total);
    life.set("mois_salarie_5_ans", recent);
    life.set("mois_salarie_10_ans", total.min(recent * 2).min(120));
    let works = life.word("contrat_type") != "aucun" && situation != "recherche_emploi";
    life.set(
        "mois_dans_entreprise",
        if works {
            random.between(1, 120).min(total)
        } else {
            0
        },
    );
    let fixed = life.word("contrat_type") == "cdd";
    life.set(
        "mois_cdd_12_mois",
        if fixed {
            random.between(1, 12).min(recent)
        } else {
            0
        },
    );
    life.set("activite_anterieure", recent >= 12 && (situation != "etudes"));
    life.set("non_salarie_12_mois", situation == "independance");
    life.set("jours_travailles_60_mois", recent * 21);
    life.set("licenciement_economique_ou_inaptitude", works && random.chance(3));
    life.set("absence_sante_qualifiante", works && random.chance(4));
    life.set("conseil_avant_demission", works && random.chance(30));
    life.set("accord_commission_transitions_pro", false);
    life.set("accord_reconversion", "aucun");
    life.set("accord_collectif_reconversion", false);
    if total > 0 {
        let salary = random.between(1_400, 2_900) * 100;
        life.set("salaire_reference_mensuel", amount(salary));
        life.set("salaire_percu_mensuel", amount(salary));
    }
    if works {
        let entry: Day = life.word("date_entree_formation").parse().expect("a day");
        life.set(
            "date_demande_transitions_pro",
            entry.add_days(-random.between(100, 200)).to_string(),
        );
        life.set("heures_formation_temps_travail", 35);
    }
}

fn allowance(random: &mut Random, life: &mut Life, situation: &str) {
    let looks = life.word("statut") == "demandeur_emploi";
    let name = match situation {
        "recherche_emploi" if life.is("activite_anterieure") => {
            pick(random, &[("are", 74), ("asp", 6), ("ass", 6), ("aucune", 14)])
        }
        "recherche_emploi" => pick(random, &[("are", 10), ("ass", 8), ("aucune", 82)]),
        _ if looks && life.is("activite_anterieure") => "are",
        _ => "aucune",
    };
    life.set("allocation_actuelle", name);
    let insured = matches!(name, "are" | "asp");
    let mut open = false;
    if insured {
        let entry: Day = life.word("date_entree_formation").parse().expect("a day");
        let last = entry.add_days(random.between(-60, 600));
        open = last >= entry;
        let daily = random.between(2_400, 6_500);
        life.set("date_fin_droits_are", last.to_string());
        life.set("allocation_journaliere", amount(daily));
        life.set("allocation_journaliere_nette", amount(daily * 93 / 100));
        life.set("salaire_journalier_reference", amount(daily * 100 / 57));
    }
    life.set("indemnise_are", open);
}

/// An employer who would hire after the course.
fn promise(random: &mut Random, life: &mut Life, situation: &str) {
    let looks = situation == "recherche_emploi";
    let promised = looks && random.chance(8);
    let contract = if promised {
        pick(random, &[("cdi", 50), ("cdd", 50)])
    } else {
        "aucun"
    };
    life.set("contrat_promis", contract);
    life.set("engagement_embauche", promised);
    life.set("intention_embauche", promised || (looks && random.chance(10)));
    if !promised {
        return;
    }
    life.set("contrat_promis_heures_hebdo", 35);
    life.set("contrat_saisonnier", contract == "cdd" && random.chance(5));
    if contract == "cdd" {
        life.set("contrat_duree_mois", random.between(6, 18));
    }
    let end: Day = life.word("date_fin_formation").parse().expect("a day");
    life.set("date_embauche", end.add_days(15).to_string());
    life.set("effectif_entreprise", random.between(2, 300));
    life.toss(
        random,
        60,
        &[
            "employeur_en_difficulte_recrutement",
            "offre_deposee_france_travail",
            "offre_dans_zone_recherche",
        ],
    );
    life.toss(
        random,
        90,
        &[
            "employeur_prive",
            "etablissement_region",
            "employeur_a_jour",
            "employeur_cufpa",
        ],
    );
    life.toss(random, 20, &["besoin_branche"]);
    life.all(
        &["salarie_etablissement_6_mois", "licenciement_economique_6_mois"],
        &json!(false),
    );
    life.set(
        "secteur_employeur",
        pick(random, &[("sanitaire", 30), ("medico_social", 35), ("autre", 35)]),
    );
}
