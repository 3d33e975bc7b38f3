//! `crosskms create-key`: look, show, ask, create.

use std::collections::BTreeSet;
use std::time::Duration;

use crosskms::arn::AccountId;
use crosskms::suggest;
use crosskms_apply::Journal;
use crosskms_apply::cloud::KeyCreation;
use crosskms_apply::config::Config;
use crosskms_apply::create_key::{Creation, Event, HowCreated, NewKey, Standing, look_up};
use crosskms_apply::journal::Ending;

use super::writing::{self, AGAIN};
use crate::arguments::{Common, CreateKey, Format};
use crate::connection::{self, with_cloud};
use crate::exit::Exit;
use crate::failure::CommandError;
use crate::output::{self, KeyResult};
use crate::stop::{Stop, Work};

pub(crate) async fn run(common: &Common, stop: &Stop, create: &CreateKey) -> Result<Exit, CommandError> {
    let config = Config::read_without_grants(&common.config)?;
    output::warnings(common.format, &config.warnings);
    let keys = chosen(config.create_keys, common, create)?;
    let touched: BTreeSet<AccountId> = keys.iter().map(|key| key.alias().account()).collect();
    let connection = connection::open(common, config.accounts, |account| touched.contains(&account)).await?;
    let journal = writing::journal(common, &create.journal)?;
    let mut results = Vec::new();
    let done = with_cloud!(&connection, cloud => carry_out(cloud, stop, &keys, &journal, common, create, &mut results).await);
    // A key that was created is told, whatever became of the next one.
    if done.is_ok() || !results.is_empty() {
        output::key_results(common.format, &results);
    }
    connection.keep(done)?;
    Ok(Exit::Done)
}

/// Of the file's keys, those that the command line names.
fn chosen(keys: Vec<NewKey>, common: &Common, create: &CreateKey) -> Result<Vec<NewKey>, CommandError> {
    if keys.is_empty() {
        return Err(CommandError::NoKeys(common.config.clone()));
    }
    let names: Vec<String> = keys.iter().map(|key| key.alias().name().to_string()).collect();
    if let Some(alias) = create.aliases.iter().find(|alias| !names.contains(alias)) {
        let help = suggest::did_you_mean(&suggest::nearest(alias, names.iter().map(String::as_str)));
        return Err(CommandError::UnknownKey { alias: alias.clone(), help });
    }
    let is_chosen = |key: &NewKey| {
        create.aliases.is_empty() || create.aliases.iter().any(|alias| alias == key.alias().name().as_str())
    };
    Ok(keys.into_iter().filter(is_chosen).collect())
}

async fn carry_out<'k>(
    cloud: &impl KeyCreation,
    stop: &Stop,
    keys: &'k [NewKey],
    journal: &Journal,
    common: &Common,
    create: &CreateKey,
    results: &mut Vec<KeyResult<'k>>,
) -> Result<(), CommandError> {
    let recorded = journal.keys()?;
    let mut wanted = Vec::new();
    for key in keys {
        let standing = look_up(cloud, key, &recorded).await.map_err(Box::new)?;
        if common.format == Format::Human || !create.yes {
            output::key_for_the_operator(common.format, key, &standing);
        }
        match standing {
            Standing::There(found) => results.push(KeyResult {
                wanted: key,
                key: found.key.to_string(),
                how: HowCreated::AlreadyThere,
                differences: found.differences,
            }),
            Standing::Unnamed(found) => wanted.push((key, found.differences)),
            _ => wanted.push((key, Vec::new())),
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    if !create.yes {
        stop.while_doing("waiting for your answer");
        output::ask("Create these keys?")?;
    }
    let asked: Vec<NewKey> = wanted.iter().map(|(key, _)| (*key).clone()).collect();
    let run = journal.begin_keys(&asked)?;
    output::talk(&format!("run {}, saved in {}", run.run(), run.path().display()));
    stop.run_begins(&run, AGAIN);
    let gently = stop.gently(Work::Keys);
    let creation =
        Creation::on(cloud).journal(&run).stop(gently.token()).patience(Duration::from_secs(create.wait));
    let mut done = Ok(());
    for (key, differences) in wanted {
        match creation.create(key, |event| told(&event)).await {
            Ok(created) => results.push(KeyResult {
                wanted: key,
                key: created.key.to_string(),
                how: created.how,
                differences,
            }),
            Err(error) => {
                done = Err(CommandError::from(Box::new(error)));
                break;
            }
        }
    }
    let ending = match &done {
        Ok(()) => Ending::Done,
        Err(error) if error.exit() == Exit::Stopped => Ending::Stopped,
        Err(_) => Ending::Failed,
    };
    // What was asked and answered is in the journal already.
    if let Err(error) = run.end(ending) {
        output::warning(&error.to_string());
    }
    done
}

fn told(event: &Event<'_>) {
    match event {
        Event::Waiting { error, pause } => {
            output::talk(&format!("{error}; trying again in {:.1} s", pause.as_secs_f32()));
        }
        Event::Looking { error } => output::talk(&format!("{error}; looking for a key that was created")),
        Event::Locked(alias) => {
            output::talk(&format!("waiting for another run that creates the key of {alias}"));
        }
        Event::Created(key) => output::talk(&format!("the key is {key}")),
        _ => {}
    }
}
