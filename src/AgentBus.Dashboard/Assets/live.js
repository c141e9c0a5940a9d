// Keeps parts of the page current. The server says that something of a topic changed (server-sent events); the parts of that topic are fetched from it anew,
// as HTML that it wrote and encoded. Nothing is made of texts here.
//
// Browsers open few connections to one host, so of all open pages one follows the server, the one that holds the lock, and passes on what it is told. When it
// closes, the next one holds the lock. Where there are no locks (a page that is not secure), each page follows by itself.
//
// A part:  <div data-live="cases" data-source="/dashboard/...">     (component Live); with data-of it is about one case, and other cases leave it alone
// Others:  document.addEventListener('agentbus:event', e => e.detail.topic, e.detail.data)
//          document.addEventListener('agentbus:updated', e => e.target, e.detail.lostFocus)  after a part was replaced

const firstDelay = 1000;
const longestDelay = 30000;
const gather = 200;
const quiet = 45000;
const topics = ['cases', 'figures'];
const lock = 'agentbus-live';
const others = 'locks' in navigator && 'BroadcastChannel' in globalThis ? new BroadcastChannel(lock) : undefined;
const written = globalThis.trustedTypes?.createPolicy('agentbus-fragments', { createHTML: html => html }) ?? { createHTML: html => html };

let source;
let delay = firstDelay;
let watchdog;
let isLost = false;
// Something may have changed since the parts were written: also between the page and its first word from the server.
let isBehind = true;
let leads = false;
let release;

// Style sheets and tests see it: live, lost or ended.
const stand = state => { document.documentElement.dataset.connection = state; };

export function formToken() {
  return document.querySelector('meta[name="form-token"]')?.content ?? '';
}

/** Who is signed in: tenant/name; what is kept in the browser is kept for them alone. */
export function viewer() {
  return document.querySelector('meta[name="viewer"]')?.content ?? '';
}

/** Where somebody signs in again and comes back from. */
export const signInAgain = () => `/dashboard/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`;

/** Asks the server for a part of a page, or sends a form to it; the answer's text is HTML that it wrote. */
export function ask(path, form) {
  return fetch(path, {
    method: form ? 'POST' : 'GET',
    headers: { 'X-Fragment': '1', ...(form ? { 'X-Form-Token': formToken() } : {}) },
    body: form ? new URLSearchParams(form) : undefined,
    credentials: 'same-origin',
  });
}

// What each part holds, as the server wrote it and before any module touched it: what is the same is left alone, and with it the focus of whoever is there.
const shown = new WeakMap();
for (const element of document.querySelectorAll('[data-live]')) shown.set(element, element.innerHTML);

function normal(html) {
  const template = document.createElement('template');
  template.innerHTML = written.createHTML(html);
  return template.innerHTML;
}

// Where an element stands in a part: the steps from the nearest element around it that has a name.
function placeOf(element, root) {
  const steps = [];
  let at = element;
  for (; at !== root && !at.id; at = at.parentElement) steps.unshift([...at.parentElement.children].indexOf(at));
  return { id: at === root ? '' : at.id, steps, tag: element.tagName };
}

function findPlace(root, { id, steps, tag }) {
  const found = steps.reduce((at, step) => at?.children[step], id ? document.getElementById(id) : root);
  return found?.tagName === tag ? found : undefined;
}

/**
 * Puts HTML of the server in the place of what an element holds. What was open stays open. Whoever was in it stays where they were; where that is gone, they
 * are at the part itself, and not at the beginning of the page.
 */
export function replace(element, html) {
  const active = document.activeElement;
  const place = active !== element && element.contains(active) ? placeOf(active, element) : undefined;
  const open = [...element.querySelectorAll('details[open][id]')].map(details => details.id);
  shown.set(element, normal(html));
  element.innerHTML = written.createHTML(html);
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  const back = place && findPlace(element, place);
  if (place && !back) element.tabIndex = -1;
  if (place) (back ?? element).focus({ preventScroll: true });
  element.dispatchEvent(new CustomEvent('agentbus:updated', { bubbles: true, detail: { lostFocus: Boolean(place) && !back } }));
}

function say(text, kind = '') {
  const banner = document.getElementById('banner');
  banner.className = `banner ${kind}`;
  banner.textContent = text;
  banner.hidden = text === '';
}

function sayEnded() {
  const link = document.createElement('a');
  link.href = signInAgain();
  link.textContent = 'Sign in again';
  say('Your session has ended. What you see is not current any more. ', 'bad');
  document.getElementById('banner').append(link);
}

const pending = new Map();

async function refresh(element) {
  try {
    const answer = await ask(element.dataset.source);
    if (answer.ok) {
      const html = await answer.text();
      if (normal(html) !== shown.get(element)) replace(element, html);
    } else if (answer.status === 401) end();
  } catch {
    // The stream notices a lost connection, and all parts are fetched when it is back.
  }
}

// One fetch at a time, so that an older answer never comes last; what changes while it is under way is fetched after it.
function soon(element) {
  const underWay = pending.get(element);
  if (underWay) {
    underWay.again = true;
    return;
  }
  const turn = { again: false };
  pending.set(element, turn);
  setTimeout(async () => {
    turn.again = false;
    await refresh(element);
    pending.delete(element);
    if (turn.again) soon(element);
  }, gather);
}

// The case that something is about; undefined: all of them.
function caseOf(data) {
  try {
    return JSON.parse(data).case_id;
  } catch {
    return undefined;
  }
}

function changed(topic, data) {
  const of = caseOf(data);
  for (const element of document.querySelectorAll(`[data-live~="${topic}"]`)) {
    if (!of || !element.dataset.of || element.dataset.of === of) soon(element);
  }
  document.dispatchEvent(new CustomEvent('agentbus:event', { detail: { topic, data } }));
}

// Each page finds out for itself that its session is over: another may be of a newer one.
function end() {
  clearTimeout(watchdog);
  source?.close();
  source = undefined;
  stand('ended');
  sayEnded();
  release?.();
  others?.close();
}

function sayLost() {
  isLost = isBehind = true;
  stand('lost');
  say('Connection lost. What you see may be out of date; trying again …');
}

function found() {
  stand('live');
  if (isLost) say('');
  isLost = false;
  if (!isBehind) return;
  isBehind = false;
  for (const topic of topics) changed(topic, '');
}

function passOn(message) {
  if (leads) others?.postMessage(message);
}

async function lost() {
  clearTimeout(watchdog);
  source?.close();
  source = undefined;
  sayLost();
  passOn({ state: 'lost' });
  try {
    if ((await ask('/dashboard/session')).status === 401) {
      end();
      return;
    }
  } catch {
    // Not there either: it is the connection.
  }
  setTimeout(connect, delay * (0.5 + Math.random() / 2));
  delay = Math.min(delay * 2, longestDelay);
}

function alive() {
  clearTimeout(watchdog);
  watchdog = setTimeout(lost, quiet);
}

function connect() {
  source = new EventSource('/dashboard/events');
  source.addEventListener('open', () => {
    delay = firstDelay;
    alive();
    found();
    passOn({ state: 'live' });
  });
  source.addEventListener('error', lost);
  source.addEventListener('alive', alive);
  source.addEventListener('ended', end);
  for (const topic of topics) {
    source.addEventListener(topic, event => {
      alive();
      changed(topic, event.data);
      passOn({ topic, data: event.data });
    });
  }
}

function follow() {
  others.addEventListener('message', ({ data: message }) => {
    if (leads) {
      if (message.state === 'asks' && document.documentElement.dataset.connection) passOn({ state: document.documentElement.dataset.connection });
    } else if (message.topic) changed(message.topic, message.data);
    else if (message.state === 'live') found();
    else if (message.state === 'lost') sayLost();
  });
  others.postMessage({ state: 'asks' });
  navigator.locks.request(lock, () => new Promise(resolve => {
    release = resolve;
    // What happened between the last page that followed and this one is asked for; the others are told by the server's first word.
    isBehind = leads = true;
    connect();
  }));
}

export function startLive() {
  if (!formToken()) return;
  if (others) follow();
  else connect();
}
