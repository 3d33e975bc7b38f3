//! Connects to one account and says whether that worked: environment and configuration files of the SDK are a
//! process's own, so they are tested from outside.
//!
//! `reach ACCOUNT [profile=…] [assume_role=…] [external_id=…] [region=…] [endpoint_url=…]`

#![expect(clippy::print_stdout, clippy::expect_used, clippy::panic, reason = "a program for tests")]

use std::process::ExitCode;

use crosskms::arn::AccountId;
use crosskms_apply::cloud::aws::{AccountAccess, AwsCloud};

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let account: AccountId = arguments.next().expect("an account").parse().expect("an account");
    let mut access = AccountAccess::default();
    for argument in arguments {
        let (name, value) = argument.split_once('=').expect("name=value");
        let field = match name {
            "profile" => &mut access.profile,
            "assume_role" => &mut access.assume_role,
            "external_id" => &mut access.external_id,
            "region" => &mut access.region,
            "endpoint_url" => &mut access.endpoint_url,
            _ => panic!("no field `{name}`"),
        };
        *field = Some(value.to_owned());
    }
    match AwsCloud::connect([(account, access)]).await {
        Ok(cloud) => {
            println!("{cloud:?}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
