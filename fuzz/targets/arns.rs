//! Texts as ARNs of every kind, and as callers.
#![no_main]

#[path = "../../crosskms-core/tests/never_panics/inputs.rs"]
#[expect(dead_code, reason = "shared with other targets")]
mod inputs;

libfuzzer_sys::fuzz_target!(|text: &str| inputs::arns(text));
