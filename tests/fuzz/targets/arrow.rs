//! A hostile table of Arrow: whatever it states, it is refused in words or every value of it can be looked at; it is released once.
//!
//! Worth a run with a sanitizer, which sees the first byte that is read too far: the memory is of exactly the sizes that are stated.
#![no_main]
#![warn(unsafe_code)]

#[path = "../../../arrow/tests/hostile/look.rs"]
mod look;
#[path = "../../../arrow/tests/hostile/made.rs"]
mod made;
#[path = "../../../arrow/tests/hostile/random.rs"]
mod random;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| random::run(data));
