/** How is the guard's own screen turned toward a visitor, so that the visitor cannot turn it back? */

import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeclarationInput } from '../../../src-main/contract/visit-api.ts';
import type { Declared, VisitorView } from '../../../src-main/contract/visitor-api.ts';
import { needsSeparateFlow } from '../../../src-main/core/visit/visit-note.ts';
import type { ScreenVerdict } from '../../gate-state.ts';
import { useGate } from '../../parts/gate-context.ts';
import { VisitorFace } from './visitor-face.tsx';
import styles from './visitor-place.module.css';

/** So long does a guard hold the way back, in milliseconds: nobody does that by chance. */
const HOLD_MS = 3_000;

export type TurnedScreenProps = {
  readonly view: VisitorView;
  readonly laneId: string;
  readonly verdict: ScreenVerdict | null;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  readonly onClosed: () => void;
};

export function TurnedScreen({ view, laneId, verdict, onClosed }: TurnedScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const dialog = useRef<HTMLDialogElement>(null);
  const holding = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const isOfLane = verdict?.laneId === laneId;
  const shown =
    verdict === null || !isOfLane
      ? null
      : {
          key: verdict.key,
          laneId,
          verdict: verdict.verdict,
          direction: verdict.direction,
          ticket: ticketOf(verdict),
        };

  async function declare(ticket: string, declaration: DeclarationInput): Promise<Declared['type'] | 'no-answer'> {
    const [epoch = '', seq = ''] = ticket.split('|');
    const visit = { epoch, seq: Number(seq) };
    const answer = await gate.ask((client) => client.declareHealth({ visit, declaration, at: 'visitor' }));
    if (answer.type !== 'answered') return 'no-answer';
    if (answer.value.type === 'gone') return 'unknown-ticket';
    if (answer.value.type === 'not-stored') return 'not-stored';
    return needsSeparateFlow(declaration) ? 'separate' : 'noted';
  }

  function letGo(): void {
    if (holding.current !== null) clearTimeout(holding.current);
    holding.current = null;
  }
  function hold(): void {
    holding.current ??= setTimeout(onClosed, HOLD_MS);
  }

  return (
    <dialog
      ref={dialog}
      className={styles.turned}
      aria-label={t('visitor.title')}
      data-screen="turned"
      onCancel={(event) => event.preventDefault()}
      // A second press of Escape closes a dialog whatever the page says: it opens again.
      onClose={() => dialog.current?.showModal()}
    >
      <VisitorFace view={view} verdict={shown} isLost={false} onDeclare={declare}>
        <button
          type="button"
          className={styles.hold}
          data-testid="hold-back"
          onPointerDown={hold}
          onPointerUp={letGo}
          onPointerLeave={letGo}
          onPointerCancel={letGo}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') hold();
          }}
          onKeyUp={letGo}
          onBlur={letGo}
        >
          {t('visitor.hold')}
        </button>
      </VisitorFace>
    </dialog>
  );
}

function ticketOf({ epoch, seq, direction, verdict }: ScreenVerdict): string | null {
  return epoch === null || seq === null || direction !== 'in' || verdict === 'refuse' ? null : `${epoch}|${seq}`;
}
