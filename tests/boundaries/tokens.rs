//! Rust text as words and signs, without comments and without the content of strings: enough to see what a file names.

/// A word, a number or one sign, and its line from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The tokens of a Rust file; `::` is one token, a string is `""`.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let start = at;
        let text = match chars[at] {
            c if c.is_whitespace() => {
                at += 1;
                None
            }
            '/' if chars.get(at + 1) == Some(&'/') => {
                at = (at..chars.len())
                    .find(|i| chars[*i] == '\n')
                    .unwrap_or(chars.len());
                None
            }
            '/' if chars.get(at + 1) == Some(&'*') => {
                at = end_of_block_comment(&chars, at);
                None
            }
            '"' => {
                at = end_of_string(&chars, at);
                Some("\"\"".to_owned())
            }
            'r' | 'b' | 'c' if raw_string(&chars, at).is_some() => {
                at = raw_string(&chars, at).unwrap_or(chars.len());
                Some("\"\"".to_owned())
            }
            '\'' => {
                at = end_of_quote(&chars, at);
                Some("'".to_owned())
            }
            c if is_word(c) => {
                at = (at..chars.len())
                    .find(|i| !is_word(chars[*i]))
                    .unwrap_or(chars.len());
                Some(chars[start..at].iter().collect())
            }
            ':' if chars.get(at + 1) == Some(&':') => {
                at += 2;
                Some("::".to_owned())
            }
            sign => {
                at += 1;
                Some(sign.to_string())
            }
        };
        out.extend(text.map(|text| Token { text, line }));
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    out
}

/// Is this a word (an identifier, a keyword or a number)?
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) if depth == 1 => return at + 2,
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// The end of `r"…"`, `r#"…"#`, `br"…"`, when one starts here.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    if start > 0 && is_word(chars[start - 1]) {
        return None;
    }
    let r = start + usize::from(chars[start] != 'r');
    (chars.get(r) == Some(&'r')).then_some(())?;
    let hashes = chars[r + 1..].iter().take_while(|c| **c == '#').count();
    let open = r + 1 + hashes;
    (chars.get(open) == Some(&'"')).then_some(())?;
    let closed = (open + 1..chars.len()).find(|i| {
        chars[*i] == '"'
            && chars[*i + 1..]
                .iter()
                .take_while(|c| **c == '#')
                .take(hashes)
                .count()
                == hashes
    });
    Some(closed.map_or(chars.len(), |quote| quote + 1 + hashes))
}

/// The end of a character (`'a'`, `'\n'`) or of the sign of a lifetime.
fn end_of_quote(chars: &[char], start: usize) -> usize {
    if chars.get(start + 1) == Some(&'\\') {
        return (start + 3..chars.len())
            .find(|i| chars[*i] == '\'')
            .map_or(chars.len(), |quote| quote + 1);
    }
    if chars.get(start + 2) == Some(&'\'') {
        start + 3
    } else {
        start + 1
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn words(source: &str) -> Vec<String> {
        tokens(source).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        let source = "a // f64\n/* f64 /* f64 */ */ \"f64 \\\" f64\" r#\"f64 \" f64\"# b\"f64\" 'f' '\\'' b";
        assert_eq!(words(source), ["a", "\"\"", "\"\"", "b", "\"\"", "'", "'", "b"]);
    }

    #[test]
    fn lifetimes_paths_and_lines_are_kept() {
        let found = tokens("fn f<'a>(x: &'a str)\n{ core::mem::take }");
        let take = found.iter().find(|token| token.text == "take").unwrap();
        assert_eq!(take.line, 2);
        assert_eq!(found.iter().filter(|token| token.text == "::").count(), 2);
    }
}
