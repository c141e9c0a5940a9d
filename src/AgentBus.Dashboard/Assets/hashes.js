// SHA-256, and bytes as text.
const encoder = new TextEncoder();

export const utf8 = text => encoder.encode(text);

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

export const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

export function fromHex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new TypeError('it is no lower-case hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}

export const base64 = bytes => btoa(String.fromCharCode(...bytes));

export const fromBase64 = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));

export const same = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);
