//! How a JSON text is walked.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

use super::pointer::{MOST_TWICE, push};

/// The outermost value of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outer {
    /// The entries of an object in their order, repeated names included: these are not in [`Document::twice`].
    Object(Vec<(String, Json)>),
    /// What else it is, in French.
    Other(&'static str),
}

/// Where a reader is in a text, and what it found.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) twice: Vec<String>,
    /// The pointer to the value that is read.
    at: String,
    /// Was the last text the digits of a number?
    digits: bool,
}

/// Reads one value.
pub(super) struct Node<'p>(pub(super) &'p mut Progress);

/// Reads the outermost value.
pub(super) struct Outermost<'p>(pub(super) &'p mut Progress);

/// What comes next in a map.
enum Entry {
    Named(String, Json),
    /// The map is a number: serde_json shows one that is no small integer as a map with a reserved name and its digits, which
    /// come as an owned text. An object that has this name in the text borrows what it holds from there.
    Number(Number),
}

impl Progress {
    /// Goes to the value under a name; gives what goes back.
    fn enter(&mut self, name: &str) -> usize {
        let length = self.at.len();
        push(&mut self.at, name);
        length
    }

    fn leave(&mut self, length: usize) {
        self.at.truncate(length);
    }

    fn tell_twice(&mut self, name: &str) {
        if self.twice.len() < MOST_TWICE {
            let length = self.enter(name);
            self.twice.push(self.at.clone());
            self.leave(length);
        }
    }

    fn next<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<Entry>, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Ok(None);
        };
        let length = self.enter(&name);
        let value = map.next_value_seed(Node(self))?;
        self.leave(length);
        if let Json::String(digits) = &value
            && core::mem::take(&mut self.digits)
        {
            let number = digits.parse().map(|number| Some(Entry::Number(number)));
            return number.map_err(|_| A::Error::custom("nombre illisible"));
        }
        Ok(Some(Entry::Named(name, value)))
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("du JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        self.0.digits = true;
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        loop {
            let length = self.0.enter(&list.len().to_string());
            let value = seq.next_element_seed(Node(self.0))?;
            self.0.leave(length);
            match value {
                Some(value) => list.push(value),
                None => return Ok(Json::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some(entry) = self.0.next(&mut map)? {
            match entry {
                Entry::Number(number) => return Ok(Json::Number(number)),
                Entry::Named(name, _) if object.contains_key(&name) => self.0.tell_twice(&name),
                Entry::Named(name, value) => drop(object.insert(name, value)),
            }
        }
        Ok(Json::Object(object))
    }
}

impl<'de> DeserializeSeed<'de> for Outermost<'_> {
    type Value = Outer;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outer, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Outermost<'_> {
    type Value = Outer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un objet JSON")
    }

    fn visit_unit<E>(self) -> Result<Outer, E> {
        Ok(Outer::Other("null"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Outer, E> {
        Ok(Outer::Other("vrai ou faux"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outer, E> {
        Ok(Outer::Other("un nombre"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outer, E> {
        Ok(Outer::Other("un nombre"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Outer, E> {
        Ok(Outer::Other("un texte"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outer, A::Error> {
        Node(self.0).visit_seq(seq)?;
        Ok(Outer::Other("une liste"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outer, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = self.0.next(&mut map)? {
            match entry {
                Entry::Number(_) => return Ok(Outer::Other("un nombre")),
                Entry::Named(name, value) => entries.push((name, value)),
            }
        }
        Ok(Outer::Object(entries))
    }
}
