//! A number made of the one of the law: `× 1.05`, `+ 10 %`, `- 50`, with how it is rounded.

use super::super::{node::Node, report::Report};
use crate::{
    decimal::{self, Rounding, divide, pow10},
    error::Code,
};

/// The most decimals of a coefficient.
const DECIMALS: u8 = 6;

/// The words of roundings: to how many decimals.
const TO: [(&str, i8); 8] = [
    ("au centime", 2),
    ("au dixième", 1),
    ("à l'euro", 0),
    ("à l'unité", 0),
    ("à la dizaine", -1),
    ("à la dizaine d'euros", -1),
    ("à la centaine", -2),
    ("à la centaine d'euros", -2),
];

/// What is made of a number of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Adjust {
    operation: Operation,
    /// Kept decimals, and which way; those of what is changed when it is not said.
    rounding: Option<(i8, Rounding)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// With [`DECIMALS`] decimals.
    Times(i64),
    /// With [`DECIMALS`] decimals too.
    Plus(i64),
}

/// What is wrong with a text that was meant as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Faulty {
    message: String,
    help: String,
}

impl Adjust {
    /// The adjustment that a value writes; `None` when it is a value of its own.
    pub(super) fn read(report: &mut Report, node: Node<'_>) -> Option<Result<Self, ()>> {
        let text = node.value.get_ref().as_str()?;
        let read = Self::of(text)?;
        Some(read.map_err(|faulty| {
            report
                .add(node.at(), Code::InvalidValue, faulty.message)
                .help(faulty.help);
        }))
    }

    fn of(text: &str) -> Option<Result<Self, Faulty>> {
        let text = text.trim().replace('’', "'");
        let (number, words) = match text.split_once("arrondi") {
            Some((number, words)) => (number.trim().trim_end_matches(',').trim_end(), Some(words)),
            None => (text.as_str(), None),
        };
        let operation = operation(number)?;
        let rounding = words.map(|words| rounding(words.trim())).transpose();
        Some(match (operation, rounding) {
            (Ok(operation), Ok(rounding)) => Ok(Self { operation, rounding }),
            (Err(faulty), _) | (_, Err(faulty)) => Err(faulty),
        })
    }

    /// What is made of a number of so many decimals; `None` when it does not fit.
    pub(super) fn of_value(self, value: i64, decimals: u8) -> Option<i64> {
        let one = i128::from(pow10(DECIMALS));
        let value = i128::from(value);
        // With `DECIMALS` decimals more than the value.
        let exact = match self.operation {
            Operation::Times(factor) => value.checked_mul(factor.into())?,
            Operation::Plus(more) => {
                let more = i128::from(more).checked_mul(pow10(decimals).into())?;
                value.checked_mul(one)?.checked_add(more)?
            }
        };
        let (kept, way) = self.rounding.unwrap_or((i8::MAX, Rounding::HalfAwayFromZero));
        let own = i8::try_from(decimals).unwrap_or(i8::MAX);
        let dropped = u8::try_from(own.saturating_sub(kept)).unwrap_or(0);
        let step = i128::from(pow10(dropped));
        let rounded = divide(exact, one.checked_mul(step)?, way).checked_mul(step)?;
        i64::try_from(rounded).ok()
    }
}

fn operation(text: &str) -> Option<Result<Operation, Faulty>> {
    let mut letters = text.chars();
    let sign = letters.next()?;
    let rest = letters.as_str();
    if matches!(sign, '×' | '*') || sign == 'x' && rest.starts_with([' ', '0', '1', '2', '3']) {
        let factor = number(rest).filter(|factor| *factor >= 0);
        return Some(factor.map(Operation::Times).ok_or_else(|| faulty(text)));
    }
    let sign = match sign {
        '+' => 1_i64,
        '-' | '−' => -1,
        _ => return None,
    };
    if let Some(share) = rest.trim_end().strip_suffix('%') {
        // A hundredth of what is written: its last two decimals must be there.
        let share = number(share).and_then(|share| {
            let exact = share.checked_rem(100) == Some(0);
            exact.then(|| share.checked_div(100)).flatten()
        });
        let factor = share
            .and_then(|share| pow10(DECIMALS).checked_add(share.checked_mul(sign)?))
            .filter(|factor| *factor >= 0);
        return Some(factor.map(Operation::Times).ok_or_else(|| faulty(text)));
    }
    // A sign alone is that of a number; with a space it is something more, or less.
    rest.starts_with(char::is_whitespace).then(|| {
        let more = number(rest).and_then(|more| more.checked_mul(sign));
        more.map(Operation::Plus).ok_or_else(|| faulty(text))
    })
}

/// A number without sign, with a point or a comma.
fn number(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let unsigned = text.starts_with(|c: char| c.is_ascii_digit());
    decimal::parse_digits(&text, DECIMALS).ok().filter(|_| unsigned)
}

fn rounding(words: &str) -> Result<(i8, Rounding), Faulty> {
    let (words, way) = [
        (" inférieur", Rounding::Floor),
        (" inférieure", Rounding::Floor),
        (" supérieur", Rounding::Ceiling),
        (" supérieure", Rounding::Ceiling),
    ]
    .into_iter()
    .find_map(|(end, way)| words.strip_suffix(end).map(|words| (words, way)))
    .unwrap_or((words, Rounding::HalfAwayFromZero));
    let kept = TO.iter().find(|(known, _)| *known == words);
    kept.map(|(_, kept)| (*kept, way)).ok_or_else(|| Faulty {
        message: format!("« arrondi {words} » n'est pas un arrondi connu"),
        help: "écrivez `arrondi au centime`, `arrondi à l'euro`, `arrondi à la dizaine` ou `arrondi à la centaine`, et au besoin `inférieur` ou `supérieur`".to_owned(),
    })
}

fn faulty(text: &str) -> Faulty {
    Faulty {
        message: format!("`{text}` n'est ni un coefficient ni une variation"),
        help: "écrivez `× 1.05`, `+ 10 %`, `- 2.5 %`, ou `+ 50` pour une somme ; `, arrondi à l'euro` peut suivre".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str, value: i64, decimals: u8) -> Option<i64> {
        Adjust::of(text)
            .expect("an adjustment")
            .ok()?
            .of_value(value, decimals)
    }

    #[test]
    fn a_coefficient_rounds_to_the_decimals_of_what_it_changes() {
        // 33 100 × 1,05 = 34 755; 18 190 × 1,05 = 19 099,5, which goes away from zero.
        assert_eq!(made("× 1.05", 33_100, 0), Some(34_755));
        assert_eq!(made("× 1,05", 18_190, 0), Some(19_100));
        assert_eq!(made("× 1.05", -18_190, 0), Some(-19_100));
        // 685,00 + 10 % = 753,50; − 2,5 % = 667,875, hence 667,88.
        assert_eq!(made("+ 10 %", 68_500, 2), Some(75_350));
        assert_eq!(made("- 2.5 %", 68_500, 2), Some(66_788));
        assert_eq!(made("x 2", 7, 0), Some(14));
    }

    #[test]
    fn a_sum_is_in_the_unit_of_what_it_changes() {
        assert_eq!(made("+ 50", 68_500, 2), Some(73_500));
        assert_eq!(made("- 0.5", 150, 1), Some(145));
        assert_eq!(Adjust::of("-50"), None);
        assert_eq!(Adjust::of("900.00"), None);
    }

    #[test]
    fn a_rounding_may_be_coarser() {
        // 667,875: to the euro 668, to the tens 670, down 660, up 670.
        assert_eq!(made("- 2.5 %, arrondi à l'euro", 68_500, 2), Some(66_800));
        assert_eq!(made("- 2.5 %, arrondi à la dizaine", 68_500, 2), Some(67_000));
        assert_eq!(
            made("- 2.5 %, arrondi à la dizaine inférieure", 68_500, 2),
            Some(66_000)
        );
        assert_eq!(
            made("- 2.5 % arrondi à l’euro supérieur", 68_500, 2),
            Some(66_800)
        );
        // No decimal is added to what has none.
        assert_eq!(made("× 1.05, arrondi au centime", 18_190, 0), Some(19_100));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [
            "× beaucoup",
            "× -1",
            "+ 10 % ou 20",
            "- 120 %",
            "× 1.05, arrondi au mieux",
            "+ 0.000001 %",
        ] {
            assert!(Adjust::of(bad).unwrap().is_err(), "{bad}");
        }
        assert_eq!(made("× 9", i64::MAX, 0), None);
    }
}
