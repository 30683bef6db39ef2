import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openWire } from '../../../bench/upload/counting-wire.ts';

test('every byte of both ways passes as it is and is counted, and the count can begin anew', async () => {
  const echo = createServer((socket) => socket.pipe(socket));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  onTestFinished(() => void echo.close());
  const wire = await openWire((echo.address() as AddressInfo).port);
  onTestFinished(() => wire.close());
  expect(wire.counts()).toEqual({ upBytes: 0, downBytes: 0, firstAtMs: null });

  const sent = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
  const socket = connect(Number(new URL(wire.url).port), '127.0.0.1');
  socket.write(sent);
  const heard: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    heard.push(chunk);
    length += chunk.length;
    if (length >= sent.length) break;
  }
  expect(Buffer.concat(heard).equals(sent)).toBe(true);
  expect(wire.counts()).toMatchObject({ upBytes: sent.length, downBytes: sent.length, firstAtMs: expect.any(Number) });

  wire.countAnew();
  expect(wire.counts()).toEqual({ upBytes: 0, downBytes: 0, firstAtMs: null });
});
