//! Policy files that the compiler lets pass, and what they become.

use crosskms::include_policy;
use crosskms::policy::Policy;

static KEY_POLICY: Policy = include_policy!("policies/key-policy.json", KeyPolicy);
static BUCKET_POLICY: Policy = include_policy!(
    #[allow(not_principal)]
    "policies/bucket-policy.json",
    BucketPolicy
);
const IDENTITY_POLICY: Policy = include_policy!("policies/identity-policy.json", IdentityPolicy,);

#[test]
fn the_constant_is_what_reading_the_file_gives() {
    for (constant, text) in [
        (KEY_POLICY.clone(), include_str!("policies/key-policy.json")),
        (BUCKET_POLICY.clone(), include_str!("policies/bucket-policy.json")),
        (IDENTITY_POLICY, include_str!("policies/identity-policy.json")),
    ] {
        assert_eq!(constant, text.parse().unwrap());
    }
}

#[test]
fn an_allowance_that_silences_nothing_is_warned_of() {
    #[expect(deprecated, reason = "the policy does not need the allowance")]
    let policy: Policy = include_policy!(
        #[allow(not_principal)]
        "policies/key-policy.json",
        KeyPolicy
    );
    assert_eq!(policy, KEY_POLICY);
}
