/** How is a process ended that may hang, be stopped, or be gone already? */

/** SIGKILL, which nothing can put off; on Windows the same without a signal. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone a moment ago: that is what was wanted.
  }
}
