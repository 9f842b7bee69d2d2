//! Documents and laws, what cites them, and the header of a pack.

use std::collections::BTreeMap;

use super::{
    accepted::accepted,
    keys::Keys,
    limits::limit,
    names,
    node::{Doc, Node, entries},
    periods,
    report::Report,
};
use crate::{
    date::Period,
    error::Code,
    pack::model::{Accepted, Citation, Format, Header, Location, Reliability, Source},
};
use toml::de::DeTable;

/// The sources, found by id.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) list: Vec<Source>,
    /// Where each is declared.
    pub(super) places: Vec<Location>,
    /// Of some sources, by position, the days of the version that was read.
    pub(super) versions: Vec<(u16, Period)>,
    by_id: BTreeMap<String, u16>,
}

impl Sources {
    /// Reads `sources.toml`.
    pub(super) fn read(report: &mut Report, doc: Doc<'_>, table: &DeTable<'_>) -> Self {
        let mut sources = Self::default();
        for (id, at, node) in entries(doc, table) {
            names::check(report, at, id);
            let Some(keys) = node.keys(report, format!("la source `{id}`")) else {
                report.unread(id);
                continue;
            };
            let (source, version) = source(report, id, keys.named(at));
            let position = u16::try_from(sources.list.len()).unwrap_or(u16::MAX);
            sources.versions.extend(version.map(|period| (position, period)));
            sources.places.push(at);
            sources.list.push(source);
        }
        limit(report, &mut sources.list, "sources");
        let kept = sources.list.len();
        sources.places.truncate(kept);
        sources
            .versions
            .retain(|(position, _)| usize::from(*position) < kept);
        sources.by_id = (0_u16..)
            .zip(&sources.list)
            .map(|(position, source)| (source.id.clone(), position))
            .collect();
        sources
    }

    /// The position of one more source, that stands at a place.
    pub(super) fn added(&mut self, source: Source, at: Location) -> u16 {
        let position = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        self.by_id.insert(source.id.clone(), position);
        self.places.push(at);
        self.list.push(source);
        position
    }

    /// The source that a key names.
    pub(super) fn named(&self, report: &mut Report, node: Node<'_>) -> Option<u16> {
        let id = node.text(report)?;
        let found = self.by_id.get(&id.value).copied();
        report.cited.extend(found);
        if found.is_none() && node.awaits(report) {
            return None;
        }
        if found.is_none() && !report.sources_unread && !report.unread.excuses(&id.value) {
            report
                .add(
                    id.at,
                    Code::UnknownReference,
                    format!("la source `{}` n'existe pas", id.value),
                )
                .help(format!(
                    "déclarez `[{}]` dans `sources.toml`, ou corrigez le nom",
                    id.value
                ))
                .nearest(&id.value, self.by_id.keys().map(String::as_str));
        }
        found
    }

    /// How sure a source is.
    pub(super) fn reliability(&self, citation: &Citation) -> Option<Reliability> {
        self.list
            .get(usize::from(citation.source))
            .map(|source| source.reliability)
    }

    /// A citation `{ id = "…", repere = "…" }`; `None` after a finding.
    pub(super) fn citation(&self, report: &mut Report, node: Node<'_>) -> Option<Citation> {
        if node.value.get_ref().is_str() {
            node.refuse(
                report,
                "un ensemble de clés",
                "écrivez `{ id = \"…\", repere = \"…\" }`",
            );
            return None;
        }
        let mut keys = node.keys(report, format!("`{}`", node.key))?;
        let source = keys
            .required(report, "id")
            .and_then(|node| self.named(report, node));
        let locator = keys.string(report, "repere");
        keys.finish(report);
        Some(Citation {
            source: source?,
            locator,
        })
    }

    /// The citations under `sources`: at least one is required. Empty after a finding.
    pub(super) fn citations(&self, report: &mut Report, keys: &mut Keys<'_>) -> Vec<Citation> {
        let help = "ajoutez `sources = [{ id = \"…\", repere = \"…\" }]`";
        let Some(node) = keys.optional("sources") else {
            keys.missing(report, "sources", Code::MissingSource, help);
            return Vec::new();
        };
        let Some(items) = node.items(report) else {
            return Vec::new();
        };
        if items.is_empty() {
            report
                .add(
                    node.at(),
                    Code::MissingSource,
                    format!("{} n'a aucune source", keys.subject),
                )
                .help(help);
        }
        items
            .into_iter()
            .filter_map(|item| self.citation(report, item))
            .collect()
    }
}

fn source(report: &mut Report, id: &str, mut keys: Keys<'_>) -> (Source, Option<Period>) {
    let title = keys.title(report, "titre");
    let date = keys.day(report, "date");
    let url = keys.optional("url").and_then(|node| address(report, node));
    let reliability = match keys.optional("fiabilite") {
        Some(node) => reliability(report, node),
        None => {
            missing_reliability(report, &keys);
            None
        }
    };
    let version = keys
        .optional("version")
        .and_then(|node| periods::from_to(report, node, "`version`"));
    reading(report, &mut keys);
    keys.finish(report);
    let source = Source {
        id: id.to_owned(),
        title,
        date,
        url,
        reliability: reliability.unwrap_or(Reliability::ToConfirm),
    };
    (source, version)
}

/// The identifiers of articles that official databases give, before their digits.
const ARTICLES: [&str; 3] = ["LEGIARTI", "KALIARTI", "JORFARTI"];

/// Checks which version of an article was read, and the fingerprint of its words. Those who watch the law compare them with what is
/// published since; no decision reads them, so that they are not kept.
fn reading(report: &mut Report, keys: &mut Keys<'_>) {
    let article = keys.optional("article");
    if let Some(text) = article.and_then(|node| node.text(report)) {
        let digits = ARTICLES
            .iter()
            .find_map(|letters| text.value.strip_prefix(letters))
            .unwrap_or_default();
        if digits.len() != 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            report
                .add(
                    text.at,
                    Code::InvalidValue,
                    format!("`{}` n'est pas l'identifiant d'un article", text.value),
                )
                .help("écrivez celui de la version lue, comme `LEGIARTI000038030723`");
        }
    }
    let Some(node) = keys.optional("empreinte") else {
        return;
    };
    if let Some(text) = node.text(report) {
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.value.len() != 64 || !text.value.bytes().all(hexadecimal) {
            report
                .add(
                    text.at,
                    Code::InvalidValue,
                    format!("`{}` n'est pas une empreinte SHA-256", text.value),
                )
                .help("elle a 64 chiffres hexadécimaux : `make law-watch` la donne");
        }
    }
    if article.is_none() {
        let help = "ajoutez `article`, l'identifiant de la version qui a été lue";
        keys.missing(report, "article", Code::MissingKey, help);
    }
}

/// Reads an address of the web.
pub(super) fn address(report: &mut Report, node: Node<'_>) -> Option<String> {
    let text = node.text(report)?;
    if !text.value.starts_with("https://") && !text.value.starts_with("http://") {
        report
            .add(
                text.at,
                Code::InvalidValue,
                format!("`{}` n'est pas une adresse", text.value),
            )
            .help("une adresse commence par `https://`");
    }
    Some(text.value)
}

/// Reads a `fiabilite`.
pub(super) fn reliability(report: &mut Report, node: Node<'_>) -> Option<Reliability> {
    node.word(
        report,
        &[Reliability::Text, Reliability::Secondary, Reliability::ToConfirm]
            .map(|reliability| (reliability.word(), reliability)),
        Code::InvalidValue,
    )
}

/// Reports a `fiabilite` that must be there.
pub(super) fn missing_reliability(report: &mut Report, keys: &Keys<'_>) {
    keys.missing(
        report,
        "fiabilite",
        Code::MissingReliability,
        "ajoutez `fiabilite = \"texte\"`, `\"secondaire\"` ou `\"a_confirmer\"`",
    );
}

/// The form of the files, and after how many months what was read is past its day.
fn form(report: &mut Report, keys: &mut Keys<'_>) -> (Format, Option<u16>) {
    let node = keys.optional("format");
    let stated = node.and_then(|node| node.small(report, 1, Format::NEWEST));
    let format = match stated {
        Some(Format::NEWEST) => Format::Second,
        _ => Format::First,
    };
    // One that is neither is told already.
    if report.checked && format == Format::First && (node.is_none() || stated.is_some()) {
        let message = "le barème est au format 1, qui ne dit pas ce que chaque règle est pour une personne";
        report
            .add(keys.at, Code::OldFormat, message)
            .help("ajoutez `format = 2`, puis les mots que les autres constats demandent");
    }
    report.says_meanings = report.checked || format.says_meanings();
    let months = keys
        .optional("fraicheur_mois")
        .and_then(|node| node.small(report, 1, 120));
    if report.says_meanings && months.is_none() && keys.optional("fraicheur_mois").is_none() {
        let help = "ajoutez `fraicheur_mois = 12` : au bout de combien de mois une valeur lue est à relire";
        keys.missing(report, "fraicheur_mois", Code::MissingKey, help);
    }
    (format, months.map(u16::from))
}

/// Reads `pack.toml`.
pub(super) fn header(
    report: &mut Report,
    mut keys: Keys<'_>,
) -> (Header, Format, Option<u16>, Vec<Accepted>) {
    let id = keys.required(report, "id").and_then(|node| node.text(report));
    let id = id.map(|id| {
        let good = names::is_name(&id.value.replace('-', "_"));
        if !good {
            report
                .add(
                    id.at,
                    Code::InvalidName,
                    format!("`{}` n'est pas un nom", id.value),
                )
                .help("un nom est fait de lettres minuscules sans accent, de chiffres, de `-` et de `_`");
        }
        id.value
    });
    let header = Header {
        id: id.unwrap_or_default(),
        title: keys.title(report, "titre"),
        version: keys.required_string(report, "version").unwrap_or_default(),
        region: keys.required_string(report, "region").unwrap_or_default(),
        language: keys.required_string(report, "langue").unwrap_or_default(),
        contact: keys
            .string(report, "contact")
            .filter(|text| !text.trim().is_empty()),
    };
    let (format, fresh_months) = form(report, &mut keys);
    let accepted = accepted(report, &mut keys);
    keys.finish(report);
    (header, format, fresh_months, accepted)
}
