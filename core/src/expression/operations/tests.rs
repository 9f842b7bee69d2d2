//! What every declaration must say.

use std::collections::BTreeSet;

use super::{Function, Operation, Piece, READINGS, Times, Writing, operations};
use crate::expression::{Expression, is_reserved, parse};

/// Does the expression use the operation?
fn uses(expression: &Expression, operation: &Operation) -> bool {
    expression.form.operation() == Some(operation)
        || expression.form.parts().iter().any(|part| uses(part, operation))
}

#[test]
fn every_operation_says_what_it_means_and_shows_it() {
    for operation in operations() {
        let usage = operation.usage();
        let meaning = operation.meaning;
        assert!(
            !meaning.is_empty() && !meaning.ends_with('.') && !meaning.starts_with(char::is_uppercase),
            "{usage}: {meaning}"
        );
        let example = parse(operation.example).unwrap_or_else(|errors| panic!("{usage}: {errors:?}"));
        assert!(uses(&example, operation), "{usage}: {example}");
        assert_eq!(example.to_string(), operation.example);
    }
}

#[test]
fn every_function_is_found_by_its_name_and_no_word_of_the_language_is_one() {
    let mut names = BTreeSet::new();
    for function in Function::all() {
        let name = function.name();
        assert!(names.insert(name), "{name} is declared twice");
        assert_eq!(Function::named(name), Some(function));
        assert!(!is_reserved(name), "{name}");
        assert!(function.operation().usage().starts_with(&format!("{name}(")));
        assert!(operations().any(|operation| operation == function.operation()));
    }
    assert_eq!(
        operations().map(Operation::usage).collect::<BTreeSet<_>>().len(),
        operations().count()
    );
}

#[test]
fn parameters_leave_no_doubt_about_which_argument_is_whose() {
    for operation in operations() {
        let varying = operation
            .parameters()
            .iter()
            .filter(|parameter| parameter.times != Times::Once);
        assert!(varying.count() <= 1, "{}", operation.name);
    }
    let min = Function::named("min").unwrap().operation();
    assert_eq!(min.parameters_of(1), None);
    assert_eq!(min.parameters_of(4).map(|all| all.len()), Some(4));
    let ranked = Function::FirstRank.operation();
    assert_eq!(ranked.parameters_of(1), None);
    let names: Vec<&str> = ranked
        .parameters_of(2)
        .unwrap()
        .iter()
        .map(|parameter| parameter.name)
        .collect();
    assert_eq!(names, ["table", "montant"]);
}

#[test]
fn a_wording_names_parts_that_there_are() {
    for operation in operations() {
        let parts = match operation.writing {
            Writing::Function(parameters) => parameters.len(),
            Writing::Infix(_) => 2,
            Writing::Prefix(_) => 1,
            Writing::Special(..) => 0,
        };
        for piece in operation.wording {
            if let Piece::Part(position) | Piece::Left(position) | Piece::Bare(position) = piece {
                assert!(*position < parts, "{}", operation.name);
            }
        }
    }
}

#[test]
fn what_reads_a_value_is_no_operation() {
    for reading in READINGS {
        let expression = parse(reading.written).unwrap_or_else(|errors| panic!("{reading:?}: {errors:?}"));
        assert_eq!(expression.form.operation(), None, "{reading:?}");
        assert_eq!(expression.to_string(), reading.written);
    }
}
