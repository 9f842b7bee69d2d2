//! What changes from a text to another, as `diff -u` writes it.

use std::fmt::Write as _;

/// How many lines that do not change are shown around those that do.
const AROUND: usize = 3;

/// What changes from a text to another, as `diff -u` writes it. One place at most: that between their first and last differences.
pub(crate) fn difference(path: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let same = |from_end: usize| {
        let line = |lines: &[&str]| lines.iter().rev().nth(from_end).map(|line| (*line).to_owned());
        let left = old.len().min(new.len()).saturating_sub(first);
        from_end < left && line(&old) == line(&new)
    };
    let last = (0..).take_while(|from_end| same(*from_end)).count();
    let (old_end, new_end) = (old.len().saturating_sub(last), new.len().saturating_sub(last));
    if first == old_end && first == new_end {
        return String::new();
    }
    let start = first.saturating_sub(AROUND);
    let shown =
        |lines: &[&str], end: usize| end.saturating_add(AROUND).min(lines.len()).saturating_sub(start);
    let mut text = format!("--- {path}\n+++ {path}\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "@@ -{},{} +{},{} @@",
        start.saturating_add(1),
        shown(&old, old_end),
        start.saturating_add(1),
        shown(&new, new_end)
    );
    let mut put = |sign: char, lines: &[&str], from: usize, to: usize| {
        for line in lines.iter().take(to).skip(from) {
            let _ = writeln!(text, "{sign}{line}");
        }
    };
    put(' ', &old, start, first);
    put('-', &old, first, old_end);
    put('+', &new, first, new_end);
    put(' ', &old, old_end, old_end.saturating_add(AROUND));
    text
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn lines_that_are_added_stand_between_those_around_them() {
        assert_eq!(
            difference("f", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nX\ne\nf\n"),
            "--- f\n+++ f\n@@ -2,5 +2,6 @@\n b\n c\n d\n+X\n e\n f\n"
        );
    }

    #[test]
    fn a_line_that_changes_is_shown_twice() {
        assert_eq!(
            difference("f", "a\nb\n", "a\nc\n"),
            "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
        );
    }

    #[test]
    fn a_line_like_the_last_one_is_not_counted_twice() {
        assert_eq!(
            difference("f", "a\na\n", "a\na\na\n"),
            "--- f\n+++ f\n@@ -1,2 +1,3 @@\n a\n a\n+a\n"
        );
        assert_eq!(difference("f", "a\n", "a\n"), "");
    }
}
