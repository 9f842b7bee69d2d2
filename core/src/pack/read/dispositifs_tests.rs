//! Faults of dispositifs, each with its finding.

use super::fixture::{BOURSE, add, append, assert_findings, replace, whole};

#[test]
fn a_dispositif_needs_its_keys() {
    let edits = [whole(BOURSE, "")];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `id` [cle_manquante] ; ajoutez `id = …`",
            r#"dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `titre` [titre_manquant] ; ajoutez `titre = "…"` : ce que lit une personne"#,
            r#"dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `resume` [titre_manquant] ; ajoutez `resume = "…"` : ce que lit une personne"#,
            "dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `statut` [cle_manquante] ; ajoutez `statut = …`",
            "dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `objet` [cle_manquante] ; ajoutez `objet = …`",
            r#"dispositifs/bourses/bourse.toml:1:1: le fichier `dispositifs/bourses/bourse.toml` n'a pas de clé `sources` [source_manquante] ; ajoutez `sources = [{ id = "…", repere = "…" }]`"#,
        ],
    );
}

#[test]
fn words_are_known_ones() {
    let edits = [
        replace(BOURSE, r#""en_vigueur""#, r#""vigueur""#),
        replace(BOURSE, r#""personne""#, r#""individu""#),
        append(BOURSE, "[[droit]]\n"),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:4:11: `vigueur` n'est pas une valeur de `statut` [valeur_invalide] ; valeurs possibles : `en_vigueur`, `experimentation`, `hypothese`",
            "dispositifs/bourses/bourse.toml:5:11: `individu` n'est pas une valeur de `objet` [valeur_invalide] ; valeurs possibles : `personne`, `employeur`, `programme`, `dossier_formation`",
            "dispositifs/bourses/bourse.toml:31:3: `droit` ne veut rien dire pour le dispositif `bourse` [cle_inconnue] ; vouliez-vous écrire `droits` ? ; clés possibles : `id`, `titre`, `resume`, `statut`, `objet`, `nature`, `decideur`, `demarche`, `apres`, `verifie_le`, `date_effet`, `en_vigueur`, `sources`, `fiabilite`, `doutes`, `variables`, `conditions`, `droits`, `versements`, `delais`, `priorites`, `a_confirmer`, `valeur_annuelle`, `anciens_noms`, `remplace_par`, `incompatible_avec`, `quota`, `note`, `constats_admis`",
        ],
    );
}

#[test]
fn the_file_has_the_name_of_its_dispositif() {
    let edits = [
        replace(BOURSE, r#"id     = "bourse""#, r#"id = "bourses""#),
        append(
            BOURSE,
            r#"[quota]
id = "places"
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:1:7: l'identifiant `bourses` n'est pas le nom du fichier, `bourse` [fichier_mal_place] ; renommez le fichier en `bourses.toml`, ou corrigez `id`",
            "dispositifs/bourses/bourse.toml:32:7: le quota `places` n'existe pas [reference_inconnue] ; déclarez `[places]` dans `quotas.toml`",
        ],
    );
}

#[test]
fn sources_are_asked_for_once() {
    let edits = [replace(
        BOURSE,
        r#"sources = [{ id = "arrete", repere = "article 1" }, { id = "presse" }]
"#,
        "",
    )];
    assert_findings(
        &edits,
        &[
            r#"dispositifs/bourses/bourse.toml:1:11: le dispositif `bourse` n'a pas de clé `sources` [source_manquante] ; ajoutez `sources = [{ id = "…", repere = "…" }]`"#,
        ],
    );
}

#[test]
fn sources_are_tables_that_exist() {
    let edits = [replace(
        BOURSE,
        r#"[{ id = "arrete", repere = "article 1" }, { id = "presse" }]"#,
        r#"["arrete", { id = "arete" }, { repere = "x", page = 1 }]"#,
    )];
    assert_findings(
        &edits,
        &[
            r#"dispositifs/bourses/bourse.toml:7:12: un élément de `sources` doit être un ensemble de clés, et c'est un texte [valeur_invalide] ; écrivez `{ id = "…", repere = "…" }`"#,
            "dispositifs/bourses/bourse.toml:7:30: la source `arete` n'existe pas [reference_inconnue] ; vouliez-vous écrire `arrete` ? ; déclarez `[arete]` dans `sources.toml`, ou corrigez le nom",
            "dispositifs/bourses/bourse.toml:7:40: `sources` n'a pas de clé `id` [cle_manquante] ; ajoutez `id = …`",
            "dispositifs/bourses/bourse.toml:7:56: `page` ne veut rien dire pour `sources` [cle_inconnue] ; clés possibles : `id`, `repere`",
        ],
    );
}

#[test]
fn sources_are_not_an_empty_list() {
    let edits = [replace(
        BOURSE,
        r#"[{ id = "arrete", repere = "article 1" }, { id = "presse" }]"#,
        "[]",
    )];
    assert_findings(
        &edits,
        &[
            r#"dispositifs/bourses/bourse.toml:7:11: le dispositif `bourse` n'a aucune source [source_manquante] ; ajoutez `sources = [{ id = "…", repere = "…" }]`"#,
        ],
    );
}

#[test]
fn the_date_of_effect_is_a_date_fact() {
    let edits = [replace(
        BOURSE,
        r#"objet  = "personne""#,
        r#"objet  = "personne"
date_effet = "revenu""#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:6:15: le fait `revenu` n'est pas une date [valeur_invalide] ; `date_effet` nomme un fait de type `date`",
        ],
    );
}

#[test]
fn the_date_of_effect_is_a_fact() {
    let edits = [replace(
        BOURSE,
        r#"objet  = "personne""#,
        r#"objet  = "personne"
date_effet = "revenus""#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:6:15: le fait `revenus` n'existe pas [reference_inconnue] ; `date_effet` nomme un fait de type `date`",
        ],
    );
}

#[test]
fn a_dispositif_does_not_end_before_it_starts() {
    let edits = [replace(
        BOURSE,
        "{ du = 2023-09-01 }",
        "{ du = 2023-09-01, au = 2023-08-31, le = 1 }",
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:6:14: la période commence le 2023-09-01 et finit avant, le 2023-08-31 [periode_chevauchante] ; corrigez l'une des deux dates",
            "dispositifs/bourses/bourse.toml:6:50: `le` ne veut rien dire pour `en_vigueur` [cle_inconnue] ; clés possibles : `du`, `au`",
        ],
    );
}

#[test]
fn others_that_are_named_exist() {
    let edits = [
        replace(
            BOURSE,
            r#"objet  = "personne""#,
            r#"objet  = "personne"
remplace_par = ["bours", "bourse"]
incompatible_avec = ["autre", 3]"#,
        ),
        append(
            BOURSE,
            r#"[quota]
id = "place"
"#,
        ),
        add(
            "quotas.toml",
            r#"[places]
titre = "Places"
limite = "montant_bourse"
groupe = "points"
ordre = "reception"
sources = [{ id = "arrete" }]
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:6:18: le dispositif `bours` n'existe pas [reference_inconnue] ; vouliez-vous écrire `bourse` ? ; écrivez l'`id` d'un dispositif, qui est le nom de son fichier",
            "dispositifs/bourses/bourse.toml:6:27: le dispositif `bourse` se cite lui-même [valeur_invalide] ; retirez-le de la liste",
            "dispositifs/bourses/bourse.toml:7:23: le dispositif `autre` n'existe pas [reference_inconnue] ; écrivez l'`id` d'un dispositif, qui est le nom de son fichier",
            r#"dispositifs/bourses/bourse.toml:7:31: un élément de `incompatible_avec` doit être un texte, et c'est un nombre entier [valeur_invalide] ; écrivez `"…"`"#,
            "dispositifs/bourses/bourse.toml:34:7: le quota `place` n'existe pas [reference_inconnue] ; vouliez-vous écrire `places` ? ; déclarez `[place]` dans `quotas.toml`",
        ],
    );
}

#[test]
fn two_dispositifs_have_two_names() {
    let edits = [add(
        "dispositifs/autres/bourse.toml",
        r#"id = "bourse"
titre = "B"
resume = "B"
statut = "en_vigueur"
objet = "personne"
sources = [{ id = "arrete" }]
"#,
    )];
    assert_findings(
        &edits,
        &[
            "dispositifs/bourses/bourse.toml:1:11: un autre dispositif s'appelle `bourse` [identifiant_en_double] ; donnez un autre `id`, et le même nom au fichier",
        ],
    );
}

#[test]
fn a_quota_is_complete_and_limited_by_a_parameter() {
    let edits = [
        add(
            "quotas.toml",
            r#"[places]
titre = "Places"
limite = "montant_bours"
ordre = "recption"
"#,
        ),
        append(
            BOURSE,
            r#"[quota]
id = "places"
"#,
        ),
    ];
    assert_findings(
        &edits,
        &[
            "quotas.toml:1:2: le quota `places` n'a pas de clé `groupe` [cle_manquante] ; ajoutez `groupe = …`",
            r#"quotas.toml:1:2: le quota `places` n'a pas de clé `sources` [source_manquante] ; ajoutez `sources = [{ id = "…", repere = "…" }]`"#,
            "quotas.toml:3:11: le paramètre `montant_bours` n'existe pas [reference_inconnue] ; vouliez-vous écrire `montant_bourse` ? ; la limite d'un quota est un paramètre, daté comme les autres",
            "quotas.toml:4:10: `recption` n'est pas une valeur de `ordre` [valeur_invalide] ; vouliez-vous écrire `reception` ? ; valeurs possibles : `reception`, `priorites`",
        ],
    );
}
