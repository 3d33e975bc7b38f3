//! Reaching accounts by profile, by assumed role and by the environment, from a process with settings of its own.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use crosskms_end_to_end::LocalAws;

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

/// What `reach` says of an account, with these fields and these variables.
fn reach(
    aws: &LocalAws,
    account: &str,
    fields: &[(&str, &str)],
    variables: &[(&str, &str)],
) -> Result<String, String> {
    let mut command = aws.command(env!("CARGO_BIN_EXE_reach"));
    command.arg(account).args(fields.iter().map(|(name, value)| format!("{name}={value}")));
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    assert!(!said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(said) } else { Err(said) }
}

#[test]
fn accounts_are_reached_by_profile_role_and_environment() {
    let aws = LocalAws::shared();
    aws.account(OWNER);
    let endpoint = ("endpoint_url", aws.endpoint());
    let role = |account: &str| format!("arn:aws:iam::{account}:role/crosskms");

    reach(aws, OWNER, &[endpoint, ("profile", OWNER)], &[]).unwrap();
    let environment = [("AWS_ACCESS_KEY_ID", "other"), ("AWS_SECRET_ACCESS_KEY", "other")];
    reach(aws, OWNER, &[endpoint, ("profile", OWNER)], &environment)
        .expect("a profile that is named comes before the environment");
    reach(aws, CONSUMER, &[endpoint, ("assume_role", &role(CONSUMER)), ("external_id", "id")], &[]).unwrap();
    reach(aws, CONSUMER, &[endpoint, ("assume_role", &role(CONSUMER)), ("profile", OWNER)], &[]).unwrap();
    reach(aws, OWNER, &[endpoint], &[("AWS_PROFILE", OWNER)]).unwrap();
    reach(aws, OWNER, &[("profile", OWNER)], &[("AWS_ENDPOINT_URL", aws.endpoint())]).unwrap();
}

#[test]
fn credentials_of_another_account_are_refused() {
    let aws = LocalAws::shared();
    aws.account(OWNER);
    let error =
        reach(aws, CONSUMER, &[("endpoint_url", aws.endpoint()), ("profile", OWNER)], &[]).unwrap_err();
    assert_eq!(
        error,
        "`sts:GetCallerIdentity` on `profile 111122223333` in account 444455556666 failed: the credentials belong to \
         account 111122223333"
    );
}

#[test]
fn what_keeps_an_account_out_of_reach_is_said() {
    let aws = LocalAws::shared();
    let endpoint = ("endpoint_url", aws.endpoint());
    let error = reach(aws, OWNER, &[endpoint, ("profile", "nobody")], &[]).unwrap_err();
    assert!(error.contains("`profile nobody`") && error.contains("no usable credentials: "), "{error}");
    assert!(error.contains("profile `nobody` was not defined"), "{error}");

    let nowhere = ("AWS_CONFIG_FILE", "no-such-file");
    let error = reach(aws, OWNER, &[endpoint], &[nowhere]).unwrap_err();
    assert!(error.ends_with("no usable credentials: no credentials found in chain"), "{error}");

    // The port was free when it was asked for.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = reach(aws, OWNER, &[("endpoint_url", &format!("http://{closed}"))], &[]).unwrap_err();
    assert!(error.contains("no answer: "), "{error}");
}
