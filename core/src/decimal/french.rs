//! Numbers as French writes them.

/// A number as French writes it, from its digits and its point: « 1 234 567,50 », thousands apart by a narrow no-break space.
///
/// # Example
/// ```
/// assert_eq!(bareme::decimal::written("-1234.50"), "\u{2212}1\u{202f}234,50");
/// ```
#[must_use]
pub fn written(text: &str) -> String {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("\u{2212}", unsigned),
        None => ("", text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut written = sign.to_owned();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && whole.len().saturating_sub(position) % 3 == 0 {
            written.push('\u{202f}');
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(',');
        written.push_str(fraction);
    }
    written
}
