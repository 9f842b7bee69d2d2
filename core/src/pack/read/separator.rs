//! What separates the cells of a CSV file, and how its numbers are written then: as a program does, or as an office suite in French.

use crate::{
    decimal::{self, DecimalError},
    error::Code,
    pack::model::Location,
};

use super::report::Report;

/// What separates the cells of a file: its first line says it, and it holds for the whole file.
///
/// # Example
/// ```
/// use bareme::pack::Separator;
///
/// let office = Separator::of("depuis;age;montant\r\n").unwrap();
/// assert_eq!(office.sign(), ';');
/// assert_eq!(office.number("1234,50", 2), Ok(123_450));
/// assert!(office.number("1234.50", 2).is_err());
/// assert_eq!(Separator::of("depuis,age;montant"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`; decimals come after a point.
    Comma,
    /// `;`, as office suites write in French; decimals come after a comma.
    Semicolon,
}

impl Separator {
    /// That of a file; `None` when its first line has both signs.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let header = text.trim_start_matches(['\u{feff}', '\r', '\n']);
        let header = header.split(['\r', '\n']).next().unwrap_or_default();
        match (header.contains(','), header.contains(';')) {
            (true, true) => None,
            (false, true) => Some(Self::Semicolon),
            (_, false) => Some(Self::Comma),
        }
    }

    /// The sign between two cells.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
        }
    }

    /// The same sign, as one byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }

    /// The number of a cell. Which sign comes before decimals is known, and never guessed.
    ///
    /// # Errors
    /// [`DecimalError`] as [`decimal::parse`].
    pub fn number(self, text: &str, decimals: u8) -> Result<i64, DecimalError> {
        match self {
            Self::Comma => decimal::parse(text, decimals),
            Self::Semicolon if text.contains('.') => Err(DecimalError::NotANumber),
            Self::Semicolon => decimal::parse_typed(text, decimals),
        }
    }

    /// How a number is written in a cell.
    #[must_use]
    pub fn written(self, scaled: i64, decimals: u8) -> String {
        let text = decimal::format(scaled, decimals);
        match self {
            Self::Comma => text,
            Self::Semicolon => text.replace('.', ","),
        }
    }

    /// Reports a text that is not a number here, with how it would be written.
    pub(super) fn refuse(
        self,
        report: &mut Report,
        at: Location,
        (text, decimals): (&str, u8),
        error: DecimalError,
    ) {
        let [point, others] = match self {
            Self::Comma => ['.', ','],
            Self::Semicolon => [',', '.'],
        };
        let name = match self {
            Self::Comma => "des virgules, les décimales viennent après un point",
            Self::Semicolon => "des points-virgules, les décimales viennent après une virgule",
        };
        match error {
            DecimalError::NotANumber if text.contains(others) => {
                report
                    .add(
                        at,
                        Code::InvalidValue,
                        format!("`{text}` n'est pas un nombre ici"),
                    )
                    .help(match plain(text, point, others).map(|plain| fitting(plain, point, decimals)) {
                        Some((plain, true)) if !plain.contains(point) => format!("écrivez `{plain}`"),
                        Some((plain, true)) => {
                            format!("écrivez `{plain}` : dans un fichier séparé par {name}")
                        }
                        Some((plain, false)) if decimals == 0 => {
                            format!("`{plain}` n'est pas entier : arrondissez la valeur, ou changez le nombre de décimales déclaré")
                        }
                        Some((plain, false)) => format!(
                            "`{plain}` a trop de décimales, {decimals} au plus ici : dans un fichier séparé par {name}"
                        ),
                        None => {
                            format!("dans un fichier séparé par {name}, et les milliers n'ont pas de signe")
                        }
                    });
            }
            DecimalError::Ambiguous if self == Self::Semicolon => {
                let (thousands, decimals) = decimal::readings(text).unwrap_or_default();
                let whole: String = thousands.chars().filter(|c| *c != ' ').collect();
                report
                    .add(
                        at,
                        Code::AmbiguousNumber,
                        format!("`{text}` peut vouloir dire {thousands} ou {decimals}"),
                    )
                    .help(format!("écrivez `{whole}`, ou `{decimals}`"));
            }
            DecimalError::NotANumber
            | DecimalError::Ambiguous
            | DecimalError::TooManyDecimals { .. }
            | DecimalError::TooLarge => bad_number(report, at, (text, decimals), error, self),
        }
    }
}

/// A number without the zeros that nobody counts, and whether it has no more decimals than these then.
fn fitting(plain: String, point: char, decimals: u8) -> (String, bool) {
    let Some((whole, fraction)) = plain.split_once(point) else {
        return (plain, true);
    };
    let most = usize::from(decimals);
    let counted = fraction.trim_end_matches('0').len();
    let kept = fraction.get(..fraction.len().min(most)).unwrap_or_default();
    match (counted <= most, kept) {
        (false, _) => (plain, false),
        (true, "") => (whole.to_owned(), true),
        (true, kept) => (format!("{whole}{point}{kept}"), true),
    }
}

/// The number without signs between thousands, when one reading only is left: `1.234,50` and `1234,50` are clear, `1.234` is not.
fn plain(text: &str, point: char, other: char) -> Option<String> {
    let spaceless: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let last = spaceless.rfind([point, other])?;
    let (whole, fraction) = spaceless.split_at_checked(last)?;
    let fraction = fraction.get(1..)?;
    let thousands = whole.contains([point, other]);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare: String = whole.chars().filter(|c| *c != point && *c != other).collect();
    let clear = thousands || fraction.len() != 3;
    (clear && digits(fraction) && digits(bare.trim_start_matches('-')))
        .then(|| format!("{bare}{point}{fraction}"))
}

/// The number of an amount that is written with its unit, its spaces, or zeros that nobody counts: `1 020 €`, `1020,00`.
fn bare(text: &str, separator: Separator, decimals: u8) -> Option<String> {
    let text = text.trim();
    let units = ["€", "EUR", "euros", "euro"];
    let amount = units
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text);
    let (point, others) = match separator {
        Separator::Comma => ('.', ','),
        Separator::Semicolon => (',', '.'),
    };
    let spaceless: String = amount.chars().filter(|c| !c.is_whitespace()).collect();
    let typed = spaceless
        .split_once([point, others])
        .map_or(0, |(_, fraction)| fraction.len());
    // Groups of three digits, and one sign before decimals.
    decimal::parse_typed(amount, decimals.max(u8::try_from(typed).ok()?)).ok()?;
    let (bare, fits) = fitting(spaceless.replace(others, &point.to_string()), point, decimals);
    (fits && separator.number(&bare, decimals).is_ok()).then_some(bare)
}

/// Reports a text that is not a number of the decimals asked for, with how a number is written in such a file.
pub(super) fn bad_number(
    report: &mut Report,
    at: Location,
    (text, decimals): (&str, u8),
    error: DecimalError,
    separator: Separator,
) {
    match error {
        DecimalError::NotANumber => {
            report
                .add(at, Code::InvalidValue, format!("`{text}` n'est pas un nombre"))
                .help(match (decimals, separator) {
                    (0, _) => "écrivez des chiffres seuls : `1234`",
                    (_, Separator::Comma) => "écrivez des chiffres et un point : `1234.56`",
                    (_, Separator::Semicolon) => "écrivez des chiffres et une virgule : `1234,56`",
                })
                .suggest(bare(text, separator, decimals));
        }
        DecimalError::TooManyDecimals { allowed } => {
            report
                .add(
                    at,
                    Code::TooManyDecimals,
                    format!("`{text}` a trop de décimales : {allowed} au plus ici"),
                )
                .help(match bare(text, separator, decimals) {
                    Some(bare) => format!("écrivez `{bare}`"),
                    None => "arrondissez la valeur, ou changez le nombre de décimales déclaré".to_owned(),
                });
        }
        DecimalError::Ambiguous => {
            let (thousands, decimals) = decimal::readings(text).unwrap_or_default();
            let plain: String = thousands.chars().filter(|c| *c != ' ').collect();
            report
                .add(
                    at,
                    Code::AmbiguousNumber,
                    format!("`{text}` peut vouloir dire {thousands} ou {decimals}"),
                )
                .help(format!("écrivez `{plain}`, ou `{}`", decimals.replace(',', ".")));
        }
        DecimalError::TooLarge => {
            report
                .add(
                    at,
                    Code::InvalidValue,
                    format!("`{text}` est un nombre trop grand"),
                )
                .help("le plus grand nombre a une quinzaine de chiffres avant ses décimales");
        }
    }
}
