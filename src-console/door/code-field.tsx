/** Where are the six digits of the phone typed? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../src-renderer/parts/fields.tsx';

export type CodeFieldProps = {
  readonly code: string;
  readonly hint?: string;
  readonly onCode: (code: string) => void;
};

/** Takes it with the blank that an app shows in its middle. */
export function CodeField({ code, hint, onCode }: CodeFieldProps): ReactElement {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('door.second.code')}
      hint={hint}
      value={code}
      name="one-time-code"
      autoComplete="one-time-code"
      inputMode="numeric"
      pattern="[0-9]{6}"
      title={t('door.second.codeShape')}
      required
      onText={(text) => onCode(text.replace(/\D/g, '').slice(0, 6))}
    />
  );
}
