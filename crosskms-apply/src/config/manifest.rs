//! The manifest of a build script: what a `crosskms.toml` says, as JSON, and the version of its form.

use crosskms::finding::Finding;
use crosskms::grant::Manifest;
use crosskms::json::{Node, ReadError};
use crosskms::rules::MALFORMED_FILE;
use crosskms::site::Site;
use toml::Spanned;

use super::table::Reader;
use super::value::{self, Table, Value};

/// The way out of a manifest that crosskms did not write like that.
pub(super) const WRITE_ANEW: &str = "run the build script again; it writes the manifest anew";

/// The members of the manifest beside its version; none, when they cannot be relied upon. Findings go to the reader.
pub(super) fn read(text: &str, reader: &mut Reader<'_>) -> Table {
    let root = match Node::parse(text).and_then(|node| value::of_json(node, text)) {
        Ok(root) => root,
        Err(error) => {
            reader.push_at(malformed(&error), error.located_in(text).position());
            return Table::new();
        }
    };
    let place = root.span();
    let Value::Table(members) = root.into_inner() else {
        reader.push(no_manifest("the file is not an object of JSON"), place);
        return Table::new();
    };
    let (versions, members): (Table, Table) =
        members.into_iter().partition(|(key, _)| key.get_ref() == "version");
    let Some((_, version)) = versions.first() else {
        reader.push(no_manifest("the file has no `version`"), place);
        return Table::new();
    };
    if check_version(version, reader) { members } else { Table::new() }
}

/// Whether this crate knows the version.
fn check_version(version: &Spanned<Value>, reader: &mut Reader<'_>) -> bool {
    let newest = Manifest::VERSION;
    let finding = match version.get_ref() {
        Value::Integer(number) => match number.parse::<u32>() {
            Ok(known) if (1..=newest).contains(&known) => return true,
            Ok(0) | Err(_) => no_manifest(&format!("there is no version `{number}` of manifests")),
            Ok(_) => {
                let message = format!(
                    "the manifest has version {number}, and this crosskms reads versions up to {newest}"
                );
                let help = "install the crosskms that the build script uses, or a newer one";
                MALFORMED_FILE.finding(Site::whole(), message, Some(help.to_owned()))
            }
        },
        other => no_manifest(&format!("expected the number of a version, found {}", other.kind())),
    };
    reader.push(finding, version.span());
    false
}

fn no_manifest(message: &str) -> Finding {
    let help = "name the `crosskms.json` that a build script wrote; grants by hand are written as TOML";
    MALFORMED_FILE.finding(Site::whole(), message, Some(help.to_owned()))
}

fn malformed(error: &ReadError) -> Finding {
    MALFORMED_FILE.finding(Site::whole(), error.message(), Some(WRITE_ANEW.to_owned()))
}

#[cfg(test)]
mod tests;
