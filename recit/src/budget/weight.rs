//! What is not known of a budget, and what is not sure: each with what it weighs.

use bareme::{
    budget::{Budget, Total},
    catalogue::DroitPlan,
};

use super::{Amounts, main_amounts, rows};
use crate::{
    tree::{Line, Mark},
    words::Words,
};

/// What leaves the totals open, dispositif by dispositif; doubts; values past their day.
pub(super) fn lines(budget: &Budget) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in budget.lines(&budget.whole) {
        for (droit, total) in main_amounts(&line) {
            let under = of_one(budget, droit, total);
            if !under.is_empty() {
                let titled = |title| budget.plan().titled(title, None);
                let title = format!("{} ({})", titled(&line.dispositif().title), titled(&droit.title));
                lines.push(Line::marked(Mark::Item, title).with(under));
            }
        }
    }
    for (id, count) in &budget.stale {
        let parameters = budget.plan().parameters.iter();
        let title = parameters
            .clone()
            .find(|parameter| parameter.name == *id)
            .map_or_else(
                || id.as_str().into(),
                |parameter| budget.plan().titled(&parameter.title, None),
            );
        let message = format!(
            "« {title} » a passé le jour où il fallait le relire : {} en dépendent.",
            rows(*count)
        );
        lines.push(Line::marked(Mark::Warn, message));
    }
    lines
}

fn of_one(budget: &Budget, droit: &DroitPlan, total: &Total) -> Vec<Line> {
    let unit = droit.declared.unit().map(ToString::to_string).unwrap_or_default();
    let amounts = Amounts {
        words: Words::of(budget.plan()),
        unit: &unit,
        decimals: droit.declared.decimals(),
    };
    let mut lines = Vec::new();
    let open = [
        (
            total.undetermined,
            total.undetermined_width,
            "on ne sait pas encore si c'est dû",
        ),
        (
            total.unsettled,
            total.unsettled_width,
            "c'est dû, et un fait manque pour savoir combien",
        ),
    ];
    for (count, width, why) in open {
        if count > 0 {
            let message = format!(
                "{} : {why} ; entre le moins et le plus, {}.",
                rows(count),
                amounts.told(width)
            );
            lines.push(Line::plain(message));
        }
    }
    if total.unbounded > 0 {
        let message = format!(
            "{} sans bornes : le total n'a ni « au moins » ni « au plus ». Décidez la table avec ses bornes (`bounds=True` en Python, `--bornes` en ligne \
             de commande).",
            rows(total.unbounded)
        );
        lines.push(Line::marked(Mark::Warn, message));
    }
    if total.doubtful > 0 {
        let message = format!(
            "{} : la décision repose sur un doute de la règle ; au plus {} en dépendent.",
            rows(total.doubtful),
            amounts.told(total.doubtful_sum)
        );
        lines.push(Line::plain(message));
    }
    lines
}
