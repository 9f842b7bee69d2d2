//! What is due, read by another dispositif.

use super::{CELLS, dispositif, droit, pack};

/// What is told of `value`, an expression of a second dispositif that reads `x`, with the words that it underlines and the help.
fn told(value: &str) -> Vec<String> {
    let x = "[[droits]]\nid = \"montant\"\ntitre = \"D\"\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"revenu\"\n\
             [[droits]]\nid = \"groupe\"\ntitre = \"D\"\ntype = \"choix\"\nchoix = \"statut\"\nvaleur = \"statut\"\n\
             [[droits]]\nid = \"fin\"\ntitre = \"D\"\ntype = \"date\"\nvaleur = \"entree\"\n\
             [[droits]]\nid = \"ouvert\"\ntitre = \"D\"\ntype = \"booleen\"\nvaleur = \"seul\"\n";
    let reading = droit("type = \"montant\"\nunite = \"EUR/an\"", value);
    let files = [dispositif("x", x), dispositif("y", &reading)];
    let findings = match pack(&files, CELLS) {
        Ok((_, findings)) | Err(findings) => findings,
    };
    findings
        .iter()
        .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
        .map(|finding| {
            format!(
                "{} {} ; {}",
                finding.code,
                finding.message,
                finding.help.as_deref().unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn what_is_due_is_a_number_of_the_unit_of_the_droit() {
    assert_eq!(told("dispositif.x.montant.du"), [""; 0]);
    assert_eq!(told("max(dispositif.x.montant.du, 0 EUR/an) + revenu"), [""; 0]);
    assert_eq!(
        told("dispositif.x.montant.du + mensualite"),
        [
            "unite_incompatible un nombre en EUR/an et un nombre en EUR/mois ne vont pas ensemble ; \
          multipliez par un paramètre qui convertit, par exemple en `mois/an`"
        ]
    );
}

#[test]
fn what_has_no_zero_is_not_due() {
    for (droit, found) in [
        ("groupe", "un choix de `statut`"),
        ("fin", "une date"),
        ("ouvert", "vrai ou faux"),
    ] {
        assert_eq!(
            told(&format!("dispositif.x.{droit}.du")),
            [format!(
                "type_incompatible `.du` vaut 0 pour qui n'y a pas droit, et ce droit n'est pas un nombre, c'est {found} ; \
                 écrivez `si dispositif.x.eligible alors dispositif.x.{droit} sinon …`"
            )]
        );
    }
    assert_eq!(
        told("dispositif.x.eligible.du"),
        [
            "type_incompatible `.du` suit un droit en nombres, `eligible` est vrai ou faux ; \
          écrivez `dispositif.x.eligible`, ou un droit avant `.du`"
        ]
    );
}

#[test]
fn what_is_due_of_oneself_is_a_circle_in_a_condition_only() {
    let own = "[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"dispositif.z.d.du > 0 EUR/an\"\n".to_owned()
        + &droit("type = \"montant\"\nunite = \"EUR/an\"", "revenu");
    let findings = pack(&[dispositif("z", &own)], CELLS).unwrap_err();
    let cycles: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.code.as_str() == "cycle")
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(cycles.len(), 1, "{findings:?}");
}
