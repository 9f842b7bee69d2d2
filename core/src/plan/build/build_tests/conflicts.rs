//! Dispositifs that exclude each other in too many ways are refused.

use super::{CELLS, dispositif, pack};
use crate::{
    error::{Code, Finding, Place},
    plan::{CompactError, Plan, PlanContent},
};

/// A pack of dispositifs `d000`, `d001`… in which these exclude each other.
fn with(count: usize, excluded: impl Fn(usize) -> Vec<usize>) -> Result<Plan, Vec<Finding>> {
    let ids: Vec<String> = (0..count).map(|one| format!("d{one:03}")).collect();
    let texts: Vec<(&str, String)> = ids
        .iter()
        .enumerate()
        .map(|(one, id)| {
            let others = excluded(one);
            let others: Vec<String> = others
                .iter()
                .map(|other| format!("\"{}\"", ids[*other]))
                .collect();
            dispositif(id, &format!("incompatible_avec = [{}]\n", others.join(", ")))
        })
        .collect();
    pack(&texts, CELLS).map(|(plan, _)| plan)
}

/// Each of a hundred excludes the next, and four others far away; two more exclude each other.
fn entangled(one: usize) -> Vec<usize> {
    match one {
        0..100 => [
            one * one + 1,
            one * 31 + 7,
            one * one * 3 + 5,
            one * 13 + 57,
            one + 1,
        ]
        .map(|other| other % 100)
        .into_iter()
        .filter(|other| *other != one)
        .collect(),
        100 => vec![101],
        _ => Vec::new(),
    }
}

#[test]
fn conflicts_that_cannot_be_searched_in_a_bounded_time_are_refused_with_their_dispositifs() {
    let findings = with(102, entangled).unwrap_err();
    let told: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.code == Code::ConflictsEntangled)
        .collect();
    let [finding] = told.as_slice() else {
        panic!("{findings:?}")
    };
    assert_eq!(
        finding.message,
        "les incompatibilités de 100 dispositifs se mêlent trop pour que l'on trouve à coup sûr la meilleure combinaison : \
         `d000`, `d001`, `d002`, `d003`, `d004`, `d005`, `d006`, `d007`, et 92 autres"
    );
    assert!(
        finding
            .help
            .as_deref()
            .is_some_and(|help| help.contains("`incompatible_avec`"))
    );
    assert!(matches!(&finding.place, Place::File { path, .. } if path.ends_with("d000.toml")));
}

#[test]
fn the_steps_of_a_pack_are_those_of_its_conflicts() {
    let steps = |excluded: fn(usize) -> Vec<usize>| with(40, excluded).unwrap().combination_steps();
    assert_eq!(steps(|_| Vec::new()), 40);
    // A pair: three branches and their words, and one look at each exclusion; then the eight branches of two members, looked at by two.
    assert_eq!(
        steps(|one| if one % 2 == 0 { vec![one + 1] } else { Vec::new() }),
        40 + 40 + 20 * 6 + 20 * (8 * 2)
    );
}

#[test]
fn a_compact_form_whose_conflicts_are_one_way_or_unknown_is_refused() {
    let pair = || with(3, |one| if one == 0 { vec![1] } else { Vec::new() }).unwrap();
    let read = |plan: &Plan| Plan::from_compact(&plan.to_compact().unwrap());
    assert_eq!(read(&pair()), Ok(pair()));
    for wrong in [vec![], vec![0], vec![2], vec![9], vec![1, 1]] {
        let mut content = PlanContent::clone(&pair());
        content.dispositifs[0].incompatible_with.clone_from(&wrong);
        assert!(read(&Plan::of(content)).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_compact_form_cannot_bring_conflicts_that_the_reader_refuses() {
    let mut content = PlanContent::clone(&with(102, |_| Vec::new()).unwrap());
    for one in 0..102 {
        for other in entangled(one) {
            for (from, to) in [(one, other), (other, one)] {
                let list = &mut content.dispositifs[from].incompatible_with;
                list.push(u16::try_from(to).unwrap());
                list.sort_unstable();
                list.dedup();
            }
        }
    }
    let refused = Plan::from_compact(&Plan::of(content).to_compact().unwrap());
    let told = "les dispositifs qui s'excluent ne sont pas ceux d'un pack";
    assert_eq!(refused, Err(CompactError::Broken { what: told }));
}

#[test]
fn yearly_values_whose_sum_may_not_fit_are_refused() {
    let worth = |id, value: &str| dispositif(id, &format!("valeur_annuelle = \"{value}\"\n"));
    let codes = |texts: &[(&str, String)]| match pack(texts, CELLS) {
        Ok((_, findings)) | Err(findings) => {
            let overflows = findings.iter().filter(|finding| finding.code == Code::Overflow);
            overflows
                .map(|finding| finding.message.clone())
                .collect::<Vec<_>>()
        }
    };
    // The largest income times the tenth power of twelve is within 64 bits, twice as much is not.
    let huge = format!("revenu{}", " * 12".repeat(10));
    assert_eq!(codes(&[worth("un", &huge)]), [""; 0]);
    assert_eq!(
        codes(&[worth("un", &huge), worth("deux", &huge)]),
        ["étant donné les bornes des faits, la somme des `valeur_annuelle` peut ne pas tenir sur 64 bits"]
    );
}
