//! The bytes of a table on their way in: hashed as they are, and read as UTF-8 whatever their encoding.

use std::{
    cell::RefCell,
    fs::File,
    io::{self, Cursor, Read, Seek as _, SeekFrom},
    path::Path,
    rc::Rc,
};

use bareme::Finding;
use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::{
    content::{self, FIRST},
    digest::{Digest, Digesting},
    format::Format,
};
use crate::reading::unreadable;

type Bytes = Digesting<Box<dyn Read>>;

/// Bytes that are hashed, with two holders: whoever decodes them, and whoever asks for the hash.
#[derive(Clone)]
struct Shared(Rc<RefCell<Bytes>>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

/// A text that is read.
pub(crate) struct Input {
    bytes: Shared,
    text: DecodeReaderBytes<Shared, Vec<u8>>,
    /// How many bytes there are, 0 where it is not known.
    pub(super) length: u64,
}

impl Input {
    /// Of these bytes. UTF-16 and UTF-8 are known by the mark that they begin with; without one it is UTF-8, unless another encoding is declared.
    pub(crate) fn new(bytes: Box<dyn Read>, length: u64, encoding: Option<&'static Encoding>) -> Self {
        let bytes = Shared(Rc::new(RefCell::new(Digesting::new(bytes))));
        // UTF-8 is left as it is: cells that are not tell so, each on its row.
        let text = DecodeReaderBytesBuilder::new()
            .encoding(encoding)
            .bom_override(true)
            .utf8_passthru(true)
            .build(bytes.clone());
        Self { bytes, text, length }
    }

    /// Of a file, or of standard input for `-`, which may be what its name says.
    pub(super) fn open(
        path: &Path,
        format: Format,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, Finding> {
        let opened = || -> io::Result<(Box<dyn Read>, u64)> {
            if path == Path::new("-") {
                return Ok((Box::new(io::stdin()), 0));
            }
            let file = File::open(path)?;
            let length = file.metadata()?.len();
            Ok((Box::new(file), length))
        };
        let (bytes, length) = opened().map_err(|error| unreadable(path, &error))?;
        Self::checked(path, (bytes, length), format, encoding)
    }

    /// Of these bytes, which may be what the name of their file says.
    pub(super) fn checked(
        path: &Path,
        (mut bytes, length): (Box<dyn Read>, u64),
        format: Format,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, Finding> {
        let first = begun(&mut bytes).map_err(|error| unreadable(path, &error))?;
        match content::contradiction(path, format, &first) {
            Some(told) => Err(told),
            None => Ok(Self::new(
                Box::new(Cursor::new(first).chain(bytes)),
                length,
                encoding,
            )),
        }
    }

    /// Of the bytes that went through until now.
    pub(super) fn digest(&self) -> Digest {
        self.bytes.0.borrow().digest()
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.text.read(buffer)
    }
}

/// The first bytes.
fn begun(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(FIRST);
    bytes.take(FIRST as u64).read_to_end(&mut first)?;
    Ok(first)
}

/// What is told of the file at `path` when its content is not what its name says.
#[cfg(feature = "parquet")]
pub(super) fn contradiction(path: &Path, file: &mut File, format: Format) -> Option<Finding> {
    let first = begun(file).ok()?;
    file.seek(SeekFrom::Start(0)).ok()?;
    content::contradiction(path, format, &first)
}

/// A copy of what can be read once only: a file, which can be read twice.
pub(super) fn spooled(path: &Path) -> io::Result<File> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut file, &mut copy)?;
    copy.seek(SeekFrom::Start(0))?;
    Ok(copy)
}
