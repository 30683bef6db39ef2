/** Where does a release come from? The same folder, on a web server, on this network, or on a stick. */

import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Environment } from '../upload/open-agent.ts';
import { openAgent } from '../upload/open-agent.ts';
import { LARGEST_MANIFEST_BYTES, MANIFEST_FILE } from './read-manifest.ts';

/** The folder on a stick that holds a release. */
export const STICK_FOLDER = 'gac-cong-update';
const ANSWERS_WITHIN_MS = 30_000;

export type SourceTrouble = 'not-reached' | 'not-found';
export type OpenedFile =
  | { readonly type: 'opened'; readonly bytes: Readable; readonly fromByte: number }
  | { readonly type: SourceTrouble };

export type UpdateSource = {
  /** Brought by somebody, on a stick. */
  readonly isByHand: boolean;
  readonly manifest: () => Promise<{ readonly type: 'read'; readonly text: string } | { readonly type: SourceTrouble }>;
  /** From this byte on where the source can do that, else from the first: `fromByte` says which. */
  readonly file: (name: string, fromByte: number, stop: AbortSignal) => Promise<OpenedFile>;
};

export function openSource(place: string, network: NetworkSettings, env: Environment, isByHand = false): UpdateSource {
  return /^https?:\/\//i.test(place) ? webSource(place, network, env) : folderSource(place, isByHand);
}

/** A share whose server is gone answers after minutes, a drive that is mapped to it too: never on the thread that scans. */
export function folderSource(dir: string, isByHand: boolean): UpdateSource {
  return {
    isByHand,
    manifest: async () => {
      const path = join(dir, MANIFEST_FILE);
      if ((await lengthOf(path)) === null) return missingIn(dir);
      try {
        const file = await open(path);
        try {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST_MANIFEST_BYTES + 1));
          return { type: 'read', text: buffer.toString('utf8', 0, bytesRead) };
        } finally {
          await file.close();
        }
      } catch {
        return missingIn(dir);
      }
    },
    file: async (name, fromByte) => {
      const path = join(dir, name);
      const sizeBytes = await lengthOf(path);
      if (sizeBytes === null) return missingIn(dir);
      const start = Math.min(fromByte, sizeBytes);
      return { type: 'opened', bytes: createReadStream(path, { start }), fromByte: start };
    },
  };
}

async function missingIn(dir: string): Promise<{ readonly type: SourceTrouble }> {
  return { type: (await stat(dir).catch(() => null)) === null ? 'not-reached' : 'not-found' };
}

/** `null` where it is not a file: from a pipe that somebody made on a stick one would read for ever. */
async function lengthOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? found.size : null;
}

function webSource(place: string, network: NetworkSettings, env: Environment): UpdateSource {
  const base = place.replace(/\/+$/, '');
  return {
    isByHand: false,
    manifest: async () => {
      const stop = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      const answer = await ask(`${base}/${MANIFEST_FILE}`, 0, network, env, stop);
      if (answer.type !== 'opened') return answer;
      let text = '';
      try {
        for await (const chunk of answer.bytes) {
          text += String(chunk);
          if (text.length > LARGEST_MANIFEST_BYTES) break;
        }
      } catch {
        return { type: 'not-reached' };
      }
      return { type: 'read', text };
    },
    file: (name, fromByte, stop) => ask(`${base}/${name}`, fromByte, network, env, stop),
  };
}

/** Redirects are not followed: a folder that moved is set anew. */
async function ask(
  url: string,
  fromByte: number,
  network: NetworkSettings,
  env: Environment,
  stop: AbortSignal,
): Promise<OpenedFile> {
  const opened = openAgent(url, network, env);
  if (opened.type !== 'opened') return { type: 'not-reached' };
  try {
    const response = await responseTo(url, fromByte, opened.agent, stop);
    response.once('close', () => opened.agent.destroy());
    if (response.statusCode === 206) return { type: 'opened', bytes: response, fromByte };
    if (response.statusCode === 200) return { type: 'opened', bytes: response, fromByte: 0 };
    response.destroy();
    return { type: response.statusCode === 404 ? 'not-found' : 'not-reached' };
  } catch {
    opened.agent.destroy();
    return { type: 'not-reached' };
  }
}

function responseTo(
  url: string,
  fromByte: number,
  agent: NonNullable<Parameters<typeof httpRequest>[1]>['agent'],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((answered, failed) => {
    const request = send(url, { agent, headers, signal, timeout: ANSWERS_WITHIN_MS }, answered);
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', failed);
    request.end();
  });
}

/** A stick with a release on it, wherever the system puts sticks; `null` = none is in. */
export async function findStick(roots?: readonly string[]): Promise<string | null> {
  for (const root of roots ?? (await stickRoots())) {
    const dir = join(root, STICK_FOLDER);
    if ((await lengthOf(join(dir, MANIFEST_FILE))) !== null) return dir;
  }
  return null;
}

async function stickRoots(): Promise<string[]> {
  if (process.platform === 'win32') return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  // Where there is no such place, nothing is in it.
  const below = async (dir: string): Promise<string[]> =>
    (await readdir(dir).catch(() => [])).map((name) => join(dir, name));
  const media = [...(await below('/media')), ...(await below('/run/media'))];
  const ofPeople = await Promise.all(media.map(below));
  return [...media, ...ofPeople.flat(), ...(await below('/mnt'))];
}
