//! What a person receives over a course: segments of days on which nothing changes, who pays, and why it changes.
//!
//! A change point is never searched for day by day. The evaluator works on what is known of a value, so that it can also be
//! asked about a span of days at once: when the answer is one single value, nothing changes within the span; when it is
//! not, the span is halved. What is found is therefore proven, whatever the rule is written with.

mod answer;
mod cause;
mod compare;
mod counted;
mod course;
mod incomes;
mod layout;
mod model;
mod months;
mod prorata;
mod rate;
mod running;
mod runs;
mod sets;
#[cfg(test)]
mod tests;

pub use incomes::{Incomes, Sequence};
pub use model::{Cause, Cited, Line, LineView, MonthDays, Open, Payer, Schedule, Segment, Totals};
pub use months::{Month, MonthLine};
