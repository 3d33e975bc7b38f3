//! The statements that a denial calls for, to be pasted into the policies of the accounts.

use crosskms::arn::KeyArn;
use crosskms::policy::{
    ActionElement, Condition, Effect, OneOrMany, Principal, PrincipalElement, PrincipalType, ResourceElement,
    Statement,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Relation, commands};
use crate::denial::{Denial, Policies, Reason, lines};

/// A statement that is missing, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingStatement {
    /// Whether the text proves that it is missing; otherwise it may be there.
    pub is_proven: bool,
    /// The policy that it belongs to, in words.
    pub policy: String,
    /// The account of that policy, where it is known.
    pub account: Option<String>,
    /// The statement.
    pub statement: Statement,
}

impl Serialize for MissingStatement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("proven", &self.is_proven)?;
        map.serialize_entry("policy", &self.policy)?;
        map.serialize_entry("account", &self.account)?;
        map.serialize_entry(
            "statement",
            &serde_json::from_str::<serde_json::Value>(&self.statement.to_string()).ok(),
        )?;
        map.end()
    }
}

/// What opens a gate that was silent; nothing that is pasted outweighs a deny.
pub(super) fn of(denial: &Denial) -> Vec<MissingStatement> {
    let known = denial.action.is_some() && (denial.is_kms() || denial.is_s3());
    let proven = denial.relation() == Relation::Same;
    let found = match &denial.reason {
        _ if !known => Vec::new(),
        Reason::NotAllowed(Policies::IdentityBased) => vec![of_caller(denial, "an identity policy of", true)],
        Reason::NotAllowed(Policies::ResourceBased) if proven => vec![of_resource(denial, true)],
        Reason::NotAllowed(Policies::ResourceBased) | Reason::Concealed | Reason::Unsaid => {
            vec![of_resource(denial, false), of_caller(denial, "an identity policy of", false)]
        }
        Reason::NotAllowed(Policies::PermissionsBoundary) => {
            vec![of_caller(denial, "the permissions boundary of", true)]
        }
        Reason::NotAllowed(Policies::Session) => {
            vec![of_caller(denial, "the policy that is passed for the session of", true)]
        }
        Reason::NotAllowed(Policies::ServiceControl) => {
            let level = of_caller(denial, "", true);
            vec![level.map(|level| MissingStatement {
                policy: "a service control policy of every level that does not allow it".to_owned(),
                ..level
            })]
        }
        Reason::NotAllowed(Policies::VpcEndpoint) => vec![of_endpoint(denial)],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// A statement in a policy that limits or belongs to the caller.
fn of_caller(denial: &Denial, policy: &str, is_proven: bool) -> Option<MissingStatement> {
    let resource = denial.resource.as_deref().filter(|arn| lines::is_whole(arn))?;
    let mut statement = allow(denial, resource)?;
    // A role that uses another account's key through S3 needs it for nothing else (R6.4).
    statement.condition = through_s3(denial).map(|condition| vec![condition].into());
    Some(MissingStatement {
        is_proven,
        policy: format!("{policy} {}", commands::in_words(denial)),
        account: denial.caller_account().map(str::to_owned),
        statement,
    })
}

/// A statement in the policy of the key or bucket, which names the caller.
fn of_resource(denial: &Denial, is_proven: bool) -> Option<MissingStatement> {
    let resource = if denial.is_kms() { "*" } else { denial.resource.as_deref()? };
    let mut statement = allow(denial, resource)?;
    statement.principal = Some(caller(denial)?);
    statement.condition = through_s3(denial).map(|condition| vec![condition].into());
    let policy = match denial.resource.as_deref().filter(|arn| denial.is_s3() || lines::is_whole(arn)) {
        Some(arn) if denial.is_kms() => format!("the policy of the key `{arn}`"),
        _ => match denial.bucket_and_key().filter(|_| denial.is_s3()) {
            Some((bucket, _)) => format!("the policy of the bucket `{bucket}`"),
            None => denial.resource_policy(),
        },
    };
    Some(MissingStatement {
        is_proven,
        policy,
        account: denial.resource_account().map(str::to_owned),
        statement,
    })
}

/// Policies of endpoints name whom they let pass; most say `*`, as the endpoint's own network limits them.
fn of_endpoint(denial: &Denial) -> Option<MissingStatement> {
    let resource = denial.resource.as_deref().filter(|arn| lines::is_whole(arn))?;
    let mut statement = allow(denial, resource)?;
    statement.principal = Some(caller(denial)?);
    let policy = "the policy of the VPC endpoint".to_owned();
    Some(MissingStatement { is_proven: true, policy, account: None, statement })
}

fn allow(denial: &Denial, resource: &str) -> Option<Statement> {
    let action = denial.action.clone()?;
    let mut statement = Statement::new(Effect::Allow);
    statement.action = Some(ActionElement::Action(OneOrMany::One(action.into())));
    statement.resource = Some(ResourceElement::Resource(OneOrMany::One(resource.to_owned().into())));
    Some(statement)
}

fn caller(denial: &Denial) -> Option<PrincipalElement> {
    let (holder, _) = denial.holder().filter(|(holder, _)| holder.starts_with("arn:"))?;
    let name = OneOrMany::One(holder.into_owned().into());
    Some(PrincipalElement::Principal(Principal::ByType(vec![(PrincipalType::Aws, name)].into())))
}

/// `kms:ViaService`, in any Region where that of the key is not known.
fn through_s3(denial: &Denial) -> Option<Condition> {
    if !denial.is_through_s3() {
        return None;
    }
    let key = denial.resource.as_deref().and_then(|arn| arn.parse::<KeyArn>().ok());
    Some(match key {
        Some(key) => {
            Condition::new("StringEquals", "kms:ViaService", [format!("s3.{}.amazonaws.com", key.region())])
        }
        None => Condition::new("StringLike", "kms:ViaService", ["s3.*.amazonaws.com".to_owned()]),
    })
}
