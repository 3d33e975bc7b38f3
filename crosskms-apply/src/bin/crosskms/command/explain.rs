//! `crosskms explain`: why AWS answers as it does.

mod message;

use std::collections::{BTreeMap, BTreeSet};

use crosskms::CrossAccountGrant;
use crosskms::arn::{AccountId, BucketArn, Region};
use crosskms::authorize::{Context, Decision};
use crosskms_apply::config::Config;
use crosskms_apply::document::BucketId;
use crosskms_apply::explain::{Question, observe_for};

use crate::arguments::{Call, CloudName, Common, Explain};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output;

pub(crate) async fn run(common: &Common, explain: &Explain) -> Result<Exit, CommandError> {
    match (&explain.message, &explain.call) {
        (Some(text), _) => message::run(common.format, text),
        (None, Some(call)) => of_call(common, call).await,
        (None, None) => Err(CommandError::Usage("name a call and who makes it, or a `--message`".to_owned())),
    }
}

async fn of_call(common: &Common, call: &Call) -> Result<Exit, CommandError> {
    let question = question(call)?;
    // A snapshot has the accounts; without a file there are no credentials but those of the environment.
    let config = match common.cloud {
        CloudName::Embedded => Config::default(),
        CloudName::Aws if common.config.exists() => connection::read(common)?,
        CloudName::Aws => Config::default(),
    };
    let buckets: BTreeMap<BucketArn, (AccountId, Region)> = config.grants.iter().filter_map(place).collect();
    let by_hand = call.owner.zip(call.region.clone());
    let place = move |bucket: &BucketArn| by_hand.clone().or_else(|| buckets.get(bucket).cloned());

    let connection = connection::open(common, config.accounts, |_| true).await?;
    let (snapshot, unread) = match &connection {
        connection::Connection::Embedded { cloud, .. } => (cloud.snapshot(), Vec::new()),
        connection::Connection::Aws(_) => {
            with_cloud!(&connection, cloud => observe_for(cloud, &question, &place).await)?
        }
    };
    let shown: BTreeSet<String> = unread.iter().map(ToString::to_string).collect();
    shown.iter().for_each(|error| output::warning(&format!("{error}; what depends on it is unknown")));
    let explanation = snapshot.explain(&question)?;
    output::explanation(common.format, &question, &explanation);
    Ok(if explanation.decision() == Decision::Allowed { Exit::Done } else { Exit::Pending })
}

fn question(asked: &Call) -> Result<Question, CommandError> {
    let Call { call, resource, caller, source, .. } = asked;
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

/// Where the bucket of a grant is.
fn place(grant: &CrossAccountGrant) -> Option<(BucketArn, (AccountId, Region))> {
    BucketId::of(grant).map(|id| (id.arn, (id.owner, id.region)))
}
