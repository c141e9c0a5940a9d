// RFC 8785: the one text of a JSON value. What has no canonical form throws.

/** The canonical text of a value as JSON.parse gives it. */
export function canonicalize(value) {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`;
  if (typeof value === 'object') {
    // Names are ordered by UTF-16 code units, as sort does.
    return `{${Object.keys(value).sort().map(name => `${text(name)}:${canonicalize(value[name])}`).join(',')}}`;
  }
  throw new TypeError('a value has no canonical form');
}

function text(value) {
  if (!value.isWellFormed()) throw new TypeError('a text is no Unicode');
  return JSON.stringify(value);
}
