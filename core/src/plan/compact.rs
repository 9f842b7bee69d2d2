use thiserror::Error;

use super::{
    MOST_CONDITIONS, NodeId, Plan,
    conflicts::{Conflicts, are_mutual},
};

/// First bytes of a compact pack: what it is, and the version of its form.
const MAGIC: &[u8; 8] = b"BAREME\x00\x02";

/// The bytes are not a compact pack of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("le pack compact est abîmé ou d'une autre version : reconstruisez-le avec le même moteur")]
pub struct CompactError;

impl Plan {
    /// The compact form, read back by [`Plan::from_compact`] without a text parser.
    ///
    /// # Errors
    /// [`CompactError`] when the plan cannot be written, which a plan that was built never meets.
    pub fn to_compact(&self) -> Result<Vec<u8>, CompactError> {
        let mut bytes = MAGIC.to_vec();
        let body = postcard::to_allocvec(self).map_err(|_| CompactError)?;
        bytes.extend_from_slice(&body);
        Ok(bytes)
    }

    /// Reads a compact form back.
    ///
    /// # Errors
    /// [`CompactError`] when the bytes are damaged, of another version, or break an invariant of plans.
    pub fn from_compact(bytes: &[u8]) -> Result<Self, CompactError> {
        let body = bytes.strip_prefix(MAGIC).ok_or(CompactError)?;
        let (mut plan, rest): (Self, &[u8]) = postcard::take_from_bytes(body).map_err(|_| CompactError)?;
        if !rest.is_empty() || !plan.is_ordered() {
            return Err(CompactError);
        }
        plan.conflicts = plan.searchable().ok_or(CompactError)?;
        Ok(plan)
    }

    /// The conflicts of the dispositifs, when they hold both ways and are searched in a bounded time.
    fn searchable(&self) -> Option<Conflicts> {
        let excluded: Vec<&[u16]> = self
            .dispositifs
            .iter()
            .map(|dispositif| dispositif.incompatible_with.as_slice())
            .collect();
        are_mutual(&excluded)
            .then(|| Conflicts::of(&excluded).ok())
            .flatten()
    }

    /// Does every node come after its operands, and every order go up?
    fn is_ordered(&self) -> bool {
        let operands_first = (0_u32..).zip(&self.nodes).all(|(position, node)| {
            let mut before = true;
            node.operands(|operand| before &= operand < NodeId(position));
            before
        });
        let within = |id: &NodeId| id.index() < self.nodes.len();
        operands_first
            && self.node_kinds.len() == self.nodes.len()
            && self
                .dispositifs
                .iter()
                .all(|d| d.order.is_sorted() && d.order.iter().all(within) && d.conditions.len() <= MOST_CONDITIONS)
            // Positions are sixteen bits.
            && u16::try_from(self.dispositifs.len()).is_ok()
    }
}
