// Shows <time> in the viewer's zone; the exact UTC stays in its title. data-style="age" counts from or to the moment.
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always', style: 'short' });
const units = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

function age(at) {
  const seconds = Math.round((at - Date.now()) / 1000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units[3];
  return relative.format(Math.trunc(seconds / size), unit);
}

function show(time) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const text = time.dataset.style === 'age' ? age(at) : exact.format(at);
  if (time.textContent !== text) time.textContent = text;
}

export function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) show(time);
}

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-style="age"]')) show(time);
}, 1000);
