//! `bareme verify`.

use crate::support::{bareme, example, fed};

fn decision(command: &str, extra: &[&str]) -> String {
    let name = example("etudiante_infirmiere");
    let arguments = [command, "--date", "2024-09-02", "--format", "json", &name];
    bareme(&[&arguments[..], extra].concat()).out
}

#[test]
fn a_decision_that_was_kept_is_the_same_again() {
    for (command, extra) in [
        ("evaluate", &[][..]),
        ("explain", &[][..]),
        ("evaluate", &["--dispositif", "bourse_regionale"][..]),
        ("evaluate", &["--hypotheses"][..]),
    ] {
        let ran = fed(&["verify", "-"], decision(command, extra).as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command} {extra:?}");
        assert!(ran.out.starts_with("Décision conforme"));
    }
    let json = fed(
        &["verify", "--format", "json", "-"],
        decision("evaluate", &[]).as_bytes(),
    );
    assert_eq!(json.out, "{\"conforme\":true}\n");
}

#[test]
fn a_decision_that_was_changed_is_told_by_its_place() {
    let changed = decision("evaluate", &[]).replace("5212.00", "5213.00");
    let ran = fed(&["verify", "--format", "json", "-"], changed.as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.codes(), ["decision_differente"; 2]);
    let text = fed(&["verify", "-"], changed.as_bytes());
    assert!(
        text.err
            .contains("/decisions/bourse_regionale/droits/montant_annuel"),
        "{}",
        text.err
    );
}

#[test]
fn a_decision_is_verified_with_its_own_pack_only() {
    let arguments = ["verify", "--pack", "tests/packs/minimal", "--format", "json", "-"];
    let ran = fed(&arguments, decision("evaluate", &[]).as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.codes(), ["autre_pack"]);
}

#[test]
fn what_is_no_decision_is_a_finding() {
    let deep = "[".repeat(200_000);
    let huge = " ".repeat((8 << 20) + 2);
    for text in ["", "[]", "{}", "{\"decisions\": 3}", &deep, &huge] {
        let ran = fed(&["verify", "--format", "json", "-"], text.as_bytes());
        assert_eq!(ran.code, 1);
        let code = ran.codes().remove(0);
        assert!(
            ["decision_invalide", "entree_trop_grande"].contains(&code.as_str()),
            "{code}"
        );
    }
}
