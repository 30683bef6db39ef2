/** How does a visitor declare their health, standing before the desk? Three questions in large type, and an answer from the gate. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import type { DeclarationInput } from '../../../src-main/contract/visit-api.ts';
import type { Declared } from '../../../src-main/contract/visitor-api.ts';
import type { Symptom } from '../../../src-main/core/visit/visit-note.ts';
import { SYMPTOMS } from '../../../src-main/core/visit/visit-note.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField } from '../../parts/fields.tsx';
import styles from './visitor-face.module.css';
import type { VisitorWords } from './visitor-words.ts';

type Answer = Declared['type'] | 'missing';

export type VisitorHealthProps = {
  readonly words: VisitorWords;
  readonly onSend: (declaration: DeclarationInput) => Promise<Declared['type'] | 'no-answer'>;
  readonly onBack: () => void;
};

export function VisitorHealth({ words, onSend, onBack }: VisitorHealthProps): ReactElement {
  const { health } = words;
  const [symptoms, setSymptoms] = useState<readonly Symptom[] | null>(null);
  const [hadContact, setHadContact] = useState<boolean | null>(null);
  const [wasAway, setWasAway] = useState<boolean | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const choices = (['yes', 'no'] as const).map((value) => ({ value, text: health[value] }));
  const isOver = answer === 'noted' || answer === 'separate';

  async function send(): Promise<void> {
    if (symptoms === null || hadContact === null || wasAway === null) return setAnswer('missing');
    const got = await onSend({ symptoms: [...symptoms], hadContact, wasAway });
    setAnswer(got === 'no-answer' ? 'not-stored' : got);
  }

  return (
    <main className={styles.health} data-testid="visitor-health">
      <h2>{health.title}</h2>
      {isOver ? null : (
        <>
          <fieldset className={styles.symptoms}>
            <legend>{health.symptoms}</legend>
            <button type="button" aria-pressed={symptoms?.length === 0} onClick={() => setSymptoms([])}>
              {health.noSymptom}
            </button>
            {SYMPTOMS.map((symptom) => {
              const isTicked = symptoms?.includes(symptom) ?? false;
              const others = (symptoms ?? []).filter((each) => each !== symptom);
              return (
                <button
                  key={symptom}
                  type="button"
                  aria-pressed={isTicked}
                  data-symptom={symptom}
                  onClick={() => setSymptoms(isTicked ? others : [...others, symptom])}
                >
                  {health.symptom[symptom]}
                </button>
              );
            })}
          </fieldset>
          <ChoiceField
            label={health.hadContact}
            value={wordOf(hadContact)}
            choices={choices}
            onChoice={(value) => setHadContact(value === 'yes')}
          />
          <ChoiceField
            label={health.wasAway}
            value={wordOf(wasAway)}
            choices={choices}
            onChoice={(value) => setWasAway(value === 'yes')}
          />
        </>
      )}
      <p role="alert" className={styles.answer} data-answer={answer ?? 'none'} data-testid="health-answer">
        {answer === null ? null : health[answer]}
      </p>
      <footer>
        <Button isLarge weight="quiet" icon="back" onClick={onBack}>
          {health.back}
        </Button>
        {isOver ? null : (
          <Button isLarge weight="main" icon="done" data-testid="send-health" onClick={() => void send()}>
            {health.send}
          </Button>
        )}
      </footer>
    </main>
  );
}

function wordOf(answer: boolean | null): 'yes' | 'no' | null {
  if (answer === null) return null;
  return answer ? 'yes' : 'no';
}
