//! Pieces, boxes and breakpoints as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{decision_out::PackView, value_out::value_json};
use crate::{
    analysis::{Breakpoint, ChangedFact, DroitPiece, Kept, NearestChange, Piece, Pieces, Shape, Worth},
    decimal::Rounding,
    decision::DroitValue,
    plan::{Plan, Value},
    vocabulary::FactId,
};

/// The canonical JSON of pieces. Of one dispositif: `{"dispositif": …, "fait": …, "morceaux": […]}`; of several, or of none:
/// `{"dispositifs": {ID: {"morceaux": […]}}, "fait": …}`. What would open the dispositif is `changement_le_plus_proche` when it was looked for. Over two facts, `boites` in place of `morceaux`, and `faits` in place of `fait`.
///
/// # Example
/// ```
/// use bareme::{analysis::PieceOptions, guide, wire};
///
/// let engine = guide::engine()?;
/// let pieces = engine.pieces(&engine.dossier(), "age", "2024-09-02".parse()?, &PieceOptions::default())?;
/// let json = wire::pieces_json(engine.plan(), &pieces, None);
/// assert!(json.contains(r#""fait":"age""#) && json.contains(r#""verdict":"non_eligible""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn pieces_json(plan: &Plan, list: &[Pieces], nearest: Option<&NearestChange>) -> String {
    let mut all = Map::new();
    let mut set = |key: &str, value: Json| all.insert(key.to_owned(), value);
    set("moteur", env!("CARGO_PKG_VERSION").into());
    set(
        "pack",
        serde_json::to_value(PackView::new(plan)).unwrap_or_default(),
    );
    if let Some(first) = list.first() {
        set("date", first.date().to_string().into());
        let names = [first.fact(), first.second_fact()];
        let mut names = names.into_iter().flatten().map(|fact| fact.name.as_str());
        match (names.next(), names.next()) {
            (Some(first), Some(second)) => set("faits", json!([first, second])),
            (Some(only), None) => set("fait", only.into()),
            (None, _) => None,
        };
    }
    if let Some(nearest) = nearest {
        set("changement_le_plus_proche", nearest_json(plan, nearest));
    }
    if let [only] = list {
        set("dispositif", only.id().into());
        all.append(&mut body(only));
    } else {
        let each = list
            .iter()
            .map(|pieces| (pieces.id().to_owned(), body(pieces).into()));
        let each: Map<String, Json> = each.collect();
        set("dispositifs", each.into());
    }
    Json::from(all).to_string()
}

fn body(pieces: &Pieces) -> Map<String, Json> {
    let is_map = pieces.second_fact().is_some();
    let list: Vec<Json> = pieces.iter().map(|piece| piece_json(&piece, is_map)).collect();
    let mut body = Map::new();
    body.insert(if is_map { "boites" } else { "morceaux" }.to_owned(), list.into());
    body.insert("etabli".to_owned(), pieces.are_established().into());
    if let Some((value, kept)) = pieces.stated().zip(pieces.around_stated()) {
        body.insert("jusqu_ou".to_owned(), kept_json(&value, &kept));
    }
    body
}

fn kept_json(value: &DroitValue<'_>, kept: &Kept<'_>) -> Json {
    let span = |(from, to): &(DroitValue<'_>, DroitValue<'_>)| json!({ "de": value_json(from), "a": value_json(to) });
    json!({
        "valeur": value_json(value),
        "meme_reponse": span(&kept.answer),
        "meme_verdict": span(&kept.verdict),
    })
}

fn nearest_json(plan: &Plan, nearest: &NearestChange) -> Json {
    let (mut changes, mut missing, mut whatever): (&[ChangedFact], &[FactId], &[String]) = (&[], &[], &[]);
    let state = match nearest {
        NearestChange::NotRefused(_) => "pas_refuse",
        NearestChange::Found(opening) => {
            (changes, missing) = (&opening.changes, &opening.missing);
            "trouve"
        }
        NearestChange::None { whatever: conditions } => {
            whatever = conditions;
            "aucun"
        }
        NearestChange::NotEstablished => "non_etabli",
    };
    let changes = changes.iter().filter_map(|change| changed_json(plan, change));
    let missing = missing.iter().filter_map(|id| plan.vocabulary.fact(*id));
    json!({
        "etat": state,
        "faits": changes.collect::<Vec<_>>(),
        "manquants": missing.map(|fact| fact.name.as_str()).collect::<Vec<_>>(),
        "conditions": whatever,
    })
}

fn changed_json(plan: &Plan, change: &ChangedFact) -> Option<Json> {
    let fact = plan.vocabulary.fact(change.fact)?;
    let shown = |value: Value| DroitValue::settled(value, &fact.declared, &plan.vocabulary);
    let value = value_json(&shown(change.value)?);
    let (from, to) = if fact.declared.kind.is_choice() {
        (value.clone(), value.clone())
    } else {
        let end = |end: i64| shown(Value::point(end)).map(|value| value_json(&value));
        (end(change.range.lo)?, end(change.range.hi)?)
    };
    Some(json!({ "fait": fact.name, "valeur": value, "de": from, "a": to }))
}

fn piece_json(piece: &Piece<'_>, is_map: bool) -> Json {
    let mut all = Map::new();
    let mut set = |key: &str, value: Json| all.insert(key.to_owned(), value);
    let (from, to) = piece.span();
    match piece.second_span().filter(|_| is_map) {
        Some((second, until)) => {
            set("de", json!([value_json(&from), value_json(&second)]));
            set("a", json!([value_json(&to), value_json(&until)]));
        }
        None => {
            set("de", value_json(&from));
            set("a", value_json(&to));
        }
    }
    if !piece.is_established() {
        set("non_etabli", true.into());
    }
    set(
        "verdict",
        piece
            .verdict()
            .map_or(Json::Null, |verdict| verdict.word().into()),
    );
    let refused: Vec<String> = piece.refused_by().map(|rule| rule.broken().to_owned()).collect();
    if !refused.is_empty() {
        set("refuse_par", json!(refused));
    }
    let partly: Vec<String> = piece
        .partly_refused_by()
        .map(|rule| rule.broken().to_owned())
        .collect();
    if !partly.is_empty() {
        set("refuse_en_partie", json!(partly));
    }
    let conditions: BTreeMap<&str, &str> = piece
        .conditions()
        .map(|(condition, state)| (condition.id.as_str(), state.word()))
        .collect();
    set("conditions", json!(conditions));
    let (mut droits, mut bounds) = (Map::new(), Map::new());
    for DroitPiece { droit, worth } in piece.droits() {
        let id = droit.id.clone();
        match worth {
            Worth::Settled(shape) => drop(droits.insert(id, shape_json(&shape))),
            Worth::Between(low, high) => {
                drop(bounds.insert(id, json!([shape_json(&low), shape_json(&high)])));
            }
            Worth::Members(names) => drop(bounds.insert(id, json!(names))),
        }
    }
    set("droits", droits.into());
    set("bornes", bounds.into());
    all.into()
}

/// What stays is a value as decisions have it; what goes on is an object that says how.
fn shape_json(shape: &Shape<'_>) -> Json {
    match shape {
        Shape::Constant(value) => value_json(value),
        Shape::Linear(line) => {
            let mut all = json!({
                "forme": shape.word(),
                "pente": line.slope.to_string(),
                "origine": line.start.to_string(),
                "de": value_json(&line.from),
                "a": value_json(&line.to),
                "ecart_maximal": line.deviation.to_string(),
                "arrondi": line.rounding.map(rounding),
            });
            if let (Some(all), true) = (all.as_object_mut(), line.second_slope.numerator != 0) {
                all.insert("seconde_pente".to_owned(), line.second_slope.to_string().into());
            }
            all
        }
        Shape::Monotone { from, to, rises } => json!({
            "forme": shape.word(),
            "sens": if *rises { "croissant" } else { "decroissant" },
            "de": value_json(from),
            "a": value_json(to),
        }),
        Shape::Within(low, high) => json!({
            "forme": shape.word(),
            "min": value_json(low),
            "max": value_json(high),
        }),
    }
}

const fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfAwayFromZero => "au_plus_proche",
        Rounding::Floor => "inferieur",
        Rounding::Ceiling => "superieur",
    }
}

/// The JSON of the days on which something changes: `[{"date": …, "changements": [{"genre": "table", "nom": …}]}]`.
#[must_use]
pub fn breakpoints_json(days: &[Breakpoint]) -> String {
    days_of(days).to_string()
}

/// The same of some dispositifs, by their ids: `{"dispositifs": {ID: {"jours": […]}}, "moteur": …, "pack": …}`.
///
/// # Example
/// ```
/// let engine = bareme::guide::engine()?;
/// let days = [("bourse", engine.breakpoints("bourse")?)];
/// assert!(bareme::wire::breakpoints_of_json(engine.plan(), &days).starts_with(r#"{"dispositifs":{"bourse":{"jours":["#));
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn breakpoints_of_json(plan: &Plan, dispositifs: &[(&str, Vec<Breakpoint>)]) -> String {
    let each = dispositifs
        .iter()
        .map(|(id, days)| ((*id).to_owned(), json!({ "jours": days_of(days) })));
    json!({
        "dispositifs": each.collect::<Map<String, Json>>(),
        "moteur": env!("CARGO_PKG_VERSION"),
        "pack": serde_json::to_value(PackView::new(plan)).unwrap_or_default(),
    })
    .to_string()
}

fn days_of(days: &[Breakpoint]) -> Json {
    let day = |breakpoint: &Breakpoint| {
        let changes = breakpoint.changes.iter();
        let changes: Vec<Json> = changes
            .map(|change| json!({ "genre": change.word(), "nom": change.name() }))
            .collect();
        json!({ "date": breakpoint.day.to_string(), "changements": changes })
    };
    Json::from(days.iter().map(day).collect::<Vec<_>>())
}
