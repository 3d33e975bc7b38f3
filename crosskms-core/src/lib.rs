//! What the crosskms macro, library and command share: pure, small, without I/O.
//!
//! A grant enters as a [`grant::Draft`], passes the [`rules`] and becomes a [`grant::CrossAccountGrant`], which
//! becomes [`policies::Policies`]. [`authorize`] decides requests over policies as AWS does. Users depend on the
//! crate `crosskms`, which hands out these modules beside the macro.

pub mod action;
pub mod arn;
pub mod authorize;
pub mod finding;
pub mod grant;
pub mod json;
pub mod policies;
pub mod policy;
pub mod rules;
pub mod site;
pub mod suggest;
mod wildcard;
