/** What stands around every page of who is in? The way to the other pages, who it is, and the way out. */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../src-renderer/parts/button.tsx';
import { Icon } from '../src-renderer/parts/icons.tsx';
import type { FullSession } from './door/door.ts';
import { useDoor } from './door/door-context.ts';
import { useDoing } from './door/use-call.ts';
import { LookSwitch } from './look/look-switch.tsx';
import { PAGES } from './pages.ts';
import { RefusalNotice } from './parts/refusal-notice.tsx';
import { Wordmark } from './parts/wordmark.tsx';
import { hrefOf } from './place.ts';
import type { RouteName } from './routes.ts';
import { maySee, ROUTE_NAMES, ROUTES } from './routes.ts';
import styles from './shell.module.css';

export type ShellProps = {
  readonly session: FullSession;
  readonly open: RouteName;
  readonly children: ReactNode;
};

export function Shell({ session, open, children }: ShellProps): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  const ending = useDoing('session.end');
  const main = useRef<HTMLElement>(null);
  const shown = useRef(open);
  const title = t(`shell.page.${open}`);
  useEffect(() => {
    document.title = `${title} · Gác Cổng`;
  }, [title]);
  useEffect(() => {
    // Another page: who works by keyboard or by ear begins at its beginning.
    if (shown.current !== open) main.current?.focus();
    shown.current = open;
  }, [open]);
  const routes = ROUTE_NAMES.filter((name) => PAGES[name] !== undefined && maySee(name, session.roles));
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </button>
      <header className={styles.bar} data-print="never">
        <Wordmark />
        <div className={styles.who}>
          <span className={styles.name} data-testid="who">
            {session.name}
          </span>
          <span className={styles.unit}>
            {session.unit.length === 0 ? t('shell.everywhere') : session.unit.join(' › ')}
          </span>
        </div>
        <LookSwitch />
        <Button
          weight="quiet"
          icon="out"
          data-testid="sign-out"
          disabled={ending.isBusy}
          onClick={() =>
            void ending.run({}).then((ended) => (ended === null ? undefined : door.enter({ stage: 'none' })))
          }
        >
          {t('shell.signOut')}
        </Button>
      </header>
      <nav className={styles.nav} aria-label={t('shell.pages')} data-print="never">
        <ul>
          {routes.map((name) => (
            <li key={name}>
              <a href={hrefOf(name)} aria-current={name === open ? 'page' : undefined} data-testid={`to-${name}`}>
                <Icon name={ROUTES[name].icon} />
                {t(`shell.page.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main ref={main} id="main" tabIndex={-1} className={styles.main} data-page={open}>
        <RefusalNotice refused={ending.refused} />
        {children}
      </main>
    </div>
  );
}
