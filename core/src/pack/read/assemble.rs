//! A whole pack, from its files: each is read after those that it needs.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{
    decode::decode,
    dispositifs::{self, Draft},
    document, indicators,
    known::Known,
    limits::MAX_EXPRESSIONS,
    names::Names,
    node::Doc,
    parameters,
    purpose::Purpose,
    quotas,
    reading::{InputFile, Reading},
    reform, reperes,
    report::Report,
    schedule,
    sources::{self, Sources},
    tables,
    vocabulary::{self, Stated, file_keys},
};
use crate::{
    error::{Code, SourceFile},
    pack::model::{Follow, Format, Header, Pack},
};

/// Reads a pack: its files in any order, its expressions kept as text.
///
/// What can be read is in the pack of the answer even when findings are errors, so that later stages may add theirs;
/// [`Reading::finish`] refuses it in the end.
///
/// # Example
/// ```
/// use bareme::pack::{InputFile, read};
/// let reading = read(vec![InputFile::new("pack.toml", "id = \"essai\"")]);
/// assert!(reading.has_errors());
/// assert_eq!(reading.pack.header.id, "essai");
/// ```
#[must_use]
pub fn read(files: Vec<InputFile>) -> Reading {
    reading(files, Vec::new(), Report::default())
}

/// Reads a pack as [`read`] does, then a reform, and applies it: its file, then one for each dispositif that it adds. Each fault has a place in them; they
/// come after the files of the pack.
#[must_use]
pub fn read_reformed(files: Vec<InputFile>, reform: Vec<SourceFile>) -> Reading {
    reading(files, reform, Report::default())
}

/// Reads a pack as [`read`] does, and reports all that the newest form of files asks for: what the author of an older pack must add.
#[must_use]
pub fn read_for_check(files: Vec<InputFile>) -> Reading {
    reading(files, Vec::new(), Report::for_check())
}

fn reading(files: Vec<InputFile>, reform: Vec<SourceFile>, mut report: Report) -> Reading {
    let mut files = decode(files, &mut report).unwrap_or_default();
    let own = files.len();
    files.extend(reform);
    let mut pack = assemble(&mut report, &files, own);
    if report.expressions > MAX_EXPRESSIONS {
        let message = format!(
            "le barème a {} expressions, au plus {MAX_EXPRESSIONS}",
            report.expressions
        );
        report
            .add_whole(Code::PackTooLarge, message)
            .help("découpez le barème");
    }
    let (findings, unread) = report.finish(&files);
    pack.files = files;
    Reading {
        pack,
        findings,
        unread,
    }
}

/// A file that was read as TOML, and what it is for.
struct Parsed<'a> {
    purpose: Purpose<'a>,
    doc: Doc<'a>,
    table: DeTable<'a>,
}

/// Of the files, the first `own` are those of the pack; after them come those of a reform.
fn assemble(report: &mut Report, files: &[SourceFile], own: usize) -> Pack {
    let mut parsed: Vec<Parsed<'_>> = Vec::new();
    let mut cells: BTreeMap<&str, Doc<'_>> = BTreeMap::new();
    for (file, position) in files.iter().take(own).zip(0_u16..) {
        let Some(purpose) = Purpose::of(&file.path) else {
            continue;
        };
        let doc = Doc {
            file: position,
            path: &file.path,
            text: &file.text,
        };
        if let Purpose::Cells(name) = purpose {
            cells.insert(name, doc);
        } else if let Some(table) = document::parse(doc, report) {
            parsed.push(Parsed { purpose, doc, table });
        } else {
            purpose.excuse(report, Some(&file.text));
        }
    }
    let mut of_reform = Vec::new();
    for doc in reform_docs(files, own) {
        of_reform.extend(document::parse(doc, report).map(|table| (doc, table)));
    }
    let reformed = reform::Stated::read(report, &of_reform, own);
    let one = |purpose: Purpose<'_>| parsed.iter().find(|file| file.purpose == purpose);

    let stated = one(Purpose::Header).map(|file| sources::header(report, file_keys(file.doc, &file.table)));
    let (header, format, fresh_months, accepted) = stated.map_or(
        (None, Format::First, None, Vec::new()),
        |(header, format, months, accepted)| (Some(header), format, months, accepted),
    );
    let sources = one(Purpose::Sources).map(|file| Sources::read(report, file.doc, &file.table));
    let mut sources = sources.unwrap_or_default();
    let reformed = reformed.map(|stated| (sources.added(reform::source(&stated), stated.at()), stated));
    let mut names = Names::default();
    let stated = one(Purpose::Vocabulary)
        .map(|file| vocabulary::vocabulary(report, file_keys(file.doc, &file.table), &sources, &mut names));
    let Stated {
        vocabulary,
        units,
        fact_places,
        deductions,
        askings,
        definitions,
        coherences,
    } = stated.unwrap_or_default();
    let known = Known { vocabulary, sources };
    let mut parameters = Vec::new();
    for file in parsed.iter().filter(|file| file.purpose == Purpose::Parameters) {
        parameters.extend(parameters::parameters(
            report,
            file.doc,
            &file.table,
            &known,
            &mut names,
        ));
    }
    let tables = tables(report, one(Purpose::TableHeaders), &cells, &known, &mut names);
    let quotas = one(Purpose::Quotas)
        .map(|file| quotas::quotas(report, file.doc, &file.table, &known, &names))
        .unwrap_or_default();
    let course = one(Purpose::Schedule)
        .and_then(|file| schedule::course(report, file_keys(file.doc, &file.table), &names));
    let mut drafts: Vec<Draft> = Vec::new();
    for file in &parsed {
        if let Purpose::Dispositif(stem) = file.purpose {
            let keys = file_keys(file.doc, &file.table);
            drafts.push(dispositifs::draft(report, keys, stem, &known, &names));
        }
    }
    let known_dispositifs = drafts.len();
    if let Some((_, stated)) = &reformed {
        drafts.extend(reform::drafts(report, stated, &known, &names));
    }
    let quota_ids: Vec<&str> = quotas.iter().map(|quota| quota.id.as_str()).collect();
    let dispositifs = dispositifs::resolve(report, drafts, &quota_ids);
    let reperes = one(Purpose::Reperes)
        .map(|file| reperes::reperes(report, file.doc, &file.table, &known))
        .unwrap_or_default();
    let follow = match one(Purpose::Indicators) {
        Some(file) => {
            let keys = file_keys(file.doc, &file.table);
            indicators::follow(report, keys, &known, &mut names, reperes, &quota_ids)
        }
        None => Follow {
            reperes,
            ..Follow::default()
        },
    };
    let mut pack = Pack {
        format,
        fresh_months,
        header: header.unwrap_or_else(|| Header {
            id: String::new(),
            title: String::new(),
            version: String::new(),
            region: String::new(),
            language: String::new(),
            contact: None,
        }),
        units,
        vocabulary: known.vocabulary,
        fact_places,
        deductions,
        askings,
        definitions,
        coherences,
        source_places: known.sources.places,
        versions: known.sources.versions,
        sources: known.sources.list,
        parameters,
        tables,
        dispositifs,
        quotas,
        course,
        follow,
        reform: None,
        accepted,
        cited: core::mem::take(&mut report.cited),
        files: Vec::new(),
    };
    if let Some((source, stated)) = &reformed {
        pack.cited.insert(*source);
        reform::apply(report, &mut pack, stated, *source, known_dispositifs);
    }
    pack
}

/// The files of a reform, after those of the pack.
fn reform_docs(files: &[SourceFile], own: usize) -> impl Iterator<Item = Doc<'_>> {
    let all = files.iter().zip(0_u16..).skip(own);
    all.map(|(file, position)| Doc {
        file: position,
        path: &file.path,
        text: &file.text,
    })
}

fn tables<'a>(
    report: &mut Report,
    headers: Option<&'a Parsed<'a>>,
    cells: &BTreeMap<&'a str, Doc<'a>>,
    known: &Known,
    names: &mut Names,
) -> Vec<crate::pack::model::Table> {
    let Some(file) = headers else {
        if !cells.is_empty() && !report.unread.anything {
            report
                .add_file(
                    "tables/tables.toml",
                    Code::FileMissing,
                    "le fichier `tables/tables.toml` manque",
                )
                .help("décrivez-y chaque table : `[nom]`, ses clés, ses valeurs et ses périodes");
            report.unread.anything = true;
        }
        return Vec::new();
    };
    tables::tables(report, file.doc, &file.table, cells, known, names)
}
