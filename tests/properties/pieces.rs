//! Pieces say at each point what the engine says there, and are the whole span.

use bareme::{
    Day, Decision, Dossier, Engine, FactValue, Selection, Verdict,
    analysis::{Fraction, Line, Piece, PieceOptions, Pieces, Shape, Worth},
    answer::{Bounds, DroitValue, DroitView},
    catalogue::from_files,
    decimal,
    vocabulary::{DeclaredType, Fact},
    wire,
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseResult};

use crate::{
    dossiers::Facts,
    intervals::{widened, widening},
    object::accepted,
    packs, region,
    runs::law,
};

/// The dossier with the fact at a point.
fn at(dossier: &Dossier, fact: &Fact, point: i64) -> Dossier {
    let value = if fact.declared.kind.is_date() {
        FactValue::from(Day::from_number(point))
    } else {
        FactValue::from(decimal::to_decimal(point, fact.declared.decimals()))
    };
    dossier
        .clone()
        .set(&fact.name, value)
        .expect("a value of the fact")
}

fn scaled(value: &DroitValue<'_>, declared: &DeclaredType) -> i64 {
    match value {
        DroitValue::Date(day) => day.number().into(),
        DroitValue::Boolean(truth) => (*truth).into(),
        value => {
            decimal::from_decimal(value.number().expect("a number"), declared.decimals()).expect("it fits")
        }
    }
}

/// A value in the units of the last decimals of the droit, and a point in those of the fact, against a line.
fn follows(line: &Line<'_>, value: i64, gap: i64, [droit, fact]: [u8; 2]) -> bool {
    // value / 10^droit - start - slope × gap / 10^fact, over one denominator.
    let Fraction {
        numerator: sn,
        denominator: sd,
    } = line.start;
    let Fraction {
        numerator: pn,
        denominator: pd,
    } = line.slope;
    let Fraction {
        numerator: dn,
        denominator: dd,
    } = line.deviation;
    let (one, unit) = (
        i128::from(decimal::pow10(droit)),
        i128::from(decimal::pow10(fact)),
    );
    let all = one * sd * pd * unit;
    let off = i128::from(value) * sd * pd * unit - sn * one * pd * unit - pn * i128::from(gap) * one * sd;
    off.abs() * dd <= dn * all
}

fn says(
    shape: &Shape<'_>,
    known: i64,
    point: i64,
    piece: &Piece<'_>,
    declared: &DeclaredType,
    fact: &Fact,
) -> bool {
    let (first, last) = piece.scaled();
    let end = |value: &DroitValue<'_>| scaled(value, declared);
    let exact = |from: &DroitValue<'_>, to: &DroitValue<'_>| {
        (point != first || end(from) == known) && (point != last || end(to) == known)
    };
    match shape {
        Shape::Constant(value) => end(value) == known,
        Shape::Linear(line) => {
            let decimals = [declared.decimals(), fact.declared.decimals()];
            exact(&line.from, &line.to) && follows(line, known, point - first, decimals)
        }
        Shape::Monotone { from, to, rises } => {
            let (low, high) = if *rises {
                (end(from), end(to))
            } else {
                (end(to), end(from))
            };
            exact(from, to) && (low..=high).contains(&known)
        }
        Shape::Within(low, high) => (end(low)..=end(high)).contains(&known),
    }
}

fn droit_agrees(worth: &Worth<'_>, view: &DroitView<'_>, point: i64, piece: &Piece<'_>, fact: &Fact) -> bool {
    let declared = &view.droit.declared;
    let says = |shape: &Shape<'_>, value: &DroitValue<'_>| {
        says(shape, scaled(value, declared), point, piece, declared, fact)
    };
    match (worth, view.value(), view.bounds()) {
        (
            Worth::Settled(Shape::Constant(DroitValue::Choice(name, _))),
            Some(DroitValue::Choice(other, _)),
            _,
        ) => *name == other,
        (Worth::Settled(shape), Some(value), _) => says(shape, &value),
        (Worth::Between(low, high), None, Some(Bounds::Between(from, to))) => {
            says(low, &from) && says(high, &to)
        }
        (Worth::Members(names), None, Some(Bounds::Members(others))) => *names == others,
        _ => false,
    }
}

fn agrees(piece: &Piece<'_>, decision: &Decision<'_>, point: i64, fact: &Fact) -> TestCaseResult {
    prop_assert_eq!(piece.verdict(), Some(decision.verdict()));
    if decision.verdict() == Verdict::OutOfPeriod {
        return Ok(());
    }
    let told: Vec<_> = piece
        .conditions()
        .map(|(condition, state)| (condition.id.clone(), state))
        .collect();
    let conditions = decision.conditions();
    let decided: Vec<_> = conditions
        .map(|view| (view.condition.id.clone(), view.state))
        .collect();
    prop_assert_eq!(told, decided);
    let told: Vec<_> = piece.droits().collect();
    let decided: Vec<_> = decision.droits().collect();
    prop_assert_eq!(told.len(), decided.len());
    for view in &decided {
        // Versions of one droit that are told as one may be found at another place.
        let same = told.iter().find(|one| one.droit.id == view.droit.id);
        let agrees = same.is_some_and(|one| droit_agrees(&one.worth, view, point, piece, fact));
        prop_assert!(
            agrees,
            "{}: {:?}",
            view.droit.id,
            view.value().map(|value| value.to_string())
        );
    }
    Ok(())
}

/// Points to look at: both ends of every piece, or of some when they are many, and one inside.
fn points(pieces: &Pieces, inside: u32) -> Vec<(Piece<'_>, i64)> {
    let every = pieces.iter().len().div_ceil(24).max(1);
    let some = pieces.iter().step_by(every);
    some.flat_map(|piece| {
        let (from, to) = piece.scaled();
        let width = i128::from(to) - i128::from(from);
        let middle = i128::from(from) + width * i128::from(inside) / i128::from(u32::MAX);
        let middle = i64::try_from(middle).expect("inside");
        [from, (from + 1).min(to), middle, to].map(|point| (piece, point))
    })
    .collect()
}

fn the_span_is_whole(pieces: &Pieces, fact: &Fact) -> TestCaseResult {
    let spans: Vec<_> = pieces.iter().map(|piece| piece.scaled()).collect();
    prop_assert_eq!(spans.first().map(|(from, _)| *from), Some(fact.declared.min));
    prop_assert_eq!(spans.last().map(|(_, to)| *to), Some(fact.declared.max));
    for pair in spans.windows(2) {
        prop_assert_eq!(pair[0].1 + 1, pair[1].0);
    }
    Ok(())
}

/// The facts that may go over their values.
fn ordered(engine: &Engine) -> Vec<&Fact> {
    let facts = engine.plan().vocabulary.facts.iter();
    facts
        .filter(|fact| fact.declared.kind.is_number() || fact.declared.kind.is_date())
        .collect()
}

fn pieces_agree(engine: &Engine, facts: &Facts, date: Day, (which, inside): (usize, u32)) -> TestCaseResult {
    let ordered = ordered(engine);
    let fact = ordered[which % ordered.len()];
    let mut facts = facts.clone();
    facts.remove(&fact.name);
    let dossier = wire::read_dossier(engine, &serde_json::to_string(&facts).unwrap()).unwrap();
    let options = PieceOptions {
        selection: Selection::WithHypotheses,
        most: 600,
        ..PieceOptions::default()
    };
    let all = engine.pieces(&dossier, &fact.name, date, &options).unwrap();
    for pieces in &all {
        the_span_is_whole(pieces, fact)?;
        for (piece, point) in points(pieces, inside) {
            if !piece.is_established() {
                continue;
            }
            let here = at(&dossier, fact, point);
            let told = || {
                format!(
                    "{} of {} at {point} in {:?}",
                    pieces.id(),
                    fact.name,
                    piece.scaled()
                )
            };
            match engine.evaluate_selected(&here, date, Selection::Named(&[pieces.id()])) {
                Err(_) => prop_assert!(piece.refused_by().next().is_some(), "{}", told()),
                Ok(answer) => {
                    let decision = answer.decision(pieces.id()).unwrap();
                    agrees(&piece, &decision, point, fact)
                        .map_err(|error| TestCaseError::fail(format!("{}: {error}", told())))?;
                }
            }
        }
    }
    Ok(())
}

/// Points of a box: two corners and one inside.
fn corners(piece: &Piece<'_>, inside: u32) -> [[i64; 2]; 3] {
    let ((x, a), (y, b)) = (piece.scaled(), piece.second_scaled());
    let between = |from: i64, to: i64| {
        let width = i128::from(to) - i128::from(from);
        i64::try_from(i128::from(from) + width * i128::from(inside) / i128::from(u32::MAX)).expect("inside")
    };
    [[x, y], [a, b], [between(x, a), between(y, b)]]
}

fn boxes_agree(engine: &Engine, facts: &Facts, date: Day, (which, inside): (usize, u32)) -> TestCaseResult {
    let ordered = ordered(engine);
    let first = ordered[which % ordered.len()];
    let second = ordered[(which / ordered.len()) % ordered.len()];
    if first.name == second.name {
        return Ok(());
    }
    let mut facts = facts.clone();
    [first, second]
        .iter()
        .for_each(|fact| drop(facts.remove(&fact.name)));
    let dossier = wire::read_dossier(engine, &serde_json::to_string(&facts).unwrap()).unwrap();
    let options = PieceOptions {
        selection: Selection::WithHypotheses,
        most: 400,
        ..PieceOptions::default()
    };
    let names = [first.name.as_str(), second.name.as_str()];
    for pieces in &engine.boxes(&dossier, names, date, &options).unwrap() {
        let every = pieces.iter().len().div_ceil(20).max(1);
        for piece in pieces.iter().step_by(every).filter(Piece::is_established) {
            for [x, y] in corners(&piece, inside) {
                let here = at(&at(&dossier, first, x), second, y);
                let told = format!("{} of {names:?} at {x}, {y}", pieces.id());
                let answer = engine.evaluate_selected(&here, date, Selection::Named(&[pieces.id()]));
                let Ok(answer) = answer else {
                    let says = piece.refused_by().chain(piece.partly_refused_by()).next();
                    prop_assert!(says.is_some(), "{told}");
                    continue;
                };
                let decision = answer.decision(pieces.id()).unwrap();
                prop_assert_eq!(piece.verdict(), Some(decision.verdict()), "{}", &told);
                if decision.verdict() == Verdict::OutOfPeriod {
                    continue;
                }
                let said: Vec<_> = piece
                    .conditions()
                    .map(|(one, state)| (one.id.clone(), state))
                    .collect();
                let decided = decision.conditions();
                let decided: Vec<_> = decided
                    .map(|view| (view.condition.id.clone(), view.state))
                    .collect();
                prop_assert_eq!(said, decided, "{}", &told);
            }
        }
    }
    Ok(())
}

/// What is tried on a pack, a dossier, a day, a choice of facts and a point.
type Tried = fn(&Engine, &Facts, Day, (usize, u32)) -> TestCaseResult;

fn in_random_packs(quick: u32, tried: Tried) {
    let space = packs::space();
    let cases = (
        packs::packs(),
        space.partial(),
        space.date(),
        vec(widening(), 8),
        (any::<usize>(), any::<u32>()),
    );
    law(quick, &cases, |(pack, facts, date, widenings, which)| {
        let engine = Engine::new(from_files(pack.0.clone()).unwrap().0);
        let facts = widened(&engine, &accepted(&engine, &facts, date), &widenings);
        tried(&engine, &facts, date, which)
    });
}

fn in_the_region(quick: u32, tried: Tried) {
    let engine = bareme_pays_de_la_loire::engine();
    let space = region::space_of(&region::pack_files());
    let cases = (
        space.partial(),
        space.date(),
        vec(widening(), 8),
        (any::<usize>(), any::<u32>()),
    );
    law(quick, &cases, |(facts, date, widenings, which)| {
        let facts = widened(engine, &accepted(engine, &facts, date), &widenings);
        tried(engine, &facts, date, which)
    });
}

#[test]
fn in_random_packs_each_box_says_at_each_point_what_the_engine_says() {
    in_random_packs(30, boxes_agree);
}

#[test]
fn in_the_region_each_box_says_at_each_point_what_the_engine_says() {
    in_the_region(10, boxes_agree);
}

#[test]
fn in_random_packs_each_piece_says_at_each_point_what_the_engine_says() {
    in_random_packs(60, pieces_agree);
}

#[test]
fn in_the_region_each_piece_says_at_each_point_what_the_engine_says() {
    in_the_region(20, pieces_agree);
}
