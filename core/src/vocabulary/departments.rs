//! The codes of départements, for those who have them instead of names.

use super::Enumeration;

/// The choice whose members are named after départements.
const CHOICE: &str = "departement";
/// The member of those that have no name of their own, where there is one.
const ELSEWHERE: &str = "hors_region";
/// The départements that have a name, by the official code of the INSEE.
const NAMED: [(&str, &str); 5] = [
    ("44", "loire_atlantique"),
    ("49", "maine_et_loire"),
    ("53", "mayenne"),
    ("72", "sarthe"),
    ("85", "vendee"),
];

impl Enumeration {
    /// Is it a choice between départements, which have official codes beside their names?
    #[must_use]
    pub fn has_codes(&self) -> bool {
        self.name == CHOICE
    }

    /// The position of the département of an official code, such as `49`; another one of France is elsewhere, where the choice says so.
    ///
    /// # Example
    /// ```
    /// use bareme::vocabulary::{Enumeration, Member};
    ///
    /// let member = |name: &str| Member { name: name.to_owned(), former: vec![], label: name.to_owned() };
    /// let choice = Enumeration { name: "departement".to_owned(), members: ["vendee", "hors_region"].map(member).into() };
    /// assert_eq!(choice.position_of_code("85"), Some(0));
    /// assert_eq!(choice.position_of_code("2A"), Some(1));
    /// assert_eq!(choice.position_of_code("Paris"), None);
    /// ```
    #[must_use]
    pub fn position_of_code(&self, code: &str) -> Option<u8> {
        if !self.has_codes() {
            return None;
        }
        let padded = format!("{code:0>2}");
        let code = padded.to_ascii_uppercase();
        let named = NAMED.iter().find(|(of, _)| *of == code);
        let name = named.map(|(_, name)| *name);
        self.position(name.or_else(|| is_code(&code).then_some(ELSEWHERE))?)
    }
}

/// Is it the code of a département: 01 to 95, Corsica in two, and overseas?
fn is_code(code: &str) -> bool {
    match code {
        "2A" | "2B" => true,
        "20" => false,
        _ if !code.bytes().all(|byte| byte.is_ascii_digit()) => false,
        _ if code.len() == 2 => matches!(code.parse::<u16>(), Ok(1..=95)),
        _ => matches!(code, "971" | "972" | "973" | "974" | "976"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Member;

    fn choice(names: &[&str]) -> Enumeration {
        let member = |name: &&str| Member {
            name: (*name).to_owned(),
            former: Vec::new(),
            label: (*name).to_owned(),
        };
        Enumeration {
            name: CHOICE.to_owned(),
            members: names.iter().map(member).collect(),
        }
    }

    #[test]
    fn a_code_is_that_of_its_departement() {
        let names = [
            "vendee",
            "sarthe",
            "mayenne",
            "maine_et_loire",
            "loire_atlantique",
        ];
        let named = choice(&names);
        let read = |code| named.position_of_code(code).map(|at| names[usize::from(at)]);
        assert_eq!(
            ["44", "49", "53", "72", "85"].map(read),
            [
                Some("loire_atlantique"),
                Some("maine_et_loire"),
                Some("mayenne"),
                Some("sarthe"),
                Some("vendee"),
            ]
        );
        // Elsewhere is no member of this choice.
        assert_eq!(["75", "2A", "01"].map(read), [None; 3]);
    }

    #[test]
    fn another_code_of_france_is_elsewhere_and_no_other_text() {
        let elsewhere = choice(&["vendee", ELSEWHERE]);
        for code in ["75", "2a", "2B", "01", "1", "95", "971", "976"] {
            assert_eq!(elsewhere.position_of_code(code), Some(1), "{code}");
        }
        for text in [
            "", "0", "00", "20", "96", "975", "977", "+1", "7 5", "Paris", "075",
        ] {
            assert_eq!(elsewhere.position_of_code(text), None, "{text}");
        }
    }
}
