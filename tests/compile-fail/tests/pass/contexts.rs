//! The macro wherever a constant expression may stand, and beside names that it might confuse.

use crosskms::{CrossAccountGrant, cross_account_grant};

/// A macro of one's own around the macro; its variables come with invisible groups around them.
macro_rules! reader {
    ($name:literal, $principal:expr, $action:tt, $($prefix:literal),*) => {
        cross_account_grant! {
            name: $name,
            key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            bucket: "arn:aws:s3:::example-raw-events",
            prefixes: [$($prefix),*],
            principal: $principal,
            allow: [kms:Decrypt, s3:$action],
        }
    };
}

static IN_A_STATIC: CrossAccountGrant =
    reader!("static", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/", "2027/");

const IN_A_CONSTANT: CrossAccountGrant =
    reader!("constant", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/");

static IN_AN_ARRAY: [&CrossAccountGrant; 2] = [
    &reader!("array-1", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/"),
    &reader!("array-2", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/"),
];

fn in_a_generic_function<T: From<CrossAccountGrant>>() -> T {
    T::from(reader!("generic", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/"))
}

const fn in_a_const_function() -> CrossAccountGrant {
    reader!("const-fn", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/")
}

mod confusing {
    #![allow(dead_code, non_camel_case_types, reason = "names that an expansion must not see")]

    use crosskms::cross_account_grant;

    mod core {}
    struct Option;
    struct Some;
    struct None;
    struct Cow;
    struct PrincipalArn;
    struct kms;
    const PARTS: u8 = 0;

    pub(super) static GRANT: crosskms::CrossAccountGrant = cross_account_grant! {
        name: "confusing",
        key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        principal: "arn:aws:iam::444455556666:role/analytics",
        allow: [kms:Decrypt],
        conditions: { Bool: { "aws:SecureTransport": true } },
    };
}

#[test]
fn a_grant_stands_wherever_a_constant_may() {
    let local = reader!("local", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/");
    let in_a_closure = || reader!("closure", "arn:aws:iam::444455556666:role/analytics", GetObject, "2026/");
    let generic: CrossAccountGrant = in_a_generic_function();
    let grants =
        [&IN_A_STATIC, &IN_A_CONSTANT, IN_AN_ARRAY[0], IN_AN_ARRAY[1], &local, &in_a_closure(), &generic];
    assert!(grants.iter().all(|grant| grant.actions() == IN_A_STATIC.actions()));
    assert_eq!(in_a_const_function().prefixes(), ["2026/"]);
    assert_eq!(confusing::GRANT.actions().len(), 1);
}
