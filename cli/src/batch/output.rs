//! Bytes on their way to a target, with their hash.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

use super::{
    digest::{Digest, Digesting},
    staged::{self, Ready, Staged},
    target::Target,
};

/// What a table is written to.
pub(crate) struct Output(BufWriter<Digesting<To>>);

enum To {
    /// A file that is put in its place at the end.
    Staged(Staged),
    /// What is written as it comes.
    Stream(Box<dyn Write + Send>),
}

/// Standard error: when it is closed, nobody is left to tell.
struct Unheard(io::Stderr);

impl Write for Unheard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}

/// Something that is wholly written, and what is left to do.
pub(crate) struct Written {
    pub(crate) digest: Digest,
    ready: Option<Ready>,
}

impl Output {
    /// Begins to write.
    pub(crate) fn begin(target: &Target) -> io::Result<Self> {
        let to = match target {
            Target::Standard => To::Stream(Box::new(io::stdout())),
            Target::Device { real, .. } => To::Stream(Box::new(File::options().write(true).open(real)?)),
            Target::File { real, .. } => To::Staged(Staged::begin(real)?),
        };
        Ok(Self::to(to))
    }

    /// Writes to standard error.
    pub(crate) fn standard_error() -> Self {
        Self::to(To::Stream(Box::new(Unheard(io::stderr()))))
    }

    fn to(to: To) -> Self {
        Self(BufWriter::with_capacity(1 << 18, Digesting::new(to)))
    }

    /// Writes what is left in memory, to the disk itself when it is a file.
    pub(crate) fn finish(self) -> io::Result<Written> {
        let mut digesting = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        digesting.flush()?;
        let digest = digesting.digest();
        let ready = match digesting.into_inner() {
            To::Staged(staged) => Some(staged.finish()?),
            To::Stream(_) => None,
        };
        Ok(Written { digest, ready })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Staged(staged) => staged.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Staged(staged) => staged.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}

impl Written {
    /// Puts a file in its place; a stream is there already.
    pub(crate) fn place(self) -> io::Result<()> {
        self.ready.map_or(Ok(()), Ready::place)
    }
}

impl Target {
    /// Removes what killed runs left beside a file.
    pub(crate) fn tidy(&self) {
        if let Self::File { real, .. } = self {
            staged::tidy(real);
        }
    }

    /// Removes what an earlier run wrote, when this one has nothing to write there.
    pub(crate) fn remove(&self) -> io::Result<()> {
        match self {
            Self::File { real, .. } => staged::remove(real),
            Self::Standard | Self::Device { .. } => Ok(()),
        }
    }
}

/// Writes a whole file in the place of what was there.
pub(crate) fn replaced(target: &Target, bytes: &[u8]) -> io::Result<()> {
    let mut output = Output::begin(target)?;
    output.write_all(bytes)?;
    output.finish()?.place()
}

/// The error of the disk, taken out of what a library says around it: what is told depends on its kind.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the errors of CSV, only those of the disk have another inside"
)]
pub(super) fn plain(error: io::Error) -> io::Error {
    let error = match error.downcast::<csv::Error>() {
        Ok(error) => match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            kind => io::Error::other(format!("{kind:?}")),
        },
        Err(error) => error,
    };
    #[cfg(feature = "parquet")]
    let error = super::parquet::plain(error);
    error
}
