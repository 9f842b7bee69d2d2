//! Loops over one chunk: blocks, words and numbers in, the same out. They know nothing of programs nor of registers.

pub(super) mod among;
pub(super) mod block;
pub(super) mod calendar;
pub(super) mod compress;
pub(super) mod division;
pub(super) mod grid;
pub(super) mod look_up;
pub(super) mod map;
pub(super) mod numbers;
pub(super) mod ranks;
pub(super) mod select;
pub(super) mod steps;
pub(super) mod truth;
pub(super) mod vectors;
pub(super) mod words;
