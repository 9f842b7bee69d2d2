//! One small pack, one fault at a time: the code, the words that are underlined, and the message of each refusal.

mod bounds;
mod conflicts;
mod days;
mod deductions;
mod due;
mod hints;
mod names_and_types;
mod shares;
mod supposed;
mod titles;

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
    pack_of(dispositifs, "", PARAMETERS, cells)
}

fn pack_of(
    dispositifs: &[(&str, String)],
    more_words: &str,
    parameters: &str,
    cells: &str,
) -> Result<(Plan, Vec<Finding>), Vec<Finding>> {
    let mut files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", format!("{VOCABULARY}{more_words}")),
        InputFile::new("parametres/p.toml", parameters),
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
                Place::Whole | Place::Pointer(_) => "?",
            };
            format!("{} « {underlined} » {}", finding.code, finding.message)
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn in_condition(test: &str) -> String {
    shown(&condition(test))
}
