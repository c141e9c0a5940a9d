// The queue: keys, the count in title and icon, a sound for who wants it.
import { listen, reveal } from './shortcuts.js';
import { isOn, mayPlay, ring, turn, wake } from './sound.js';

const list = document.getElementById('queue');
const said = document.getElementById('queue-said');
const title = document.title;
const passedOver = new Set();
let selected = '';
let selectedAt = -1;
let known = ids();

function rows() {
  return [...list.querySelectorAll('.case-row')].filter(row => row.checkVisibility());
}

function ids() {
  return new Set([...list.querySelectorAll('.case-row')].map(row => row.dataset.case));
}

const link = row => row?.querySelector('a');

function current() {
  return rows().find(row => row.dataset.case === selected);
}

function select(row) {
  if (!row) return;
  selected = row.dataset.case;
  mark();
  link(row).focus();
  row.scrollIntoView({ block: 'nearest' });
}

function mark() {
  const at = rows().findIndex(row => row.dataset.case === selected);
  if (at >= 0) selectedAt = at;
  for (const row of list.querySelectorAll('.case-row')) {
    row.classList.toggle('selected', row.dataset.case === selected);
    row.classList.toggle('passed', passedOver.has(row.dataset.case));
  }
}

function step(by) {
  const all = rows();
  const at = all.findIndex(row => row.dataset.case === selected);
  select(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function open(choice) {
  const row = current() ?? rows()[0];
  if (row) location.assign(link(row).href + choice);
}

function passOver() {
  const row = current() ?? rows()[0];
  if (!row) return;
  passedOver.add(row.dataset.case);
  const all = rows();
  select(all.slice(all.indexOf(row) + 1).find(other => !passedOver.has(other.dataset.case)) ?? row);
  mark();
}

function count() {
  const open = Number(list.querySelector('[data-count]')?.dataset.count ?? 0);
  document.title = open > 0 ? `(${open}) ${title}` : title;
  const icon = document.getElementById('favicon');
  icon.dataset.plain ??= icon.href;
  icon.href = open > 0 ? `/dashboard/queue/icon/${open}` : icon.dataset.plain;
}

const switcher = document.getElementById('sound');

function showSound() {
  switcher.setAttribute('aria-pressed', `${isOn()}`);
  switcher.textContent = !isOn() ? 'Sound is off' : mayPlay() ? 'Sound is on' : 'Sound is on, after a click';
}

async function wakeSound() {
  if (!isOn() || mayPlay()) return;
  await wake();
  showSound();
}

switcher.addEventListener('click', async () => {
  turn();
  showSound();
  await wakeSound();
  if (isOn()) ring();
});

// Where the sound was switched on before, the first touch of this page lets it play.
for (const touch of ['click', 'keydown']) document.addEventListener(touch, wakeSound);

list.addEventListener('focusin', event => {
  const row = event.target.closest('.case-row');
  if (!row) return;
  selected = row.dataset.case;
  mark();
});

document.addEventListener('agentbus:updated', event => {
  if (event.target !== list) return;
  const now = ids();
  const fresh = [...now].filter(id => !known.has(id)).length;
  known = now;
  // Who was at a case that is gone goes on with the one in its place.
  const all = rows();
  if (event.detail.lostFocus && all.length > 0) select(all[Math.min(Math.max(0, selectedAt), all.length - 1)]);
  mark();
  count();
  if (fresh === 0) return;
  said.textContent = fresh === 1 ? 'A new case waits.' : `${fresh} new cases wait.`;
  if (isOn()) ring();
});

const help = document.getElementById('keys-help');
document.getElementById('help').addEventListener('click', () => help.showModal());

listen({
  j: () => step(1),
  k: () => step(-1),
  Enter: event => (event.target === document.body ? open('') : false),
  a: () => open('#approve'),
  r: () => open('#reject'),
  s: passOver,
  '/': () => document.getElementById('text').focus(),
  '?': () => help.showModal(),
});

reveal();
showSound();
count();
