//! Nothing is lost between text and value, nothing is accepted that is not a policy, and what others wrote stays.

mod document;
mod meaning;
mod refusals;
mod roundtrip;
mod strategies;
