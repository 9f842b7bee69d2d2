//! Titles that name parameters.

use super::{CELLS, condition, dispositif, pack, shown};
use crate::{
    pack::{InputFile, read},
    plan::{
        build::{layout, titles},
        lower::Lowering,
    },
};

fn titled(title: &str) -> String {
    shown(&condition("age >= age_minimum").replace("\"C\"", &format!("\"{title}\"")))
}

#[test]
fn a_hole_names_a_parameter() {
    assert_eq!(titled("Avoir au moins {age_minimum} ans"), "");
    assert_eq!(
        titled("Avoir au moins {age_minimun} ans"),
        "nom_inconnu « {age_minimun} » aucun paramètre ne s'appelle `age_minimun`"
    );
    assert_eq!(
        titled("Avoir {age} ans"),
        "nom_inconnu « {age} » aucun paramètre ne s'appelle `age`"
    );
    let (id, text) = dispositif(
        "d",
        &condition("seul").replace("\"C\"", "\"Dès {age_minimun} ans\""),
    );
    let findings = pack(&[(id, text)], CELLS).unwrap_err();
    assert_eq!(
        findings.iter().find_map(|finding| finding.suggestion.as_deref()),
        Some("age_minimum")
    );
}

#[test]
fn a_brace_is_never_alone() {
    assert_eq!(
        titled("Avoir {age_minimum ans"),
        "valeur_invalide « { » l'accolade `{` est seule dans ce titre"
    );
    assert_eq!(
        titled("Avoir age_minimum} ans"),
        "valeur_invalide « } » l'accolade `}` est seule dans ce titre"
    );
}

/// What is told of a title where digits are refused.
fn strict(title: &str) -> Vec<String> {
    let (_, text) = dispositif("d", &condition("seul").replace("\"C\"", &format!("\"{title}\"")));
    let reading = read(vec![
        InputFile::new(
            "pack.toml",
            "format = 2\nid = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new("parametres/p.toml", super::PARAMETERS),
        InputFile::new("dispositifs/t/d.toml", text.clone()),
    ]);
    let (parameters, tables) = (layout::series(&reading.pack), layout::tables(&reading.pack));
    let mut lowering = Lowering::new(&reading.pack, &reading.unread, &parameters, &tables);
    titles::check(&mut lowering);
    let underlined = |place: &crate::error::Place| match place {
        crate::error::Place::File { start, end, .. } => text.get(*start..*end).unwrap_or("?").to_owned(),
        crate::error::Place::Whole | crate::error::Place::Pointer(_) => "?".to_owned(),
    };
    lowering
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.code, underlined(&finding.place)))
        .collect()
}

#[test]
fn a_number_of_the_law_is_not_written_in_a_title() {
    assert_eq!(strict("Avoir au moins 18 ans"), ["chiffre_dans_un_titre 18"]);
    assert_eq!(strict("De 300 à 400 heures"), ["chiffre_dans_un_titre 300"]);
    assert_eq!(strict("Diplôme de 2022 (niveau 4)"), ["chiffre_dans_un_titre 4"]);
    assert_eq!(strict("À partir de 2100"), ["chiffre_dans_un_titre 2100"]);
    assert_eq!(strict("En 02022"), ["chiffre_dans_un_titre 02022"]);
    assert_eq!(strict("Conditions de 2022-2023"), [""; 0]);
    assert_eq!(strict("Avoir {age_minimum} ans"), [""; 0]);
}
