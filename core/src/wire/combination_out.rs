//! The best combination as JSON.

use serde::Serialize;

use crate::{
    decimal,
    decision::{Alternative, Combination, CourseWorth},
    plan::Plan,
};

// INVARIANT: the fields of these views are in the alphabetic order of their keys, the order of canonical JSON.

/// The compatible dispositifs that are worth the most.
#[derive(Serialize)]
pub(super) struct CombinationView<'a> {
    bornes: [String; 2],
    dispositifs: Vec<&'a str>,
    non_classes: Vec<&'a str>,
    periode: Option<CourseView>,
    proches: Vec<AlternativeView<'a>>,
    proches_omis: bool,
    valeur_annuelle: String,
}

/// The days of the course, over which they were compared, and what is paid on them.
#[derive(Serialize)]
struct CourseView {
    au: Option<String>,
    bornes: [String; 2],
    du: String,
}

#[derive(Serialize)]
struct AlternativeView<'a> {
    au_lieu_de: Vec<&'a str>,
    bornes: [String; 2],
    dispositifs: Vec<&'a str>,
}

fn bounds((low, high): (i64, i64)) -> [String; 2] {
    [low, high].map(|cents| decimal::format(cents, 2))
}

fn ids<'a>(plan: &'a Plan, positions: &[u16]) -> Vec<&'a str> {
    positions
        .iter()
        .filter_map(|position| Some(plan.dispositif(*position)?.id.as_str()))
        .collect()
}

impl<'a> CombinationView<'a> {
    pub(super) fn new(best: &Combination, plan: &'a Plan) -> Self {
        Self {
            bornes: bounds(best.bounds),
            dispositifs: ids(plan, &best.dispositifs),
            non_classes: ids(plan, &best.unranked),
            periode: best.course.map(CourseView::new),
            proches: best
                .close
                .iter()
                .map(|alternative| AlternativeView::new(alternative, plan))
                .collect(),
            proches_omis: best.omitted,
            valeur_annuelle: decimal::format(best.yearly_value, 2),
        }
    }
}

impl CourseView {
    fn new(course: CourseWorth) -> Self {
        Self {
            au: course.days.last().map(|day| day.to_string()),
            bornes: bounds(course.bounds),
            du: course.days.from.to_string(),
        }
    }
}

impl<'a> AlternativeView<'a> {
    fn new(alternative: &Alternative, plan: &'a Plan) -> Self {
        Self {
            au_lieu_de: ids(plan, &alternative.instead_of),
            bornes: bounds(alternative.bounds),
            dispositifs: ids(plan, &alternative.dispositifs),
        }
    }
}
