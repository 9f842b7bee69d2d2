//! Numbers and rates as they are written in French.

use bareme::{Decimal, decimal::written};

/// The narrow no-break space: between thousands, before `€`, `%` and high punctuation.
pub const THIN: char = '\u{202f}';

/// A number without the zeros that say nothing: `8.0` is « 8 ».
pub(crate) fn short(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// An amount of euros: cents when there are decimals, and no finer than needed.
pub(crate) fn cents(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) => {
            let kept = fraction.trim_end_matches('0');
            format!("{whole}.{kept:0<2}")
        }
        None => text.to_owned(),
    }
}

/// A count: « 1 234 567 ».
#[must_use]
pub fn whole(number: u64) -> String {
    written(&number.to_string())
}

/// A share of one: `0.125` is « 12,5 % ».
pub(crate) fn percent(text: &str) -> String {
    let Ok(share) = text.parse::<Decimal>() else {
        return text.to_owned();
    };
    let hundred = Decimal::ONE_HUNDRED
        .checked_mul(share)
        .unwrap_or(share)
        .normalize();
    format!("{}{THIN}%", written(&hundred.to_string()))
}

/// By how much more or less: « + 1,5 % », « − 2 % ».
#[must_use]
pub fn signed_percent(share: Decimal) -> String {
    let sign = if share.is_sign_negative() { '\u{2212}' } else { '+' };
    format!("{sign}\u{a0}{}", percent(&share.abs().to_string()))
}

/// A number of things: « 1 place », « 12 places ».
#[must_use]
pub fn counted(count: u64, one: &str, several: &str) -> String {
    let number = whole(count);
    format!("{number}\u{a0}{}", if count < 2 { one } else { several })
}

/// In French, the plural starts at two.
pub(crate) fn is_plural(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.split('.').next().unwrap_or_default();
    whole
        .trim_start_matches('0')
        .parse::<u128>()
        .is_ok_and(|n| n >= 2)
}

/// From one mark of an axis to the next: the smallest of 1, 2, 5, 10, 20… that leaves fewer than so many in a width.
pub(crate) fn round_step(width: i128, most: i128) -> i128 {
    let mut ten = 1_i128;
    loop {
        for step in [ten, ten * 2, ten * 5] {
            if width / step < most {
                return step;
            }
        }
        ten *= 10;
    }
}
