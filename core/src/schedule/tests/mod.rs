//! A small pack in which every kind of change happens, and the days asked one by one.

mod changes;
mod hours;
mod incomes;
mod laws;
mod refusals;

use crate::{
    date::Day,
    dossier::Dossier,
    error::Severity,
    evaluate::{Engine, Selection},
    pack::InputFile,
    plan::from_files,
};

const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée"
type = "date"

[faits.fin]
titre = "Fin"
type = "date"

[faits.droits]
titre = "Fin des droits"
type = "date"

[faits.salaire]
titre = "Salaire"
type = "montant"
unite = "EUR/mois"
min = 0
max = 10000

[faits.duree]
titre = "Durée"
type = "entier"
unite = "h"
min = 0
max = 10000

[faits.seul]
titre = "Seul"
type = "booleen"

[choix.payeur]
region = "La Région"
etat = "L'État"
"#;

const PARAMETERS: &str = r#"
[jours]
titre = "Jours d'un mois"
type = "entier"
unite = "jour/mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 30 }]

[montant]
titre = "Montant"
type = "montant"
unite = "EUR/mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2025-06-30
valeurs = [
  { depuis = 2020-01-01, valeur = "100.00" },
  { depuis = 2025-04-01, valeur = "101.00" },
  { depuis = 2025-07-01, valeur = "101.00" },
]

[par_jour]
titre = "Par jour"
type = "montant"
unite = "EUR/jour"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = "10.00" }]

[par_heure]
titre = "Par heure"
type = "montant"
unite = "EUR/h"
decimales = 4
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [
  { depuis = 2020-01-01, valeur = "4.9887" },
  { depuis = 2025-04-01, valeur = "5.0734" },
]

[croissance]
titre = "Chaque jour un peu plus"
type = "montant"
unite = "EUR/mois/jour"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = "0.01" }]

[ete]
titre = "Mois d'été"
type = "entier"
unite = "mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 2 }]
"#;

fn head(id: &str) -> String {
    format!(
        "id = \"{id}\"\ntitre = \"T {id}\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         date_effet = \"entree\"\nen_vigueur = {{ du = 2020-01-01 }}\nsources = [{{ id = \"loi\" }}]\n\
         [variables]\nau_depart = \"montant\"\n\
         [[conditions]]\nid = \"seul\"\ntitre = \"Seul\"\nsi = \"seul\"\n"
    )
}

fn versement(id: &str, rest: &str) -> String {
    format!("[[versements]]\nid = \"{id}\"\ntitre = \"V {id}\"\npayeur = \"region\"\n{rest}\n")
}

const COURSE: &str = "debut = \"entree\"\nfin = \"fin\"\njours_par_mois = \"jours\"\n";

/// The files of a pack with this `echeancier.toml`, one dispositif, and these parameters.
fn small_pack(course: &str, dispositif: &str, parameters: &str) -> Vec<InputFile> {
    [
        (
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        (
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        ("vocabulaire.toml", VOCABULARY),
        ("parametres/p.toml", parameters),
        ("echeancier.toml", course),
        ("dispositifs/t/a.toml", dispositif),
    ]
    .map(|(path, text)| InputFile::new(path, text))
    .into()
}

/// A pack with these dispositifs, or what is wrong with it, one line each.
fn pack(dispositifs: &[(&str, String)]) -> Result<Engine, String> {
    let mut files = small_pack(COURSE, "", PARAMETERS);
    files.pop();
    for (id, text) in dispositifs {
        files.push(InputFile::new(
            format!("dispositifs/t/{id}.toml"),
            head(id) + text,
        ));
    }
    match from_files(files) {
        Ok((plan, _)) => Ok(Engine::new(plan)),
        Err(findings) => Err(findings
            .list
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{}: {}", finding.code, finding.message))
            .collect::<Vec<_>>()
            .join("\n")),
    }
}

fn refusal(text: String) -> String {
    pack(&[("a", text)]).map(|_| ()).unwrap_err()
}

const EVERY: [&str; 6] = [
    "montant = \"montant\"\nunite = \"EUR/mois\"",
    "montant = \"au_depart\"\nunite = \"EUR/mois\"\nsi = \"date_reference <= droits\"",
    "montant = \"par_jour\"\nunite = \"EUR/jour\"\nsi = \"date_reference > droits\"",
    "montant = \"montant\"\nunite = \"EUR/mois\"\nprorata = \"mois_entier\"\nsi = \"annee_scolaire(date_reference + ete) = annee_scolaire(date_reference)\"",
    "montant = \"si date_reference < entree + 12 mois alors salaire sinon min(salaire, montant)\"\nunite = \"EUR/mois\"",
    "si = \"annee(date_reference) = annee(entree)\"",
];

fn every() -> Engine {
    let text: String = EVERY
        .iter()
        .enumerate()
        .map(|(index, rest)| versement(&format!("v{index}"), rest))
        .collect();
    pack(&[("a", text)]).unwrap()
}

fn dossier(engine: &Engine, entry: &str, end: &str) -> Dossier {
    engine
        .dossier()
        .set("entree", entry)
        .and_then(|dossier| dossier.set("fin", end))
        .and_then(|dossier| dossier.set("seul", true))
        .unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// `du au: montants` for each segment.
fn told(engine: &Engine, dossier: &Dossier) -> Vec<String> {
    let schedule = engine
        .schedule(dossier, day("2024-09-02"), Selection::InForce)
        .unwrap();
    let line = |segment: &crate::schedule::Segment| {
        let lines: Vec<String> = schedule
            .lines(segment)
            .map(|view| {
                let amount = view
                    .line
                    .amount
                    .map_or("?".to_owned(), |amount| amount.to_string());
                format!("{} {amount}", view.versement.id)
            })
            .collect();
        format!("{} {}", segment.days.from, lines.join(", "))
    };
    schedule.segments.iter().map(line).collect()
}
