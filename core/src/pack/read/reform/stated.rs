//! What a reform says, before it is known whether it fits a pack.

use toml::de::DeTable;

use super::super::{
    node::{Doc, Node, entries},
    report::Report,
    vocabulary::file_keys,
};
use crate::{
    date::Day,
    error::Code,
    pack::model::{Location, Reliability, Source},
};

/// The id of the source that stands for a reform.
pub(super) const SOURCE: &str = "reforme";

/// The keys of a change that says more than a value.
const LONG: [&str; 3] = ["si", "valeur", "titre"];

/// A change, by the path of what it changes.
pub(in crate::pack::read) struct Change<'a> {
    /// As it is written: `bourse_plafonds[points=3]`.
    pub(super) path: String,
    /// Where its key stands.
    pub(super) at: Location,
    /// The new value.
    pub(super) node: Node<'a>,
}

impl Change<'_> {
    /// Reports that another line changes the same thing.
    pub(super) fn twice(&self, report: &mut Report, first: &str) {
        report
            .add(
                self.at,
                Code::DuplicateId,
                format!("`{}` change ce que `{}` change déjà", self.path.trim(), first.trim()),
            )
            .help("gardez une seule des deux lignes ; d'une table, une ligne qui désigne moins de cases l'emporte sur une autre");
    }
}

/// What a reform says.
pub(in crate::pack::read) struct Stated<'a> {
    pub(super) name: String,
    pub(super) since: Day,
    pub(super) author: Option<String>,
    pub(super) reason: Option<String>,
    /// Where it is named.
    pub(super) at: Location,
    pub(super) changes: Vec<Change<'a>>,
    pub(super) dispositifs: Vec<Node<'a>>,
    /// Those that have files of their own.
    pub(super) files: &'a [(Doc<'a>, DeTable<'a>)],
}

impl<'a> Stated<'a> {
    /// Reads the files of a reform, of which the first stands at the position `own`; `None` after a finding about what all the rest hangs on.
    pub(in crate::pack::read) fn read(
        report: &mut Report,
        files: &'a [(Doc<'a>, DeTable<'a>)],
        own: usize,
    ) -> Option<Self> {
        let ((doc, table), files) = files.split_first()?;
        if usize::from(doc.file) != own {
            // Its first file is not TOML, which is told.
            return None;
        }
        let doc = *doc;
        let mut keys = file_keys(doc, table);
        "la réforme".clone_into(&mut keys.subject);
        let at = keys.optional("nom").map_or_else(|| doc.top(), Node::at);
        let name = keys.required_string(report, "nom");
        let since = keys.required(report, "depuis").and_then(|node| node.day(report));
        let author = keys.string(report, "auteur");
        let reason = keys.string(report, "motif");
        let mut changes = Vec::new();
        if let Some(node) = keys.optional("changements") {
            flatten(report, node, "", &mut changes);
        }
        let dispositifs = keys
            .optional("dispositifs")
            .and_then(|node| node.items(report))
            .unwrap_or_default();
        keys.finish(report);
        if changes.is_empty() && dispositifs.is_empty() && files.is_empty() {
            report
                .add(at, Code::MissingKey, "la réforme ne change rien")
                .help("ajoutez `[changements]`, puis une ligne par changement : `smic_mensuel_brut = \"× 1.05\"`");
        }
        Some(Self {
            name: name?,
            since: since?,
            author,
            reason,
            at,
            changes,
            dispositifs,
            files,
        })
    }
}

impl Stated<'_> {
    /// Where it is named.
    pub(in crate::pack::read) const fn at(&self) -> Location {
        self.at
    }
}

/// The changes under a table: a path may be written whole, between quotes, or with a point for each of its steps.
fn flatten<'a>(report: &mut Report, node: Node<'a>, before: &str, changes: &mut Vec<Change<'a>>) {
    let Some(table) = node.value.get_ref().as_table() else {
        node.refuse(
            report,
            "un ensemble de clés",
            "écrivez `[changements]`, puis une ligne par changement : `smic_mensuel_brut = \"× 1.05\"`",
        );
        return;
    };
    for (name, at, node) in entries(node.doc, table) {
        let path = if before.is_empty() {
            name.to_owned()
        } else {
            format!("{before}.{name}")
        };
        let inner = node.value.get_ref().as_table();
        let long = inner.is_some_and(|table| table.keys().all(|key| LONG.contains(&key.get_ref().as_ref())));
        if inner.is_some() && !long {
            flatten(report, node, &path, changes);
        } else {
            changes.push(Change { path, at, node });
        }
    }
}

/// The source of what a reform says: itself.
pub(in crate::pack::read) fn source(stated: &Stated<'_>) -> Source {
    let by = stated
        .author
        .as_ref()
        .map_or_else(String::new, |author| format!(", de {author}"));
    Source {
        id: SOURCE.to_owned(),
        title: format!(
            "Réforme « {} »{by} : une hypothèse à partir du {}, qu'aucun texte n'établit",
            stated.name,
            stated.since.written()
        ),
        date: None,
        url: None,
        reliability: Reliability::ToConfirm,
    }
}
