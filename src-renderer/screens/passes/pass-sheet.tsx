/** What is handed to the visitor? Passes on paper: one on its own, or eight on a sheet of A4. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { MadePass } from '../../../src-main/contract/pass-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './pass-sheet.module.css';

export type DrawnPass = MadePass & { readonly picture: string };

export type PassSheetProps = {
  readonly passes: readonly DrawnPass[];
  readonly issuer: string;
  readonly lanes: readonly LaneView[];
};

/** One pass. On the screen and on paper the same, so that the guard sees what will come out. */
export function PassCard({ pass, issuer, lanes }: Omit<PassSheetProps, 'passes'> & { pass: DrawnPass }): ReactElement {
  const { t } = useTranslation();
  const names = lanes.filter(({ id }) => pass.laneIds?.includes(id)).map(({ name }) => name);
  return (
    <article className={styles.pass}>
      <img className={styles.code} src={pass.picture} alt={t('passes.codeAlt')} />
      <div className={styles.words}>
        <p className={styles.issuer}>{issuer === '' ? t('passes.issuerUnnamed') : issuer}</p>
        <h3>{t(`passes.purpose.${pass.purpose}`)}</h3>
        <p className={styles.name}>{pass.name ?? t('passes.bearer')}</p>
        <p>
          {t('passes.until', {
            time: vietnamTime(pass.expiresAtUtcMs).slice(0, 5),
            date: vietnamDate(pass.expiresAtUtcMs),
          })}
        </p>
        <p>
          {pass.isOneTime ? t('passes.uses.once') : t('passes.uses.often')}
          {pass.laneIds === null ? '' : ` · ${names.join(', ')}`}
        </p>
        <p className={styles.note}>{t('passes.showIt')}</p>
      </div>
    </article>
  );
}

/** Only on paper: it stands in the page beside the screen, and the printer sees nothing else. */
export function PassSheet({ passes, ...rest }: PassSheetProps): ReactElement {
  return (
    <Paper>
      <div className={styles.sheet} data-alone={passes.length === 1}>
        {passes.map((pass) => (
          <PassCard key={pass.id} pass={pass} {...rest} />
        ))}
      </div>
    </Paper>
  );
}
