/** Whose coming does somebody want to be told of? In force at once, without *Save*. */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchListItem } from '../../../src-main/contract/watch-api.ts';
import type { Answer } from '../../gate-connection.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { ChoiceField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { vietnamDate } from '../../parts/vietnam-time.ts';
import styles from './settings-screen.module.css';

const ACTIONS = ['check', 'refuse'] as const;
/** As short as may do comes first; *no end* has to be chosen. */
const KEPT = { days30: 30, days90: 90, days365: 365, noEnd: null } as const;
const KEPT_FOR = ['days30', 'days90', 'days365', 'noEnd'] as const satisfies readonly (keyof typeof KEPT)[];
type Note = 'added' | 'badNumber' | 'noAnswer';

export function WatchListSection(): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [items, setItems] = useState<readonly WatchListItem[] | null>(null);
  const [number, setNumber] = useState('');
  const [action, setAction] = useState<(typeof ACTIONS)[number]>('check');
  const [keptFor, setKeptFor] = useState<keyof typeof KEPT>('days30');
  const [note, setNote] = useState<Note | null>(null);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.listWatched());
    if (answer.type === 'answered') setItems(answer.value);
    else setNote('noAnswer');
  }, [gate]);
  useEffect(() => void load(), [load]);

  async function change(call: () => Promise<Answer<unknown>>, done: Note | null): Promise<void> {
    const answer = await call();
    setNote(answer.type === 'answered' ? done : answer.type === 'locked' ? null : 'noAnswer');
    if (answer.type === 'answered') await load();
  }

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    const cleaned = number.replace(/[\s.\-+]/g, '');
    if (!/^[0-9A-Za-z]{6,20}$/.test(cleaned)) {
      setNote('badNumber');
      return;
    }
    const keepDays = KEPT[keptFor];
    await change(() => gate.ask((client) => client.addWatched({ number: cleaned, action, keepDays })), 'added');
    setNumber('');
  }

  return (
    <div className={styles.rows}>
      <p className={styles.hint}>{t('settings.watchList.hint')}</p>
      <form className={styles.card} noValidate onSubmit={(event) => void add(event)}>
        <TextField
          label={t('settings.watchList.number')}
          autoCapitalize="characters"
          value={number}
          error={note === 'badNumber' ? t('settings.watchList.badNumber') : null}
          onText={(text) => {
            setNumber(text);
            setNote(null);
          }}
        />
        <ChoiceField
          label={t('settings.watchList.action')}
          value={action}
          choices={ACTIONS.map((value) => ({ value, text: t(`settings.watchList.${value}`) }))}
          onChoice={setAction}
        />
        <ChoiceField
          label={t('watchListEnd.label')}
          hint={keptFor === 'noEnd' ? t('watchListEnd.noEndHint') : undefined}
          value={keptFor}
          choices={KEPT_FOR.map((value) => ({ value, text: t(`watchListEnd.${value}`) }))}
          onChoice={setKeptFor}
        />
        <div className={styles.actions}>
          <Button weight="main" icon="plus" type="submit">
            {t('settings.watchList.add')}
          </Button>
          <p role="status" className={styles.note}>
            {note === 'added' || note === 'noAnswer' ? t(`settings.watchList.${note}`) : null}
          </p>
        </div>
      </form>
      {items?.length === 0 ? <p className={styles.hint}>{t('settings.watchList.none')}</p> : null}
      <ul className={styles.list}>
        {items?.map((item) => (
          <li key={item.id}>
            <span className={styles.masked}>{item.maskedNumber}</span>
            <span>{t(`settings.watchList.${item.action}`)}</span>
            <span className={styles.hint}>
              {t('settings.watchList.since', { date: vietnamDate(item.addedAtUtcMs) })}{' '}
              {item.untilUtcMs === null
                ? t('watchListEnd.untilRemoved')
                : t('watchListEnd.until', { date: vietnamDate(item.untilUtcMs) })}
            </span>
            <SureButton
              icon="trash"
              sure={t('settings.watchList.removeSure')}
              onSure={() => void change(() => gate.ask((client) => client.removeWatched({ id: item.id })), null)}
            >
              {t('settings.watchList.remove')}
            </SureButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
