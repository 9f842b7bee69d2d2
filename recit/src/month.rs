//! How a month that is not whole is counted, in a sentence.

use bareme::{
    catalogue::Pace,
    date::{Day, Period},
    schedule::{MonthDays, Schedule},
};

/// The sentence, when something is paid by the month.
pub(crate) fn sentence(schedule: &Schedule, month: &MonthDays) -> Option<String> {
    let mut by_month = schedule
        .segments
        .iter()
        .filter(|segment| {
            schedule
                .lines(segment)
                .any(|view| view.pace() == Some(Pace::Month))
        })
        .peekable();
    by_month.peek()?;
    let counted = month.value;
    // A day that adds nothing looks like a mistake: it is said where there is one.
    let beyond = if by_month.any(|segment| goes_beyond(segment.days, counted)) {
        format!("\u{a0}: un jour après le {counted} du mois n'ajoute rien")
    } else {
        String::new()
    };
    Some(format!(
        "Un mois entier compte pour un mois ; un mois incomplet compte par ses jours, chacun pour un {counted}e de mois{beyond}"
    ))
}

/// Is a day beyond those that count paid in a month that is not whole?
fn goes_beyond(days: Period, counted: i64) -> bool {
    let last = days.until.add_days(-1);
    [days.from, last].into_iter().any(|day| {
        let first = first_of_month(day);
        let next = first.add_months(1);
        let whole = days.from <= first && next <= days.until;
        let (_, _, latest) = last.min(next.add_days(-1)).calendar();
        !whole && i64::from(latest) > counted
    })
}

fn first_of_month(day: Day) -> Day {
    let (_, _, of_month) = day.calendar();
    day.add_days(1_i64.saturating_sub(i64::from(of_month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_31st_is_told_in_a_month_that_is_not_whole() {
        let told =
            |from: &str, last: &str| goes_beyond(Period::new(from.parse().ok(), last.parse().ok()), 30);
        assert!(told("2025-01-31", "2025-01-31"));
        assert!(told("2025-01-02", "2025-06-30"));
        assert!(told("2024-12-02", "2025-06-30"));
        assert!(!told("2025-01-01", "2025-01-31"));
        assert!(!told("2025-01-01", "2025-07-11"));
        assert!(!told("2025-04-30", "2025-06-30"));
        assert!(!told("2025-01-02", "2025-01-30"));
    }
}
