//! `bareme diff`: what changed from one pack to another.

use bareme::{
    Code, Engine, Finding, Findings,
    analysis::changes::{self, Changes},
    error::Place,
};
use bareme_recit::Recit;
use serde_json::{Value as Json, json};

use crate::{
    arguments::{Diff, DiffFormat},
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Diff) -> Reply {
    compared(command).unwrap_or_else(Reply::from)
}

fn compared(command: &Diff) -> Result<Reply, Findings> {
    let (old, new) = both(command)?;
    let changes = changes::between(old.plan(), new.plan());
    let differs = !changes.is_empty();
    let answer = match command.format {
        DiffFormat::Json => as_json(&old, &new, &changes),
        DiffFormat::Md => told(&old, &new, &changes).markdown(),
        DiffFormat::Text => page::told(&told(&old, &new, &changes)),
    };
    Ok(Reply::answer(answer).differs(differs))
}

/// Both packs, and every finding about either.
fn both(command: &Diff) -> Result<(Engine, Engine), Findings> {
    let read = [&command.old, &command.new].map(|named| {
        packs::engine_or_revision(named).map_err(|mut findings| {
            super::check::from_here(named, &mut findings.list, &mut findings.files);
            findings
        })
    });
    let [Ok(old), Ok(new)] = read else {
        let mut all = Findings::new(Vec::new());
        for findings in read.into_iter().filter_map(Result::err) {
            all.list.extend(findings.list);
            all.files.extend(findings.files);
        }
        return Err(all);
    };
    let (before, after) = (&old.plan().header, &new.plan().header);
    let taken = (&before.id, &before.version) == (&after.id, &after.version)
        && old.plan().fingerprint != new.plan().fingerprint;
    if taken && !command.meme_version {
        let message = format!(
            "{} {} est le numéro de deux contenus différents",
            after.id, after.version
        );
        let finding = Finding::new(Code::VersionTaken, Place::Whole, message).with_help(
            "donnez un nouveau numéro au second, dans `version` de `pack.toml` ; `--meme-version` les compare quand même",
        );
        return Err(finding.into());
    }
    Ok((old, new))
}

fn told(old: &Engine, new: &Engine, changes: &Changes) -> Recit {
    bareme_recit::comparison(old.plan(), new.plan(), changes)
}

fn as_json(old: &Engine, new: &Engine, changes: &Changes) -> String {
    let pack = |engine: &Engine| -> Json {
        let plan = engine.plan();
        json!({
            "empreinte": format!("sha256:{}", plan.fingerprint),
            "id": plan.header.id,
            "version": plan.header.version,
        })
    };
    json!({
        "apres": pack(new),
        "avant": pack(old),
        "erreurs": [],
        "mots": changes,
    })
    .to_string()
}
