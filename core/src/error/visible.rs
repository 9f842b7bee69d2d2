//! Texts of strangers, with what cannot be seen written out.

/// The text, with every character that cannot be seen written out: `‹U+202E›`.
///
/// A text that a stranger wrote may turn the line around (bidirectional controls), hide letters or move the cursor of a
/// terminal: what is read would not be what is there. Line breaks and tabs stay.
///
/// # Example
/// ```
/// assert_eq!(bareme::error::visible("a\u{202e}b"), "a‹U+202E›b");
/// ```
#[must_use]
pub fn visible(text: impl Into<String>) -> String {
    let text = text.into();
    if !text.contains(is_unseen) {
        return text;
    }
    let mut seen = String::with_capacity(text.len().saturating_add(16));
    for c in text.chars() {
        if is_unseen(c) {
            seen.push_str(&format!("‹U+{:04X}›", u32::from(c)));
        } else {
            seen.push(c);
        }
    }
    seen
}

/// Controls, marks and overrides of direction, and characters without width.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("abc\u{202e}fed\u{2066}"), "abc‹U+202E›fed‹U+2066›");
        assert_eq!(
            visible("a\u{1b}[31mb\u{200b}\r"),
            "a‹U+001B›[31mb‹U+200B›‹U+000D›"
        );
    }

    #[test]
    fn what_can_be_seen_stays() {
        let text = "« 18\u{202f}250\u{a0}€ »,\n\tl’été, œuvre";
        assert_eq!(visible(text), text);
    }
}
