/** How does somebody change language and colours, at the door as well as within? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, THEMES, useLook } from './look-context.tsx';
import styles from './look-switch.module.css';

export function LookSwitch(): ReactElement {
  const { t } = useTranslation();
  const { language, theme, change } = useLook();
  return (
    <div className={styles.switch}>
      <label>
        <span className="visually-hidden">{t('shell.language')}</span>
        <select
          value={language}
          data-testid="language"
          onChange={({ currentTarget }) =>
            change({ language: LANGUAGES.find((one) => one === currentTarget.value) ?? 'vi' })
          }
        >
          <option value="vi" lang="vi">
            Tiếng Việt
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
      <label>
        <span className="visually-hidden">{t('shell.theme.label')}</span>
        <select
          value={theme}
          data-testid="theme"
          onChange={({ currentTarget }) =>
            change({ theme: THEMES.find((one) => one === currentTarget.value) ?? 'system' })
          }
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {t(`shell.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
