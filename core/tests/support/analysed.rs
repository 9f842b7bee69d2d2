//! Small packs, analysed.

use bareme::{
    Code, Engine, Finding,
    analysis::{Analysis, Budget, analyse},
    catalogue::build,
    pack::{InputFile, read_for_check},
};

const PACK: &str = r#"
id = "essai"
titre = "Essai"
version = "1"
region = "R"
langue = "fr"
format = 2
fraicheur_mois = 12
"#;

const SOURCES: &str = r#"
[loi]
titre = "La loi"
fiabilite = "texte"
"#;

const VOCABULARY: &str = r#"
[faits.age]
titre = "Âge"
type = "entier"
min = 0
max = 120

[faits.revenu]
titre = "Revenu"
type = "montant"
unite = "EUR/an"
min = 0
max = 100000

[faits.seul]
titre = "Vivre seul"
type = "booleen"

[faits.statut]
titre = "Statut"
type = "choix"
choix = "statut"

[faits.entree]
titre = "Entrée"
type = "date"
min = 2020-01-01
max = 2040-12-31

[choix.statut]
lyceen = "Au lycée"
salarie = "En emploi"

[choix.rang]
un = "Un"
deux = "Deux"

"#;

/// A parameter that is in force from 2020 on.
fn parameter(name: &str, kind: &str, value: &str) -> String {
    format!(
        "[{name}]\ntitre = \"{name}\"\n{kind}\nrepere = \"article 3\"\nsource = \"loi\"\nfiabilite = \"texte\"\nvaleurs = [{{ depuis = 2020-01-01, valeur = {value} }}]\nverifie_le = 2026-07-23\n\n"
    )
}

const AMOUNT: &str = "type = \"montant\"\nunite = \"EUR/an\"";

const HEADER: &str = r#"
[plafonds]
titre = "Plafonds"
cles = [{ nom = "rang", type = "choix", choix = "rang", correspondance = "egal" }]
valeurs = [{ nom = "plafond", type = "montant", unite = "EUR/an", decimales = 0 }]
rangs = ["un", "deux"]
source = "loi"
fiabilite = "texte"
verifie_le = 2026-07-23
periodes = [{ depuis = 2020-01-01 }]
"#;

const CELLS: &str = "depuis,rang,plafond\n2020-01-01,un,10000\n2020-01-01,deux,20000\n";

/// A dispositif with these conditions, that gives this.
pub(crate) fn dispositif(id: &str, conditions: &[(&str, &str)], value: &str) -> String {
    let mut text = format!(
        r#"id = "{id}"
titre = "Aide"
resume = "Une aide."
statut = "en_vigueur"
objet = "personne"
nature = "aide"
demarche = {{ ou = "en ligne", quoi = "déposer la demande", fiabilite = "secondaire" }}
verifie_le = 2026-07-23
date_effet = "entree"
en_vigueur = {{ du = 2020-01-01, au = 2029-12-31 }}
apres = "inconnu"
sources = [{{ id = "loi" }}]

"#
    );
    for (id, test) in conditions {
        text += &format!("[[conditions]]\nid = \"{id}\"\ntitre = \"Remplir {id}\"\nsi = \"{test}\"\n\n");
    }
    text += &format!(
        "[[droits]]\nid = \"somme\"\ntitre = \"Somme\"\nrole = \"benefice\"\nprincipal = true\ntype = \"montant\"\nunite = \"EUR/an\"\nvaleur = \"{value}\"\n"
    );
    text
}

/// The files of a small pack.
#[derive(Clone)]
pub(crate) struct Files(Vec<(String, String)>);

impl Files {
    /// With one dispositif, `aide`.
    pub(crate) fn new(conditions: &[(&str, &str)], value: &str) -> Self {
        let parameters = [
            parameter("age_minimum", "type = \"entier\"", "18"),
            parameter("age_moyen", "type = \"entier\"", "16"),
            parameter("montant", AMOUNT, "\"1000.00\""),
            parameter("petit", AMOUNT, "\"100.00\""),
            parameter("plafond", AMOUNT, "\"30000.00\""),
            parameter("moitie", "type = \"taux\"", "\"0.50\""),
        ];
        let files = [
            ("pack.toml", PACK.to_owned()),
            ("sources.toml", SOURCES.to_owned()),
            ("vocabulaire.toml", VOCABULARY.to_owned()),
            ("parametres/valeurs.toml", parameters.concat()),
            ("tables/tables.toml", HEADER.to_owned()),
            ("tables/plafonds.csv", CELLS.to_owned()),
            (
                "dispositifs/essai/aide.toml",
                dispositif("aide", conditions, value),
            ),
        ];
        Self(files.map(|(path, text)| (path.to_owned(), text)).into())
    }

    /// With one more file.
    pub(crate) fn add(mut self, path: &str, text: &str) -> Self {
        self.0.push((path.to_owned(), text.to_owned()));
        self
    }

    /// With more at the end of a file.
    pub(crate) fn more(mut self, path: &str, text: &str) -> Self {
        let (_, content) = self.0.iter_mut().find(|(known, _)| known == path).unwrap();
        content.push_str(text);
        self
    }

    /// With the first of these words replaced.
    #[track_caller]
    pub(crate) fn edited(mut self, path: &str, from: &str, to: &str) -> Self {
        let (_, content) = self.0.iter_mut().find(|(known, _)| known == path).unwrap();
        assert!(content.contains(from), "{from} is not in {path}");
        *content = content.replacen(from, to, 1);
        self
    }
}

/// The analysis of a pack that has no error.
#[track_caller]
pub(crate) fn analysed(files: &Files) -> Analysis {
    analysed_within(files, Budget::default())
}

/// The same with another budget.
#[track_caller]
pub(crate) fn analysed_within(files: &Files, budget: Budget) -> Analysis {
    let files = files
        .0
        .iter()
        .map(|(path, text)| InputFile::new(path, text.as_str()));
    let reading = read_for_check(files.collect());
    let (plan, found) = build(&reading.pack, &reading.unread);
    let Some(plan) = plan else {
        panic!("{:#?} {found:#?}", reading.findings);
    };
    assert!(!reading.has_errors(), "{:#?}", reading.findings);
    analyse(&reading.pack, &Engine::new(plan), budget, &mut |_, _| {})
}

/// The codes of what is at fault.
pub(crate) fn codes(analysis: &Analysis) -> Vec<Code> {
    analysis.faults.iter().map(|finding| finding.code).collect()
}

/// The only fault.
#[track_caller]
pub(crate) fn only(analysis: &Analysis, code: Code) -> &Finding {
    assert_eq!(codes(analysis), [code], "{:#?}", analysis.faults);
    &analysis.faults[0]
}

/// Does a finding say all of it?
#[track_caller]
pub(crate) fn says(finding: &Finding, parts: &[&str]) {
    for part in parts {
        assert!(finding.message.contains(part), "{part}: {}", finding.message);
    }
}
