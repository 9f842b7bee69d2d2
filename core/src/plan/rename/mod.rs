//! Another name for a fact, a member, a dispositif, a parameter, a table or a variable, in all the files of a pack.
//!
//! Where the name stands is found along the keys of the files and the trees of the expressions, never by searching for its letters.
//! What comes out is read again, and its plan has to compute what the other computes.

mod expression;
mod files;
mod former;
mod places;
mod target;
mod texts;
mod walk;

pub use target::Renamed;

use super::{Plan, build};
use crate::{
    error::{Code, Finding, Findings, Place, SourceFile},
    pack::{InputFile, Reading, model::Pack, read},
};
use expression::Search;
use files::Renaming;
use places::Sort;
use target::Target;

/// A file that a new name changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedFile {
    /// Where it was.
    pub before: SourceFile,
    /// Where it is then, and what it says.
    pub after: SourceFile,
}

/// What a new name changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedPack {
    /// What has a new name.
    pub what: Renamed,
    /// Is the new name the one that it had before? The pack is then as if it had not been renamed, and `anciens_noms` does not keep the other.
    pub undone: bool,
    /// The files of the pack that change, in the order of their paths.
    pub files: Vec<RenamedFile>,
    /// The files of cases that change.
    pub cases: Vec<RenamedFile>,
}

/// Gives another name to what is called `old` in a pack, and everywhere in files of cases: `revenu`, `statut.salarie_prive`, `bourse.plafond`,
/// `dispositif.bourse`. Of a fact, a member and a dispositif the old name is kept in `anciens_noms`. Nothing is written anywhere.
///
/// # Errors
/// [`Findings`]: the pack is not accepted, has no such name, would not be accepted with the new one, or would compute something else.
///
/// # Example
/// ```
/// use bareme::{catalogue::rename, guide};
///
/// let renamed = rename(guide::files(), &[], "age", "age_revolu")?;
/// let vocabulary = renamed.files.iter().find(|file| file.after.path == "vocabulaire.toml").unwrap();
/// assert!(vocabulary.after.text.contains("[faits.age_revolu]\nanciens_noms = [\"age\"]"));
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn rename(
    files: Vec<InputFile>,
    cases: &[SourceFile],
    old: &str,
    new: &str,
) -> Result<RenamedPack, Findings> {
    let (pack, plan) = accepted(read(files))?;
    let (target, old) = target::find(&pack, old)?;
    // What it belongs to may be repeated.
    let new = new.rsplit('.').next().unwrap_or(new);
    if old == new {
        let message = format!("`{new}` est déjà son nom");
        return Err(Finding::new(Code::DuplicateId, Place::Whole, message)
            .with_help("donnez un autre nom")
            .into());
    }
    if let Some(finding) = target::refused(&pack, target, new) {
        return Err(finding.into());
    }
    let of = |dispositif| Renaming {
        search: Search {
            pack: &pack,
            target,
            old,
            dispositif,
        },
        new,
    };
    let mut all = Vec::new();
    for file in &pack.files {
        all.push(one(&pack, &of, file)?);
    }
    let again = all
        .iter()
        .map(|file| InputFile::new(file.path.clone(), file.text.clone()));
    let (_, after) = accepted(read(again.collect()))?;
    // Dispositifs are in the order of their paths, and so are their nodes.
    if target != Target::Dispositif && !same(&plan, &after) {
        let message =
            format!("`{old}` veut dire plusieurs choses dans ce barème, et l'une d'elles changerait");
        return Err(Finding::new(Code::AmbiguousName, Place::Whole, message)
            .with_help("renommez d'abord ce qui porte le même nom")
            .into());
    }
    let mut told = Vec::new();
    for file in cases {
        let text = of(None).of_toml(Sort::Cases, file)?;
        told.push(SourceFile {
            path: file.path.clone(),
            text,
        });
    }
    Ok(RenamedPack {
        what: target.renamed(),
        undone: target::was(&pack, target, (old, new)),
        files: changed(&pack.files, all),
        cases: changed(cases, told),
    })
}

/// A pack without error, and its plan.
fn accepted(mut reading: Reading) -> Result<(Pack, Plan), Findings> {
    let (plan, found) = build(&reading.pack, &reading.unread);
    reading.findings.extend(found);
    let files = reading.pack.files.clone();
    let (pack, list) = reading.finish()?;
    // INVARIANT: a plan is missing only when a finding says why.
    plan.map(|plan| (pack, plan)).ok_or(Findings { list, files })
}

/// A file with the new name.
fn one<'p>(
    pack: &'p Pack,
    of: &dyn Fn(Option<u16>) -> Renaming<'p>,
    file: &SourceFile,
) -> Result<SourceFile, Finding> {
    let position = (0_u16..)
        .zip(&pack.dispositifs)
        .find(|(_, dispositif)| target::path(pack, dispositif.at) == Some(&file.path))
        .map(|(position, _)| position);
    let renaming = of(position);
    let Search { target, old, .. } = renaming.search;
    let cells = file
        .path
        .strip_prefix("tables/")
        .and_then(|name| name.strip_suffix(".csv"));
    let (text, own) = match (cells, Sort::of(&file.path)) {
        (Some(name), _) => (
            renaming.of_cells(name, file),
            (target == Target::Table && name == old).then(|| format!("tables/{}.csv", renaming.new)),
        ),
        (None, Some(sort)) => {
            let own = position.and_then(|position| pack.dispositifs.get(usize::from(position)));
            let own = own.filter(|own| target == Target::Dispositif && own.id == old);
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            (
                renaming.of_toml(sort, file)?,
                own.map(|_| format!("{folder}/{}.toml", renaming.new)),
            )
        }
        (None, None) => (file.text.clone(), None),
    };
    Ok(SourceFile {
        path: own.unwrap_or_else(|| file.path.clone()),
        text,
    })
}

fn changed(before: &[SourceFile], after: Vec<SourceFile>) -> Vec<RenamedFile> {
    let both = before.iter().cloned().zip(after);
    both.filter(|(before, after)| before != after)
        .map(|(before, after)| RenamedFile { before, after })
        .collect()
}

/// Do two plans compute the same, whatever the names in them?
fn same(one: &Plan, other: &Plan) -> bool {
    let points = |plan: &Plan| {
        plan.parameters
            .iter()
            .map(|series| series.points.clone())
            .collect::<Vec<_>>()
    };
    let cells = |plan: &Plan| {
        plan.tables
            .iter()
            .map(|table| table.periods.clone())
            .collect::<Vec<_>>()
    };
    let ranks = |plan: &Plan| {
        plan.tables
            .iter()
            .map(|table| table.ranks.clone())
            .collect::<Vec<_>>()
    };
    one.nodes == other.nodes
        && one.kinds == other.kinds
        && one.node_kinds == other.node_kinds
        && points(one) == points(other)
        && cells(one) == cells(other)
        && ranks(one) == ranks(other)
}
