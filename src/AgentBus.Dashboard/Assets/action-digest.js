// What a vote is bound to (docs/deliberation.md, "What an approval is bound to"): computed here of what the page shows, not taken from the server.
import { canonicalize } from './canonical.js';
import { hex, sha256, utf8 } from './hashes.js';

/** The parts of an action that are single texts. */
export const parts = ['action', 'classification', 'message_type', 'sender', 'target', 'tenant', 'tool'];

/** The digest, in hex. @param shown the parts as text, and body as JSON text. */
export async function actionDigest(shown) {
  const action = { v: 1, body: JSON.parse(shown.body) };
  for (const part of parts) {
    if (typeof shown[part] !== 'string') throw new TypeError(`${part} is not shown`);
    action[part] = shown[part];
  }
  return hex(await sha256(utf8(canonicalize(action))));
}
