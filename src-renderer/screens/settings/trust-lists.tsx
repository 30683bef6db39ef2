/** Which lists are in force, how old are they, and how does a new one come in? In force at once, without *Save*. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustImport, TrustListItem } from '../../../src-main/contract/trust-api.ts';
import type { Answer } from '../../gate-connection.ts';
import { Button } from '../../parts/button.tsx';
import { MAX_LIST_FILE_BYTES } from '../../parts/contract-lists.ts';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import { ageOf } from '../../parts/vietnam-time.ts';
import styles from './settings-screen.module.css';

/** A list may come from far away, on a slow line. */
const IMPORT_WITHIN_MS = 90_000;

export function TrustLists(): ReactElement {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const gate = useGate();
  const picker = useRef<HTMLInputElement>(null);
  const [items, setItems] = useState<readonly TrustListItem[]>([]);
  const [place, setPlace] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [notes, setNotes] = useState<readonly string[]>([]);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.listTrust());
    if (answer.type === 'answered') setItems(answer.value);
  }, [gate]);
  useEffect(() => void load(), [load]);

  async function take(call: () => Promise<Answer<readonly TrustImport[]>>): Promise<boolean> {
    setIsBusy(true);
    setNotes([]);
    const answer = await call();
    setIsBusy(false);
    await load();
    if (answer.type === 'locked') return false;
    if (answer.type !== 'answered') {
      setNotes([t('settings.signed.noAnswer')]);
      return false;
    }
    setNotes(answer.value.map(noteOf));
    return answer.value.every(({ type }) => type === 'imported');
  }

  function noteOf(outcome: TrustImport): string {
    const { name } = outcome;
    if (outcome.type === 'imported') {
      const total = outcome.keys + outcome.hashes + outcome.cards;
      return t(outcome.isSigned ? 'settings.signed.importedSigned' : 'settings.signed.imported', { name, total });
    }
    return t('settings.signed.refused', {
      name,
      reason: t(`listRefusal.${outcome.reason}`),
    });
  }

  async function importPlace(): Promise<void> {
    const wanted = place.trim();
    const isIn = await take(() =>
      gate.ask((client) => client.importTrust({ from: 'place', place: wanted }), IMPORT_WITHIN_MS),
    );
    if (isIn) setPlace('');
  }

  async function importFiles(files: FileList | null): Promise<void> {
    for (const file of files ?? []) {
      if (file.size > MAX_LIST_FILE_BYTES) {
        setNotes([t('settings.signed.refused', { name: file.name, reason: t('listRefusal.file-too-large') })]);
        return;
      }
      const base64 = await base64Of(file);
      const isIn = await take(() =>
        gate.ask((client) => client.importTrust({ from: 'file', name: file.name, base64 }), IMPORT_WITHIN_MS),
      );
      if (!isIn) return;
    }
  }

  return (
    <div className={styles.card}>
      {items.length === 0 ? <p className={styles.hint}>{t('settings.signed.none')}</p> : null}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.source}>
            <span className={styles.masked}>{item.source}</span>
            <span>
              {t('settings.signed.entries', {
                total: groupedNumber(item.keys + item.hashes + item.cards, language),
              })}
            </span>
            <span className={item.isStale || item.state === 'damaged' ? styles.stale : styles.hint}>
              {item.state === 'damaged' ? t('settings.signed.damaged') : ageWords(item.importedAtUtcMs)}
            </span>
            <span className={styles.hint}>
              {item.isSigned ? t('settings.signed.isSigned') : t('settings.signed.isNotSigned')}
            </span>
          </li>
        ))}
      </ul>
      <TextField
        label={t('settings.signed.place')}
        hint={t('settings.signed.placeHint')}
        value={place}
        maxLength={500}
        onText={setPlace}
      />
      <div className={styles.actions}>
        <Button
          weight="main"
          icon="plus"
          disabled={isBusy || place.trim() === ''}
          data-testid="import-list"
          onClick={() => void importPlace()}
        >
          {isBusy ? t('settings.signed.importing') : t('settings.signed.import')}
        </Button>
        <Button icon="disk" disabled={isBusy} onClick={() => picker.current?.click()}>
          {t('settings.signed.pick')}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('settings.signed.pick')}
          onChange={(event) => void importFiles(event.currentTarget.files)}
        />
      </div>
      <div role="status" className={styles.note}>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </div>
  );

  function ageWords(importedAtUtcMs: number): string {
    const { unit, n } = ageOf(importedAtUtcMs, Date.now());
    return t('settings.signed.age', { age: t(`age.${unit}`, { n }) });
  }
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.readAsDataURL(file);
  });
}
