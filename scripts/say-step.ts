/** How does a step of the project's own machinery report itself? One line, and its output if it failed. */

export function sayStep(name: string, hasPassed: boolean, seconds: number, output = ''): void {
  process.stdout.write(`${hasPassed ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (!hasPassed && output !== '') process.stdout.write(`${output.trimEnd()}\n`);
}
