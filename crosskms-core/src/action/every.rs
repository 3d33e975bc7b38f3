//! The names of all actions of all services, to tell a misspelled action from one of a service that is not known in
//! detail.

use std::sync::LazyLock;

/// One line a service: its prefix, a colon, its actions. Sorted.
static TEXT: &str = include_str!("every.txt");

/// The lines of the text, taken apart once: prefix and names.
static SERVICES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| TEXT.lines().filter_map(|line| line.split_once(": ")).skip(1).collect());

/// The prefixes of all services, sorted.
pub fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|(prefix, _)| *prefix)
}

/// The names of a service's actions, without the prefix; none when there is no such service. Case does not count.
///
/// ```
/// use crosskms_core::action::every;
///
/// assert!(every::actions("SQS").is_some_and(|mut names| names.any(|name| name == "SendMessage")));
/// assert!(every::actions("kmss").is_none());
/// ```
pub fn actions(service: &str) -> Option<impl Iterator<Item = &'static str>> {
    let service = service.to_ascii_lowercase();
    let found = SERVICES.binary_search_by(|(prefix, _)| (*prefix).cmp(service.as_str())).ok()?;
    SERVICES.get(found).map(|(_, names)| names.split(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{Action, Service};

    #[test]
    fn services_are_sorted_and_lower_case() {
        let services: Vec<_> = services().collect();
        assert!(services.len() > 400 && services.is_sorted());
        assert!(services.iter().all(|prefix| !prefix.is_empty() && **prefix == prefix.to_ascii_lowercase()));
    }

    #[test]
    fn the_services_that_are_known_in_detail_have_the_same_actions_here() {
        for service in [Service::Kms, Service::S3] {
            let here: Vec<_> = actions(service.prefix()).unwrap().collect();
            for action in service.actions() {
                assert!(here.contains(&action.name()), "{action}");
            }
            for name in here {
                assert!(Action::named(&format!("{}:{name}", service.prefix())).is_some(), "{name}");
            }
        }
    }
}
