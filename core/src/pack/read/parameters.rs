//! Dated parameters: their values in order, without hole or overlap.

use super::{
    declared::{Bounds, declared},
    guards::{Drift, Range},
    keys::Keys,
    known::Known,
    meaning,
    names::{Kind, Names},
    node::{Doc, Node, entries},
    periods::{self, Stated},
    report::Report,
    scalar, sources,
};
use crate::{
    date::{Day, Period},
    error::Code,
    pack::model::{Citation, DatedValue, Location, Parameter, Reliability},
    vocabulary::DeclaredType,
};
use toml::de::DeTable;

/// Reads a file of dated scalars.
pub(super) fn parameters<'a>(
    report: &mut Report,
    doc: Doc<'a>,
    table: &'a DeTable<'a>,
    known: &Known,
    names: &mut Names,
) -> Vec<Parameter> {
    let mut list = Vec::new();
    for (name, at, node) in entries(doc, table) {
        if !names.declare(report, doc, at, name, Kind::Parameter) {
            continue;
        }
        let parameter = node
            .keys(report, format!("le paramètre `{name}`"))
            .and_then(|keys| parameter(report, name, keys.named(at), known));
        match parameter {
            Some(parameter) => list.push(parameter),
            None => report.unread(name),
        }
    }
    list
}

fn parameter(report: &mut Report, name: &str, mut keys: Keys<'_>, known: &Known) -> Option<Parameter> {
    let title = keys.title(report, "titre");
    let declared = declared(report, &mut keys, &known.vocabulary, Bounds::Absent);
    let range = Range::read(report, &mut keys, declared.as_ref());
    let numbers = declared.as_ref().is_none_or(|declared| declared.kind.is_number());
    let drift = Drift::read_of(report, &mut keys, numbers);
    let defaults = Origin::read(report, &mut keys, known);
    let renewal = meaning::renewal(report, &mut keys);
    let items = values_of(report, &mut keys, "ajoutez `{ depuis = 2024-09-02, valeur = … }`");
    let subject = keys.subject.clone();
    let at = keys.at;
    keys.finish(report);
    let mut stated = Vec::new();
    let mut values: Vec<DatedValue> = Vec::new();
    let count = items.len();
    for node in items {
        let Some(read) = dated_value(report, name, node, declared.as_ref(), &defaults, known) else {
            continue;
        };
        if let Some(declared) = &declared {
            let (at, value) = (read.at, read.value.value);
            range.check(report, at, value, declared, &known.vocabulary);
            if let Some(before) = values.last() {
                let what = format!("`{name}`");
                let of = (declared, &known.vocabulary);
                read.drift
                    .or(drift)
                    .check(report, at, (before.value, value), &what, of);
            }
        }
        stated.push(read.stated);
        values.push(read.value);
    }
    // A value that could not be read must not be reported as a hole too.
    if count == 0 || values.len() < count {
        return None;
    }
    let periods = periods::chain(report, &subject, &stated)?;
    for (value, period) in values.iter_mut().zip(periods) {
        value.period = period;
    }
    Some(Parameter {
        name: name.to_owned(),
        title,
        declared: declared?,
        renewal,
        values,
        at,
    })
}

/// The items under `valeurs`: at least one is required, and `help` says how to write it. Empty after a finding.
pub(super) fn values_of<'a>(report: &mut Report, keys: &mut Keys<'a>, help: &str) -> Vec<Node<'a>> {
    let Some(node) = keys.required(report, "valeurs") else {
        return Vec::new();
    };
    let Some(items) = node.items(report) else {
        return Vec::new();
    };
    if items.is_empty() {
        report
            .add(
                node.at(),
                Code::MissingKey,
                format!("{} n'a aucune valeur", keys.subject),
            )
            .help(help);
    }
    items
}

/// A dated value as it was read.
struct Read {
    stated: Stated,
    value: DatedValue,
    /// How far it may be from the one before, when it says so itself.
    drift: Drift,
    /// Where the value itself stands.
    at: Location,
}

fn dated_value(
    report: &mut Report,
    name: &str,
    node: Node<'_>,
    declared: Option<&DeclaredType>,
    defaults: &Origin,
    known: &Known,
) -> Option<Read> {
    let mut keys = node.keys(report, format!("une valeur de `{name}`"))?;
    let stated = Stated::read_dated(report, &mut keys);
    if let Some(day) = stated.and_then(|stated| stated.first) {
        keys.subject = format!("la valeur de `{name}` du {day}");
    }
    let node = keys.required(report, "valeur");
    let value = node.and_then(|node| scalar::value(report, node, declared?, &known.vocabulary));
    let own = Origin::read(report, &mut keys, known);
    let origin = own.or(defaults).complete(report, &keys);
    let drift = Drift::read(report, &mut keys);
    keys.finish(report);
    let stated = stated?;
    Some(Read {
        stated,
        value: origin.dated(stated.period(), value?),
        drift,
        at: node?.at(),
    })
}

/// Where a dated value comes from: stated for it, or for all the values of a parameter or of a table.
#[derive(Clone, Default)]
pub(super) struct Origin {
    /// The source is stated, well or badly.
    sourced: bool,
    source: Option<u16>,
    locator: Option<String>,
    /// The reliability is stated, well or badly.
    rated: bool,
    reliability: Option<Reliability>,
    /// The day is stated, well or badly.
    checked: bool,
    verified: Option<Day>,
    note: Option<String>,
}

/// An [`Origin`] without holes.
pub(super) struct Complete {
    pub(super) citation: Citation,
    pub(super) reliability: Reliability,
    pub(super) verified: Day,
    pub(super) note: Option<String>,
}

impl Complete {
    /// The value of these days that comes from here.
    pub(super) fn dated(self, period: Period, value: i64) -> DatedValue {
        DatedValue {
            period,
            value,
            citation: self.citation,
            reliability: self.reliability,
            verified: self.verified,
            note: self.note,
        }
    }
}

impl Origin {
    /// Reads `source`, `repere`, `fiabilite`, `verifie_le` and `note`, each optional.
    pub(super) fn read(report: &mut Report, keys: &mut Keys<'_>, known: &Known) -> Self {
        let source = keys.optional("source");
        let reliability = keys.optional("fiabilite");
        let verified = keys.optional("verifie_le");
        Self {
            sourced: source.is_some(),
            source: source.and_then(|node| known.sources.named(report, node)),
            locator: keys.string(report, "repere"),
            rated: reliability.is_some(),
            reliability: reliability.and_then(|node| sources::reliability(report, node)),
            checked: verified.is_some(),
            verified: verified.and_then(|node| node.day(report)),
            note: keys.string(report, "note"),
        }
    }

    /// What is stated here, else there. A place in a source goes with its source.
    pub(super) fn or(self, defaults: &Self) -> Self {
        let defaults = defaults.clone();
        let (sourced, source, locator) = if self.sourced {
            (true, self.source, self.locator)
        } else {
            (
                defaults.sourced,
                defaults.source,
                self.locator.or(defaults.locator),
            )
        };
        Self {
            sourced,
            source,
            locator,
            rated: self.rated || defaults.rated,
            reliability: if self.rated {
                self.reliability
            } else {
                defaults.reliability
            },
            checked: self.checked || defaults.checked,
            verified: if self.checked {
                self.verified
            } else {
                defaults.verified
            },
            note: self.note.or(defaults.note),
        }
    }

    /// Reports what is stated nowhere.
    pub(super) fn complete(self, report: &mut Report, keys: &Keys<'_>) -> Complete {
        if !self.sourced {
            keys.missing(
                report,
                "source",
                Code::MissingSource,
                "ajoutez `source = \"…\"`, l'identifiant d'une source, ici ou une fois pour toutes",
            );
        }
        if !self.rated {
            sources::missing_reliability(report, keys);
        }
        if !self.checked {
            keys.missing(
                report,
                "verifie_le",
                Code::MissingKey,
                "ajoutez `verifie_le`, le jour jusqu'auquel la valeur a été vérifiée, ici ou une fois pour toutes",
            );
        }
        Complete {
            citation: Citation {
                source: self.source.unwrap_or(0),
                locator: self.locator,
            },
            reliability: self.reliability.unwrap_or(Reliability::ToConfirm),
            verified: self.verified.unwrap_or(Day::MIN),
            note: self.note,
        }
    }
}
