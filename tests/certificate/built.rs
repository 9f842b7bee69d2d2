//! Packs built to cost much: their certificate must not be far from what some dossier takes, and beyond the limits they are
//! refused.

use bareme::{Engine, Findings, catalogue::from_files, error::Severity, pack::InputFile};

const VOCABULARY: &str = r#"
[faits]
entree = { titre = "Entrée", type = "date" }
fin = { titre = "Fin", type = "date" }
a = { titre = "A", type = "entier", min = 0, max = 9 }
b = { titre = "B", type = "entier", min = 0, max = 9 }
oui = { titre = "Oui", type = "booleen" }

[choix.payeur]
region = "La Région"
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
verifie_le = 2026-01-01
valeurs = [
  { depuis = 1950-01-01, valeur = "1.00" },
  { depuis = 2024-01-01, valeur = "2.00" },
  { depuis = 2025-01-01, valeur = "3.00" },
  { depuis = 2026-01-01, valeur = "2.00" },
]

[un]
titre = "Un"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 1 }]

[croissance]
titre = "Chaque jour un peu plus"
type = "montant"
unite = "EUR/mois/jour"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = "0.01" }]

[mois_d_ete]
titre = "Mois d'été"
type = "entier"
unite = "mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1950-01-01, valeur = 2 }]
"#;

/// A dispositif with these lines after its head.
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) rules: String,
}

/// The files of a pack with these dispositifs, for courses that last at most so long.
pub(crate) fn files(longest: &str, schemes: &[Scheme]) -> Vec<InputFile> {
    let course = format!(
        "debut = \"entree\"\nfin = \"fin\"\njours_par_mois = \"jours\"\nduree_maximale = \"{longest}\"\n"
    );
    let head = "titre = \"Bâti\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n";
    let mut files = vec![
        InputFile::new("pack.toml", format!("id = \"bati\"\n{head}")),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new("echeancier.toml", course),
    ];
    for Scheme { id, rules } in schemes {
        let head = format!(
            "id = \"{id}\"\ntitre = \"T {id}\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
             date_effet = \"entree\"\nen_vigueur = {{ du = 2020-01-01 }}\nsources = [{{ id = \"loi\" }}]\n"
        );
        files.push(InputFile::new(format!("dispositifs/t/{id}.toml"), head + rules));
    }
    files
}

/// An engine for such a pack, or the errors of its check, one line each.
pub(crate) fn engine(longest: &str, schemes: &[Scheme]) -> Result<Engine, Vec<String>> {
    accepted(files(longest, schemes))
}

pub(crate) fn accepted(files: Vec<InputFile>) -> Result<Engine, Vec<String>> {
    let told = |findings: Findings| {
        let errors = findings
            .list
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors
            .map(|finding| format!("{}: {}", finding.code, finding.message))
            .collect()
    };
    from_files(files).map(|(plan, _)| Engine::new(plan)).map_err(told)
}

pub(crate) fn condition(id: &str, test: &str) -> String {
    format!("[[conditions]]\nid = \"{id}\"\ntitre = \"C\"\nsi = \"{test}\"\n")
}

pub(crate) fn versement(id: &str, rest: &str) -> String {
    format!("[[versements]]\nid = \"{id}\"\ntitre = \"V\"\npayeur = \"region\"\n{rest}\n")
}

/// An amount that is another one every day.
pub(crate) const EVERY_DAY: &str =
    "montant = \"max(0, croissance * jours_entre(entree, date_reference))\"\nunite = \"EUR/mois\"";

/// `a + b + a …`, of so many terms.
pub(crate) fn terms(count: usize) -> String {
    let list: Vec<&str> = (0..count).map(|position| ["a", "b"][position % 2]).collect();
    list.join(" + ")
}
