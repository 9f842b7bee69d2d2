//! What a table of decisions was made from: `OUT.manifeste.json`, in its place after the decisions that it describes.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use bareme::{
    Day, Engine, Verdict,
    catalogue::Plan,
    columns::{Grounds, verdict_code, verdict_of},
};
use serde::{Deserialize, Serialize};

use super::{
    digest::Digest,
    names::{FORMER_UNREAD, UNREAD},
    output::{Output, Written},
    rows::{Decided, Rows},
    target::Target,
};

/// The form that is written and read here.
const FORM: u32 = 1;

/// The most bytes of a manifest: a pack has some hundred dispositifs.
const MOST_BYTES: u64 = 1 << 20;

// INVARIANT: the fields are in the alphabetic order of their keys, the order of canonical JSON.

/// What a run of `batch` read, decided and wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// The day that was decided for; the first and the last, with a bar between them, when each row has its own.
    pub(crate) date: String,
    /// How many decisions rest on a doubt, and on a value past its day, by dispositif; only when it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doutes: Option<BTreeMap<String, Doubtful>>,
    entree: Described,
    /// The rows at fault, when there are any.
    pub(crate) erreurs: Option<Described>,
    format: u32,
    pub(crate) lignes: u64,
    lignes_refusees: u64,
    moteur: String,
    pub(crate) pack: PackOf,
    /// How many findings the rows at fault have, by code.
    refus: BTreeMap<String, u64>,
    pub(crate) sortie: Described,
    /// How many rows have each verdict, by dispositif.
    verdicts: Verdicts,
}

/// How many decisions rest on something that is not sure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doubtful {
    doutes: u64,
    perimes: u64,
}

type Verdicts = BTreeMap<String, BTreeMap<String, u64>>;

/// A file, by its name without folders and by its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Described {
    pub(crate) nom: String,
    pub(crate) octets: u64,
    pub(crate) sha256: String,
}

/// A pack, as decisions name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackOf {
    pub(crate) empreinte: String,
    pub(crate) id: String,
    pub(crate) version: String,
}

impl PackOf {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            empreinte: format!("sha256:{}", plan.fingerprint),
            id: plan.header.id.clone(),
            version: plan.header.version.clone(),
        }
    }
}

impl Described {
    pub(crate) fn new(path: &Path, digest: Digest) -> Self {
        // A folder says who works where, and changes when files are moved together.
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self {
            nom: name.to_string_lossy().into_owned(),
            octets: digest.bytes,
            sha256: digest.sha256,
        }
    }
}

/// Counts what is decided, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) rows: u64,
    verdicts: Verdicts,
    doubtful: Option<BTreeMap<String, Doubtful>>,
}

impl Counts {
    /// Counts the rows of a piece.
    pub(crate) fn add(&mut self, plan: &Plan, rows: &Rows, decided: Decided<'_>) {
        self.rows += rows.lines.len() as u64;
        for (columns, grounds) in decided.dispositifs() {
            let Some(dispositif) = plan.dispositif(columns.dispositif) else {
                continue;
            };
            let mut codes = [0_u64; 256];
            let mut count = |code: u8, change: u64| {
                if let Some(of) = codes.get_mut(usize::from(code)) {
                    *of = of.wrapping_add(change);
                }
            };
            columns.verdicts.iter().for_each(|code| count(*code, 1));
            // A row that could not be read was decided on what is left of it, and that does not count.
            for row in &rows.refused {
                let code = columns.verdicts.get(*row).copied();
                count(code.unwrap_or(verdict_code::REFUSED), u64::MAX);
                count(verdict_code::REFUSED, 1);
            }
            let counted = self.verdicts.entry(dispositif.id.clone()).or_default();
            for (code, count) in (0_u8..=u8::MAX).zip(codes).filter(|(_, count)| *count > 0) {
                let word = verdict_of(code).map_or(UNREAD, Verdict::word);
                *counted.entry(word.to_owned()).or_default() += count;
            }
            if let Some(grounds) = grounds {
                let counted = self.doubtful.get_or_insert_default();
                let of = counted.entry(dispositif.id.clone()).or_default();
                of.add(grounds, &rows.refused);
            }
        }
    }
}

impl Doubtful {
    /// Counts the rows of a piece, without those that are not decided.
    fn add(&mut self, grounds: &Grounds, refused: &[usize]) {
        for (row, (doubts, stale)) in grounds.doubts.iter().zip(&grounds.stale).enumerate() {
            if refused.binary_search(&row).is_err() {
                self.doutes += u64::from(*doubts > 0);
                self.perimes += u64::from(!stale.is_empty());
            }
        }
    }
}

/// What a manifest says besides what was counted.
pub(crate) struct Told<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) date: String,
    pub(crate) input: Described,
    pub(crate) output: Described,
    pub(crate) errors: Option<Described>,
    pub(crate) refused: u64,
    pub(crate) codes: &'a BTreeMap<String, u64>,
}

/// Why a file is no manifest.
#[derive(Debug)]
pub(crate) enum NotRead {
    Absent,
    Unread(io::Error),
    /// Not the text that this program writes.
    Invalid,
}

impl Manifest {
    pub(crate) fn new(told: Told<'_>, counts: Counts) -> Self {
        Self {
            date: told.date,
            doutes: counts.doubtful,
            entree: told.input,
            erreurs: told.errors,
            format: FORM,
            lignes: counts.rows,
            lignes_refusees: told.refused,
            moteur: env!("CARGO_PKG_VERSION").to_owned(),
            pack: PackOf::new(told.engine.plan()),
            refus: told.codes.clone(),
            sortie: told.output,
            verdicts: counts.verdicts,
        }
    }

    /// Writes it, to be put in its place.
    pub(crate) fn write(&self, target: &Target) -> io::Result<Written> {
        let mut output = Output::begin(target)?;
        output.write_all(self.canonical().as_bytes())?;
        output.finish()
    }

    /// Reads what [`write`](Self::write) wrote, and nothing else: a key twice, a space more, and it is no manifest.
    pub(crate) fn read(path: &Path) -> Result<Self, NotRead> {
        let mut bytes = Vec::new();
        let plain = std::fs::metadata(path).and_then(|found| {
            let file = found.is_file().then_some(());
            file.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))
        });
        plain
            .and_then(|()| File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes))
            .map_err(|error| {
                if error.kind() == io::ErrorKind::NotFound {
                    NotRead::Absent
                } else {
                    NotRead::Unread(error)
                }
            })?;
        let read: Self = serde_json::from_slice(&bytes).map_err(|_| NotRead::Invalid)?;
        let whole = read.format == FORM && read.canonical().as_bytes() == bytes && read.adds_up();
        whole.then_some(read).ok_or(NotRead::Invalid)
    }

    /// Is its date one, and does each dispositif have a verdict for each row, that of the rows at fault included?
    fn adds_up(&self) -> bool {
        let counted = |verdicts: &BTreeMap<String, u64>| {
            let all = verdicts
                .values()
                .try_fold(0_u64, |sum, count| sum.checked_add(*count));
            let unread = [UNREAD, FORMER_UNREAD]
                .iter()
                .filter_map(|word| verdicts.get(*word));
            let refused = unread.fold(0_u64, |sum, count| sum.saturating_add(*count));
            all == Some(self.lignes) && refused == self.lignes_refusees
        };
        let within = |doubtful: &Doubtful| doubtful.doutes <= self.lignes && doubtful.perimes <= self.lignes;
        let doubtful = self.doutes.iter().flat_map(BTreeMap::values);
        self.date.splitn(2, '/').all(|day| day.parse::<Day>().is_ok())
            && self.verdicts.values().all(counted)
            && doubtful.into_iter().all(within)
    }

    fn canonical(&self) -> String {
        // Every key is text: writing to memory cannot fail.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
