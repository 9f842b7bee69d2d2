//! Names that stand twice in one object.

use crate::error::{Code, Finding, Place};

/// What is said of a name that stands twice in one object; `pointer` leads to it.
pub(super) fn twice(pointer: String) -> Finding {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let name = crate::dossier::shortened(&name.replace("~1", "/").replace("~0", "~"));
    let message = format!("le nom `{name}` est donné deux fois dans le même objet");
    Finding::new(Code::NameTwice, Place::Pointer(pointer), message)
        .with_help("gardez une seule valeur : tous les lecteurs de JSON ne choisissent pas la même")
}
