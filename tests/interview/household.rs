//! The household of somebody drawn at random, and what it lives on.

use serde_json::json;

use super::{
    people::{Life, amount, pick},
    random::Random,
};

pub(crate) fn draw(random: &mut Random, life: &mut Life) {
    let age = life.number("age");
    let studies = life.word("situation_actuelle") == "etudes";
    life.set("sexe", pick(random, &[("femme", 78), ("homme", 22)]));
    let couple = age > 20 && random.chance(if studies { 6 } else { 50 });
    life.set("vit_en_couple", couple);
    life.set("conjoint_revenus_comptes", couple && random.chance(70));
    let children = match age {
        ..22 => i64::from(random.chance(2)),
        22..30 => i64::from(random.chance(30)) + i64::from(random.chance(10)),
        _ => random.between(0, 3),
    };
    life.set("nombre_enfants", children);
    life.set("parent_isole", children > 0 && !couple);
    life.set(
        "enceinte_seule",
        life.word("sexe") == "femme" && !couple && random.chance(1),
    );
    life.set("separe_moins_de_3_ans", age > 24 && !couple && random.chance(10));
    let at_home = studies && !couple;
    life.set("foyer_parent_isole", at_home && random.chance(22));
    let siblings = if at_home { random.between(0, 2) } else { 0 };
    life.set("autres_enfants_a_charge", siblings);
    life.set(
        "autres_enfants_superieur",
        if at_home { i64::from(random.chance(30)) } else { 0 },
    );
    life.set(
        "enfants_eleves_sans_travailler",
        if random.chance(20) { children } else { 0 },
    );
    health(random, life);
    resources(random, life, at_home);
    life.toss(random, 8, &["residence_qpv", "probleme_mobilite"]);
    life.toss(random, 15, &["residence_zrr"]);
    life.toss(
        random,
        4,
        &[
            "residence_zus",
            "risque_abandon",
            "non_francophone",
            "difficulte_insertion",
        ],
    );
    life.toss(random, 1, &["primo_arrivant_refugie", "pupille"]);
    life.set(
        "eloigne_emploi",
        life.word("situation_actuelle") == "recherche_emploi" && random.chance(20),
    );
    life.set("aidant", random.chance(4));
    life.set("mobilise_crise_sanitaire", random.chance(2));
    life.set("boursier_crous", false);
    life.set("paye_cvec", studies && random.chance(80));
}

fn health(random: &mut Random, life: &mut Life) {
    let disabled = random.chance(8);
    life.set("travailleur_handicape", disabled);
    life.set("rqth", disabled && random.chance(85));
    life.set("handicap_cdaph", disabled && random.chance(80));
    life.set("incapacite_hors_internat", disabled && random.chance(10));
    life.set("incapacite_tierce_personne", false);
}

fn resources(random: &mut Random, life: &mut Life, at_home: bool) {
    let yearly = if at_home {
        random.between(6_000, 75_000)
    } else {
        random.between(0, 38_000)
    };
    life.set("revenu_brut_global", amount(yearly * 100));
    life.set("revenus_imposables", amount(yearly * 90));
    life.set("ressources_mensuelles", amount(yearly * 100 / 12));
    let poor =
        life.word("situation_actuelle") == "recherche_emploi" && life.number("age") >= 25 && yearly < 12_000;
    life.set("beneficiaire_rsa", poor && random.chance(60));
    life.all(&["autre_financement", "remunere_par_region"], &json!(false));
}
