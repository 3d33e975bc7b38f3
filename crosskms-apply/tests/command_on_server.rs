//! The command against a server: profiles, an assumed role, `endpoint_url`, exit codes.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::Output;

use crosskms::arn::{KeyArn, PrincipalArn};
use crosskms_apply::document::BucketId;
use crosskms_end_to_end::{FaultProxy, LocalAws, WireFault};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs the command in a folder, with no settings for AWS but those of the server.
fn crosskms(aws: &LocalAws, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = aws.command(env!("CARGO_BIN_EXE_crosskms"));
    // Whoever runs the tests keeps no journal of them.
    command.env("CROSSKMS_JOURNAL", folder.join("runs"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn grant(key: &KeyArn, bucket: &BucketId, role: &PrincipalArn) -> String {
    format!(
        "[[grant]]\nname = \"raw-events\"\nkey = \"{key}\"\nbucket = \"{}\"\nprincipal = \"{role}\"\naccess = \"read_write\"\n",
        bucket.arn
    )
}

#[test]
fn a_grant_goes_all_the_way_and_back() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let assumed = format!(
        "[accounts.444455556666]\nassume_role = \"arn:aws:iam::444455556666:role/crosskms\"\n\
         external_id = \"a-secret\"\nendpoint_url = \"{}\"\nregion = \"us-east-1\"\n",
        aws.endpoint()
    );
    let text = format!("{}{assumed}{}", owner.toml(), grant(&key, &bucket, &role));
    fs::write(folder.path().join("crosskms.toml"), text).unwrap();
    let run = |arguments: &[&str]| crosskms(&aws, folder.path(), arguments);

    let before = owner.key_policy(&key);
    let plan = run(&["plan"]);
    assert_eq!(code(&plan), 2, "{plan:?}");
    assert!(
        stdout(&plan).contains("Plan: 2 documents to create, 2 to change, 0 to delete."),
        "{}",
        stdout(&plan)
    );
    assert_eq!(owner.key_policy(&key), before, "a plan writes nothing");
    assert_eq!(code(&run(&["apply"])), 4, "nobody confirmed");
    assert_eq!(owner.key_policy(&key), before);

    let apply = run(&["apply", "--yes"]);
    assert_eq!(code(&apply), 0, "{apply:?}");
    assert!(owner.key_policy(&key).contains("CrosskmsRawEventsKeyUse"));
    assert!(consumer.inline_policy(&role, "crosskms-raw-events").is_some());
    assert_eq!(code(&run(&["plan"])), 0);
    let verify = run(&["--format", "json", "verify"]);
    assert_eq!(code(&verify), 0);
    let verification: serde_json::Value = serde_json::from_str(&stdout(&verify)).unwrap();
    assert_eq!(verification.get("good"), Some(&serde_json::Value::Bool(true)));

    let applied = owner.key_policy(&key);
    assert_eq!(code(&run(&["revoke", "--yes"])), 0);
    assert_eq!(owner.key_policy(&key), before);
    assert_eq!(code(&run(&["rollback", "last", "--yes"])), 0);
    assert_eq!(owner.key_policy(&key), applied);
    assert_eq!(code(&run(&["rollback", "last", "--yes"])), 0);
    assert_eq!(owner.key_policy(&key), before);
    assert_eq!(stdout(&run(&["runs"])).matches("  done  ").count(), 4);
    assert_eq!(owner.bucket_policy(&bucket), None);
    assert_eq!(code(&run(&["verify"])), 2);
    for output in [plan, apply, verify] {
        let said = format!("{}{}", stdout(&output), String::from_utf8_lossy(&output.stderr));
        assert!(!said.contains("a-secret"), "an external id must not be shown: {said}");
    }
}

#[test]
fn what_is_there_becomes_a_grant_again() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let accounts = format!("{}{}", owner.toml(), consumer.toml());
    fs::write(folder.path().join("accounts.toml"), &accounts).unwrap();
    let text = format!("{accounts}{}", grant(&key, &bucket, &role));
    fs::write(folder.path().join("crosskms.toml"), text).unwrap();
    let run = |arguments: &[&str]| crosskms(&aws, folder.path(), arguments);
    let (key, bucket, role) = (key.as_str(), bucket.arn.as_str(), role.as_str());

    let import = ["--config", "accounts.toml", "import", key, bucket, role, "--name", "again"];
    let nothing = run(&import);
    assert_eq!((code(&nothing), stdout(&nothing).contains("[[grant]]")), (2, false), "{nothing:?}");
    assert_eq!(code(&run(&["apply", "--yes"])), 0);
    let imported = run(&import);
    assert_eq!(code(&imported), 0, "{imported:?}");
    assert!(stdout(&imported).contains("access = \"read_write\""), "{imported:?}");
    fs::write(folder.path().join("again.toml"), format!("{accounts}{}", stdout(&imported))).unwrap();
    assert_eq!(code(&run(&["--config", "again.toml", "check"])), 0);
    // The file with the grant describes all of it already.
    let known = run(&["import", key, bucket, role]);
    assert_eq!((code(&known), stdout(&known).contains("[[grant]]")), (2, false), "{known:?}");
}

#[test]
fn credentials_of_another_account_are_refused_before_anything_is_read() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let swapped = owner.toml().replace("profile = \"111122223333\"", "profile = \"444455556666\"");
    let text = format!("{swapped}{}{}", consumer.toml(), grant(&key, &bucket, &role));
    fs::write(folder.path().join("crosskms.toml"), text).unwrap();
    let output = crosskms(&aws, folder.path(), &["plan"]);
    assert_eq!(code(&output), 5);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the credentials belong to account 444455556666"), "{said}");
    assert!(said.contains("help: give `[accounts.111122223333]`"), "{said}");
}

#[test]
fn an_account_without_an_entry_and_a_key_that_does_not_exist_are_named() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    fs::write(&file, format!("{}{}", owner.toml(), grant(&key, &bucket, &role))).unwrap();
    let output = crosskms(&aws, folder.path(), &["plan"]);
    assert_eq!(code(&output), 5);
    assert!(String::from_utf8_lossy(&output.stderr).contains("444455556666"), "{output:?}");

    let missing: KeyArn =
        "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".parse().unwrap();
    fs::write(&file, format!("{}{}{}", owner.toml(), consumer.toml(), grant(&missing, &bucket, &role)))
        .unwrap();
    let output = crosskms(&aws, folder.path(), &["plan"]);
    assert_eq!(code(&output), 4, "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("key-not-found"), "{output:?}");
}

#[test]
fn a_key_is_created_once_and_a_grant_can_name_it() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (administrator, bucket, role) = (owner.create_role(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    let accounts = format!("{}{}", owner.toml(), consumer.toml());
    let created = format!(
        "[[create_key]]\nalias = \"alias/raw-events\"\naccount = \"111122223333\"\nregion = \"ap-northeast-1\"\n\
         administrators = [\"{administrator}\"]\ndescription = \"Raw events\"\ntags = {{ team = \"data\" }}\n"
    );
    fs::write(&file, format!("{accounts}{created}")).unwrap();
    let run = |arguments: &[&str]| crosskms(&aws, folder.path(), arguments);
    let keys = || owner.call("kms", "list_keys", &json!({})).unwrap()["Keys"].as_array().unwrap().len();
    let json = |output: &Output| serde_json::from_str::<Value>(&stdout(output)).unwrap();

    assert_eq!(code(&run(&["create-key"])), 4, "nobody confirmed");
    assert_eq!(keys(), 0);
    let output = run(&["--format", "json", "create-key", "--yes"]);
    assert_eq!(code(&output), 0, "{output:?}");
    let key: KeyArn = json(&output)[0]["key"].as_str().unwrap().parse().unwrap();
    let described = owner.call("kms", "describe_key", &json!({"KeyId": "alias/raw-events"})).unwrap();
    assert_eq!(described["KeyMetadata"]["Arn"], key.as_str());
    assert_eq!(described["KeyMetadata"]["Description"], "Raw events");
    let tags = owner.call("kms", "list_resource_tags", &json!({"KeyId": key.as_str()})).unwrap();
    assert_eq!(tags["Tags"].as_array().unwrap().len(), 2);
    assert!(owner.key_policy(&key).contains(administrator.as_str()));

    let again = run(&["--format", "json", "create-key", "--yes"]);
    assert_eq!((code(&again), keys()), (0, 1));
    let mut expected = json(&output);
    expected[0]["outcome"] = json!("already_there");
    assert_eq!(json(&again), expected);

    // What a run leaves behind that was killed before the alias was there.
    owner.call("kms", "delete_alias", &json!({"AliasName": "alias/raw-events"})).unwrap();
    let named = run(&["--format", "json", "create-key", "--yes", "--journal", "elsewhere"]);
    assert_eq!((code(&named), keys()), (0, 1), "{named:?}");
    assert_eq!(json(&named)[0]["outcome"], "named");
    assert_eq!(json(&named)[0]["key"], key.as_str());

    fs::write(&file, format!("{accounts}{created}{}", grant(&key, &bucket, &role))).unwrap();
    assert_eq!(code(&run(&["apply", "--yes"])), 0);
    assert_eq!(keys(), 1, "apply creates no key");
}

#[test]
fn live_verification_acts_as_the_role_and_cleans_up() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    fs::write(&file, format!("{}{}{}", owner.toml(), consumer.toml(), grant(&key, &bucket, &role))).unwrap();
    assert_eq!(code(&crosskms(&aws, folder.path(), &["apply", "--yes"])), 0);

    let output = crosskms(&aws, folder.path(), &["--format", "json", "verify", "--live"]);
    let verification: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let live = &verification["live"];
    let answer = |call: &str| {
        let checks = live["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["call"] == call);
        check.unwrap_or_else(|| panic!("{call}: {live:#}"))["answer"].clone()
    };
    assert_eq!(answer("s3:PutObject"), "confirmed", "{live:#}");
    assert_eq!(answer("s3:GetObject"), "confirmed", "{live:#}");
    assert_eq!(live["left_behind"], serde_json::json!([]));
    let listed =
        owner.call("s3", "list_objects_v2", &serde_json::json!({"Bucket": bucket.arn.name().as_str()}));
    assert_eq!(listed.unwrap()["KeyCount"], 0);
}

#[test]
fn a_call_is_explained_over_what_may_be_read() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    let alone = format!("{}{}", owner.toml(), grant(&key, &bucket, &role));
    fs::write(&file, format!("{alone}{}", consumer.toml())).unwrap();
    let object = format!("s3://{}/2026/11/23.parquet", bucket.arn.name());
    let explain = || crosskms(&aws, folder.path(), &["explain", "GetObject", &object, "--as", role.as_str()]);

    // Nothing is in place yet.
    let output = explain();
    assert_eq!(code(&output), 2, "{output:?}");
    let said = stdout(&output);
    assert!(said.contains("identity policy in 444455556666 says nothing about it"), "{said}");
    // What was not read, as organizations, hides nothing of what is missing.
    for missing in
        ["identity policy of the caller in account 444455556666", "bucket policy in account 111122223333"]
    {
        assert!(said.contains(&format!("add to the {missing}:")), "{missing}: {said}");
    }

    // Organizations are not read, so nobody can say that it is allowed; all that was read allows it.
    assert_eq!(code(&crosskms(&aws, folder.path(), &["apply", "--yes"])), 0);
    let output = explain();
    let said = stdout(&output);
    assert_eq!(code(&output), 2, "{said}");
    assert!(said.contains("not known, though all that was read allows it"), "{said}");
    assert!(said.contains("What is not known") && !said.contains("add to the"), "{said}");
    assert!(said.contains("key policy in 111122223333 allows by `CrosskmsRawEventsKeyUse`"), "{said}");
    assert!(!said.contains("says nothing about it") && !said.contains("permissions boundary"), "{said}");

    // A session does not tell the path of its role, which policies and conditions name.
    let session = format!("arn:aws:sts::444455556666:assumed-role/{}/nightly", role.name());
    let said = stdout(&crosskms(&aws, folder.path(), &["explain", "GetObject", &object, "--as", &session]));
    assert!(said.contains("not known, though all that was read allows it"), "{said}");
    assert!(
        !said.contains("permissions boundary")
            && !said.contains("identity policy in 444455556666 is not known"),
        "{said}"
    );

    // A permissions boundary that knows nothing of KMS.
    let document = serde_json::json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "Storage", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]});
    let with = serde_json::json!({"PolicyName": "limits", "PolicyDocument": document.to_string()});
    let boundary = consumer.call("iam", "create_policy", &with).unwrap()["Policy"]["Arn"].clone();
    let with = serde_json::json!({"RoleName": role.name(), "PermissionsBoundary": boundary});
    consumer.call("iam", "put_role_permissions_boundary", &with).unwrap();
    let said = stdout(&explain());
    assert!(said.contains("permissions boundary in 444455556666 allows by `Storage`"), "{said}");
    assert!(said.contains("permissions boundary in 444455556666 says nothing about it"), "{said}");

    // Without credentials of the consumer, what the role may do is not known, and that is said.
    fs::write(&file, alone).unwrap();
    let output = explain();
    let warnings = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 2, "{warnings}");
    assert!(warnings.contains("444455556666") && warnings.contains("is unknown"), "{warnings}");
    assert!(!stdout(&output).contains("says nothing about it"), "{output:?}");
    assert!(stdout(&output).contains("identity policy in 444455556666 is not known"), "{output:?}");
}

#[test]
fn a_read_that_is_refused_leaves_its_gate_unknown() {
    let aws = LocalAws::start();
    let (owner, consumer) = (aws.account("111122223333"), aws.account("444455556666"));
    let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("crosskms.toml");
    let text = format!("{}{}{}", owner.toml(), grant(&key, &bucket, &role), consumer.toml());
    fs::write(&file, &text).unwrap();
    assert_eq!(code(&crosskms(&aws, folder.path(), &["apply", "--yes"])), 0);

    let line = FaultProxy::before(&aws);
    fs::write(&file, text.replace(aws.endpoint(), line.endpoint())).unwrap();
    let object = format!("s3://{}/2026/11/23.parquet", bucket.arn.name());
    let explain = |arguments: &[&str]| {
        let call = ["explain", "GetObject", &object, "--as", role.as_str()];
        let output = crosskms(&aws, folder.path(), &[&call, arguments].concat());
        (code(&output), stdout(&output), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (_, said, _) = explain(&[]);
    assert!(said.contains("not known, though all that was read allows it"), "{said}");
    // What is refused is read once more in parts, and all of it once more under the key of the grant.
    for (call, times, gate) in [
        ("kms:GetKeyPolicy", 2, "key policy in 111122223333"),
        ("s3:GET policy", 2, "bucket policy in 111122223333"),
        ("iam:GetRolePolicy", 1, "identity policy in 444455556666"),
        ("iam:ListRolePolicies", 1, "identity policy in 444455556666"),
        ("iam:GetRole", 1, "identity policy in 444455556666"),
        ("kms:DescribeKey", 1, "state of the key in 111122223333"),
        ("s3:GET encryption", 4, "bucket settings in 111122223333"),
    ] {
        line.fail(call, times, WireFault::Denied);
        let (code, said, warned) = explain(&[]);
        assert!(line.is_spent(), "{call} was not called");
        assert_eq!(code, 2, "{call}: {warned}");
        assert!(
            warned.contains("access denied") && warned.contains("what depends on it is unknown"),
            "{warned}"
        );
        assert!(
            said.contains(&format!("{gate} is not known")) || said.contains(&format!("{gate} are not known")),
            "{call}: {said}"
        );
        assert!(!said.contains("says nothing about it"), "{call}: {said}");
    }
}
