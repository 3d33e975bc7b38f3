//! Writes the tables of `crosskms-core/src/action` from AWS's data in `data`.
//!
//! The way goes from `data`, what the files say, over `definition` and `condition_key`, what is
//! true of one action or key when they are read together, to `rust`, how it is written down.

mod condition_key;
mod data;
mod definition;
mod error;
mod rust;

pub use error::Error;

use data::Data;

/// Every generated file: its path below `crosskms-core/src/action` and its text.
///
/// # Errors
///
/// When the data cannot be read or contradicts itself.
pub fn render() -> Result<Vec<(&'static str, String)>, Error> {
    let data = Data::read()?;
    Ok(vec![
        ("condition_key/table.rs", rust::condition_keys::render(&condition_key::all(&data)?)),
        ("kms.rs", rust::actions::render(&rust::actions::KMS, &data.kms, &definition::kms(&data)?)),
        ("s3.rs", rust::actions::render(&rust::actions::S3, &data.s3, &definition::s3(&data)?)),
    ])
}
