//! Names and types: what an expression may read, and of which type it is.

use super::{CELLS, condition, dispositif, droit, in_condition, pack, shown};

#[test]
fn a_good_dispositif_has_no_finding() {
    assert_eq!(in_condition("age >= age_minimum et statut = eleve ou seul"), "");
    assert_eq!(
        shown(&droit(
            "type = \"montant\"\nunite = \"EUR/an\"",
            "si seul alors revenu sinon 0"
        )),
        ""
    );
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let (id, text) = dispositif("d", &condition("agee >= age_minimum"));
    let findings = pack(&[(id, text)], CELLS).unwrap_err();
    let finding = findings
        .iter()
        .find(|finding| finding.code.as_str() == "nom_inconnu")
        .unwrap();
    assert_eq!(finding.suggestion.as_deref(), Some("age"));
    assert_eq!(finding.message, "rien ne s'appelle `agee` ici");
    assert_eq!(
        in_condition("statut = elevee"),
        "nom_inconnu « elevee » `elevee` n'est pas un membre de `statut`"
    );
    assert_eq!(
        in_condition("dispositif.x.eligible"),
        "nom_inconnu « dispositif.x.eligible » aucun dispositif ne s'appelle `x`"
    );
    assert_eq!(
        in_condition("plafond(enfants) > 0 EUR"),
        "nom_inconnu « plafond(enfants) » ni table ni fonction ne s'appelle `plafond`"
    );
}

#[test]
fn a_name_that_may_mean_two_things_is_refused() {
    let variable = "[variables]\nv = \"si seul alors autre sinon rouge\"\n";
    assert_eq!(
        shown(variable),
        "nom_ambigu « autre » `autre` est membre de `statut` et de `couleur`"
    );
}

#[test]
fn operands_of_another_type_are_refused() {
    assert_eq!(
        in_condition("seul > age"),
        "type_incompatible « seul > age » seuls des nombres ou des dates ont un ordre, ce sont vrai ou faux et un nombre en an"
    );
    assert_eq!(
        in_condition("statut = age"),
        "type_incompatible « statut = age » un choix de `statut` et un nombre en an ne se comparent pas"
    );
    assert_eq!(
        in_condition("annee(age) = 1"),
        "type_incompatible « age » une date est attendue ici, c'est un nombre en an"
    );
    assert_eq!(
        in_condition("age"),
        "condition_non_booleenne « age » une condition est vraie ou fausse, c'est un nombre en an"
    );
    assert_eq!(
        in_condition("seul et age"),
        "condition_non_booleenne « age » une condition est vraie ou fausse, c'est un nombre en an"
    );
}

#[test]
fn units_do_not_mix() {
    assert_eq!(
        in_condition("revenu > mensualite"),
        "unite_incompatible « revenu > mensualite » un nombre en EUR/an et un nombre en EUR/mois ne vont pas ensemble"
    );
    assert_eq!(
        shown(&droit("type = \"montant\"\nunite = \"EUR/mois\"", "revenu")),
        "unite_incompatible « revenu » un nombre en EUR/mois est attendu ici, c'est un nombre en EUR/an"
    );
    assert_eq!(in_condition("entree + age < date_reference"), "");
    assert_eq!(
        in_condition("entree + revenu < entree"),
        "unite_incompatible « revenu » à une date s'ajoute une durée, c'est un nombre en EUR/an"
    );
}

#[test]
fn a_number_of_the_law_is_a_parameter() {
    assert_eq!(
        in_condition("age > 17"),
        "nombre_litteral « 17 » le nombre `17` est écrit dans une expression"
    );
    assert_eq!(in_condition("enfants > 12"), "");
}

#[test]
fn a_droit_says_how_it_is_rounded() {
    assert_eq!(
        shown(&droit(
            "type = \"montant\"\nunite = \"EUR/an\"\ndecimales = 0",
            "revenu"
        )),
        "arrondi_manquant « revenu » cette valeur a 2 décimales, 0 sont attendues"
    );
}

#[test]
fn a_selon_covers_every_member_and_none_twice() {
    assert_eq!(
        in_condition("selon statut { eleve: seul, salarie: vrai }"),
        "choix_non_couvert « selon statut { eleve: seul, salarie: vrai } » rien n'est dit pour `autre`"
    );
    assert_eq!(
        in_condition("selon statut { eleve: seul, salarie, eleve: vrai, sinon: faux }"),
        "alternative_inatteignable « eleve » `eleve` a déjà son alternative"
    );
    assert_eq!(
        in_condition("selon statut { eleve: seul, salarie, autre: vrai, sinon: faux }"),
        "alternative_inatteignable « faux » tous les membres ont leur alternative : `sinon` n'est jamais atteint"
    );
    assert_eq!(
        in_condition("si age >= 0 alors seul sinon faux"),
        "alternative_inatteignable « age >= 0 » cette condition est toujours vraie : une des alternatives n'est jamais atteinte"
    );
}
