/** What stands where an answer of the collector belongs: that it is awaited, why there is none, or what it says? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallName, CallOutput } from '../../src-collector/contract/console-api.ts';
import { Button } from '../../src-renderer/parts/button.tsx';
import type { Asked } from '../door/use-call.ts';
import styles from './answered.module.css';
import { RefusalNotice } from './refusal-notice.tsx';

export type AnsweredProps<Name extends CallName> = {
  readonly asked: Asked<Name>;
  readonly children: (output: CallOutput<Name>) => ReactNode;
};

/** The last answer stays while the next one is awaited, and above it stands why a newer one did not come. */
export function Answered<Name extends CallName>({ asked, children }: AnsweredProps<Name>): ReactElement {
  const { t } = useTranslation();
  const { output, refused, isWaiting, again } = asked;
  return (
    <div className={styles.answered} aria-busy={isWaiting} data-answered={output !== null && !isWaiting}>
      <RefusalNotice refused={refused} />
      {refused === null ? null : (
        <div>
          <Button icon="refresh" onClick={again}>
            {t('shell.again')}
          </Button>
        </div>
      )}
      {output === null ? (
        <p role="status" className={styles.waiting}>
          {isWaiting ? t('shell.waiting') : null}
        </p>
      ) : (
        children(output)
      )}
    </div>
  );
}
