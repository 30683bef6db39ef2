/** Who sets which gates from afar, within the own unit? */

import { isWithin } from '../contract/unit-path.ts';
import type { Published } from '../fleet/fleet-settings.ts';
import {
  draftSettings,
  listSettings,
  moveSettingsKey,
  outcomesOf,
  publishSettings,
  signedFileOf,
  stopSettings,
  takeSigned,
} from '../fleet/fleet-settings.ts';
import { settingsKey } from '../fleet/settings-key.ts';
import type { Answer, Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

type Names = `settings.${'list' | 'outcomes' | 'file' | 'publish' | 'draft' | 'upload' | 'stop' | 'moveKey'}`;

export function settingsDesk({ database, secret, nowUtcMs }: DeskTools): Handlers<Names> {
  return {
    'settings.list': async (caller, { unit, beforeVersion }) => {
      if (!isWithin(unit, caller.unit)) return refuse(403, 'beyond-unit');
      const key = await settingsKey(database, secret);
      return done({ key, rows: await listSettings(database, unit, beforeVersion) });
    },
    'settings.outcomes': async (caller, { version, unit }) =>
      isWithin(unit, caller.unit)
        ? done({ gates: await outcomesOf(database, version, unit) })
        : refuse(403, 'beyond-unit'),

    'settings.file': async (caller, { version, unit }) => {
      if (!isWithin(unit, caller.unit)) return refuse(403, 'beyond-unit');
      const file = await signedFileOf(database, version, unit);
      return file === null ? refuse(404, 'unknown') : done({ file });
    },

    'settings.publish': async (caller, order) =>
      answerOf(await publishSettings(database, secret, order, caller, nowUtcMs())),

    'settings.draft': async (caller, order) => {
      const draft = await draftSettings(database, order, caller, nowUtcMs());
      return typeof draft === 'string' ? refusalOf(draft) : done(draft, { version: draft.version });
    },
    'settings.upload': async (caller, { file }) => answerOf(await takeSigned(database, secret, file, caller)),

    'settings.stop': async (caller, { version }) =>
      (await stopSettings(database, version, caller.unit)) ? done({}, { version }) : refuse(404, 'unknown'),

    'settings.moveKey': async (caller, { publicKey }) =>
      answerOf(await moveSettingsKey(database, secret, publicKey, caller, nowUtcMs())),
  };
}

function answerOf(published: Published): Answer<{ version: number }> {
  return typeof published === 'string' ? refusalOf(published) : done(published, { version: published.version });
}

function refusalOf(why: Extract<Published, string>) {
  switch (why) {
    case 'beyond-unit':
      return refuse(403, 'beyond-unit');
    case 'key-elsewhere':
      return refuse(409, 'key-elsewhere');
    case 'too-large':
      return refuse(400, 'too-large');
    case 'forged':
      return refuse(400, 'forged');
    case 'wrong-document':
      return refuse(400, 'wrong-document');
    case 'older':
      return refuse(409, 'older');
    case 'unknown-gate':
      return refuse(404, 'unknown-gate');
  }
}
