/** What does somebody get who mends this gate from afar? One file, with nothing in it of any person. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import settingsStyles from '../settings/settings-screen.module.css';

const MADE_WITHIN_MS = 20_000;

export function DiagnosticsCard(): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [note, setNote] = useState<'saved' | 'noAnswer' | null>(null);
  const [isMaking, setIsMaking] = useState(false);

  async function make(): Promise<void> {
    setIsMaking(true);
    const answer = await gate.ask((client) => client.diagnostics(), MADE_WITHIN_MS);
    setIsMaking(false);
    if (answer.type === 'answered') saveFile(answer.value.name, answer.value.base64);
    setNote(answer.type === 'answered' ? 'saved' : 'noAnswer');
  }

  return (
    <section className={settingsStyles.card} data-testid="diagnostics">
      <h3>{t('readiness.page.zip.title')}</h3>
      <p className={settingsStyles.hint}>{t('readiness.page.zip.hint')}</p>
      <div className={settingsStyles.actions}>
        <Button icon="disk" disabled={isMaking} data-testid="save-diagnostics" onClick={() => void make()}>
          {t('readiness.page.zip.save')}
        </Button>
        <p role="status" className={settingsStyles.note}>
          {note === null ? null : t(`readiness.page.zip.${note}`)}
        </p>
      </div>
    </section>
  );
}

/** Where the browser or the shell puts what is downloaded. */
function saveFile(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
