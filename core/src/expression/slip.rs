//! The mistakes that everybody makes, and what was meant.

use super::{operations::CompareOp, token::Kind, words};

/// What a wrong sign stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Token(Kind),
    Space,
    Unknown,
}

/// The word of the language that a word of another stands for.
pub(super) fn in_french(word: &str) -> Option<&'static str> {
    Some(match word {
        "and" => "et",
        "or" => "ou",
        "in" => "dans",
        "then" => "alors",
        "else" => "sinon",
        _ => return None,
    })
}

/// What to do about a word that people write where the language says it otherwise.
pub(super) fn advice_on(word: &str) -> Option<&'static str> {
    match word {
        "entre" | "between" => Some("écrivez `x dans a..b`, bouts compris"),
        "not" => Some("la négation s'écrit `non`"),
        _ => None,
    }
}

/// A wrong sign at the start of a text.
pub(super) struct Slip {
    pub(super) length: usize,
    pub(super) meaning: Meaning,
    pub(super) suggestion: Option<String>,
    pub(super) help: Option<&'static str>,
}

/// Signs of other languages, each with its sign here. None of them starts a correct text; the longest first.
const FOREIGN: &[(&str, Kind, &str)] = &[
    ("...", Kind::DotDot, ".."),
    ("==", Kind::Compare(CompareOp::Equal), "="),
    ("=<", Kind::Compare(CompareOp::LessOrEqual), "<="),
    ("=>", Kind::Compare(CompareOp::GreaterOrEqual), ">="),
    ("<>", Kind::Compare(CompareOp::NotEqual), "!="),
    ("≤", Kind::Compare(CompareOp::LessOrEqual), "<="),
    ("≥", Kind::Compare(CompareOp::GreaterOrEqual), ">="),
    ("≠", Kind::Compare(CompareOp::NotEqual), "!="),
    ("&&", Kind::And, "et"),
    ("&", Kind::And, "et"),
    ("||", Kind::Or, "ou"),
    ("|", Kind::Or, "ou"),
    ("…", Kind::DotDot, ".."),
    ("−", Kind::Minus, "-"),
    ("–", Kind::Minus, "-"),
    ("×", Kind::Star, "*"),
    (";", Kind::Comma, ","),
];

const DIVISION: &str =
    "utilisez `quotient(a, b, decimales)` ; `/` n'a sa place que dans une unité, sans espace";
const QUOTES: &str = "un membre d'énumération prend des guillemets droits (`\"0bis\"`)";

/// Signs that need advice rather than another sign.
const ADVICE: &[(&str, Meaning, &str)] = &[
    // For what follows, a division reads as a product does.
    ("/", Meaning::Token(Kind::Star), DIVISION),
    ("÷", Meaning::Token(Kind::Star), DIVISION),
    (
        "%",
        Meaning::Unknown,
        "un taux est une part de 1, dans un paramètre",
    ),
    (
        "€",
        Meaning::Unknown,
        "l'unité des euros est `EUR`, après un nombre",
    ),
    (
        "\u{a0}",
        Meaning::Space,
        "remplacez l'espace insécable par une espace ordinaire",
    ),
    (
        "\u{202f}",
        Meaning::Space,
        "remplacez l'espace insécable par une espace ordinaire",
    ),
];

const QUOTE_MARKS: [char; 8] = ['\'', '`', '‘', '’', '“', '”', '«', '»'];

/// The wrong sign at the start of `rest`, if it is one that people write.
pub(super) fn slip(rest: &str) -> Option<Slip> {
    if rest.starts_with('!') && !rest.starts_with("!=") {
        return Some(Slip::meant(1, Kind::Not, "non"));
    }
    if let Some((sign, kind, suggestion)) = FOREIGN.iter().find(|(sign, ..)| rest.starts_with(sign)) {
        return Some(Slip::meant(sign.len(), *kind, suggestion));
    }
    if let Some((sign, meaning, help)) = ADVICE.iter().find(|(sign, ..)| rest.starts_with(sign)) {
        return Some(Slip {
            length: sign.len(),
            meaning: *meaning,
            suggestion: None,
            help: Some(help),
        });
    }
    let mark = rest.chars().next().filter(|c| QUOTE_MARKS.contains(c))?;
    let (inside, after) = rest
        .strip_prefix(mark)
        .and_then(|inside| inside.split_once(QUOTE_MARKS))
        .unwrap_or_default();
    if words::is_member(inside.trim()) {
        let end = after.len();
        return Some(Slip::meant(
            rest.len().saturating_sub(end),
            Kind::Member,
            &format!("\"{}\"", inside.trim()),
        ));
    }
    Some(Slip {
        length: mark.len_utf8(),
        meaning: Meaning::Unknown,
        suggestion: None,
        help: Some(QUOTES),
    })
}

impl Slip {
    fn meant(length: usize, kind: Kind, suggestion: &str) -> Self {
        Self {
            length,
            meaning: Meaning::Token(kind),
            suggestion: Some(suggestion.to_owned()),
            help: None,
        }
    }
}

/// May the character stand in a word, however wrongly? Combining accents are part of the word that they mark.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c)
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The word without capitals and French accents: `Échelon` gives `echelon`.
pub(super) fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' => plain.push('a'),
            'ç' => plain.push('c'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ô' | 'ö' => plain.push('o'),
            'ù' | 'û' | 'ü' => plain.push('u'),
            'ÿ' => plain.push('y'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            c if is_combining(c) => {}
            c => plain.push(c),
        }
    }
    plain
}

/// The text with every invisible character replaced by its number: an unseen character explains nothing.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}'
            | '\u{ad}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => shown.push_str(&number(c)),
            c if c.is_control() => shown.push_str(&number(c)),
            c => shown.push(c),
        }
    }
    shown
}

fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The text, or its beginning when it is too long for a message, without invisible characters.
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", visible(text.get(..cut).unwrap_or_default())),
        None => visible(text),
    }
}
