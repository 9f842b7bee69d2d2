//! What `bareme batch` writes, and what it never writes over.

use std::{fs, path::Path};

use crate::{
    batch_folder::BatchFolder,
    support::{Ran, bareme},
};

const INPUT: &str = "age,statut\n20,\n999,\n";

fn files() -> BatchFolder {
    let files = BatchFolder::new();
    fs::write(files.path("in.csv"), INPUT).unwrap();
    files
}

/// Decides with these names as they are.
fn evaluate(input: &str, output: &str, options: &[&str]) -> Ran {
    let asked = [
        "batch",
        "--date",
        "2024-09-02",
        "--dispositif",
        "bourse_regionale",
    ];
    bareme(&[&asked[..], options, &[input, output]].concat())
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Refused because two names are one file: nothing changes.
fn same_file(files: &BatchFolder, input: &str, output: &str, options: &[&str]) {
    let before: Vec<_> = files.names().iter().map(|name| files.text(name)).collect();
    let ran = evaluate(input, output, options);
    assert_eq!(ran.code, 1, "{input} {output} {options:?}: {}", ran.err);
    assert!(ran.err.contains("meme_fichier"), "{input} {output}: {}", ran.err);
    let after: Vec<_> = files.names().iter().map(|name| files.text(name)).collect();
    assert_eq!(after, before);
}

#[test]
fn no_name_of_the_input_is_written_over() {
    let files = files();
    let input = files.path("in.csv");
    let linked = files.path("linked.csv");
    fs::hard_link(&input, &linked).unwrap();
    same_file(&files, shown(&input), shown(&input), &[]);
    same_file(&files, shown(&input), shown(&linked), &[]);
    same_file(&files, shown(&linked), shown(&input), &[]);
    let roundabout = files.path(".").join("in.csv");
    same_file(&files, shown(&input), shown(&roundabout), &[]);
    let other = files.path("out.csv");
    for option in ["--erreurs", "--manifeste"] {
        same_file(&files, shown(&input), shown(&other), &[option, shown(&linked)]);
        same_file(&files, shown(&input), shown(&other), &[option, shown(&other)]);
    }
    let elsewhere = files.path("elsewhere");
    let both = ["--erreurs", shown(&elsewhere), "--manifeste", shown(&elsewhere)];
    same_file(&files, shown(&input), shown(&other), &both);
    for beside in ["out.errors.csv", "out.manifeste.json"] {
        fs::write(files.path(beside), INPUT).unwrap();
        same_file(&files, shown(&files.path(beside)), shown(&other), &[]);
        // Named otherwise, it is still the file that would be written over.
        let again = files.path("again.csv");
        fs::hard_link(files.path(beside), &again).unwrap();
        same_file(&files, shown(&again), shown(&other), &[]);
        fs::remove_file(again).unwrap();
        fs::remove_file(files.path(beside)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay() {
    use std::os::unix::fs::symlink;
    let files = files();
    let (input, link) = (files.path("in.csv"), files.path("link.csv"));
    symlink(&input, &link).unwrap();
    same_file(&files, shown(&input), shown(&link), &[]);
    fs::remove_file(&link).unwrap();
    fs::create_dir(files.path("kept")).unwrap();
    // Relative to the link, and to nothing yet.
    symlink("kept/decisions.csv", &link).unwrap();
    for _ in 0..2 {
        let ran = evaluate(shown(&input), shown(&link), &[]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("lignes_refusees"), "{}", ran.err);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(files.path("kept")).unwrap().count(), 1);
        assert_eq!(files.text("kept/decisions.csv").lines().count(), 3);
    }
    // What goes with the decisions stands where they were asked for.
    for name in ["link.errors.csv", "link.manifeste.json"] {
        assert!(files.path(name).exists(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn what_goes_to_a_plain_file_from_a_stream_is_compared_too() {
    use std::process::Stdio;
    let files = files();
    let asked = ["batch", "--date", "2024-09-02"];
    let open = || {
        fs::OpenOptions::new()
            .read(true)
            .append(true)
            .open(files.path("in.csv"))
            .unwrap()
    };
    let run = |arguments: &[&str]| {
        crate::support::command(&[&asked[..], arguments].concat())
            .stdin(Stdio::from(open()))
            .stdout(Stdio::from(open()))
            .output()
            .unwrap()
    };
    let input = files.path("in.csv");
    for arguments in [["-", "-"], [shown(&input), "-"], ["-", shown(&input)]] {
        let ran = run(&arguments);
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(1), "{arguments:?}: {told}");
        assert!(told.contains("meme_fichier"), "{told}");
        assert_eq!(files.text("in.csv"), INPUT);
    }
}

/// The command ends with 3, and says which file and why.
fn unwritable(ran: &Ran, told: &[&str]) {
    assert_eq!(ran.code, 3, "{}", ran.err);
    for told in told {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
}

#[test]
fn what_cannot_be_written_is_exit_3_and_says_why() {
    let files = files();
    let input = files.path("in.csv");
    let nowhere = files.path("nowhere").join("out.csv");
    unwritable(
        &evaluate(shown(&input), shown(&nowhere), &[]),
        &["fichier_non_ecrit", "répertoire n'existe pas"],
    );
    fs::create_dir(files.path("folder")).unwrap();
    let folder = files.path("folder");
    unwritable(
        &evaluate(shown(&input), shown(&folder), &[]),
        &["fichier_non_ecrit", "un répertoire"],
    );
    // The two other files are looked at as early as the decisions.
    fs::write(files.path("out.csv"), "former").unwrap();
    let output = files.path("out.csv");
    for beside in ["out.errors.csv", "out.manifeste.json"] {
        fs::create_dir(files.path(beside)).unwrap();
        unwritable(
            &evaluate(shown(&input), shown(&output), &[]),
            &["fichier_non_ecrit", beside],
        );
        fs::remove_dir(files.path(beside)).unwrap();
    }
    assert_eq!(files.text("out.csv"), "former");
    assert_eq!(files.names(), ["folder", "in.csv", "out.csv"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_exit_3_and_a_device_is_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let files = files();
    let input = files.path("in.csv");
    // Long enough for the disk to be full before the end, then short enough to stay in memory until then.
    for rows in [40_000, 2] {
        fs::write(&input, format!("age,statut\n{}", "999,\n".repeat(rows))).unwrap();
        let ran = evaluate(shown(&input), "/dev/full", &["--erreurs", "/dev/null"]);
        unwritable(&ran, &["fichier_non_ecrit", "/dev/full", "plus de place"]);
        #[cfg(feature = "parquet")]
        {
            std::os::unix::fs::symlink("/dev/full", files.path("full.parquet")).unwrap();
            let full = files.path("full.parquet");
            let ran = evaluate(shown(&input), shown(&full), &["--erreurs", "/dev/null"]);
            unwritable(&ran, &["fichier_non_ecrit", "plus de place"]);
            fs::remove_file(full).unwrap();
        }
    }
    let output = files.path("out.csv");
    fs::write(&output, "former").unwrap();
    for option in ["--erreurs", "--manifeste"] {
        let ran = evaluate(shown(&input), shown(&output), &[option, "/dev/full"]);
        unwritable(&ran, &["fichier_non_ecrit", "/dev/full", "plus de place"]);
        assert_eq!(files.text("out.csv"), "former", "{option}");
        assert_eq!(files.names(), ["in.csv", "out.csv"]);
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let asked = ["batch", "--date", "2024-09-02", shown(&input), "-"];
    let ran = crate::support::command(&asked).stdout(full).output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
    let ran = evaluate(shown(&input), "/dev/null", &[]);
    assert!(ran.code == 1 && ran.err.contains("hors_bornes"), "{}", ran.err);
    for device in ["/dev/full", "/dev/null"] {
        assert!(
            fs::metadata(device).unwrap().file_type().is_char_device(),
            "{device}"
        );
    }
    assert!(!Path::new("/dev/null.errors.csv").exists() && !Path::new("/dev/null.manifeste.json").exists());
}

#[test]
fn a_run_that_fails_leaves_all_former_files_whole() {
    let files = files();
    assert_eq!(files.batch("in.csv", "out.csv", &[]).code, 1);
    let read =
        |files: &BatchFolder| -> Vec<String> { files.names().iter().map(|name| files.text(name)).collect() };
    let good = (0..20_000).map(|_| "20,\n").collect::<String>();
    // Some pieces are written before the fault is met.
    fs::write(
        files.path("in.csv"),
        format!("age,statut\n999,\n{good}20,\"\n{good}"),
    )
    .unwrap();
    let before = read(&files);
    let ran = files.batch("in.csv", "out.csv", &[]);
    assert!(ran.code == 1 && ran.err.contains("jamais fermé"), "{}", ran.err);
    assert_eq!(read(&files), before);
    assert_eq!(
        files.names(),
        ["in.csv", "out.csv", "out.errors.csv", "out.manifeste.json"]
    );
}

#[test]
fn a_reader_of_decisions_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let files = files();
    let rows = "20,\n".repeat(40_000);
    fs::write(files.path("in.csv"), format!("age,statut\n{rows}")).unwrap();
    let input = files.path("in.csv");
    let asked = ["batch", "--date", "2024-09-02", shown(&input), "-"];
    let mut child = crate::support::command(&asked)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_as_it_is_and_read_as_it_comes() {
    use std::{os::unix::fs::FileTypeExt, process::Command, thread};
    let files = files();
    let (into, from) = (files.path("into.csv"), files.path("from.csv"));
    for pipe in [&into, &from] {
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }
    let ran = evaluate(shown(&into), shown(&into), &[]);
    assert!(ran.err.contains("meme_fichier"), "{}", ran.err);
    let feeding = into.clone();
    let writer = thread::spawn(move || fs::write(feeding, INPUT).unwrap());
    let reading = from.clone();
    let reader = thread::spawn(move || fs::read_to_string(reading).unwrap());
    let ran = evaluate(shown(&into), shown(&from), &[]);
    writer.join().unwrap();
    assert_eq!(reader.join().unwrap().lines().count(), 3);
    assert!(ran.code == 1 && ran.err.contains("hors_bornes"), "{}", ran.err);
    assert!(fs::metadata(&from).unwrap().file_type().is_fifo());
    assert_eq!(files.names(), ["from.csv", "in.csv", "into.csv"]);
}

#[test]
fn standard_output_has_no_summary_and_other_files_are_not_standard_output() {
    let files = files();
    let input = files.path("in.csv");
    let ran = evaluate(shown(&input), "-", &["--summary"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("bareme summary -"), "{}", ran.err);
    for option in ["--erreurs", "--manifeste"] {
        let ran = evaluate(shown(&input), "-", &[option, "-"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    }
}

/// Rows at fault go to standard error when the decisions go to standard output: not over the input, nor among the decisions.
#[test]
fn rows_at_fault_are_not_written_to_the_input_through_standard_error() {
    use std::process::{Command, Stdio};

    for (stdout, stderr) in [("out.csv", "in.csv"), ("out.csv", "out.csv")] {
        let files = files();
        let appended = |name: &str| {
            let file = fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(files.path(name));
            Stdio::from(file.unwrap())
        };
        let status = Command::new(env!("CARGO_BIN_EXE_bareme"))
            .args([
                "batch",
                "--date",
                "2024-09-02",
                "--dispositif",
                "bourse_regionale",
            ])
            .args([shown(&files.path("in.csv")), "-"])
            .stdout(appended(stdout))
            .stderr(appended(stderr))
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1));
        let told = files.text(stderr);
        assert!(told.contains("meme_fichier"), "{told}");
        assert!(!told.contains("hors_bornes"), "{told}");
    }
}
