//! Which command of `quota` it is.

use super::{migrate, record, show, verify};
use crate::{
    arguments::{Quota, QuotaCommand},
    output::Reply,
};

pub(in crate::commands) fn run(command: &Quota) -> Reply {
    let reply = match &command.command {
        QuotaCommand::Show(command) => show::show(command),
        QuotaCommand::History(command) => show::history(command),
        QuotaCommand::Request(command) => record::request(command),
        QuotaCommand::Withdraw(command) => record::withdraw(command),
        QuotaCommand::Limit(command) => record::limit(command),
        QuotaCommand::Creer(command) => record::creer(command),
        QuotaCommand::Annuler(command) => record::annuler(command),
        QuotaCommand::Verify(command) => verify::verify(command),
        QuotaCommand::Migrate(command) => migrate::migrate(command),
    };
    reply.unwrap_or_else(Reply::from)
}
