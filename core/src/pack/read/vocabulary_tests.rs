//! Faults of the vocabulary, each with its finding.

use super::fixture::{CELLS, HEADERS, VOCABULARY, append, assert_findings, numbered, replace};

#[test]
fn a_fact_needs_a_title_a_type_and_bounds() {
    let edits = [
        replace(
            VOCABULARY,
            r#"titre    = "Points de charge"
"#,
            "",
        ),
        replace(
            VOCABULARY,
            r#"type     = "entier"
"#,
            "",
        ),
        replace(
            VOCABULARY,
            r#"max      = "999999.99"
"#,
            "",
        ),
    ];
    assert_findings(
        &edits,
        &[
            r#"vocabulaire.toml:1:8: le fait `points` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "vocabulaire.toml:1:8: le fait `points` n'a pas de clé `type` [cle_manquante] ; ajoutez `type = …`",
            "vocabulaire.toml:8:8: le fait `revenu` n'a pas de clé `max` [cle_manquante] ; ajoutez `max = …`",
        ],
    );
}

#[test]
fn an_unknown_type_is_one_finding() {
    let edits = [replace(VOCABULARY, r#"type     = "entier""#, r#"type = "entie""#)];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:5:9: `entie` n'est pas une valeur de `type` [valeur_invalide] ; vouliez-vous écrire `entier` ? ; valeurs possibles : `booleen`, `entier`, `decimal`, `montant`, `taux`, `date`, `choix`",
        ],
    );
}

#[test]
fn keys_that_do_not_go_with_the_type_are_unknown() {
    let edits = [replace(
        VOCABULARY,
        r#"type     = "montant"
unite    = "EUR/an""#,
        r#"type = "booleen""#,
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:13:1: `min` ne veut rien dire pour le fait `revenu` [cle_inconnue] ; clés possibles : `titre`, `question`, `aide`, `type`, `sensible`, `deduit_de`, `definition`, `theme`, `connu_de`, `jour`, `suppose`, `issue_de`, `modifiable`, `seulement_si`, `hors_objet`, `anciens_noms`",
            "vocabulaire.toml:14:1: `max` ne veut rien dire pour le fait `revenu` [cle_inconnue] ; clés possibles : `titre`, `question`, `aide`, `type`, `sensible`, `deduit_de`, `definition`, `theme`, `connu_de`, `jour`, `suppose`, `issue_de`, `modifiable`, `seulement_si`, `hors_objet`, `anciens_noms`",
        ],
    );
}

#[test]
fn bounds_are_exact_and_in_order() {
    let edits = [
        replace(VOCABULARY, "min = 0\nmax = 17", "min = 18\nmax = 17"),
        replace(VOCABULARY, r#""999999.99""#, "999999.99"),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:1:8: le fait `points` a un `min` plus grand que son `max` [valeur_invalide] ; échangez-les, ou corrigez l'un des deux",
            r#"vocabulaire.toml:15:12: `max` doit être un nombre exact, et c'est un nombre à virgule flottante [valeur_invalide] ; écrivez-le entre guillemets, pour qu'il reste exact : `max = "999999.99"`"#,
        ],
    );
}

#[test]
fn bounds_have_no_more_decimals_than_the_fact() {
    let edits = [
        replace(VOCABULARY, r#""999999.99""#, r#""999999.999""#),
        replace(VOCABULARY, "max = 17", r#"max = "17,5""#),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:8:7: `17,5` n'est pas un nombre [valeur_invalide] ; écrivez des chiffres seuls : `1234`",
            "vocabulaire.toml:15:12: `999999.999` a trop de décimales : 2 au plus ici [decimales_en_trop] ; arrondissez la valeur, ou changez le nombre de décimales déclaré",
        ],
    );
}

#[test]
fn an_amount_is_in_euros() {
    let edits = [
        replace(VOCABULARY, r#""EUR/an""#, r#""point""#),
        replace(VOCABULARY, r#""point""#, r#""2 points""#),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:6:13: `2 points` n'est pas une unité : des symboles, séparés par `/` (EUR/mois) [valeur_invalide] ; écrivez par exemple `EUR/mois`, `h/semaine`, `an` ou `point`",
            "vocabulaire.toml:13:12: `point` n'est pas l'unité d'un montant [valeur_invalide] ; un montant est en `EUR`, `EUR/mois`, `EUR/an`, `EUR/jour` ou `EUR/h` ; sinon prenez le type `decimal`",
        ],
    );
}

#[test]
fn decimals_are_stated_and_few() {
    let edits = [
        replace(VOCABULARY, r#"type     = "montant""#, r#"type = "decimal""#),
        replace(
            VOCABULARY,
            r#"type     = "entier""#,
            r#"type = "decimal"
decimales = 7"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:6:13: `decimales` va de 0 à 6 [valeur_invalide] ; écrivez `decimales = 2`",
            "vocabulaire.toml:11:8: le fait `revenu` n'a pas de clé `decimales` [cle_manquante] ; ajoutez `decimales = …`",
        ],
    );
}

#[test]
fn an_enumeration_must_exist() {
    let edits = [append(
        VOCABULARY,
        r#"[faits.statut]
titre = "Statut"
type = "choix"
choix = "echelons"
[faits.autre]
titre = "Autre"
type = "choix"
"#,
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:24:10: l'énumération `echelons` n'existe pas [reference_inconnue] ; vouliez-vous écrire `echelon` ? ; déclarez `[choix.echelons]` dans `vocabulaire.toml`, ou corrigez le nom",
            "vocabulaire.toml:25:8: le fait `autre` n'a pas de clé `choix` [cle_manquante] ; ajoutez `choix = …`",
        ],
    );
}

#[test]
fn names_are_lowercase_and_not_words_of_the_language() {
    let edits = [
        replace(VOCABULARY, "[faits.points]", "[faits.Points]"),
        append(
            VOCABULARY,
            r#"[faits.selon]
titre = "x"
type = "booleen"
[faits."âge"]
titre = "x"
type = "booleen"
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:1:8: `Points` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            "vocabulaire.toml:21:8: `selon` est un mot du langage des expressions [nom_invalide] ; choisissez un autre nom",
            "vocabulaire.toml:24:8: `âge` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
        ],
    );
}

#[test]
fn members_have_names_and_labels() {
    let edits = [
        replace(
            VOCABULARY,
            r#"1 = "Échelon 1""#,
            r#"1 = ""
A-b = "x""#,
        ),
        append(
            VOCABULARY,
            r"[choix.vide]
[choix.Autre]
a = 1
",
        ),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:20:5: `1` n'a pas de libellé [titre_manquant] ; écrivez ce que lit une personne",
            "vocabulaire.toml:21:1: `A-b` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            r#"vocabulaire.toml:22:8: l'énumération `vide` n'a pas de membre [cle_manquante] ; ajoutez une ligne `membre = "libellé"`"#,
            "vocabulaire.toml:23:8: `Autre` n'est pas un nom [nom_invalide] ; un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre",
            r#"vocabulaire.toml:24:5: `a` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `a = "…"`"#,
        ],
    );
}

#[test]
fn an_enumeration_has_at_most_64_members() {
    let edits = [append(
        VOCABULARY,
        &numbered("[choix.grand]\n", 0..70, |n| format!("m{n} = \"{n}\"\n")),
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:86:1: `grand` a plus de 64 membres, à partir de `m64` [choix_trop_nombreux] ; regroupez des membres, ou séparez l'énumération en deux faits",
        ],
    );
}

#[test]
fn a_coherence_says_what_must_hold_and_how_much_it_matters() {
    let edits = [append(
        VOCABULARY,
        r#"[[coherences]]
id = "a"
titre = "A"
si = "vrai"
gravite = "grave"
[[coherences]]
id = "a"
titre = ""
[[coherences]]
si = 3
"#,
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:25:12: `grave` n'est pas une valeur de `gravite` [valeur_invalide] ; valeurs possibles : `erreur`, `avertissement`",
            "vocabulaire.toml:27:7: la règle de cohérence `a` n'a pas de clé `si` [cle_manquante] ; ajoutez `si = …`",
            "vocabulaire.toml:27:7: la règle de cohérence `a` n'a pas de clé `gravite` [cle_manquante] ; ajoutez `gravite = …`",
            "vocabulaire.toml:28:9: la règle de cohérence `a` a un `titre` vide [titre_manquant] ; écrivez ce que lit une personne",
            "vocabulaire.toml:29:1: cette règle de cohérence n'a pas de clé `id` [cle_manquante] ; ajoutez `id = …`",
            r#"vocabulaire.toml:29:1: cette règle de cohérence n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            "vocabulaire.toml:29:1: cette règle de cohérence n'a pas de clé `gravite` [cle_manquante] ; ajoutez `gravite = …`",
            r#"vocabulaire.toml:30:6: `si` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `si = "…"`"#,
        ],
    );
}

#[test]
fn the_sections_are_tables() {
    let edits = [
        replace(
            VOCABULARY,
            r#"[choix.echelon]
"0bis" = "Échelon 0 bis"
1 = "Échelon 1"
"#,
            r"[choix]
echelon = 3
",
        ),
        append(VOCABULARY, "[fait.x]\n"),
        replace(
            HEADERS,
            r#"{ nom = "echelon", type = "choix", choix = "echelon", correspondance = "egal" }"#,
            r#"{ nom = "echelon", type = "entier", correspondance = "egal" }"#,
        ),
        replace(
            HEADERS,
            r#"rangs   = ["1", "0bis"]
"#,
            "",
        ),
        replace(CELLS, "0bis", "0"),
        replace(CELLS, "0bis", "0"),
        replace(CELLS, "0bis", "0"),
        replace(CELLS, "0bis", "0"),
    ];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:19:11: `echelon` doit être un ensemble de clés, et c'est un nombre entier [valeur_invalide] ; écrivez un en-tête entre crochets, puis une ligne par clé",
            "vocabulaire.toml:20:2: `fait` ne veut rien dire pour le fichier `vocabulaire.toml` [cle_inconnue] ; vouliez-vous écrire `faits` ? ; clés possibles : `choix`, `faits`, `coherences`, `unites`",
        ],
    );
}

#[test]
fn dates_have_default_bounds_or_their_own() {
    let edits = [append(
        VOCABULARY,
        r#"[faits.debut]
titre = "Début"
type = "date"
min = 2020-01-01
max = 2019-12-31
[faits.fin]
titre = "Fin"
type = "date"
min = 2020-01-01T10:00:00
max = "2030-01-01"
"#,
    )];
    assert_findings(
        &edits,
        &[
            "vocabulaire.toml:21:8: le fait `debut` a un `min` plus grand que son `max` [valeur_invalide] ; échangez-les, ou corrigez l'un des deux",
            "vocabulaire.toml:29:7: `min` doit être une date sans heure, et c'est une date avec une heure [valeur_invalide] ; écrivez `min = 2024-09-02`, sans guillemets ni heure",
            "vocabulaire.toml:30:7: `max` doit être une date sans heure, et c'est un texte [valeur_invalide] ; écrivez `max = 2030-01-01`, sans guillemets ni heure",
        ],
    );
}

#[test]
fn a_definition_says_what_counts_and_where() {
    let defined = |definition: &str| {
        [replace(
            VOCABULARY,
            r#"type     = "entier""#,
            &format!("type     = \"entier\"\ndefinition = {definition}"),
        )]
    };
    let reading = super::fixture::edited(&defined(
        r#"{ texte = "Un point par enfant.", source = "arrete", repere = "annexe" }"#,
    ));
    let found = &reading.pack.definitions;
    assert_eq!(
        super::fixture::lines(&reading),
        [
            "vocabulaire.toml:11:8: le fait `revenu` ne dit pas ce qu'il compte, ni selon quel texte [fait_sans_definition] ; ajoutez `definition = { texte = \"…\", source = \"…\" }`"
        ],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "Un point par enfant.");
    assert_eq!(found[0].citation.locator.as_deref(), Some("annexe"));
    assert_eq!(
        reading.pack.vocabulary.facts[usize::from(found[0].fact.0)].name,
        "points"
    );
    assert_findings(
        &defined(r#"{ texte = " ", source = "arrette" }"#),
        &[
            "vocabulaire.toml:6:25: la définition ne dit rien [titre_manquant] ; écrivez ce que le texte compte, avec vos mots",
            "vocabulaire.toml:6:39: la source `arrette` n'existe pas [reference_inconnue] ; vouliez-vous écrire `arrete` ? ; déclarez `[arrette]` dans `sources.toml`, ou corrigez le nom",
        ],
    );
}
