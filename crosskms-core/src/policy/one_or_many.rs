//! A value that IAM's grammar lets stand bare or in an array (R3.1).

use super::{List, Text};

/// One value, or an array of values; which of both is remembered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OneOrMany<T: Clone + 'static> {
    /// A bare value.
    One(T),
    /// An array, of any length.
    Many(List<T>),
}

impl<T: Clone> OneOrMany<T> {
    /// The values.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// The values one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether it is an empty array.
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }
}

/// A single value becomes a bare one, as AWS itself returns it.
impl<T: Clone> From<Vec<T>> for OneOrMany<T> {
    fn from(mut values: Vec<T>) -> Self {
        match (values.pop(), values.is_empty()) {
            (Some(value), true) => Self::One(value),
            (Some(value), false) => {
                values.push(value);
                Self::Many(values.into())
            }
            (None, _) => Self::Many(values.into()),
        }
    }
}

impl From<&str> for OneOrMany<Text> {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned().into())
    }
}

impl<T: Clone> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<Vec<_>>().into()
    }
}

impl<'a, T: Clone> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
