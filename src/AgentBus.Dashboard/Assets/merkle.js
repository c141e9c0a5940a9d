// Inclusion proofs of RFC 6962 (checked as RFC 9162, section 2.1.3.2, says). Indexes and sizes are whole numbers below 2^53.
import { same, sha256 } from './hashes.js';

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const leafHash = entry => sha256(joined([0], entry));

const nodeHash = (left, right) => sha256(joined([1], left, right));

/** Whether a leaf is where the proof says, in the tree of this size and root. */
export async function isIncluded(leaf, index, size, path, root) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  const half = number => Math.floor(number / 2);
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = await nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(hash, root);
}
