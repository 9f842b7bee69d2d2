//! Where a connection goes, and whether it is encrypted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tokio_postgres::{
    Config,
    config::{Host, SslMode, SslNegotiation},
};

use crate::StoreError;

/// One place that is dialled, and nothing else: its configuration names a single server.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) config: Config,
    /// The server, as people are told of it and as its certificate must call it.
    pub(super) name: String,
    /// Is everything that crosses the line encrypted, for a server that proves who it is?
    pub(super) encrypted: bool,
}

/// Every place that an address would have dialled. None is reached unencrypted beyond this machine, unless it says `sslmode=disable`.
///
/// What is judged is where the line goes: `hostaddr` when it is given, whatever the name beside it. The name `localhost` is not looked up,
/// since a machine may be told that it is elsewhere: it is its two loopback addresses.
pub(super) fn targets(config: &Config) -> Result<Vec<Target>, StoreError> {
    let (hosts, addresses) = (config.get_hosts(), config.get_hostaddrs());
    let many = hosts.len().max(addresses.len());
    if many == 0 {
        return Err(StoreError::unopened(
            "l'adresse ne nomme aucun serveur".to_owned(),
        ));
    }
    if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(StoreError::unopened(format!(
            "l'adresse a {} noms (`host`) et {} adresses (`hostaddr`) : il en faut autant",
            hosts.len(),
            addresses.len()
        )));
    }
    let ports = config.get_ports();
    if ports.len() > 1 && ports.len() != many {
        return Err(StoreError::unopened(format!(
            "l'adresse a {many} serveurs et {} ports : il en faut autant, ou un seul",
            ports.len()
        )));
    }
    let mut found = Vec::new();
    for place in 0..many {
        let port = ports.get(place).or_else(|| ports.first()).copied();
        let alone = |host: &Host, address: Option<IpAddr>| single(config, host, address, port);
        found.extend(judged(
            hosts.get(place),
            addresses.get(place).copied(),
            config.get_ssl_mode(),
            alone,
        )?);
    }
    Ok(found)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the modes of the client may grow: what is stricter than `require` is encrypted too"
)]
fn judged(
    host: Option<&Host>,
    address: Option<IpAddr>,
    mode: SslMode,
    alone: impl Fn(&Host, Option<IpAddr>) -> Config,
) -> Result<Vec<Target>, StoreError> {
    let (host, name) = match (host, address) {
        // A socket is a file of this machine; the client of the library would dial the address instead.
        #[cfg(unix)]
        (Some(Host::Unix(path)), None) => {
            let name = path.display().to_string();
            return Ok(vec![plain(alone(&Host::Unix(path.clone()), None), name)]);
        }
        #[cfg(unix)]
        (Some(Host::Unix(_)), Some(address)) => (Host::Tcp(address.to_string()), address.to_string()),
        (Some(Host::Tcp(name)), _) => (Host::Tcp(name.clone()), name.clone()),
        (None, Some(address)) => (Host::Tcp(address.to_string()), address.to_string()),
        (None, None) => return Ok(Vec::new()),
    };
    match mode {
        SslMode::Disable => Ok(vec![plain(alone(&host, address), name)]),
        SslMode::Prefer => {
            let dialled = match address.or_else(|| name.parse().ok()) {
                Some(address) => vec![address],
                None if name == "localhost" => {
                    vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
                }
                None => return Err(StoreError::Unencrypted { host: name }),
            };
            if !dialled.iter().all(IpAddr::is_loopback) {
                return Err(StoreError::Unencrypted {
                    host: address.map_or(name, |address| address.to_string()),
                });
            }
            Ok(dialled
                .into_iter()
                .map(|address| plain(alone(&host, Some(address)), name.clone()))
                .collect())
        }
        // `require`, and any stricter mode that the client may have one day.
        _ => {
            let mut config = alone(&host, address);
            config.ssl_mode(SslMode::Require);
            Ok(vec![Target {
                config,
                name,
                encrypted: true,
            }])
        }
    }
}

fn plain(mut config: Config, name: String) -> Target {
    config.ssl_mode(SslMode::Disable);
    config.ssl_negotiation(SslNegotiation::Postgres);
    Target {
        config,
        name,
        encrypted: false,
    }
}

/// The same configuration with this server alone: the library can add servers, not remove them.
fn single(config: &Config, host: &Host, address: Option<IpAddr>, port: Option<u16>) -> Config {
    let mut alone = Config::new();
    match host {
        Host::Tcp(name) => alone.host(name),
        #[cfg(unix)]
        Host::Unix(path) => alone.host_path(path),
    };
    if let Some(address) = address {
        alone.hostaddr(address);
    }
    if let Some(port) = port {
        alone.port(port);
    }
    if let Some(user) = config.get_user() {
        alone.user(user);
    }
    if let Some(password) = config.get_password() {
        alone.password(password);
    }
    if let Some(name) = config.get_dbname() {
        alone.dbname(name);
    }
    if let Some(options) = config.get_options() {
        alone.options(options);
    }
    alone.application_name(config.get_application_name().unwrap_or("bareme"));
    if let Some(timeout) = config.get_connect_timeout() {
        alone.connect_timeout(*timeout);
    }
    if let Some(timeout) = config.get_tcp_user_timeout() {
        alone.tcp_user_timeout(*timeout);
    }
    alone.keepalives(config.get_keepalives());
    alone.keepalives_idle(config.get_keepalives_idle());
    if let Some(interval) = config.get_keepalives_interval() {
        alone.keepalives_interval(interval);
    }
    if let Some(retries) = config.get_keepalives_retries() {
        alone.keepalives_retries(retries);
    }
    alone.ssl_negotiation(config.get_ssl_negotiation());
    alone.target_session_attrs(config.get_target_session_attrs());
    alone.channel_binding(config.get_channel_binding());
    alone
}

#[cfg(test)]
#[path = "target_tests.rs"]
mod tests;
