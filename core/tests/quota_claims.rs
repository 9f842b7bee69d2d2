//! A decision becomes a claim on a place of its quota, or a finding that says why not.
#![cfg(feature = "reader")]

use bareme::{
    Code, Engine, FactValue, Selection, catalogue,
    pack::InputFile,
    quota::{Claim, Event, EventKind, Group, Ledger, LedgerId, Order, quota_named},
};

const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée en formation"
type = "date"

[faits.diplome]
titre = "Diplôme"
type = "choix"
choix = "diplome"

[faits.accord]
titre = "Accord"
type = "booleen"

[faits.urgent]
titre = "Public prioritaire"
type = "booleen"

[faits.local]
titre = "Public local"
type = "booleen"

[choix.diplome]
soignant = "Soignant"
infirmier = "Infirmier"
"#;

const PARAMETERS: &str = r#"
[places]
titre = "Places par an"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [
  { depuis = 2024-01-01, jusqu_a = 2024-12-31, valeur = 150 },
  { depuis = 2025-01-01, jusqu_a = 2025-12-31, valeur = -2 },
]
"#;

fn engine(group: &str, order: &str) -> Engine {
    let head = |id: &str| {
        format!(
            "id = \"{id}\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             date_effet = \"entree\"\nen_vigueur = {{ du = 2020-01-01 }}\nsources = [{{ id = \"loi\" }}]\n\
             [[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"accord\"\n"
        )
    };
    let quota = "[[priorites]]\nid = \"u\"\ntitre = \"U\"\nsi = \"urgent\"\n\
                 [[priorites]]\nid = \"l\"\ntitre = \"L\"\nsi = \"local\"\n[quota]\nid = \"parcours\"\n";
    let files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new(
            "quotas.toml",
            format!(
                "[parcours]\ntitre = \"Parcours\"\nlimite = \"places\"\ngroupe = \"{group}\"\nordre = \"{order}\"\n\
                 sources = [{{ id = \"loi\" }}]\n"
            ),
        ),
        InputFile::new("dispositifs/t/limite.toml", head("limite") + quota),
        InputFile::new("dispositifs/t/libre.toml", head("libre")),
    ];
    Engine::new(
        catalogue::from_files(files)
            .unwrap_or_else(|findings| panic!("{findings}"))
            .0,
    )
}

fn claim(engine: &Engine, dispositif: &str, facts: &[(&str, FactValue<'_>)]) -> Result<Claim, Code> {
    let mut dossier = engine.dossier();
    for (name, value) in facts {
        dossier.insert(name, value.clone()).unwrap();
    }
    let answer = engine
        .evaluate_selected(&dossier, "2024-06-01".parse().unwrap(), Selection::InForce)
        .unwrap();
    Claim::of(&answer, dispositif).map_err(|finding| {
        assert!(finding.help.is_some(), "{finding}");
        finding.code
    })
}

#[test]
fn an_eligible_dossier_claims_a_place_in_the_year_of_its_entry() {
    let engine = engine("annee(entree)", "reception");
    let facts = [("entree", "2024-09-02".into()), ("accord", true.into())];
    let claim = claim(&engine, "limite", &facts).unwrap();
    assert_eq!(claim.ledger.to_string(), "parcours/2024");
    assert_eq!((claim.limit, claim.order), (150, Order::Reception));
    assert_eq!(claim.pack, engine.plan().fingerprint);
}

#[test]
fn a_claim_opens_its_own_ledger_once_and_a_ledger_that_has_begun_keeps_its_limit() {
    let engine = engine("annee(entree)", "reception");
    let facts = [("entree", "2024-09-02".into()), ("accord", true.into())];
    let claim = claim(&engine, "limite", &facts).unwrap();
    let mut ledger = Ledger::new(claim.ledger.clone());
    let (key, kind) = claim.opening(&ledger).unwrap().unwrap();
    assert_eq!(
        kind,
        EventKind::ChangementDeLimite {
            limit: 150,
            order: Order::Reception
        }
    );
    ledger
        .record(&Event::new("2024-01-01T00:00:00Z".parse().unwrap(), key, kind))
        .unwrap();
    assert_eq!(claim.opening(&ledger), Ok(None));
    let other = LedgerId {
        group: Group::new("2025").unwrap(),
        ..claim.ledger.clone()
    };
    let refused = claim.opening(&Ledger::new(other)).unwrap_err();
    assert_eq!(refused.code, Code::EventContradictory);
}

#[test]
fn a_group_may_be_a_member_of_an_enumeration() {
    let engine = engine("diplome", "priorites");
    let eligible = [("entree", "2024-09-02".into()), ("accord", true.into())];
    assert_eq!(claim(&engine, "limite", &eligible), Err(Code::GroupUnknown));
    let mut facts = eligible.to_vec();
    facts.push(("diplome", "infirmier".into()));
    let claim = claim(&engine, "limite", &facts).unwrap();
    assert_eq!(claim.ledger.group.as_str(), "infirmier");
    assert_eq!(claim.order, Order::Priorities);
}

#[test]
fn the_first_priority_that_holds_counts_and_an_unknown_one_does_not() {
    let engine = engine("annee(entree)", "priorites");
    let rank = |more: &[(&str, FactValue<'_>)]| {
        let mut facts = vec![("entree", "2024-09-02".into()), ("accord", true.into())];
        facts.extend_from_slice(more);
        claim(&engine, "limite", &facts).unwrap().priority
    };
    assert_eq!(rank(&[("urgent", true.into()), ("local", true.into())]), 0);
    assert_eq!(rank(&[("local", true.into())]), 1);
    assert_eq!(rank(&[("urgent", false.into())]), 2);
}

#[test]
fn what_cannot_be_claimed_is_refused_with_a_code() {
    let engine = engine("annee(entree)", "reception");
    let on = |day: &'static str| ("entree", FactValue::from(day));
    let (yes, no) = (
        ("accord", FactValue::from(true)),
        ("accord", FactValue::from(false)),
    );
    for (dispositif, facts, code) in [
        ("limite", vec![on("2024-09-02"), no.clone()], Code::NotEligible),
        ("limite", vec![on("2024-09-02")], Code::NotEligible),
        ("limite", vec![yes.clone()], Code::NotEligible),
        ("limite", vec![on("2023-12-31"), yes.clone()], Code::OutsideQuota),
        ("limite", vec![on("2026-01-01"), yes.clone()], Code::OutsideQuota),
        ("limite", vec![on("2026-01-01"), no.clone()], Code::OutsideQuota),
        ("limite", vec![on("2025-03-01"), yes.clone()], Code::LimitInvalid),
        ("libre", vec![on("2024-09-02"), yes.clone()], Code::NoQuota),
        (
            "absent",
            vec![on("2024-09-02"), yes.clone()],
            Code::UnknownDispositif,
        ),
    ] {
        assert_eq!(
            claim(&engine, dispositif, &facts),
            Err(code),
            "{dispositif} {facts:?}"
        );
    }
    assert_eq!(
        quota_named(engine.plan(), "parcour")
            .unwrap_err()
            .suggestion
            .as_deref(),
        Some("parcours")
    );
    assert_eq!(quota_named(engine.plan(), "parcours").unwrap().title, "Parcours");
}
