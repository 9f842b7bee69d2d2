//! Writes dossiers that nobody filed, for trials of `bareme batch`: the same seed gives the same file.
//!
//! `cargo run --release --example generate_population -- dossiers.csv [--rows 10000] [--seed 1] [--missing 5] [--facts age,statut]`
//!
//! Each column is a fact, so that `bareme batch` takes the file as it is. With `--features parquet`, a name that ends in `.parquet`
//! gives the same dossiers as a Parquet file.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use bareme::{
    Day, decimal,
    vocabulary::{Fact, Kind, Vocabulary},
};

/// A generator of numbers that the same seed repeats (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % limit
    }
}

/// Where the values of a fact usually lie, within its bounds: nobody of this population is 110 years old.
fn span(fact: &Fact) -> (i64, i64) {
    let (min, max) = (fact.declared.min, fact.declared.max);
    let day = |text: &str| text.parse().map_or(0, |day: Day| i64::from(day.number()));
    match (&fact.declared.kind, fact.name.as_str()) {
        (Kind::Date, "date_entree_formation") => (day("2023-09-01"), day("2025-01-31")),
        (Kind::Date, "date_fin_formation") => (day("2025-02-01"), day("2027-08-31")),
        (Kind::Date, _) => (day("2022-01-01").max(min), day("2026-12-31").min(max)),
        (_, "age") => (16, 60),
        _ => {
            let scale = decimal::pow10(fact.declared.decimals());
            (
                min,
                max.min(min.saturating_add(scale.saturating_mul(match scale {
                    1 => 40,
                    _ => 40_000,
                }))),
            )
        }
    }
}

/// A value of a fact, scaled: a day, a position among the members, 0 or 1.
fn draw(fact: &Fact, vocabulary: &Vocabulary, random: &mut Random) -> i64 {
    match &fact.declared.kind {
        Kind::Boolean => random.below(2).cast_signed(),
        Kind::Choice(id) => {
            let members = vocabulary.enumeration(*id).map_or(1, |e| e.members.len());
            random.below(members.max(1) as u64).cast_signed()
        }
        Kind::Number { .. } | Kind::Date => {
            let (min, max) = span(fact);
            min.saturating_add(random.below(max.abs_diff(min) + 1).cast_signed())
        }
    }
}

fn name<'v>(fact: &Fact, vocabulary: &'v Vocabulary, position: i64) -> &'v str {
    let Kind::Choice(id) = &fact.declared.kind else {
        return "";
    };
    let member = u8::try_from(position)
        .ok()
        .and_then(|position| vocabulary.enumeration(*id)?.member(position));
    member.map_or("", |member| member.name.as_str())
}

fn write_cell(fact: &Fact, vocabulary: &Vocabulary, value: i64, out: &mut impl Write) -> io::Result<()> {
    match &fact.declared.kind {
        Kind::Boolean => out.write_all(if value == 1 { b"oui" } else { b"non" }),
        Kind::Choice(_) => out.write_all(name(fact, vocabulary, value).as_bytes()),
        Kind::Date => write!(out, "{}", Day::from_number(value)),
        Kind::Number { decimals: 0, .. } => write!(out, "{value}"),
        Kind::Number { decimals, .. } => out.write_all(decimal::format(value, *decimals).as_bytes()),
    }
}

/// What is asked for.
struct Wanted {
    rows: u64,
    seed: u64,
    /// How many cells in a hundred are unknown.
    missing: u64,
    facts: Vec<&'static Fact>,
    vocabulary: &'static Vocabulary,
}

impl Wanted {
    fn drawn(&self, fact: &Fact, random: &mut Random) -> Option<i64> {
        let known = random.below(100) >= self.missing;
        known.then(|| draw(fact, self.vocabulary, random))
    }
}

fn write_csv(path: &str, wanted: &Wanted) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut random = Random(wanted.seed);
    let names: Vec<&str> = wanted.facts.iter().map(|fact| fact.name.as_str()).collect();
    writeln!(out, "{}", names.join(","))?;
    for _ in 0..wanted.rows {
        for (position, fact) in wanted.facts.iter().enumerate() {
            if position > 0 {
                out.write_all(b",")?;
            }
            if let Some(value) = wanted.drawn(fact, &mut random) {
                write_cell(fact, wanted.vocabulary, value, &mut out)?;
            }
        }
        out.write_all(b"\n")?;
    }
    out.flush()
}

#[cfg(feature = "parquet")]
mod typed {
    //! The same as a Parquet file.

    use std::{fs::File, io, sync::Arc};

    use arrow_array::{
        ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
    };
    use bareme::vocabulary::{Fact, Kind};
    use parquet::{
        arrow::ArrowWriter,
        basic::{Compression, ZstdLevel},
        file::properties::WriterProperties,
    };

    use super::{Random, Wanted, name};

    /// How many rows are in memory: one row group.
    const GROUP: u64 = 131_072;

    fn column(fact: &Fact, wanted: &Wanted, values: &[Option<i64>]) -> io::Result<ArrayRef> {
        let each = values.iter().copied();
        Ok(match &fact.declared.kind {
            Kind::Boolean => Arc::new(BooleanArray::from_iter(
                each.map(|value| value.map(|held| held == 1)),
            )),
            Kind::Choice(_) => {
                let names = each.map(|value| value.map(|value| name(fact, wanted.vocabulary, value)));
                Arc::new(StringArray::from_iter(names))
            }
            Kind::Date => {
                let days = each.map(|value| value.and_then(|day| i32::try_from(day).ok()));
                Arc::new(Date32Array::from_iter(days))
            }
            Kind::Number { decimals: 0, .. } => Arc::new(Int64Array::from_iter(each)),
            Kind::Number { decimals, .. } => {
                let scaled = Decimal128Array::from_iter(each.map(|value| value.map(i128::from)));
                let typed = scaled.with_precision_and_scale(18, decimals.cast_signed());
                Arc::new(typed.map_err(io::Error::other)?)
            }
        })
    }

    pub(super) fn write(path: &str, wanted: &Wanted) -> io::Result<()> {
        let mut random = Random(wanted.seed);
        let mut writer = None;
        let mut left = wanted.rows;
        loop {
            let count = usize::try_from(left.min(GROUP)).unwrap_or(0);
            let mut drawn: Vec<Vec<Option<i64>>> = vec![Vec::with_capacity(count); wanted.facts.len()];
            for _ in 0..count {
                for (fact, values) in wanted.facts.iter().zip(&mut drawn) {
                    values.push(wanted.drawn(fact, &mut random));
                }
            }
            let mut columns = Vec::new();
            for (fact, values) in wanted.facts.iter().zip(&drawn) {
                columns.push((fact.name.as_str(), column(fact, wanted, values)?, true));
            }
            let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(io::Error::other)?;
            let writer = match &mut writer {
                Some(writer) => writer,
                none => {
                    let properties = WriterProperties::builder()
                        .set_compression(Compression::ZSTD(ZstdLevel::default()))
                        .build();
                    none.insert(ArrowWriter::try_new(
                        File::create(path)?,
                        batch.schema(),
                        Some(properties),
                    )?)
                }
            };
            writer.write(&batch)?;
            writer.flush()?;
            left = left.saturating_sub(GROUP);
            if left == 0 {
                break;
            }
        }
        if let Some(writer) = writer {
            writer.close()?;
        }
        Ok(())
    }
}

fn write(path: &str, wanted: &Wanted) -> io::Result<()> {
    if !path.to_ascii_lowercase().ends_with(".parquet") {
        return write_csv(path, wanted);
    }
    #[cfg(feature = "parquet")]
    {
        typed::write(path, wanted)
    }
    #[cfg(not(feature = "parquet"))]
    {
        Err(io::Error::other(
            "un fichier Parquet demande `--features parquet`",
        ))
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let option = |name: &str, unless_told: u64| {
        after(name)
            .and_then(|text| text.replace('_', "").parse().ok())
            .unwrap_or(unless_told)
    };
    let Some(path) = arguments.first().filter(|path| !path.starts_with("--")) else {
        eprintln!(
            "usage : generate_population SORTIE.csv|SORTIE.parquet [--rows N] [--seed N] [--missing POURCENT] [--facts NOMS]"
        );
        return ExitCode::from(2);
    };
    let vocabulary = &bareme_pays_de_la_loire::engine().plan().vocabulary;
    let facts = match after("--facts") {
        None => vocabulary.facts.iter().collect(),
        Some(names) => {
            let mut facts = Vec::new();
            for name in names.split(',') {
                let Some((_, fact)) = vocabulary.fact_named(name) else {
                    eprintln!("aucun fait ne s'appelle `{name}` : `bareme facts` liste les faits");
                    return ExitCode::from(2);
                };
                facts.push(fact);
            }
            facts
        }
    };
    let wanted = Wanted {
        rows: option("--rows", 10_000),
        seed: option("--seed", 1),
        missing: option("--missing", 5),
        facts,
        vocabulary,
    };
    let written = write(path, &wanted);
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path} : {error}");
            ExitCode::from(1)
        }
    }
}
