//! What stands in the folder, what is touched, and what cargo is told.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::Build;
use crate::policy::PolicyType;
use crate::{CrossAccountGrant, CrossAccountGrantBuilder};

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn raw_events() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("raw-events").key(KEY).bucket("arn:aws:s3:::example-raw-events")
}

fn shared() -> CrossAccountGrant {
    raw_events().principal(ROLE).access("read_write").build().unwrap()
}

fn key_alone() -> CrossAccountGrant {
    CrossAccountGrant::builder().name("key-alone").key(KEY).principal(ROLE).access("read").build().unwrap()
}

/// Whether the build may go on, and the lines for cargo.
fn run(build: &Build) -> (bool, String) {
    let mut cargo = Vec::new();
    let goes_on = build.run(&mut cargo).unwrap();
    (goes_on, String::from_utf8(cargo).unwrap())
}

/// Writes without a finding.
fn write(build: &Build) {
    assert_eq!(run(build), (true, "cargo::rerun-if-changed=Cargo.toml\n".to_owned()));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn modified(folder: &Path) -> Vec<SystemTime> {
    let modified = |name| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    names(folder).into_iter().map(modified).collect()
}

#[test]
fn each_grant_has_its_documents_and_all_have_one_manifest() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("new/folder");
    write(&super::grants([shared(), key_alone()]).folder(&path));
    assert_eq!(
        names(&path),
        [
            "crosskms.json",
            "key-alone.identity-policy.json",
            "key-alone.key-statement.json",
            "raw-events.bucket-encryption.json",
            "raw-events.bucket-statements.json",
            "raw-events.identity-policy.json",
            "raw-events.key-statement.json",
        ]
    );
    let held = |name: &str| fs::read_to_string(path.join(name)).unwrap();
    let policies = shared().policies();
    assert_eq!(held("raw-events.identity-policy.json"), format!("{}\n", policies.identity_policy()));
    assert_eq!(held("raw-events.key-statement.json"), format!("{}\n", policies.key_policy_statement()));
    assert_eq!(
        held("raw-events.bucket-statements.json"),
        format!("{}\n", policies.bucket_policy_statement())
    );
    assert_eq!(
        held("raw-events.bucket-encryption.json"),
        format!("{}\n", policies.bucket_encryption().unwrap())
    );
    assert!(held("crosskms.json").contains("\"name\": \"key-alone\""));
}

#[test]
fn a_kms_grant_and_replicas_have_files_of_their_own() {
    let folder = TempDir::new().unwrap();
    let mrk = KEY.replace("1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab");
    let replicated = || {
        let builder = CrossAccountGrant::builder().name("one").key(&mrk).replicas(["us-east-1", "eu-west-1"]);
        builder.principal(ROLE).access("read")
    };
    write(&super::grants([replicated()]).folder(folder.path()));
    let held = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let files = [
        "crosskms.json",
        "one.identity-policy.json",
        "one.key-statement.json",
        "one.replica-statements.json",
    ];
    assert_eq!(names(folder.path()), files);
    let policies = replicated().build().unwrap().policies();
    let [us, eu] = policies.replica_statements().collect::<Vec<_>>().try_into().unwrap();
    let [us, eu] =
        [us, eu].map(|(key, text)| format!("  \"{key}\": {}", text.to_string().replace('\n', "\n  ")));
    assert_eq!(held("one.replica-statements.json"), format!("{{\n{us},\n{eu}\n}}\n"));

    write(&super::grants([replicated().mechanism("kms_grant")]).folder(folder.path()));
    assert_eq!(names(folder.path()), ["crosskms.json", "one.kms-grants.json"]);
    let kms_grant = format!("  \"Name\": \"crosskms-one\",\n    \"GranteePrincipal\": \"{ROLE}\"");
    assert!(held("one.kms-grants.json").contains(&kms_grant));
}

#[cfg(unix)]
#[test]
fn the_owner_alone_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = TempDir::new().unwrap();
    write(&super::grants([shared()]).folder(folder.path()));
    for name in names(folder.path()) {
        let mode = fs::metadata(folder.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_does_not_change_is_not_touched() {
    let folder = TempDir::new().unwrap();
    write(&super::grants([shared()]).folder(folder.path()));
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    for name in names(folder.path()) {
        fs::File::options()
            .write(true)
            .open(folder.path().join(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    let before = modified(folder.path());
    write(&super::grants([shared()]).folder(folder.path()));
    assert_eq!(modified(folder.path()), before);

    write(&super::grants([raw_events().principal(ROLE).access("read")]).folder(folder.path()));
    let after = modified(folder.path());
    let touched: Vec<String> = names(folder.path())
        .into_iter()
        .zip(after.iter().zip(&before))
        .filter(|(_, (after, before))| after != before)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        touched,
        [
            "crosskms.json",
            "raw-events.bucket-statements.json",
            "raw-events.identity-policy.json",
            "raw-events.key-statement.json",
        ],
        "the encryption stays as it was"
    );
}

#[test]
fn two_runs_write_the_same_bytes() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    for folder in &folders {
        write(&super::grants([shared(), key_alone()]).folder(folder.path()));
    }
    let [first, second] = folders.map(|folder| {
        let read = |name: &String| fs::read(folder.path().join(name)).unwrap();
        names(folder.path()).iter().map(read).collect::<Vec<_>>()
    });
    assert_eq!(first, second);
}

#[test]
fn what_no_grant_makes_any_more_is_removed_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    write(&super::grants([shared(), key_alone()]).folder(path));
    fs::write(path.join("foreign.key-statement.json"), "{}").unwrap();
    fs::write(path.join("raw-events.json"), "{}").unwrap();
    write(&super::grants([key_alone()]).folder(path));
    assert_eq!(
        names(path),
        [
            "crosskms.json",
            "foreign.key-statement.json",
            "key-alone.identity-policy.json",
            "key-alone.key-statement.json",
            "raw-events.json",
        ]
    );
}

#[test]
fn a_manifest_of_others_removes_nothing_outside_the_folder() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(folder.path().join("a.key-statement.json"), "{}").unwrap();
    fs::write(inner.join("crosskms.json"), r#"{"grant": [{"name": "../a"}, {"name": 1}, 2]}"#).unwrap();
    write(&super::grants([key_alone()]).folder(&inner));
    assert!(folder.path().join("a.key-statement.json").exists());
}

#[test]
fn every_finding_is_a_line_for_cargo_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let build = super::grants([raw_events()
        .principal("arn:aws:iam::111122223333:role/analytics")
        .allow(["kms:Decrpyt"])])
    .grant(CrossAccountGrant::builder().name("Raw").key(KEY).principal(ROLE).access("read").build())
    .folder(folder.path());
    let (goes_on, lines) = run(&build);
    assert!(!goes_on);
    assert_eq!(
        lines,
        "\
cargo::rerun-if-changed=Cargo.toml
cargo::error=grant `raw-events`: principals[0]: `arn:aws:iam::111122223333:role/analytics` is in account `111122223333`, to which the key belongs
cargo::error=  help: inside one account an identity policy is enough; check the account of key and principal
cargo::error=  rule: same-account-principal, https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
cargo::error=grant `raw-events`: allow[0]: KMS has no action `kms:Decrpyt`
cargo::error=  help: did you mean `kms:Decrypt`?
cargo::error=  rule: unknown-action, https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
cargo::error=grants[1]: name: `Raw` is not a grant's name: expected 1 to 40 of `a` to `z`, `0` to `9` and `-`
cargo::error=  help: write `raw`
cargo::error=  rule: malformed-name, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"
    );
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_warning_is_shown_and_the_files_are_written() {
    let folder = TempDir::new().unwrap();
    let grant = raw_events().principal(ROLE).allow(["s3:PutObject", "kms:GenerateDataKey"]);
    let (goes_on, lines) = run(&super::grants([grant]).folder(folder.path()));
    assert!(goes_on, "{lines}");
    assert!(lines.contains("cargo::warning=grant `raw-events`: "), "{lines}");
    assert_eq!(names(folder.path()).len(), 5);
}

#[test]
fn grants_that_cannot_stand_side_by_side_are_refused() {
    let folder = TempDir::new().unwrap();
    let (goes_on, lines) = run(&super::grants([shared(), shared()]).folder(folder.path()));
    assert!(!goes_on);
    let first = lines.lines().nth(1).unwrap();
    assert_eq!(first, "cargo::error=grant `raw-events`: two grants are named `raw-events`");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_policy_file_is_watched_and_checked() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key-policy.json");
    let text = "{\"Version\": \"2012-10-17\", \"Statement\": {\n  \"Effect\": \"Allow\", \"Principal\": \"*\",\n  \"Action\": \"kms:*\", \"Resource\": \"*\"\n}}";
    fs::write(&file, text).unwrap();
    let build = || super::grants([key_alone()]).folder(folder.path().join("out"));
    let (goes_on, lines) = run(&build().policy_file(&file, PolicyType::KeyPolicy));
    assert!(!goes_on);
    let name = file.display();
    assert!(lines.contains(&format!("cargo::rerun-if-changed={name}\n")), "{lines}");
    assert!(lines.contains(&format!("cargo::error={name}:2:")), "{lines}");
    assert!(!folder.path().join("out").exists());

    let allowed = ["unlimited-principal", "owner_locked_out", "no-such-rule"];
    let (_, lines) = run(&build().policy_file_allowing(&file, PolicyType::KeyPolicy, allowed));
    assert!(!lines.contains("rule: unlimited-principal"), "{lines}");
    assert!(lines.contains(&format!("cargo::error={name}: there is no rule `no-such-rule`")), "{lines}");
}

#[test]
fn a_policy_file_that_cannot_be_read_says_so() {
    let folder = TempDir::new().unwrap();
    let build = super::grants([key_alone()]).folder(folder.path());
    let (goes_on, lines) = run(&build.policy_file("absent.json", PolicyType::KeyPolicy));
    assert!(!goes_on);
    assert!(lines.contains("cargo::error=cannot read `absent.json`: "), "{lines}");
}

#[test]
fn cargo_is_told_what_the_script_names() {
    let folder = TempDir::new().unwrap();
    let build = super::grants([key_alone()]).folder(folder.path());
    let (_, lines) = run(&build.rerun_if_changed("roles.txt").rerun_if_env_changed("KEY_ARN"));
    assert_eq!(
        lines,
        "cargo::rerun-if-changed=Cargo.toml\ncargo::rerun-if-changed=roles.txt\ncargo::rerun-if-env-changed=KEY_ARN\n"
    );
}

#[test]
fn a_text_of_several_lines_cannot_instruct_cargo() {
    let folder = TempDir::new().unwrap();
    let grant = raw_events().principal(format!("{ROLE}\ncargo::rustc-env=PATH=x")).access("read");
    let (goes_on, lines) = run(&super::grants([grant]).folder(folder.path()));
    assert!(!goes_on);
    assert!(lines.lines().all(|line| !line.starts_with("cargo::rustc")), "{lines}");
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_leaves_no_rest() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("key-alone.key-statement.json")).unwrap();
    let (goes_on, lines) = run(&super::grants([key_alone()]).folder(folder.path()));
    assert!(!goes_on);
    assert!(lines.contains("cargo::error=cannot write `"), "{lines}");
    assert!(names(folder.path()).iter().all(|name| !name.ends_with(".tmp")));
    assert!(!folder.path().join("crosskms.json").exists());
}
