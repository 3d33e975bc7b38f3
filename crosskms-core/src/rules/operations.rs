//! Operations that people write as actions, because the API and the command line call them so.

use crate::action::Service;

/// The operations without an action of the same name, and the actions that they are asked with (R2.21, R2.22).
const OPERATIONS: [(Service, &str, &str); 12] = [
    (
        Service::Kms,
        "ReEncrypt",
        "`kms:ReEncryptFrom` for the source key, `kms:ReEncryptTo` for the destination",
    ),
    (Service::S3, "CompleteMultipartUpload", "`s3:PutObject`"),
    (Service::S3, "CopyObject", "`s3:GetObject` for the source, `s3:PutObject` for the destination"),
    (Service::S3, "CreateMultipartUpload", "`s3:PutObject`"),
    (Service::S3, "DeleteObjects", "`s3:DeleteObject`"),
    (Service::S3, "HeadBucket", "`s3:ListBucket`"),
    (Service::S3, "HeadObject", "`s3:GetObject`"),
    (Service::S3, "ListObjects", "`s3:ListBucket`"),
    (Service::S3, "ListObjectsV2", "`s3:ListBucket`"),
    (Service::S3, "ListParts", "`s3:ListMultipartUploadParts`"),
    (Service::S3, "UploadPart", "`s3:PutObject`"),
    (Service::S3, "UploadPartCopy", "`s3:GetObject` for the source, `s3:PutObject` for the destination"),
];

/// The actions to write in place of an operation's name, for people to read.
pub(super) fn actions_of(service: Service, operation: &str) -> Option<&'static str> {
    let named =
        |(of, name, _): &&(Service, &str, &str)| *of == service && name.eq_ignore_ascii_case(operation);
    OPERATIONS.iter().find(named).map(|(_, _, actions)| *actions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;

    #[test]
    fn no_operation_is_an_action_and_all_that_is_proposed_is() {
        for (service, operation, actions) in OPERATIONS {
            assert_eq!(Action::named(&format!("{}:{operation}", service.prefix())), None);
            let proposed = actions.split('`').filter(|text| text.contains(':'));
            for action in proposed {
                assert!(Action::named(action).is_some_and(Action::works_across_accounts), "{action}");
            }
        }
    }
}
