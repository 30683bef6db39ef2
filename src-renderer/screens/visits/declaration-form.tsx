/** What does the receptionist ask for the health declaration? Three questions, each with an answer that somebody gave. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeclarationInput } from '../../../src-main/contract/visit-api.ts';
import type { Symptom } from '../../../src-main/core/visit/visit-note.ts';
import { SYMPTOMS } from '../../../src-main/core/visit/visit-note.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField } from '../../parts/fields.tsx';
import styles from './visits-screen.module.css';

export type DeclarationFormProps = {
  readonly onDeclared: (declaration: DeclarationInput) => Promise<void>;
  readonly onCancel: () => void;
};

/** Nothing is filled in beforehand: an answer that nobody gave is none. */
export function DeclarationForm({ onDeclared, onCancel }: DeclarationFormProps): ReactElement {
  const { t } = useTranslation();
  const [symptoms, setSymptoms] = useState<readonly Symptom[] | null>(null);
  const [hadContact, setHadContact] = useState<boolean | null>(null);
  const [wasAway, setWasAway] = useState<boolean | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, text: t(`visits.declaration.${value}`) }));

  async function send(): Promise<void> {
    const isWhole = symptoms !== null && hadContact !== null && wasAway !== null;
    setIsMissing(!isWhole);
    if (isWhole) await onDeclared({ symptoms: [...symptoms], hadContact, wasAway });
  }

  return (
    <div className={`${styles.group} ${styles.declaration}`} data-testid="declaration">
      <h3>{t('visits.declaration.title')}</h3>
      <fieldset className={styles.group}>
        <legend>{t('visits.declaration.symptoms')}</legend>
        <div className={styles.chips}>
          <button
            type="button"
            className={styles.chip}
            aria-pressed={symptoms?.length === 0}
            data-testid="no-symptom"
            onClick={() => setSymptoms([])}
          >
            {t('visits.declaration.noSymptom')}
          </button>
          {SYMPTOMS.map((symptom) => {
            const isTicked = symptoms?.includes(symptom) ?? false;
            return (
              <button
                key={symptom}
                type="button"
                className={styles.chip}
                aria-pressed={isTicked}
                onClick={() => setSymptoms(toggled(symptoms ?? [], symptom))}
              >
                {t(`visits.declaration.symptom.${symptom}`)}
              </button>
            );
          })}
        </div>
      </fieldset>
      <ChoiceField
        label={t('visits.declaration.hadContact')}
        value={wordOf(hadContact)}
        choices={yesNo}
        onChoice={(value) => setHadContact(value === 'yes')}
      />
      <ChoiceField
        label={t('visits.declaration.wasAway')}
        value={wordOf(wasAway)}
        choices={yesNo}
        onChoice={(value) => setWasAway(value === 'yes')}
      />
      <p role="alert" className={isMissing ? styles.wrong : styles.calm}>
        {isMissing ? t('visits.declaration.missing') : null}
      </p>
      <footer className={styles.foot}>
        <Button isLarge weight="quiet" onClick={onCancel}>
          {t('visits.declaration.cancel')}
        </Button>
        <Button isLarge weight="main" icon="done" data-testid="send-declaration" onClick={() => void send()}>
          {t('visits.declaration.send')}
        </Button>
      </footer>
    </div>
  );
}

function toggled(symptoms: readonly Symptom[], symptom: Symptom): readonly Symptom[] {
  const isThere = symptoms.includes(symptom);
  return SYMPTOMS.filter((each) => (each === symptom ? !isThere : symptoms.includes(each)));
}

function wordOf(answer: boolean | null): 'yes' | 'no' | null {
  if (answer === null) return null;
  return answer ? 'yes' : 'no';
}
