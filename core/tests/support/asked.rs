//! A pack whose facts say how they are asked for.

use bareme::pack::InputFile;

const PACK: &str = "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n";
const SOURCES: &str = "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n";

pub(crate) const VOCABULARY: &str = r#"
[faits.entree]
titre = "Entrée"
type  = "date"
theme = "projet"

[faits.contrat]
titre = "Contrat"
type  = "choix"
choix = "contrat"
theme = "situation"

[faits.heures]
titre        = "Heures au contrat"
type         = "entier"
min          = 0
max          = 60
seulement_si = "contrat != aucun"
hors_objet   = 0

[faits.annees]
titre        = "Années depuis le dernier contrat"
type         = "entier"
min          = 0
max          = 99
seulement_si = "contrat = aucun"
hors_objet   = 99

[faits.public]
titre        = "Employeur public"
type         = "booleen"
seulement_si = "contrat != aucun"
hors_objet   = false
connu_de     = "employeur"

[faits.majeur]
titre     = "Majorité"
type      = "booleen"
deduit_de = "age >= majorite"
jour      = "entree"

[faits.age]
titre = "Âge"
type  = "entier"
unite = "an"
min   = 0
max   = 120

[choix.contrat]
aucun = "Aucun"
cdi   = "CDI"
cdd   = "CDD"
"#;

const PARAMETERS: &str = r#"
[heures_partielles]
titre = "Temps partiel"
type  = "entier"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = 30 }]

[majorite]
titre = "Majorité"
type  = "entier"
unite = "an"
fiabilite = "texte"
source = "loi"
verifie_le = 2026-01-01
valeurs = [{ depuis = 1900-01-01, valeur = 21 }, { depuis = 1974-07-05, valeur = 18 }]
"#;

const RULES: &str = r#"
id     = "aide"
titre  = "Aide"
resume = "Une aide."
statut = "en_vigueur"
en_vigueur = { du = 1900-01-01 }
objet  = "personne"
sources = [{ id = "loi" }]

[[conditions]]
id    = "temps_partiel"
titre = "Travailler 30 heures au plus, hors du public"
si    = "heures <= heures_partielles et non public"
"#;

const ADULTS: &str = r#"
id     = "adulte"
titre  = "Adulte"
resume = "Une autre."
statut = "en_vigueur"
en_vigueur = { du = 1900-01-01 }
objet  = "personne"
sources = [{ id = "loi" }]

[[conditions]]
id    = "majeur"
titre = "Être majeur"
si    = "majeur"
"#;

pub(crate) fn files(vocabulary: &str) -> Vec<InputFile> {
    vec![
        InputFile::new("pack.toml", PACK),
        InputFile::new("sources.toml", SOURCES),
        InputFile::new("vocabulaire.toml", vocabulary),
        InputFile::new("parametres/p.toml", PARAMETERS),
        InputFile::new("dispositifs/t/aide.toml", RULES),
        InputFile::new("dispositifs/t/adulte.toml", ADULTS),
    ]
}
