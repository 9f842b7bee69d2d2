//! Every compatible set of dispositifs, as paths of a graph.

use std::collections::BTreeMap;

use super::Bits;

/// Every compatible set of the dispositifs of a component, as the paths of a graph in layers.
///
/// A layer is about one dispositif, taken or left. A branch of it stands for all that was chosen before and excludes the same
/// dispositifs among those still to come: what can still be chosen depends on nothing else, so that it is looked at once.
///
/// INVARIANT: the branches reached with some dispositifs only are at most these, for what excludes the same among all of those
/// to come excludes the same among some: the number of steps bounds the search whichever dispositifs are eligible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagram {
    layers: Vec<Layer>,
    branches: Vec<Branch>,
    words: usize,
}

/// The branches about one dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Layer {
    member: usize,
    first: usize,
}

/// Where taking and leaving a dispositif lead: positions in the next layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch {
    /// Absent when the dispositif is excluded by one that was taken.
    pub(crate) take: Option<u32>,
    /// Always possible.
    pub(crate) leave: u32,
}

impl Diagram {
    /// The diagram with its layers in this order; `None` when it takes more than `most` steps.
    pub(super) fn of(order: &[usize], neighbours: &[Bits], most: u64) -> Option<Self> {
        let size = neighbours.len();
        let mut diagram = Self {
            layers: Vec::with_capacity(size),
            branches: Vec::new(),
            words: size.div_ceil(64),
        };
        let mut place = vec![0; size];
        for (position, member) in order.iter().enumerate() {
            *place.get_mut(*member)? = position;
        }
        let mut states = vec![Bits::empty(size)];
        for (position, member) in order.iter().enumerate() {
            let mut excluded = Bits::empty(size);
            for other in neighbours.get(*member)?.iter() {
                let other = place.get(other).copied()?;
                if other > position {
                    excluded.insert(other);
                }
            }
            diagram.layers.push(Layer {
                member: *member,
                first: diagram.branches.len(),
            });
            let mut next = States::default();
            for state in states {
                let mut left = state;
                let open = !left.has(position);
                left.remove(position);
                let taken = open.then(|| {
                    let mut taken = left.clone();
                    taken.unite(&excluded);
                    taken
                });
                // Leaving comes first only because it gives the set back: each set has one position, whoever comes first.
                let leave = next.position(left);
                let take = taken.map(|taken| next.position(taken));
                diagram.branches.push(Branch { take, leave });
                if diagram.steps() > most {
                    return None;
                }
            }
            states = next.list;
        }
        Some(diagram)
    }

    /// How many words of 64 dispositifs a set of the component takes.
    pub(crate) const fn words(&self) -> usize {
        self.words
    }

    /// The most steps that the search through the diagram takes: one for each branch, and one for each word of its set.
    pub(crate) fn steps(&self) -> u64 {
        let each = self.words.saturating_add(1);
        u64::try_from(self.branches.len().saturating_mul(each)).unwrap_or(u64::MAX)
    }

    /// The layers from the last to the first: which member of the component, and its branches.
    pub(crate) fn layers_backwards(&self) -> impl Iterator<Item = (usize, &[Branch])> {
        let ends = self.layers.iter().skip(1).map(|layer| layer.first);
        let ends: Vec<usize> = ends.chain([self.branches.len()]).collect();
        self.layers.iter().zip(ends).rev().map(|(layer, end)| {
            let branches = self.branches.get(layer.first..end).unwrap_or_default();
            (layer.member, branches)
        })
    }
}

/// The states of a layer, each once, in the order in which they are met.
#[derive(Default)]
struct States {
    positions: BTreeMap<Bits, u32>,
    list: Vec<Bits>,
}

impl States {
    fn position(&mut self, state: Bits) -> u32 {
        if let Some(position) = self.positions.get(&state) {
            return *position;
        }
        let position = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(state.clone());
        self.positions.insert(state, position);
        position
    }
}
