//! What a proof over two packs does not speak of: who leaves out what is deduced, who is refused, what is paid or told otherwise.
#![cfg(feature = "reader")]

mod support;

use bareme::{
    Engine, Verdict,
    analysis::{
        Budget, Side, changes,
        compare::{Compared, Comparison, Proof, Told},
    },
    pack::InputFile,
};
use support::{engine_of, engine_with};

fn compared(old: &Engine, new: &Engine) -> Vec<Compared> {
    let changes = changes::between(old.plan(), new.plan());
    let mut comparison = Comparison::new(old, new, &changes);
    let pairs = comparison.pairs();
    pairs
        .iter()
        .map(|pair| comparison.compare(pair, Budget::default()))
        .collect()
}

/// A pack of one aid, given to whoever has a child: of whom is under twelve nobody asks it.
fn parents(edit: (&str, &str)) -> Engine {
    let files = [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        (
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        (
            "vocabulaire.toml",
            "[faits.age]\ntitre = \"Âge\"\ntype = \"entier\"\nmin = 0\nmax = 120\n\
             [faits.parent]\ntitre = \"Avoir un enfant\"\ntype = \"booleen\"\nquestion = \"Avez-vous un enfant ?\"\n\
             seulement_si = \"age >= 12\"\nhors_objet = false\n",
        ),
        (
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"Aide\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             en_vigueur = { du = 2024-01-01 }\nsources = [{ id = \"loi\" }]\n[[conditions]]\nid = \"enfant\"\ntitre = \"Avoir un enfant\"\n\
             si = \"parent\"\nsource = { id = \"loi\" }\n",
        ),
    ];
    let (from, to) = edit;
    let files = files.map(|(path, text)| InputFile::new(path, text.replace(from, to)));
    let (plan, _) =
        bareme::catalogue::from_files(files.to_vec()).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(plan)
}

/// A proof speaks of the dossiers that both packs accept, and that state what is deduced otherwise: it says so.
#[test]
fn what_a_proof_does_not_speak_of_is_told() {
    let before = parents(("", ""));
    let domain = |after: &Engine| {
        let changes = changes::between(before.plan(), after.plan());
        Comparison::new(&before, after, &changes).domain().clone()
    };
    assert!(domain(&parents(("", ""))).is_same());

    // Of a child of 7, who states nothing of it, something else follows: refused before, granted after.
    let other = parents(("hors_objet = false", "hors_objet = true"));
    let child = |engine: &Engine| {
        let dossier = engine.dossier().set("age", 7).unwrap();
        let answer = engine.evaluate(&dossier, "2024-09-02".parse().unwrap()).unwrap();
        answer.decision("aide").unwrap().verdict()
    };
    assert_eq!(
        (child(&before), child(&other)),
        (Verdict::NotEligible, Verdict::Eligible)
    );
    assert_eq!(domain(&other).follows, ["parent"]);
    let found = compared(&before, &other);
    let Proof::Witness(differing) = &found[0].proof else {
        panic!("{found:?}")
    };
    // Who is under twelve, and says nothing of a child.
    let age = before.dossier().set("age", 11).unwrap();
    let stated: Vec<&str> = differing
        .before
        .stated()
        .map(|(fact, _)| fact.name.as_str())
        .collect();
    assert_eq!(stated, ["age"], "{differing:?}");
    assert!(child(&before) != child(&other) && age.stated().count() == 1);

    // Somebody of 70 is refused as a whole after.
    let narrower = domain(&parents(("max = 120", "max = 60")));
    assert_eq!(
        (narrower.facts.as_slice(), narrower.is_same()),
        (&["age".to_owned()][..], false)
    );

    let announced = domain(&parents(("statut = \"en_vigueur\"", "statut = \"hypothese\"")));
    assert_eq!(
        (announced.offered.as_slice(), announced.is_same()),
        (&["aide".to_owned()][..], false)
    );
}

/// What follows of a fact that nobody states is another thing in each pack: a decision changes for who leaves it out, and who states it is refused by
/// one of them.
#[test]
fn a_fact_that_follows_otherwise_is_looked_for_where_it_is_left_out() {
    let deduced = |limit: &str| {
        parents((
            "seulement_si = \"age >= 12\"\nhors_objet = false\n",
            &format!("deduit_de = \"age >= {limit}\"\n"),
        ))
    };
    // The limit of an age is 12 before, and 0 from now on: « 12 » and « 1 » are the literals that a rule may have.
    let (before, after) = (deduced("12"), deduced("1"));
    let found = compared(&before, &after);
    let Proof::Witness(differing) = &found[0].proof else {
        panic!("{found:?}")
    };
    let verdict = |engine: &Engine, dossier| {
        let answer = engine.evaluate(dossier, differing.date).unwrap();
        answer.decision("aide").unwrap().verdict()
    };
    assert_eq!(
        (
            verdict(&before, &differing.before),
            verdict(&after, &differing.after)
        ),
        (Verdict::NotEligible, Verdict::Eligible)
    );
    assert!(differing.before.stated().all(|(fact, _)| fact.name == "age"));

    let changes = changes::between(before.plan(), after.plan());
    let domain = Comparison::new(&before, &after, &changes).domain().clone();
    let refused: Vec<(&str, Side)> = domain
        .refused
        .iter()
        .map(|one| (one.rule.as_str(), one.by))
        .collect();
    assert_eq!(
        refused,
        [
            ("deduit_de.parent", Side::After),
            ("deduit_de.parent", Side::Before)
        ]
    );
    for one in &domain.refused {
        let (accepts, refuses) = if one.by == Side::After {
            ((&before, &one.dossier.before), (&after, &one.dossier.after))
        } else {
            ((&after, &one.dossier.after), (&before, &one.dossier.before))
        };
        assert!(accepts.0.evaluate(accepts.1, one.dossier.date).is_ok(), "{one:?}");
        assert!(
            refuses.0.evaluate(refuses.1, one.dossier.date).is_err(),
            "{one:?}"
        );
    }
}

/// A gate that is added refuses who states the fact where the question has no object.
#[test]
fn a_dossier_that_a_new_gate_refuses_is_told() {
    let before = parents(("seulement_si = \"age >= 12\"\nhors_objet = false\n", ""));
    let after = parents(("", ""));
    let changes = changes::between(before.plan(), after.plan());
    let domain = Comparison::new(&before, &after, &changes).domain().clone();
    let [refused] = domain.refused.as_slice() else {
        panic!("{domain:?}")
    };
    assert_eq!(
        (refused.rule.as_str(), refused.by),
        ("deduit_de.parent", Side::After)
    );
    assert!(!domain.is_same());
    let dossier = &refused.dossier;
    assert!(before.evaluate(&dossier.before, dossier.date).is_ok());
    assert!(after.evaluate(&dossier.after, dossier.date).is_err());
}

/// What is paid, supposed, excluded or doubted otherwise is told, although each decision is proved the same.
#[test]
fn what_changes_beside_the_decision_is_told() {
    let aside = |edits: &[(&str, &str, &str)]| {
        let archive = |edits: &[(&str, &str, &str)]| {
            engine_with("archive", |name, text| {
                let own = edits.iter().filter(|(file, ..)| *file == name);
                own.fold(text, |text, (file, from, to)| {
                    assert!(text.contains(from), "{file} has no `{from}`");
                    text.replace(from, to)
                })
            })
        };
        let all = compared(&engine_of("archive"), &archive(edits));
        let found = all.into_iter().filter(|one| !one.told.is_empty());
        found
            .map(|one| (one.pair.id().to_owned(), one.proof.is_same(), one.told))
            .collect::<Vec<_>>()
    };
    let aid = "dispositifs/aides/bourse.toml";
    let bursary = |what: Told| vec![("bourse".to_owned(), true, vec![what])];
    assert_eq!(aside(&[]), []);
    assert_eq!(
        aside(&[(aid, "titre   = \"Mensualité\"", "titre = \"Chaque mois\"")]),
        []
    );
    assert_eq!(
        aside(&[(aid, "entree + 12 mois", "entree + 1 mois")]),
        bursary(Told::Schedule)
    );
    assert_eq!(
        aside(&[("quotas.toml", "annee(entree)", "annee(entree) + 1")]),
        bursary(Told::Quota)
    );
    assert_eq!(
        aside(&[(aid, "si    = \"seul\"", "si = \"non seul\"")]),
        bursary(Told::Priorities)
    );
    // Both exclude each other.
    let both = ["bourse", "salaire"].map(|id| (id.to_owned(), true, vec![Told::Exclusions]));
    assert_eq!(aside(&[(aid, "incompatible_avec = [\"salaire\"]\n", "")]), both);
}

/// What is supposed of a fact that is not known is told of the dispositifs that read it.
#[test]
fn what_is_supposed_otherwise_is_told() {
    let supposed = |value: &str| {
        let own = format!(
            "suppose = {{ valeur = \"{value}\", phrase = \"On suppose.\", fiabilite = \"a_confirmer\" }}\n"
        );
        parents(("seulement_si = \"age >= 12\"\nhors_objet = false\n", &own))
    };
    let found = compared(&supposed("faux"), &supposed("vrai"));
    assert!(found[0].proof.is_same() && !found[0].is_same(), "{found:?}");
    assert_eq!(found[0].told, [Told::Suppositions]);
}

/// A pack whose fact and whose parameter have these names.
fn named(fact: &str, parameter: &str) -> Engine {
    let files = [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\nformat = 2\nfraicheur_mois = 12\n",
        ),
        (
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        (
            "vocabulaire.toml",
            "[faits.FAIT]\ntitre = \"Vivre seul\"\nquestion = \"Vivez-vous seul ?\"\ntype = \"booleen\"\n",
        ),
        (
            "parametres/sommes.toml",
            "[SOMME]\ntitre = \"Somme\"\ntype = \"montant\"\nunite = \"EUR/an\"\nsource = \"loi\"\nfiabilite = \"texte\"\nverifie_le = 2026-07-23\nvaleurs = [{ depuis = 2020-01-01, valeur = \"100.00\" }]\n",
        ),
        (
            "dispositifs/t/aide.toml",
            "id = \"aide\"\ntitre = \"Aide\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\nnature = \"aide\"\n\
             demarche = { ou = \"en ligne\", quoi = \"demander\", fiabilite = \"secondaire\" }\nverifie_le = 2026-07-23\napres = \"inconnu\"\n\
             en_vigueur = { du = 2024-01-01 }\nsources = [{ id = \"loi\" }]\n\
             [[conditions]]\nid = \"solitude\"\ntitre = \"Vivre seul\"\nsi = \"FAIT\"\n\
             [[droits]]\nid = \"montant\"\ntitre = \"Montant\"\nrole = \"benefice\"\nprincipal = true\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"SOMME\"\n\
             [[doutes]]\nquestion = \"Laquelle ?\"\nporte_sur = [\"parametre:SOMME\"]\n",
        ),
    ];
    let files = files
        .map(|(path, text)| InputFile::new(path, text.replace("FAIT", fact).replace("SOMME", parameter)));
    let (plan, _) =
        bareme::catalogue::from_files(files.to_vec()).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(plan)
}

/// What has another name by hand is one thing for the words and for the proofs; doubts that name it have not changed.
#[test]
fn what_only_has_another_name_decides_and_is_told_as_before() {
    let before = named("seul", "somme");
    for after in [named("solitaire", "somme"), named("seul", "total")] {
        for one in compared(&before, &after) {
            assert!(one.is_same(), "{one:?}");
        }
    }
}
