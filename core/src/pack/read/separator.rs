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
    pub(super) fn refuse(self, report: &mut Report, at: Location, text: &str, error: DecimalError) {
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
                    .help(match plain(text, point, others) {
                        Some(plain) => format!("écrivez `{plain}` : dans un fichier séparé par {name}"),
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
            | DecimalError::TooLarge => bad_number(report, at, text, error),
        }
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

/// Reports a text that is not a number of the decimals asked for.
pub(super) fn bad_number(report: &mut Report, at: Location, text: &str, error: DecimalError) {
    match error {
        DecimalError::NotANumber => {
            report
                .add(at, Code::InvalidValue, format!("`{text}` n'est pas un nombre"))
                .help("écrivez des chiffres et un point : `1234.56`")
                .suggest(plain(text, '.', ','));
        }
        DecimalError::TooManyDecimals { allowed } => {
            report
                .add(
                    at,
                    Code::TooManyDecimals,
                    format!("`{text}` a trop de décimales : {allowed} au plus ici"),
                )
                .help("arrondissez la valeur, ou changez le nombre de décimales déclaré");
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
                .help("le plus grand nombre a une quinzaine de chiffres avant le point");
        }
    }
}
