/** What became of the paper or the file that somebody asked for? Only the Electron shell says: a browser has its own words. */

import type { ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShellNote } from '../shell-note.ts';
import { parseShellNote } from '../shell-note.ts';
import styles from './shell-notes.module.css';

/** Long enough to read where a file lies, in milliseconds. */
const STANDS_MS = 15_000;

export function ShellNotes(): ReactElement | null {
  const { t } = useTranslation();
  const place = useRef<HTMLParagraphElement>(null);
  const [note, setNote] = useState<ShellNote | null>(null);
  useEffect(() => {
    const hear = (event: MessageEvent<unknown>): void => {
      const heard = event.source === window ? parseShellNote(event.data) : null;
      if (heard !== null) setNote(heard);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    if (note === null) return undefined;
    // Above the dialog in which it was asked for.
    place.current?.showPopover();
    const timer = setTimeout(() => setNote(null), STANDS_MS);
    return () => clearTimeout(timer);
  }, [note]);
  if (note === null) return null;
  return (
    <p
      ref={place}
      popover="manual"
      role="status"
      className={styles.note}
      data-tone={note.type === 'not-printed' || note.type === 'file-not-saved' ? 'warning' : 'well'}
      data-testid="shell-note"
      data-note={note.type}
    >
      {t(`shellNote.${note.type}`, { path: 'path' in note ? note.path : '' })}
    </p>
  );
}
