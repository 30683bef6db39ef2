/** How is a person's request written down? What they ask for, when it came, how they proved who they are; never who. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IDENTIFIED_BY, REQUEST_KINDS, registerInput } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { ChoiceField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { useDoing } from '../../door/use-call.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { instantOf, typedInstant } from '../../parts/typed-instant.ts';
import { goTo, hrefOf } from '../../place.ts';
import styles from './rights.module.css';
import { BackTo } from './rights-frame.tsx';

type Kind = (typeof REQUEST_KINDS)[number];
type Proof = (typeof IDENTIFIED_BY)[number];

export function NewRequest(): ReactElement {
  const { t } = useTranslation();
  const registering = useDoing('rights.register');
  const [kind, setKind] = useState<Kind | null>(null);
  const [receivedText, setReceivedText] = useState(() => typedInstant(Date.now()));
  const [identifiedBy, setIdentifiedBy] = useState<Proof | null>(null);
  const [reference, setReference] = useState('');
  const receivedAtUtcMs = instantOf(receivedText);
  const isReferenceWrong = reference.trim() !== '' && !registerInput.shape.reference.safeParse(reference).success;
  const isWhole = kind !== null && identifiedBy !== null && receivedAtUtcMs !== null && reference.trim() !== '';

  async function register(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (kind === null || identifiedBy === null || receivedAtUtcMs === null) return;
    const answer = await registering.run({ kind, receivedAtUtcMs, identifiedBy, reference: reference.trim() });
    if (answer !== null) goTo(hrefOf('rights', ['request', answer.requestId]));
  }

  return (
    <PageFrame title={t('rights.request.new')} above={<BackTo part="">{t('rights.request.toAll')}</BackTo>} isNarrow>
      <Section title={t('rights.request.what')} about={t('rights.request.noName')}>
        <RefusalNotice refused={registering.refused} />
        <form className={styles.form} onSubmit={(event) => void register(event)}>
          <ChoiceField
            label={t('rights.request.kind')}
            hint={kind === null ? undefined : t(`rights.kind.${kind}.what`)}
            value={kind}
            choices={REQUEST_KINDS.map((value) => ({ value, text: t(`rights.kind.${value}.name`) }))}
            onChoice={setKind}
          />
          <TextField
            label={t('rights.request.receivedAt')}
            hint={t('rights.request.receivedHint')}
            value={receivedText}
            type="datetime-local"
            name="received"
            required
            onText={setReceivedText}
          />
          <ChoiceField
            label={t('rights.request.identified')}
            value={identifiedBy}
            choices={IDENTIFIED_BY.map((value) => ({ value, text: t(`rights.identifiedBy.${value}`) }))}
            onChoice={setIdentifiedBy}
          />
          <TextField
            label={t('rights.request.reference')}
            hint={t('rights.request.referenceHint')}
            error={isReferenceWrong ? t('rights.request.referenceWrong') : null}
            value={reference}
            name="reference"
            maxLength={40}
            required
            onText={setReference}
          />
          <Button
            type="submit"
            weight="main"
            disabled={registering.isBusy || !isWhole || isReferenceWrong}
            data-testid="register"
          >
            {t('rights.request.register')}
          </Button>
        </form>
      </Section>
    </PageFrame>
  );
}
