//! What is still to be written is reported where it stands.

use super::fixture::{CELLS, HEADERS, PARAMETERS, assert_findings, edited, replace};
use crate::error::Code;

#[test]
fn what_is_still_to_be_written_is_refused_and_says_so_once_for_a_table() {
    let edits = [
        replace(
            PARAMETERS,
            "valeur = 1500, source = \"presse\"",
            "valeur = \"a_ecrire\", verifie_le = \"a_ecrire\", source = \"a_ecrire\"",
        ),
        replace(HEADERS, "source = \"presse\"", "source = \"a_ecrire\""),
        replace(CELLS, "2024-09-01,0,0bis,35086", "2024-09-01,0,0bis,a_ecrire"),
        replace(CELLS, "2024-09-01,1,1,26500", "2024-09-01,1,1,a_ecrire"),
    ];
    assert_findings(
        &edits,
        &[
            "parametres/bourse.toml:10:35: `valeur` reste à écrire [a_ecrire] ; lisez le texte, et écrivez ce qu'il dit",
            "parametres/bourse.toml:10:60: `verifie_le` reste à écrire [a_ecrire] ; lisez le texte, et écrivez ce qu'il dit",
            "parametres/bourse.toml:10:81: `source` reste à écrire [a_ecrire] ; lisez le texte, et écrivez ce qu'il dit",
            "tables/plafonds.csv:6:19: 2 lignes de `tables/plafonds.csv` restent à écrire [a_ecrire] ; lisez le texte, et écrivez ce qu'il dit dans chaque case",
            "tables/tables.toml:14:35: `source` reste à écrire [a_ecrire] ; lisez le texte, et écrivez ce qu'il dit",
        ],
    );
}

/// The word is taken as one only where nothing else has it.
#[test]
fn a_source_of_that_name_is_a_source() {
    let reading = edited(&[
        replace(
            "sources.toml",
            "[presse]",
            "[a_ecrire]\ntitre = \"T\"\nfiabilite = \"secondaire\"\n\n[presse]",
        ),
        replace(HEADERS, "source = \"presse\"", "source = \"a_ecrire\""),
    ]);
    assert!(
        !reading
            .findings
            .iter()
            .any(|finding| finding.code == Code::ToWrite)
    );
}
