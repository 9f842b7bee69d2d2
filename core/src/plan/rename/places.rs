//! What stands under each key of the files of a pack, as far as names go.

use super::walk::follows;

/// What a key or a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// The key is a fact.
    FactKey,
    /// The key is a member of the enumeration that the key before names.
    MemberKey,
    /// The key is a member of the enumeration of this name.
    MemberKeyOf(&'static str),
    /// The key is a group of the axis that the key before names.
    GroupKey,
    /// The key is a parameter.
    ParameterKey,
    /// The key is a table.
    TableKey,
    /// The key is a variable of the dispositif of the file.
    VariableKey,
    /// The key is a dispositif.
    DispositifKey,
    /// An expression; a member that is all of it is of the enumeration around.
    Expression,
    /// A text in which `{name}` is a parameter.
    Title,
    /// The text is a fact.
    Fact,
    /// The text is a parameter.
    Parameter,
    /// The text is a table.
    Table,
    /// The text is a dispositif.
    Dispositif,
    /// The text is a member of the enumeration around.
    Value,
    /// The text is a member of the enumeration of this name.
    MemberOf(&'static str),
    /// The text is a member of the enumeration of the last key of the table.
    Rank,
    /// `parametre:name`, `table:name`.
    Concern,
    /// The text is a value of the fact that the key names, in a case.
    Given,
    /// The text is the value of a droit, in a case.
    Droit,
    /// The text is rows of decisions, whose first names the columns.
    Rows,
    /// The text is what was typed again of a table or a parameter.
    Published,
}

/// What a file of a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Vocabulary,
    Parameters,
    Tables,
    Dispositif,
    Quotas,
    Schedule,
    Indicators,
    /// Cases, beside the pack.
    Cases,
}

impl Sort {
    /// That of the file at this path of a pack; cells and sources have no name of an expression.
    pub(super) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "vocabulaire.toml" => Self::Vocabulary,
            "tables/tables.toml" => Self::Tables,
            "quotas.toml" => Self::Quotas,
            "echeancier.toml" => Self::Schedule,
            "indicateurs.toml" => Self::Indicators,
            _ if path.starts_with("parametres/") => Self::Parameters,
            _ if path.starts_with("dispositifs/") => Self::Dispositif,
            _ => return None,
        })
    }

    const fn places(self) -> &'static [(&'static str, Is)] {
        match self {
            Self::Vocabulary => VOCABULARY,
            Self::Parameters => PARAMETERS,
            Self::Tables => TABLES,
            Self::Dispositif => DISPOSITIF,
            Self::Quotas => QUOTAS,
            Self::Schedule => SCHEDULE,
            Self::Indicators => INDICATORS,
            Self::Cases => CASES,
        }
    }

    /// What stands there; several things may.
    pub(super) fn at(self, keys: &[&str], is_key: bool) -> Vec<Is> {
        // A case expects some of a list, or none of these.
        let keys = match keys {
            [before @ .., "dont" | "sans"] if self == Self::Cases => before,
            keys => keys,
        };
        let there = |(pattern, is): &(&str, Is)| {
            (is.is_of_a_key() == is_key && follows(keys, pattern)).then_some(*is)
        };
        self.places().iter().filter_map(there).collect()
    }
}

impl Is {
    const fn is_of_a_key(self) -> bool {
        matches!(
            self,
            Self::FactKey
                | Self::MemberKey
                | Self::MemberKeyOf(_)
                | Self::GroupKey
                | Self::ParameterKey
                | Self::TableKey
                | Self::VariableKey
                | Self::DispositifKey
        )
    }
}

const VOCABULARY: &[(&str, Is)] = &[
    ("faits.*", Is::FactKey),
    ("choix.*.*", Is::MemberKey),
    ("faits.*.deduit_de", Is::Expression),
    ("faits.*.seulement_si", Is::Expression),
    ("faits.*.jour", Is::Expression),
    ("faits.*.suppose.valeur", Is::Expression),
    ("faits.*.hors_objet", Is::Value),
    ("faits.*.issue_de", Is::Dispositif),
    ("coherences.si", Is::Expression),
];

const PARAMETERS: &[(&str, Is)] = &[("*", Is::ParameterKey), ("*.valeurs.valeur", Is::Value)];

const TABLES: &[(&str, Is)] = &[("*", Is::TableKey), ("*.rangs", Is::Rank)];

const DISPOSITIF: &[(&str, Is)] = &[
    ("id", Is::Dispositif),
    ("titre", Is::Title),
    ("date_effet", Is::Fact),
    ("remplace_par", Is::Dispositif),
    ("incompatible_avec", Is::Dispositif),
    ("valeur_annuelle", Is::Expression),
    ("doutes.si", Is::Expression),
    ("doutes.porte_sur", Is::Concern),
    ("variables.*", Is::VariableKey),
    ("variables.*", Is::Expression),
    ("variables.*.valeur", Is::Expression),
    ("variables.*.jour", Is::Expression),
    ("variables.*.titre", Is::Title),
    ("conditions.titre", Is::Title),
    ("conditions.si", Is::Expression),
    ("conditions.jour", Is::Expression),
    ("droits.titre", Is::Title),
    ("droits.valeur", Is::Expression),
    ("droits.monotone.*", Is::FactKey),
    ("droits.jour", Is::Expression),
    ("droits.payeur", Is::MemberOf("payeur")),
    ("versements.titre", Is::Title),
    ("versements.montant", Is::Expression),
    ("versements.heures", Is::Expression),
    ("versements.si", Is::Expression),
    ("versements.payeur", Is::MemberOf("payeur")),
    ("versements.changements.date", Is::Expression),
    ("versements.a_la_place_de", Is::Dispositif),
    ("delais.titre", Is::Title),
    ("delais.jour", Is::Expression),
    ("delais.si", Is::Expression),
    ("priorites.titre", Is::Title),
    ("priorites.si", Is::Expression),
];

const QUOTAS: &[(&str, Is)] = &[("*.limite", Is::Parameter), ("*.groupe", Is::Expression)];

const SCHEDULE: &[(&str, Is)] = &[
    ("debut", Is::Expression),
    ("fin", Is::Expression),
    ("jours_par_mois", Is::Parameter),
];

const INDICATORS: &[(&str, Is)] = &[
    ("date", Is::Expression),
    ("axes.*.valeur", Is::Expression),
    ("indicateurs.*.compte", Is::Expression),
    ("indicateurs.*.somme", Is::Expression),
    ("indicateurs.*.parmi", Is::Expression),
];

const CASES: &[(&str, Is)] = &[
    ("base.*", Is::FactKey),
    ("base.*", Is::Given),
    ("base.*.parmi", Is::Given),
    ("base.ne_sait_pas", Is::Fact),
    ("cas.dossier.*", Is::FactKey),
    ("cas.dossier.*", Is::Given),
    ("cas.dossier.*.parmi", Is::Given),
    ("cas.dossier.ne_sait_pas", Is::Fact),
    ("cas.attendu.*", Is::DispositifKey),
    ("cas.attendu.*.droits.*", Is::Droit),
    ("cas.attendu.*.bornes.*", Is::Droit),
    ("cas.attendu.*.manquants", Is::Fact),
    ("cas.attendu.*.demarche.delais.*", Is::Fact),
    ("cas.attendu.*.incompatible_avec", Is::Dispositif),
    ("cas.attendu.*.remplace_par", Is::Dispositif),
    ("cas.attendu.*.doutes", Is::Concern),
    ("cas.attendu.*.perimes", Is::Parameter),
    ("cas.attendu.*.perimes", Is::Table),
    ("cas.attendu.*.perimes", Is::Dispositif),
    ("cas.*.dispositifs", Is::Dispositif),
    ("cas.*.non_classes", Is::Dispositif),
    ("cas.*.inconnus", Is::Dispositif),
    ("cas.*.demander", Is::Dispositif),
    ("cas.*.ou_bien", Is::Dispositif),
    ("cas.*.ouvrir", Is::Dispositif),
    ("cas.*.*.dispositifs", Is::Dispositif),
    ("cas.*.*.au_lieu_de", Is::Dispositif),
    ("cas.attendu.*.sous_reserve.suppositions.*", Is::FactKey),
    ("cas.attendu.*.sous_reserve.suppositions.*", Is::Given),
    ("cas.attendu.*.sous_reserve.suppositions.dont.*", Is::FactKey),
    ("cas.attendu.*.sous_reserve.suppositions.dont.*", Is::Given),
    ("cas.echeancier.payeurs.*", Is::MemberKeyOf("payeur")),
    ("suivi.lignes", Is::Rows),
    ("suivi.attendu.*.par.*.*", Is::GroupKey),
    ("transcription.valeurs", Is::Published),
    ("transcription.table", Is::Table),
    ("transcription.parametre", Is::Parameter),
];

#[cfg(test)]
mod tests {
    use super::{Is, Sort};

    #[test]
    fn a_place_is_known_by_its_keys_and_in_its_file_only() {
        let of_droits = ["droits", "monotone", "revenu"];
        assert_eq!(Sort::Dispositif.at(&of_droits, true), [Is::FactKey]);
        assert_eq!(Sort::Dispositif.at(&of_droits, false), []);
        assert_eq!(Sort::Vocabulary.at(&of_droits, true), []);
        assert_eq!(
            Sort::Cases.at(&["cas", "attendu", "bourse", "manquants", "sans"], false),
            [Is::Fact]
        );
    }
}
