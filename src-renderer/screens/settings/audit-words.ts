/** How does one line of the audit log read? A word of a newer program is shown as it is. */

import type { i18n, TFunction } from 'i18next';
import type { AuditItem } from '../../../src-main/contract/access-api.ts';

/** Of everything that may stand in a line's detail; what is missing there is a dash. */
const NOTHING = '–';

export function actorWords({ actor }: AuditItem, t: TFunction, words: i18n): string {
  return known(`access.audit.actor.${actor}`, words) ? t(`access.audit.actor.${actor as 'guard'}`) : actor;
}

export function actionWords({ action, detail }: AuditItem, t: TFunction, words: i18n): string {
  if (!known(`access.audit.action.${action}`, words)) return action;
  const role = textOf(detail.role);
  const call = textOf(detail.call);
  const became = textOf(detail.became);
  return t(`access.audit.action.${action as 'called'}`, {
    what: known(`access.audit.call.${call}`, words) ? t(`access.audit.call.${call as 'enrol'}`) : call,
    role: known(`access.role.${role}`, words) ? t(`access.role.${role as 'supervisor'}`) : role,
    failures: textOf(detail.failures),
    seconds: textOf(detail.seconds),
    fields: fieldWords(textOf(detail.fields), t, words),
    entries: textOf(detail.entries),
    rows: textOf(detail.rows),
    people: textOf(detail.people),
    version: textOf(detail.version),
    became: known(`access.audit.became.${became}`, words) ? t(`access.audit.became.${became as 'in-force'}`) : became,
  });
}

/** The parts of the settings, by the names that their sections have on the screen. */
function fieldWords(fields: string, t: TFunction, words: i18n): string {
  const named = fields.split(',').map((field) => {
    const key = `settings.section.${field}`;
    return known(key, words) ? t(`settings.section.${field as 'venue'}`) : field;
  });
  return named.join(', ');
}

function known(key: string, words: i18n): boolean {
  return words.exists(key);
}

function textOf(value: string | number | boolean | undefined): string {
  return value === undefined || value === '' ? NOTHING : String(value);
}
