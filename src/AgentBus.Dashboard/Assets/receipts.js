// Checks receipts in the page: what the server says of itself is computed anew.
import { readKey } from './checkpoint.js';
import { checkReceipt } from './receipt.js';
import { reveal } from './shortcuts.js';

const pemBlocks = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

async function keysFor(box) {
  const given = box.querySelector('[data-pem]').value.trim();
  const pem = given || await (await fetch(box.dataset.keys, { credentials: 'same-origin' })).text();
  return { keys: await Promise.all((pem.match(pemBlocks) ?? []).map(readKey)), isGiven: given !== '' };
}

function show(box, kind, words, items = []) {
  const notice = document.createElement('div');
  notice.className = `notice ${kind}`;
  const text = document.createElement('p');
  text.textContent = words;
  const list = document.createElement('ul');
  list.append(...items.map(item => Object.assign(document.createElement('li'), { textContent: item })));
  notice.append(text, ...(items.length > 0 ? [list] : []));
  box.querySelector('[data-result]').replaceChildren(notice);
}

function tell(box, found, isGiven) {
  const from = isGiven ? 'the key that you gave' : 'the key that this bus names';
  show(box, found.holds ? 'good' : 'bad',
    found.holds ? `✓ It holds: computed here, with ${from}.` : '✕ It does not hold. Keep the receipt, and tell an operator of the bus.',
    [
      ...found.entries.map(entry => `Entry ${entry.index}, ${entry.kind} of the message ${entry.subject}, ${entry.isAbout ? '' : 'is about another one than this case and '}${entry.isIncluded && entry.isOurs ? 'is' : 'is NOT'} in the ledger of ${found.origin}, which has ${found.size} entries.`),
      found.signer ? `Its head was signed ${found.signedAt} with key ${found.signer}.` : `No signature of its head is by ${from}.`,
    ]);
}

async function check(box, read) {
  show(box, '', 'Being checked …');
  try {
    const { keys, isGiven } = await keysFor(box);
    for (const receipt of await read()) tell(box, await checkReceipt(receipt, keys, box.dataset.message), isGiven);
  } catch (fault) {
    show(box, 'bad', `It could not be checked: ${fault.message}`);
  }
}

async function fetched(source) {
  const answer = await fetch(source, { credentials: 'same-origin' });
  if (answer.status === 404) throw new Error('the ledger is a moment behind; try again in a second.');
  if (!answer.ok) throw new Error(`the bus answered ${answer.status}.`);
  return [await answer.json()];
}

for (const box of document.querySelectorAll('.receipt-check')) {
  box.querySelector('[data-check]')?.addEventListener('click', () => check(box, () => fetched(box.dataset.source)));
  const file = box.querySelector('[data-file]');
  if (file) {
    file.disabled = false;
    file.addEventListener('change', () => file.files.length > 0 && check(box, async () => {
      const text = await file.files[0].text();
      const parsed = JSON.parse(text);
      return [parsed.data ?? parsed];
    }));
  }
}
reveal();
