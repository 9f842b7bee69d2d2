//! What to do about a finding, where each door has commands of its own for it.

use core::fmt;

/// Something to do that each door words with its own commands.
///
/// The engine knows no command. Its own words, those of [`Display`](fmt::Display), are right everywhere and name none; a door that has a command for it
/// says which, by [`Findings::worded`](super::Findings::worded).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Look for the name among the facts of the pack.
    ListFacts,
    /// Look for the name among the dispositifs of the pack.
    ListDispositifs,
    /// Bind the dossier to this engine, or decide it with the engine that made it.
    RebindDossier,
    /// Give the compact form of a pack, or the files of a pack.
    GivePack,
    /// Make the compact form again, with this engine and from the files of the pack.
    RemakePack,
    /// Take an intact copy of the compact form of a pack, or make it again from its files.
    RestorePack,
    /// Give the pack that a decision was made with.
    GivePackOfDecision,
    /// Give the JSON of a decision.
    GiveDecision,
    /// Give the JSON of a decision as it was written, byte for byte.
    GiveExactDecision,
    /// Look for the reasons of the verdict.
    ExplainDecision,
    /// Write the indicators of the pack, or give a pack that has some.
    GiveIndicators,
    /// Give a table of decisions.
    GiveDecisionTable,
    /// Of two columns of one name, keep the one of the decisions.
    KeepDecisionColumn,
    /// Make the table of decisions again, with more columns.
    AddColumns {
        /// The facts to keep beside the decisions.
        facts: Vec<String>,
        /// The dispositifs to decide too.
        dispositifs: Vec<String>,
    },
    /// Open the ledger of the quota, or look at its name and group.
    OpenLedger,
    /// Look at the path of the store, or open a new ledger there.
    CreateStore,
    /// Give the path of a file, where a ledger is then opened.
    NameStore,
    /// Give the key that the ledger is sealed with.
    GiveLedgerKey,
    /// Have the tables of ledgers made in the database.
    MigrateStore,
}

impl Remedy {
    /// Its stable name, for programs.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ListFacts => "lister_les_faits",
            Self::ListDispositifs => "lister_les_dispositifs",
            Self::RebindDossier => "relier_le_dossier",
            Self::GivePack => "donner_un_pack",
            Self::RemakePack => "refaire_le_pack",
            Self::RestorePack => "restaurer_le_pack",
            Self::GivePackOfDecision => "donner_le_pack_de_la_decision",
            Self::GiveDecision => "donner_une_decision",
            Self::GiveExactDecision => "donner_la_decision_exacte",
            Self::ExplainDecision => "expliquer_la_decision",
            Self::GiveIndicators => "donner_des_indicateurs",
            Self::GiveDecisionTable => "donner_une_table_de_decisions",
            Self::KeepDecisionColumn => "garder_la_colonne_des_decisions",
            Self::AddColumns { .. } => "ajouter_des_colonnes",
            Self::OpenLedger => "ouvrir_le_registre",
            Self::CreateStore => "creer_le_registre",
            Self::NameStore => "nommer_le_registre",
            Self::GiveLedgerKey => "donner_la_cle_du_registre",
            Self::MigrateStore => "migrer_les_registres",
        }
    }
}

/// In French, without any command.
impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ListFacts => "cherchez son nom dans la liste des faits du barème",
            Self::ListDispositifs => "cherchez son nom dans la liste des dispositifs du barème",
            Self::RebindDossier => "reliez-le à ce moteur, ou décidez-le avec le moteur qui l'a fait",
            Self::GivePack => "donnez la forme compacte d'un pack, ou les fichiers du pack",
            Self::RemakePack => "refaites-le avec ce moteur, depuis les fichiers du pack",
            Self::RestorePack => "reprenez une copie intacte, ou refaites-le depuis les fichiers du pack",
            Self::GivePackOfDecision => "vérifiez avec le pack de la décision",
            Self::GiveDecision => "donnez le JSON d'une décision, avec ou sans son explication",
            Self::GiveExactDecision => "donnez le JSON de la décision tel qu'il a été écrit",
            Self::ExplainDecision => "rien n'est enregistré ; l'explication de la décision dit pourquoi",
            Self::GiveIndicators => "écrivez `indicateurs.toml`, ou donnez un autre barème",
            Self::GiveDecisionTable => "donnez une table de décisions, telle qu'elle a été écrite",
            Self::KeepDecisionColumn => "gardez celle des décisions, et retirez ou renommez l'autre",
            Self::AddColumns { facts, dispositifs } => return columns(f, facts, dispositifs),
            Self::OpenLedger => "ouvrez-le, ou vérifiez le quota et le groupe",
            Self::CreateStore => "vérifiez le chemin, ou ouvrez-y un nouveau registre",
            Self::NameStore => "donnez le chemin d'un fichier, puis ouvrez-y un registre",
            Self::GiveLedgerKey => "donnez sa clé",
            Self::MigrateStore => "faites-les créer une fois, avec un rôle qui peut créer des tables",
        })
    }
}

/// « refaites la table avec les faits `a`, `b` et les dispositifs `c` »
fn columns(f: &mut fmt::Formatter<'_>, facts: &[String], dispositifs: &[String]) -> fmt::Result {
    f.write_str("refaites la table avec ")?;
    listed(f, facts, ["le fait", "les faits"])?;
    if !facts.is_empty() && !dispositifs.is_empty() {
        f.write_str(" et ")?;
    }
    listed(f, dispositifs, ["le dispositif", "les dispositifs"])
}

fn listed(f: &mut fmt::Formatter<'_>, names: &[String], [one, several]: [&str; 2]) -> fmt::Result {
    for (position, name) in names.iter().enumerate() {
        let before = match (position, names.len()) {
            (0, 1) => one,
            (0, _) => several,
            _ => ",",
        };
        write!(f, "{before} `{name}`")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Remedy;

    #[test]
    fn columns_are_named_by_what_they_hold() {
        let add = |facts: &[&str], dispositifs: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Remedy::AddColumns {
                facts: owned(facts),
                dispositifs: owned(dispositifs),
            }
            .to_string()
        };
        assert_eq!(
            add(&["age", "statut"], &["bourse"]),
            "refaites la table avec les faits `age`, `statut` et le dispositif `bourse`"
        );
        assert_eq!(add(&["age"], &[]), "refaites la table avec le fait `age`");
    }
}
