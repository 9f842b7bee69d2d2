//! Reads what a case expects, checked against the pack: a misspelt name would expect nothing.

use bareme::{
    Engine,
    catalogue::{DispositifPlan, Plan},
};
use serde_json::Value as Json;
use toml::de::DeTable;

use super::{
    keys::{ANSWER, DISPOSITIF, Key, Shape},
    lists,
};
use crate::cases::confirm::{TO_CONFIRM, to_confirm};
use crate::cases::expectation::{Expectation, Manner};
use crate::document::{Document, Value};

const STATES: [&str; 3] = ["remplie", "non_remplie", "inconnue"];

/// Reads `attendu`, one table for each dispositif: their ids, and what is expected of them.
pub(in crate::cases) fn of_dispositifs(
    document: &mut Document<'_>,
    engine: &Engine,
    value: &Value<'_>,
) -> Option<(Vec<String>, Vec<Expectation>)> {
    let table = document.table(value, "attendu")?;
    let plan = engine.plan();
    let mut dispositifs = Vec::new();
    let mut values = Vec::new();
    for (key, value) in table {
        let id: &str = key.get_ref();
        let Some((_, dispositif)) = plan.dispositif_named(id) else {
            let place = document.place(key);
            lists::no_dispositif(document, plan, place, id);
            continue;
        };
        let Some(expected) = document.table(value, id) else {
            continue;
        };
        if !expected.contains_key("verdict") {
            let place = document.place(key);
            document.invalid(
                place,
                "il manque `verdict`",
                "un cas dit au moins le verdict qu'il attend",
            );
        }
        let mut reader = Reader {
            document,
            plan,
            dispositif: Some(dispositif),
            found: &mut values,
        };
        let whose = "ce qui est attendu d'un dispositif";
        reader.keys(&["decisions", id], expected, (DISPOSITIF, whose));
        dispositifs.push(id.to_owned());
    }
    if dispositifs.is_empty() && table.is_empty() {
        let place = document.place(value);
        document.invalid(place, "`attendu` est vide", "écrivez [cas.attendu.<dispositif>]");
    }
    Some((dispositifs, values))
}

/// The keys of a case beside `attendu`.
pub(in crate::cases) fn beside_dispositifs() -> impl Iterator<Item = &'static str> {
    ANSWER.iter().map(|key| key.name)
}

/// Reads what a case expects of the answer beside `attendu`; nothing when it says nothing of it.
pub(in crate::cases) fn of_answer(
    document: &mut Document<'_>,
    engine: &Engine,
    case: &DeTable<'_>,
) -> Option<Vec<Expectation>> {
    let mut found = Vec::new();
    let mut reader = Reader {
        document,
        plan: engine.plan(),
        dispositif: None,
        found: &mut found,
    };
    let mut some = false;
    for key in ANSWER {
        if let Some(value) = case.get(key.name) {
            some = true;
            reader.read(&[key.name], &key.shape, value);
        }
    }
    some.then_some(found)
}

struct Reader<'r, 'd> {
    document: &'r mut Document<'d>,
    plan: &'r Plan,
    /// The dispositif whose decision is looked at, if one is.
    dispositif: Option<&'r DispositifPlan>,
    found: &'r mut Vec<Expectation>,
}

impl Reader<'_, '_> {
    /// The keys of a table, and the refusal of those that mean nothing there.
    fn keys(&mut self, path: &[&str], table: &DeTable<'_>, (keys, whose): (&[Key], &str)) {
        let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
        self.document.only(table, &known, whose);
        for (name, value) in table {
            if let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) {
                self.read(&[path, &[key.name]].concat(), &key.shape, value);
            }
        }
    }

    /// A value, whose key is the last of its path.
    fn read(&mut self, path: &[&str], shape: &Shape, value: &Value<'_>) {
        let Some((name, before)) = path.split_last() else {
            return;
        };
        match shape {
            Shape::Json => {
                let json = self.document.json(value);
                self.push(path, Manner::Same, json, value);
            }
            Shape::Dated => {
                let json = self.document.dated(value);
                self.push(path, Manner::Same, json, value);
            }
            Shape::Nothing(word, _) if value.get_ref().as_str() == Some(word) => {
                self.push(path, Manner::Same, Some(Json::Null), value);
            }
            Shape::Nothing(_, other) => self.read(path, other, value),
            Shape::Word(allowed) => self.word(path, allowed, value),
            Shape::Texts(manner) => self.names(path, *manner, value, |_, _, _| ()),
            Shape::Facts => self.names(path, Manner::All, value, lists::fact),
            Shape::Ordered(manner) => self.names(path, *manner, value, lists::dispositif),
            Shape::Dispositifs => {
                let found = lists::dispositifs(self.document, self.plan, path, value);
                self.found.extend(found);
            }
            Shape::Stale => {
                let found = lists::stale(self.document, self.plan, path, value);
                self.found.extend(found);
            }
            Shape::Doubts => {
                let found =
                    (self.dispositif).map(|dispositif| lists::doubts(self.document, dispositif, path, value));
                self.found.extend(found.into_iter().flatten());
            }
            Shape::Sets => self.sets(path, value),
            Shape::Droits => {
                let droits = self.dispositif.into_iter().flat_map(|d| &d.droits);
                let known: Vec<&str> = droits.map(|droit| droit.id.as_str()).collect();
                self.by_id(path, &known, &[], value);
            }
            Shape::Conditions => {
                let conditions = self.dispositif.into_iter().flat_map(|d| &d.conditions);
                let known: Vec<&str> = conditions.map(|condition| condition.id.as_str()).collect();
                self.by_id(path, &known, &STATES, value);
            }
            Shape::Priorities => {
                let priorities = self.dispositif.into_iter().flat_map(|d| &d.priorities);
                let known: Vec<&str> = priorities.map(|priority| priority.id.as_str()).collect();
                self.by_id(path, &known, &STATES, value);
            }
            Shape::Deadlines => self.deadlines(path, value),
            Shape::Unknown(parts) => self.unknown(before, parts, value),
            Shape::Days(member) => self.days(path, *member, value),
            Shape::Object(keys) => {
                if let Some(table) = self.document.table(value, name) {
                    self.keys(path, table, (keys, &format!("`{name}`")));
                }
            }
            Shape::List(keys, help) => self.list(path, (keys, help), value),
            Shape::Supposed => self.supposed(path, value),
            Shape::Each(member) => {
                let Some(table) = self.document.table(value, name) else {
                    return;
                };
                for (key, value) in table {
                    let mut path = [path, &[key.get_ref()]].concat();
                    path.extend(member);
                    self.read(&path, &Shape::Dated, value);
                }
            }
            Shape::At(elsewhere, shape) => self.read(&[before, elsewhere].concat(), shape, value),
        }
    }

    fn push(&mut self, path: &[&str], manner: Manner, json: Option<Json>, value: &Value<'_>) {
        let place = self.document.place(value);
        let expected = json.map(|json| Expectation::new(path, manner, json, place));
        self.found.extend(expected);
    }

    fn supposed(&mut self, path: &[&str], value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        let Some(all) = self.document.table(value, name) else {
            return;
        };
        let some = all.get("dont");
        let facts = match some {
            Some(some) => self.document.table(some, "dont"),
            None => Some(all),
        };
        for (fact, stated) in facts.into_iter().flatten() {
            lists::fact(self.document, (self.plan, stated), fact.get_ref());
            if some.is_some() {
                let json = self.document.json(stated);
                self.push(&[path, &[fact.get_ref()]].concat(), Manner::Same, json, stated);
            }
        }
        if some.is_none() {
            let json = self.document.json(value);
            self.push(path, Manner::Same, json, value);
        }
    }

    fn word(&mut self, path: &[&str], allowed: &[&str], value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        if let Some(word) = self.document.text(value, name) {
            if word == TO_CONFIRM && !allowed.contains(&word) {
                to_confirm(
                    self.document,
                    value,
                    "lisez le texte cité, et écrivez ce qu'il donne",
                );
                return;
            }
            lists::among(self.document, value, word, allowed);
            self.push(path, Manner::Same, Some(Json::from(word)), value);
        }
    }

    /// Texts, each of which is looked up.
    fn names(
        &mut self,
        path: &[&str],
        manner: Manner,
        value: &Value<'_>,
        check: fn(&mut Document<'_>, (&Plan, &Value<'_>), &str),
    ) {
        let name = path.last().copied().unwrap_or_default();
        let names = self.document.texts(value, name);
        for name in names.iter().flatten() {
            check(self.document, (self.plan, value), name);
        }
        self.push(path, manner, names.map(Json::from), value);
    }

    fn sets(&mut self, path: &[&str], value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let message = format!("`{name}` doit être une liste de listes");
            self.document
                .invalid(place, message, "écrivez [[\"…\"], [\"…\", \"…\"]]");
            return;
        };
        let mut sets = Vec::new();
        for value in list {
            let mut ids = self.document.texts(value, name).unwrap_or_default();
            for id in &ids {
                lists::dispositif(self.document, (self.plan, value), id);
            }
            ids.sort_unstable();
            sets.push(Json::from(ids));
        }
        self.push(path, Manner::Same, Some(Json::from(sets)), value);
    }

    /// What is expected of some ids of the dispositif: a value, or one of these states.
    fn by_id(&mut self, path: &[&str], known: &[&str], states: &[&str], value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        let Some(table) = self.document.table(value, name) else {
            return;
        };
        let whose = self.dispositif.map_or("", |dispositif| &dispositif.id);
        for (key, value) in table {
            let id: &str = key.get_ref();
            if !known.contains(&id) {
                let place = self.document.place(key);
                let message = format!("`{whose}` n'a rien qui s'appelle `{id}` dans `{name}`");
                self.document.unknown(place, message, id, known.iter().copied());
            }
            match value.get_ref().as_str() {
                Some(TO_CONFIRM) if !self.may_be(id, TO_CONFIRM) => {
                    to_confirm(
                        self.document,
                        value,
                        "lisez le texte cité, et écrivez ce qu'il donne",
                    );
                    continue;
                }
                Some(word) if !states.is_empty() => lists::among(self.document, value, word, states),
                Some(_) | None => {}
            }
            self.read(&[path, &[id]].concat(), &Shape::Json, value);
        }
    }

    /// Is the word a value of this droit?
    fn may_be(&self, id: &str, word: &str) -> bool {
        let mut droits = self.dispositif.into_iter().flat_map(|one| &one.droits);
        let droit = droits.find(|droit| droit.id == id);
        droit.is_some_and(|droit| self.plan.vocabulary.stored(&droit.declared.kind, word).is_some())
    }

    /// Days by which to act: for each id its day, or the facts that are missing; all of those that are shown.
    fn deadlines(&mut self, path: &[&str], value: &Value<'_>) {
        let (Some(table), Some(dispositif)) = (self.document.table(value, "delais"), self.dispositif) else {
            return;
        };
        let ids = || dispositif.deadlines.iter().map(|deadline| deadline.id.as_str());
        let mut shown = Vec::new();
        for (key, value) in table {
            let id: &str = key.get_ref();
            if !ids().any(|known| known == id) {
                let place = self.document.place(key);
                let message = format!("`{}` n'a pas de délai `{id}`", dispositif.id);
                self.document.unknown(place, message, id, ids());
            }
            shown.extend(self.document.json(value).map(|json| (id.to_owned(), json)));
        }
        self.push(path, Manner::Days, Some(Json::from_iter(shown)), value);
    }

    /// The parts of an object that the answer does not know.
    fn unknown(&mut self, object: &[&str], parts: &[&str], value: &Value<'_>) {
        let name = object.last().copied().unwrap_or_default();
        for part in self.document.texts(value, "inconnu").unwrap_or_default() {
            if !parts.contains(&part.as_str()) {
                let place = self.document.place(value);
                let message = format!("`{name}` n'a pas de partie `{part}`");
                self.document
                    .unknown(place, message, &part, parts.iter().copied());
            }
            let path = [object, &[part.as_str()]].concat();
            self.push(&path, Manner::Same, Some(Json::Null), value);
        }
    }

    /// Objects in the order of the answer, and how many there are.
    fn list(&mut self, path: &[&str], (keys, help): (&'static [Key], &str), value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let message = format!("`{name}` doit être une liste");
            self.document.invalid(place, message, help);
            return;
        };
        self.push(path, Manner::Count, Some(Json::from(list.len())), value);
        for (position, value) in list.iter().enumerate() {
            let Some(table) = self.document.table(value, name) else {
                continue;
            };
            let position = position.to_string();
            let path = [path, &[position.as_str()]].concat();
            self.keys(&path, table, (keys, &format!("`{name}`")));
        }
    }

    /// Days, each alone or the `member` of something.
    fn days(&mut self, path: &[&str], member: Option<&str>, value: &Value<'_>) {
        let name = path.last().copied().unwrap_or_default();
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let message = format!("`{name}` doit être une liste de dates");
            let help = "écrivez le premier jour de chacun : [2024-09-02, 2025-01-01]";
            self.document.invalid(place, message, help);
            return;
        };
        let days: Vec<Option<Json>> = list.iter().map(|day| self.day(day)).collect();
        let Some(days) = days.into_iter().collect::<Option<Vec<Json>>>() else {
            return;
        };
        self.push(path, Manner::Count, Some(Json::from(days.len())), value);
        for (position, day) in days.into_iter().enumerate() {
            let position = position.to_string();
            let mut path = [path, &[position.as_str()]].concat();
            path.extend(member);
            self.push(&path, Manner::Same, Some(day), value);
        }
    }

    fn day(&mut self, value: &Value<'_>) -> Option<Json> {
        let day = self.document.dated(value);
        let day = day.filter(|_| value.get_ref().is_datetime());
        if day.is_none() {
            let place = self.document.place(value);
            let help = "écrivez-la sans guillemets : 2024-09-02";
            self.document.invalid(place, "ce n'est pas une date", help);
        }
        day
    }
}
