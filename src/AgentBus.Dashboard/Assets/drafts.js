// What somebody typed and has not sent, kept in this tab until it was: neither a session that ends nor a page that is loaded anew takes it away. It comes
// back for the person who typed it, and for nobody else who signs in here.
import { viewer } from './live.js';

const nameOf = form => `agentbus-draft ${viewer()} ${new URL(form.action).pathname}`;

// Hidden fields are the server's: what they hold is of the page and not of the person.
const typed = form => Object.fromEntries([...new FormData(form)].filter(([name]) => form.elements.namedItem(name).type !== 'hidden'));

/** Puts what was typed back into a form, and keeps what is typed from now on. */
export function keepDraft(form) {
  const kept = JSON.parse(sessionStorage.getItem(nameOf(form)) ?? '{}');
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements.namedItem(name);
    if (field && !field.value) field.value = value;
  }
  form.addEventListener('input', () => sessionStorage.setItem(nameOf(form), JSON.stringify(typed(form))));
}

/** It was sent. */
export const dropDraft = form => sessionStorage.removeItem(nameOf(form));

/** Nothing of anybody is left in this tab. */
export const dropAll = () => sessionStorage.clear();
