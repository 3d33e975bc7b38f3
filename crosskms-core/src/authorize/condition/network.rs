//! Addresses and ranges of them in conditions.

use std::net::IpAddr;
use std::str::FromStr;

/// A range of addresses in CIDR notation, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::authorize) struct Network {
    address: IpAddr,
    length: u32,
}

/// The text is no range of addresses.
#[derive(Debug)]
pub(in crate::authorize) struct NoNetwork;

impl Network {
    /// Whether another range lies in this one.
    pub(in crate::authorize) fn covers(&self, other: &Self) -> bool {
        self.length <= other.length && self.contains(&other.address)
    }

    /// Whether an address lies in the range.
    pub(in crate::authorize) fn contains(&self, address: &IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32u32.saturating_sub(self.length)).unwrap_or(0);
                u32::from(network) & mask == u32::from(*address) & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128u32.saturating_sub(self.length)).unwrap_or(0);
                u128::from(network) & mask == u128::from(*address) & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(longest), str::parse).map_err(|_| NoNetwork)?;
        if length > longest { Err(NoNetwork) } else { Ok(Self { address, length }) }
    }
}
