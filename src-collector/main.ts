/** How is a collector started? `npm run collector`, settings by environment (docs/collector.md). */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { openCollector } from './open-collector.ts';

const env = process.env;
const collector = await openCollector({
  host: env.HOST || '127.0.0.1',
  port: Number(env.PORT || '8787'),
  databaseUrl: env.DATABASE_URL || null,
  dataDir:
    env.COLLECTOR_DATA_DIR || join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'gac-cong-collector'),
  name: env.COLLECTOR_NAME || 'Máy thu Gác Cổng',
  publicUrl: env.COLLECTOR_URL || null,
});

process.stdout.write(`Máy thu đang chạy / the collector is running: ${collector.url} (${collector.database})
Xem những gì đã đến / what has arrived: ${collector.pageAddress}
Mã cài đặt cho một máy cổng, dùng một lần, trong 24 giờ / setup code for one gate, once, within 24 hours:
${await collector.setupCode()}
`);

let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isClosing) return;
    isClosing = true;
    void collector.close().then(() => process.exit(0));
  });
}
