//! The records of a table of texts: CSV, or JSON lines.

use std::{
    io::{Seek as _, SeekFrom},
    path::Path,
};

use bareme::{Code, Finding, error::Place};
use bareme_recit::words;
use encoding_rs::Encoding;

use super::{
    cells::NOT_UTF8,
    digest::Digest,
    format::Format,
    input::{Input, spooled},
    lines::{self, Lines},
    records::{Broken, LONGEST_RECORD, Records},
};
use crate::reading::{shown, unreadable};

/// The most columns of a table: a pack has some hundred facts.
const MOST_COLUMNS: usize = 10_000;

/// A table of texts that is read record by record.
pub(crate) enum Texts {
    Csv(Box<Records<Input>>),
    Lines(Box<Lines<Input>>),
}

/// What is wrong with a record as a whole.
pub(super) struct Amiss {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Texts {
    /// Opens a file, or standard input for `-`, and names its columns.
    pub(super) fn open(
        path: &Path,
        format: Format,
        encoding: Option<&'static Encoding>,
    ) -> Result<(Self, Vec<String>, u64), Vec<Finding>> {
        let one = |finding| vec![finding];
        if format == Format::Lines && path != Path::new("-") {
            return Self::lines(path, encoding);
        }
        let input = Input::open(path, format, encoding).map_err(one)?;
        let length = input.length;
        let (texts, names) = Self::csv(path, input)?;
        Ok((texts, names, length))
    }

    /// What CSV some bytes are.
    pub(crate) fn csv(path: &Path, input: Input) -> Result<(Self, Vec<String>), Vec<Finding>> {
        let broken = |error| vec![finding(path, error)];
        let mut records = Records::new(input).map_err(broken)?;
        if !records.advance().map_err(broken)? {
            return Err(vec![empty(path)]);
        }
        let count = records.cells();
        if count > MOST_COLUMNS {
            return Err(vec![too_many(count)]);
        }
        let names = (0..count).map(|index| records.cell(index).unwrap_or_default());
        let names: Result<Vec<String>, _> = names
            .map(|name| str::from_utf8(name).map(|name| name.trim().to_owned()))
            .collect();
        let names = names.map_err(|_| {
            let message = "l'entête ne se lit pas : il n'est pas écrit en UTF-8";
            vec![Finding::new(Code::CsvInvalid, Place::Whole, message).with_help(NOT_UTF8)]
        })?;
        Ok((Self::Csv(Box::new(records)), names))
    }

    /// A line may say nothing of a fact: all of them are read once for their names, and once for what they say.
    fn lines(
        path: &Path,
        encoding: Option<&'static Encoding>,
    ) -> Result<(Self, Vec<String>, u64), Vec<Finding>> {
        let unread = |error| vec![unreadable(path, &error)];
        let broken = |error| vec![finding(path, error)];
        let file = spooled(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        let mut again = file.try_clone().map_err(unread)?;
        let first = Input::checked(path, (Box::new(file), length), Format::Lines, encoding);
        let first = first.map_err(|finding| vec![finding])?;
        let names = lines::names(first, MOST_COLUMNS).map_err(broken)?;
        if names.len() > MOST_COLUMNS {
            return Err(vec![too_many(names.len())]);
        }
        if names.is_empty() {
            return Err(vec![empty(path)]);
        }
        again.seek(SeekFrom::Start(0)).map_err(unread)?;
        let input = Input::new(Box::new(again), length, encoding);
        let lines = Lines::new(input, &names);
        Ok((Self::Lines(Box::new(lines)), names, length))
    }

    /// Moves to the next record; false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool, Broken> {
        match self {
            Self::Csv(records) => records.advance(),
            Self::Lines(lines) => lines.advance(),
        }
    }

    /// What is wrong with the record as a whole, in a table of so many columns.
    pub(super) fn amiss(&self, columns: usize) -> Option<Amiss> {
        match self {
            Self::Csv(records) => (records.cells() != columns).then(|| Amiss {
                code: Code::CsvInvalid,
                message: format!("la ligne a {} au lieu de {columns}", cells(records.cells())),
                help: "donnez une case à chaque colonne, et mettez entre guillemets un texte qui contient le séparateur",
            }),
            Self::Lines(lines) => lines.fault().map(|message| Amiss {
                code: Code::JsonInvalid,
                message: message.to_owned(),
                help: "écrivez un objet JSON par ligne, avec chaque nom une fois",
            }),
        }
    }

    /// The bytes of a cell; none when the record has not so many.
    pub(super) fn cell(&self, index: usize) -> Option<&[u8]> {
        match self {
            Self::Csv(records) => records.cell(index),
            Self::Lines(lines) => lines.cell(index),
        }
    }

    /// The physical line on which the record begins.
    pub(super) const fn line(&self) -> u64 {
        match self {
            Self::Csv(records) => records.line(),
            Self::Lines(lines) => lines.line(),
        }
    }

    /// How many bytes were taken apart.
    pub(super) const fn position(&self) -> u64 {
        match self {
            Self::Csv(records) => records.position(),
            Self::Lines(lines) => lines.position(),
        }
    }

    /// Did the last byte that was taken apart end a line?
    pub(super) fn line_is_ended(&self) -> bool {
        match self {
            Self::Csv(records) => records.line_is_ended(),
            Self::Lines(lines) => lines.line_is_ended(),
        }
    }

    /// What was read, as a hash.
    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::Csv(records) => records.input().digest(),
            Self::Lines(lines) => lines.input().digest(),
        }
    }
}

fn too_many(count: usize) -> Finding {
    let message = format!("l'entête a {count} colonnes, la limite est {MOST_COLUMNS}");
    Finding::new(Code::CsvInvalid, Place::Whole, message)
        .with_help("ne donnez que les faits, et les colonnes à recopier")
}

/// What is told of a file that cannot be taken apart.
pub(super) fn finding(path: &Path, error: Broken) -> Finding {
    let (message, help) = match error {
        Broken::Unread(error) => return unreadable(path, &error),
        Broken::TooLong { line } => (
            format!("ligne {line} : la ligne fait plus de {LONGEST_RECORD} octets"),
            "vérifiez que c'est bien une table, et que chaque guillemet ouvert est fermé",
        ),
        Broken::Unclosed { line } => (
            format!(
                "ligne {line} : un guillemet ouvert n'est jamais fermé, et tout ce qui suit serait une seule case"
            ),
            "fermez le guillemet, ou doublez-le s'il fait partie du texte",
        ),
    };
    Finding::new(Code::CsvInvalid, Place::Whole, message).with_help(help)
}

/// Nothing but blank lines.
pub(super) fn empty(path: &Path) -> Finding {
    let message = format!("{} est vide : il n'y a pas même un entête", shown(path));
    Finding::new(Code::CsvInvalid, Place::Whole, message)
        .with_help("donnez un fichier dont la première ligne nomme les colonnes")
}

fn cells(count: usize) -> String {
    words::counted(u64::try_from(count).unwrap_or(u64::MAX), "case", "cases")
}
