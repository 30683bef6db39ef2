/** How is the badge made that leaves the kiosk in place of a PIN? It is shown once, for the printer. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeLeaveBadge, RemovedLeaveBadge } from '../../../src-main/contract/leave-api.ts';
import type { Answer } from '../../gate-connection.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { drawQr } from '../../parts/draw-qr.ts';
import { useGate } from '../../parts/gate-context.ts';
import { Paper } from '../../parts/paper.tsx';
import { printPage } from '../../parts/print-page.ts';
import styles from './settings-screen.module.css';

type Note = 'removed' | 'no-answer' | Extract<MadeLeaveBadge, { type: 'refused' }>['reason'];

export function LeaveBadge(): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [hasBadge, setHasBadge] = useState(false);
  const [picture, setPicture] = useState<string | null>(null);
  const [note, setNote] = useState<Note | null>(null);

  useEffect(() => {
    void gate
      .ask((client) => client.leaveState())
      .then((answer) => {
        if (answer.type === 'answered') setHasBadge(answer.value.hasBadge);
      });
  }, [gate]);

  async function make(): Promise<void> {
    const answer = await gate.ask((client) => client.makeLeaveBadge());
    setNote(noteOf(answer));
    if (answer.type !== 'answered' || answer.value.type !== 'made') return;
    setHasBadge(true);
    setPicture(await drawQr(answer.value.text));
  }

  async function remove(): Promise<void> {
    const answer = await gate.ask((client) => client.removeLeaveBadge());
    setNote(noteOf(answer));
    if (answer.type !== 'answered' || answer.value.type !== 'removed') return;
    setHasBadge(false);
    setPicture(null);
  }

  return (
    <section className={styles.card}>
      <div>
        <h3 className={styles.cardTitle}>{t('leave.badge.title')}</h3>
        <p className={styles.hint}>{t('leave.badge.hint')}</p>
      </div>
      <p data-testid="leave-badge-state" data-on={hasBadge}>
        {hasBadge ? t('leave.badge.has') : t('leave.badge.none')}
      </p>
      {picture === null ? null : (
        <>
          <img src={picture} alt={t('leave.badge.alt')} width={220} height={220} data-testid="leave-badge-picture" />
          <p className={styles.hint}>{t('leave.badge.made')}</p>
          <Paper kind="document">
            <h1>{t('leave.badge.title')}</h1>
            <img src={picture} alt="" width={220} height={220} />
            <p>{t('leave.badge.paper')}</p>
          </Paper>
        </>
      )}
      <p role="status" className={styles.note} data-testid="leave-badge-note">
        {note === null ? null : <NoteWords note={note} />}
      </p>
      <div className={styles.actions}>
        {picture === null ? null : (
          <Button weight="main" icon="print" onClick={() => void printPage()}>
            {t('leave.badge.print')}
          </Button>
        )}
        {hasBadge ? (
          <SureButton
            icon="refresh"
            sure={t('leave.badge.makeSure')}
            data-testid="leave-badge-make"
            onSure={() => void make()}
          >
            {t('leave.badge.makeNew')}
          </SureButton>
        ) : (
          <Button icon="pass" data-testid="leave-badge-make" onClick={() => void make()}>
            {t('leave.badge.make')}
          </Button>
        )}
        {hasBadge ? (
          <SureButton
            icon="trash"
            sure={t('leave.badge.removeSure')}
            data-testid="leave-badge-remove"
            onSure={() => void remove()}
          >
            {t('leave.badge.remove')}
          </SureButton>
        ) : null}
      </div>
    </section>
  );
}

function noteOf(answer: Answer<MadeLeaveBadge | RemovedLeaveBadge>): Note | null {
  if (answer.type === 'locked') return null;
  if (answer.type !== 'answered') return 'no-answer';
  if (answer.value.type === 'refused') return answer.value.reason;
  return answer.value.type === 'removed' ? 'removed' : null;
}

function NoteWords({ note }: { readonly note: Note }): ReactElement {
  const { t } = useTranslation();
  return <>{note === 'removed' ? t('leave.badge.removed') : t(`leave.badge.note.${note}`)}</>;
}
