//! No room left: an error with its code, and nothing of what was confirmed is lost.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    arena::{Folder, ask, begin, counted, dossier, id, opened},
    client,
};

/// A file system of a few hundred KiB, when this user may mount one.
struct Small(PathBuf);

impl Small {
    fn mounted(on: &Path) -> Option<Self> {
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(on)
            .output();
        done.is_ok_and(|output| output.status.success())
            .then(|| Self(on.to_owned()))
    }

    fn grow(&self) {
        let done = Command::new("mount")
            .args(["-o", "remount,size=16m"])
            .arg(&self.0)
            .status();
        assert!(done.unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn fills_up_and_goes_on(location: &str, mut command: Command, make_room: impl FnOnce()) {
    let mut child = command.spawn().unwrap();
    let said = client::said(&mut child);
    child.wait().unwrap();
    assert_eq!(said.stopped.as_deref(), Some("registre_non_ecrit"));
    assert!(
        said.confirmed.len() > 20,
        "{} confirmed before the end",
        said.confirmed.len()
    );

    make_room();
    let mut registry = opened(location);
    counted(&mut registry);
    let ledger = registry.ledger(&id()).unwrap();
    let lost = said
        .confirmed
        .iter()
        .filter(|name| ledger.standing(&dossier(name)).is_none());
    assert_eq!(lost.count(), 0);
    println!(
        "stress full disk: {} requests confirmed, then refused with a code, 0 events lost",
        said.confirmed.len()
    );
    ask(&mut registry, "after").unwrap();
    counted(&mut registry);
}

#[test]
fn a_file_that_may_not_grow_is_an_error_and_loses_nothing() {
    let folder = Folder::new();
    let location = folder.location();
    begin(&mut opened(&location), 150);
    fills_up_and_goes_on(&location, client::limited(&location, "full", 100_000, 600), || {});
}

#[test]
fn a_full_disk_is_an_error_and_loses_nothing() {
    let folder = Folder::new();
    let small = folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let Some(mounted) = Small::mounted(&small) else {
        eprintln!(
            "skipped: this user may not mount a small disk; the limit on the size of a file stands in for it"
        );
        return;
    };
    let location = small.join("quotas.sqlite").to_str().unwrap().to_owned();
    begin(&mut opened(&location), 150);
    let filled = client::command(&location, "full", 100_000);
    fills_up_and_goes_on(&location, filled, || mounted.grow());
}
