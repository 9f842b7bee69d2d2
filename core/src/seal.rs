//! Seals made with a secret key: whoever has no key can neither make one nor change what it covers.
//!
//! A hash alone shows that a text was altered by accident: anyone can compute it again. A [`Seal`] is HMAC-SHA-256 (RFC 2104)
//! under a key that only the office holds.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

/// The fewest bytes of a key: as many as the hash gives.
pub const SHORTEST_KEY: usize = 32;

/// The most bytes of a key.
pub const LONGEST_KEY: usize = 1024;

/// A secret key. `Debug` never shows it.
#[derive(Clone)]
pub struct SealKey(Hmac<Sha256>);

/// The text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealKeyError {
    /// Something that is not a hexadecimal digit, or an odd number of them.
    #[error("une clé s'écrit en hexadécimal, deux chiffres par octet")]
    NotHexadecimal,
    /// Too few bytes, or too many.
    #[error("une clé a de {SHORTEST_KEY} à {LONGEST_KEY} octets")]
    Length,
}

/// What a key makes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seal([u8; 32]);

impl SealKey {
    /// The key with these bytes: from 32 to 1024.
    ///
    /// # Errors
    /// [`SealKeyError::Length`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealKeyError> {
        if !(SHORTEST_KEY..=LONGEST_KEY).contains(&bytes.len()) {
            return Err(SealKeyError::Length);
        }
        // INVARIANT: HMAC takes a key of any length.
        Hmac::new_from_slice(bytes)
            .map(Self)
            .map_err(|_| SealKeyError::Length)
    }

    /// The key of a file: hexadecimal digits, as `openssl rand -hex 32` writes them; white space does not count.
    ///
    /// # Errors
    /// [`SealKeyError`].
    ///
    /// # Example
    /// ```
    /// use bareme::seal::SealKey;
    ///
    /// let key = SealKey::from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
    /// let seal = key.seal("exemple", b"une place");
    /// assert!(key.made("exemple", b"une place", &seal));
    /// assert!(!key.made("exemple", b"deux places", &seal));
    /// # Ok::<(), bareme::seal::SealKeyError>(())
    /// ```
    pub fn from_hex(text: &str) -> Result<Self, SealKeyError> {
        let digits: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        Self::from_bytes(&bytes_of(&digits).ok_or(SealKeyError::NotHexadecimal)?)
    }

    /// The seal of these bytes, for this use: a seal made for one use is none for another.
    #[must_use]
    pub fn seal(&self, usage: &str, bytes: &[u8]) -> Seal {
        Seal(self.over(usage, bytes).finalize().into_bytes().into())
    }

    /// Was this seal made with this key, for this use, of these bytes? Takes as long whatever the answer.
    #[must_use]
    pub fn made(&self, usage: &str, bytes: &[u8], seal: &Seal) -> bool {
        self.over(usage, bytes).verify_slice(&seal.0).is_ok()
    }

    fn over(&self, usage: &str, bytes: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(usage.as_bytes());
        // No use has a zero: no two uses and texts read the same.
        mac.update(&[0]);
        mac.update(bytes);
        mac
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

impl Seal {
    /// The seal with these bytes, when there are 32.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The seal of 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        Self::from_bytes(&bytes_of(text)?)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Two digits for each byte.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

/// The bytes that hexadecimal digits write, two digits each.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)?.checked_mul(16)? | digit(*low)?);
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 6: a key longer than a block. Without a use, the value would be that of the RFC; the use comes before.
    #[test]
    fn a_seal_is_the_hmac_of_the_use_a_zero_and_the_bytes() {
        let key = SealKey::from_bytes(&[0xaa; 131]).unwrap();
        let mut plain = key.0.clone();
        plain.update(b"Test Using Larger Than Block-Size Key - Hash Key First");
        let plain = Seal(plain.finalize().into_bytes().into());
        assert_eq!(
            plain.to_string(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
        let mut with_use = key.0.clone();
        with_use.update(b"usage\0texte");
        assert_eq!(
            key.seal("usage", b"texte").0,
            <[u8; 32]>::from(with_use.finalize().into_bytes())
        );
    }

    #[test]
    fn another_use_text_or_key_is_another_seal() {
        let key = SealKey::from_bytes(&[1; 32]).unwrap();
        let seal = key.seal("a", b"b");
        assert!(key.made("a", b"b", &seal));
        assert!(!key.made("b", b"b", &seal));
        assert!(!key.made("a", b"c", &seal));
        assert!(!SealKey::from_bytes(&[2; 32]).unwrap().made("a", b"b", &seal));
        assert_eq!(Seal::from_hex(&seal.to_string()), Some(seal));
    }

    #[test]
    fn what_is_no_key_is_told() {
        let key = |text: &str| SealKey::from_hex(text).map(|_| ()).unwrap_err();
        assert_eq!(key("zz"), SealKeyError::NotHexadecimal);
        assert_eq!(key("abc"), SealKeyError::NotHexadecimal);
        assert_eq!(key("é"), SealKeyError::NotHexadecimal);
        assert_eq!(key(&"ab".repeat(31)), SealKeyError::Length);
        assert_eq!(key(&"ab".repeat(1025)), SealKeyError::Length);
        assert!(SealKey::from_hex(&format!(" {}\r\n", "aB".repeat(32))).is_ok());
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = SealKey::from_bytes(&[7; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "SealKey(…)");
    }
}
