// A vote: its text (docs/deliberation.md, "What a vote signs") and its signature, ECDSA P-256 over SHA-256 in IEEE P1363 form, which is WebCrypto's.
import { canonicalize } from './canonical.js';
import { base64, hex, sha256, utf8 } from './hashes.js';

const lifetime = 10 * 60 * 1000;

/** A time as the text holds it: whole seconds, UTC. */
export const wholeSeconds = date => `${date.toISOString().slice(0, 19)}Z`;

/** The text that is signed. @param vote {caseId, digest, expires, keyId, policyRevision, reason, reviewer, tenant, vote} */
export async function voteText(vote) {
  return canonicalize({
    case: vote.caseId,
    digest: vote.digest,
    expires: vote.expires,
    key_id: vote.keyId,
    policy_revision: vote.policyRevision,
    reason_sha256: hex(await sha256(utf8(vote.reason))),
    reviewer: vote.reviewer,
    tenant: vote.tenant,
    v: 1,
    vote: vote.vote,
  });
}

/** The fields of a signed vote as the server takes them. @param key {id, privateKey} */
export async function signVote(vote, key, now = new Date()) {
  const signed = { ...vote, keyId: key.id, expires: wholeSeconds(new Date(now.getTime() + lifetime)) };
  const text = await voteText(signed);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, utf8(text));
  return {
    vote: signed.vote,
    reason: signed.reason,
    digest: signed.digest,
    policy_revision: `${signed.policyRevision}`,
    key_id: signed.keyId,
    expires: signed.expires,
    signature: base64(new Uint8Array(signature)),
  };
}
