/** How does a screen print what stands in its `Paper`, in either shell? */

/** Resolves when the page may change again; what became of the paper is said by `ShellNotes` where the shell prints. */
export async function printPage(): Promise<void> {
  if (window.gateShell === undefined) window.print();
  else await window.gateShell.print();
}
