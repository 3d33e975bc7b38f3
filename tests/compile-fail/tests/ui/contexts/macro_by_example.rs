use crosskms::{CrossAccountGrant, cross_account_grant};

macro_rules! key_only {
    ($name:literal, $principal:expr) => {
        cross_account_grant! {
            name: $name,
            key: "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            principal: $principal,
            access: read,
        }
    };
}

static GRANT: CrossAccountGrant = key_only!("raw-events", "arn:aws:iam::4444:role/analytics");

fn main() {}
