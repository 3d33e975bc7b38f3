//! What the values of a condition key look like, key by key: what is written otherwise never matches.
//!
//! Sources: R1.11, R1.20, R1.33, R2.60, R4.35, the page of global condition keys and the API models of KMS and S3.

use super::conditions::{bare, values};
use super::principals::is_service;
use super::{Document, has_wildcard, in_statements};
use crate::arn::{Arn, DOMAINS, Partition, Region};
use crate::rules::Hit;
use crate::rules::arns::not_known_today;
use crate::suggest;
use crate::wildcard;

/// Keys whose values look alike.
struct Format {
    keys: &'static [&'static str],
    values: Values,
    /// What to write instead, where it cannot be computed.
    help: &'static str,
}

enum Values {
    /// Texts that match one of these patterns.
    Like(&'static [&'static str]),
    /// Texts for which this holds; it is given patterns, too.
    That(fn(&str) -> bool),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

use Values::{Like, OneOf, That};

#[rustfmt::skip]
static FORMATS: &[Format] = &[
    Format {
        keys: &[
            "aws:PrincipalAccount", "aws:ResourceAccount", "aws:SourceAccount", "aws:VpceAccount",
            "kms:CallerAccount", "s3:DataAccessPointAccount", "s3:ResourceAccount",
        ],
        values: That(is_account),
        help: "write the 12 digits of an account",
    },
    Format {
        keys: &["aws:PrincipalOrgID", "aws:ResourceOrgID", "aws:SourceOrgID", "aws:VpceOrgID"],
        values: That(is_organization),
        help: "write the id of the organization, `o-` and 10 to 32 letters or digits; units are for `aws:PrincipalOrgPaths`",
    },
    Format {
        keys: &["aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:VpceOrgPaths"],
        values: Like(&["o-??????????*/"]),
        help: "write the path from the organization on, with `/` at its end, for example `o-a1b2c3d4e5/r-ab12/*`",
    },
    Format {
        keys: &["aws:SourceVpc", "aws:Ec2InstanceSourceVpc"],
        values: Like(&["vpc-?*"]),
        help: "write the id of a VPC, `vpc-…`; endpoints are for `aws:SourceVpce`",
    },
    Format {
        keys: &["aws:SourceVpce"],
        values: Like(&["vpce-?*"]),
        help: "write the id of a VPC endpoint, `vpce-…`; VPCs are for `aws:SourceVpc`",
    },
    Format {
        keys: &REGIONS,
        values: That(is_region),
        help: "write a Region, for example `eu-west-1`",
    },
    Format {
        keys: &["aws:PrincipalArn"],
        values: That(is_principal),
        help: "write the ARN of a role, `arn:aws:iam::ACCOUNT:role/NAME`, or of a user",
    },
    Format {
        keys: &["aws:userid"],
        values: That(is_user_id),
        help: "write the id of a role with `:*` for its sessions, the id of a user or an account id",
    },
    Format {
        keys: &["aws:SourceArn", "kms:GrantConstraintSourceArn"],
        values: That(is_source),
        help: "write the ARN of the resource that the service works for, all six parts",
    },
    Format {
        keys: &["s3:x-amz-server-side-encryption-aws-kms-key-id"],
        values: Like(&["arn:aws*:kms:?*:????????????:key/?*"]),
        help: "write the ARN of the key, `arn:aws:kms:REGION:ACCOUNT:key/ID`",
    },
    Format {
        keys: &["kms:EncryptionContext:aws:s3:arn"],
        values: Like(&["arn:aws*:s3*:*:*:?*"]),
        help: "write the ARN of the bucket and of its objects, `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`",
    },
    Format {
        keys: &["kms:RequestAlias", "kms:ResourceAliases"],
        values: Like(&["alias/?*"]),
        help: "write the name of the alias, `alias/…`",
    },
    Format {
        keys: &[
            "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList", "iam:PassedToService", "kms:GranteeServicePrincipal",
            "kms:RetiringServicePrincipal",
        ],
        values: That(is_service_or_pattern),
        help: "write the service with its domain, for example `ec2.amazonaws.com`",
    },
    Format {
        keys: &["aws:PrincipalType"],
        values: OneOf(&["Account", "Anonymous", "AssumedRole", "FederatedUser", "Service", "User"]),
        help: "",
    },
    Format {
        keys: &["kms:EncryptionAlgorithm"],
        values: OneOf(&["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"]),
        help: "",
    },
    Format {
        keys: &["kms:ExpirationModel"],
        values: OneOf(&["KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"]),
        help: "",
    },
    Format {
        keys: &["kms:GrantConstraintType"],
        values: OneOf(&["EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"]),
        help: "",
    },
    Format {
        keys: &["kms:GrantOperations"],
        values: OneOf(&[
            "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom",
            "ReEncryptTo", "Sign", "Verify", "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey",
            "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "GenerateMac", "VerifyMac",
            "DeriveSharedSecret", "Encapsulate", "Decapsulate",
        ]),
        help: "",
    },
    Format {
        keys: &["kms:CustomerMasterKeySpec", "kms:KeySpec"],
        values: OneOf(&[
            "SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384",
            "ECC_NIST_P521", "ECC_NIST_EDWARDS25519", "ECC_SECG_P256K1", "HMAC_224", "HMAC_256", "HMAC_384",
            "HMAC_512", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ML_KEM_512", "ML_KEM_768", "ML_KEM_1024", "SM2",
        ]),
        help: "",
    },
    Format {
        keys: &["kms:CustomerMasterKeyUsage", "kms:KeyUsage"],
        values: OneOf(&[
            "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE",
        ]),
        help: "",
    },
    Format {
        keys: &["kms:KeyOrigin"],
        values: OneOf(&["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"]),
        help: "",
    },
    Format {
        keys: &["kms:MacAlgorithm"],
        values: OneOf(&["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"]),
        help: "",
    },
    Format {
        keys: &["kms:MessageType"],
        values: OneOf(&["RAW", "DIGEST", "EXTERNAL_MU"]),
        help: "",
    },
    Format {
        keys: &["kms:MultiRegionKeyType"],
        values: OneOf(&["PRIMARY", "REPLICA"]),
        help: "",
    },
    Format {
        keys: &["kms:SigningAlgorithm"],
        values: OneOf(&[
            "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512", "RSASSA_PKCS1_V1_5_SHA_256",
            "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512", "ECDSA_SHA_256", "ECDSA_SHA_384",
            "ECDSA_SHA_512", "ED25519_SHA_512", "ED25519_PH_SHA_512", "ML_DSA_SHAKE_256", "SM2DSA",
        ]),
        help: "",
    },
    Format {
        keys: &["s3:authType"],
        values: OneOf(&["REST-HEADER", "REST-QUERY-STRING", "POST"]),
        help: "",
    },
    Format {
        keys: &["s3:object-lock-legal-hold"],
        values: OneOf(&["ON", "OFF"]),
        help: "",
    },
    Format {
        keys: &["s3:object-lock-mode"],
        values: OneOf(&["GOVERNANCE", "COMPLIANCE"]),
        help: "",
    },
    Format {
        keys: &["s3:signatureversion"],
        values: OneOf(&["AWS", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"]),
        help: "",
    },
    Format {
        keys: &["s3:x-amz-acl"],
        values: OneOf(&[
            "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read",
            "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write",
        ]),
        help: "",
    },
    Format {
        keys: &["s3:x-amz-metadata-directive"],
        values: OneOf(&["COPY", "REPLACE"]),
        help: "",
    },
    Format {
        keys: &["s3:x-amz-server-side-encryption"],
        values: OneOf(&["AES256", "aws:kms", "aws:kms:dsse", "aws:fsx", "aws:backup"]),
        help: "",
    },
    Format {
        keys: &["s3:x-amz-storage-class"],
        values: OneOf(&[
            "STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE",
            "REDUCED_REDUNDANCY", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
        ]),
        help: "",
    },
];

const REGIONS: [&str; 4] =
    ["aws:RequestedRegion", "kms:PrimaryRegion", "kms:ReplicaRegion", "s3:LocationConstraint"];

impl Format {
    fn of(key: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.keys.iter().any(|known| known.eq_ignore_ascii_case(key)))
    }

    /// Whether a text, or something that a pattern matches, can be the value.
    fn fits(&self, key: &str, value: &str) -> bool {
        const FURTHER: [(&str, &str); 3] = [
            // What callers without credentials have.
            ("aws:PrincipalAccount", "anonymous"),
            // Where buckets are made that name no Region, and the old name of one.
            ("s3:LocationConstraint", ""),
            ("s3:LocationConstraint", "EU"),
        ];
        let is_further = |(of, further): &(&str, &str)| of.eq_ignore_ascii_case(key) && *further == value;
        if FURTHER.iter().any(is_further) {
            return true;
        }
        match self.values {
            Like(patterns) | OneOf(patterns) => {
                patterns.iter().any(|pattern| wildcard::overlap(value, pattern))
            }
            That(holds) => holds(value),
        }
    }

    /// What to write instead of a value.
    fn help(&self, key: &str, value: &str) -> String {
        if let Some(meant) = likely(value)
            .into_iter()
            .find(|meant| meant.contains(char::is_alphanumeric) && self.fits(key, meant))
        {
            return format!("write `{meant}`");
        }
        let OneOf(words) = self.values else { return self.help.to_owned() };
        let upper = value.to_ascii_uppercase();
        let contains = |word: &&str| !value.is_empty() && word.to_ascii_uppercase().contains(&upper);
        let near: Vec<&str> = words.iter().copied().filter(contains).take(3).collect();
        suggest::did_you_mean(&near)
            .or_else(|| suggest::did_you_mean(&suggest::nearest(value, words.iter().copied())))
            .unwrap_or_else(|| match words {
                [common, _, ..] if words.len() > 8 => format!("write a value of AWS, for example `{common}`"),
                words => format!("write {}", suggest::listed(words, "or")),
            })
    }
}

/// Values of conditions that no request has.
pub(super) fn never_matching(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter_map(|(site, condition, entry)| {
                let bare = bare(&condition.operator);
                let is_compared = bare.starts_with("Arn") || bare.starts_with("String");
                let format =
                    Format::of(&entry.key).filter(|_| is_compared && !bare.contains("IgnoreCase"))?;
                Some((site, bare, entry, format))
            })
            .flat_map(|(site, bare, entry, format)| {
                let matches_wildcards = !bare.ends_with("Equals") || bare.starts_with("Arn");
                values(&site, entry)
                    .filter(|(_, value)| !value.contains("${"))
                    // Wildcards under an operator that takes them literally are another mistake.
                    .filter(|(_, value)| matches_wildcards || !has_wildcard(value))
                    .filter(|(_, value)| !format.fits(&entry.key, value))
                    .map(|(site, value)| {
                        let message = match value.as_ref() {
                            "" => format!("`{}` is never empty", entry.key),
                            value => format!("`{value}` is never the value of `{}`", entry.key),
                        };
                        Hit::new(site, message).help(format.help(&entry.key, &value))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

/// Regions in conditions that are not known; AWS may have opened them since.
pub(in crate::rules) fn unknown_region(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .conditions()
            .filter(|(_, condition, _)| bare(&condition.operator).starts_with("String"))
            .flat_map(|(site, _, entry)| {
                let is_via = entry.key.eq_ignore_ascii_case("kms:ViaService");
                let is_region = REGIONS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
                values(&site, entry)
                    .filter_map(|(site, value)| {
                        let region = match (is_via, is_region) {
                            (true, _) => value.strip_suffix(".amazonaws.com")?.rsplit_once('.')?.1,
                            (_, true) => value.as_ref(),
                            _ => return None,
                        };
                        let region = region.parse::<Region>().ok().filter(|region| !region.is_known())?;
                        Some(not_known_today(site, &region))
                    })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

/// Whether a text, or something that a pattern matches, can be the value of `kms:ViaService`.
///
/// R1.6: it ends in `.amazonaws.com` in every partition; in partitions of their own that is not certain.
pub(super) fn is_via_service(value: &str, is_like: bool) -> bool {
    let (first, _) = value.split_once('.').unwrap_or((value, ""));
    let is_name = first.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || has_wildcard(first)
    });
    // R2.4: volumes are encrypted for EC2.
    if !is_name || first == "ebs" {
        return false;
    }
    if is_like && has_wildcard(value) {
        return true;
    }
    let end =
        DOMAINS.iter().find_map(|domain| Some((value.strip_suffix(domain)?.rsplit_once('.')?, *domain)));
    let Some(((service, region), domain)) = end else { return false };
    // R1.6: the same in China and GovCloud; of the others it is not known.
    let is_certain = [Partition::Aws, Partition::AwsCn, Partition::AwsUsGov].map(Some);
    let fits = domain == ".amazonaws.com" || !is_certain.contains(&Partition::of_region(region));
    !service.is_empty() && is_region(region) && fits
}

fn is_account(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*' || byte == b'?')
        && wildcard::overlap(value, "????????????")
}

fn is_organization(value: &str) -> bool {
    let is_of_one = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"*?".contains(&byte);
    value.strip_prefix("o-").unwrap_or(value).bytes().all(is_of_one)
        && wildcard::overlap(value, "o-??????????*")
        && value.len() <= 34
}

/// A Region by its form.
fn is_region(value: &str) -> bool {
    has_wildcard(value) || Partition::of_region(value).is_some()
}

/// R4.35: sessions have the ARN of their role.
fn is_principal(value: &str) -> bool {
    const RESOURCES: [&str; 4] = [
        "iam::????????????:root",
        "iam::????????????:role/?*",
        "iam::????????????:user/?*",
        "sts::????????????:federated-user/?*",
    ];
    let mut patterns = Partition::ALL.iter().flat_map(|partition| {
        RESOURCES.iter().map(move |resource| format!("arn:{}:{resource}", partition.as_str()))
    });
    // The roles of IAM Identity Center have a path.
    !value.contains(":role/AWSReservedSSO_") && patterns.any(|pattern| wildcard::overlap(value, &pattern))
}

/// The id of a role and the name of a session, the id of a user, an account, or an account and a federated user.
fn is_user_id(value: &str) -> bool {
    let (id, session) = value.split_once(':').map_or((value, None), |(id, session)| (id, Some(session)));
    let is_of_one = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"*?".contains(&byte);
    let is_role_alone = id.starts_with("AROA") && session.is_none() && !id.ends_with('*');
    value == "anonymous" || (!id.is_empty() && id.bytes().all(is_of_one) && !is_role_alone)
}

/// Services work for whole buckets.
fn is_source(value: &str) -> bool {
    let is_object = Arn::parse(value).is_ok_and(|arn| {
        arn.service == "s3" && arn.region.is_empty() && arn.account.is_empty() && arn.resource.contains('/')
    });
    !is_object && wildcard::overlap(value, "arn:aws*:?*:*:*:?*")
}

fn is_service_or_pattern(value: &str) -> bool {
    has_wildcard(value) || is_service(value)
}

/// What may have been meant by a value, nearest first; whether it fits, decides the format.
fn likely(value: &str) -> Vec<String> {
    if value.starts_with("arn:") {
        return likely_of_arn(value);
    }
    let lower = value.to_ascii_lowercase();
    let is_word = !value.contains([':', '*', '?']);
    let upper = if is_word { value.to_ascii_uppercase().replace('-', "_") } else { String::new() };
    let zone = lower.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned();
    vec![
        value.trim().to_owned(),
        value.chars().filter(char::is_ascii_digit).collect(),
        lower,
        zone.clone(),
        hyphenated(&zone),
        upper,
        value.split_once(':').map_or("", |(_, name)| name).to_owned(),
        format!("{value}/"),
        format!("alias/{value}"),
        format!("{value}.amazonaws.com"),
        format!("{value}:*"),
        format!("arn:aws:s3:::{}", value.trim_start_matches("s3://")),
    ]
}

/// The account of an ARN, the role of a session, the role of a permission set, the bucket of objects.
fn likely_of_arn(text: &str) -> Vec<String> {
    let Ok(arn) = Arn::parse(text) else { return Vec::new() };
    let bare = |resource: &str| format!("arn:{}:iam::{}:{resource}", arn.partition, arn.account);
    let session = arn.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
    let set = arn.resource.strip_prefix("role/").filter(|name| name.starts_with("AWSReservedSSO_"));
    let bucket = arn.resource.split_once('/').filter(|_| arn.service == "s3");
    let mut likely = vec![arn.account.to_owned()];
    likely.extend(session.map(|role| bare(&format!("role/{role}"))));
    likely.extend(set.map(|name| bare(&format!("role/aws-reserved/sso.amazonaws.com/*/{name}"))));
    likely.extend(bucket.map(|(bucket, _)| format!("arn:{}:s3:::{bucket}", arn.partition)));
    likely
}

/// With a hyphen before the digits at the end.
fn hyphenated(region: &str) -> String {
    let start = region.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{start}-{}", region.get(start.len()..).unwrap_or_default())
}

/// What to write instead of a value of `kms:ViaService`.
pub(super) fn via_service_help(value: &str, is_like: bool) -> String {
    let lower = value.to_ascii_lowercase();
    let host = lower.rsplit('/').next().unwrap_or_default();
    let (service, rest) = host.split_once('.').unwrap_or((host, ""));
    let service = if service == "ebs" { "ec2" } else { service };
    let region = rest.strip_suffix(".amazonaws.com").unwrap_or_default();
    let likely =
        [region.to_owned(), hyphenated(region)].map(|region| format!("{service}.{region}.amazonaws.com"));
    match likely.into_iter().find(|meant| is_via_service(meant, is_like)) {
        Some(meant) => format!("write `{meant}`"),
        None => format!("write `{service}.REGION.amazonaws.com`, with the Region of the key"),
    }
}
