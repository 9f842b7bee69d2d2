//! How a condition was seen by cases, and how much of something was.

/// How often something was seen, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Seen at least once.
    pub seen: usize,
    /// In all.
    pub total: usize,
}

impl Share {
    pub(in crate::cases) fn count(&mut self, seen: bool) {
        self.seen += usize::from(seen);
        self.total += 1;
    }

    /// Is everything seen?
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.seen == self.total
    }

    /// Tenths of a percent, rounded to the nearest: 1000 only when everything is seen, 0 only when nothing is.
    #[must_use]
    pub fn permille(self) -> usize {
        let rounded = (self.seen * 2000 + self.total).checked_div(self.total * 2);
        match rounded {
            None => 1000,
            Some(_) if self.is_full() => 1000,
            Some(0) if self.seen > 0 => 1,
            Some(rounded) => rounded.min(999),
        }
    }

    /// « Cases de tables lues : 155 sur 1246, 12,4 % »
    #[must_use]
    pub fn told(self, name: &str) -> String {
        format!("{name} : {} sur {}, {}", self.seen, self.total, self.percent())
    }

    /// `99,9 %`
    #[must_use]
    pub fn percent(self) -> String {
        let permille = self.permille();
        format!("{},{} %", permille / 10, permille % 10)
    }
}

/// In which ways a condition was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConditionSeen {
    /// `remplie`
    pub met: bool,
    /// `non_remplie`
    pub not_met: bool,
    /// `inconnue`
    pub unknown: bool,
    /// The only one to fail.
    pub alone: bool,
}

impl ConditionSeen {
    /// Counts what another saw too.
    pub(super) fn absorb(&mut self, other: Self) {
        self.met |= other.met;
        self.not_met |= other.not_met;
        self.unknown |= other.unknown;
        self.alone |= other.alone;
    }

    /// Met, not met, and alone to decide.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.met && self.not_met && self.alone
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn a_share_is_rounded_and_is_whole_only_when_it_is() {
        let percent = |seen, total| Share { seen, total }.percent();
        assert_eq!(percent(2, 3), "66,7 %");
        assert_eq!(percent(1, 3), "33,3 %");
        assert_eq!(percent(9_999, 10_000), "99,9 %");
        assert_eq!(percent(1, 10_000), "0,1 %");
        assert_eq!(
            (percent(0, 7), percent(7, 7), percent(0, 0)),
            ("0,0 %".into(), "100,0 %".into(), "100,0 %".into())
        );
    }
}
