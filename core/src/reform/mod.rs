//! A pack as it would be with a reform: what changes, from which day on, said by the names of the rules.
//!
//! A reform is no fork of a pack: it names what it changes, and the pack is read again with it. What it makes is an ordinary pack, checked as any other; what
//! it touches is a hypothesis, and has the reform itself as its source, never the law. Decisions before its first day stay what they were.
//!
//! # Example
//! ```
//! use bareme::{catalogue::Status, guide, reform::Reform};
//!
//! let engine = guide::engine()?;
//! let reform = Reform::new("Bourse relevée", "2025-09-01".parse()?)
//!     .because("suivre les prix")
//!     .change("montant", "+ 10 %")
//!     .change("bourse.conditions.age", "age >= age_minimum - 1 an");
//! let reformed = engine.with_reform(&reform)?;
//!
//! let dossier = reformed.dossier().set("age", 14)?.set("situation", "lyceen")?.set("entree", "2025-09-02")?;
//! let answer = reformed.evaluate(&dossier, "2025-09-02".parse()?)?;
//! let bursary = answer.decision("bourse").unwrap();
//! assert_eq!(bursary.status(), Status::Hypothesis);
//! // 1500 and a tenth.
//! assert_eq!(bursary.droit("montant").unwrap().to_string(), "1650.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod text;

pub use apply::apply;
pub use text::{Reform, ReformValue};
