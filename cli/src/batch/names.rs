//! What the columns of a table of dossiers are.

use std::collections::BTreeSet;

use bareme::{
    Code, Finding,
    error::{Place, nearest},
    plan::Plan,
    vocabulary::Fact,
};

/// How many names at fault are compared with every fact: ten thousand would take minutes, and are no slips of the keyboard.
const MOST_SUGGESTIONS: usize = 100;

/// For each column its fact, none when it is only copied. Every name at fault is told.
pub(super) fn facts<'p>(
    plan: &'p Plan,
    names: &[String],
    kept: &[String],
) -> Result<Vec<Option<&'p Fact>>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut facts = Vec::with_capacity(names.len());
    // Sets, not lists: ten thousand columns are looked at once each.
    let mut seen = BTreeSet::new();
    let wanted: BTreeSet<&String> = kept.iter().collect();
    for name in names {
        let place = || Place::Pointer(format!("/{name}"));
        if !seen.insert(name) {
            findings.push(
                Finding::new(
                    Code::FactTwice,
                    place(),
                    format!("deux colonnes s'appellent `{name}`"),
                )
                .with_help("gardez-en une"),
            );
        }
        let fact = plan.vocabulary.fact_named(name).map(|(_, fact)| fact);
        if fact.is_none() && !wanted.contains(name) {
            let near = (findings.len() < MOST_SUGGESTIONS)
                .then(|| nearest(name, plan.vocabulary.facts.iter().map(|fact| fact.name.as_str())));
            findings.push(
                Finding::new(
                    Code::UnknownFact,
                    place(),
                    format!("aucun fait ne s'appelle `{name}`"),
                )
                .with_suggestion(near.flatten())
                .with_help(format!(
                    "`bareme facts` liste les faits ; `--garde {name}` recopie la colonne sans la lire"
                )),
            );
        }
        facts.push(fact);
    }
    for missing in kept.iter().filter(|kept| !seen.contains(kept)) {
        let place = Place::Pointer(format!("/{missing}"));
        findings.push(
            Finding::new(
                Code::UnknownFact,
                place,
                format!("le fichier n'a pas de colonne `{missing}`"),
            )
            .with_suggestion(nearest(missing, names.iter().map(String::as_str)))
            .with_help("`--garde` nomme une colonne de l'entête"),
        );
    }
    if findings.is_empty() {
        Ok(facts)
    } else {
        Err(findings)
    }
}
