/** What does the service of a gate start? Not the gate: this, which starts the right version of it. */

import { runLauncher } from './run-launcher.ts';

const [baseDir, root, ...args] = process.argv.slice(2);
if (baseDir === undefined || root === undefined) {
  process.stderr.write(
    'Cách dùng / usage: launch.mjs <thư mục bản gốc | base folder> <thư mục cập nhật | folder of updates> [đối số cho cổng | arguments for the gate]\n',
  );
  process.exitCode = 2;
} else {
  process.exitCode = await runLauncher({ baseDir, root, args, env: process.env });
}
