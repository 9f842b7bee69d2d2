//! `bareme nouvelle-periode`: begins the next period of a table or of a parameter, in the files of a pack.

mod next;
mod raise;

use std::{collections::BTreeSet, path::Path};

use bareme::{
    Code, Day, Finding, Findings,
    error::{Severity, SourceFile},
    pack::{self, InputFile, model::Pack},
    wire,
};
use bareme_recit::words;
use serde_json::json;

use super::check::from_here;
use crate::{
    arguments::{Format, NouvellePeriode},
    editing::{difference, replace},
    output::Reply,
    reading,
};
use next::Edit;
use raise::Coefficient;

pub(crate) fn run(command: &NouvellePeriode) -> Reply {
    let folder = command.folder();
    let read = match reading::pack_to_edit(&folder) {
        Ok(read) => read,
        Err(findings) => return findings.into(),
    };
    let mut files = read.pack.files.clone();
    match begun(command, &folder, read) {
        Ok(answer) => Reply::answer(answer),
        Err(mut list) => {
            if command.written.format == Format::Text {
                from_here(&folder, &mut list, &mut files);
            }
            Findings { list, files }.into()
        }
    }
}

/// Edits, checks that nothing else than what is to be written is at fault, writes, and says it.
fn begun(command: &NouvellePeriode, folder: &Path, read: pack::Reading) -> Result<String, Vec<Finding>> {
    let one = |finding: Finding| vec![finding];
    let since = wire::read_date(&command.since).map_err(one)?;
    let coefficient = command.coefficient.as_deref().map(Coefficient::read);
    let coefficient = coefficient.transpose().map_err(one)?;
    let edits = match next::edits(&read.pack, &command.name, since, coefficient) {
        Ok(edits) => edits,
        // A file that cannot be read says first what is wrong with it.
        Err(finding) if finding.code == Code::UnknownReference && read.unread.excuses(&command.name) => {
            return Err(read.findings);
        }
        Err(finding) => return Err(one(finding)),
    };
    let passed_over = next::passed_over(&read.pack, &command.name, since);
    let after = pack::read(edited(&read.pack, &edits));
    let before: BTreeSet<(Code, &str)> = read
        .findings
        .iter()
        .map(|finding| (finding.code, finding.message.as_str()))
        .collect();
    let (awaited, others): (Vec<Finding>, Vec<Finding>) = after
        .findings
        .into_iter()
        .filter(|finding| {
            !before.contains(&(finding.code, finding.message.as_str())) || finding.code == Code::ToWrite
        })
        .partition(|finding| finding.code == Code::ToWrite);
    // What would be refused for another reason is not written.
    if others.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(others);
    }
    if !command.dry_run {
        let files: Vec<_> = edits
            .iter()
            .map(|edit| (folder.join(&edit.path), edit.after.as_str()))
            .collect();
        replace(&files).map_err(one)?;
    }
    Ok(match command.written.format {
        Format::Json => as_json(command, &edits, &awaited, &passed_over),
        Format::Text => as_text(command, folder, &edits, (&awaited, &passed_over)),
    })
}

/// The files of the pack with the edits.
fn edited(pack: &Pack, edits: &[Edit]) -> Vec<InputFile> {
    let new = |file: &SourceFile| {
        let edit = edits.iter().find(|edit| edit.path == file.path);
        edit.map_or_else(|| file.text.clone(), |edit| edit.after.clone())
    };
    pack.files
        .iter()
        .map(|file| InputFile::new(file.path.clone(), new(file)))
        .collect()
}

fn as_json(command: &NouvellePeriode, edits: &[Edit], awaited: &[Finding], passed_over: &[Day]) -> String {
    let files: Vec<_> = edits
        .iter()
        .map(|edit| {
            json!({
                "chemin": edit.path,
                "difference": difference(&edit.path, &edit.before, &edit.after),
            })
        })
        .collect();
    let awaited: Vec<_> = awaited
        .iter()
        .map(|finding| json!({ "lieu": finding.place.to_string(), "message": finding.message }))
        .collect();
    json!({
        "depuis": command.since,
        "ecrit": !command.dry_run,
        "erreurs": [],
        "fichiers": files,
        "id": command.name,
        "reste_a_ecrire": awaited,
        "suites_sautees": passed_over.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
    .to_string()
}

fn as_text(
    command: &NouvellePeriode,
    folder: &Path,
    edits: &[Edit],
    (awaited, passed_over): (&[Finding], &[Day]),
) -> String {
    let shown = |path: &str| folder.join(path).display().to_string();
    let mut lines = Vec::new();
    if command.dry_run {
        lines.extend(
            edits
                .iter()
                .map(|edit| difference(&shown(&edit.path), &edit.before, &edit.after)),
        );
        lines.push("Rien n'est écrit : --dry-run.".to_owned());
    } else {
        let paths: Vec<String> = edits
            .iter()
            .map(|edit| format!("`{}`", shown(&edit.path)))
            .collect();
        lines.push(format!("Écrit dans {}.", words::list(&paths, "et")));
    }
    if !awaited.is_empty() {
        lines.push("Reste à écrire ; jusque-là `bareme check` refuse le barème :".to_owned());
        lines.extend(
            awaited
                .iter()
                .map(|finding| format!("  {} : {}", shown(&finding.place.to_string()), finding.message)),
        );
    }
    if !passed_over.is_empty() {
        let days: Vec<String> = passed_over.iter().map(|day| words::date(*day)).collect();
        lines.push(format!(
            "Attention : une suite était attendue le {}, et n'est pas écrite. Jusqu'au {}, la valeur d'avant vaudra sans être dite reconduite.",
            words::list(&days, "et"),
            words::date(command.since.parse::<Day>().map_or(Day::MAX, |day| day.add_days(-1)))
        ));
    }
    lines.join("\n")
}
