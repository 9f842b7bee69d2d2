//! So few dossiers of random packs that each can be decided: the same days and few values of each fact.

use bareme::{Day, Engine, pack::InputFile, vocabulary::Kind, wire};
use serde_json::Value as Json;

use super::{
    asked::{About, Asked, Seen},
    dossiers::Facts,
    judged::judged,
    packs::RandomPack,
    random::Random,
};

/// The position of the dispositif that is in force on the few reference dates that are tried: the last one.
pub(crate) const WINDOW: &str = "fenetre";

/// The few reference dates and the few values of facts that are tried.
#[derive(Debug, Clone)]
pub(crate) struct Few {
    /// In the order of the calendar.
    pub(crate) days: Vec<Day>,
    /// For each number and each date, its first value and its last.
    ranges: Vec<(&'static str, i64, i64)>,
    coherence: &'static str,
}

impl Few {
    /// Three facts have a few values, each other number or date has one.
    pub(crate) fn drawn(random: &mut Random) -> Self {
        let mut wide: Vec<usize> = (0..8).collect();
        while wide.len() > 3 {
            wide.swap_remove(usize::try_from(random.below(u64::try_from(wide.len()).unwrap())).unwrap());
        }
        // Amounts of parameters are mostly whole fifties.
        let fifties = |random: &mut Random| random.between(0, 24) * 5_000;
        let drawn = [
            ("n0", 0, 6, 3),
            ("n1", -3, 40, 3),
            ("e0", 0, 120_000, 3),
            ("e1", -40_000, 99_999_999, 3),
            ("r0", 0, 100, 3),
            ("m0", 0, 30, 3),
            ("d0", 17_897, 20_818, 40),
            ("d1", 18_321, 20_119, 5),
        ];
        let mut ranges = Vec::new();
        for (position, (name, least, most, width)) in drawn.into_iter().enumerate() {
            let first = match random.below(5) {
                0 => least,
                1 => most - width,
                _ if name.starts_with('e') => fifties(random) - random.between(0, 1),
                _ => random.between(least, most),
            };
            let first = first.clamp(least, most - width);
            let more = if wide.contains(&position) {
                random.between(1, width)
            } else {
                0
            };
            ranges.push((name, first, first + more));
        }
        // The days on which random packs change.
        let changes = [
            "2021-01-01",
            "2022-09-01",
            "2023-01-01",
            "2023-09-01",
            "2024-02-29",
        ];
        let change: Day = changes[usize::try_from(random.below(5)).unwrap()]
            .parse()
            .unwrap();
        let first = change.add_days(-random.between(0, 2));
        let coherences = [
            "",
            "b0 ou n0 > 1",
            "k0 != k1 ou b1",
            "e0 <= e1 ou non b0",
            "d0 >= d1",
            "y0 != kb",
        ];
        Self {
            days: (0..3).map(|more| first.add_days(more)).collect(),
            ranges,
            coherence: coherences[usize::try_from(random.below(6)).unwrap()],
        }
    }

    /// The same pack, with a rule of coherence and a dispositif that is in force on the few days.
    pub(crate) fn of(&self, pack: &RandomPack) -> Vec<InputFile> {
        let mut files = pack.0.clone();
        for file in files.iter_mut().filter(|file| file.path == "vocabulaire.toml") {
            let mut text = String::from_utf8(file.bytes.clone()).unwrap();
            if !self.coherence.is_empty() {
                text.push_str(&format!(
                    "[[coherences]]\nid = \"c\"\ntitre = \"c\"\nsi = '{}'\ngravite = \"erreur\"\n",
                    self.coherence
                ));
            }
            file.bytes = text.into_bytes();
        }
        let period = format!(
            "en_vigueur = {{ du = {}, au = {} }}",
            self.days[0],
            self.days[self.days.len() - 1]
        );
        files.push(InputFile::new(
            format!("dispositifs/hasard/{WINDOW}.toml"),
            format!(
                "id = \"{WINDOW}\"\ntitre = \"f\"\nresume = \"f\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n{period}\n\
                 sources = [{{ id = \"s\" }}]\nnature = \"aide\"\nverifie_le = 2030-01-01\napres = \"fin\"\n\
                 demarche = {{ ou = \"en ligne\", fiabilite = \"secondaire\" }}\n\
                 [[conditions]]\nid = \"c0\"\ntitre = \"c\"\nsi = 'b0'\n\
                 [[droits]]\nid = \"x0\"\ntitre = \"x\"\nrole = \"benefice\"\nprincipal = true\ntype = \"booleen\"\nvaleur = 'b0'\n"
            ),
        ));
        files
    }
}

/// What every engine decides of a dossier; nothing when one finds it incoherent.
pub(crate) fn seen(engines: &[Engine], facts: &Facts, date: Day) -> Option<Seen> {
    let json = serde_json::to_string(facts).unwrap();
    let judged = engines.iter().map(|engine| {
        let dossier = wire::read_dossier(engine, &json).unwrap_or_else(|findings| panic!("{findings:?}"));
        let answer = engine.evaluate_selected(&dossier, date, bareme::Selection::WithHypotheses);
        Some(
            answer
                .ok()?
                .decisions()
                .map(|decision| judged(&decision))
                .collect(),
        )
    });
    Some(Seen {
        facts: facts.clone(),
        judged: judged.collect::<Option<_>>()?,
    })
}

/// Every dossier of the few values, some of which are left out when there are too many; and what says that a dossier is one of those.
pub(crate) fn dossiers(
    about: &About<'_>,
    few: &Few,
    random: &mut Random,
    most: usize,
) -> (Vec<Facts>, Asked) {
    let pack = about.pack(bareme::analysis::Side::Before);
    let mut pins = Vec::new();
    let mut domains: Vec<(usize, Vec<i64>)> = about
        .stated()
        .into_iter()
        .map(|fact| {
            let declared = &pack.vocabulary.facts[fact].declared;
            let values = match &declared.kind {
                Kind::Boolean => vec![0, 1],
                Kind::Choice(id) => {
                    let count = pack.vocabulary.enumerations[usize::from(id.0)].members.len();
                    (0..i64::try_from(count).unwrap()).collect()
                }
                Kind::Number { .. } | Kind::Date => {
                    let name = &pack.vocabulary.facts[fact].name;
                    let (_, first, last) = few.ranges.iter().find(|(other, _, _)| other == name).unwrap();
                    if declared.min < *first {
                        pins.push(Asked::Not(Box::new(Asked::AtMost(fact, first - 1))));
                    }
                    if *last < declared.max {
                        pins.push(Asked::AtMost(fact, *last));
                    }
                    (*first..=*last).collect()
                }
            };
            (fact, values)
        })
        .collect();
    let count =
        |domains: &[(usize, Vec<i64>)]| domains.iter().map(|(_, values)| values.len()).product::<usize>();
    while count(&domains) > most {
        let fact = usize::try_from(random.below(u64::try_from(domains.len()).unwrap())).unwrap();
        let (fact, values) = &mut domains[fact];
        if values.len() > 1 {
            let kept = usize::try_from(random.below(u64::try_from(values.len()).unwrap())).unwrap();
            *values = vec![values[kept]];
            pins.push(Asked::Is(*fact, values[0]));
        }
    }
    let mut all = vec![Facts::new()];
    for (fact, values) in &domains {
        let fact = &pack.vocabulary.facts[*fact];
        let each = |facts: Facts| {
            values.iter().map(move |value| {
                let mut facts = facts.clone();
                facts.insert(fact.name.clone(), written(pack, &fact.declared, *value));
                facts
            })
        };
        all = all.into_iter().flat_map(each).collect();
    }
    (all, Asked::All(pins))
}

/// A value as a dossier writes it.
pub(crate) fn written(
    pack: &bareme::pack::model::Pack,
    declared: &bareme::vocabulary::DeclaredType,
    value: i64,
) -> Json {
    match &declared.kind {
        Kind::Boolean => (value != 0).into(),
        Kind::Number { decimals: 0, .. } => value.into(),
        Kind::Number { decimals, .. } => bareme::decimal::format(value, *decimals).into(),
        Kind::Date => Day::from_number(value).to_string().into(),
        Kind::Choice(id) => {
            let members = &pack.vocabulary.enumerations[usize::from(id.0)].members;
            members[usize::try_from(value).unwrap()].name.as_str().into()
        }
    }
}
