//! The page that a person reads: what to ask for and how much it is, what is supposed, and that it fits a sheet.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

use std::{fs, path::Path};

use bareme::{Answer, Selection, Verdict, wire};
use bareme_pays_de_la_loire::engine;
use bareme_recit::{
    Options, Style, tell,
    tree::{Block, Card, Recit},
};

fn decided(dossier: &str, date: &str) -> Answer {
    let dossier = wire::read_dossier(engine(), dossier).unwrap();
    let date = date.parse().unwrap();
    engine()
        .evaluate_selected(&dossier, date, Selection::InForce)
        .unwrap()
}

fn cards(blocks: &[Block]) -> Vec<&Card> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Card(card) => vec![card],
            Block::Section(section) => cards(&section.blocks),
            _ => Vec::new(),
        })
        .collect()
}

/// What is told under « À demander maintenant ».
fn now(page: &Recit) -> Vec<&Card> {
    let mut sections = page.blocks.iter().filter_map(|block| match block {
        Block::Section(section) if section.title == "À demander maintenant" => Some(section),
        _ => None,
    });
    sections
        .next()
        .map(|section| cards(&section.blocks))
        .unwrap_or_default()
}

fn options(brief: bool) -> Options<'static> {
    Options {
        brief,
        engine: Some(engine()),
        ..Options::default()
    }
}

/// The six situations of `tests/personas`, as each person would tell them, decided with what is usually so.
fn personas() -> impl Iterator<Item = (String, Answer)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/personas");
    let mut paths: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.into_iter().map(|path| {
        let read: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut dossier = read["sait"].clone();
        dossier["ne_sait_pas"] = read["ne_sait_pas"].clone();
        let date = read["date"].as_str().unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, decided(&dossier.to_string(), date))
    })
}

/// A page to bring to whoever advises: all that one needs to act holds on one side of a sheet.
#[test]
fn what_to_ask_for_and_what_to_choose_fit_a_sheet() {
    let mut seen = 0;
    for (name, answer) in personas() {
        let mut page = tell(&answer, options(true));
        page.blocks.retain(|block| match block {
            Block::Section(section) => ["À demander maintenant", "Ou bien"].contains(&section.title.as_str()),
            _ => false,
        });
        page.title = "Fiche".to_owned();
        let text = page.text(90, Style::Plain);
        assert!(text.lines().count() <= 45, "{name}: {text}");
        seen += cards(&page.blocks).len();
    }
    assert!(seen > 0, "no persona can ask for anything");
}

/// What the person does not know is said to wait for it, and is asked for no more.
#[test]
fn what_a_person_does_not_know_is_in_suspense_and_not_asked_again() {
    let (_, answer) = personas().find(|(name, _)| name == "th").unwrap();
    let mut dossier = answer.dossier().clone();
    dossier.skip("revenu_brut_global").unwrap();
    let answer = engine().evaluate(&dossier, answer.date()).unwrap();
    let bursary = answer.decision("bourse_regionale").unwrap();
    assert_eq!(bursary.verdict(), Verdict::Undetermined);
    let text = tell(&answer, options(true)).text(100, Style::Plain);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let suspended =
        "En suspens, car vous ne savez pas : revenu brut global. Ce serait pour « Bourse régionale";
    assert!(text.contains(suspended), "{text}");
    assert!(!text.contains("Quel est le revenu"), "{text}");
}

/// What nobody stated is never a promise: neither « vous y avez droit » nor its sign, and what it rests on is said on the page.
#[test]
fn what_rests_on_a_supposition_is_told_as_one() {
    let mut seen = 0;
    for (name, answer) in personas() {
        for brief in [true, false] {
            let page = tell(&answer, options(brief));
            let text = page.text(100, Style::Plain);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for card in now(&page) {
                let decision = answer.decision(&card.dispositif).unwrap();
                if decision.verdict() == Verdict::Eligible {
                    continue;
                }
                let told: String = card.lines.iter().map(|line| line.text.plain()).collect();
                assert!(!told.contains("avez droit"), "{name}: {told}");
                assert_eq!(card.state, "Sous réserve", "{name}");
                let reserve = decision.under_reserve().unwrap();
                for one in reserve.suppositions().filter(|one| one.outcome_of.is_none()) {
                    let sentence = one.sentence.split(". ").next().unwrap().trim_end_matches('.');
                    let clause = sentence.strip_prefix("On suppose qu").unwrap();
                    let clause = clause.trim_start_matches(['e', '\'', ' ']);
                    assert!(words.contains(clause), "{name}: {clause}: {words}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 0, "no page rests on a supposition");
}

/// The card of a dispositif under « À demander maintenant », on the page of somebody who said all this.
fn asked_now(dossier: &str, dispositif: &str) -> Card {
    let answer = decided(dossier, "2026-11-28");
    let page = tell(&answer, options(false));
    let mut cards = now(&page).into_iter();
    let card = cards.find(|card| card.dispositif == dispositif);
    card.unwrap_or_else(|| panic!("{}", page.text(100, Style::Plain)))
        .clone()
}

fn amount(card: &Card) -> String {
    let amount = card.amount.as_deref().unwrap_or_default();
    amount.replace(['\u{a0}', '\u{202f}'], " ")
}

/// 775.65 euros a month over 151.67 hours are 5.1141 euros an hour, and 900 hours of them 4,602.69 euros: at part time nobody receives a month.
#[test]
fn trainee_pay_at_part_time_is_told_by_the_hour_and_in_all() {
    let dossier = r#"{"statut": "demandeur_emploi", "age": 27, "indemnise_are": false, "travailleur_handicape": false,
        "activite_anterieure": false, "diplome_vise": "auxiliaire_puericulture", "duree_formation_heures": 900,
        "duree_formation_mois": 11, "formation_agreee_remuneration": true, "heures_hebdo_formation": 20,
        "formation_continue_temps_plein": false, "date_entree_formation": "2027-01-04", "date_fin_formation": "2027-12-17"}"#;
    let card = asked_now(dossier, "remuneration_publique_stage");
    assert_eq!(
        amount(&card),
        "5,1141 € par heure de formation, 4 602,69 € en tout"
    );
}

/// Half of the working time is half of 2,350.50 euros; a salary over two SMIC is paid at 90 % the first year, then not under two SMIC.
#[test]
fn pay_of_a_transition_is_that_of_the_working_time_and_of_each_year() {
    let base = r#"{"statut": "salarie_prive", "contrat_type": "cdi", "mois_salarie_total": 180, "mois_dans_entreprise": 96,
        "travailleur_handicape": false, "licenciement_economique_ou_inaptitude": false, "absence_sante_qualifiante": false,
        "diplome_vise": "infirmier", "contrat_heures_hebdo": 35, "date_entree_formation": "2027-09-01",
        "date_fin_formation": "2030-07-10", "duree_formation_heures": 4200"#;
    let half = format!(
        r#"{base}, "formation_continue_temps_plein": false, "heures_formation_temps_travail": "17.5", "salaire_reference_mensuel": "2350.50"}}"#
    );
    let card = asked_now(&half, "projet_transition_professionnelle");
    assert_eq!(amount(&card), "1 175,25 € par mois");
    let high =
        format!(r#"{base}, "formation_continue_temps_plein": true, "salaire_reference_mensuel": "5000"}}"#);
    let told = amount(&asked_now(&high, "projet_transition_professionnelle"));
    assert!(told.starts_with("4 500,00 € par mois, puis "), "{told}");
    assert!(told.ends_with(" à partir du 1er septembre 2028"), "{told}");
}

#[test]
fn an_allowance_that_ends_inside_the_course_says_its_last_day_and_what_may_follow() {
    let card = asked_now(
        r#"{"statut": "demandeur_emploi", "indemnise_are": true, "allocation_journaliere": "41.20",
            "date_entree_formation": "2027-01-04", "date_fin_formation": "2027-12-17",
            "date_fin_droits_are": "2027-08-31", "duree_formation_heures": 1540}"#,
        "aref",
    );
    assert_eq!(amount(&card), "1 236,00 € par mois, jusqu'au 31 août 2027");
    let text: String = card.lines.iter().map(|line| line.text.plain()).collect();
    assert!(text.contains("fin des droits à l'allocation chômage"), "{text}");
    assert!(text.contains("« Rémunération de fin de formation »"), "{text}");
}

#[test]
fn a_page_with_three_amounts_and_a_choice_fits_forty_lines() {
    let dossier = r#"{"age": 45, "statut": "demandeur_emploi", "contrat_type": "aucun", "residence_departement": "sarthe",
        "diplome_vise": "accompagnant_educatif_social", "date_entree_formation": "2027-02-01",
        "date_fin_formation": "2028-01-28", "indemnise_are": false, "inscrit_france_travail": true,
        "travailleur_handicape": true, "handicap_cdaph": true, "niveau_acquis": 3, "activite_anterieure": true,
        "salaire_reference_mensuel": "1750", "duree_inscription_mois": 30, "organisme_departement": "sarthe",
        "heures_activite_hebdo": 0, "duree_formation_mois": 12, "distance_domicile_formation_km": 20,
        "frais_hebergement": false, "duree_formation_heures": 1200, "formation_agreee_remuneration": true,
        "formation_autorisee_region": true, "autres_enfants_a_charge": 0, "autres_enfants_superieur": 0,
        "boursier_crous": false, "remunere_par_region": false, "aidant": false, "revenu_brut_global": "8000"}"#;
    let answer = decided(dossier, "2026-11-28");
    let page = tell(&answer, options(true));
    assert!(now(&page).len() > 2);
    let text = page.text(100, Style::Plain);
    assert!(text.contains("Ou bien"), "{text}");
    assert!(text.lines().count() <= 40, "{text}");
}

/// Pay or bursary: 27 and 17 thirtieths of 775.65 euros and ten months make 8,894.13; ten months of 521.20 make 5,212, none of it in July
/// and August. Here the institute is authorised because nobody said otherwise.
#[test]
fn what_excludes_each_other_stands_side_by_side_over_the_same_days() {
    let (_, answer) = personas().find(|(name, _)| name == "rsa").unwrap();
    let dossier = answer.dossier().clone();
    let dossier = dossier.set("heures_hebdo_formation", 35).unwrap();
    let answer = engine().evaluate(&dossier, answer.date()).unwrap();
    let page = tell(&answer, options(false));
    let text = page.text(100, Style::Plain).replace(['\u{a0}', '\u{202f}'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Du 4 janvier 2027 au 17 décembre 2027 : ✓ « Rémunération publique de stage » : 8 894,13 € (le plus élevé).",
        "« Bourse régionale pour les formations sanitaires et sociales » : 5 212,00 €.",
        "Mois 1er choix 2e choix",
        "janvier 2027 698,09 € 521,20 €",
        "juillet 2027 à août 2027 775,65 €/mois rien",
        "décembre 2027 439,54 € 521,20 €",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(page.html().contains("2e choix") && page.markdown().contains("| Mois | 1er choix | 2e choix |"));
}
