/** What was asked for in a case, by whom, by which rules, and how many were found? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VENUE_KINDS } from '../../../src-main/contract/settings.ts';
import { Section } from '../../parts/page-frame.tsx';
import type { ShownCase } from './case-words.tsx';
import { clockAndDate } from './case-words.tsx';
import styles from './trace-page.module.css';

export function CaseFacts({ shown }: { readonly shown: ShownCase }): ReactElement {
  const { t } = useTranslation();
  const { counts, askedName, askedAtUtcMs, decidedName, decidedAtUtcMs } = shown;
  const by = (name: string, atUtcMs: number): string => t('trace.case.by', { name, time: clockAndDate(atUtcMs) });
  return (
    <>
      <Section title={t('trace.open.why')}>
        <dl className={styles.facts}>
          <Fact name={t('trace.case.purpose')}>{shown.purpose}</Fact>
          <Fact name={t('trace.case.legalBasis')}>{shown.legalBasis}</Fact>
          <Fact name={t('trace.case.asked')}>{by(askedName, askedAtUtcMs)}</Fact>
          <Fact name={t('trace.case.decided')}>
            {decidedName === null || decidedAtUtcMs === null ? t('trace.case.nobody') : by(decidedName, decidedAtUtcMs)}
          </Fact>
          <Fact name={t('trace.case.window')}>
            {`${clockAndDate(shown.fromUtcMs)} – ${clockAndDate(shown.toUtcMs)}`}
          </Fact>
          <Fact name={t('trace.case.parameters')}>
            <Rules shown={shown} />
          </Fact>
        </dl>
      </Section>
      <Section title={t('trace.case.counts')}>
        <dl className={styles.counts}>
          <Count name={t('trace.case.indexEntries')} count={counts.indexEntries} />
          <Count name={t('trace.case.stays')} count={counts.stays} />
          <Count name={t('trace.case.venues')} count={counts.venues} />
          <Count name={t('trace.case.contacts')} count={counts.contacts} />
          <Count name={t('trace.case.inferred')} count={counts.inferred} hint={t('trace.case.inferredHint')} />
          <Count name={t('trace.case.unopenable')} count={counts.unopenable} hint={t('trace.case.unopenableHint')} />
        </dl>
      </Section>
    </>
  );
}

function Rules({ shown }: { readonly shown: ShownCase }): ReactElement {
  const { t } = useTranslation();
  const { overlapMinutes, laneMinutes, afterMinutes, stayMinutes } = shown.parameters;
  return (
    <ul>
      <li>{t('trace.case.overlap', { count: overlapMinutes })}</li>
      <li>{laneMinutes === 0 ? t('trace.case.laneOff') : t('trace.case.lane', { count: laneMinutes })}</li>
      <li>{afterMinutes === 0 ? t('trace.case.afterOff') : t('trace.case.after', { count: afterMinutes })}</li>
      {VENUE_KINDS.map((kind) => {
        const count = stayMinutes[kind];
        if (count === undefined) return null;
        return <li key={kind}>{t('trace.case.stay', { kind: t(`venueKind.${kind}`), count })}</li>;
      })}
    </ul>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

type CountProps = { readonly name: string; readonly count: number; readonly hint?: string };

function Count({ name, count, hint }: CountProps): ReactElement {
  const { i18n } = useTranslation();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {new Intl.NumberFormat(i18n.language).format(count)}
        {hint === undefined ? null : <small>{hint}</small>}
      </dd>
    </div>
  );
}
