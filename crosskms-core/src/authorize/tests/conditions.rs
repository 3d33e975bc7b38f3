//! Conditions, operator by operator.

use super::super::{Context, Decision};
use super::{INSIDER, decrypt};

/// Whether a statement with this condition allows, and what stands in the context.
fn condition(condition: &str, context: Context) -> Decision {
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{INSIDER}"}},"Action":"kms:Decrypt","Resource":"*","Condition":{condition}}}"#
    );
    decrypt(INSIDER).policy(&[&statement]).context(context).decision()
}

#[test]
fn conditions_compare_as_in_section_3_4() {
    let via = || Context::new().with("KMS:viaservice", "s3.eu-west-1.amazonaws.com");
    for (operators, context, decision) in [
        (r#"{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}"#, via(), Decision::Allowed),
        (
            r#"{"StringEquals":{"kms:ViaService":["x","s3.eu-west-1.amazonaws.com"]}}"#,
            via(),
            Decision::Allowed,
        ),
        (r#"{"StringEquals":{"kms:ViaService":"s3.*.amazonaws.com"}}"#, via(), Decision::ImplicitDeny),
        (r#"{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}"#, via(), Decision::Allowed),
        (r#"{"StringLike":{"kms:ViaService":"s?.*"}}"#, Context::new(), Decision::ImplicitDeny),
        (r#"{"StringLikeIfExists":{"kms:ViaService":"s3.*"}}"#, Context::new(), Decision::Allowed),
        (r#"{"StringNotEquals":{"kms:ViaService":"x"}}"#, Context::new(), Decision::Allowed),
        (
            r#"{"StringNotEquals":{"kms:ViaService":["x","s3.eu-west-1.amazonaws.com"]}}"#,
            via(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"StringEqualsIgnoreCase":{"kms:ViaService":"S3.EU-west-1.amazonaws.com"}}"#,
            via(),
            Decision::Allowed,
        ),
        (
            r#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/in*"}}"#,
            Context::new(),
            Decision::Allowed,
        ),
        (
            r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:insider"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"Bool":{"aws:SecureTransport":true}}"#,
            Context::new().with("aws:SecureTransport", "true"),
            Decision::Allowed,
        ),
        (r#"{"Null":{"kms:ViaService":true}}"#, Context::new(), Decision::Allowed),
        (r#"{"Null":{"kms:ViaService":"false"}}"#, Context::new(), Decision::ImplicitDeny),
        (r#"{"Null":{"kms:ViaService":"TRUE"}}"#, Context::new(), Decision::Allowed),
        (r#"{"Null":{"kms:ViaService":"yes"}}"#, Context::new(), Decision::Unknown),
        (
            r#"{"StringEquals":{"kms:CallerAccount":"111122223333"},"Null":{"x":"true"}}"#,
            Context::new(),
            Decision::Allowed,
        ),
        (
            r#"{"StringEquals":{"kms:CallerAccount":"1"},"Null":{"x":"true"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
    ] {
        assert_eq!(condition(operators, context), decision, "{operators}");
    }
}

#[test]
fn numbers_dates_addresses_and_sets_compare_as_in_section_3_4() {
    for (operators, key, values, holds) in [
        (r#"{"DateLessThan":{"k":"2030-01-01T00:00:00Z"}}"#, "k", &["2026-01-01T00:00:00Z"][..], true),
        (r#"{"DateLessThan":{"k":"2026-01-01T00:00:00+01:00"}}"#, "k", &["2025-12-31T23:30:00Z"], false),
        (r#"{"DateGreaterThan":{"k":"2026-01-01"}}"#, "k", &["1767225601"], true),
        (r#"{"DateEquals":{"k":"2024-02-29T12:00:00Z"}}"#, "k", &["1709208000"], true),
        (r#"{"DateEquals":{"k":"soon"}}"#, "k", &["soon"], false),
        (r#"{"NumericLessThanEquals":{"k":"3600"}}"#, "k", &["3600.0"], true),
        (r#"{"NumericLessThan":{"k":3600}}"#, "k", &["3600"], false),
        (r#"{"NumericNotEquals":{"k":["1","2"]}}"#, "k", &["2"], false),
        (r#"{"NumericNotEquals":{"k":["1","2"]}}"#, "k", &["3"], true),
        (r#"{"NumericEquals":{"k":"one"}}"#, "k", &["one"], false),
        (r#"{"IpAddress":{"k":["203.0.113.0/24","2001:db8::/32"]}}"#, "k", &["203.0.113.9"], true),
        (r#"{"IpAddress":{"k":["203.0.113.0/24","2001:db8::/32"]}}"#, "k", &["2001:db8:1::9"], true),
        (r#"{"IpAddress":{"k":"203.0.113.0/24"}}"#, "k", &["203.0.114.9"], false),
        (r#"{"IpAddress":{"k":"0.0.0.0/0"}}"#, "k", &["203.0.114.9"], true),
        (r#"{"NotIpAddress":{"k":"203.0.113.7"}}"#, "k", &["203.0.113.7"], false),
        (r#"{"BinaryEquals":{"k":"QmluYXJ5"}}"#, "k", &["QmluYXJ5"], true),
        (r#"{"ForAllValues:StringEquals":{"k":["a","b"]}}"#, "k", &["a", "b"], true),
        (r#"{"ForAllValues:StringEquals":{"k":["a","b"]}}"#, "k", &["a", "c"], false),
        (r#"{"ForAllValues:StringEquals":{"k":"a"}}"#, "other", &["x"], true),
        (r#"{"ForAnyValue:StringLike":{"k":"a*"}}"#, "k", &["b", "ab"], true),
        (r#"{"ForAnyValue:StringLike":{"k":"a*"}}"#, "other", &["x"], false),
        (r#"{"ForAnyValue:StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], true),
        (r#"{"ForAllValues:StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], false),
        (r#"{"StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], false),
        (r#"{"StringEquals":{"k":"${aws:PrincipalAccount}"}}"#, "k", &["111122223333"], true),
        (r#"{"StringEquals":{"k":"a-${aws:username, 'nobody'}"}}"#, "k", &["a-nobody"], true),
        (r#"{"StringEquals":{"k":"${aws:username}"}}"#, "k", &["x"], false),
        (r#"{"StringNotEquals":{"k":"${aws:username}"}}"#, "k", &["x"], true),
        (r#"{"StringLike":{"k":"a${*}*"}}"#, "k", &["a*b"], true),
        (r#"{"StringLike":{"k":"a${*}*"}}"#, "k", &["aab"], false),
        (
            r#"{"ArnLike":{"k":"arn:aws:s3:::${aws:PrincipalAccount}-*"}}"#,
            "k",
            &["arn:aws:s3:::111122223333-x"],
            true,
        ),
    ] {
        let context = Context::new().with_all(key, values.iter().map(ToString::to_string));
        let expected = if holds { Decision::Allowed } else { Decision::ImplicitDeny };
        assert_eq!(condition(operators, context), expected, "{operators} {key} {values:?}");
    }
}

#[test]
fn an_open_context_decides_nothing_that_depends_on_it() {
    for operators in [
        r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}"#,
        r#"{"Null":{"aws:PrincipalOrgID":"true"}}"#,
        r#"{"StringLike":{"aws:PrincipalArn":"${aws:PrincipalTag/team}"}}"#,
    ] {
        assert_eq!(condition(operators, Context::open()), Decision::Unknown, "{operators}");
    }
}
