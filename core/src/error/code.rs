//! Every code that a finding may have: its stable word, its meaning and its gravity, declared once.

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $text:literal, $severity:ident, $doc:literal;)*) => {
        /// The stable name of a kind of finding. `docs/errors.md` lists each with an example and what to do.
        ///
        /// # Example
        /// ```
        /// use bareme::Code;
        ///
        /// let code: Code = "fait_inconnu".parse()?;
        /// assert_eq!(code, Code::UnknownFact);
        /// assert_eq!(code.to_string(), "fait_inconnu");
        /// # Ok::<(), bareme::error::UnknownWord>(())
        /// ```
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code as users see it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// How much a finding with this code matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Dossiers.
    JsonInvalid = "json_invalide", Error, "The text is not JSON, or is nested too deeply.";
    InputTooLarge = "entree_trop_grande", Error, "The input is larger than the limit.";
    NotAnObject = "objet_attendu", Error, "A dossier is a flat JSON object.";
    FactTwice = "fait_en_double", Error, "A fact is stated twice.";
    NameTwice = "nom_en_double", Error, "An object inside a JSON text has the same name twice.";
    UnknownFact = "fait_inconnu", Error, "The vocabulary has no such fact.";
    WrongType = "type_invalide", Error, "The value is not of the type of the fact.";
    OutOfBounds = "hors_bornes", Error, "The value is outside the bounds of the fact, of the parameter or of the column.";
    UnknownChoice = "choix_inconnu", Error, "The enumeration has no such member.";
    TooManyDecimals = "decimales_en_trop", Error, "The number has more decimals than the fact.";
    AmbiguousNumber = "nombre_ambigu", Error, "The text may be thousands or decimals: two numbers, one of them a thousand times the other.";
    InvalidDate = "date_invalide", Error, "The text is not a date of the calendar.";
    Incoherent = "incoherence", Error, "The dossier contradicts itself.";
    IncoherentWarning = "incoherence_possible", Warning, "The dossier probably contradicts itself.";
    FormerName = "ancien_nom", Warning, "The dossier, or what is asked, uses a name that something had once: it was read as the new one.";
    TableUnreadable = "table_illisible", Error, "A table in memory contradicts itself: nothing of it can be trusted.";
    LengthMismatch = "longueur_differente", Error, "A column has not one value for each dossier.";
    RowsRefused = "lignes_refusees", Error, "Some rows of a table of dossiers are at fault, and were not decided.";
    CourseTooLong = "formation_trop_longue", Error, "The course is longer than the pack allows for a schedule.";
    NothingFollowed = "suivi_absent", Error, "The pack has no indicators: it does not say what is followed.";
    ColumnMissing = "colonne_manquante", Error, "A table of decisions lacks a column without which nothing can be counted.";
    ColumnAbsent = "colonne_absente", Warning, "A table of decisions lacks a column that an indicator needs: that indicator is not counted.";
    UnknownDispositif = "dispositif_inconnu", Error, "The pack has no such dispositif.";
    UnknownDroit = "droit_inconnu", Error, "None of the dispositifs asked for has such a droit.";
    FactNotOrdered = "fait_sans_ordre", Error, "The fact is neither a number nor a date: it has no thresholds.";
    // Decisions.
    MayBeOutdated = "valeur_peut_etre_perimee", Warning, "A rule or a value was used past its day: a next one was expected, or it was read too long ago.";
    UnknownYear = "annee_inconnue", Warning, "A table is decided on a day of which the rules know nothing.";
    OneDay = "jour_unique", Warning, "A table that has a column of dates is decided on one day.";
    OnlyAnnounced = "dispositif_annonce", Warning, "A dispositif that is decided is only announced: nothing proves that it is in force.";
    DecisionInvalid = "decision_invalide", Error, "The text is not a decision of this product.";
    DecisionDiffers = "decision_differente", Error, "Evaluating again gives another decision.";
    SealInvalid = "sceau_invalide", Error, "The seal is not that of this decision under this key.";
    SealKeyInvalid = "cle_de_sceau_invalide", Error, "The text is not the key of a seal.";
    OtherPack = "autre_pack", Error, "A decision, a dossier or an échéancier is of another pack than the engine.";
    NoSchedule = "echeancier_absent", Error, "The pack does not say when a course runs.";
    // Packs: files.
    FileUnreadable = "fichier_illisible", Error, "A file cannot be read or is not UTF-8.";
    FileUnwritable = "fichier_non_ecrit", Error, "A file cannot be written: what was there before is untouched.";
    FileMissing = "fichier_manquant", Error, "A file that every pack needs is missing.";
    FileIgnored = "fichier_ignore", Warning, "A file that a file manager or an office suite left is not read.";
    FileMisplaced = "fichier_mal_place", Error, "A file is in no known place.";
    TomlInvalid = "toml_invalide", Error, "The text is not TOML.";
    CsvInvalid = "csv_invalide", Error, "The text is not the CSV that the header declares.";
    ParquetInvalid = "parquet_invalide", Error, "The Parquet file has not the columns that are expected.";
    SameFile = "meme_fichier", Error, "One file is given for two uses.";
    ManifestMissing = "manifeste_absent", Warning, "Nothing says what a table of decisions was made from.";
    ManifestInvalid = "manifeste_invalide", Warning, "The file is no manifest of a table of decisions.";
    ManifestDiffers = "manifeste_different", Warning, "The manifest describes other decisions, or other rows at fault.";
    ManifestOtherPack = "manifeste_autre_pack", Warning, "The decisions were made with another pack.";
    ManifestOtherDate = "manifeste_autre_date", Warning, "The decisions were made for another date.";
    UnknownKey = "cle_inconnue", Error, "The key means nothing here.";
    OldFormat = "format_ancien", Error, "The pack is of an older format: rules do not say what they are to a person.";
    MissingKey = "cle_manquante", Error, "A required key is missing.";
    InvalidValue = "valeur_invalide", Error, "The value is not of the form that the key asks for.";
    InvalidName = "nom_invalide", Error, "A name is not made of lowercase letters, digits and underscores.";
    DuplicateId = "identifiant_en_double", Error, "Two things have the same name.";
    UnknownReference = "reference_inconnue", Error, "A source, enumeration, dispositif, quota or fact that is named does not exist.";
    MissingTitle = "titre_manquant", Error, "Something that a person reads has no title.";
    DigitInTitle = "chiffre_dans_un_titre", Error, "A title has a number that no parameter gives.";
    MissingSource = "source_manquante", Error, "A value or a rule does not say where it comes from.";
    MissingReliability = "fiabilite_manquante", Error, "A value or a source does not say how reliable it is.";
    TooManyMembers = "choix_trop_nombreux", Error, "An enumeration has more than 64 members.";
    PeriodGap = "periode_trouee", Error, "Dated values leave days without a value.";
    PeriodOverlap = "periode_chevauchante", Error, "Dated values overlap, or are not in order.";
    CellMissing = "case_manquante", Error, "A table lacks a cell that its keys allow.";
    CellTwice = "case_en_double", Error, "A table has the same cell twice.";
    WrongDirection = "sens_contredit", Error, "A cell of a table falls where its table says that it grows, or grows where it says that it falls.";
    LargeChange = "ecart_trop_grand", Error, "A value changes more from one period to the next than its table or parameter says that it does.";
    PackTooLarge = "pack_trop_grand", Error, "The pack, or an expression, is larger than the limit.";
    FindingsOmitted = "constats_omis", Error, "There are more findings than are told: how many is said.";
    TooManySteps = "calcul_trop_long", Error, "A call may take more steps than the limit, for some dossier.";
    AnswerTooLarge = "reponse_trop_grande", Error, "An answer may be larger than the limit, for some dossier.";
    ScheduleTooLong = "echeancier_trop_long", Error, "A schedule may take more steps, or be larger, than the limit.";
    // Packs: expressions.
    UnexpectedCharacter = "caractere_inattendu", Error, "A character that no expression has.";
    Syntax = "syntaxe", Error, "The expression is not formed as the language asks.";
    TooDeep = "trop_imbrique", Error, "The expression is nested too deeply.";
    UnknownName = "nom_inconnu", Error, "No fact, variable, parameter or table has this name.";
    AmbiguousName = "nom_ambigu", Error, "The name may mean several things here.";
    WrongKind = "type_incompatible", Error, "An operand is not of the type that the operation needs.";
    WrongUnit = "unite_incompatible", Error, "Two amounts in different units are compared, added or given for each other.";
    NotBoolean = "condition_non_booleenne", Error, "A condition is not true or false.";
    WrongArity = "nombre_d_arguments", Error, "A function or a table does not get the arguments it needs.";
    Cycle = "cycle", Error, "Variables or dispositifs depend on each other in a circle.";
    LiteralNumber = "nombre_litteral", Error, "A number of the law stands in an expression instead of a parameter.";
    TooPrecise = "arrondi_manquant", Error, "A value has more decimals than it is declared with.";
    UncoveredChoice = "choix_non_couvert", Error, "A `selon` does not say what to do for every case.";
    UnreachableAlternative = "alternative_inatteignable", Error, "An alternative can never be reached.";
    Overflow = "depassement_possible", Error, "Given the bounds of the facts, the value may not fit.";
    DivisionByZero = "division_par_zero_possible", Error, "Given the bounds of the facts, the divisor may be zero.";
    NoValueInForce = "aucune_valeur_en_vigueur", Error, "A dated value is needed on a day that has none.";
    KeyOutsideTable = "cle_hors_table", Error, "The facts allow a key that the table has not.";
    RanksUnordered = "rangs_non_ordonnes", Error, "The values of a table do not grow in the order of its ranks.";
    ConflictsEntangled = "incompatibilites_trop_melees", Error, "Dispositifs exclude each other in too many ways for the best combination to be found in a bounded time.";
    SharesDiscordant = "parts_discordantes", Error, "A dispositif promises a share of a cost that another refuses, or the shares of one cost pass the whole.";
    SupposedDroit = "droit_suppose", Warning, "A droit of another dispositif is read as if it were granted, and nothing around says that it is.";
    Undefined = "fait_sans_definition", Warning, "Other facts say what they mean in law, this one does not.";
    UnusedFact = "fait_inutilise", Warning, "No rule reads this fact.";
    UnusedParameter = "parametre_inutilise", Warning, "No rule reads this parameter or table.";
    AlwaysTrue = "condition_toujours_vraie", Warning, "The bounds of the facts make this condition always true.";
    Outdated = "valeur_perimee", Warning, "A rule or a value is past its day on the date given.";
    NeverMet = "condition_jamais_remplie", Warning, "No dossier meets this condition while the dispositif is in force.";
    Implied = "condition_impliquee", Warning, "Whoever meets the other conditions meets this one: it decides nothing.";
    NobodyEligible = "personne_eligible", Warning, "Nobody can meet all the conditions of a dispositif, on some days or on all.";
    UnreachableBranch = "branche_inatteignable", Warning, "No dossier takes this alternative, or obtains this rank.";
    RequiresExcluded = "exige_ce_qu_il_exclut", Warning, "Whoever is granted a dispositif is granted one that excludes it.";
    InvertedRange = "intervalle_inverse", Warning, "For some dossier the first bound of a range is above the second.";
    AlwaysZero = "droit_toujours_nul", Warning, "A droit is zero for everyone who is granted it.";
    RateOutside = "part_hors_bornes", Warning, "A droit that is a share is below zero or above one for some dossier.";
    MonotoneBroken = "monotone_dementi", Warning, "A droit falls where its author says that it grows, or grows where it is said to fall.";
    Jump = "saut", Warning, "One euro more of a fact takes away more than a euro of a droit.";
    DuplicateRule = "regle_en_double", Warning, "Two dispositifs, or two parameters, say the same.";
    ReadOutOfOrder = "lecture_desordonnee", Warning, "A value was read before its source existed, or after which a later one was not read again.";
    NeverRead = "jamais_lu", Warning, "A variable, a source or a member of an enumeration that nothing names.";
    Undecided = "analyse_indecise", Warning, "The analysis could not settle a question within its budget.";
    NothingAccepted = "admis_sans_objet", Warning, "A finding is accepted that the analysis does not make.";
    ToWrite = "a_ecrire", Error, "A next period was begun, and what it says is still to be written.";
    CompactInvalid = "pack_compact_invalide", Error, "The compact form of a pack is damaged or of another version.";
    PackSkipped = "pack_ignore", Warning, "A pack of a folder of packs cannot be read: it was not looked at.";
    VersionTaken = "version_deja_prise", Error, "Two packs that do not say the same have one version.";
    FactRetyped = "fait_d_un_autre_type", Warning, "Two packs give one fact another type: what rests on it is not compared for every dossier.";
    RevisionUnreadable = "revision_illisible", Error, "A revision of git cannot be read, or holds no pack.";
    // Cases.
    CaseInvalid = "cas_invalide", Error, "A case file does not say what is expected in the known form.";
    CaseFailed = "cas_en_echec", Error, "The decision is not the one that the case expects.";
    CoverageIncomplete = "couverture_incomplete", Error, "The cases leave a condition unseen in one of the ways that count.";
    // Quotas and their ledgers.
    UnknownQuota = "quota_inconnu", Error, "The pack has no such quota.";
    NoQuota = "dispositif_sans_quota", Error, "The dispositif has no quota: there is no place to ask for.";
    NotEligible = "dossier_non_eligible", Error, "A dossier that is not eligible cannot ask for a place.";
    OutsideQuota = "quota_hors_periode", Error, "The quota states no limit on the date of effect.";
    GroupUnknown = "groupe_indetermine", Error, "The dossier does not say in which group of the quota it counts.";
    LimitInvalid = "limite_invalide", Error, "The limit of a quota is negative, or larger than any can be.";
    QuotaFull = "quota_epuise", Error, "Every place is taken, and the event cannot wait for one.";
    EventInvalid = "evenement_invalide", Error, "The text is not an event of a ledger, or one of its identifiers or dates is not one.";
    EventOutOfOrder = "evenement_hors_ordre", Error, "The event should have come before one that the ledger already has.";
    EventContradictory = "evenement_contradictoire", Error, "The event cannot follow from the state of the ledger.";
    EventWithoutEffect = "evenement_sans_effet", Error, "What the event asks is so already: nothing was recorded.";
    EventInFuture = "evenement_futur", Error, "The event is dated later than now.";
    AuthorMissing = "auteur_manquant", Error, "An event of this kind says who records it.";
    KeyReused = "cle_deja_utilisee", Error, "The key of the event was used for something else.";
    LedgerCorrupted = "registre_corrompu", Error, "A stored event or snapshot was altered, removed or moved.";
    LedgerNotOpened = "registre_non_ouvert", Error, "No limit was stated: the ledger was never opened.";
    LedgerNotExpected = "registre_inattendu", Error, "The ledger is not, or no longer, the one that an anchor was noted of.";
    LedgerSealed = "registre_scelle", Error, "Only whoever has the key of the ledger may write to it.";
    LedgerUnwritable = "registre_non_ecrit", Error, "The store of the ledger can be read, and not written.";
    LedgerNewer = "registre_plus_recent", Error, "The ledger was written by a newer version.";
    LedgerUnavailable = "registre_inaccessible", Error, "The store of the ledger cannot be opened, read or written.";
    LedgerBusy = "registre_occupe", Error, "Too many others wrote to the ledger at once.";
    // Any.
    Internal = "erreur_interne", Error, "A fault of this program: please report it.";
}

impl Code {
    /// The codes that an analysis of rules gives, and that an author may stand by.
    pub const OF_ANALYSIS: &[Self] = &[
        Self::NeverMet,
        Self::AlwaysTrue,
        Self::Implied,
        Self::NobodyEligible,
        Self::UnreachableBranch,
        Self::RequiresExcluded,
        Self::InvertedRange,
        Self::AlwaysZero,
        Self::RateOutside,
        Self::MonotoneBroken,
        Self::Jump,
        Self::DuplicateRule,
        Self::ReadOutOfOrder,
        Self::NeverRead,
    ];
}

super::words! {
    Code, as_str, "un code";
}
