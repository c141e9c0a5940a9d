// What every page runs.
import { showTimes } from './times.js';
import { startLive } from './live.js';
import { dropAll } from './drafts.js';

showTimes(document);
document.addEventListener('agentbus:updated', event => showTimes(event.target));
startLive();

// Who signs out leaves nothing behind for who comes next.
document.getElementById('sign-out')?.addEventListener('submit', dropAll);

// The menu closes where somebody looks elsewhere.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
