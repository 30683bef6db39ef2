/** How does a phone learn its codes? A picture to scan, and the same as letters for who has no camera. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './form.module.css';

export function SecondStepSetup({ secret, qrSvg }: { readonly secret: string; readonly qrSvg: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.setup}>
      {/* As a picture: what is in it can run nothing and reach nothing. */}
      <img
        className={styles.qr}
        src={`data:image/svg+xml,${encodeURIComponent(withSize(qrSvg))}`}
        alt={t('door.setup.qr')}
      />
      <div>
        <p>{t('door.setup.how')}</p>
        <p className={styles.secret}>
          {t('door.setup.letters')} <code data-testid="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </div>
    </div>
  );
}

/** A picture needs its namespace, which an SVG within a page does not. */
function withSize(svg: string): string {
  return svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}
