use thiserror::Error;

use super::{NodeId, Plan};

/// First bytes of a compact pack: what it is, and the version of its form.
const MAGIC: &[u8; 8] = b"BAREME\x00\x03";

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
        let (plan, rest): (Self, &[u8]) = postcard::take_from_bytes(body).map_err(|_| CompactError)?;
        if rest.is_empty() && plan.is_ordered() {
            Ok(plan)
        } else {
            Err(CompactError)
        }
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
                .all(|d| d.order.is_sorted() && d.order.iter().all(within))
    }
}
