//! What is found of rules themselves, without anybody's dossier.

pub mod changes;
