/** How does a page that a browser opens from a file keep whoever stands before it out of that browser? As the screen does: src-renderer/kiosk-walls.ts. */

/** For the few moments, or minutes, in which no screen is there: a button may be reached and pressed, and nothing else is done by a key. */
export const PAGE_WALLS = `<script>
for (const type of ['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick'])
  addEventListener(type, (event) => event.preventDefault(), { capture: true });
addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
addEventListener('click', (event) => (event.ctrlKey || event.shiftKey || event.metaKey) && event.preventDefault(), { capture: true });
addEventListener('keydown', (event) => {
  const isHeld = event.ctrlKey || event.altKey || event.metaKey;
  const isPress = ['Enter', ' '].includes(event.key) && !event.shiftKey;
  if (isHeld || !(isPress || event.key === 'Tab')) event.preventDefault();
}, { capture: true });
</script>`;
