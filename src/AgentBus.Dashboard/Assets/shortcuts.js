// Keys for people who decide all day. They do nothing while somebody writes, or holds a modifier.

const writes = element => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) && !/^(radio|checkbox)$/.test(element.type ?? '');

/** Calls what a key stands for. @param keys an object from keys to functions */
export function listen(keys) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(event.target) || document.querySelector('dialog[open]')) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    if (act(event) !== false) event.preventDefault();
  });
}

/** Shows what works only with a script. */
export function reveal(root = document) {
  for (const element of root.querySelectorAll('.script[hidden]')) element.hidden = false;
}
