//! What holds for every request of the principal, whatever else is in it: the evaluator is asked.

use crosskms::action::{Action, Service};
use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::authorize::{Caller, Context, Evidence, Gate, Request, Verdict, authorize};
use crosskms::policy::{
    ActionElement, Effect, Policy, Principal, PrincipalElement, PrincipalType, ResourceElement, Statement,
    Version,
};

use super::Subject;
use super::limit::Limit;
use super::statement::Naming;

impl Subject {
    /// Whether and how a statement of a resource's policy names the principal.
    pub(super) fn naming(&self, statement: &Statement) -> Naming {
        let about_everything = Statement {
            action: Some(ActionElement::Action("*".into())),
            resource: Some(ResourceElement::Resource("*".into())),
            condition: None,
            ..statement.clone()
        };
        match self.verdict(&about_everything, Some(Version::V2012), "kms:Decrypt", Context::open()) {
            Verdict::Silent => Naming::Not,
            Verdict::Allowed | Verdict::Denied => match &statement.principal {
                Some(PrincipalElement::Principal(principal))
                    if principal.of_type(&PrincipalType::Aws).any(|name| self.is_principal(name)) =>
                {
                    Naming::Itself
                }
                _ => Naming::AmongOthers,
            },
            _ => Naming::Unclear,
        }
    }

    fn is_principal(&self, name: &str) -> bool {
        match self.principal.kind() {
            PrincipalKind::Account => self.is_account(name),
            _ => name == self.principal.as_str(),
        }
    }

    pub(super) fn is_account(&self, name: &str) -> bool {
        let root = PrincipalArn::account_root(self.principal.partition(), self.principal.account());
        name == root.as_str() || name == self.principal.account().as_str()
    }

    /// What an action is asked for: the key, the bucket, all objects of it.
    pub(super) fn targets(&self, action: Action) -> Vec<String> {
        if action.service() == Service::Kms {
            return vec![self.key.to_string()];
        }
        let kinds = action.resource_types();
        let Some(bucket) = &self.bucket else { return Vec::new() };
        let objects = kinds.contains(&"object").then(|| bucket.objects(""));
        objects.into_iter().chain(kinds.contains(&"bucket").then(|| bucket.to_string())).collect()
    }

    /// Whether a limit always holds for requests of the principal, never, or as the request is.
    pub(super) fn verdict_of(&self, limit: &Limit, action: Action, version: Option<Version>) -> Verdict {
        let key = limit.key().to_ascii_lowercase();
        let of_the_person = ["aws:principalarn", "aws:principaltype", "aws:username", "aws:userid"];
        if self.principal.kind() == PrincipalKind::Account && of_the_person.contains(&key.as_str()) {
            return Verdict::Unknown;
        }
        // A key of a service that the action does not support is in no request for it.
        let of_service = key.starts_with("kms:") || key.starts_with("s3:");
        let context = match of_service && !action.supports_condition_key(&key) {
            true => Context::open().with_all(limit.key(), []),
            false if of_service && key != "kms:calleraccount" => return Verdict::Unknown,
            false => Context::open(),
        };
        let statement = Statement {
            principal: Some(PrincipalElement::Principal(Principal::Anyone)),
            action: Some(ActionElement::Action("*".into())),
            resource: Some(ResourceElement::Resource("*".into())),
            condition: Some(vec![limit.condition()].into()),
            ..Statement::new(Effect::Allow)
        };
        self.verdict(&statement, version, &action.to_string(), context)
    }

    /// What a statement of a resource's policy says to a request of the principal.
    fn verdict(
        &self,
        statement: &Statement,
        version: Option<Version>,
        action: &str,
        context: Context,
    ) -> Verdict {
        let policy = Policy { version, ..Policy::new(vec![statement.clone()]) };
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&policy);
        let resource = match &self.bucket {
            Some(bucket) if !action.starts_with("kms:") => bucket.objects("crosskms-sample"),
            _ => self.key.to_string(),
        };
        let caller = Caller::from(self.principal.clone());
        let request = Request::new(caller, action, resource, self.key.account(), context);
        let gates = authorize(&request, &evidence).gates;
        let gate = gates.iter().find(|report| matches!(report.gate, Gate::KeyPolicy | Gate::BucketPolicy));
        gate.map_or(Verdict::Unknown, |report| report.verdict)
    }
}
