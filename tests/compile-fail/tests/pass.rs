//! What the macro must accept: next to every mistake of `ui`, what looks like it and is right.
//!
//! Warnings are denied, so that an expansion that a lint complains about fails to compile.

#![deny(warnings, future_incompatible, nonstandard_style, rust_2018_idioms, unused)]
#![deny(single_use_lifetimes, trivial_casts, unused_qualifications, let_underscore, clippy::pedantic)]

mod pass {
    mod access;
    mod actions;
    mod allowances;
    mod buckets;
    mod conditions;
    mod contexts;
    mod fields;
    mod keys;
    mod mechanisms;
    mod policies;
    mod principals;
    mod values;
    mod warnings;
}
