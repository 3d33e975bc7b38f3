//! Functions of yes and no, as ordered decision diagrams: equal functions are equal values.

use std::collections::HashMap;

/// A function of the variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Formula(usize);

/// Variables by whether they must hold; all of them together.
pub(super) type Cube = Vec<(usize, bool)>;

/// What a function is when its first variable does not hold, and when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    variable: usize,
    without: Formula,
    with: Formula,
}

/// All functions that were made so far.
#[derive(Debug, Default)]
pub(super) struct Diagram {
    nodes: Vec<Node>,
    known: HashMap<Node, Formula>,
    chosen: HashMap<[Formula; 3], Formula>,
}

impl Formula {
    pub(super) const FALSE: Self = Self(0);
    pub(super) const TRUE: Self = Self(1);
}

impl Default for Formula {
    fn default() -> Self {
        Self::FALSE
    }
}

impl Diagram {
    pub(super) fn variable(&mut self, variable: usize) -> Formula {
        self.node(Node { variable, without: Formula::FALSE, with: Formula::TRUE })
    }

    pub(super) fn and(&mut self, a: Formula, b: Formula) -> Formula {
        self.choose(a, b, Formula::FALSE)
    }

    pub(super) fn or(&mut self, a: Formula, b: Formula) -> Formula {
        self.choose(a, Formula::TRUE, b)
    }

    pub(super) fn not(&mut self, a: Formula) -> Formula {
        self.choose(a, Formula::FALSE, Formula::TRUE)
    }

    fn node(&mut self, node: Node) -> Formula {
        if node.without == node.with {
            return node.with;
        }
        let next = Formula(self.nodes.len().saturating_add(2));
        let formula = *self.known.entry(node).or_insert(next);
        if formula == next {
            self.nodes.push(node);
        }
        formula
    }

    fn of(&self, formula: Formula) -> Option<Node> {
        self.nodes.get(formula.0.checked_sub(2)?).copied()
    }

    /// A function without and with a variable that comes first in it, if any does.
    fn split(&self, formula: Formula, variable: usize) -> (Formula, Formula) {
        match self.of(formula) {
            Some(node) if node.variable == variable => (node.without, node.with),
            _ => (formula, formula),
        }
    }

    fn first(&self, formulas: &[Formula]) -> Option<usize> {
        formulas.iter().filter_map(|formula| self.of(*formula)).map(|node| node.variable).min()
    }

    /// `then` where `condition` holds, `otherwise` where it does not.
    fn choose(&mut self, condition: Formula, then: Formula, otherwise: Formula) -> Formula {
        match (condition, then, otherwise) {
            (Formula::TRUE, ..) => return then,
            (Formula::FALSE, ..) => return otherwise,
            (_, Formula::TRUE, Formula::FALSE) => return condition,
            _ if then == otherwise => return then,
            _ => {}
        }
        let key = [condition, then, otherwise];
        if let Some(known) = self.chosen.get(&key) {
            return *known;
        }
        let Some(variable) = self.first(&key) else { return otherwise };
        let [c, t, o] = key.map(|formula| self.split(formula, variable));
        let without = self.choose(c.0, t.0, o.0);
        let with = self.choose(c.1, t.1, o.1);
        let chosen = self.node(Node { variable, without, with });
        self.chosen.insert(key, chosen);
        chosen
    }

    /// Few cubes that cover `least` and nothing outside of `most` (S. Minato's irredundant sum of products).
    pub(super) fn cubes(&mut self, least: Formula, most: Formula) -> Vec<Cube> {
        let (mut cubes, _) = self.cover(least, most);
        cubes.sort();
        cubes
    }

    fn cover(&mut self, least: Formula, most: Formula) -> (Vec<Cube>, Formula) {
        if least == Formula::FALSE {
            return (Vec::new(), Formula::FALSE);
        }
        let Some(variable) = self.first(&[least, most]).filter(|_| most != Formula::TRUE) else {
            return (vec![Vec::new()], Formula::TRUE);
        };
        let (least, most) = (self.split(least, variable), self.split(most, variable));
        let only = |diagram: &mut Self, here: Formula, there: Formula, most: Formula| {
            let not_there = diagram.not(there);
            let needed = diagram.and(here, not_there);
            diagram.cover(needed, most)
        };
        let (without, covered_without) = only(self, least.0, most.1, most.0);
        let (with, covered_with) = only(self, least.1, most.0, most.1);
        let (not_without, not_with) = (self.not(covered_without), self.not(covered_with));
        let rest = (self.and(least.0, not_without), self.and(least.1, not_with));
        let (rest, both) = (self.or(rest.0, rest.1), self.and(most.0, most.1));
        let (either, covered_either) = self.cover(rest, both);
        let marked = |cubes: Vec<Cube>, holds: bool| {
            cubes.into_iter().map(move |cube| [vec![(variable, holds)], cube].concat())
        };
        let cubes = either.into_iter().chain(marked(with, true)).chain(marked(without, false)).collect();
        let (a, b) = (self.or(covered_without, covered_either), self.or(covered_with, covered_either));
        let covered = self.node(Node { variable, without: a, with: b });
        (cubes, covered)
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagram, Formula};

    #[test]
    fn cubes_cover_what_they_must_and_no_more() {
        let mut diagram = Diagram::default();
        let [a, b, c] = [0, 1, 2].map(|variable| diagram.variable(variable));
        let (ab, not_a) = (diagram.and(a, b), diagram.not(a));
        let rest = diagram.and(not_a, c);
        let sum = diagram.or(ab, rest);
        let mut cubes = diagram.cubes(sum, sum);
        cubes.sort();
        assert_eq!(cubes, [vec![(0, false), (2, true)], vec![(0, true), (1, true)]]);
        assert_eq!(diagram.cubes(sum, Formula::TRUE), [vec![]], "as short as they may be");
        assert!(diagram.cubes(Formula::FALSE, sum).is_empty());
        let (x, y) = (diagram.or(a, b), diagram.or(b, a));
        assert_eq!(x, y, "equal functions are equal values");
    }
}
