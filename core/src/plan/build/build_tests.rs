//! One small pack, one fault at a time: the code, the words that are underlined, and the message of each refusal.

use super::from_files;
use crate::{
    error::{Finding, Place},
    pack::InputFile,
    plan::Plan,
};

const VOCABULARY: &str = r#"
[faits.age]
titre = "Âge"
type = "entier"
unite = "an"
min = 14
max = 80

[faits.revenu]
titre = "Revenu"
type = "montant"
unite = "EUR/an"
min = 0
max = "999999.99"

[faits.enfants]
titre = "Enfants"
type = "entier"
min = 0
max = 20

[faits.entree]
titre = "Entrée"
type = "date"

[faits.statut]
titre = "Statut"
type = "choix"
choix = "statut"

[faits.seul]
titre = "Seul"
type = "booleen"

[choix.statut]
eleve = "Élève"
salarie = "Salarié"
autre = "Autre"

[choix.couleur]
rouge = "Rouge"
autre = "Autre"
"#;

const PARAMETERS: &str = r#"
[age_minimum]
titre = "Âge minimum"
type = "entier"
unite = "an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, valeur = 18 }]

[mensualite]
titre = "Mensualité"
type = "montant"
unite = "EUR/mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, jusqu_a = 2024-12-31, valeur = "100.00" }]

[enorme]
titre = "Très grand nombre"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 4000000000000000 }]
"#;

const TABLES: &str = r#"
[plafonds]
titre = "Plafonds"
cles = [{ nom = "enfants", type = "entier", correspondance = "egal" }, { nom = "statut", type = "choix", choix = "statut", correspondance = "egal" }]
valeurs = [{ nom = "plafond", type = "montant", unite = "EUR/an", decimales = 0 }]
rangs = ["eleve", "salarie"]
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
periodes = [{ depuis = 2020-01-01 }]
"#;

const CELLS: &str = "depuis,enfants,statut,plafond\n2020-01-01,0,eleve,10\n2020-01-01,0,salarie,20\n2020-01-01,1,eleve,20\n2020-01-01,1,salarie,30\n";

fn pack(dispositifs: &[(&str, String)], cells: &str) -> Result<(Plan, Vec<Finding>), Vec<Finding>> {
    let mut files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new("tables/tables.toml", TABLES),
        InputFile::new("tables/plafonds.csv", cells),
    ];
    for (id, text) in dispositifs {
        files.push(InputFile::new(format!("dispositifs/t/{id}.toml"), text.clone()));
    }
    from_files(files)
        .map(|(plan, findings)| (plan, findings.list))
        .map_err(|findings| findings.list)
}

fn dispositif<'a>(id: &'a str, rest: &str) -> (&'a str, String) {
    let head = format!(
        "id = \"{id}\"\ntitre = \"T\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         en_vigueur = {{ du = 2024-01-01 }}\nsources = [{{ id = \"loi\" }}]\n"
    );
    (id, head + rest)
}

fn condition(test: &str) -> String {
    format!("[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = '''{test}'''\n")
}

fn droit(kind: &str, value: &str) -> String {
    format!("[[droits]]\nid = \"d\"\ntitre = \"D\"\n{kind}\nvaleur = '''{value}'''\n")
}

/// The finding that is not about something unused, shown with the words it underlines.
fn shown(rest: &str) -> String {
    let (id, text) = dispositif("d", rest);
    let findings = match pack(&[(id, text.clone())], CELLS) {
        Ok((_, findings)) | Err(findings) => findings,
    };
    findings
        .iter()
        .filter(|finding| !finding.code.as_str().ends_with("inutilise"))
        .map(|finding| {
            let underlined = match &finding.place {
                Place::File { start, end, .. } => text.get(*start..*end).unwrap_or("?"),
                _ => "?",
            };
            format!("{} « {underlined} » {}", finding.code, finding.message)
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn in_condition(test: &str) -> String {
    shown(&condition(test))
}

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
        "nom_inconnu « plafond(enfants) » aucune table ne s'appelle `plafond`"
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
    let plan = |text: String| pack(&[("d", text)], CELLS).unwrap().0.fingerprint;
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
