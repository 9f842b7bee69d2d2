//! What is told of shares of one cost is so, and what is not told is not: compared with every dossier there is.
#![cfg(feature = "reader")]

use bareme::{Day, Engine, Verdict, catalogue::from_files, pack::InputFile, wire};
use proptest::prelude::*;

/// Two dispositifs, whose shares are declared or not.
fn files(general: &str, special: &str, shared: bool) -> Vec<InputFile> {
    let file = |path: &str, text: &str| InputFile::new(path, text);
    let cost = if shared { "cout = \"cout\"\n" } else { "" };
    let dispositif = |id: &str, test: &str| {
        InputFile::new(
            format!("dispositifs/t/{id}.toml"),
            format!(
                "id = \"{id}\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
                 en_vigueur = {{ du = 2024-01-01 }}\nsources = [{{ id = \"loi\" }}]\n\
                 [[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = '''{test}'''\n\
                 [[droits]]\nid = \"part\"\ntitre = \"P\"\ntype = \"taux\"\nvaleur = \"tout\"\npayeur = \"region\"\n{cost}"
            ),
        )
    };
    vec![
        file(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        file(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        file(
            "vocabulaire.toml",
            "[faits.seul]\ntitre = \"Seul\"\ntype = \"booleen\"\n\
             [faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nunite = \"an\"\nmin = 14\nmax = 23\n\
             [faits.statut]\ntitre = \"Statut\"\ntype = \"choix\"\nchoix = \"statut\"\n\
             [choix.statut]\neleve = \"Élève\"\nsalarie = \"Salarié\"\nautre = \"Autre\"\n\
             [choix.payeur]\nregion = \"Région\"\n",
        ),
        file(
            "parametres/p.toml",
            "[majeur]\ntitre = \"Âge\"\ntype = \"entier\"\nunite = \"an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = 18 }]\n\
             [tout]\ntitre = \"Tout\"\ntype = \"taux\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{ depuis = 2020-01-01, valeur = \"1.00\" }]\n",
        ),
        dispositif("general", general),
        dispositif("special", special),
    ]
}

fn verdicts(engine: &Engine, dossier: &str) -> [Verdict; 2] {
    let date: Day = "2025-01-01".parse().unwrap();
    let dossier = wire::read_dossier(engine, dossier).unwrap();
    let answer = engine.evaluate(&dossier, date).unwrap();
    ["general", "special"].map(|id| answer.decision(id).unwrap().verdict())
}

/// Is there a dossier that the first gives and the second refuses?
fn promised_and_refused(engine: &Engine) -> [bool; 2] {
    let mut found = [false; 2];
    for age in 14..=23 {
        for seul in [true, false] {
            for statut in ["eleve", "salarie", "autre"] {
                let dossier = format!("{{\"age\": {age}, \"seul\": {seul}, \"statut\": \"{statut}\"}}");
                match verdicts(engine, &dossier) {
                    [Verdict::Eligible, Verdict::NotEligible] => found[0] = true,
                    [Verdict::NotEligible, Verdict::Eligible] => found[1] = true,
                    _ => {}
                }
            }
        }
    }
    found
}

fn tests(atoms: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(atoms)
        .prop_map(str::to_owned)
        .prop_recursive(3, 8, 2, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) et ({b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) ou ({b})")),
                inner.prop_map(|a| format!("non ({a})")),
            ]
        })
}

const ALONE: &[&str] = &[
    "seul",
    "statut = eleve",
    "statut dans [eleve, salarie]",
    "age >= majeur",
    "age + 1 an < majeur",
];
const READING: &[&str] = &[
    "seul",
    "statut = eleve",
    "age >= majeur",
    "dispositif.special.eligible",
    "dispositif.special.part.du > 0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_promise_is_told_to_be_refused_when_some_dossier_shows_it(general in tests(READING), special in tests(ALONE)) {
        // A condition that nothing can change is a finding of its own.
        let Ok((plan, _)) = from_files(files(&general, &special, false)) else {
            return Ok(());
        };
        let engine = Engine::new(plan);
        let [refused_by_special, refused_by_general] = promised_and_refused(&engine);
        let told = match from_files(files(&general, &special, true)) {
            Ok(_) => Vec::new(),
            Err(findings) => findings.list,
        };
        prop_assert!(told.iter().all(|finding| finding.code.as_str() == "parts_discordantes" || finding.severity != bareme::error::Severity::Error));
        let about = |id: &str| told.iter().find(|finding| finding.message.starts_with(&format!("`{id}` promet")));
        prop_assert_eq!(about("special").is_some(), refused_by_general, "{} / {}", general, special);
        // The general rule that reads the special one took it into account.
        let reads = general.contains("dispositif");
        prop_assert_eq!(about("general").is_some(), refused_by_special && !reads, "{} / {}", general, special);
        // The dossier shows it, whatever the facts that it leaves out.
        for (id, expected) in [("special", [Verdict::NotEligible, Verdict::Eligible]), ("general", [Verdict::Eligible, Verdict::NotEligible])] {
            if let Some(finding) = about(id) {
                let (_, dossier) = finding.message.split_once(" : dossier ").unwrap();
                let (dossier, _) = dossier.rsplit_once('}').unwrap();
                prop_assert_eq!(verdicts(&engine, &format!("{dossier}}}")), expected, "{}", finding.message);
            }
        }
    }
}
