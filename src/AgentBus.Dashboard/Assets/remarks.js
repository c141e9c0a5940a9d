// What people do with a case beside voting: comments, more people, an end. The page stays as it is, with what else was typed in it.
import { ask, replace } from './live.js';
import { dropDraft, keepDraft } from './drafts.js';
import { say, sayEnded } from './notices.js';

const now = document.getElementById('case-now');
const result = document.getElementById('say-result');

async function send(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const answer = await ask(form.action, new FormData(form));
    const html = await answer.text();
    if (answer.ok) {
      dropDraft(form);
      form.reset();
      say(result, 'good', form.dataset.done);
      replace(now, html);
    } else if (answer.status === 401) sayEnded(result, 'this was not taken. It is kept in this tab', 'it stands here again');
    else replace(result, html);
  } catch {
    say(result, 'warn', 'The bus did not answer, so this may have arrived or not: look under "What happened" before you send it again.');
  } finally {
    button.disabled = false;
  }
}

export function listenToRemarks() {
  for (const form of document.querySelectorAll('#say-card form')) {
    keepDraft(form);
    form.addEventListener('submit', event => {
      event.preventDefault();
      send(form);
    });
  }
}
