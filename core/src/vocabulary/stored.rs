//! A stored value as text and back: a scaled number, a day number, the position of a member, or 0 and 1.

use super::{Enumeration, Kind, Vocabulary};
use crate::{date::Day, decimal};

impl Vocabulary {
    /// The enumeration of a choice.
    #[must_use]
    pub fn enumeration_of(&self, kind: &Kind) -> Option<&Enumeration> {
        self.enumeration(kind.enumeration()?)
    }

    /// The value that a text means, as files and tables write it: `true`, `12.50`, `2024-09-02` or the name of a member.
    #[must_use]
    pub fn stored(&self, kind: &Kind, text: &str) -> Option<i64> {
        match kind {
            Kind::Boolean => match text {
                "true" => Some(1),
                "false" => Some(0),
                _ => None,
            },
            Kind::Number { decimals, .. } => decimal::parse(text, *decimals).ok(),
            Kind::Date => text.parse().ok().map(|day: Day| i64::from(day.number())),
            Kind::Choice(id) => self.enumeration(*id)?.position(text).map(i64::from),
        }
    }

    /// The text of a value, likewise; the position of a member that does not exist stays a number.
    #[must_use]
    pub fn written(&self, kind: &Kind, value: i64) -> String {
        match kind {
            Kind::Boolean => (value != 0).to_string(),
            Kind::Number { decimals, .. } => decimal::format(value, *decimals),
            Kind::Date => Day::from_number(value).to_string(),
            Kind::Choice(id) => u8::try_from(value)
                .ok()
                .and_then(|position| self.enumeration(*id)?.member(position))
                .map_or_else(|| value.to_string(), |member| member.name.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{EnumerationId, Member};

    #[test]
    fn a_value_is_written_as_it_is_read() {
        let member = |name: &str| Member {
            name: name.to_owned(),
            former: Vec::new(),
            label: name.to_owned(),
        };
        let enumeration = Enumeration {
            name: "rang".to_owned(),
            members: ["un", "deux"].map(member).to_vec(),
        };
        let vocabulary = Vocabulary::new(Vec::new(), vec![enumeration]);
        let choice = Kind::Choice(EnumerationId(0));
        for (kind, text, value) in [
            (&Kind::Boolean, "true", 1),
            (&Kind::number(2, "EUR/mois"), "-12.50", -1250),
            (&Kind::Date, "1970-01-02", 1),
            (&choice, "deux", 1),
        ] {
            assert_eq!(vocabulary.stored(kind, text), Some(value), "{text}");
            assert_eq!(vocabulary.written(kind, value), text);
            assert_eq!(vocabulary.stored(kind, "trois"), None);
        }
        assert_eq!(vocabulary.written(&choice, 7), "7");
    }
}
