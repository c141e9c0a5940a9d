// Signed tree heads: C2SP tlog-checkpoint in a signed note (docs/ledger.md). Signatures are ECDSA P-256 with SHA-256, in DER.
import { fromBase64, hex, sha256, utf8 } from './hashes.js';

const halfLength = 32;

/** Reads a note. @throws it is none */
export function readCheckpoint(note) {
  const lines = note.split('\n');
  const [origin, size, root, time, gap] = lines;
  if (lines.length < 7 || gap !== '' || lines.at(-1) !== '' || !origin || !/^(0|[1-9][0-9]{0,15})$/.test(size) || !/^time [0-9T:Z-]{20}$/.test(time)) throw new TypeError('it is no checkpoint');
  const signatures = lines.slice(5, -1).map(line => {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (!encoded) throw new TypeError('a signature cannot be read');
    const bytes = fromBase64(encoded);
    return { name, keyHash: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
  });
  return { origin, size: Number(size), root: fromBase64(root), signedAt: time.slice(5), text: `${lines.slice(0, 4).join('\n')}\n`, signatures };
}

/** The two numbers of a DER signature side by side, as WebCrypto takes them. @throws it is no such signature */
export function toP1363(der) {
  const bad = () => new TypeError('a signature is no DER');
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw bad();
  const out = new Uint8Array(2 * halfLength);
  let at = 2;
  for (const end of [halfLength, 2 * halfLength]) {
    const length = der[at + 1];
    if (der[at] !== 0x02 || !length || at + 2 + length > der.length) throw bad();
    let number = der.slice(at + 2, at + 2 + length);
    while (number.length > halfLength && number[0] === 0) number = number.slice(1);
    if (number.length > halfLength) throw bad();
    out.set(number, end - number.length);
    at += 2 + length;
  }
  if (at !== der.length) throw bad();
  return out;
}

/** A public key from PEM. */
export async function readKey(pem) {
  const [, body] = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem) ?? [];
  if (!body) throw new TypeError('it is no PEM of a public key');
  const spki = fromBase64(body.replace(/\s/g, ''));
  return {
    id: hex(await sha256(spki)).slice(0, 8),
    key: await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']),
  };
}

/** The name of the key of these that signed the checkpoint; empty: none did. */
export async function signerOf(checkpoint, keys) {
  for (const { name, keyHash, signature } of checkpoint.signatures) {
    for (const { id, key } of keys) {
      if (id !== keyHash || name !== checkpoint.origin) continue;
      if (await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, toP1363(signature), utf8(checkpoint.text))) return id;
    }
  }
  return '';
}
