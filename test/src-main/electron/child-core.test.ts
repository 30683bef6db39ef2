import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { expect, onTestFinished, test } from 'vitest';
import { startChildCore } from '../../../src-main/electron/child-core.ts';
import { CORE_MEMORY } from '../../../src-main/host/core-memory.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** Answers on every port, says how it was started, and closes when asked. */
const CORE = `
  process.on('message', (message) => {
    if (message.type === 'port-message') process.send({ ...message, data: { answerTo: message.data, pid: process.pid } });
    if (message.type === 'close') { process.exitCode = 5; process.disconnect(); }
  });
  process.send({ type: 'ready', execArgv: process.execArgv });
`;

function startCore(nodePath: string, source = CORE) {
  const scriptPath = join(temporaryDir(), 'core.cjs');
  writeFileSync(scriptPath, source);
  const events = new EventEmitter();
  const core = startChildCore(
    nodePath,
    scriptPath,
    () => null,
  )({
    onMessage: (message) => events.emit('message', message),
    onEnd: (code) => events.emit('end', code),
  });
  onTestFinished(() => core.kill());
  return { core, events };
}

/** The core's end of a channel, as Electron's main process holds it; what the screen says is emitted on it. */
function port() {
  const answers: unknown[] = [];
  const emitter = new EventEmitter();
  const answered = new Promise<void>((heard) => {
    Object.assign(emitter, {
      start: () => undefined,
      close: () => undefined,
      postMessage: (data: unknown) => {
        answers.push(data);
        heard();
      },
    });
  });
  return { port: emitter as unknown as MessagePortMain, emitter, answers, answered };
}

test('a port is carried to a core on another Node and back, bytes as bytes, and the core closes when asked', async () => {
  const { core, events } = startCore(process.execPath);
  expect(await once(events, 'message')).toEqual([{ type: 'ready', execArgv: CORE_MEMORY }]);
  const { port: corePort, emitter, answers, answered } = port();
  core.connect(corePort, 'guard');
  emitter.emit('message', { data: new Uint8Array([1, 2, 3]) });
  await answered;
  expect(answers).toEqual([{ answerTo: new Uint8Array([1, 2, 3]), pid: expect.any(Number) }]);
  core.askToClose();
  expect(await once(events, 'end')).toEqual([5]);
});

test('a core that is killed is reported once, without a status', async () => {
  const { core, events } = startCore(process.execPath);
  await once(events, 'message');
  core.kill();
  expect(await once(events, 'end')).toEqual([null]);
});

test('a Node that is not there is reported as an end, not thrown', async () => {
  const { events } = startCore(join(temporaryDir(), 'no-node'));
  expect(await once(events, 'end')).toEqual([null]);
});
