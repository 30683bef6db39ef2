/** What does this machine lack to be a gate? Everything is looked at in one go; what is judged of it, the running gate judges alike. */

import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWasmDecoder } from '../../../src-decode/engines/zxing-wasm.ts';
import type { Settings } from '../../contract/settings.ts';
import { AUTO_PATH } from '../../contract/settings.ts';
import type { Facts } from '../../core/readiness/judge.ts';
import type { DeviceFacts } from '../../core/readiness/judge-devices.ts';
import type { ProgramFacts } from '../../core/readiness/judge-machine.ts';
import { listSerialPorts } from '../../devices/list-serial-ports.ts';
import { listWrongModeScanners } from '../../devices/wrong-mode-scanners.ts';
import { askCollector, seeFolder, seeKeys, seeMachine } from '../../gate/readiness/gather-facts.ts';
import { readSettingsInForce } from '../../gate/settings-in-force.ts';
import type { LogTail } from '../../store/look-at-tail.ts';
import { dataDirFrom } from '../gate-options.ts';
import { isNodeEnough } from '../node-version.ts';
import { placesOnPath } from '../on-path.ts';
import { readWasm } from '../wasm-file.ts';

export type Examined = {
  readonly facts: Facts;
  readonly dataDir: string;
  readonly settings: Settings;
  readonly tail: LogTail | null;
};

/** Changes nothing but one page beside the log, which it takes away again; asks nobody but the collector of the settings. */
export async function examine(env: NodeJS.ProcessEnv, now: Date, shell: ProgramFacts['shell']): Promise<Examined> {
  const dataDir = dataDirFrom(env);
  const { settings, state } = readSettingsInForce(dataDir);
  const nowUtcMs = now.getTime();
  const { data, tail } = await seeFolder(dataDir);
  const facts: Facts = {
    nowUtcMs,
    clock: { wallUtcMs: nowUtcMs, offsetMs: null, wasSet: false, isUnsure: false },
    data: { ...data, settings: state, live: null },
    keys: seeKeys(dataDir, settings.trust, tail, nowUtcMs),
    collector: { ...(await askCollector(settings, env)), outbox: null },
    machine: await seeMachine(now),
    program: await seeProgram(env, shell),
    devices: await seeDevices(settings),
    lanes: null,
    cameras: [],
    sound: null,
  };
  return { facts, dataDir, settings, tail };
}

async function seeProgram(env: NodeJS.ProcessEnv, shell: ProgramFacts['shell']): Promise<ProgramFacts> {
  const version = process.versions.node;
  return {
    node: { version, isEnough: isNodeEnough(version) },
    hasDisplay: process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) || hasCage(env),
    shell,
    doesDecoderStart: await doesStart(startDecoder),
  };
}

/** Where the gate is a service, whoever asks has no display of the gate's: the compositor makes it one. */
function hasCage(env: NodeJS.ProcessEnv): boolean {
  return placesOnPath(env, ['cage']).some((path) => existsSync(path));
}

export async function doesStart(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch {
    return false; // Cameras are still read by the slower decoder.
  }
}

/** Starts the decoder's WebAssembly and shows it an empty picture. */
export async function startDecoder(): Promise<void> {
  const decoder = await createWasmDecoder(await readWasm('reader'));
  decoder.decode({ data: new Uint8Array(64 * 64).fill(255), width: 64, height: 64 });
}

async function seeDevices({ readers }: Settings): Promise<DeviceFacts> {
  const ports = await listSerialPorts();
  const named = readers.flatMap((reader) =>
    reader.kind === 'serial' && reader.path !== AUTO_PATH ? [reader.path] : [],
  );
  return {
    isLinux: process.platform === 'linux',
    readers,
    ports: ports.map(({ path, scanner }) => ({ path, scanner, isThere: existsSync(path), mayOpen: mayOpen(path) })),
    absentPaths: named.filter((path) => !existsSync(path) && !ports.some((port) => port.path === path)),
    wrongMode: await listWrongModeScanners(),
    cameras: process.platform === 'linux' ? listCameras().map((path) => ({ path, mayOpen: mayOpen(path) })) : null,
  };
}

function listCameras(): string[] {
  return readdirSync('/dev')
    .filter((name) => /^video\d+$/.test(name))
    .map((name) => join('/dev', name));
}

/** For reading and writing; says nothing of whether another program has it. */
function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // Not for us.
  }
}
