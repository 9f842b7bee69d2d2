//! The command line as it is typed, one file for the arguments of each command.

mod batch;
mod check;
mod command;
mod common;
mod compare;
mod diff;
mod dispositifs;
mod intake;
mod lettre;
mod lists;
mod mutation;
mod nouvelle_periode;
mod pack;
mod question;
mod questions;
mod quota;
mod renommer;
mod schema;
mod seal;
mod seuils;
mod suivi;
mod test;
mod verify;

pub(crate) use batch::{Batch, Summary};
pub(crate) use check::Check;
pub(crate) use command::{Arguments, Command};
pub(crate) use common::Format;
pub(crate) use compare::Compare;
pub(crate) use diff::{Diff, DiffFormat};
pub(crate) use dispositifs::{About, Dispositifs};
pub(crate) use lettre::{LetterFormat, Lettre};
pub(crate) use lists::{Jours, List, Sources};
pub(crate) use mutation::Mutation;
pub(crate) use nouvelle_periode::NouvellePeriode;
pub(crate) use pack::Pack;
pub(crate) use question::{Explain, Question};
pub(crate) use questions::Questions;
pub(crate) use quota::{
    Event, Quota, QuotaAnnuler, QuotaCommand, QuotaCreer, QuotaHistory, QuotaLimit, QuotaMigrate,
    QuotaRequest, QuotaShow, QuotaVerify, QuotaWithdraw, StoredAt,
};
pub(crate) use renommer::Renommer;
pub(crate) use schema::{Schema, SchemaOf};
pub(crate) use seuils::{Seuils, SeuilsFormat};
pub(crate) use suivi::{Reperes, Suivi};
pub(crate) use test::Test;
pub(crate) use verify::Verify;
