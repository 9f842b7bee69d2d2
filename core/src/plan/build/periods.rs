//! The days on which a part of a rule may be read, and whether a value is in force on all of them.

use crate::{
    date::{Day, Period},
    error::Code,
    expression::Span,
    plan::{
        Part,
        lower::{Lowering, Scope},
    },
};

/// The days on which a part of a rule may be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// Those on which its dated values are read.
    pub(super) read: Period,
    /// Those that the date of effect may be: the same, but where something is paid over time, or read on another day.
    pub(super) effect: Period,
    /// Is it something that is paid over time?
    pub(super) paid: bool,
}

impl Days {
    pub(super) const fn of(period: Period) -> Self {
        Self {
            read: period,
            effect: period,
            paid: false,
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.read.from >= self.read.until || self.effect.from >= self.effect.until
    }
}

/// Reports the first of the days on which there is no value.
pub(super) fn value_in_force(
    lowering: &mut Lowering<'_>,
    scope: Scope<'_>,
    part: &Part,
    name: &str,
    first: Day,
    until: Day,
    days: Period,
) {
    let missing = if days.from < first {
        days.from
    } else if days.until > until {
        until
    } else {
        return;
    };
    let span = Span {
        start: part.start.into(),
        end: part.end.into(),
    };
    let place = lowering.place(scope, span);
    let when = if missing == Day::MIN {
        "avant le premier jour écrit".to_owned()
    } else {
        format!("le {missing}")
    };
    lowering.findings.push(
        crate::error::Finding::new(Code::NoValueInForce, place, format!("{name} n'a pas de valeur {when}, où la règle la lit"))
            .with_help("ajoutez la valeur, ou bornez la règle : `en_vigueur`, `depuis`, `jusqu_a`, ou une condition sur `date_effet`"),
    );
}

/// The part of `days` before `day`, or from it on.
pub(super) fn split(days: Period, day: Day, before: bool) -> Period {
    if before {
        Period {
            from: days.from,
            until: days.until.min(day),
        }
    } else {
        Period {
            from: days.from.max(day),
            until: days.until,
        }
    }
}

pub(super) fn meet(a: Period, b: Period) -> Period {
    Period {
        from: a.from.max(b.from),
        until: a.until.min(b.until),
    }
}
