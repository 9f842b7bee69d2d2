//! Panics: told on standard error, unless whoever reads the file of somebody else has them in hand.

use std::{
    cell::Cell,
    io::{self, Write as _},
    panic,
};

thread_local! {
    static IN_HAND: Cell<bool> = const { Cell::new(false) };
}

/// From now on, a panic is told in one line.
pub(crate) fn tell() {
    panic::set_hook(Box::new(|fault| {
        if !IN_HAND.get() {
            let place = fault.location().map(|place| format!(", {place}"));
            let payload = fault.payload();
            let said = (payload.downcast_ref::<&str>().copied())
                .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
                .unwrap_or("sans autre mot");
            // A closed standard error leaves nobody to tell.
            let _ = writeln!(
                io::stderr(),
                "bareme : erreur interne{} : {said}",
                place.unwrap_or_default()
            );
        }
    }));
}

/// What a library makes of a file; nothing when it panics, in silence. What it had in hand is not to be used again.
#[cfg(feature = "parquet")]
pub(crate) fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    let before = IN_HAND.replace(true);
    let read = panic::catch_unwind(panic::AssertUnwindSafe(read));
    IN_HAND.set(before);
    read.ok()
}
