//! Step functions of numbers.

use super::{
    block::{Block, Numbers, View},
    map::map2,
};

/// The first value, and what each of the edges that the number reaches adds.
///
/// Sums wrap to the width of the result, which its bounds prove wide enough for the last of them.
pub(crate) fn climb<const EDGES: usize, R: Copy + Default>(
    number: Numbers<'_>,
    (first, steps): (i64, &[(i64, i64)]),
    out: &mut Block<R>,
    keep: impl Fn(i64) -> R,
    add: impl Fn(R, R) -> R,
) {
    let mut edges = [(i64::MAX, R::default()); EDGES];
    edges
        .iter_mut()
        .zip(steps)
        .for_each(|(to, (edge, rise))| *to = (*edge, keep(*rise)));
    let first = keep(first);
    match number {
        Numbers::Narrow(number) => {
            // An edge beyond 32 bits adds nothing to a number that is not, and one before them adds to all.
            let narrow = edges.map(|(edge, rise)| match i32::try_from(edge) {
                Ok(edge) => (edge, rise),
                Err(_) if edge < 0 => (i32::MIN, rise),
                Err(_) => (i32::MAX, R::default()),
            });
            map2(number, View::Constant(()), out, |number, ()| {
                narrow.iter().fold(first, |value, (edge, rise)| {
                    add(value, if number >= *edge { *rise } else { R::default() })
                })
            });
        }
        Numbers::Wide(number) => map2(number, View::Constant(()), out, |number, ()| {
            edges.iter().fold(first, |value, (edge, rise)| {
                add(value, if number >= *edge { *rise } else { R::default() })
            })
        }),
    }
}
