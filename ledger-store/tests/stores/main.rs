//! What stores must withstand: many clients at once, clients killed at any moment, full disks, rows altered by other means, histories
//! written anew.
//!
//! Every test runs on SQLite, and on PostgreSQL where `scripts/with-postgres` started a server.

mod alteration;
mod arena;
mod asynchronous;
mod client;
mod crowd;
mod disk;
#[cfg(feature = "postgres")]
mod encryption;
mod forgery;
mod joint;
mod kills;
#[cfg(feature = "postgres")]
mod mute;
mod opening;
mod privacy;
mod reading;
mod registry;
#[cfg(feature = "postgres")]
mod roles;
#[cfg(feature = "postgres")]
mod server_killed;
#[cfg(feature = "postgres")]
mod stand;
