//! The totals that the documents publish, recomputed from the figures beside them, exactly.
//!
//! What reconciles is checked here; what does not is checked too, so that nobody quotes it by mistake, and is explained in
//! `docs/reconciliation.md`. References read document:line.

use bareme_pays_de_la_loire::engine;

/// `part ÷ whole` in tenths of a percent, rounded half up.
fn permille(part: u64, whole: u64) -> u64 {
    (part * 2000 + whole) / (whole * 2)
}

/// `part ÷ whole` in whole percents, rounded half up.
fn percent(part: u64, whole: u64) -> u64 {
    (part * 200 + whole) / (whole * 2)
}

/// Does a printed figure stand for the exact one, once rounded to the unit it is printed in?
fn prints_as(exact: u64, unit: u64, printed: u64) -> bool {
    (exact * 2 + unit) / (unit * 2) == printed
}

/// Is a product of the extremes that print as published at least this much?
fn reaches(product: u64, least: u64) -> bool {
    product >= least
}

#[test]
fn transitions_pro_acceptances_of_2024_are_76_percent() {
    // 000:1324-1329: 85 files, 65 accepted; the document cuts 76.47 to 76.
    assert_eq!(percent(65, 85), 76);
    // 60 of 150 paths, and 4 of 30: the caps of the convention (000:1317-1320) are those of the pack.
    assert_eq!((percent(60, 150), percent(4, 30)), (40, 13));
    let plan = engine().plan();
    let limit = |id: &str| {
        let quota = plan
            .quotas
            .iter()
            .find(|quota| quota.id == id)
            .expect("the pack has this quota");
        plan.parameters[usize::from(quota.limit)].points[0].value.lo
    };
    assert_eq!(
        (limit("parcours_aide_soignant"), limit("parcours_infirmier")),
        (150, 30)
    );
}

#[test]
fn pay_of_preparatory_trainees_reconciles_within_its_rounding() {
    // 000:882-885: 160 trainees, 2,150 € each, 350,000 € in all: a figure printed to the nearest ten thousand euros or more.
    assert_eq!(160 * 2_150, 344_000);
    assert!(prints_as(344_000, 50_000, 7));
}

#[test]
fn the_mean_bursary_and_its_total_only_overlap_by_rounding() {
    // 000:868-871: 2,300 holders, 2,900 € on average, 6.9 M€. Exactly 6.67 M€, which prints as 6.7.
    assert_eq!(2_300 * 2_900, 6_670_000);
    assert!(!prints_as(6_670_000, 100_000, 69));
    // The largest values that print so still reach the smallest total that does.
    assert!(reaches(2_349 * 2_949, 6_850_000));
}

#[test]
fn trainee_pay_does_not_reconcile() {
    // 000:876-878: 1,400 learners, 5,700 € on average, 4.7 M€. No rounding explains 7.98 M€.
    assert_eq!(1_400 * 5_700, 7_980_000);
    assert!(reaches(1_350 * 5_650, 4_750_000));
}

#[test]
fn places_and_entrants_of_2024_add_up() {
    // 000:393-399: 8,120 + 1,632 conventioned places, of 11,441.
    assert_eq!(8_120 + 1_632, 9_752);
    assert_eq!(permille(9_752, 11_441), 852);
    // 000:7-9: entrants, health and social.
    assert_eq!(4_752 + 1_350, 6_102);
    // 000:27-30: first-year learners entitled to financing, 3,825 then 4,103.
    assert_eq!(permille(4_103 - 3_825, 3_825), 73);
}

#[test]
fn preparatory_courses_of_2024_reconcile() {
    // 000:1018-1027, aide-soignant: 217 places, 159 trainees, 116 candidates, 81 admitted.
    assert_eq!((percent(159, 217), percent(81, 116)), (73, 70));
    // 000:1048-1055, accompagnant éducatif et social: 132 places, 88 trainees, 57 candidates, 35 admitted.
    assert_eq!((percent(88, 132), percent(35, 57)), (67, 61));
    // 000:886-887 prints 66 % of paid trainees: 160 of 247 are 65.
    assert_eq!(percent(160, 159 + 88), 65);
}

#[test]
fn interruptions_of_2024_reconcile() {
    // 000:998-1014.
    assert_eq!(permille(930, 11_441), 81);
    assert_eq!(permille(71, 930), 76);
    assert_eq!(permille(46, 421), 109);
    assert_eq!(permille(266, 335), 794);
}

#[test]
fn the_trajectory_of_the_pacte_adds_up_to_the_euro() {
    // 004:2495-2512, payment credits 2019 to 2022.
    let region = [103_172_195_u64; 4];
    let state = [21_129_000, 59_848_000, 81_154_500, 137_928_500];
    let both = [124_301_195, 163_020_195, 184_326_695, 241_100_695];
    for ((region, state), both) in region.iter().zip(&state).zip(&both) {
        assert_eq!(region + state, *both);
    }
    assert_eq!(region.iter().sum::<u64>(), 412_688_780);
    assert_eq!(state.iter().sum::<u64>(), 300_060_000);
    assert_eq!(both.iter().sum::<u64>(), 712_748_780);
    // 004:2502-2509 splits the share of the State 49, 45 and 7: one point too many.
    assert_eq!(49 + 45 + 7, 101);
}

#[test]
fn other_figures_of_the_pacte_reconcile() {
    // 004:327-329: 26,570 entries of 30,175 planned in 2018.
    assert_eq!(percent(26_570, 30_175), 88);
    // 004:830-831: courses 20 % longer.
    assert_eq!(720 * 120 / 100, 864);
    // 004:1474-1478: top-up to 80 % of the minimum wage.
    assert!(prints_as(7_119_690, 3_037, 2_344));
    // 004:2650-2662: the information system, in thousands of euros.
    assert_eq!(100 + 50 + 100 + 50 + 100 + 50, 450);
    assert_eq!(450 + 150, 600);
    // 004:180 prints « more than 54 % »: it is 52.6.
    assert_eq!(permille(167_836, 318_990), 526);
    // 004:187-191: rows and columns of the job seekers.
    assert_eq!(20_688 + 96_040 + 51_108, 167_836);
    assert_eq!(81_372 + 34_872 + 51_592, 167_836);
}

#[test]
fn health_plan_figures_reconcile() {
    // 003:572, 003:328-343, 003:372.
    assert_eq!(2_000 + 4_000, 6_000);
    assert_eq!((120 + 280, 200 + 300, 180 + 120), (400, 500, 300));
}

#[test]
fn apprentices_and_professional_contracts_do_not_grow_as_printed() {
    // 000:11-16: 685 against 550 is printed +22.9 %, 108 against 132 is printed −21.2 %.
    assert_eq!(permille(685 - 550, 550), 245);
    assert_eq!(permille(132 - 108, 132), 182);
}
