/** How is a collector started? `npm run collector`, settings by environment (docs/collector.md). */

import type { AdapterSettings } from './adapters/adapter-settings.ts';
import { readAdapterSettings } from './adapters/adapter-settings.ts';
import { citusDdl } from './citus-ddl.ts';
import { isCommand, runCommand } from './commands.ts';
import { optionsFromEnvironment } from './environment.ts';
import type { Collector } from './open-collector.ts';
import { openCollector } from './open-collector.ts';
import { drawSetupQr } from './setup-qr.ts';

if (process.argv.includes('--citus-ddl')) {
  process.stdout.write(citusDdl());
  process.exit(0);
}
const answer = optionsFromEnvironment(process.env);
if (answer.type === 'refused') fail(answer.variables.join(', '));
if (isCommand(process.argv.slice(2))) {
  process.exit(await runCommand(process.argv.slice(2), answer.options).catch((error: Error) => fail(error.message)));
}
const adapters = adapterSettings();
const collector = await openCollector({ ...answer.options, adapters, log: writeLine }).catch(
  (error: NodeJS.ErrnoException) =>
    // A refused connection says it in its code alone.
    fail(error.message || (error.code ?? error.name)),
);
await greet(collector);

let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isClosing) return;
    isClosing = true;
    void collector.close().then(() => process.exit(0));
  });
}

async function greet({ url, database, pageAddress, consoleAddress, setupCode }: Collector): Promise<void> {
  const code = await setupCode();
  process.stdout.write(`Máy thu đang chạy / the collector is running: ${url} (${database})
Xem những gì đã đến, thêm máy cổng / see what has arrived, add gates: ${pageAddress}
Bảng điều hành, cho người có tài khoản / the console, for people with accounts: ${consoleAddress}
Mã cài đặt cho một máy cổng, dùng một lần, trong 24 giờ / setup code for one gate, once, within 24 hours:
${code}
`);
  if (!process.stdout.isTTY) return;
  // Black on white whatever the terminal's colours are, with a quiet zone.
  const lines = ['', ...(await drawSetupQr(code)).blocks.split('\n')];
  process.stdout.write(`${lines.map((line) => `\u001b[30;107m   ${line}   \u001b[0m`).join('\n')}\n`);
}

function adapterSettings(): AdapterSettings {
  try {
    return readAdapterSettings(process.env.COLLECTOR_ADAPTERS || null, process.env);
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'COLLECTOR_ADAPTERS');
  }
}

function writeLine(event: string, fields: Readonly<Record<string, string | number>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
}

function fail(why: string): never {
  process.stderr.write(`Không khởi động được / cannot start: ${why}\n`);
  process.exit(1);
}
