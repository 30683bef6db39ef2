/** How is something typed or chosen? Labelled fields with their hint and what is wrong with them. */

import type {
  InputHTMLAttributes,
  ReactElement,
  ReactNode,
  Ref,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react';
import { useId } from 'react';
import styles from './fields.module.css';

type FieldWords = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and what to write instead; read out when it appears. */
  readonly error?: string | null | undefined;
};

export type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id' | 'onChange'> &
  FieldWords & { readonly onText: (text: string) => void; readonly inputRef?: Ref<HTMLInputElement> };

export function TextField({ label, hint, error, onText, inputRef, ...rest }: TextFieldProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        ref={inputRef}
        id={id}
        className={styles.input}
        aria-invalid={isWrong(error)}
        aria-describedby={`${id}-words`}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <FieldNote id={`${id}-words`} hint={hint} error={error} />
    </div>
  );
}

export type TextAreaFieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'id' | 'onChange'> &
  FieldWords & { readonly onText: (text: string) => void };

/** Several lines. */
export function TextAreaField({ label, hint, error, onText, ...rest }: TextAreaFieldProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        {...rest}
        id={id}
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong(error)}
        aria-describedby={`${id}-words`}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <FieldNote id={`${id}-words`} hint={hint} error={error} />
    </div>
  );
}

export type SelectFieldProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'id' | 'onChange'> &
  FieldWords & { readonly onChoice: (value: string) => void; readonly children: ReactNode };

export function SelectField({ label, hint, error, onChoice, children, ...rest }: SelectFieldProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={isWrong(error)}
        aria-describedby={`${id}-words`}
        onChange={(event) => onChoice(event.currentTarget.value)}
      >
        {children}
      </select>
      <FieldNote id={`${id}-words`} hint={hint} error={error} />
    </div>
  );
}

export type ChoiceFieldProps<Value extends string> = FieldWords & {
  readonly value: Value | null;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly onChoice: (value: Value) => void;
};

/** One of a few, all in view, each as large as a thumb. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): ReactElement {
  const { label, hint, error, value, choices, onChoice } = props;
  const id = useId();
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-words`}>
      <legend>{label}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoice(choice.value)}
            />
            <span>{choice.text}</span>
          </label>
        ))}
      </div>
      <FieldNote id={`${id}-words`} hint={hint} error={error} />
    </fieldset>
  );
}

export type TickFieldProps<Value extends string> = FieldWords & {
  readonly values: readonly Value[];
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly onTick: (value: Value, isTicked: boolean) => void;
};

/** Any of a few. */
export function TickField<Value extends string>(props: TickFieldProps<Value>): ReactElement {
  const { label, hint, error, values, choices, onTick } = props;
  const id = useId();
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-words`}>
      <legend>{label}</legend>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type="checkbox"
              checked={values.includes(choice.value)}
              onChange={(event) => onTick(choice.value, event.currentTarget.checked)}
            />
            <span>{choice.text}</span>
          </label>
        ))}
      </div>
      <FieldNote id={`${id}-words`} hint={hint} error={error} />
    </fieldset>
  );
}

/** Always in the page, so that an error which appears is read out. */
function FieldNote({ id, hint, error }: { readonly id: string } & Omit<FieldWords, 'label'>): ReactElement {
  return (
    <p id={id} className={isWrong(error) ? styles.error : styles.hint} aria-live="polite">
      {isWrong(error) ? error : (hint ?? null)}
    </p>
  );
}

function isWrong(error: string | null | undefined): error is string {
  return error !== null && error !== undefined;
}
