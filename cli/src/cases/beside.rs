//! What a case expects beside the decisions: the best combination, the échéancier, the ways to be paid, and the page of a person.

use bareme::{Engine, catalogue::Plan};
use serde_json::Value as Json;

use super::{
    Expectation, Manner,
    document::{Document, Value},
    meaning,
};

const COMBINATION: [&str; 6] = [
    "dispositifs",
    "valeur_annuelle",
    "bornes",
    "non_classes",
    "periode",
    "proches",
];
const CLOSE: [&str; 3] = ["dispositifs", "au_lieu_de", "bornes"];
const COURSE: [&str; 3] = ["du", "au", "bornes"];
const SCHEDULE: [&str; 8] = [
    "du",
    "au",
    "dispositifs",
    "manquants",
    "segments",
    "total",
    "complet",
    "payeurs",
];
const INCOMES: [&str; 3] = ["sequences", "inconnus", "omises"];
const SEQUENCE: [&str; 6] = ["dispositifs", "total", "complet", "ecart", "mois", "changements"];
const PAGE: [&str; 4] = ["demander", "ou_bien", "ouvrir", "dit"];

/// Reads a key of a case beside `attendu`.
pub(super) fn read(
    document: &mut Document<'_>,
    engine: &Engine,
    key: &str,
    value: &Value<'_>,
) -> Vec<Expectation> {
    let mut reader = Reader {
        document,
        plan: engine.plan(),
        found: Vec::new(),
    };
    match key {
        "meilleure_combinaison" => reader.combination(key, value),
        "echeancier" => reader.schedule(key, value),
        "revenus" => reader.incomes(key, value),
        _ => reader.page(key, value),
    }
    reader.found
}

struct Reader<'r, 'd> {
    document: &'r mut Document<'d>,
    plan: &'r Plan,
    found: Vec<Expectation>,
}

impl Reader<'_, '_> {
    fn combination(&mut self, key: &str, value: &Value<'_>) {
        if value.get_ref().as_str() == Some("aucune") {
            self.push(&[key], Manner::Same, Json::Null, value);
            return;
        }
        let Some(table) = self.document.table(value, key) else {
            return;
        };
        self.document.only(table, &COMBINATION, "`meilleure_combinaison`");
        for (name, value) in table {
            let name: &str = name.get_ref();
            match name {
                "dispositifs" | "non_classes" => self.ids(&[key, name], value),
                "periode" if value.get_ref().as_str() == Some("aucune") => {
                    self.push(&[key, name], Manner::Same, Json::Null, value);
                }
                "periode" => self.parts(&[key, name], value, &COURSE),
                "proches" => self.close(&[key, name], value),
                _ => self.same(&[key, name], value),
            }
        }
    }

    /// The other sets, in the order of the answer.
    fn close(&mut self, path: &[&str], value: &Value<'_>) {
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let help = "écrivez [{ dispositifs = [\"…\"], au_lieu_de = [\"…\"], bornes = [\"…\", \"…\"] }]";
            self.document
                .invalid(place, "`proches` doit être une liste", help);
            return;
        };
        self.push(path, Manner::Count, Json::from(list.len()), value);
        for (position, value) in list.iter().enumerate() {
            let position = position.to_string();
            self.parts(&[path, &[&position]].concat(), value, &CLOSE);
        }
    }

    fn schedule(&mut self, key: &str, value: &Value<'_>) {
        let Some(table) = self.document.table(value, key) else {
            return;
        };
        self.document.only(table, &SCHEDULE, "`echeancier`");
        for (name, value) in table {
            let name: &str = name.get_ref();
            match name {
                "dispositifs" => self.ids(&[key, name], value),
                "manquants" => {
                    let list = self.document.texts(value, name).unwrap_or_default();
                    self.push(&[key, name], Manner::All, Json::from(list), value);
                }
                "segments" => self.days(&[key, name], value),
                "total" => self.same(&[key, "totaux", "general"], value),
                "complet" => self.same(&[key, "totaux", name], value),
                "payeurs" => {
                    let Some(payers) = self.document.table(value, name) else {
                        continue;
                    };
                    for (payer, value) in payers {
                        self.same(&[key, "totaux", name, payer.get_ref(), "total"], value);
                    }
                }
                _ => self.same(&[key, name], value),
            }
        }
    }

    fn incomes(&mut self, key: &str, value: &Value<'_>) {
        let Some(table) = self.document.table(value, key) else {
            return;
        };
        self.document.only(table, &INCOMES, "`revenus`");
        for (name, value) in table {
            let name: &str = name.get_ref();
            match name {
                "sequences" => self.sequences(&[key, name], value),
                "inconnus" => self.ids(&[key, name], value),
                _ => self.same(&[key, name], value),
            }
        }
    }

    /// The ways to be paid, in the order of the answer.
    fn sequences(&mut self, path: &[&str], value: &Value<'_>) {
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let help = "écrivez [{ dispositifs = [\"…\"], total = \"…\" }]";
            self.document
                .invalid(place, "`sequences` doit être une liste", help);
            return;
        };
        self.push(path, Manner::Count, Json::from(list.len()), value);
        for (position, value) in list.iter().enumerate() {
            let position = position.to_string();
            let path = [path, &[&position]].concat();
            let Some(table) = self.document.table(value, "sequences") else {
                continue;
            };
            self.document.only(table, &SEQUENCE, "`sequences`");
            for (name, value) in table {
                self.sequence(&path, name.get_ref(), value);
            }
        }
    }

    fn sequence(&mut self, path: &[&str], name: &str, value: &Value<'_>) {
        let path = [path, &[name]].concat();
        match name {
            "dispositifs" => self.ids(&path, value),
            "changements" => self.first_days(&path, None, value),
            "ecart" if value.get_ref().as_str() == Some("inconnu") => {
                self.push(&path, Manner::Same, Json::Null, value);
            }
            "mois" => {
                let Some(months) = self.document.table(value, name) else {
                    return;
                };
                for (month, value) in months {
                    self.same(&[path.as_slice(), &[month.get_ref()]].concat(), value);
                }
            }
            _ => self.same(&path, value),
        }
    }

    /// The first day of each stretch of days.
    fn days(&mut self, path: &[&str], value: &Value<'_>) {
        self.first_days(path, Some("du"), value);
    }

    /// Days, each alone or the part `of` something.
    fn first_days(&mut self, path: &[&str], of: Option<&str>, value: &Value<'_>) {
        let days = value.get_ref().as_array().map(|list| {
            let days: Vec<Option<Json>> = list.iter().map(|day| self.day(day)).collect();
            days.into_iter().collect::<Option<Vec<Json>>>()
        });
        match days {
            Some(Some(days)) => {
                self.push(path, Manner::Count, Json::from(days.len()), value);
                for (position, day) in days.into_iter().enumerate() {
                    let position = position.to_string();
                    let mut path = [path, &[&position]].concat();
                    path.extend(of);
                    self.push(&path, Manner::Same, day, value);
                }
            }
            Some(None) => {}
            None => {
                let place = self.document.place(value);
                let help = "écrivez le premier jour de chacun : [2024-09-02, 2025-01-01]";
                self.document.invalid(
                    place,
                    format!(
                        "`{}` doit être une liste de dates",
                        path.last().copied().unwrap_or_default()
                    ),
                    help,
                );
            }
        }
    }

    fn day(&mut self, value: &Value<'_>) -> Option<Json> {
        let day = self
            .document
            .dated(value)
            .filter(|_| value.get_ref().is_datetime());
        if day.is_none() {
            let place = self.document.place(value);
            let help = "écrivez-la sans guillemets : 2024-09-02";
            self.document.invalid(place, "ce n'est pas une date", help);
        }
        day
    }

    fn page(&mut self, key: &str, value: &Value<'_>) {
        let Some(table) = self.document.table(value, key) else {
            return;
        };
        self.document.only(table, &PAGE, "`page`");
        for (name, value) in table {
            let name: &str = name.get_ref();
            match name {
                "dit" => {
                    if let Some(list) = self.document.texts(value, name) {
                        self.push(&[key, name], Manner::Says, Json::from(list), value);
                    }
                }
                "ou_bien" => self.sets(&[key, name], value),
                "ouvrir" => self.ordered(&[key, name], Manner::First, value),
                _ => self.ordered(&[key, name], Manner::Same, value),
            }
        }
    }

    /// Sets that exclude each other, each in any order.
    fn sets(&mut self, path: &[&str], value: &Value<'_>) {
        let Some(list) = value.get_ref().as_array() else {
            let place = self.document.place(value);
            let help = "écrivez [[\"…\"], [\"…\", \"…\"]]";
            self.document
                .invalid(place, "`ou_bien` doit être une liste de listes", help);
            return;
        };
        let mut sets = Vec::new();
        for value in list {
            let mut ids = self.document.texts(value, "ou_bien").unwrap_or_default();
            ids.iter().for_each(|id| self.known(id, value));
            ids.sort_unstable();
            sets.push(Json::from(ids));
        }
        self.push(path, Manner::Same, Json::from(sets), value);
    }

    fn ordered(&mut self, path: &[&str], manner: Manner, value: &Value<'_>) {
        let key = path.last().copied().unwrap_or_default();
        let ids = self.document.texts(value, key).unwrap_or_default();
        ids.iter().for_each(|id| self.known(id, value));
        self.push(path, manner, Json::from(ids), value);
    }

    /// Dispositifs in any order, all of them or some.
    fn ids(&mut self, path: &[&str], value: &Value<'_>) {
        let found = meaning::dispositifs(self.document, self.plan, path, value);
        self.found.extend(found);
    }

    /// Some keys of an object, which hold lists of dispositifs, amounts or days.
    fn parts(&mut self, path: &[&str], value: &Value<'_>, keys: &[&str]) {
        let whose = path.get(1).copied().unwrap_or_default();
        let Some(table) = self.document.table(value, whose) else {
            return;
        };
        self.document.only(table, keys, &format!("`{whose}`"));
        for (name, value) in table {
            let name: &str = name.get_ref();
            let path = [path, &[name]].concat();
            match name {
                "dispositifs" | "au_lieu_de" => self.ids(&path, value),
                _ => self.same(&path, value),
            }
        }
    }

    fn same(&mut self, path: &[&str], value: &Value<'_>) {
        if let Some(json) = self.document.dated(value) {
            self.push(path, Manner::Same, json, value);
        }
    }

    fn push(&mut self, path: &[&str], manner: Manner, json: Json, value: &Value<'_>) {
        self.found.push(self.document.expected(path, manner, json, value));
    }

    fn known(&mut self, id: &str, value: &Value<'_>) {
        meaning::known(self.document, self.plan, id, value);
    }
}
