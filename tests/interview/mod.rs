//! Interviews as people live them: who answers what, and after how many questions it is useful, then done.

pub(crate) mod door;
pub(crate) mod measure;
pub(crate) mod page;
pub(crate) mod people;
pub(crate) mod persona;
pub(crate) mod play;
pub(crate) mod ratchet;
pub(crate) mod tally;

mod course;
mod household;
mod reads;
mod work;

#[path = "../support/random.rs"]
mod random;
#[path = "../support/written.rs"]
mod written;
