//! `bareme pack`: writes a pack in one file, to be kept beside the decisions made with it.

use bareme::{Findings, error::Severity};
use serde_json::json;

use crate::{
    arguments::{Format, Pack},
    output::Reply,
    packs, reading,
};

pub(crate) fn run(command: &Pack) -> Reply {
    let read = reading::pack(&command.folder);
    let files = read.pack.map(|pack| pack.files).unwrap_or_default();
    let faulty = read
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let (Some(plan), false) = (read.plan, faulty) else {
        return Findings {
            list: read.findings,
            files,
        }
        .into();
    };
    let written = plan
        .to_compact()
        .map_err(bareme::catalogue::CompactError::finding)
        .and_then(|bytes| packs::write(&command.out, &bytes, &command.folder).map(|()| bytes.len()));
    let size = match written {
        Ok(size) => size,
        Err(finding) => return Findings::new(vec![finding]).into(),
    };
    let out = command.out.display();
    let answer = match command.written.format {
        Format::Json => json!({
            "empreinte": format!("sha256:{}", plan.fingerprint),
            "fichier": out.to_string(),
            "id": plan.header.id,
            "octets": size,
            "version": plan.header.version,
        })
        .to_string(),
        Format::Text => format!("Pack écrit dans {out} : {}, {size} octets.", plan.identity()),
    };
    // As JSON the answer is the file alone: `bareme check --format json` lists the warnings of the pack.
    match command.written.format {
        Format::Json => Reply::answer(answer),
        Format::Text => Reply::answer(answer).with(read.findings, files),
    }
}
