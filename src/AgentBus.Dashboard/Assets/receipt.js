// Checks a receipt (docs/ledger.md, "Receipts") here, with code that is not the server's: each entry is in the tree of the head, and a known key signed the head.
import { canonicalize } from './canonical.js';
import { readCheckpoint, signerOf } from './checkpoint.js';
import { fromHex, utf8 } from './hashes.js';
import { isIncluded, leafHash } from './merkle.js';

/**
 * What holds of a receipt. @param receipt {tenant, checkpoint, entries: [{entry, path}]} @param keys of readKey
 * @param about the message that it is to be about; undefined: whatever it says. A receipt of something else is as good as none.
 * @returns {origin, size, signedAt, signer, entries: [{index, kind, subject, isIncluded, isOurs, isAbout}], holds}
 */
export async function checkReceipt(receipt, keys, about = undefined) {
  const head = readCheckpoint(receipt.checkpoint);
  const entries = [];
  for (const { entry, path } of receipt.entries) {
    const leaf = await leafHash(utf8(canonicalize(entry)));
    entries.push({
      index: entry.index,
      kind: entry.kind,
      subject: entry.subject,
      isIncluded: await isIncluded(leaf, entry.index, head.size, path.map(fromHex), head.root),
      isOurs: entry.tenant === receipt.tenant,
      isAbout: about === undefined || entry.subject === about,
    });
  }
  const signer = await signerOf(head, keys);
  const isOrigin = head.origin.endsWith(`/${receipt.tenant}`);
  return {
    origin: head.origin, size: head.size, signedAt: head.signedAt, signer, entries,
    holds: signer !== '' && isOrigin && entries.length > 0 && entries.every(entry => entry.isIncluded && entry.isOurs && entry.isAbout),
  };
}
