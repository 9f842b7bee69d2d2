//! Which dispositifs exclude each other, laid out so that the best compatible set among any of them is found in a number of
//! steps that is known when the pack is read.

mod bits;
mod diagram;

use bits::Bits;
pub(crate) use diagram::Diagram;

/// The most dispositifs that one component holds: its sets are then at most sixteen words, and ordering it takes milliseconds.
const MOST_MEMBERS: usize = 1_024;

/// The most steps that the search of the best combination may take in a whole pack: about one millisecond.
///
/// A step is one branch of a diagram, or one word of 64 dispositifs copied for it.
pub(crate) const MOST_STEPS: u64 = 1 << 17;

/// The most branches that are looked at in a component for the sets that may be worth as much: beyond, sets are left out, and the answer
/// says so.
pub(crate) const MOST_BRANCHES: u64 = 1 << 10;

/// The most steps of the search for every set that can be received together, a member or what it excludes looked at.
pub(crate) const MOST_SEARCH: u64 = 1 << 16;

/// The most such sets that are found: beyond, the answer says that there are more.
pub(crate) const MOST_SETS: usize = 128;

/// The most such sets that are laid out over a course: those that pay the most.
pub(crate) const MOST_SEQUENCES: usize = 8;

/// How the dispositifs of a pack exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conflicts {
    components: Vec<Component>,
    steps: u64,
}

/// Dispositifs that exclude each other, directly or through one another, and that exclude no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Component {
    /// Positions of the dispositifs, in the order of the pack.
    pub(crate) members: Vec<u16>,
    /// Every compatible set of them.
    pub(crate) diagram: Diagram,
}

/// Dispositifs whose conflicts are too entangled for the best combination to be found within [`MOST_STEPS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entangled {
    /// Positions of the dispositifs, in the order of the pack.
    pub(crate) members: Vec<u16>,
}

impl Conflicts {
    /// The conflicts of dispositifs, from the positions that each one excludes: both ways, in ascending order, never itself.
    pub(crate) fn of(excluded: &[&[u16]]) -> Result<Self, Entangled> {
        let mut conflicts = Self::default();
        for members in components(excluded) {
            let Some(diagram) = laid_out(&members, excluded) else {
                return Err(Entangled { members });
            };
            conflicts.steps = conflicts.steps.saturating_add(diagram.steps());
            conflicts.components.push(Component { members, diagram });
            if conflicts.steps > MOST_STEPS {
                return Err(conflicts.most_entangled());
            }
        }
        Ok(conflicts)
    }

    /// The component whose search takes the most steps.
    fn most_entangled(self) -> Entangled {
        let worst = self
            .components
            .into_iter()
            .max_by_key(|component| component.diagram.steps());
        Entangled {
            members: worst.map_or_else(Vec::new, |component| component.members),
        }
    }

    /// The components, in the order of their first dispositifs; a dispositif without conflict is in none.
    pub(crate) fn components(&self) -> &[Component] {
        &self.components
    }

    /// The most steps that the search of the best combination takes, whichever dispositifs are eligible and whatever they are worth.
    pub(crate) const fn worst_steps(&self) -> u64 {
        self.steps
    }
}

/// Are the positions that each dispositif excludes in ascending order, never itself, and known to both?
pub(super) fn are_mutual(excluded: &[&[u16]]) -> bool {
    (0_u16..).zip(excluded).all(|(own, others)| {
        others.is_sorted_by(|a, b| a < b)
            && others.iter().all(|other| {
                *other != own
                    && excluded
                        .get(usize::from(*other))
                        .is_some_and(|back| back.binary_search(&own).is_ok())
            })
    })
}

/// The connected components of two dispositifs or more, each in ascending order.
fn components(excluded: &[&[u16]]) -> Vec<Vec<u16>> {
    let mut seen = vec![false; excluded.len()];
    let mut found = Vec::new();
    for (start, others) in (0_u16..).zip(excluded) {
        if others.is_empty() {
            continue;
        }
        let (mut members, mut waiting) = (Vec::new(), vec![start]);
        while let Some(position) = waiting.pop() {
            match seen.get_mut(usize::from(position)) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            members.push(position);
            let others = excluded.get(usize::from(position)).copied().unwrap_or_default();
            waiting.extend(others);
        }
        if !members.is_empty() {
            members.sort_unstable();
            found.push(members);
        }
    }
    found
}

/// The diagram of a component, in the order that promises the narrowest one, else in the order of the pack.
fn laid_out(members: &[u16], excluded: &[&[u16]]) -> Option<Diagram> {
    if members.len() > MOST_MEMBERS {
        return None;
    }
    let neighbours: Vec<Bits> = members
        .iter()
        .map(|member| {
            let mut bits = Bits::empty(members.len());
            let others = excluded.get(usize::from(*member)).copied().unwrap_or_default();
            for index in others
                .iter()
                .filter_map(|other| members.binary_search(other).ok())
            {
                bits.insert(index);
            }
            bits
        })
        .collect();
    let in_order: Vec<usize> = (0..members.len()).collect();
    Diagram::of(&narrow_order(&neighbours), &neighbours, MOST_STEPS)
        .or_else(|| Diagram::of(&in_order, &neighbours, MOST_STEPS))
}

/// An order in which few dispositifs that are still to come exclude one that came: each next one leaves the fewest.
fn narrow_order(neighbours: &[Bits]) -> Vec<usize> {
    let size = neighbours.len();
    let (mut order, mut placed, mut frontier) =
        (Vec::with_capacity(size), Bits::empty(size), Bits::empty(size));
    for _ in 0..size {
        let next = neighbours
            .iter()
            .enumerate()
            .filter(|(index, _)| !placed.has(*index))
            .min_by_key(|(index, bits)| {
                let own = u32::from(frontier.has(*index));
                // What is left to come after it: the frontier without itself, and those of its neighbours that are new.
                frontier
                    .count()
                    .saturating_sub(own)
                    .saturating_add(bits.count_outside(&frontier, &placed))
            });
        let Some((index, bits)) = next else { break };
        order.push(index);
        placed.insert(index);
        frontier.unite(bits);
        frontier.subtract(&placed);
    }
    order
}
