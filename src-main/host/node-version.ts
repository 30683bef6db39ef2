/** Is this Node able to run the gate? */

const OLDEST_MAJOR = 22;
const OLDEST_MINOR = 14;

/** Whether `version` (as `process.versions.node`) can load the log's native module; older ones crash in it. */
export function isNodeEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR);
}

/** Ends the process with one sentence, instead of a crash, on a Node that is too old. */
export function requireNode(): void {
  if (isNodeEnough(process.versions.node)) return;
  process.stderr.write(
    `Gác Cổng cần Node ${OLDEST_MAJOR}.${OLDEST_MINOR} trở lên (máy này: ${process.versions.node}); hãy chạy bằng npm run. / ` +
      `Gác Cổng needs Node ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer (this is ${process.versions.node}); run it through npm run.\n`,
  );
  process.exit(1);
}
