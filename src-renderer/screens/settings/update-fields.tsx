/** Which version runs, which one waits and for what, and from whom are versions taken? */

import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateStatus } from '../../../src-main/contract/update-api.ts';
import { Button } from '../../parts/button.tsx';
import { TextAreaField, TextField, TickField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import type { SectionProps } from './section-props.ts';
import styles from './settings-screen.module.css';

const LONGEST_SOURCE = 500;
const LONGEST_KEYS = 200;
const MOST_KEYS = 2;
/** By then the gate says what it does. */
const TAKES_EFFECT_WITHIN_MS = 5_000;

export type UpdateFieldsProps = SectionProps & { readonly status: UpdateStatus; readonly version: string };

export function UpdateFields({ draft, onDraft, status, version }: UpdateFieldsProps): ReactElement {
  const { t, i18n } = useTranslation();
  const gate = useGate();
  const [keysText, setKeysText] = useState(draft.updates.keys.join('\n'));
  const [isLooking, setIsLooking] = useState(false);
  const [isTaking, setIsTaking] = useState(false);
  const change = (part: Partial<typeof draft.updates>): void =>
    onDraft({ ...draft, updates: { ...draft.updates, ...part } });

  async function look(): Promise<void> {
    setIsLooking(true);
    await gate.ask((client) => client.lookForUpdate());
    setTimeout(() => setIsLooking(false), 2_000);
  }

  async function takeNow(): Promise<void> {
    setIsTaking(true);
    await gate.ask((client) => client.takeUpdateNow());
    setTimeout(() => setIsTaking(false), TAKES_EFFECT_WITHIN_MS);
  }

  return (
    <section className={styles.card} data-testid="update" data-state={status.state}>
      <h3>{t('update.title')}</h3>
      <p>{t(status.isOnTrial ? 'update.onTrial' : 'update.running', { version })}</p>
      <p role="status">{stateLine(status, t)}</p>
      {status.nextAtUtcMs === null ? null : <p>{t('update.soonest', { at: momentOf(status.nextAtUtcMs) })}</p>}
      {status.notes === null ? null : <p className={styles.hint}>{notesIn(i18n.language, status.notes)}</p>}
      {status.refusal === null ? null : (
        <p data-testid="update-refusal">
          {t(`update.refused.${status.refusal}.what`)} {t(`update.refused.${status.refusal}.do`)}
        </p>
      )}
      {status.last === null ? null : <p data-testid="update-last">{lastLine(status.last, t)}</p>}
      {status.lastLookAtUtcMs === null ? null : (
        <p className={styles.hint}>{t('update.looked', { at: momentOf(status.lastLookAtUtcMs) })}</p>
      )}
      {status.isStale ? <p>{t('update.stale')}</p> : null}
      {status.state === 'not-managed' ? null : (
        <>
          {status.canBeTakenNow ? <p className={styles.hint}>{t('update.takeNowHint')}</p> : null}
          <div className={styles.actions}>
            {status.canBeTakenNow ? (
              <Button icon="refresh" data-testid="take-update-now" disabled={isTaking} onClick={() => void takeNow()}>
                {t('update.takeNow')}
              </Button>
            ) : null}
            <Button icon="search" data-testid="look-for-update" disabled={isLooking} onClick={() => void look()}>
              {t(isLooking ? 'update.looking' : 'update.look')}
            </Button>
          </div>
          <TextField
            label={t('update.source')}
            hint={t('update.sourceHint')}
            maxLength={LONGEST_SOURCE}
            value={draft.updates.source}
            data-testid="update-source"
            onText={(source) => change({ source })}
          />
          <TextAreaField
            label={t('update.keys')}
            hint={t('update.keysHint')}
            maxLength={LONGEST_KEYS}
            rows={2}
            value={keysText}
            data-testid="update-keys"
            onText={(text) => {
              setKeysText(text);
              change({
                keys: text
                  .split(/\s+/)
                  .filter((key) => key !== '')
                  .slice(0, MOST_KEYS),
              });
            }}
          />
          <TickField
            label={t('update.sticks')}
            values={draft.updates.takesSticks ? ['on'] : []}
            choices={[{ value: 'on', text: t('update.sticksOn') }]}
            onTick={(_value, isTicked) => change({ takesSticks: isTicked })}
          />
        </>
      )}
    </section>
  );
}

function stateLine({ state, version, waitsFor }: UpdateStatus, t: TFunction<'words'>): string {
  switch (state) {
    case 'not-managed':
    case 'no-key':
    case 'idle':
      return t(`update.state.${state}`);
    case 'waiting':
      return t('update.state.waiting', { version, why: t(`update.waits.${waitsFor ?? 'nothing'}`) });
    case 'working':
      return t('update.state.working', { version });
  }
}

function lastLine(
  { outcome, version, reason, atUtcMs }: NonNullable<UpdateStatus['last']>,
  t: TFunction<'words'>,
): string {
  const at = momentOf(atUtcMs);
  return outcome === 'taken'
    ? t('update.last.taken', { version, at })
    : t('update.last.rolled-back', { version, at, why: t(`update.why.${reason ?? 'crashed'}`) });
}

function notesIn(language: string, { vi, en }: NonNullable<UpdateStatus['notes']>): string {
  return language === 'en' ? en : vi;
}

function momentOf(atUtcMs: number): string {
  return `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs)}`;
}
