//! How the KMS grants of a name on a key differ from those that a grant wants.

use crosskms::authorize::KmsGrant;
use crosskms::rules::is_unique_id;

use super::Reason;
use crate::document::texts::Unmatched;

/// Why the KMS grants that are there have to change. A KMS grant cannot be changed: one that differs is made anew, and the
/// old one revoked.
pub(super) fn differences(wanted: &[KmsGrant], found: &[KmsGrant]) -> Vec<Reason> {
    let Unmatched { missing, mut superfluous } = Unmatched::between(wanted, found, |kms_grant| kms_grant);
    let mut reasons = Vec::new();
    for kms_grant in missing {
        let grantee = kms_grant.grantee.clone();
        let differs = superfluous.iter().position(|found| found.grantee == grantee);
        reasons.push(match differs.map(|position| superfluous.remove(position)) {
            Some(_) => Reason::KmsGrantDiffers { grantee },
            None => Reason::KmsGrantMissing { grantee },
        });
    }
    reasons.extend(superfluous.into_iter().map(|kms_grant| {
        let grantee = kms_grant.grantee.clone();
        match wanted {
            [] => Reason::Revoked,
            // R2.66: KMS shows the unique id of a grantee that was deleted.
            _ if is_unique_id(&grantee) => Reason::KmsGrantOfDeleted { id: grantee },
            _ => Reason::KmsGrantSuperfluous { grantee },
        }
    }));
    reasons.dedup();
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
    const DELETED: &str = "AROAEXAMPLEEXAMPLE01";

    fn kms_grant(grantee: &str, operations: &[&str]) -> KmsGrant {
        KmsGrant::new(grantee, operations.iter().copied())
    }

    #[test]
    fn each_difference_has_a_reason_of_its_own() {
        let wanted = [kms_grant(ROLE, &["Decrypt", "DescribeKey"])];
        let grantee = || ROLE.to_owned();
        for (found, reasons) in [
            (vec![kms_grant(ROLE, &["DescribeKey", "Decrypt"])], vec![]),
            (vec![], vec![Reason::KmsGrantMissing { grantee: grantee() }]),
            (vec![kms_grant(ROLE, &["Decrypt"])], vec![Reason::KmsGrantDiffers { grantee: grantee() }]),
            (
                vec![wanted[0].clone(), wanted[0].clone()],
                vec![Reason::KmsGrantSuperfluous { grantee: grantee() }],
            ),
            (
                vec![kms_grant(DELETED, &["Decrypt", "DescribeKey"])],
                vec![
                    Reason::KmsGrantMissing { grantee: grantee() },
                    Reason::KmsGrantOfDeleted { id: DELETED.to_owned() },
                ],
            ),
        ] {
            assert_eq!(differences(&wanted, &found), reasons);
        }
        assert_eq!(differences(&[], &[wanted[0].clone(), wanted[0].clone()]), [Reason::Revoked]);
    }
}
