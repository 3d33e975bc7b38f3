//! Plans, applies, verifies and revokes cross-account grants.

pub mod cloud;
pub mod document;
