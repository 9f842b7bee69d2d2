//! A pack as its files state it: read, structurally checked, not yet planned.

pub mod model;
