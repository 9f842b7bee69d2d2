//! `docs/couverture.md`: which rule came of each section of the documents, and of which section each rule came.

use std::fmt::Write as _;

use bareme::catalogue::{DispositifPlan, Plan};

use super::documents::{CONTENTS, Document, Section};

/// The page.
pub(crate) fn page(plan: &Plan, documents: &[Document]) -> String {
    let mut page = format!(
        "# Ce que disent les documents, et la règle qui en vient\n\n\
         Écrit par `make handbook` à partir de `tests/documents/` et des règles, version {}. Ne pas modifier à la main.\n\n\
         Cinq documents ont été lus en entier. Cette page suit chacun partie par partie et nomme le ou les dispositifs qui en \
         viennent : rien de ce qui pose une condition ou donne un montant n'est oublié. Quand une condition ou un montant n'a pas de \
         dispositif, la remarque dit pourquoi.\n\n\
         Ce que contient une partie :\n\n\
         - **règle** : une condition, une durée ou une limite, pour une personne, un employeur, un programme ou un dossier ;\n\
         - **montant** : une somme, ou une part, versée ou prévue ;\n\
         - **projet** : une intention, sans preuve d'entrée en vigueur ;\n\
         - **chiffre constaté** : une statistique ;\n\
         - **objectif** : un nombre à atteindre, qui n'est le droit de personne ;\n\
         - **organisation** : qui fait quoi, une action, une réunion ;\n\
         - **avis** : une opinion, un souhait, une difficulté signalée.\n",
        plan.header.version
    );
    counts(plan, documents, &mut page);
    for document in documents {
        table(plan, document, &mut page);
    }
    index(plan, documents, &mut page);
    page
}

fn counts(plan: &Plan, documents: &[Document], page: &mut String) {
    let heads: Vec<&str> = CONTENTS.iter().map(|(_, label)| *label).collect();
    let _ = writeln!(
        page,
        "\n## En nombres\n\n| document | parties | {} | dispositifs |\n|---|{}--:|",
        heads.join(" | "),
        "--:|".repeat(heads.len() + 1)
    );
    let row = |name: &str, of: &[&Document], page: &mut String| {
        let sections = || of.iter().flat_map(|document| &document.sections);
        let each: Vec<String> = (0..CONTENTS.len())
            .map(|content| {
                sections()
                    .filter(|section| section.content == content)
                    .count()
                    .to_string()
            })
            .collect();
        let named = plan
            .dispositifs
            .iter()
            .filter(|dispositif| sections().any(|section| section.dispositifs.contains(&dispositif.id)));
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} |",
            sections().count(),
            each.join(" | "),
            named.count()
        );
    };
    for document in documents {
        let name = format!("[{}](#{})", document.name, document.source);
        row(&name, &[document], page);
    }
    row("**ensemble**", &documents.iter().collect::<Vec<_>>(), page);
}

fn table(plan: &Plan, document: &Document, page: &mut String) {
    let _ = writeln!(
        page,
        "\n<a id=\"{}\"></a>\n\n## {}\n\n{}.\n\n| partie | repère | contenu | dispositifs | remarque |\n|---|---|---|---|---|",
        document.source,
        document.name,
        title(plan, document.source)
    );
    for section in &document.sections {
        let links: Vec<String> = section
            .dispositifs
            .iter()
            .filter_map(|id| plan.dispositifs.iter().find(|dispositif| dispositif.id == *id))
            .map(link)
            .collect();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            section.title,
            section.locator.as_deref().unwrap_or("—"),
            CONTENTS[section.content].1,
            if links.is_empty() {
                "—".to_owned()
            } else {
                links.join(" ; ")
            },
            section.note.as_deref().unwrap_or_default()
        );
    }
}

/// Where each dispositif is described; those of the law alone come last.
fn index(plan: &Plan, documents: &[Document], page: &mut String) {
    let _ = writeln!(page, "\n## Où lire chaque dispositif\n");
    let mut of_the_law = Vec::new();
    for dispositif in &plan.dispositifs {
        let places: Vec<String> = documents
            .iter()
            .filter_map(|document| places(document, &dispositif.id))
            .collect();
        if places.is_empty() {
            of_the_law.push(format!("- {}", link(dispositif)));
        } else {
            let _ = writeln!(page, "- {} : {}", link(dispositif), places.join(" ; "));
        }
    }
    let _ = writeln!(
        page,
        "\n## Dispositifs qui viennent de la loi seule\n\nLes documents n'en parlent pas ; leurs sources sont des textes de loi ou \
         des barèmes publiés.\n\n{}",
        of_the_law.join("\n")
    );
}

/// « [Bilan 2024](#bilan_srfss_2024) (mesure 9 ; mesure 10) »
fn places(document: &Document, id: &str) -> Option<String> {
    let names = |section: &&Section| section.dispositifs.iter().any(|named| named == id);
    let sections: Vec<&Section> = document.sections.iter().filter(names).collect();
    if sections.is_empty() {
        return None;
    }
    let mut locators: Vec<&str> = sections
        .iter()
        .filter_map(|section| section.locator.as_deref())
        .collect();
    locators.dedup();
    let inside = match locators.as_slice() {
        [] => String::new(),
        some => format!(" ({})", some.join(" ; ")),
    };
    Some(format!("[{}](#{}){inside}", document.name, document.source))
}

fn link(dispositif: &DispositifPlan) -> String {
    format!(
        "[{}](dispositifs.md#{})",
        dispositif.title.replace('|', "\\|"),
        dispositif.id
    )
}

fn title<'p>(plan: &'p Plan, source: &str) -> &'p str {
    plan.sources
        .iter()
        .find(|known| known.id == source)
        .map_or("", |known| known.title.as_str())
}
