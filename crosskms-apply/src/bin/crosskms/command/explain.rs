//! `crosskms explain`: why AWS answers as it does.

mod message;

use std::collections::{BTreeMap, BTreeSet};

use crosskms::CrossAccountGrant;
use crosskms::arn::{AccountId, BucketArn, KeyArn, PrincipalArn, Region};
use crosskms::authorize::{Caller, Context, Decision};
use crosskms::suggest;
use crosskms_apply::Snapshot;
use crosskms_apply::config::Config;
use crosskms_apply::document::BucketId;
use crosskms_apply::explain::{Asked, Question, observe_for};

use crate::arguments::{CloudName, Common, Explain};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;
use crate::stop::Stop;

pub(crate) async fn run(common: &Common, explain: &Explain, stop: &Stop) -> Result<Exit, CommandError> {
    if let Some(text) = &explain.message {
        stop.while_doing("reading the message");
        return message::run(common, text, explain.caller.as_ref());
    }
    let mut question = question(explain)?;
    if let Some(file) = &common.snapshot {
        let snapshot = Snapshot::read(file)?;
        warn_of_stranger(&question.caller, &snapshot);
        return answer(common, &question, &snapshot);
    }
    // Without a file there are no credentials but those of the environment.
    let config = match common.cloud {
        CloudName::Aws if common.config.exists() => connection::read(common)?,
        _ => Config::default(),
    };
    let buckets: BTreeMap<BucketArn, (AccountId, Region)> = config.grants.iter().filter_map(place).collect();
    let by_hand = explain.owner.zip(explain.region.clone());
    let place = move |bucket: &BucketArn| by_hand.clone().or_else(|| buckets.get(bucket).cloned());

    let of_grants: BTreeMap<BucketArn, KeyArn> = config
        .grants
        .iter()
        .filter_map(|grant| Some((grant.bucket()?.clone(), grant.key().clone())))
        .collect();
    stop.while_doing("reading what takes part in the call");
    let connection = connection::open(common, config.accounts, |_| true).await?;
    let (snapshot, unread) = match &connection {
        connection::Connection::Embedded { cloud, .. } => (cloud.snapshot(), Vec::new()),
        connection::Connection::Aws(_) => {
            let read = with_cloud!(&connection, cloud => observe_for(cloud, &question, &place).await)?;
            match key_of_grant(&question, &read.0, &of_grants) {
                None => read,
                Some(key) => {
                    output::warning(&format!("the key is taken to be that of the grant, `{key}`"));
                    question.key = Some(key);
                    with_cloud!(&connection, cloud => observe_for(cloud, &question, &place).await)?
                }
            }
        }
    };
    let shown: BTreeSet<String> = unread.iter().map(ToString::to_string).collect();
    shown.iter().for_each(|error| output::warning(&format!("{error}; what depends on it is unknown")));
    answer(common, &question, &snapshot)
}

/// A role that a snapshot does not hold has no policies there: more often its name or path is wrong.
pub(super) fn warn_of_stranger(caller: &Caller, snapshot: &Snapshot) {
    let of_name = |arn: &PrincipalArn| {
        let same = |known: &&PrincipalArn| {
            known.account() == arn.account() && known.kind() == arn.kind() && known.name() == arn.name()
        };
        snapshot.principals.keys().find(same).map(ToString::to_string)
    };
    let (arn, with_path) = match caller {
        Caller::Role(arn) | Caller::User(arn) if !snapshot.principals.contains_key(arn) => {
            (arn.clone(), of_name(arn))
        }
        Caller::RoleSession { .. } => {
            let Some(Ok(arn)) = caller.principal_arn().map(|arn| arn.parse()) else { return };
            // A session does not tell the path of its role.
            if of_name(&arn).is_some() {
                return;
            }
            (arn, None)
        }
        _ => return,
    };
    let help = match with_path {
        Some(known) => Some(format!("did you mean `{known}`, with its path?")),
        None => {
            let of_account = || snapshot.principals.keys().filter(|known| known.account() == arn.account());
            let near = suggest::nearest(arn.name(), of_account().map(PrincipalArn::name));
            let known = of_account().filter(|known| near.contains(&known.name())).map(PrincipalArn::as_str);
            suggest::did_you_mean(&known.collect::<Vec<_>>())
        }
    };
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    output::warning(&format!("the snapshot holds no `{arn}`, so it has no policies of its own there{help}"));
}

fn answer(common: &Common, question: &Question, snapshot: &Snapshot) -> Result<Exit, CommandError> {
    let explanation = snapshot.explain(question)?;
    output::explanation(common.format, question, &explanation);
    Ok(if explanation.decision() == Decision::Allowed { Exit::Done } else { Exit::Pending })
}

fn question(asked: &Explain) -> Result<Question, CommandError> {
    let Explain { call: Some(call), resource: Some(resource), caller: Some(caller), source, .. } = asked
    else {
        return Err(CommandError::Usage("name a call, what it is about and who makes it".to_owned()));
    };
    let mut question = Question::new(caller.clone(), call, resource, source.as_deref())?;
    question.key.clone_from(&asked.key);
    question.bucket_key = asked.bucket_key;
    // What else a request carries, only the real one knows.
    let mut values: BTreeMap<&str, Vec<String>> =
        BTreeMap::from([("aws:SecureTransport", vec!["true".to_owned()])]);
    for (key, value) in &asked.context {
        let known = values.keys().find(|known| known.eq_ignore_ascii_case(key)).copied();
        let is_default = known == Some("aws:SecureTransport");
        let entry = values.entry(known.unwrap_or(key)).or_default();
        if is_default {
            entry.clear();
        }
        entry.push(value.clone());
    }
    let context =
        values.into_iter().fold(Context::open(), |context, (key, values)| context.with_all(key, values));
    question.context = context;
    Ok(question)
}

/// Where nobody may read how a bucket encrypts: what its grant says.
fn key_of_grant(
    question: &Question,
    snapshot: &Snapshot,
    of_grants: &BTreeMap<BucketArn, KeyArn>,
) -> Option<KeyArn> {
    let unread =
        |bucket: &&BucketArn| snapshot.buckets.get(*bucket).is_some_and(|bucket| bucket.unread.encryption);
    match &question.asked {
        Asked::Operation { bucket, .. } if question.key.is_none() => {
            Some(bucket).filter(unread).and_then(|bucket| of_grants.get(bucket)).cloned()
        }
        _ => None,
    }
}

/// Where the bucket of a grant is.
fn place(grant: &CrossAccountGrant) -> Option<(BucketArn, (AccountId, Region))> {
    BucketId::of(grant).map(|id| (id.arn, (id.owner, id.region)))
}
