// What a page says in words of its own.
import { signInAgain } from './live.js';

/** Says something in a box. @param kind good, warn, bad or empty @param parts texts and elements */
export function say(box, kind, ...parts) {
  const notice = document.createElement('div');
  notice.className = `notice ${kind}`;
  const text = document.createElement('p');
  text.append(...parts);
  notice.append(text);
  box.replaceChildren(notice);
}

export function linkTo(path, text) {
  const link = document.createElement('a');
  link.href = path;
  link.textContent = text;
  return link;
}

/** Says that the session is over. @param what became of what was sent @param then what comes after signing in */
export const sayEnded = (box, what, then) => say(box, 'bad', `Your session has ended, so ${what}: `, linkTo(signInAgain(), 'sign in again'), `, and ${then}.`);
