/** How does somebody choose a new password? Long enough, and twice the same. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTEST_PASSWORD } from '../../src-collector/contract/door-calls.ts';
import { TextField } from '../../src-renderer/parts/fields.tsx';

export type NewPasswordProps = {
  /** What was chosen; `null` while it is too short, or not twice the same. */
  readonly onPassword: (password: string | null) => void;
};

export function NewPassword({ onPassword }: NewPasswordProps): ReactElement {
  const { t } = useTranslation();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const missing = SHORTEST_PASSWORD - first.length;

  function chose(one: string, other: string): void {
    setFirst(one);
    setSecond(other);
    onPassword(one.length >= SHORTEST_PASSWORD && one === other ? one : null);
  }

  const hint = (): string => {
    if (first === '') return t('door.new.hint', { count: SHORTEST_PASSWORD });
    return missing > 0 ? t('door.new.missing', { count: missing }) : t('door.new.enough');
  };
  return (
    <>
      <TextField
        label={t('door.new.password')}
        hint={hint()}
        value={first}
        type="password"
        name="new-password"
        autoComplete="new-password"
        minLength={SHORTEST_PASSWORD}
        maxLength={256}
        required
        onText={(text) => chose(text, second)}
      />
      <TextField
        label={t('door.new.again')}
        error={second.length >= first.length && second !== first ? t('door.new.differs') : null}
        value={second}
        type="password"
        name="new-password-again"
        autoComplete="new-password"
        maxLength={256}
        required
        onText={(text) => chose(first, text)}
      />
    </>
  );
}
