//! The command at its worst moments: killed, interrupted, with a disk that is full; then the operator has the journal.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crosskms::arn::{KeyArn, PrincipalArn};
use crosskms_apply::document::BucketId;
use crosskms_end_to_end::{Account, FaultProxy, LocalAws, WireFault};
use serde_json::{Value, json};
use tempfile::TempDir;

const ON_KEY: &str = r#"{ "Sid":"Root", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::111122223333:root"}, "Action":"kms:*", "Resource":"*" }"#;

/// A grant of a `crosskms.toml` whose accounts are behind a line.
struct Stage {
    aws: &'static LocalAws,
    owner: Account<'static>,
    consumer: Account<'static>,
    line: FaultProxy,
    key: KeyArn,
    bucket: BucketId,
    role: PrincipalArn,
    folder: TempDir,
}

impl Stage {
    fn set() -> Self {
        Self::with("444455556666", "")
    }

    /// With further members of the grant. A managed policy has the name of its grant, so its stages do not share accounts.
    fn with(consumer: &str, members: &str) -> Self {
        let aws = LocalAws::shared();
        let (owner, consumer) = (aws.account("111122223333"), aws.account(consumer));
        let (key, bucket, role) = (owner.create_key(), owner.create_bucket(), consumer.create_role());
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[ {ON_KEY} ]}}"#);
        owner
            .call(
                "kms",
                "put_key_policy",
                &json!({"KeyId": key.as_str(), "PolicyName": "default", "Policy": policy}),
            )
            .unwrap();
        let line = FaultProxy::before(aws);
        let folder = TempDir::new().unwrap();
        let accounts =
            format!("{}{}", owner.toml(), consumer.toml()).replace(aws.endpoint(), line.endpoint());
        let grant = format!(
            "[[grant]]\nname = \"raw-events\"\nkey = \"{key}\"\nbucket = \"{}\"\nprincipal = \"{role}\"\naccess = \"read_write\"\n{members}",
            bucket.arn
        );
        fs::write(folder.path().join("crosskms.toml"), format!("{accounts}{grant}")).unwrap();
        Self { aws, owner, consumer, line, key, bucket, role, folder }
    }

    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = self.aws.command(program);
        command.env("CROSSKMS_JOURNAL", self.journal()).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn crosskms(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_crosskms")).args(arguments).output().unwrap()
    }

    fn started(&self, arguments: &[&str]) -> Child {
        self.command(env!("CARGO_BIN_EXE_crosskms")).args(arguments).spawn().unwrap()
    }

    fn journal(&self) -> std::path::PathBuf {
        self.folder.path().join("runs")
    }

    /// The three policies, as an independent client reads them.
    fn policies(&self) -> (String, Option<String>, Option<String>) {
        let identity = self.consumer.inline_policy(&self.role, "crosskms-raw-events");
        let identity = identity.map(|policy| policy.to_string());
        (self.owner.key_policy(&self.key), self.owner.bucket_policy(&self.bucket), identity)
    }

    /// The KMS grants without their ids, the default version of the managed policy, and what is attached.
    fn beside_policies(&self) -> Value {
        let listed = self.owner.call("kms", "list_grants", &json!({"KeyId": self.key.as_str()})).unwrap();
        let of = |grant: &Value| [grant.get("GranteePrincipal").cloned(), grant.get("Operations").cloned()];
        let listed = listed.get("Grants").and_then(Value::as_array).cloned().unwrap_or_default();
        let kms_grants: Vec<_> = listed.iter().map(of).collect();
        let attached = json!({"RoleName": self.role.name()});
        let attached = self.consumer.call("iam", "list_attached_role_policies", &attached).unwrap();
        let versions =
            self.consumer.call("iam", "list_policy_versions", &json!({"PolicyArn": self.managed()}));
        let versions = versions.ok().and_then(|answer| answer.get("Versions").cloned()).unwrap_or_default();
        let default = |version: &&Value| version.get("IsDefaultVersion") == Some(&json!(true));
        let default = versions.as_array().and_then(|all| all.iter().find(default)?.get("Document").cloned());
        json!({"kms_grants": kms_grants, "attached": attached.get("AttachedPolicies"), "managed": default})
    }

    fn managed(&self) -> String {
        format!("arn:aws:iam::{}:policy/crosskms-raw-events", self.consumer.id())
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn succeeds(stage: &Stage, arguments: &[&str]) {
    let output = stage.crosskms(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
}

/// The calls at which the command is killed, by the names of the line.
const WRITES: [&str; 4] = ["iam:PutRolePolicy", "kms:PutKeyPolicy", "s3:PUT policy", "s3:PUT encryption"];

/// Kills `crosskms apply` at a call, before or after its effect.
fn killed_at(stage: &Stage, call: &str, after: bool) {
    let held = stage.line.hold(call, after);
    let mut apply = stage.started(&["apply", "--yes"]);
    held.wait();
    apply.kill().unwrap();
    apply.wait().unwrap();
    drop(held);
    assert!(stage.owner.key_policy(&stage.key).contains(ON_KEY));
}

#[test]
fn a_second_apply_finishes_what_a_killed_one_began() {
    for call in WRITES {
        for after in [false, true] {
            let stage = Stage::set();
            killed_at(&stage, call, after);
            succeeds(&stage, &["apply", "--yes"]);
            succeeds(&stage, &["plan"]);
            assert!(stage.owner.key_policy(&stage.key).contains(ON_KEY), "{call}, {after}");
        }
    }
}

#[test]
fn the_journal_of_a_killed_apply_restores_everything() {
    for call in WRITES {
        for after in [false, true] {
            let stage = Stage::set();
            let before = stage.policies();
            killed_at(&stage, call, after);
            succeeds(&stage, &["rollback", "last", "--yes"]);
            assert_eq!(stage.policies(), before, "{call}, {after}");
            succeeds(&stage, &["apply", "--yes"]);
        }
    }
}

#[test]
fn what_was_refused_is_not_counted_as_written() {
    let stage = Stage::set();
    stage.line.fail("kms:PutKeyPolicy", 1, WireFault::Denied);
    let output = stage.crosskms(&["apply", "--yes"]);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert!(
        said(&output).contains("1 of 4 documents were written, the rest was not touched"),
        "{}",
        said(&output)
    );
    let runs = said(&stage.crosskms(&["runs"]));
    assert!(runs.contains("failed     1 of 4 documents written, 3 not"), "{runs}");
    let run = said(&stage.crosskms(&["runs", "last"]));
    assert!(run.contains("\nNot written\n") && !run.contains("Perhaps"), "{run}");
    succeeds(&stage, &["rollback", "last", "--yes"]);
}

#[test]
fn where_nothing_was_written_no_rollback_is_offered() {
    let stage = Stage::set();
    stage.line.fail("iam:PutRolePolicy", 1, WireFault::Denied);
    let output = said(&stage.crosskms(&["apply", "--yes"]));
    assert!(output.contains("0 of 4 documents were written"), "{output}");
    assert!(output.contains("`crosskms runs 2") && !output.contains("crosskms rollback"), "{output}");

    stage.line.fail("kms:PutKeyPolicy", 1, WireFault::Denied);
    let output = said(&stage.crosskms(&["apply", "--yes"]));
    assert!(output.contains("1 of 4 documents were written"), "{output}");
    assert!(output.contains("`crosskms rollback 2"), "{output}");
}

#[test]
fn a_server_that_is_silent_is_waited_for_as_long_as_is_said() {
    let stage = Stage::set();
    let file = stage.folder.path().join("crosskms.toml");
    let patient = fs::read_to_string(&file).unwrap();
    let impatient = patient.replace("endpoint_url", "timeout = 1\ncall_timeout = 1\nendpoint_url");
    let started = Instant::now();

    fs::write(&file, &impatient).unwrap();
    let held = stage.line.hold("kms:GetKeyPolicy", false);
    let output = stage.crosskms(&["plan"]);
    drop(held);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert!(said(&output).contains("no answer"), "{}", said(&output));
    assert!(said(&output).contains("gets it by `--timeout`"), "{}", said(&output));

    // One try is given up, and the next is answered.
    fs::write(&file, &patient).unwrap();
    let held = stage.line.hold("kms:PutKeyPolicy", false);
    let output = stage.crosskms(&["apply", "--yes", "--timeout", "1"]);
    drop(held);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("no answer") && said(&output).contains("trying again"),
        "{}",
        said(&output)
    );
    // Without these limits a call would have 90 seconds, and a try of one 30.
    assert!(started.elapsed().as_secs() < 85, "{:?}", started.elapsed());
}

/// Presses Ctrl-C.
fn interrupt(command: &Child) {
    let interrupted = Command::new("kill").args(["-INT", &command.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
}

/// Presses Ctrl-C while documents are written, and reads until the command says that it will stop.
fn stopping(command: &mut Child) -> String {
    interrupt(command);
    let (stderr, mut said) = (command.stderr.as_mut().unwrap(), Vec::new());
    let wanted = b"stopping when the writes in flight are done; Ctrl-C again breaks off\n";
    while !said.ends_with(wanted) {
        let mut byte = [0];
        assert_eq!(stderr.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&said));
        said.extend(byte);
    }
    String::from_utf8(said).unwrap()
}

/// Presses Ctrl-C while a call is held, and hands back what was said.
fn interrupted_at(stage: &Stage, call: &str, arguments: &[&str]) -> String {
    let held = stage.line.hold(call, false);
    let command = stage.started(arguments);
    held.wait();
    interrupt(&command);
    let output = command.wait_with_output().unwrap();
    drop(held);
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    said(&output)
}

#[test]
fn ctrl_c_while_nothing_is_written_says_what_was_interrupted() {
    let stage = Stage::set();
    let before = stage.policies();
    let commands: [&[&str]; 3] = [&["plan"], &["apply", "--yes"], &["revoke", "--yes"]];
    for arguments in commands {
        let said = interrupted_at(&stage, "kms:GetKeyPolicy", arguments);
        assert!(
            said.contains("error: interrupted while reading the accounts; nothing was written"),
            "{said}"
        );
    }
    let said = interrupted_at(&stage, "kms:GetKeyPolicy", &["verify"]);
    assert!(said.contains("interrupted while verifying; nothing was written"), "{said}");
    assert_eq!(stage.policies(), before);
    assert!(!stage.journal().exists());

    // KMS grants are listed to verify, and not to plan.
    let said = interrupted_at(&stage, "kms:ListGrants", &["apply", "--yes"]);
    assert!(said.contains("interrupted while verifying; run 2"), "{said}");
    assert!(said.contains(" was over by then, and its journal is `"), "{said}");
    let runs = self::said(&stage.crosskms(&["runs"]));
    assert!(runs.contains("done       4 documents written"), "{runs}");
}

/// A message is read without any account.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_while_a_message_is_awaited_speaks_of_the_message() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosskms"));
    command.args(["explain", "--message", "-"]).current_dir(folder.path());
    let mut explain = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = explain.stdin.take().unwrap();
    // Before the command listens, the signal would end it without a word.
    let listens = || {
        let status = fs::read_to_string(format!("/proc/{}/status", explain.id())).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
        u64::from_str_radix(caught.trim(), 16).unwrap() & 0b10 != 0
    };
    while !listens() {
        std::thread::sleep(Duration::from_millis(10));
    }
    interrupt(&explain);
    let output = explain.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    assert!(
        said(&output).contains("interrupted while reading the message; nothing was written"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_second_ctrl_c_breaks_off_and_says_where_the_journal_is() {
    let stage = Stage::set();
    let held = stage.line.hold("kms:PutKeyPolicy", false);
    let mut apply = stage.started(&["apply", "--yes"]);
    held.wait();
    let stopping = stopping(&mut apply);
    interrupt(&apply);
    let output = apply.wait_with_output().unwrap();
    drop(held);
    let said = format!("{stopping}{}", said(&output));
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("error: broken off in the middle of run 2"), "{said}");
    assert!(said.contains("its journal is `"), "{said}");
    let runs = self::said(&stage.crosskms(&["runs"]));
    assert!(runs.contains("cut short  1 of 4 documents written, 1 perhaps, 2 not"), "{runs}");
    succeeds(&stage, &["rollback", "last", "--yes"]);
}

#[test]
fn ctrl_c_finishes_the_write_in_flight_and_says_where_it_stopped() {
    let stage = Stage::set();
    let before = stage.policies();
    let held = stage.line.hold("kms:PutKeyPolicy", false);
    let mut apply = stage.started(&["apply", "--yes"]);
    held.wait();
    stopping(&mut apply);
    held.release();
    let output = apply.wait_with_output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("2 of 4 documents were written, the rest was not touched"), "{said}");
    assert!(said.contains("`crosskms rollback "), "{said}");
    let (key, bucket, identity) = stage.policies();
    assert!(key.contains("CrosskmsRawEvents") && bucket.is_none() && identity.is_some(), "{said}");

    let runs = stage.crosskms(&["runs"]);
    assert!(self::said(&runs).contains("stopped"), "{}", self::said(&runs));
    succeeds(&stage, &["rollback", "last", "--yes"]);
    assert_eq!(stage.policies(), before);
}

#[test]
fn a_rollback_that_was_broken_off_is_finished_and_not_taken_back() {
    let stage = Stage::set();
    let before = stage.policies();
    succeeds(&stage, &["apply", "--yes"]);
    let mut journal = fs::read_dir(stage.journal()).unwrap().map(|file| file.unwrap().path());
    let first = journal.find(|path| path.extension().is_some()).unwrap();
    let first = first.file_stem().unwrap().to_str().unwrap();

    let held = stage.line.hold("kms:PutKeyPolicy", false);
    let mut rollback = stage.started(&["rollback", "last", "--yes"]);
    held.wait();
    stopping(&mut rollback);
    held.release();
    let output = rollback.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    let finishes = format!("help: `crosskms rollback {first}` finishes the work");
    assert!(said(&output).contains(&finishes), "{}", said(&output));

    let last = stage.crosskms(&["rollback", "last", "--yes"]);
    assert_eq!(last.status.code(), Some(3), "{}", said(&last));
    assert!(said(&last).contains(&format!("`crosskms rollback {first}` finishes it")), "{}", said(&last));
    assert!(said(&stage.crosskms(&["runs", "last"])).contains(&format!("takes back run {first}")));
    succeeds(&stage, &["rollback", first, "--yes"]);
    assert_eq!(stage.policies(), before);
}

const KMS_GRANTS: &str = "mechanism = \"kms_grant\"\nvia = \"any\"\n";
const MANAGED: &str = "identity_policy = \"managed\"\n";

#[test]
fn kms_grants_and_managed_policies_of_a_killed_apply_are_restored_and_finished() {
    let calls =
        [(KMS_GRANTS, "kms:CreateGrant"), (MANAGED, "iam:CreatePolicy"), (MANAGED, "iam:AttachRolePolicy")];
    for (number, (members, call)) in calls.into_iter().enumerate() {
        for after in [false, true] {
            let consumer = format!("50000000000{}", number * 2 + usize::from(after));
            let stage = Stage::with(&consumer, members);
            let before = (stage.policies(), stage.beside_policies());
            killed_at(&stage, call, after);
            succeeds(&stage, &["rollback", "last", "--yes"]);
            assert_eq!((stage.policies(), stage.beside_policies()), before, "{call}, {after}");
            killed_at(&stage, call, after);
            succeeds(&stage, &["apply", "--yes"]);
            succeeds(&stage, &["plan"]);
            assert_ne!(stage.beside_policies(), before.1, "{call}, {after}");
        }
    }
}

#[test]
fn a_version_that_made_room_for_one_that_never_came_is_in_the_journal() {
    let stage = Stage::with("500000000010", MANAGED);
    succeeds(&stage, &["apply", "--yes"]);
    for number in 2..=5 {
        let text = json!({"Version": "2012-10-17", "Statement": [{
            "Sid": format!("Version{number}"), "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        }]});
        let with = json!({"PolicyArn": stage.managed(), "PolicyDocument": text.to_string(), "SetAsDefault": number == 2});
        stage.consumer.call("iam", "create_policy_version", &with).unwrap();
    }
    let before = stage.beside_policies();
    killed_at(&stage, "iam:CreatePolicyVersion", false);
    let gone = stage.consumer.call(
        "iam",
        "get_policy_version",
        &json!({"PolicyArn": stage.managed(), "VersionId": "v1"}),
    );
    assert_eq!(gone.unwrap_err().code, "NoSuchEntity");

    let run = said(&stage.crosskms(&["runs", "last"]));
    assert!(
        run.contains("Versions that had to go")
            && run.contains(&format!("v1  managed policy {}", stage.managed())),
        "{run}"
    );
    let told = said(&stage.crosskms(&["--format", "json", "runs", "last"]));
    let told: Value = serde_json::from_str(&told).unwrap();
    let text = told.pointer("/replaced/0/versions/0/text").and_then(Value::as_str).unwrap();
    assert!(text.contains("s3:GetObject"), "{text}");
    let back = stage.crosskms(&["rollback", "last", "--yes"]);
    assert!(back.status.success() && said(&back).contains("Nothing to do"), "{}", said(&back));
    assert!(said(&back).contains("and had to go, are saved in `"), "{}", said(&back));
    assert_eq!(stage.beside_policies(), before);

    // The second run finds room.
    succeeds(&stage, &["apply", "--yes"]);
    succeeds(&stage, &["plan"]);
    let version = json!({"PolicyArn": stage.managed(), "VersionId": "v3"});
    stage.consumer.call("iam", "get_policy_version", &version).unwrap();
}

#[test]
fn what_cannot_be_saved_is_not_replaced_and_what_was_saved_can_be_read() {
    // Of blocks of 512 bytes: the plan fits, sooner or later a text that is to be replaced does not.
    for blocks in 14..24 {
        let stage = Stage::set();
        let before = stage.policies();
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" apply --yes");
        let output =
            stage.command("sh").args(["-c", &script, env!("CARGO_BIN_EXE_crosskms")]).output().unwrap();
        let limited = said(&output);
        if output.status.success() {
            continue;
        }
        assert!(limited.contains("cannot write the journal"), "{limited}");
        succeeds(&stage, &["runs"]);
        if fs::read_dir(stage.journal()).unwrap().any(|file| file.unwrap().path().extension().is_some()) {
            succeeds(&stage, &["rollback", "last", "--yes"]);
        }
        assert_eq!(stage.policies(), before, "{blocks}: {limited}");
    }
}
