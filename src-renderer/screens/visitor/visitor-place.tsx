/** How does a guard give visitors something to read? This screen turned round, a second one, or paper on the door. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import { visitorViewOf } from '../../../src-main/contract/visitor-view.ts';
import { Button } from '../../parts/button.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import { noticeParts } from './notice-lines.ts';
import { NoticeSheet } from './notice-sheet.tsx';
import { TurnedScreen } from './turned-screen.tsx';
import styles from './visitor-place.module.css';
import { VISITOR_WORDS } from './visitor-words.ts';

export type VisitorPlaceProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

export function VisitorPlace({ snapshot, echo, onClosed }: VisitorPlaceProps): ReactElement {
  const { t, i18n } = useTranslation();
  const [turnedLaneId, setTurnedLaneId] = useState<string | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const view = visitorViewOf(snapshot.settings);
  const words = VISITOR_WORDS[i18n.language === 'en' ? 'en' : 'vi'];
  const { lanes } = snapshot;
  // Electron lets no page open a window: its shell does, where the settings say so.
  const maySecond = window.gateShell === undefined;
  const named = (text: string, name: string): string => (lanes.length === 1 ? text : `${text} · ${name}`);

  if (turnedLaneId !== null) {
    return (
      <TurnedScreen
        view={view}
        laneId={turnedLaneId}
        verdict={echo.verdict}
        onVerdictEnded={echo.onVerdictEnded}
        onClosed={onClosed}
      />
    );
  }

  return (
    <Page name="visitor" title={t('visitor.title')} echo={echo} onClosed={onClosed}>
      <p role="alert" className={hasFailed ? styles.wrong : styles.calm}>
        {hasFailed ? t('visitor.secondFailed') : null}
      </p>
      <div className={styles.ways}>
        <section>
          {lanes.map(({ id, name }) => (
            <Button
              key={id}
              isLarge
              weight="main"
              icon="face"
              data-testid="turn-screen"
              onClick={() => setTurnedLaneId(id)}
            >
              {named(t('visitor.thisScreen'), name)}
            </Button>
          ))}
          <p>{t('visitor.thisScreenHint')}</p>
        </section>
        {maySecond ? (
          <section>
            {lanes.map(({ id, name }) => (
              <Button
                key={id}
                isLarge
                icon="screen"
                data-testid="second-screen"
                onClick={() => setHasFailed(window.open(`?face=visitor&lane=${id}`, `visitor-${id}`, 'popup') === null)}
              >
                {named(t('visitor.second'), name)}
              </Button>
            ))}
            <p>{t('visitor.secondHint')}</p>
          </section>
        ) : (
          <section data-testid="second-by-shell">
            <p>{t(snapshot.settings.visitorScreen.isOn ? 'secondScreen.isOn' : 'secondScreen.isOff')}</p>
          </section>
        )}
        <section>
          <Button isLarge icon="print" data-testid="print-notice" onClick={() => void printPage()}>
            {t('visitor.printNotice')}
          </Button>
          <p>{t('visitor.printHint')}</p>
        </section>
      </div>
      <section className={styles.preview}>
        <h2>{t('visitor.preview')}</h2>
        <dl>
          {noticeParts(view, words).map(({ name, heading, text }) => (
            <div key={name}>
              <dt>{heading}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <NoticeSheet view={view} />
    </Page>
  );
}
