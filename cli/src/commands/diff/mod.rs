//! `bareme diff`: what changed from one pack to another, and for whom.

mod rows;

use bareme::{
    Code, Engine, Finding, Findings,
    analysis::{
        Budget,
        changes::{self, Changes},
        compare::{Compared, Comparison, Domain},
    },
    error::Place,
    wire,
};
use bareme_recit::Beside;

use crate::{
    arguments::{Diff, DiffFormat},
    batch::progress,
    output::Reply,
    packs, page,
};

pub(crate) fn run(command: &Diff) -> Reply {
    compared(command).unwrap_or_else(Reply::from)
}

fn compared(command: &Diff) -> Result<Reply, Findings> {
    let (old, new) = both(command)?;
    // What is wrong with the table is told before anything is proved.
    let counts = rows::counted(command, &old, &new)?;
    let mut changes = changes::between(old.plan(), new.plan());
    let (compared, domain, incomparable) = proved(&old, &new, &mut changes);
    let differs = !domain.is_same() || compared.iter().any(|one| !one.is_same());
    let mut findings: Vec<Finding> = incomparable.iter().map(|name| retyped(name)).collect();
    findings.extend(counts.refused());
    let told = |shown: Beside| {
        let found = bareme_recit::Comparison {
            old: &old,
            new: &new,
            changes: &changes,
            compared: &compared,
            domain: &domain,
            rows: &counts.rows,
        };
        bareme_recit::comparison(found, shown)
    };
    let answer = match command.format {
        DiffFormat::Json => {
            let (old, new) = (old.plan(), new.plan());
            wire::comparison_json(old, new, &changes, (&compared, &domain), &counts.rows, &findings)
        }
        DiffFormat::Md => told(Beside::Columns).markdown_folded(),
        DiffFormat::Text => page::told(&told(Beside::Lines)),
    };
    Ok(Reply::answer(answer).differs(differs).with(findings, Vec::new()))
}

/// What is proved of each dispositif, of which dossiers it does not speak, and the facts that cannot be compared.
fn proved(old: &Engine, new: &Engine, changes: &mut Changes) -> (Vec<Compared>, Domain, Vec<String>) {
    let mut comparison = Comparison::new(old, new, changes);
    let pairs = comparison.pairs();
    let bar = progress(pairs.len() as u64);
    let compared = pairs.iter().map(|pair| {
        let found = comparison.compare(pair, Budget::default());
        bar.inc(1);
        found
    });
    let compared = compared.collect();
    bar.finish_and_clear();
    comparison.strictness(changes, STRICTNESS);
    let incomparable = comparison.incomparable().map(ToOwned::to_owned).collect();
    (compared, comparison.domain().clone(), incomparable)
}

/// What is said of a condition beside its proof is worth little of the time.
const STRICTNESS: Budget = Budget { steps: 20_000_000 };

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

/// A fact of another type is two facts: no dossier states both.
fn retyped(name: &str) -> Finding {
    let message = format!("le fait `{name}` n'a pas le même type dans les deux barèmes");
    Finding::new(Code::FactRetyped, Place::Whole, message)
        .with_help("ce qui en dépend n'est pas comparé dossier par dossier : relisez-le")
}
