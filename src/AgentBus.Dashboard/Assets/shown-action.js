// Reads the action out of what the page shows, and nowhere else: what is signed is what somebody could see.
import { actionDigest, parts } from './action-digest.js';

function read(name) {
  const elements = document.querySelectorAll(`[data-signed="${name}"]`);
  if (elements.length !== 1) throw new Error(`the page shows ${name} ${elements.length} times`);
  const [element] = elements;
  // An empty text has nothing to show.
  if (element.textContent !== '' && !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) throw new Error(`the page hides ${name}`);
  return element.dataset.form === 'json' ? JSON.parse(element.textContent) : element.textContent;
}

/** The digest of the action that the page shows. @throws something is missing or hidden */
export const shownDigest = () => actionDigest(Object.fromEntries([...parts, 'body'].map(name => [name, read(name)])));
