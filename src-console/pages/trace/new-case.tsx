/** How does a tracer ask for a case, so that nobody's number reaches the collector? */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { useDoing } from '../../door/use-call.ts';
import { BackTo } from '../../parts/back-to.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { typedInstant } from '../../parts/typed-instant.ts';
import { goTo, hrefOf } from '../../place.ts';
import type { CaseDraft } from './case-draft.ts';
import { requestOf, wrongsOf } from './case-draft.ts';
import { CaseRules } from './case-rules.tsx';
import { IndexPerson } from './index-person.tsx';
import styles from './trace-page.module.css';

const DAY_MS = 86_400_000;
/** So far back does one usually ask. */
const USUAL_DAYS = 14;

export function NewCase(): ReactElement {
  const { t } = useTranslation();
  const opening = useDoing('trace.open');
  const [draft, setDraft] = useState(emptyDraft);
  const [wasAsked, setWasAsked] = useState(false);
  const change = (part: Partial<CaseDraft>): void => setDraft((last) => ({ ...last, ...part }));
  const wrongs = wrongsOf(draft);

  async function ask(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWasAsked(true);
    const request = requestOf(draft);
    if (request === null) return;
    const answer = await opening.run(request);
    if (answer !== null) goTo(hrefOf('trace', [answer.caseId]));
  }

  // What is missing is said once somebody has tried; a number is said at once.
  const wordsError = (wrong: 'number' | 'short' | null): string | null =>
    wrong === 'number' || (wrong !== null && wasAsked) ? t(`trace.open.${wrong}`) : null;
  return (
    <PageFrame
      title={t('trace.open.title')}
      about={t('trace.open.about')}
      above={<BackTo href={hrefOf('trace')}>{t('trace.back')}</BackTo>}
      isNarrow
    >
      <form className={styles.form} noValidate onSubmit={(event) => void ask(event)}>
        <Section title={t('trace.open.why')}>
          <TextField
            label={t('trace.open.purpose')}
            hint={t('trace.open.purposeHint')}
            error={wordsError(wrongs.purpose)}
            value={draft.purpose}
            name="purpose"
            maxLength={200}
            onText={(purpose) => change({ purpose })}
          />
          <TextField
            label={t('trace.open.legalBasis')}
            hint={t('trace.open.legalBasisHint')}
            error={wordsError(wrongs.legalBasis)}
            value={draft.legalBasis}
            name="legal-basis"
            maxLength={200}
            onText={(legalBasis) => change({ legalBasis })}
          />
        </Section>
        <IndexPerson draft={draft} wrongs={wrongs} wasAsked={wasAsked} onChange={change} />
        <Section title={t('trace.open.window')} about={t('trace.open.windowHint')}>
          <div className={styles.pair}>
            <TextField
              label={t('trace.open.from')}
              type="datetime-local"
              name="from"
              value={draft.from}
              error={wrongs.isWindowWrong ? t('trace.open.windowWrong') : null}
              onText={(from) => change({ from })}
            />
            <TextField
              label={t('trace.open.to')}
              type="datetime-local"
              name="to"
              value={draft.to}
              onText={(to) => change({ to })}
            />
          </div>
        </Section>
        <CaseRules draft={draft} wrongs={wrongs} onChange={change} />
        <RefusalNotice refused={opening.refused} />
        <div>
          <Button type="submit" weight="main" icon="search" isLarge disabled={opening.isBusy} data-testid="ask">
            {t(opening.isBusy ? 'trace.open.asking' : 'trace.open.ask')}
          </Button>
        </div>
      </form>
    </PageFrame>
  );
}

function emptyDraft(): CaseDraft {
  const nowUtcMs = Date.now();
  return {
    purpose: '',
    legalBasis: '',
    by: 'tags',
    tags: '',
    device: '',
    epoch: '',
    seq: '',
    from: typedInstant(nowUtcMs - USUAL_DAYS * DAY_MS),
    to: typedInstant(nowUtcMs),
    overlapMinutes: '15',
    laneMinutes: '2',
    afterMinutes: '0',
    stayKind: '',
    stayMinutes: '',
  };
}
