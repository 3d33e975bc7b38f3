//! Policy files, all different.
