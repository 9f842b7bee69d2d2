//! What stores must withstand: many clients at once, clients killed at any moment, full disks, rows altered by other means, histories
//! written anew.
//!
//! Every test runs on SQLite, and on PostgreSQL where `scripts/with-postgres` started a server.

mod alteration;
mod arena;
mod client;
mod crowd;
mod disk;
mod forgery;
mod kills;
mod opening;
mod privacy;
mod reading;
mod registry;
