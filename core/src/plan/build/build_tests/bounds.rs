//! Bounds: what may overflow, be divided by zero, or never hold.

use super::{CELLS, condition, dispositif, in_condition, pack, shown};
use crate::plan::{Plan, PlanContent};

#[test]
fn conditions_that_the_bounds_settle_are_reported() {
    assert_eq!(
        in_condition("age > 0"),
        "condition_toujours_vraie « age > 0 » la condition `c` est toujours remplie"
    );
    assert_eq!(
        in_condition("age < 0"),
        "alternative_inatteignable « age < 0 » la condition `c` n'est jamais remplie : personne n'a droit à `d`"
    );
}

#[test]
fn what_may_not_fit_is_refused() {
    assert_eq!(
        in_condition("revenu * enorme > 0"),
        "depassement_possible « revenu * enorme » étant donné les bornes des faits, cette valeur peut ne pas tenir sur 64 bits"
    );
}

#[test]
fn a_divisor_that_may_be_zero_is_refused() {
    assert_eq!(
        in_condition("quotient(revenu, enfants, 2) > 0"),
        "division_par_zero_possible « enfants » étant donné les bornes des faits, ce diviseur peut être nul"
    );
    assert_eq!(in_condition("quotient(revenu, max(enfants, 1), 2) > 0"), "");
}

#[test]
fn a_day_without_a_value_is_refused() {
    assert_eq!(
        in_condition("mensualite > 0"),
        "aucune_valeur_en_vigueur « mensualite » le paramètre `mensualite` n'a pas de valeur le 2025-01-01, où la règle la lit\n\
         condition_toujours_vraie « mensualite > 0 » la condition `c` est toujours remplie"
    );
    // A condition on the date of effect, or a period, keeps the rule from reading a value that does not exist.
    let bounded = "[[conditions]]\nid = \"c\"\ntitre = \"C\"\njusqu_a = 2024-12-31\nsi = 'quotient(revenu, 12 mois/an, 2) < mensualite'\n";
    assert_eq!(shown(bounded), "");
}

#[test]
fn a_key_that_the_table_has_not_is_refused() {
    assert_eq!(
        in_condition("revenu < plafonds(enfants, eleve)"),
        "cle_hors_table « enfants » la clé `enfants` peut valoir `20`, que la table `plafonds` n'a pas à partir du 2020-01-01"
    );
    assert_eq!(
        in_condition("revenu < plafonds(0, statut)"),
        "cle_hors_table « statut » la clé `statut` peut valoir `autre`, que la table `plafonds` n'a pas à partir du 2020-01-01"
    );
    assert_eq!(
        in_condition("revenu < plafonds(enfants)"),
        "nombre_d_arguments « plafonds(enfants) » la table `plafonds` attend 2 clé(s), 1 donnée(s)"
    );
}

#[test]
fn ranks_that_go_down_are_refused() {
    let (id, text) = dispositif("d", &condition("depasse(plafonds, min(enfants, 1), revenu)"));
    let cells = CELLS.replace("2020-01-01,1,salarie,30", "2020-01-01,1,salarie,5");
    let findings = pack(&[(id, text)], &cells).unwrap_err();
    let finding = findings
        .iter()
        .find(|finding| finding.code.as_str() == "rangs_non_ordonnes")
        .unwrap();
    assert_eq!(
        finding.message,
        "dans la table `plafonds` à partir du 2020-01-01, la ligne 2 descend dans l'ordre des rangs"
    );
}

#[test]
fn circles_are_refused_once_each() {
    let variables = "[variables]\na = \"b\"\nb = \"a\"\n";
    assert_eq!(
        shown(variables),
        "cycle « a » la variable `a` dépend de sa propre valeur"
    );
    let one = dispositif("un", &condition("dispositif.deux.eligible"));
    let two = dispositif("deux", &condition("dispositif.un.eligible"));
    let findings = pack(&[one, two], CELLS).unwrap_err();
    assert_eq!(
        findings
            .iter()
            .filter(|finding| finding.code.as_str() == "cycle")
            .count(),
        1
    );
}

#[test]
fn a_long_chain_of_variables_is_refused_without_exhausting_the_stack() {
    let mut variables = String::from("[variables]\nv0 = \"age\"\n");
    for next in 1..1500 {
        variables.push_str(&format!("v{next} = \"v{}\"\n", next - 1));
    }
    // Written in this order each is known when the next reads it; backwards, the chain is as long as it looks.
    let forwards = shown(&variables);
    assert_eq!(forwards, "");
    let mut variables = String::from("[variables]\n");
    for next in 0..1500 {
        variables.push_str(&format!("v{next} = \"v{}\"\n", next + 1));
    }
    variables.push_str("v1500 = \"age\"\n");
    assert!(shown(&variables).contains("trop_imbrique"));
}

#[test]
fn a_variable_may_not_hide_a_fact() {
    assert_eq!(
        shown("[variables]\nage = \"enfants\"\n"),
        "identifiant_en_double « age » `age` est déjà le nom d'un fait"
    );
}

#[test]
fn what_no_rule_reads_is_a_warning() {
    let (id, text) = dispositif("d", &condition("seul"));
    let (_, findings) = pack(&[(id, text)], CELLS).unwrap();
    let unused: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(unused.contains(&"aucune règle ne lit le fait `age`"));
    assert!(unused.contains(&"aucune règle ne lit le paramètre `enorme`"));
    assert!(unused.contains(&"aucune règle ne lit la table `plafonds`"));
    assert!(!unused.contains(&"aucune règle ne lit le fait `seul`"));
}

#[test]
fn the_compact_form_reads_back_and_damage_is_noticed() {
    let (plan, _) = pack(&[dispositif("d", &condition("seul"))], CELLS).unwrap();
    let bytes = plan.to_compact().unwrap();
    assert_eq!(Plan::from_compact(&bytes), Ok(plan));
    assert!(Plan::from_compact(bytes.get(..bytes.len() - 1).unwrap()).is_err());
    assert!(Plan::from_compact(b"autre chose").is_err());
}

#[test]
fn the_fingerprint_depends_on_the_content_alone() {
    let plan = |text: String| pack(&[("d", text)], CELLS).unwrap().0.fingerprint.clone();
    let (_, text) = dispositif("d", &condition("seul"));
    let same = text.replace(
        "titre = \"T\"\nresume = \"R\"",
        "# un commentaire\nresume = 'R'\ntitre = \"T\"",
    );
    assert_eq!(plan(text.clone()), plan(same));
    assert_ne!(
        plan(text.clone()),
        plan(text.replace("resume = \"R\"", "resume = \"S\""))
    );
}

#[test]
fn more_conditions_than_columns_tell_apart_are_refused() {
    let conditions = |count: usize| {
        let one = |position| format!("[[conditions]]\nid = \"c{position}\"\ntitre = \"C\"\nsi = \"seul\"\n");
        shown(&(0..count).map(one).collect::<String>())
    };
    assert_eq!(conditions(255), "");
    assert!(conditions(256).ends_with("le dispositif `d` a 256 conditions, au plus 255"));
}

#[test]
fn a_compact_form_cannot_bring_more_conditions_than_columns_tell_apart() {
    let (id, text) = dispositif("d", &condition("seul"));
    let (plan, _) = pack(&[(id, text)], CELLS).unwrap();
    let read = |conditions: usize| {
        let mut content = PlanContent::clone(&plan);
        let one = content.dispositifs[0].conditions[0].clone();
        content.dispositifs[0].conditions = (0..conditions)
            .map(|position| {
                let mut other = one.clone();
                other.id = format!("c{position}");
                other
            })
            .collect();
        Plan::from_compact(&Plan::of(content).to_compact().unwrap()).map(|_| ())
    };
    assert_eq!(read(255), Ok(()));
    assert!(read(256).is_err());
}
