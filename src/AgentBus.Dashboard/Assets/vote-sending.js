// Brings a vote to the server, however often that takes: the very same signed vote counts once, so whoever did not get the answer sends it again.
import { ask, viewer } from './live.js';

const firstDelay = 1000;
const longestDelay = 15000;
const passing = new Set([408, 425, 429, 502, 503, 504]);

// A vote is its voter's: whoever signs in after them in the same tab does not send it.
const kept = caseId => `agentbus-vote ${viewer()} ${caseId}`;

/** A vote of this tab that was signed, and whose answer never came; undefined: there is none. */
export function unanswered(caseId, now = Date.now()) {
  const text = sessionStorage.getItem(kept(caseId));
  const fields = text ? JSON.parse(text) : undefined;
  if (fields && Date.parse(fields.expires) > now) return fields;
  sessionStorage.removeItem(kept(caseId));
  return undefined;
}

/**
 * Sends until there is an answer, or the signature has ended. @param tell is called with words while it waits
 * @returns {status, html}; status 0: nobody knows whether it arrived
 */
export async function send(path, caseId, fields, tell) {
  sessionStorage.setItem(kept(caseId), JSON.stringify(fields));
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, longestDelay)) {
    const answer = await once(path, fields);
    if (answer) {
      if (answer.status !== 401) sessionStorage.removeItem(kept(caseId));
      return answer;
    }
    if (Date.parse(fields.expires) <= Date.now() + delay) return { status: 0, html: '' };
    tell('The bus did not answer. Your vote is kept here and sent again; it counts once.');
    await new Promise(resolve => setTimeout(resolve, delay));
  }
}

async function once(path, fields) {
  try {
    const answer = await ask(path, fields);
    return passing.has(answer.status) ? undefined : { status: answer.status, html: await answer.text() };
  } catch {
    return undefined;
  }
}
