//! Whom an encrypted connection trusts.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Cause, StoreError};

/// Encrypts a connection to a server whose certificate is vouched for by an authority of the file, or of this machine, and bears its name.
///
/// Nothing here can leave a certificate unchecked.
pub(super) fn connector(authorities: Option<&Path>) -> Result<MakeRustlsConnect, StoreError> {
    let roots = match authorities {
        Some(file) => of_file(file)?,
        None => of_machine()?,
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::unopened(Cause::of(error)))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<RootCertStore, StoreError> {
    let told = |cause: String| {
        StoreError::unopened(format!(
            "le fichier d'autorités `{}` ne se lit pas ({cause})",
            file.display()
        ))
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| told(error.to_string()))? {
        let certificate = certificate.map_err(|error| told(error.to_string()))?;
        roots.add(certificate).map_err(|error| told(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(told("il n'a pas de certificat".to_owned()));
    }
    Ok(roots)
}

fn of_machine() -> Result<RootCertStore, StoreError> {
    let mut roots = RootCertStore::empty();
    // A machine may keep one that is not read; the others still vouch.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(StoreError::unopened(
            "cette machine n'a pas de certificats d'autorités : donnez-les par `sslrootcert=FICHIER`"
                .to_owned(),
        ));
    }
    Ok(roots)
}
