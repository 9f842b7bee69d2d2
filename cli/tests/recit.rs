//! What people read of every case: whole sentences, in words, whatever the dispositif and its verdict.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks at what it knows, and fails on the rest"
)]

use std::{fs, path::Path};

use bareme::{Answer, Engine, Selection, Verdict, pack::InputFile, wire};
use bareme_cli::cases::{self, Case, Expected};
use bareme_pays_de_la_loire::engine;
use bareme_recit::{
    Options, Style, explain, letter, tell,
    tree::{Block, Card, Recit},
};

fn all() -> Vec<Case> {
    let entries = |folder: &Path| {
        let mut paths: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        paths
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let files = entries(&root)
        .iter()
        .flat_map(|folder| entries(folder))
        .map(|path| InputFile {
            path: path.to_string_lossy().into_owned(),
            bytes: fs::read(&path).unwrap(),
        })
        .collect();
    let suite = cases::read(engine(), files);
    assert_eq!(suite.findings.len(), 0, "{:?}", suite.findings);
    suite
        .cases
        .into_iter()
        .filter(|case| matches!(case.expected, Expected::Evaluated { .. }))
        .collect()
}

/// One in `every` cases, with everything asked for.
fn answers(every: usize) -> impl Iterator<Item = (String, Answer)> {
    all()
        .into_iter()
        .step_by(every)
        .map(|case| (case.name.clone(), answer(engine(), &case)))
}

fn answer(engine: &Engine, case: &Case) -> Answer {
    let dossier = wire::read_dossier(engine, &case.dossier).unwrap();
    engine
        .explain(&dossier, case.date, Selection::WithHypotheses)
        .unwrap()
}

fn cards(blocks: &[Block]) -> Vec<&Card> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Card(card) => vec![card],
            Block::Section(section) => cards(&section.blocks),
            Block::Fold(fold) => cards(&fold.blocks),
            _ => Vec::new(),
        })
        .collect()
}

/// A title of the page, and the cards under it.
fn section<'r>(page: &'r Recit, title: &str) -> Vec<&'r Card> {
    page.blocks
        .iter()
        .find_map(|block| match block {
            Block::Section(section) if section.title == title => Some(cards(&section.blocks)),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn no_name_of_the_rules_shows_and_every_form_is_whole() {
    let options = Options {
        all: true,
        ..Options::default()
    };
    for (name, answer) in answers(7) {
        let told = explain(&answer, options);
        for line in told.text(100, Style::Plain).lines() {
            // The name of a fact is for who fills in the dossier.
            let address = line.trim_start().starts_with("http") || line.contains("Dans le dossier");
            assert!(address || !line.contains(['_', '{', '}']), "{name}: {line}");
            let wide = line.chars().count() > 100;
            assert!(
                address || !wide || !line.trim_start().contains(' '),
                "{name}: {line}"
            );
        }
        balanced(&name, &told.html());
        assert!(told.to_json().starts_with("{\"titre\":"), "{name}");
        assert!(told.markdown().starts_with("# "), "{name}");
    }
}

#[test]
fn a_supposition_that_stands_for_several_facts_is_told_once() {
    // The last year of studies alone: no job is promised, so that neither the institution nor its sector is.
    let dossier = wire::read_dossier(engine(), "{\"derniere_annee_formation\": true}").unwrap();
    let ids = ["contrat_allocation_etudes"];
    let day = "2026-09-01".parse().unwrap();
    let answer = engine().explain(&dossier, day, Selection::Named(&ids)).unwrap();
    let told = tell(&answer, Options::default()).text(2_000, Style::Plain);
    let supposed: Vec<&str> = told.lines().filter(|line| line.contains("On suppose")).collect();
    let mut once = supposed.clone();
    once.dedup();
    assert!(!supposed.is_empty(), "{told}");
    assert_eq!(supposed, once);
}

/// Does each element that opens close, in order?
fn balanced(name: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split(['>', ' ']).next().unwrap();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}"),
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn only_what_a_person_can_ask_for_is_on_the_page_and_no_amount_is_zero() {
    for (name, answer) in answers(5) {
        let page = tell(&answer, Options::default());
        for card in cards(&page.blocks) {
            let decision = answer.decision(&card.dispositif).unwrap();
            assert!(decision.is_for_a_person(), "{name}: {}", card.dispositif);
            let amount = card.amount.as_deref().unwrap_or_default();
            assert!(
                !amount.starts_with("0,00"),
                "{name}: {} {amount}",
                card.dispositif
            );
        }
        for card in section(&page, "À demander maintenant") {
            let decision = answer.decision(&card.dispositif).unwrap();
            let reserve = decision.under_reserve().map(|reserve| reserve.verdict());
            let told = reserve.unwrap_or(decision.verdict());
            assert_eq!(told, Verdict::Eligible, "{name}");
        }
    }
}

#[test]
fn what_somebody_decides_is_never_told_as_a_right() {
    let mut seen = 0;
    for (name, answer) in answers(1) {
        let page = tell(&answer, Options::default());
        for card in section(&page, "À demander maintenant") {
            let decision = answer.decision(&card.dispositif).unwrap();
            if let Some(decider) = decision.decider() {
                let text: String = card.lines.iter().map(|line| line.text.plain()).collect();
                let text = text.to_lowercase();
                let decides = format!("{decider} décide").to_lowercase();
                assert!(text.contains(&decides), "{name}: {text}");
                assert!(!text.contains("vous y avez droit"), "{name}: {text}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "no case grants what somebody decides");
}

#[test]
fn a_letter_says_what_the_law_asks_for_and_the_doubts_of_a_refusal() {
    let mut doubtful = 0;
    for (name, answer) in answers(40) {
        for decision in answer.decisions() {
            let text = letter(&answer, decision.id()).unwrap().text(100, Style::Plain);
            for part in [
                "La place du traitement algorithmique",
                "R311-3-1-2",
                "Ce qui reste incertain",
                "Vos droits",
            ] {
                assert!(text.contains(part), "{name}: {} {part}", decision.id());
            }
            let refused = decision.verdict() == Verdict::NotEligible;
            if refused && decision.doubts().next().is_some() {
                assert!(
                    text.contains("À notre connaissance, non\u{a0}:"),
                    "{name}: {text}"
                );
                doubtful += 1;
            }
        }
    }
    assert!(doubtful > 0, "no case is refused with a doubt");
}

fn decided(dossier: &str, date: &str) -> Answer {
    let dossier = wire::read_dossier(engine(), dossier).unwrap();
    let selection = Selection::InForce;
    engine()
        .explain(&dossier, date.parse().unwrap(), selection)
        .unwrap()
}

/// Somebody without a job whose allowance ends inside the course; end-of-training pay follows, if it still exists.
const RELAY: &str = r#"{"statut": "demandeur_emploi", "indemnise_are": true, "allocation_journaliere": "41.20",
    "date_entree_formation": "2027-01-04", "date_fin_formation": "2027-12-17", "date_fin_droits_are": "2027-08-31""#;

#[test]
fn a_schedule_names_what_may_still_follow_and_never_says_zero_for_unknown() {
    let told = |dossier: String| {
        let dossier = wire::read_dossier(engine(), &dossier).unwrap();
        let date = "2026-11-28".parse().unwrap();
        let incomes = engine().incomes(&dossier, date, Selection::InForce).unwrap();
        bareme_recit::schedule(&incomes)
            .text(100, Style::Plain)
            .replace(['\n', '\u{a0}'], " ")
    };
    let known = told(format!("{RELAY}, \"duree_formation_heures\": 1540}}"));
    assert!(known.contains("rien d'établi"), "{known}");
    assert!(
        known.contains("Nous ne savons pas si « Rémunération de fin de formation » existe encore"),
        "{known}"
    );
    assert!(!known.contains("Reconversion"), "{known}");
    let open = told(format!("{RELAY}}}"));
    assert!(open.contains("aucun montant n'est encore connu"), "{open}");
    assert!(!open.contains("0,00"), "{open}");
}

#[test]
fn the_ways_to_be_paid_are_compared_in_words_and_by_months() {
    let base = r#"{"statut": "demandeur_emploi", "age": 27, "indemnise_are": false, "travailleur_handicape": false,
        "handicap_cdaph": false, "activite_anterieure": false, "non_salarie_12_mois": false, "sexe": "femme",
        "enceinte_seule": false, "separe_moins_de_3_ans": false, "nombre_enfants": 0, "parent_isole": false,
        "diplome_vise": "aide_soignant", "duree_formation_heures": 1540, "duree_formation_mois": 11,
        "formation_agreee_remuneration": true, "formation_autorisee_region": true, "revenu_brut_global": "0",
        "distance_domicile_formation_km": 9, "autres_enfants_a_charge": 0, "autres_enfants_superieur": 0, "aidant": false,
        "boursier_crous": false, "remunere_par_region": false, "heures_activite_hebdo": 0,
        "date_entree_formation": "2027-01-04", "date_fin_formation": "2027-12-17""#;
    let told = |more: &str| {
        let dossier = wire::read_dossier(engine(), &format!("{base}{more}}}")).unwrap();
        let date = "2026-11-28".parse().unwrap();
        let incomes = engine().incomes(&dossier, date, Selection::InForce).unwrap();
        let recit = bareme_recit::schedule(&incomes);
        assert!(recit.markdown().contains("Revenu 2"), "{}", recit.markdown());
        assert!(recit.html().contains("Revenu 2"));
        let text = recit.text(100, Style::Plain);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // 775.65 euros a month, 27 and 17 thirtieths at both ends; or 633.50 for ten months.
    let whole = told(r#", "heures_hebdo_formation": 35"#);
    for words in [
        "Quel revenu pendant la formation ?",
        "Revenu 1 : « Rémunération publique de stage » [1], 775,65 €/mois, à confirmer. En tout : 8 894,13 €.",
        "puis 633,50 €/mois à partir du 1er septembre 2027",
        "En tout : 6 335,00 €, soit 2 559,13 € de moins.",
        "meilleur est le revenu 1 : 2 559,13 € de plus que le revenu 2 sur toute la formation.",
        "février 2027 à juin 2027",
        "Ces revenus ne se cumulent pas.",
    ] {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    // The pay by the month or by the hour is not known: nobody says which is better, nor that it is nothing.
    let open = told("");
    assert!(
        open.contains("Nous ne pouvons pas dire lequel donne le plus"),
        "{open}"
    );
    assert!(
        open.contains("pas encore connu") && !open.contains(" 0,00"),
        "{open}"
    );
}

#[test]
fn what_may_still_exist_is_no_refusal_and_its_letter_says_what_was_compared() {
    let answer = decided(&format!("{RELAY}}}"), "2026-11-28");
    let text = letter(&answer, "remuneration_fin_formation")
        .unwrap()
        .text(100, Style::Plain)
        .replace('\u{a0}', " ");
    assert!(
        text.contains("! Nous ne savons pas si cette aide existe encore"),
        "{text}"
    );
    assert!(text.contains("Aucune condition n'a été examinée"), "{text}");
    assert!(
        text.contains("La date qui compte est le 4 janvier 2027"),
        "{text}"
    );
    assert!(text.contains("→ Démarche"), "{text}");
}

#[test]
fn a_letter_says_each_doubt_once() {
    for (name, answer) in answers(60) {
        for decision in answer.decisions() {
            // One condition of several versions is shown once for each.
            let versions = decision.effect().is_none();
            let html = letter(&answer, decision.id()).unwrap().html();
            let mut doubts: Vec<&str> = html.split("À confirmer\u{a0}: ").skip(1).collect();
            doubts
                .iter_mut()
                .for_each(|text| *text = text.split('<').next().unwrap());
            let count = doubts.len();
            doubts.sort_unstable();
            doubts.dedup();
            assert!(
                versions || doubts.len() == count,
                "{name}: {}: {doubts:?}",
                decision.id()
            );
        }
    }
}

#[test]
fn a_note_without_an_address_leads_to_the_list_of_sources() {
    let mut seen = 0;
    for (name, answer) in answers(60) {
        for decision in answer.decisions() {
            let html = letter(&answer, decision.id()).unwrap().document();
            let names = |before: &str| -> Vec<String> {
                let parts = html.split(before).skip(1);
                parts
                    .map(|part| part.split('"').next().unwrap().to_owned())
                    .collect()
            };
            let ids = names(" id=\"");
            for id in names("href=\"#") {
                assert_eq!(
                    ids.iter().filter(|known| **known == id).count(),
                    1,
                    "{name}: {id}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "no source is without an address");
}
