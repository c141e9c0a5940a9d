// Keeps parts of the page current. The server says that something of a topic changed (server-sent events); the parts of that topic are fetched from it anew,
// as HTML that it wrote and encoded. Nothing is made of texts here.
//
// Browsers open few connections to one host, so of all open pages one follows the server, the one that holds the lock, and passes on what it is told. When it
// closes, the next one holds the lock. Where there are no locks (a page that is not secure), each page follows by itself.
//
// A part:  <div data-live="cases" data-source="/dashboard/...">     (component Live)
// Others:  document.addEventListener('agentbus:event', e => e.detail.topic, e.detail.data)
//          document.addEventListener('agentbus:updated', e => e.target)  after a part was replaced

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
let wasLost = false;
let leads = false;
let release;

// Style sheets and tests see it: live, lost or ended.
const stand = state => { document.documentElement.dataset.connection = state; };

export function formToken() {
  return document.querySelector('meta[name="form-token"]')?.content ?? '';
}

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

/** Puts HTML of the server in the place of what an element holds; focus and open details stay where they have an id. */
export function replace(element, html) {
  const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
  const open = [...element.querySelectorAll('details[open][id]')].map(details => details.id);
  shown.set(element, normal(html));
  element.innerHTML = written.createHTML(html);
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  element.dispatchEvent(new CustomEvent('agentbus:updated', { bubbles: true }));
}

function say(text, kind = '') {
  const banner = document.getElementById('banner');
  banner.className = `banner ${kind}`;
  banner.textContent = text;
  banner.hidden = text === '';
}

function sayEnded() {
  const link = document.createElement('a');
  link.href = `/dashboard/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`;
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

function changed(topic, data) {
  for (const element of document.querySelectorAll(`[data-live~="${topic}"]`)) soon(element);
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
  wasLost = true;
  stand('lost');
  say('Connection lost. What you see may be out of date; trying again …');
}

function found() {
  stand('live');
  if (!wasLost) return;
  wasLost = false;
  say('');
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
    // What happened between the last page that followed and this one is asked for.
    wasLost ||= document.documentElement.dataset.connection === 'live';
    leads = true;
    connect();
  }));
}

export function startLive() {
  if (!formToken()) return;
  if (others) follow();
  else connect();
}
