//! What is swept: one or two facts, from a value to another, both included.

use std::collections::BTreeSet;

/// Which of the facts that are swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    /// The first.
    First,
    /// The second, of a map.
    Second,
}

impl Axis {
    pub(super) const BOTH: [Self; 2] = [Self::First, Self::Second];
}

/// From a value to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    pub(super) const fn is_point(self) -> bool {
        self.from == self.to
    }

    fn width(self) -> i128 {
        i128::from(self.to).saturating_sub(self.from.into())
    }
}

/// A part of what is swept. Of one fact, the second span is a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    pub(super) spans: [Span; 2],
}

impl Region {
    pub(super) const fn span(&self, axis: Axis) -> Span {
        let [first, second] = self.spans;
        match axis {
            Axis::First => first,
            Axis::Second => second,
        }
    }

    pub(super) const fn with(&self, axis: Axis, span: Span) -> Self {
        let [first, second] = self.spans;
        let spans = match axis {
            Axis::First => [span, second],
            Axis::Second => [first, span],
        };
        Self { spans }
    }

    pub(super) fn is_point(&self) -> bool {
        self.spans.iter().all(|span| span.is_point())
    }

    /// How large it is beside the whole.
    pub(super) fn share(&self, whole: &Self) -> u128 {
        let along = |axis: Axis| {
            let points = |region: &Self| region.span(axis).width().unsigned_abs().saturating_add(1);
            let share = points(self).saturating_mul(1 << 40).checked_div(points(whole));
            share.unwrap_or(0)
        };
        along(Axis::First).saturating_mul(along(Axis::Second))
    }

    /// The corner of the smallest values, and that of the largest.
    pub(super) const fn corners(&self) -> [[i64; 2]; 2] {
        let [first, second] = self.spans;
        [[first.from, second.from], [first.to, second.to]]
    }

    pub(super) const fn point([first, second]: [i64; 2]) -> Self {
        Self {
            spans: [
                Span {
                    from: first,
                    to: first,
                },
                Span {
                    from: second,
                    to: second,
                },
            ],
        }
    }

    /// The parts between these cuts; in halves when no cut is inside, along one of the axes on which what is wanted rests. `whole` says which side is long.
    pub(super) fn divided(&self, cuts: &Cuts, whole: &Self, rests: [bool; 2]) -> Vec<Self> {
        for axis in Axis::BOTH {
            let span = self.span(axis);
            let inside: Vec<i64> = cuts.on(axis, span).collect();
            if !inside.is_empty() {
                return self.cut(axis, &inside);
            }
        }
        let share = |axis: Axis| {
            let all = whole.span(axis).width().max(1);
            self.span(axis)
                .width()
                .saturating_mul(1 << 20)
                .checked_div(all)
                .unwrap_or(0)
        };
        let [first, second] = rests;
        let points = Axis::BOTH.map(|axis| self.span(axis).is_point());
        let only_second = points[0] || second && !first && !points[1];
        let only_first = points[1] || first && !second && !points[0];
        let longest = if only_second || !only_first && share(Axis::Second) > share(Axis::First) {
            Axis::Second
        } else {
            Axis::First
        };
        let span = self.span(longest);
        let middle = i128::from(span.from).saturating_add(span.to.into()).div_euclid(2);
        match i64::try_from(middle) {
            Ok(middle) if !span.is_point() => self.cut(longest, &[middle]),
            _ => vec![*self],
        }
    }

    fn cut(&self, axis: Axis, after: &[i64]) -> Vec<Self> {
        let span = self.span(axis);
        let mut parts = Vec::with_capacity(after.len().saturating_add(1));
        let mut from = span.from;
        for last in after {
            parts.push(self.with(axis, Span { from, to: *last }));
            from = last.saturating_add(1);
        }
        parts.push(self.with(axis, Span { from, to: span.to }));
        parts
    }
}

/// Where to cut: after these values.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    after: BTreeSet<(Axis, i64)>,
}

impl Cuts {
    pub(super) fn add(&mut self, region: &Region, axis: Axis, after: i128) {
        let span = region.span(axis);
        if let Ok(after) = i64::try_from(after)
            && span.from <= after
            && after < span.to
        {
            self.after.insert((axis, after));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.after.len()
    }

    fn on(&self, axis: Axis, span: Span) -> impl Iterator<Item = i64> {
        let inside = self.after.range((axis, span.from)..(axis, span.to));
        inside.map(|(_, after)| *after)
    }
}
