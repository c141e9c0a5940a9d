// One case: the digest of what is shown, the vote, its signature, its result.
import { replace } from './live.js';
import { signVote, wholeSeconds } from './ballot.js';
import { dropDraft, keepDraft } from './drafts.js';
import { linkTo, say as sayIn, sayEnded } from './notices.js';
import { listenToRemarks } from './remarks.js';
import { canSign, findKey } from './reviewer-key.js';
import { listen, reveal } from './shortcuts.js';
import { shownDigest } from './shown-action.js';
import { send, unanswered } from './vote-sending.js';

const form = document.getElementById('vote');
const now = document.getElementById('case-now');
const result = document.getElementById('vote-result');
const check = document.getElementById('digest-check');
const button = document.getElementById('send-vote');
const minutes = 10 * 60 * 1000;

const state = () => now.querySelector('[data-state]')?.dataset ?? {};
const wasOpen = state().state === 'open';
const isSigned = () => form?.dataset.unsigned !== 'true';

const say = (kind, ...parts) => sayIn(result, kind, ...parts);

async function checkDigest() {
  if (!document.querySelector('[data-signed="body"]')) return;
  try {
    const digest = await shownDigest();
    const fits = digest === document.getElementById('digest').textContent;
    check.textContent = fits ? '✓ made here of what you see' : '✕ not that of what you see';
    check.className = fits ? 'badge good' : 'badge bad';
  } catch (fault) {
    check.textContent = `✕ cannot be made here: ${fault.message}`;
    check.className = 'badge bad';
  }
}

async function showKey() {
  const place = document.getElementById('vote-key');
  if (!form || !isSigned()) return;
  const { tenant, reviewer } = form.dataset;
  if (!canSign()) {
    place.textContent = 'This browser signs only over https, or on the machine of the bus itself.';
    button.disabled = true;
    return;
  }
  const key = await findKey(tenant, reviewer);
  place.replaceChildren(...(key
    ? [`Signed with your key ${key.id.slice(0, 8)} of this browser.`]
    : ['There is no key of yours in this browser. ', linkTo('/dashboard/keys', 'Make one and register it'), '; a second admin confirms it.']));
  button.disabled = !key;
}

function refuse(words) {
  say('bad', words);
  return undefined;
}

/** The fields of the vote, signed where the tenant wants that; undefined: nothing is sent. */
async function makeVote() {
  const values = new FormData(form);
  const { tenant, reviewer, unsigned } = form.dataset;
  const digest = await shownDigest();
  if (digest !== values.get('digest') || digest !== state().digest) {
    return refuse('The case is not what this page shows any more, or the page does not show what the server means. Nothing was signed. Load the page anew and look at it again.');
  }
  const vote = {
    caseId: form.dataset.case, tenant, reviewer, digest,
    vote: values.get('vote'), reason: values.get('reason').replaceAll('\r\n', '\n').trim(), policyRevision: Number(values.get('policy_revision')),
  };
  if (!vote.reason.isWellFormed()) return refuse('The reason holds half a character. Write it anew.');
  if (unsigned === 'true') {
    return { vote: vote.vote, reason: vote.reason, digest, policy_revision: `${vote.policyRevision}`, expires: wholeSeconds(new Date(Date.now() + minutes)) };
  }
  const key = await findKey(tenant, reviewer);
  if (!key) return refuse('There is no key of yours in this browser any more. Make one on the page Keys. Nothing was sent.');
  return signVote(vote, key);
}

async function deliver(fields) {
  button.disabled = true;
  try {
    const answer = await send(form.action, form.dataset.case, fields, words => say('warn', words));
    if (answer.status === 200) {
      replace(now, answer.html);
      say('good', 'Your vote is taken.');
      dropDraft(form);
      document.getElementById('reason').value = '';
    } else if (answer.status === 401) {
      sayEnded(result, 'the vote was not taken. It is kept in this tab for some minutes, and your reason for longer', 'the vote is sent');
    } else if (answer.status === 0) {
      say('bad', 'The bus did not answer in time, and nobody knows whether the vote arrived. Load the page anew: it shows your vote if it did.');
    } else {
      replace(result, answer.html);
    }
  } finally {
    button.disabled = false;
    close();
  }
}

// The form goes with the state that it is for.
function close() {
  const stands = state();
  const isOpen = stands.state === 'open';
  for (const id of ['vote-card', 'say-card']) {
    const card = document.getElementById(id);
    if (card) card.hidden = !isOpen;
  }
  if (!isOpen) return;
  if (!form) {
    if (!wasOpen) say('warn', 'People are asked again. ', linkTo(location.pathname, 'Look at it again'), '.');
  } else if (stands.digest !== form.elements.digest.value || stands.policyRevision !== form.elements.policy_revision.value) {
    button.disabled = true;
    say('warn', 'People are asked again: the message, or what holds it, is not what it was when you opened this page. What you typed stays. ', linkTo(location.pathname, 'Look at it again'), '.');
  }
}

// Whoever does not see the page is told where the case stands, when that is something else than before.
const said = document.getElementById('case-said');
let told = state().said;

function announce() {
  const words = state().said;
  if (words === told) return;
  told = words;
  said.textContent = words;
}

function choose(choice) {
  const option = document.getElementById(`choose-${choice}`);
  if (!option || document.getElementById('vote-card').hidden) return false;
  option.checked = true;
  document.getElementById('reason').focus();
  return true;
}

document.addEventListener('agentbus:updated', event => {
  if (event.target !== now) return;
  close();
  announce();
});

if (form) {
  keepDraft(form);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (button.disabled) return;
    let fields;
    try {
      fields = await makeVote();
    } catch (fault) {
      say('bad', `The vote could not be signed: ${fault.message}. Nothing was sent.`);
    }
    if (fields) await deliver(fields);
  });
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  listen({ a: () => choose('approve'), r: () => choose('reject'), s: () => choose('abstain'), u: () => location.assign('/dashboard/queue') });
  const kept = unanswered(form.dataset.case);
  if (kept) {
    say('warn', 'A vote of yours was on its way when the answer was lost. It is sent again.');
    deliver(kept);
  }
  const wanted = location.hash.slice(1);
  if (/^(approve|reject|abstain)$/.test(wanted)) choose(wanted);
}

listenToRemarks();
reveal();
checkDigest();
showKey();
