//! The files of a build script: written whole or not at all, and only when their bytes change.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crosskms_core::arn::KeyArn;
use crosskms_core::grant::{CrossAccountGrant, GrantName, Manifest, Mechanism};
use crosskms_core::json::{Node, Value};
use crosskms_core::policy::StatementList;

const MANIFEST: &str = "crosskms.json";

/// The documents of a grant, by the ends of their files' names.
const ENDS: [&str; 6] = [
    ".identity-policy.json",
    ".key-statement.json",
    ".replica-statements.json",
    ".kms-grants.json",
    ".bucket-statements.json",
    ".bucket-encryption.json",
];

/// Writes the documents and the manifest, and removes what an earlier manifest lists and no grant makes any more.
///
/// The manifest comes last: until then the old one still knows every file that has to go.
///
/// # Errors
///
/// What could not be done, and why.
pub(super) fn write(folder: &Path, grants: &[CrossAccountGrant]) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    let mut made = BTreeSet::new();
    for (name, text) in grants.iter().flat_map(documents) {
        put(&folder.join(&name), &text)?;
        made.insert(name);
    }
    let manifest = folder.join(MANIFEST);
    let earlier = fs::read_to_string(&manifest).unwrap_or_default();
    for name in files_of_manifest(&earlier).filter(|name| !made.contains(name)) {
        remove(&folder.join(name))?;
    }
    put(&manifest, &Manifest::of(grants).to_string())
}

/// The names and texts of a grant's documents.
fn documents(grant: &CrossAccountGrant) -> Vec<(String, String)> {
    let policies = grant.policies();
    let [identity, key, replicas, kms_grants, bucket, encryption] =
        ENDS.map(|end| format!("{}{end}", grant.name()));
    let mut documents = Vec::new();
    if !policies.identity_policy().statements.is_empty() {
        documents.push((identity, policies.identity_policy().to_string()));
    }
    match grant.mechanism() {
        Mechanism::KmsGrant => documents.push((kms_grants, listed(policies.kms_grants()))),
        Mechanism::Policy => {
            documents.push((key, policies.key_policy_statement().to_string()));
            if policies.replica_statements().next().is_some() {
                documents.push((replicas, by_key(policies.replica_statements())));
            }
        }
    }
    if let Some(setting) = policies.bucket_encryption() {
        documents.push((bucket, policies.bucket_policy_statement().to_string()));
        documents.push((encryption, setting.to_string()));
    }
    documents
}

/// Texts of JSON as one array.
fn listed(texts: &[impl ToString]) -> String {
    let items = texts.iter().map(|text| indented(&text.to_string()));
    format!("[\n{}\n]", items.map(|text| format!("  {text}")).collect::<Vec<_>>().join(",\n"))
}

/// Texts of JSON as members named by ARNs of keys.
fn by_key<'p>(texts: impl Iterator<Item = (&'p KeyArn, &'p StatementList)>) -> String {
    let members = texts.map(|(key, text)| format!("  \"{key}\": {}", indented(&text.to_string())));
    format!("{{\n{}\n}}", members.collect::<Vec<_>>().join(",\n"))
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

/// The files that may stand beside a manifest; none, when it is not one.
fn files_of_manifest(text: &str) -> impl Iterator<Item = String> {
    let grants = Node::parse(text).ok().and_then(|node| member(node, "grant"));
    let grants = match grants.map(Node::value) {
        Some(Ok(Value::Array(grants))) => grants,
        _ => Vec::new(),
    };
    let name = |grant| match member(grant, "name")?.value() {
        // Only what a grant can be named, because it becomes part of a path.
        Ok(Value::String(name)) => name.parse::<GrantName>().ok(),
        _ => None,
    };
    let names: Vec<GrantName> = grants.into_iter().filter_map(name).collect();
    names.into_iter().flat_map(|name| ENDS.map(|end| format!("{name}{end}")))
}

fn member<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    let Ok(Value::Object(members)) = node.value() else { return None };
    members.into_iter().find(|(key, _)| key == name).map(|(_, node)| node)
}

/// Puts a text and a line break into a file, unless that is what it holds.
fn put(path: &Path, text: &str) -> Result<(), String> {
    let text = format!("{text}\n");
    if fs::read(path).is_ok_and(|held| held == text.as_bytes()) {
        return Ok(());
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let written = create(&temporary)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // What is left of it is in nobody's way.
        let _ = fs::remove_file(&temporary);
        failed("write", path)(error)
    })
}

/// A new file that its owner alone can read.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

fn failed(what: &str, path: &Path) -> impl Fn(io::Error) -> String {
    let attempt = format!("cannot {what} `{}`", path.display());
    move |error| format!("{attempt}: {error}")
}
