// Registers the key of this browser.
import { ask, replace } from './live.js';
import { canSign, findKey, forgetKey, makeKey } from './reviewer-key.js';

const form = document.getElementById('register');
const own = document.getElementById('own-key');
const result = document.getElementById('register-result');
const list = document.getElementById('keys');
const lookAgain = 1000;
let waiting;

async function show() {
  const { tenant, person } = form.dataset;
  if (!canSign()) {
    own.textContent = 'This browser makes keys only over https, or on the machine of the bus itself.';
    return;
  }
  const key = await findKey(tenant, person);
  const state = key ? document.querySelector(`[data-key="${CSS.escape(key.id)}"]`)?.dataset.state : undefined;
  const words = {
    active: 'counts: you can vote with it.',
    pending: 'waits for a second admin. Tell them its first digits, so that they know it is yours.',
    revoked: 'was revoked. Make another one.',
  }[state] ?? 'is not registered yet.';
  own.textContent = key ? `Your key ${key.id.slice(0, 8)} … of this browser ${words}` : 'There is no key of yours in this browser.';
  form.hidden = state === 'active' || state === 'pending';
  clearTimeout(waiting);
  if (state === 'pending') waiting = setTimeout(awaitConfirmation, lookAgain, key);
}

// Somebody else confirms it, somewhere else: the page looks until they have.
async function awaitConfirmation(key) {
  const answer = await ask(list.dataset.source).catch(() => undefined);
  if (answer?.status === 401) return;
  const html = answer?.ok ? await answer.text() : '';
  if (html && !html.includes(`data-key="${key.id}" data-state="pending"`)) replace(list, html);
  else waiting = setTimeout(awaitConfirmation, lookAgain, key);
}

document.addEventListener('agentbus:updated', event => {
  if (event.target === list) show();
});

form?.addEventListener('submit', async event => {
  event.preventDefault();
  const { tenant, person } = form.dataset;
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    let key = await findKey(tenant, person);
    if (key && document.querySelector(`[data-key="${CSS.escape(key.id)}"]`)) {
      await forgetKey(tenant, person);
      key = undefined;
    }
    // What was made and never arrived is registered, in the place of yet another one.
    key ??= await makeKey(tenant, person);
    form.elements.public_key.value = key.publicKey;
    const answer = await ask(form.action, new FormData(form));
    if (answer.ok) location.assign('/dashboard/keys');
    else replace(result, await answer.text());
  } catch (fault) {
    result.textContent = `The key was not registered: ${fault.message}. Try again.`;
  } finally {
    button.disabled = false;
  }
});

if (form) show();
