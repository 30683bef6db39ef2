/** Who says who is told of a unit's alarms and sent its reports, and who sees what became of it? */

import { fill } from '../../src-main/export/words.ts';
import { isWithin } from '../contract/unit-path.ts';
import { deliveries, noticeOutbox } from '../delivery/outbox.ts';
import { mailFrame } from '../notices/run-notices.ts';
import { addTarget, noticeTargets, removeTarget } from '../notices/targets.ts';
import { oneLine, unitName } from '../reports/figures-document.ts';
import { noticeWords } from '../reports/notice-words.ts';
import { addSchedule, listSchedules, removeSchedule } from '../reports/schedules.ts';
import type { Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

type Names =
  | `notice.${'targets' | 'addTarget' | 'removeTarget' | 'testTarget'}`
  | `notice.${'schedules' | 'addSchedule' | 'removeSchedule' | 'deliveries'}`;

/** What lies in another unit is not there. */
const UNKNOWN: Refusal = { type: 'refused', status: 404, reason: 'unknown' };

export function noticesDesk({ database, secret, name, url, nowUtcMs, hasMail }: DeskTools): Handlers<Names> {
  const outbox = noticeOutbox(mailFrame(name, url), name);
  return {
    'notice.targets': async (caller) => done({ hasMail, targets: await noticeTargets(database, caller.unit) }),

    'notice.addTarget': async (caller, asked) => {
      if (!isWithin(asked.unit, caller.unit)) return refuse(403, 'beyond-unit');
      if (asked.channel === 'email' && !hasMail) return refuse(409, 'mail-off');
      const added = await addTarget(database, secret, asked, caller.accountId);
      if (added === 'too-many') return refuse(409, 'too-many');
      return done(added, { target: added.id, channel: asked.channel });
    },

    'notice.removeTarget': async (caller, { id }) =>
      (await removeTarget(database, id, caller.unit)) ? done({}, { target: id }) : UNKNOWN,

    'notice.testTarget': async (caller, { id }) => {
      const target = (await noticeTargets(database, caller.unit)).find((each) => each.id === id);
      if (target === undefined) return UNKNOWN;
      const words = noticeWords(target.language).mail.test;
      const names = { name, unit: unitName(target.unit, target.language) };
      const deliveryId = await database.transaction(async (connection) => {
        // One at a time: whoever presses often floods nobody.
        await connection.query('select id from notice_target where id = $1::uuid for update', [id]);
        const waiting = await connection.query(
          `select id from notice_delivery where target_id = $1::uuid and about = 'test' and (state = 'waiting' or made_at_utc_ms > $2::bigint)`,
          [id, nowUtcMs() - TEST_AGAIN_AFTER_S * 1_000],
        );
        if (waiting.length > 0) return null;
        const notice = {
          about: 'test',
          to: target,
          subject: oneLine(fill(words.subject, names)),
          text: fill(words.text, names),
          json: { unit: target.unit },
        } as const;
        return outbox.put(connection, notice, nowUtcMs());
      });
      if (deliveryId === null) return refuse(429, 'wait', TEST_AGAIN_AFTER_S);
      return done({ deliveryId }, { target: id, delivery: deliveryId });
    },

    'notice.schedules': async (caller) =>
      done({ hasMail, schedules: await listSchedules(database, caller.unit, nowUtcMs()) }),

    'notice.addSchedule': async (caller, asked) => {
      if (!isWithin(asked.unit, caller.unit)) return refuse(403, 'beyond-unit');
      if (!hasMail) return refuse(409, 'mail-off');
      const added = await addSchedule(database, asked, caller.accountId, nowUtcMs());
      if (added === 'too-many') return refuse(409, 'too-many');
      return done(added, { schedule: added.id, rhythm: asked.rhythm, format: asked.format });
    },

    'notice.removeSchedule': async (caller, { id }) =>
      (await removeSchedule(database, id, caller.unit)) ? done({}, { schedule: id }) : UNKNOWN,

    'notice.deliveries': async (caller, { before, limit }) => {
      const beforeUtcMs = before === null ? null : Date.parse(before);
      return done({ deliveries: await deliveries(database, caller.unit, beforeUtcMs, limit) });
    },
  };
}

const TEST_AGAIN_AFTER_S = 30;
