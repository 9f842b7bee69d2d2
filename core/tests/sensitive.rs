//! A fact about health or disability: what is wrong with it is told without repeating what the person wrote.
#![cfg(feature = "reader")]

use bareme::{Engine, FactValue, Finding, catalogue, pack::InputFile, wire};

/// One sensitive fact of each type.
fn engine() -> Engine {
    let files = [
        (
            "pack.toml",
            "id = \"sante\"\ntitre = \"Essai\"\nversion = \"1.0.0\"\nregion = \"Pays de la Loire\"\nlangue = \"fr\"\n",
        ),
        (
            "sources.toml",
            "[texte]\ntitre = \"Un texte\"\nfiabilite = \"secondaire\"\n",
        ),
        (
            "vocabulaire.toml",
            "[faits.malade]\ntitre = \"Vrai ou faux\"\ntype = \"booleen\"\nsensible = true\n\
             [faits.jours]\ntitre = \"Jours\"\ntype = \"entier\"\nunite = \"jour\"\nmin = 0\nmax = 99\nsensible = true\n\
             [faits.rente]\ntitre = \"Rente\"\ntype = \"montant\"\nunite = \"EUR/mois\"\nmin = 0\nmax = \"9999.99\"\nsensible = true\n\
             [faits.taux]\ntitre = \"Taux\"\ntype = \"taux\"\ndecimales = 2\nmin = 0\nmax = 1\nsensible = true\n\
             [faits.depuis]\ntitre = \"Depuis\"\ntype = \"date\"\nsensible = true\n\
             [faits.maladie]\ntitre = \"Maladie\"\ntype = \"choix\"\nchoix = \"maladie\"\nsensible = true\n\
             [choix.maladie]\nasthme = \"Asthme\"\nmigraine = \"Migraine\"\n",
        ),
    ];
    let files = files.map(|(path, text)| InputFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    let (plan, _) = catalogue::from_files(files.to_vec()).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(plan)
}

const FACTS: [&str; 6] = ["malade", "jours", "rente", "taux", "depuis", "maladie"];

/// What a person may have written by mistake; the last is near a known value.
const WORDS: [&str; 8] = [
    "secretmot",
    "12.345",
    "77,123",
    "7712.3456",
    "777777",
    "2077-02-31",
    "2077-99-99 secretmot",
    "migrainne",
];

fn tells_nothing(finding: &Finding, word: &str) {
    let told = format!(
        "{finding} {} {finding:?}",
        wire::findings_json(&bareme::Findings::new(vec![finding.clone()]))
    );
    for part in [
        word,
        "secretmot",
        "12 345",
        "77 123",
        "77123",
        "77,12",
        "migrainne",
    ] {
        assert!(!told.contains(part), "{part}: {told}");
    }
    assert_eq!(finding.suggestion, None, "{finding}");
}

#[test]
fn what_is_wrong_with_a_sensitive_fact_never_repeats_it() {
    let engine = engine();
    let mut refused = 0;
    for fact in FACTS {
        for word in WORDS {
            for value in [
                FactValue::Text(word),
                FactValue::Typed(word),
                FactValue::Number(word),
            ] {
                if let Err(finding) = engine.dossier().set(fact, value) {
                    tells_nothing(&finding, word);
                    refused += 1;
                }
            }
            let json = format!("{{\"{fact}\": \"{word}\"}}");
            for finding in wire::read_dossier(&engine, &json)
                .err()
                .into_iter()
                .flat_map(|f| f.list)
            {
                tells_nothing(&finding, word);
            }
        }
    }
    // Every word is wrong for every fact, but where a number of this many decimals fits.
    assert!(refused > 120, "{refused}");
}
