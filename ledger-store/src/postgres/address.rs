//! The parameters of an address that are ours, and those of the client.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use percent_encoding::percent_decode_str;
use tokio_postgres::{Config, config::LoadBalanceHosts};

use super::target::{Target, targets};
use crate::StoreError;

/// How long a server may take to let somebody in, unless the address says `connect_timeout`.
const PATIENCE: Duration = Duration::from_secs(5);

/// What tokio-postgres puts where an address says nothing.
const UNSAID_IDLE: Duration = Duration::from_secs(2 * 60 * 60);

/// Where a database is, as its address says: every place that would be dialled, judged beforehand.
///
/// It may hold a password: it has no `Debug`.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) targets: Vec<Target>,
    /// The file of the authorities that may vouch for the server, instead of those of the machine.
    pub(super) authorities: Option<PathBuf>,
    /// How long each target may take.
    pub(super) patience: Duration,
    shuffled: bool,
}

impl Address {
    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        let (plain, authorities) = own_parameters(text)?;
        let mut config = Config::from_str(&plain).map_err(|error| {
            // Only names of parameters: never what the address gives them.
            StoreError::unopened(
                std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string),
            )
        })?;
        let patience = config
            .get_connect_timeout()
            .copied()
            .filter(|said| !said.is_zero())
            .unwrap_or(PATIENCE);
        config.connect_timeout(patience);
        notices_a_dead_line(&mut config);
        Ok(Self {
            targets: targets(&config)?,
            authorities,
            patience,
            shuffled: config.get_load_balance_hosts() == LoadBalanceHosts::Random,
        })
    }

    /// The targets in the order in which to try them.
    pub(super) fn in_turn(&self) -> impl Iterator<Item = &Target> {
        let many = self.targets.len().max(1);
        let first = if self.shuffled {
            let chance = RandomState::new().build_hasher().finish();
            usize::try_from(chance % u64::try_from(many).unwrap_or(1)).unwrap_or(0)
        } else {
            0
        };
        self.targets.iter().cycle().skip(first).take(self.targets.len())
    }
}

/// A machine that was unplugged closes nothing: what is sent and not received, or a line without a sign of life, ends the connection.
fn notices_a_dead_line(config: &mut Config) {
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(20));
    }
    if config.get_keepalives_idle() == UNSAID_IDLE {
        config.keepalives_idle(Duration::from_secs(30));
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_interval(Duration::from_secs(10));
    }
    if config.get_keepalives_retries().is_none() {
        config.keepalives_retries(3);
    }
}

/// Takes out of an address what PostgreSQL's own client knows and this one does not: `sslrootcert`, and the modes that check certificates,
/// which here is what `require` always means.
fn own_parameters(text: &str) -> Result<(String, Option<PathBuf>), StoreError> {
    let after_scheme = ["postgres://", "postgresql://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let Some(rest) = after_scheme else {
        return Ok((text.to_owned(), None));
    };
    // A password may hold a `?`: parameters begin after it.
    let after_password = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let Some((_, parameters)) = after_password.split_once('?') else {
        return Ok((text.to_owned(), None));
    };
    let before = text.strip_suffix(parameters).unwrap_or(text);
    let mut authorities = None;
    let mut others = Vec::new();
    for parameter in parameters.split('&').filter(|one| !one.is_empty()) {
        match parameter.split_once('=') {
            Some(("sslrootcert", value)) => {
                let path = percent_decode_str(value).decode_utf8().map_err(|_| {
                    StoreError::unopened("`sslrootcert` n'est pas un nom de fichier".to_owned())
                })?;
                // `system` is what PostgreSQL's own client calls the authorities of the machine.
                authorities = (path != "system").then(|| PathBuf::from(path.as_ref()));
            }
            Some(("sslmode", "verify-full" | "verify-ca")) => others.push("sslmode=require"),
            _ => others.push(parameter),
        }
    }
    let plain = format!("{before}{}", others.join("&"));
    Ok((plain.trim_end_matches('?').to_owned(), authorities))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> (String, Option<PathBuf>) {
        own_parameters(text).unwrap()
    }

    #[test]
    fn a_file_of_authorities_is_taken_out_of_the_address() {
        let (plain, file) =
            own("postgres://u:p?%3F@h/b?sslmode=verify-full&sslrootcert=%2Fca%20x.pem&user=v");
        assert_eq!(plain, "postgres://u:p?%3F@h/b?sslmode=require&user=v");
        assert_eq!(file, Some(PathBuf::from("/ca x.pem")));
        let (plain, file) = own("postgresql://h/b?sslrootcert=system");
        assert_eq!((plain.as_str(), file), ("postgresql://h/b", None));
        for unchanged in ["postgres://h", "postgres://u:p?a@h/b", "host=h sslmode=require"] {
            assert_eq!(own(unchanged), (unchanged.to_owned(), None));
        }
    }

    #[test]
    fn what_the_address_says_of_time_wins() {
        let read = |text: &str| Address::read(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read("postgres://127.0.0.1/b").patience, PATIENCE);
        assert_eq!(
            read("postgres://127.0.0.1/b?connect_timeout=0").patience,
            PATIENCE
        );
        let said = read("postgres://127.0.0.1/b?connect_timeout=2&keepalives_idle=7&tcp_user_timeout=9");
        assert_eq!(said.patience, Duration::from_secs(2));
        let config = &said.targets[0].config;
        assert_eq!(config.get_keepalives_idle(), Duration::from_secs(7));
        assert_eq!(config.get_tcp_user_timeout(), Some(&Duration::from_secs(9)));
        assert_eq!(config.get_keepalives_retries(), Some(3));
    }

    #[test]
    fn every_target_is_tried_once_whoever_is_first() {
        for address in [
            "postgres://127.0.0.1,127.0.0.2,127.0.0.3/b",
            "postgres://127.0.0.1,127.0.0.2,127.0.0.3/b?load_balance_hosts=random",
        ] {
            let read = Address::read(address).unwrap_or_else(|error| panic!("{error}"));
            let mut names: Vec<_> = read.in_turn().map(|target| target.name.clone()).collect();
            names.sort();
            assert_eq!(names, ["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
        }
    }
}
