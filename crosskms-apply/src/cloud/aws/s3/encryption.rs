//! A bucket's default encryption between the SDK's types and JSON in the API's own member names.
//!
//! `PutBucketEncryption` replaces the whole configuration, so nothing of what was read may get lost (R5.44): a
//! member that is not known here is refused, not dropped.

use aws_sdk_s3::types::{
    BlockedEncryptionTypes, EncryptionType, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};
use serde::{Deserialize, Serialize};

/// The configuration as JSON text.
pub(super) fn text(configuration: &ServerSideEncryptionConfiguration) -> String {
    let rules = configuration.rules().iter().map(Rule::from).collect();
    serde_json::to_string(&Configuration { rules }).unwrap_or_default()
}

/// The configuration that a JSON text says; else why it says none.
pub(super) fn configuration(text: &str) -> Result<ServerSideEncryptionConfiguration, String> {
    let Configuration { rules } = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let rules = rules.into_iter().map(TryFrom::try_from).collect::<Result<_, String>>()?;
    let configuration = ServerSideEncryptionConfiguration::builder().set_rules(Some(rules));
    configuration.build().map_err(|error| error.to_string())
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Configuration {
    rules: Vec<Rule>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Rule {
    #[serde(skip_serializing_if = "Option::is_none")]
    apply_server_side_encryption_by_default: Option<ByDefault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bucket_key_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_encryption_types: Option<Blocked>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByDefault {
    #[serde(rename = "SSEAlgorithm")]
    algorithm: String,
    #[serde(rename = "KMSMasterKeyID", skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Blocked {
    #[serde(skip_serializing_if = "Option::is_none")]
    encryption_type: Option<Vec<String>>,
}

impl From<&ServerSideEncryptionRule> for Rule {
    fn from(rule: &ServerSideEncryptionRule) -> Self {
        let by_default = rule.apply_server_side_encryption_by_default.as_ref();
        let blocked = rule.blocked_encryption_types.as_ref();
        Self {
            apply_server_side_encryption_by_default: by_default.map(|by_default| ByDefault {
                algorithm: by_default.sse_algorithm.as_str().to_owned(),
                key: by_default.kms_master_key_id.clone(),
            }),
            bucket_key_enabled: rule.bucket_key_enabled,
            blocked_encryption_types: blocked.map(|blocked| Blocked {
                encryption_type: (blocked.encryption_type.as_ref())
                    .map(|types| types.iter().map(|one| one.as_str().to_owned()).collect()),
            }),
        }
    }
}

impl TryFrom<Rule> for ServerSideEncryptionRule {
    type Error = String;

    fn try_from(rule: Rule) -> Result<Self, String> {
        let by_default = rule.apply_server_side_encryption_by_default.map(|by_default| {
            ServerSideEncryptionByDefault::builder()
                .sse_algorithm(ServerSideEncryption::from(by_default.algorithm.as_str()))
                .set_kms_master_key_id(by_default.key)
                .build()
                .map_err(|error| error.to_string())
        });
        let blocked = rule.blocked_encryption_types.map(|blocked| {
            let types = blocked.encryption_type;
            let types =
                types.map(|types| types.iter().map(|one| EncryptionType::from(one.as_str())).collect());
            BlockedEncryptionTypes::builder().set_encryption_type(types).build()
        });
        Ok(Self::builder()
            .set_apply_server_side_encryption_by_default(by_default.transpose()?)
            .set_bucket_key_enabled(rule.bucket_key_enabled)
            .set_blocked_encryption_types(blocked)
            .build())
    }
}

#[cfg(test)]
mod tests {
    use super::{configuration, text};

    const EVERYTHING: &str = r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"},"BucketKeyEnabled":true,"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}"#;

    #[test]
    fn nothing_is_lost_between_json_and_the_sdk() {
        for json in [
            EVERYTHING,
            r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BucketKeyEnabled":false}]}"#,
            r#"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:new"},"BlockedEncryptionTypes":{"EncryptionType":["NEW","NONE"]}}]}"#,
            r#"{"Rules":[{"BucketKeyEnabled":true},{"BlockedEncryptionTypes":{}}]}"#,
            r#"{"Rules":[]}"#,
        ] {
            assert_eq!(text(&configuration(json).unwrap()), json);
        }
    }

    #[test]
    fn the_members_land_where_the_sdk_has_them() {
        let configuration = configuration(EVERYTHING).unwrap();
        let rule = &configuration.rules()[0];
        let by_default = rule.apply_server_side_encryption_by_default().unwrap();
        assert_eq!(by_default.sse_algorithm().as_str(), "aws:kms");
        assert!(by_default.kms_master_key_id().unwrap().starts_with("arn:aws:kms:"));
        assert_eq!(rule.bucket_key_enabled(), Some(true));
        assert_eq!(rule.blocked_encryption_types().unwrap().encryption_type()[0].as_str(), "SSE-C");
    }

    #[test]
    fn an_unknown_member_is_refused() {
        let error = configuration(r#"{"Rules":[{"BucketKeyEnabled":true,"Novelty":1}]}"#).unwrap_err();
        assert!(error.contains("Novelty"), "{error}");
        assert!(configuration("{}").unwrap_err().contains("Rules"));
    }
}
