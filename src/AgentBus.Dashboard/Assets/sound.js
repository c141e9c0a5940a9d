// A short tone for who wants it. It is off until somebody switches it on, and remembered in this browser.
const kept = 'agentbus-sound';
let audio;

export const isOn = () => localStorage.getItem(kept) === 'on';

/** A browser plays nothing before somebody touched the page. */
export const mayPlay = () => audio?.state === 'running';

/** Switches it on or off. */
export const turn = () => localStorage.setItem(kept, isOn() ? 'off' : 'on');

/** Asks the browser for leave to play; it gives it while somebody touches the page. */
export async function wake() {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') await audio.resume();
}

export function ring() {
  if (!mayPlay()) return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = 0.05;
  tone.frequency.value = 660;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.15);
}
