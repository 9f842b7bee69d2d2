//! What the calls of a pack cost at most, as a table that a person reads.

use bareme::catalogue::{
    Plan,
    cost::{Calls, Certificate, MAX_ANSWER_BYTES, MAX_SCHEDULE_BYTES, MAX_SCHEDULE_STEPS, MAX_STEPS},
};
use bareme_recit::words;

/// A line of the table: its title, and the figures that it shows.
struct Line {
    title: &'static str,
    steps: fn(&Calls) -> u64,
    bytes: Option<fn(&Calls) -> u64>,
}

const LINES: [Line; 5] = [
    Line {
        title: "décision",
        steps: |calls| calls.evaluate.steps,
        bytes: Some(|calls| calls.evaluate.bytes),
    },
    Line {
        title: "explication",
        steps: |calls| calls.explain.steps,
        bytes: Some(|calls| calls.explain.bytes),
    },
    Line {
        title: "échéancier",
        steps: |calls| calls.schedule.steps,
        bytes: Some(|calls| calls.schedule.bytes),
    },
    Line {
        title: "questions",
        steps: |calls| calls.questions.steps,
        bytes: Some(|calls| calls.questions.bytes),
    },
    Line {
        title: "préparation",
        steps: |calls| calls.preparation,
        bytes: None,
    },
];

/// The certificate of a plan.
pub(super) fn table(plan: &Plan) -> String {
    let certificate = Certificate::of(plan);
    let mut rows = vec![["", "pas", "octets", "dispositif le plus coûteux"].map(str::to_owned)];
    for line in LINES {
        let worst = certificate.worst(line.steps).filter(|(_, steps)| *steps > 0);
        let worst = worst.and_then(|(position, steps)| Some((plan.dispositif(position)?, steps)));
        rows.push([
            line.title.to_owned(),
            words::whole((line.steps)(&certificate.pack)),
            line.bytes
                .map_or_else(String::new, |bytes| words::whole(bytes(&certificate.pack))),
            worst.map_or_else(String::new, |(dispositif, steps)| {
                format!("{} ({} pas)", dispositif.id, words::whole(steps))
            }),
        ]);
    }
    for (limit, steps, bytes) in [
        ("limite", MAX_STEPS, MAX_ANSWER_BYTES),
        ("limite d'un échéancier", MAX_SCHEDULE_STEPS, MAX_SCHEDULE_BYTES),
    ] {
        rows.push([
            limit.to_owned(),
            words::whole(steps),
            words::whole(bytes),
            String::new(),
        ]);
    }
    format!(
        "\n\nCe qu'un appel coûte au plus, quel que soit le dossier, tous les dispositifs demandés :\n\n{}\n\n\
         Un pas est une valeur calculée ou relue, une ligne de table ou une partie d'expression regardée. La préparation se fait une \
         fois,\nau premier appel.",
        aligned(&rows)
    )
}

/// Words on the left, numbers on the right.
fn aligned(rows: &[[String; 4]]) -> String {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| Some(row.get(column)?.chars().count()));
        cells.max().unwrap_or(0)
    };
    let (title, steps, bytes) = (width(0), width(1), width(2));
    let lines: Vec<String> = rows
        .iter()
        .map(|[a, b, c, d]| {
            format!("  {a:<title$}  {b:>steps$}  {c:>bytes$}  {d}")
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n")
}
