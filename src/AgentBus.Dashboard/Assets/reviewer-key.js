// The key with which this browser signs for one person of one tenant: made here, kept in IndexedDB, never readable by anybody, also not by this page.
import { base64, hex, sha256 } from './hashes.js';

const database = 'agentbus-reviewer';
const store = 'keys';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run(mode, act) {
  const opened = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

const name = (tenant, person) => JSON.stringify([tenant, person]);

/** WebCrypto is there: over https, or on this machine. */
export const canSign = () => globalThis.isSecureContext && Boolean(globalThis.crypto?.subtle) && Boolean(globalThis.indexedDB);

/** The key's name: the first 32 hex digits of SHA-256 over its DER form. */
export const nameOf = async spki => hex(await sha256(spki)).slice(0, 32);

/** The person's key in this browser; undefined: there is none. */
export const findKey = (tenant, person) => run('readonly', keys => keys.get(name(tenant, person)));

/** Makes a key, in the place of one that was there. */
export async function makeKey(tenant, person) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const key = { id: await nameOf(spki), publicKey: base64(spki), privateKey: pair.privateKey };
  await run('readwrite', keys => keys.put(key, name(tenant, person)));
  return key;
}

/** Forgets the key of this browser. */
export const forgetKey = (tenant, person) => run('readwrite', keys => keys.delete(name(tenant, person)));
