//! The best combination of whole packs: many pairs, many eligible, the same from the compact form.

use bareme::{Answer, Day, Engine, catalogue::from_files, pack::InputFile};

/// A pack of dispositifs that everyone is eligible for: what each is worth, and which later ones it excludes.
fn engine(dispositifs: impl Iterator<Item = (u32, Vec<usize>)>) -> Engine {
    let mut files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new(
            "vocabulaire.toml",
            "[faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nmin = 0\nmax = 120\n",
        ),
    ];
    let mut parameters = String::new();
    for (position, (worth, excluded)) in dispositifs.enumerate() {
        let excluded: Vec<String> = excluded.iter().map(|other| format!("\"d{other:03}\"")).collect();
        parameters.push_str(&format!(
            "[valeur_{position}]\ntitre = \"V\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\n\
             verifie_le = 2026-01-01\nvaleurs = [{{ depuis = 2020-01-01, valeur = {worth} }}]\n"
        ));
        files.push(InputFile::new(
            format!("dispositifs/t/d{position:03}.toml"),
            format!(
                "id = \"d{position:03}\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
                 en_vigueur = {{ du = 2024-01-01 }}\nsources = [{{ id = \"loi\" }}]\n\
                 valeur_annuelle = \"valeur_{position}\"\nincompatible_avec = [{}]\n",
                excluded.join(", ")
            ),
        ));
    }
    files.push(InputFile::new("parametres/p.toml", parameters));
    let plan = from_files(files)
        .unwrap_or_else(|findings| panic!("{findings}"))
        .0;
    let read = Engine::from_compact(&plan.to_compact().unwrap()).unwrap();
    assert_eq!(read.plan().combination_steps(), plan.combination_steps());
    assert_eq!(best(&read), best(&Engine::new(plan)));
    read
}

fn answer(engine: &Engine) -> Answer {
    let date: Day = "2025-01-01".parse().unwrap();
    engine.evaluate(&engine.dossier(), date).unwrap()
}

/// The positions of the best combination, and what it is worth in cents a year.
fn best(engine: &Engine) -> (Vec<u16>, i64) {
    let answer = answer(engine);
    let best = answer.best_combination().unwrap();
    (best.dispositifs.clone(), best.yearly_value)
}

#[test]
fn a_hundred_pairs_of_equal_value_give_the_first_of_each_pair() {
    let pairs = (0..200).map(|one| (7, if one % 2 == 0 { vec![one + 1] } else { Vec::new() }));
    let (chosen, worth) = best(&engine(pairs));
    assert_eq!(chosen, (0..100).map(|pair| 2 * pair).collect::<Vec<_>>());
    assert_eq!(worth, 70_000);
}

#[test]
fn the_best_of_seventy_that_exclude_each_other_may_be_the_last() {
    let clique = (0..70).map(|one| {
        let worth = u32::try_from(one).unwrap();
        (worth, (one + 1..70).collect())
    });
    assert_eq!(best(&engine(clique)), (vec![69], 6_900));
}

#[test]
fn five_hundred_that_exclude_no_one_are_all_counted() {
    let (chosen, worth) = best(&engine((0..500).map(|_| (1, Vec::new()))));
    assert_eq!(chosen, (0..500).collect::<Vec<_>>());
    assert_eq!(worth, 50_000);
}
