//! Many things looked at by all the threads of the machine, in an order that does not depend on them.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// What `look` says of each, in their order. `tell` is called with how many are done, and of how many.
pub fn dealt<T: Sync, R: Send>(
    all: &[T],
    tell: &(dyn Fn(usize, usize) + Sync),
    look: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let done = AtomicUsize::new(0);
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let hand = || {
        let mut found = Vec::new();
        loop {
            let position = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(position) else {
                return found;
            };
            found.push((position, look(one)));
            tell(done.fetch_add(1, Ordering::Relaxed) + 1, all.len());
        }
    };
    let mut found: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(hand)).collect();
        let joined = hands.into_iter().filter_map(|hand| hand.join().ok());
        joined.flatten().collect()
    });
    found.sort_by_key(|(position, _)| *position);
    found.into_iter().map(|(_, seen)| seen).collect()
}
