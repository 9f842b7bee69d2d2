//! What a receipt holds, and since which form: what an older engine could not write is not a difference.

/// What stands at a place of a receipt.
#[derive(Debug)]
pub(super) enum Shape {
    /// A value that counts as a whole.
    Whole,
    /// Words for a person, which each engine chooses: the code beside them says the same.
    Words,
    /// An object whose names are those of the pack.
    Named(&'static Self),
    /// A list.
    List(&'static Self),
    /// An object with these members, or `null`.
    Members(&'static [Member]),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    /// The first form of receipts that has it; 0 is that of engine 0.1.0, which wrote no `recu`.
    pub(super) since: u32,
    pub(super) shape: &'static Shape,
}

/// A member that was there from the start.
const fn member(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        since: 0,
        shape,
    }
}

const fn whole(name: &'static str) -> Member {
    member(name, &Shape::Whole)
}

/// A value that counts as a whole, which receipts have since form 2.
const fn since_2(name: &'static str) -> Member {
    since_2_as(name, &Shape::Whole)
}

/// The same, of this shape.
const fn since_2_as(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        since: 2,
        shape,
    }
}

/// A decision, or a schedule. Compared apart, because they differ between engines: `moteur`, and the fingerprint of the receipt.
pub(super) static RECEIPT: Shape = Shape::Members(&[
    member("avertissements", &Shape::List(&FINDING)),
    whole("date"),
    member("decisions", &Shape::Named(&DECISION)),
    member("dossier", &Shape::Named(&Shape::Whole)),
    member("echeancier", &COURSE),
    member(
        "meilleure_combinaison",
        &Shape::Members(&[
            since_2("bornes"),
            whole("dispositifs"),
            since_2("non_classes"),
            since_2_as(
                "periode",
                &Shape::Members(&[whole("au"), whole("bornes"), whole("du")]),
            ),
            since_2_as(
                "proches",
                &Shape::List(&Shape::Members(&[
                    whole("au_lieu_de"),
                    whole("bornes"),
                    whole("dispositifs"),
                ])),
            ),
            since_2("proches_omis"),
            whole("valeur_annuelle"),
        ]),
    ),
    member("moteur", &Shape::Words),
    member(
        "pack",
        &Shape::Members(&[whole("empreinte"), whole("id"), whole("version")]),
    ),
    Member {
        name: "recu",
        since: 1,
        shape: &Shape::Members(&[
            // Of the whole text, `moteur` included: the reader of the receipt checks it.
            member("empreinte", &Shape::Words),
            whole("explication"),
            // What is compared is the meaning of the receipt's own form.
            member("forme", &Shape::Words),
            member(
                "selection",
                &Shape::Members(&[whole("dispositifs"), whole("hypotheses")]),
            ),
            since_2("si_eligible"),
        ]),
    },
]);

static FINDING: Shape = Shape::Members(&[
    member("aide", &Shape::Words),
    whole("code"),
    whole("gravite"),
    whole("lieu"),
    member("message", &Shape::Words),
    member("suggestion", &Shape::Words),
]);

static DECISION: Shape = Shape::Members(&[
    member("avertissements", &Shape::List(&FINDING)),
    member("bornes", &Shape::Named(&Shape::Whole)),
    member(
        "conditions",
        &Shape::List(&Shape::Members(&[
            whole("etat"),
            whole("id"),
            member("source", &Shape::Members(&[whole("id"), whole("repere")])),
            whole("titre"),
        ])),
    ),
    since_2("decideur"),
    since_2_as(
        "demarche",
        &Shape::Members(&[
            member(
                "delais",
                &Shape::List(&Shape::Members(&[
                    whole("fiabilite"),
                    whole("id"),
                    whole("jour"),
                    whole("manquants"),
                    whole("sens"),
                    member("source", &Shape::Members(&[whole("id"), whole("repere")])),
                    whole("titre"),
                ])),
            ),
            whole("fiabilite"),
            whole("lien"),
            whole("ou"),
            whole("pieces"),
            whole("quand"),
            whole("quoi"),
            member("source", &Shape::Members(&[whole("id"), whole("repere")])),
        ]),
    ),
    since_2_as(
        "doutes",
        &Shape::List(&Shape::Members(&[whole("porte_sur"), whole("question")])),
    ),
    member("droits", &Shape::Named(&Shape::Whole)),
    member("explication", &EXPLANATION),
    whole("fiabilite"),
    whole("incompatible_avec"),
    whole("manquants"),
    since_2("nature"),
    since_2_as(
        "perimes",
        &Shape::List(&Shape::Members(&[
            whole("attendu_le"),
            whole("id"),
            whole("titre"),
            whole("verifie_le"),
        ])),
    ),
    member(
        "priorites",
        &Shape::List(&Shape::Members(&[whole("etat"), whole("id"), whole("titre")])),
    ),
    whole("quota"),
    whole("remplace_par"),
    member(
        "sous_reserve",
        &Shape::Members(&[
            whole("bornes"),
            whole("droits"),
            member(
                "suppositions",
                &Shape::List(&Shape::Members(&[
                    whole("fait"),
                    whole("phrase"),
                    whole("valeur"),
                ])),
            ),
            whole("verdict"),
        ]),
    ),
    whole("statut"),
    whole("verdict"),
    whole("verifie_le"),
]);

static EXPLANATION: Shape = Shape::Members(&[
    whole("a_confirmer"),
    member(
        "conditions",
        &Shape::List(&Shape::Members(&[
            member("calcul", &STEP),
            whole("etat"),
            whole("id"),
            member("source", &CITATION),
            whole("titre"),
        ])),
    ),
    member(
        "droits",
        &Shape::List(&Shape::Members(&[
            member("calcul", &STEP),
            whole("id"),
            whole("payeur"),
            member("source", &CITATION),
            whole("titre"),
        ])),
    ),
    member(
        "faits",
        &Shape::List(&Shape::Members(&[
            whole("deduit_de"),
            whole("nom"),
            whole("titre"),
            whole("valeur"),
        ])),
    ),
    member("sources", &Shape::List(&CITATION)),
]);

static STEP: Shape = Shape::Members(&[
    whole("bornes"),
    member("etapes", &Shape::List(&STEP)),
    whole("genre"),
    member("jour", &Shape::Members(&[whole("date"), whole("titre")])),
    whole("libelle"),
    member("source", &CITATION),
    whole("texte"),
    whole("titre"),
    whole("unite"),
    whole("valeur"),
]);

static CITATION: Shape = Shape::Members(&[
    whole("depuis"),
    whole("fiabilite"),
    whole("id"),
    whole("repere"),
    whole("titre"),
]);

static COURSE: Shape = Shape::Members(&[
    member(
        "a_determiner",
        &Shape::List(&Shape::Members(&[
            whole("dispositif"),
            whole("manquants"),
            whole("versement"),
        ])),
    ),
    whole("au"),
    whole("dispositifs"),
    whole("du"),
    whole("manquants"),
    member(
        "prorata",
        &Shape::Members(&[
            whole("jours_par_mois"),
            whole("parametre"),
            member("source", &CITATION),
            whole("titre"),
        ]),
    ),
    since_2_as("revenus", &INCOMES),
    member("segments", &Shape::List(&SEGMENT)),
    member(
        "totaux",
        &Shape::Members(&[
            whole("complet"),
            whole("general"),
            member(
                "payeurs",
                &Shape::Named(&Shape::Members(&[whole("complet"), whole("total")])),
            ),
        ]),
    ),
]);

static INCOMES: Shape = Shape::Members(&[
    member("inconnus", &Shape::List(&Shape::Whole)),
    whole("omises"),
    whole("omises_au_moins"),
    member(
        "sequences",
        &Shape::List(&Shape::Members(&[
            member(
                "changements",
                &Shape::List(&Shape::Members(&[
                    whole("cause"),
                    whole("genre"),
                    whole("jour"),
                    member("source", &CITATION),
                ])),
            ),
            whole("complet"),
            whole("dispositifs"),
            whole("ecart"),
            member(
                "mois",
                &Shape::List(&Shape::Members(&[
                    whole("complet"),
                    whole("lignes"),
                    whole("mois"),
                    whole("total"),
                ])),
            ),
            whole("total"),
        ])),
    ),
]);

static SEGMENT: Shape = Shape::Members(&[
    whole("au"),
    member(
        "causes",
        &Shape::List(&Shape::Members(&[
            whole("apres"),
            whole("avant"),
            whole("genre"),
            member("source", &CITATION),
            whole("texte"),
            whole("unite"),
        ])),
    ),
    whole("du"),
    whole("total"),
    member(
        "versements",
        &Shape::List(&Shape::Members(&[
            whole("dispositif"),
            whole("fiabilite"),
            whole("id"),
            whole("montant"),
            whole("payeur"),
            whole("peut_etre_perime_apres"),
            whole("reserve"),
            member("source", &CITATION),
            whole("titre"),
            whole("total"),
            whole("unite"),
            whole("verifie_le"),
        ])),
    ),
]);

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
