//! The nearest change opens what is refused, nothing nearer that is tried does, and where there is none nothing that is tried does.

use bareme::{
    Day, Dossier, Engine, Selection, Verdict,
    analysis::PieceOptions,
    answer::ConditionState,
    catalogue::from_files,
    decimal,
    pack::InputFile,
    vocabulary::{Fact, Kind},
    wire,
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};
use serde_json::Value as Json;

use crate::{dossiers::Facts, object::accepted, packs, region, runs::law};

/// The same pack, in which a person can change one fact in some.
fn modifiable(files: Vec<InputFile>, one_in: usize, from: usize) -> Vec<InputFile> {
    let mut position = from;
    let mut chosen = || {
        position += 1;
        position.is_multiple_of(one_in)
    };
    let each = files.into_iter().map(|file| {
        if file.path != "vocabulaire.toml" {
            return file;
        }
        let text = String::from_utf8(file.bytes).expect("text");
        let lines = text.lines().map(|line| {
            let header = line
                .strip_prefix("[faits.")
                .and_then(|line| line.strip_suffix(']'));
            match (header, line.strip_suffix(" }")) {
                (Some(name), _) if !name.contains('.') && chosen() => {
                    format!("{line}\nmodifiable = true\n")
                }
                (_, Some(short)) if line.contains("type = ") && chosen() => {
                    format!("{short}, modifiable = true }}\n")
                }
                _ if line == "modifiable = true" => String::new(),
                _ => format!("{line}\n"),
            }
        });
        InputFile::new(file.path, lines.collect::<String>())
    });
    each.collect()
}

/// A dossier, a day and a dispositif that is asked about.
struct Asked<'e> {
    engine: &'e Engine,
    facts: &'e Facts,
    date: Day,
    dispositif: &'e str,
}

impl Asked<'_> {
    fn dossier(&self, changes: &[(&str, &Json)]) -> Option<Dossier> {
        let mut facts = self.facts.clone();
        for (name, value) in changes {
            facts.insert((*name).to_owned(), (*value).clone());
        }
        wire::read_dossier(self.engine, &serde_json::to_string(&facts).unwrap()).ok()
    }

    /// The verdict after some changes; `None` when no dossier is so.
    fn verdict(&self, changes: &[(&str, &Json)]) -> Option<Verdict> {
        let dossier = self.dossier(changes)?;
        let names = [self.dispositif];
        let answer = self
            .engine
            .evaluate_selected(&dossier, self.date, Selection::Named(&names))
            .ok()?;
        Some(answer.decision(self.dispositif)?.verdict())
    }

    /// The first value that a fact may change to: a date goes no further back than the reference date, or than where it is.
    fn floor(&self, name: &str) -> i64 {
        let declared = &self.fact(name).declared;
        if declared.kind != Kind::Date {
            return declared.min;
        }
        let stated = self.facts.get(name).and_then(|stated| self.scaled(name, stated));
        let today = i64::from(self.date.number());
        declared.min.max(stated.map_or(today, |stated| stated.min(today)))
    }

    fn fact(&self, name: &str) -> &Fact {
        let (_, fact) = self.engine.plan().vocabulary.fact_named(name).expect("a fact");
        fact
    }

    fn can_change(&self, name: &str) -> bool {
        let plan = self.engine.plan();
        let asking = plan
            .vocabulary
            .fact_named(name)
            .and_then(|(id, _)| plan.asking(id));
        asking.is_some_and(|asking| asking.modifiable)
    }

    /// A value of a fact as a number of its last decimals, or of days.
    fn scaled(&self, name: &str, value: &Json) -> Option<i64> {
        let declared = &self.fact(name).declared;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match declared.kind {
            Kind::Date => Some(text.parse::<Day>().ok()?.number().into()),
            Kind::Number { .. } => decimal::from_decimal(text.parse().ok()?, declared.decimals()).ok(),
            _ => None,
        }
    }

    fn written(&self, name: &str, scaled: i64) -> Json {
        let declared = &self.fact(name).declared;
        if declared.kind == Kind::Date {
            Day::from_number(scaled).to_string().into()
        } else if declared.decimals() == 0 {
            scaled.into()
        } else {
            decimal::to_decimal(scaled, declared.decimals())
                .to_string()
                .into()
        }
    }
}

fn opens(verdict: Option<Verdict>, granted: bool) -> bool {
    match verdict {
        Some(Verdict::Eligible) => true,
        Some(Verdict::Undetermined) => !granted,
        _ => false,
    }
}

/// What was found is so, at both ends of every range and not one step beyond; what is tried between it and the dossier is not.
fn found_holds(asked: &Asked<'_>, changes: &[Json], granted: bool, inside: u32) -> TestCaseResult {
    let named: Vec<(&str, &Json)> = changes
        .iter()
        .map(|change| (change["fait"].as_str().unwrap(), &change["valeur"]))
        .collect();
    let with = |name: &str, value: &Json| -> Option<Verdict> {
        let changed: Vec<(&str, &Json)> = named
            .iter()
            .map(|(other, stays)| {
                if *other == name {
                    (*other, value)
                } else {
                    (*other, *stays)
                }
            })
            .collect();
        asked.verdict(&changed)
    };
    let verdict = asked.verdict(&named);
    let exact = if granted {
        Verdict::Eligible
    } else {
        Verdict::Undetermined
    };
    prop_assert_eq!(verdict, Some(exact));
    for change in changes {
        let name = change["fait"].as_str().unwrap();
        let ends = (
            asked.scaled(name, &change["de"]),
            asked.scaled(name, &change["a"]),
        );
        let (Some(from), Some(to)) = ends else { continue };
        for end in [from, to] {
            prop_assert!(
                opens(with(name, &asked.written(name, end)), granted),
                "{name} at {end}"
            );
        }
        let declared = &asked.fact(name).declared;
        let is_wide = from != to || changes.len() == 1;
        for beyond in [from.checked_sub(1), to.checked_add(1)].into_iter().flatten() {
            if is_wide && asked.floor(name) <= beyond && beyond <= declared.max {
                let value = asked.written(name, beyond);
                prop_assert!(!opens(with(name, &value), granted), "{name} at {beyond}");
            }
        }
        let stated = asked
            .facts
            .get(name)
            .and_then(|stated| asked.scaled(name, stated));
        let value = asked.scaled(name, &change["valeur"]);
        if let (1, Some(stated), Some(value)) = (changes.len(), stated, value) {
            let gap = i128::from(value) - i128::from(stated);
            let nearer = i128::from(stated) + gap * i128::from(inside) / i128::from(u32::MAX);
            let nearer = i64::try_from(nearer).expect("between two values");
            if nearer != value {
                let tried = asked.written(name, nearer);
                prop_assert!(!opens(with(name, &tried), granted), "{name} at {nearer}");
            }
        }
    }
    Ok(())
}

/// No change of one fact or of two that is tried opens.
fn none_holds(asked: &Asked<'_>, other: &Facts, conditions: &[Json]) -> TestCaseResult {
    let stated: Vec<(&str, &Json)> = other
        .iter()
        .filter(|(name, _)| asked.facts.contains_key(*name) && asked.can_change(name))
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, value)| {
            asked
                .scaled(name, value)
                .is_none_or(|value| asked.floor(name) <= value)
        })
        .collect();
    for (index, one) in stated.iter().enumerate() {
        prop_assert!(!opens(asked.verdict(&[*one]), false), "{one:?}");
        let second = stated.get((index + 3) % stated.len()).unwrap_or(one);
        prop_assert!(
            !opens(asked.verdict(&[*one, *second]), false),
            "{one:?} {second:?}"
        );
    }
    let Some(dossier) = asked.dossier(&stated).filter(|_| !conditions.is_empty()) else {
        return Ok(());
    };
    let names = [asked.dispositif];
    if let Ok(answer) = asked
        .engine
        .evaluate_selected(&dossier, asked.date, Selection::Named(&names))
    {
        let decision = answer.decision(asked.dispositif).unwrap();
        if decision.verdict() == Verdict::OutOfPeriod {
            return Ok(());
        }
        for id in conditions.iter().filter_map(Json::as_str) {
            let state = decision.conditions().find(|view| view.condition.id == id);
            prop_assert_eq!(state.map(|view| view.state), Some(ConditionState::NotMet));
        }
    }
    Ok(())
}

fn nearest_is_so(engine: &Engine, facts: &Facts, other: &Facts, date: Day, inside: u32) -> TestCaseResult {
    let dossier = wire::read_dossier(engine, &serde_json::to_string(facts).unwrap()).unwrap();
    let mut vocabulary = engine.plan().vocabulary.facts.iter();
    let number = vocabulary
        .find(|fact| fact.declared.kind.is_number())
        .expect("a number");
    let answer = engine.evaluate(&dossier, date).unwrap();
    let verdicts = answer
        .decisions()
        .map(|decision| (decision.id().to_owned(), decision.verdict()));
    let refused = verdicts.filter(|(_, verdict)| *verdict == Verdict::NotEligible);
    for (dispositif, _) in refused.take(6) {
        let names = [dispositif.as_str()];
        let nearest = engine
            .nearest_change(&dossier, date, &dispositif, 20_000)
            .unwrap();
        let options = PieceOptions {
            selection: Selection::Named(&names),
            most: 1,
            ..PieceOptions::default()
        };
        let pieces = engine.pieces(&dossier, &number.name, date, &options).unwrap();
        let text = wire::pieces_json(engine.plan(), &pieces, Some(&nearest));
        let told: Json = serde_json::from_str(&text).unwrap();
        let told = &told["changement_le_plus_proche"];
        let list = |key: &str| told[key].as_array().cloned().unwrap_or_default();
        let asked = Asked {
            engine,
            facts,
            date,
            dispositif: &dispositif,
        };
        match told["etat"].as_str().unwrap() {
            "trouve" => found_holds(&asked, &list("faits"), list("manquants").is_empty(), inside),
            "aucun" => none_holds(&asked, other, &list("conditions")),
            state => {
                prop_assert!(state == "non_etabli", "{state}");
                Ok(())
            }
        }
        .map_err(|error| TestCaseError::fail(format!("{dispositif} {told}: {error}")))?;
    }
    Ok(())
}

#[test]
fn in_random_packs_the_nearest_change_opens_and_nothing_nearer_does() {
    let space = packs::space();
    let cases = (
        packs::packs(),
        space.partial(),
        space.partial(),
        space.date(),
        any::<u32>(),
    );
    law(60, &cases, |(pack, facts, other, date, inside)| {
        let engine = Engine::new(
            from_files(modifiable(pack.0.clone(), 2, inside as usize))
                .unwrap()
                .0,
        );
        nearest_is_so(&engine, &accepted(&engine, &facts, date), &other, date, inside)
    });
}

#[test]
fn in_the_region_the_nearest_change_opens_and_nothing_nearer_does() {
    let engine = Engine::new(from_files(modifiable(region::pack_files(), 9, 0)).unwrap().0);
    let space = region::space_of(&region::pack_files());
    let cases = (space.partial(), space.partial(), space.date(), any::<u32>());
    law(20, &cases, |(facts, other, date, inside)| {
        nearest_is_so(&engine, &accepted(&engine, &facts, date), &other, date, inside)
    });
}

#[test]
fn most_refusals_of_the_region_learn_what_would_open_or_that_nothing_would() {
    let engine = bareme_pays_de_la_loire::engine();
    let space = region::space_of(&region::pack_files());
    let cases = (vec((space.partial(), space.date()), 8), Just(()));
    law(2, &cases, |(dossiers, ())| {
        for (facts, date) in dossiers {
            let facts = accepted(engine, &facts, date);
            let dossier = wire::read_dossier(engine, &serde_json::to_string(&facts).unwrap()).unwrap();
            let answer = engine.evaluate(&dossier, date).unwrap();
            for decision in answer
                .decisions()
                .filter(|one| one.verdict() == Verdict::NotEligible)
            {
                let nearest = engine
                    .nearest_change(&dossier, date, decision.id(), 20_000)
                    .unwrap();
                let established = nearest != bareme::analysis::NearestChange::NotEstablished;
                prop_assert!(established, "{} {facts:?}", decision.id());
            }
        }
        Ok(())
    });
}
