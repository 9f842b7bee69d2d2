//! What a change is about: sorts of elements, and what is said of them, as the files of a pack name it.

macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $word:literal, $label:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!("`", $word, "`")] $variant,)* }

        impl $name {
            /// The word in files and in JSON.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What a person reads.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

named! {
    /// What sort of element of a pack changed.
    Sort {
        Pack = "pack", "Barème";
        Unit = "unite", "Unité";
        Choice = "choix", "Choix";
        Member = "membre", "Valeur d'un choix";
        Fact = "fait", "Fait";
        Coherence = "coherence", "Règle de cohérence";
        Source = "source", "Texte";
        Parameter = "parametre", "Paramètre";
        Table = "table", "Table";
        Dispositif = "dispositif", "Dispositif";
        Variable = "variable", "Valeur intermédiaire";
        Condition = "condition", "Condition";
        Droit = "droit", "Droit";
        Versement = "versement", "Versement";
        Deadline = "echeance", "Échéance";
        Priority = "priorite", "Priorité";
        Doubt = "doute", "Doute";
        Quota = "quota", "Quota";
        Course = "formation", "Durée de la formation";
        Repere = "repere", "Repère";
        Axis = "axe", "Axe de suivi";
        Column = "colonne", "Colonne de suivi";
        Indicator = "indicateur", "Indicateur";
    }
}

named! {
    /// What is said of an element of a pack.
    Aspect {
        Name = "id", "nom";
        FormerNames = "anciens_noms", "anciens noms";
        Title = "titre", "titre";
        Summary = "resume", "résumé";
        Version = "version", "version";
        Region = "region", "région";
        Language = "langue", "langue";
        Contact = "contact", "adresse où écrire";
        Format = "format", "forme des fichiers";
        Label = "libelle", "libellé";
        One = "singulier", "singulier";
        Several = "pluriel", "pluriel";
        Question = "question", "question";
        Help = "aide", "aide";
        Type = "type", "type";
        Unit = "unite", "unité";
        Decimals = "decimales", "décimales";
        Least = "min", "plus petite valeur";
        Most = "max", "plus grande valeur";
        Sensitive = "sensible", "donnée sensible";
        Definition = "definition", "définition";
        DefinitionSource = "definition.source", "source de la définition";
        Deduction = "deduit_de", "se déduit de";
        Theme = "theme", "thème";
        KnownBy = "connu_par", "connu par";
        Gate = "seulement_si", "la question se pose seulement si";
        WithoutObject = "hors_objet", "valeur quand la question est sans objet";
        Supposed = "suppose", "supposé";
        SupposedSentence = "suppose.phrase", "phrase de la supposition";
        SupposedSource = "suppose.source", "source de la supposition";
        SupposedReliability = "suppose.fiabilite", "fiabilité de la supposition";
        OutcomeOf = "issue_de", "issue du dispositif";
        Modifiable = "modifiable", "que la personne peut changer";
        Test = "si", "ce qu'il faut";
        Value = "valeur", "valeur";
        Refuses = "refuse", "refuse le dossier";
        Date = "date", "date";
        Address = "lien", "lien";
        Reliability = "fiabilite", "fiabilité";
        InForceVersion = "version_lue", "version qui a été lue";
        Source = "source", "source";
        Sources = "sources", "sources";
        Verified = "verifie_le", "lu le";
        PastItsDay = "a_relire_le", "à relire le";
        NextExpected = "renouvelle_le", "valeur suivante attendue le";
        Keys = "cles", "clés";
        Columns = "valeurs", "colonnes";
        Ranks = "rangs", "rangs";
        Status = "statut", "statut";
        Object = "objet", "objet";
        Nature = "nature", "nature";
        Decider = "decideur", "qui décide";
        Place = "demarche.ou", "où s'adresser";
        What = "demarche.quoi", "que faire";
        When = "demarche.quand", "quand le faire";
        Documents = "demarche.pieces", "pièces à donner";
        Link = "demarche.lien", "lien de la démarche";
        NextStepSource = "demarche.source", "source de la démarche";
        NextStepReliability = "demarche.fiabilite", "fiabilité de la démarche";
        After = "apres", "ce que veut dire sa fin";
        EffectDate = "date_effet", "date qui choisit les règles";
        Period = "en_vigueur", "période";
        ToConfirm = "a_confirmer", "à confirmer";
        ReplacedBy = "remplace_par", "remplacé par";
        Incompatible = "incompatible_avec", "incompatible avec";
        YearlyValue = "valeur_annuelle", "valeur sur un an";
        Incomparable = "sans_valeur_annuelle", "sans valeur qui se compare";
        Quota = "quota", "quota";
        Order = "ordre", "ordre";
        ConditionsOrder = "ordre_des_conditions", "ordre des conditions";
        DroitsOrder = "ordre_des_droits", "ordre des droits";
        Role = "role", "rôle";
        Principal = "principal", "droit lu en premier";
        Payer = "payeur", "qui paie";
        Amount = "montant", "montant";
        Hours = "heures", "nombre d'heures";
        Pace = "rythme", "rythme";
        Changes = "changements", "jours où il change";
        Starts = "debut", "cause de son début";
        Ends = "fin", "cause de sa fin";
        InPlaceOf = "a_la_place_de", "payé à la place de";
        Caveat = "reserve", "réserve";
        Day = "jour", "jour";
        Side = "cote", "avant ou après ce jour";
        Concerns = "porte_sur", "porte sur";
        Limit = "limite", "limite";
        Group = "groupe", "compté par";
        CourseStart = "debut_formation", "premier jour de la formation";
        CourseEnd = "fin_formation", "dernier jour de la formation";
        MonthDays = "jours_par_mois", "jours d'un mois";
        Longest = "duree_maximale", "durée la plus longue";
        Kind = "sorte", "sorte";
        Territory = "territoire", "territoire";
        Route = "voie", "voie";
        Intake = "rentree", "rentrée";
        Values = "valeurs_datees", "valeurs";
        Among = "parmi", "parmi";
        By = "par", "par";
        Beside = "a_cote_de", "à côté de";
    }
}
