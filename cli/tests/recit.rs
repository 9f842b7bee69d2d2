//! What people read of every case: whole sentences, in words, whatever the dispositif and its verdict.

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
        .filter(|case| matches!(case.expected, Expected::Decided { .. }))
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
            assert_eq!(decision.verdict(), Verdict::Eligible, "{name}");
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
                assert!(text.contains(&format!("{decider} décide")), "{name}: {text}");
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
