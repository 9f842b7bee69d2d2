//! Hashes of files, taken while they are read or written.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use sha2::{Digest as _, Sha256};

/// How long some bytes are, and their SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digest {
    pub(crate) bytes: u64,
    /// 64 hexadecimal digits.
    pub(crate) sha256: String,
}

impl Digest {
    /// Of a whole file.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut file = Digesting::new(File::open(path)?);
        let mut buffer = vec![0; 1 << 18];
        while file.read(&mut buffer)? > 0 {}
        Ok(file.digest())
    }
}

/// Lets bytes through, and hashes them.
pub(crate) struct Digesting<F> {
    file: F,
    hash: Sha256,
    bytes: u64,
}

impl<F> Digesting<F> {
    pub(crate) fn new(file: F) -> Self {
        Self {
            file,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// Of what went through until now.
    pub(crate) fn digest(&self) -> Digest {
        let hash = self.hash.clone().finalize();
        let mut sha256 = String::with_capacity(64);
        for byte in hash {
            // Writing to memory cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        Digest {
            bytes: self.bytes,
            sha256,
        }
    }

    /// What the bytes went to.
    pub(crate) fn into_inner(self) -> F {
        self.file
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.take(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.take(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
