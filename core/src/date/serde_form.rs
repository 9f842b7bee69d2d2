//! One form of a day in text formats, `"2024-09-02"`; its number in binary ones, checked as it is read.

use core::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};

use super::{Day, Period};

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("une date AAAA-MM-JJ")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                text.parse().map_err(E::custom)
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Written)
        } else {
            let day = Self(i32::deserialize(deserializer)?);
            if (Self::MIN..=Self::AFTER).contains(&day) {
                Ok(day)
            } else {
                Err(D::Error::custom("ce jour n'est dans aucun calendrier"))
            }
        }
    }
}

/// As files write it: both days included, and no day where there is no end.
#[derive(Serialize, Deserialize)]
struct Included {
    du: Option<Day>,
    au: Option<Day>,
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let du = (self.from != Day::MIN).then_some(self.from);
            Included { du, au: self.last() }.serialize(serializer)
        } else {
            (self.from, self.until).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let Included { du, au } = Included::deserialize(deserializer)?;
            Ok(Self::new(du, au))
        } else {
            let (from, until) = Deserialize::deserialize(deserializer)?;
            Ok(Self { from, until })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_an_iso_date_in_json_and_checked_in_bytes() {
        let day: Day = "2024-09-02".parse().unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-09-02\"");
        assert_eq!(serde_json::from_str::<Day>("\"2024-09-02\"").unwrap(), day);
        for bad in ["19968", "\"2024-9-2\"", "\"10000-01-01\"", "null"] {
            assert!(serde_json::from_str::<Day>(bad).is_err(), "{bad}");
        }
        for number in [Day::MIN.0, 0, Day::MAX.0, Day::AFTER.0] {
            let bytes = postcard::to_allocvec(&number).unwrap();
            assert_eq!(postcard::from_bytes::<Day>(&bytes).unwrap(), Day(number));
            assert_eq!(postcard::to_allocvec(&Day(number)).unwrap(), bytes);
        }
        for number in [Day::MIN.0 - 1, Day::AFTER.0 + 1, i32::MIN, i32::MAX] {
            assert!(postcard::from_bytes::<Day>(&postcard::to_allocvec(&number).unwrap()).is_err());
        }
    }

    #[test]
    fn a_period_has_both_its_days_in_json() {
        let (first, last) = ("2024-01-01".parse().unwrap(), "2025-12-31".parse().unwrap());
        for (period, json) in [
            (Period::ALWAYS, r#"{"du":null,"au":null}"#),
            (
                Period::new(Some(first), Some(last)),
                r#"{"du":"2024-01-01","au":"2025-12-31"}"#,
            ),
            (Period::new(None, Some(last)), r#"{"du":null,"au":"2025-12-31"}"#),
        ] {
            assert_eq!(serde_json::to_string(&period).unwrap(), json);
            assert_eq!(serde_json::from_str::<Period>(json).unwrap(), period);
            let bytes = postcard::to_allocvec(&period).unwrap();
            assert_eq!(postcard::from_bytes::<Period>(&bytes).unwrap(), period);
        }
    }
}
