//! One `[[create_key]]` table: a key that `crosskms create-key` creates.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use crosskms::arn::{AccountId, AliasArn, AliasName, PrincipalArn, Region};
use crosskms::rules::{DUPLICATE_FIELD, MALFORMED_ARN, MISPLACED_VALUE, MISSING_FIELD, UNKNOWN_REGION};
use toml::Spanned;

use super::table::Reader;
use super::value::{Table, Value};
use crate::create_key::{NewKey, NewKeyError};

const FIELDS: [&str; 7] =
    ["alias", "account", "region", "administrators", "description", "tags", "multi_region"];

/// What has to be said of every key, and how.
const REQUIRED: [(&str, &str); 4] = [
    ("alias", "add `alias = \"alias/raw-events\"`; by its alias the key is found again"),
    ("account", "add `account = \"111122223333\"`, the account that is to own the key"),
    ("region", "add `region`; it is the Region of the buckets that the key is to encrypt"),
    (
        "administrators",
        "add `administrators = [\"arn:aws:iam::ACCOUNT:role/NAME\"]`, roles or users of the account",
    ),
];

/// Reads all of them; findings go to the reader.
pub(super) fn read_all(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Vec<NewKey> {
    let Some(tables) = value.get_ref().as_array() else {
        let help = "begin each key with `[[create_key]]`, in double brackets";
        let message = "`create_key` is not a list of tables";
        reader.report(&MISPLACED_VALUE, value.span(), message.to_owned(), Some(help.to_owned()));
        return Vec::new();
    };
    let mut keys: Vec<NewKey> = Vec::new();
    for table in tables {
        let Some(key) = read(table, reader) else { continue };
        if keys.iter().any(|earlier| earlier.alias() == key.alias()) {
            let message = format!("`{}` is the alias of two keys", key.alias());
            let help =
                "remove one of both, or choose another alias; it is by the alias that a key is found again";
            reader.report(&DUPLICATE_FIELD, table.span(), message, Some(help.to_owned()));
        }
        keys.push(key);
    }
    keys
}

fn read(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Option<NewKey> {
    let table = reader.table(value, "create_key")?;
    let before = reader.errors();
    check_fields(value, table, reader);
    let field = |name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
    let name = field("alias").and_then(|value| alias(value, reader));
    let account =
        field("account").and_then(|value| parsed::<AccountId>(value, reader, "write its twelve digits"));
    let region = field("region").and_then(|value| region(value, reader));
    let administrators =
        field("administrators").map(|value| administrators(value, reader)).unwrap_or_default();
    let is_placed = account.is_some() && region.is_some();
    // With stand-ins for what is wrong the rest can be checked as well.
    let name = name.or_else(|| "alias/a".parse().ok())?;
    let account = account.or_else(|| "111122223333".parse().ok())?;
    let region = region.or_else(|| "us-east-1".parse().ok())?;
    let key = NewKey::new(AliasArn::of(&name, account, &region)).ok()?;
    let mut draft = Draft { key, reader };
    for (administrator, place) in administrators.into_iter().filter(|_| is_placed) {
        draft.take(place, |key| key.administrator(administrator));
    }
    if let Some((value, text)) =
        field("description").and_then(|value| Some((value, draft.reader.string(value)?)))
    {
        draft.take(value.span(), |key| key.described(&text));
    }
    let tags = field("tags").and_then(|value| draft.reader.table(value, "tags"));
    for (tag, value) in tags.into_iter().flatten() {
        if let Some(text) = draft.reader.string(value) {
            let place = |error: &NewKeyError| match error {
                NewKeyError::MalformedTag { part: "value", .. } => value.span(),
                _ => tag.span(),
            };
            draft.take_at(place, |key| key.tag(tag.get_ref(), &text));
        }
    }
    let multi_region = field("multi_region").and_then(|value| draft.reader.boolean(value));
    let Draft { key, reader } = draft;
    (reader.errors() == before).then(|| key.multi_region(multi_region.unwrap_or_default()))
}

/// Reports fields that are unknown and fields that are missing; a misspelled one is one mistake.
fn check_fields(whole: &Spanned<Value>, table: &Table, reader: &mut Reader<'_>) {
    let mut meant = BTreeSet::new();
    for (key, _) in table.iter().filter(|(key, _)| !FIELDS.contains(&key.get_ref().as_str())) {
        meant.extend(crosskms::suggest::nearest(key.get_ref(), FIELDS).into_iter().next());
        reader.unknown(key, key.get_ref(), &FIELDS, "a key that is created has no field");
    }
    for (name, help) in REQUIRED {
        if !meant.contains(name) && !table.iter().any(|(key, _)| key.get_ref() == name) {
            let message = format!("`{name}` is missing");
            reader.report(&MISSING_FIELD, whole.span(), message, Some(help.to_owned()));
        }
    }
}

fn alias(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Option<AliasName> {
    let text = reader.string(value)?;
    let name = match text.parse::<AliasName>() {
        Ok(name) => name,
        Err(error) => {
            let bare = text.rsplit_once("alias/").map_or(text.as_str(), |(_, name)| name);
            let help = match format!("alias/{bare}").parse::<AliasName>() {
                Ok(meant) => format!("write `{meant}`"),
                Err(_) => "write a name such as `alias/raw-events`".to_owned(),
            };
            reader.report(&MISPLACED_VALUE, value.span(), error.to_string(), Some(help));
            return None;
        }
    };
    if name.is_reserved() {
        refused(&NewKeyError::ReservedAlias(name.to_string()), value.span(), reader);
        return None;
    }
    Some(name)
}

fn region(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Option<Region> {
    let region: Region = parsed(value, reader, "write a Region such as `eu-west-1`")?;
    if !region.is_known() {
        let message = format!("`{region}` is no Region that is known today");
        let help = match region.nearest() {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "check the spelling, unless AWS has opened the Region since".to_owned(),
        };
        reader.report(&UNKNOWN_REGION, value.span(), message, Some(help));
    }
    Some(region)
}

fn administrators(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Vec<(PrincipalArn, Range<usize>)> {
    let Some(items) = value.get_ref().as_array() else {
        // Says what is wrong with it.
        reader.strings(value);
        return Vec::new();
    };
    if items.is_empty() {
        let help = "name roles or users of the account that are to administer the key";
        reader.report(
            &MISSING_FIELD,
            value.span(),
            "`administrators` names nobody".to_owned(),
            Some(help.to_owned()),
        );
    }
    let mut administrators = Vec::new();
    for item in items {
        let Some(text) = reader.string(item) else { continue };
        match text.parse::<PrincipalArn>() {
            Ok(principal) => administrators.push((principal, item.span())),
            Err(error) => {
                let help =
                    "write the ARN of a role or a user, for example `arn:aws:iam::111122223333:role/NAME`";
                reader.report(&MALFORMED_ARN, item.span(), error.to_string(), Some(help.to_owned()));
            }
        }
    }
    administrators
}

fn parsed<T: FromStr<Err: Display>>(
    value: &Spanned<Value>,
    reader: &mut Reader<'_>,
    help: &str,
) -> Option<T> {
    let text = reader.string(value)?;
    match text.parse() {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            reader.report(&MISPLACED_VALUE, value.span(), error.to_string(), Some(help.to_owned()));
            None
        }
    }
}

/// A key that is put together; what it does not take is reported and left out.
struct Draft<'r, 'l> {
    key: NewKey,
    reader: &'r mut Reader<'l>,
}

impl Draft<'_, '_> {
    fn take(&mut self, place: Range<usize>, add: impl FnOnce(NewKey) -> Result<NewKey, NewKeyError>) {
        self.take_at(|_| place, add);
    }

    fn take_at(
        &mut self,
        place: impl FnOnce(&NewKeyError) -> Range<usize>,
        add: impl FnOnce(NewKey) -> Result<NewKey, NewKeyError>,
    ) {
        match add(self.key.clone()) {
            Ok(key) => self.key = key,
            Err(error) => refused(&error, place(&error), self.reader),
        }
    }
}

fn refused(error: &NewKeyError, place: Range<usize>, reader: &mut Reader<'_>) {
    let rule = match error {
        NewKeyError::SecondAdministrator(_) => &DUPLICATE_FIELD,
        _ => &MISPLACED_VALUE,
    };
    reader.report(rule, place, error.to_string(), Some(error.help()));
}

#[cfg(test)]
mod tests;
