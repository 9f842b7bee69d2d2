//! What changes from a text to another, as `diff -u` writes it.

use similar::TextDiff;

/// How many lines that do not change are shown around those that do.
const AROUND: usize = 3;

/// What changes from a text to another, as `diff -u` writes it; nothing when they are the same.
pub(crate) fn difference(path: &str, before: &str, after: &str) -> String {
    moved([path, path], before, after)
}

/// The same, of a file that also moves from the first path to the second.
pub(crate) fn moved(paths: [&str; 2], before: &str, after: &str) -> String {
    let [from, to] = paths;
    let lines = TextDiff::from_lines(before, after);
    let shown = lines
        .unified_diff()
        .context_radius(AROUND)
        .header(from, to)
        .to_string();
    if shown.is_empty() && from != to {
        return format!("--- {from}\n+++ {to}\n");
    }
    shown
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
    fn lines_far_from_each_other_are_shown_apart() {
        let text = |first: &str, last: &str| format!("{first}\n1\n2\n3\n4\n5\n6\n7\n8\n{last}\n");
        let shown = difference("f", &text("a", "b"), &text("A", "B"));
        assert_eq!(shown.matches("@@ -").count(), 2, "{shown}");
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
