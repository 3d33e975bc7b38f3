//! Grants, all different, in the three spellings that are compared.

use std::fmt::Write as _;

/// The values of one grant. Which fields it has follows from its number: half of the grants are the README's, the others
/// have prefixes, several principals, or conditions besides.
#[derive(Debug)]
pub(crate) struct Sample {
    number: u32,
    name: String,
    key: String,
    bucket: String,
    prefixes: Vec<String>,
    principals: Vec<String>,
    actions: &'static [&'static str],
    conditions: Vec<(&'static str, &'static str, String)>,
}

/// How grants are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// `cross_account_grant!`.
    Macro,
    /// The same tokens for a macro that parses them and expands to `()`.
    EmptyMacro,
    /// Plain constants of a plain structure.
    Constants,
}

const READER: &[&str] = &["kms:Decrypt", "s3:GetObject", "s3:ListBucket"];
const WRITER: &[&str] =
    &["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "s3:ListBucket"];

/// What plain constants are made of.
const STRUCTURE: &str = "\
pub struct Condition {
    pub operator: &'static str,
    pub key: &'static str,
    pub values: &'static [&'static str],
}

pub struct Grant {
    pub name: &'static str,
    pub key: &'static str,
    pub bucket: Option<&'static str>,
    pub prefixes: &'static [&'static str],
    pub principals: &'static [&'static str],
    pub allow: &'static [&'static str],
    pub conditions: &'static [Condition],
}
";

/// A source file with this many grants.
pub(crate) fn source(spelling: Spelling, grants: u32) -> String {
    let mut source = match spelling {
        Spelling::Macro => "use crosskms::{CrossAccountGrant, cross_account_grant};\n".to_owned(),
        Spelling::EmptyMacro => "use crosskms_empty_macro::empty_macro;\n".to_owned(),
        Spelling::Constants => STRUCTURE.to_owned(),
    };
    for sample in (0..grants).map(Sample::new) {
        source.push('\n');
        source.push_str(&sample.written(spelling));
    }
    source
}

impl Sample {
    pub(crate) fn new(number: u32) -> Self {
        let shape = number % 6;
        let owner = 111_100_000_000 + u64::from(number);
        let consumer = 444_400_000_000 + u64::from(number);
        let role = |role: &str| format!("arn:aws:iam::{consumer}:role/{role}-{number}");
        Self {
            number,
            name: format!("grant-{number}"),
            key: format!("arn:aws:kms:ap-northeast-1:{owner}:key/1234abcd-12ab-34cd-56ef-{number:012x}"),
            bucket: format!("arn:aws:s3:::example-bucket-{number}"),
            prefixes: match shape {
                3 => vec![format!("raw/{number}/"), format!("daily/{number}/")],
                _ => Vec::new(),
            },
            principals: match shape {
                4 => vec![role("analytics"), role("reports"), role("loader")],
                _ => vec![role("analytics")],
            },
            actions: if shape.is_multiple_of(2) { WRITER } else { READER },
            conditions: match shape {
                5 => vec![("StringEquals", "aws:PrincipalOrgID", format!("o-a1b2c3{number:04}"))],
                _ => Vec::new(),
            },
        }
    }

    fn written(&self, spelling: Spelling) -> String {
        let number = self.number;
        match spelling {
            Spelling::Macro => {
                format!(
                    "pub static G{number}: CrossAccountGrant = cross_account_grant! {{\n{}}};\n",
                    self.fields()
                )
            }
            Spelling::EmptyMacro => {
                format!("pub static G{number}: () = empty_macro! {{\n{}}};\n", self.fields())
            }
            Spelling::Constants => self.constant(),
        }
    }

    /// The fields as the macro takes them.
    fn fields(&self) -> String {
        let mut fields =
            format!("    name: {:?},\n    key: {:?},\n    bucket: {:?},\n", self.name, self.key, self.bucket);
        if !self.prefixes.is_empty() {
            let _ = writeln!(fields, "    prefixes: {:?},", self.prefixes);
        }
        let _ = match self.principals.as_slice() {
            [principal] => writeln!(fields, "    principal: {principal:?},"),
            principals => writeln!(fields, "    principals: {principals:?},"),
        };
        let _ = writeln!(fields, "    allow: [{}],", self.actions.join(", "));
        for (operator, key, value) in &self.conditions {
            let _ = writeln!(fields, "    conditions: {{ {operator}: {{ {key:?}: {value:?} }} }},");
        }
        fields
    }

    fn constant(&self) -> String {
        let Self { number, name, key, bucket, prefixes, principals, actions, conditions } = self;
        let conditions: String = conditions
            .iter()
            .map(|(operator, key, value)| {
                format!("Condition {{ operator: {operator:?}, key: {key:?}, values: &[{value:?}] }}")
            })
            .collect();
        format!(
            "pub static G{number}: Grant = Grant {{\n    name: {name:?},\n    key: {key:?},\n    bucket: Some({bucket:?}),\n    \
             prefixes: &{prefixes:?},\n    principals: &{principals:?},\n    allow: &{actions:?},\n    \
             conditions: &[{conditions}],\n}};\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosskms::CrossAccountGrant;

    #[test]
    fn samples_are_grants_without_findings_and_all_different() {
        let mut grants = Vec::new();
        for sample in (0..24).map(Sample::new) {
            let mut builder = CrossAccountGrant::builder()
                .name(&sample.name)
                .key(&sample.key)
                .bucket(&sample.bucket)
                .principals(&sample.principals)
                .allow(sample.actions.iter().copied());
            if !sample.prefixes.is_empty() {
                builder = builder.prefixes(&sample.prefixes);
            }
            for (operator, key, value) in &sample.conditions {
                builder = builder.condition(*operator, *key, [value]);
            }
            let grant = builder.build().unwrap();
            assert!(!grants.contains(&grant));
            grants.push(grant);
        }
    }

    #[test]
    fn both_macros_get_the_same_tokens() {
        let [ours, empty] = [Spelling::Macro, Spelling::EmptyMacro].map(|spelling| source(spelling, 7));
        let fields = |source: &str| {
            let fields = source.lines().filter(|line| line.starts_with("    "));
            fields.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(fields(&ours), fields(&empty));
        assert_eq!(ours.matches("cross_account_grant! {").count(), 7);
    }

    #[test]
    fn the_empty_macro_takes_every_field() {
        // The value has to be `()`, or this is no constant.
        const _: () = crosskms_empty_macro::empty_macro! {
            name: "raw-events",
            prefixes: ["2026/", "raw/"],
            allow: [kms:Decrypt, s3:GetObject],
            bucket_key: false,
            conditions: { ForAnyValue:StringLike: { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"] } },
        };
    }
}
