//! Figures of an expression that are no figures of the law.

use super::{CELLS, dispositif, pack};

/// What is told of a dispositif that reads `x`, with the words that it underlines.
fn told(rest: &str) -> Vec<String> {
    let x = "[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"seul\"\n\
             [[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu\"\n\
             [[droits]]\nid = \"groupe\"\ntitre = \"D\"\ntype = \"choix\"\nchoix = \"statut\"\nvaleur = \"statut\"\n";
    let y =
        "[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"dispositif.x.eligible et age >= age_minimum\"\n";
    let (id, text) = dispositif("z", rest);
    let files = [dispositif("x", x), dispositif("y", y), (id, text.clone())];
    let (_, findings) = pack(&files, CELLS).unwrap_or_else(|findings| panic!("{findings:#?}"));
    findings
        .iter()
        .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
        .map(|finding| {
            let underlined = match &finding.place {
                crate::error::Place::File { start, end, .. } => text.get(*start..*end).unwrap_or("?"),
                crate::error::Place::Whole | crate::error::Place::Pointer(_) => "?",
            };
            let help = finding.help.as_deref().unwrap_or_default();
            format!("{} « {underlined} » {} ; {help}", finding.code, finding.message)
        })
        .collect()
}

fn montant(value: &str) -> String {
    format!(
        "[[droits]]\nid = \"d\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = '''{value}'''\n"
    )
}

fn condition(test: &str) -> String {
    format!("[[conditions]]\nid = \"c2\"\ntitre = \"C\"\nsi = '''{test}'''\n")
}

const MONTANT: &str = "droit_suppose « dispositif.x.montant » `dispositif.x.montant` est lu comme s'il était accordé, et rien ne dit ici que `x` l'est ; \
     écrivez `dispositif.x.montant.du`, qui vaut 0 s'il est refusé, ou `si dispositif.x.eligible alors … sinon …`";

#[test]
fn a_droit_that_nothing_says_is_granted_is_told() {
    assert_eq!(told(&montant("dispositif.x.montant")), [MONTANT]);
    assert_eq!(
        told(&montant(
            "# ce que\n# x donne\nmax(dispositif.x.montant,\n  revenu)"
        )),
        [MONTANT]
    );
    assert_eq!(
        told(&condition("dispositif.x.groupe = eleve")),
        [
            "droit_suppose « dispositif.x.groupe » `dispositif.x.groupe` est lu comme s'il était accordé, et rien ne dit ici que `x` l'est ; \
          écrivez `si dispositif.x.eligible alors … sinon …`"
        ]
    );
}

#[test]
fn a_droit_that_is_due_or_tested_is_not() {
    for rule in [
        montant("dispositif.x.montant.du"),
        montant("si dispositif.x.eligible alors dispositif.x.montant sinon 0"),
        montant("si seul et dispositif.x.eligible alors dispositif.x.montant sinon 0"),
        montant("si non dispositif.x.eligible alors 0 sinon dispositif.x.montant"),
        montant("selon { non dispositif.x.eligible: 0, seul: dispositif.x.montant, sinon: 1 }"),
        // What is granted to whoever has another that asks for it.
        montant("si dispositif.y.eligible alors dispositif.x.montant sinon 0"),
        condition("dispositif.x.eligible et dispositif.x.montant > 0 EUR/an"),
        condition("dispositif.x.montant > 0 EUR/an et dispositif.x.eligible"),
        condition("non dispositif.x.eligible ou dispositif.x.montant > 0 EUR/an"),
        // A condition of the dispositif asks for it.
        condition("dispositif.x.eligible") + &montant("dispositif.x.montant"),
        condition("dispositif.y.eligible") + &montant("dispositif.x.montant"),
        "[variables]\nlu = \"dispositif.x.montant\"\n".to_owned()
            + &montant("si dispositif.x.eligible alors lu sinon 0"),
    ] {
        assert_eq!(told(&rule), [""; 0], "{rule}");
    }
}

#[test]
fn a_test_says_nothing_of_the_other_alternative() {
    assert_eq!(
        told(&montant(
            "si dispositif.x.eligible alors 0 sinon dispositif.x.montant"
        )),
        [MONTANT]
    );
    assert_eq!(
        told(&montant(
            "si seul ou dispositif.x.eligible alors dispositif.x.montant sinon 0"
        )),
        [MONTANT]
    );
    assert_eq!(
        told(&condition(
            "dispositif.x.eligible ou dispositif.x.montant > 0 EUR/an"
        )),
        [MONTANT]
    );
    let read_twice = "[variables]\nlu = \"dispositif.x.montant\"\n".to_owned()
        + &montant("si dispositif.x.eligible alors lu sinon lu + revenu");
    assert_eq!(told(&read_twice), [MONTANT]);
}
