// What was sent, before inspection: asked for with a reason, shown where it was asked for, and gone from the page when nobody decides any more.
import { ask, replace } from './live.js';
import { say, sayEnded } from './notices.js';

const form = document.getElementById('raw-look');
const result = document.getElementById('raw-result');
const now = document.getElementById('case-now');
let isOver = false;

async function look(button) {
  button.disabled = true;
  try {
    const answer = await ask(form.action, new FormData(form));
    const html = await answer.text();
    if (answer.status === 401) sayEnded(result, 'nothing is shown', 'look again');
    else {
      if (isOver) return;
      replace(result, html);
      if (answer.ok) {
        form.hidden = true;
        document.getElementById('raw-title').focus();
      }
    }
  } catch {
    say(result, 'warn', 'The bus did not answer, so nothing is shown. The look may be on record: see "What happened".');
  } finally {
    button.disabled = false;
  }
}

function hide(words) {
  if (isOver) return;
  isOver = true;
  form.hidden = true;
  say(result, '', words);
}

if (form) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    look(form.querySelector('button'));
  });
  document.addEventListener('agentbus:updated', event => {
    if (event.target === now && now.querySelector('[data-state]').dataset.state !== 'open') hide('What was sent is shown only while people decide.');
  });
  // Whoever comes to a page that was left open does not see it either.
  new MutationObserver(() => {
    if (document.documentElement.dataset.connection === 'ended') hide('Your session has ended, so nothing is shown any more.');
  }).observe(document.documentElement, { attributeFilter: ['data-connection'] });
}
