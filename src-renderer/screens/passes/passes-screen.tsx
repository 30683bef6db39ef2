/** How does somebody without a phone or a card get a code of their own? Made here, printed, and taken back here. */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { PASS_REFUSALS, PassItem } from '../../../src-main/contract/pass-api.ts';
import { PASS_PURPOSES } from '../../../src-main/core/code/credential.ts';
import type { ScreenVerdict } from '../../gate-state.ts';
import { Button } from '../../parts/button.tsx';
import { drawQr } from '../../parts/draw-qr.ts';
import { ChoiceField, TextField, TickField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import { MadePasses } from './made-passes.tsx';
import type { PassErrors, PassForm } from './pass-form.ts';
import { checkPassForm, EMPTY_PASS_FORM, PASS_DURATIONS } from './pass-form.ts';
import type { DrawnPass } from './pass-sheet.tsx';
import { PassCard, PassSheet } from './pass-sheet.tsx';
import styles from './passes-screen.module.css';

export type PassesScreenProps = {
  readonly lanes: readonly LaneView[];
  /** What was shown on any lane while the desk makes passes; the lanes go on being scanned. */
  readonly verdict: ScreenVerdict | null;
  readonly verdictLaneName: string | null;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  readonly onClosed: () => void;
};

type PassTrouble = 'no-answer' | (typeof PASS_REFUSALS)[number];

type Made = { readonly issuer: string; readonly passes: readonly DrawnPass[] };

export function PassesScreen(props: PassesScreenProps): ReactElement {
  const { lanes, verdict, verdictLaneName, onVerdictEnded, onClosed } = props;
  const { t } = useTranslation();
  const gate = useGate();
  const [items, setItems] = useState<readonly PassItem[]>([]);
  const [made, setMade] = useState<Made | null>(null);
  const [trouble, setTrouble] = useState<PassTrouble | null>(null);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.listPasses());
    if (answer.type === 'answered') setItems(answer.value);
    else setTrouble('no-answer');
  }, [gate]);
  useEffect(() => void load(), [load]);

  async function make(form: PassForm): Promise<PassErrors> {
    const checked = checkPassForm(form, Date.now());
    if (checked.type === 'incomplete') return checked.errors;
    setTrouble(null);
    const answer = await gate.ask((client) => client.makePasses(checked.order));
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else {
      const { issuer, passes } = answer.value;
      const drawn = await Promise.all(passes.map(async (pass) => ({ ...pass, picture: await drawQr(pass.text) })));
      setMade({ issuer, passes: drawn });
      await load();
    }
    return {};
  }

  async function revoke(id: string): Promise<void> {
    const answer = await gate.ask((client) => client.revokePass({ id }));
    setTrouble(answer.type === 'answered' ? null : 'no-answer');
    await load();
  }

  return (
    <Page
      name="passes"
      title={t('passes.title')}
      echo={{ verdict, verdictLaneName, onVerdictEnded }}
      onClosed={onClosed}
    >
      <Notice tone="warning">{trouble === null ? null : t(`passes.error.${trouble}`)}</Notice>
      <div className={styles.columns}>
        {made === null ? (
          <PassOrderForm lanes={lanes} onMake={make} />
        ) : (
          <MadeNow made={made} lanes={lanes} onAgain={() => setMade(null)} />
        )}
        <section className={styles.out}>
          <h2>{t('passes.out')}</h2>
          <MadePasses items={items} onRevoke={(id) => void revoke(id)} />
        </section>
      </div>
    </Page>
  );
}

/** The passes that were just made: this is the only moment at which they can be printed. */
function MadeNow(props: { made: Made; lanes: readonly LaneView[]; onAgain: () => void }): ReactElement {
  const { made, lanes, onAgain } = props;
  const { t } = useTranslation();
  const [first] = made.passes;
  return (
    <section className={styles.made}>
      <h2>{t('passes.made', { total: made.passes.length })}</h2>
      {first === undefined ? null : <PassCard pass={first} issuer={made.issuer} lanes={lanes} />}
      <p className={styles.hint}>{t('passes.printNow')}</p>
      <PassSheet passes={made.passes} issuer={made.issuer} lanes={lanes} />
      <footer className={styles.foot}>
        <Button isLarge weight="quiet" icon="back" onClick={onAgain}>
          {t('passes.again')}
        </Button>
        <Button isLarge weight="main" icon="print" data-testid="print-passes" onClick={() => void printPage()}>
          {t('passes.print')}
        </Button>
      </footer>
    </section>
  );
}

function PassOrderForm(props: {
  lanes: readonly LaneView[];
  onMake: (form: PassForm) => Promise<PassErrors>;
}): ReactElement {
  const { lanes, onMake } = props;
  const { t } = useTranslation();
  const [form, setForm] = useState(EMPTY_PASS_FORM);
  const [errors, setErrors] = useState<PassErrors>({});
  const [isSending, setIsSending] = useState(false);

  function change(part: Partial<PassForm>): void {
    setForm({ ...form, ...part });
    setErrors({});
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsSending(true);
    setErrors(await onMake(form));
    setIsSending(false);
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <ChoiceField
        label={t('passes.for')}
        value={form.purpose}
        choices={PASS_PURPOSES.map((value) => ({ value, text: t(`passes.purpose.${value}`) }))}
        onChoice={(purpose) => change({ purpose })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('passes.name')}
          name="name"
          hint={t('passes.nameHint')}
          value={form.name}
          autoCapitalize="words"
          error={errors.name === undefined ? null : t(`passes.error.${errors.name}`)}
          onText={(name) => change({ name })}
        />
        <TextField
          label={t('passes.count')}
          name="count"
          inputMode="numeric"
          value={form.count}
          error={errors.count === undefined ? null : t(`passes.error.${errors.count}`)}
          onText={(count) => change({ count })}
        />
      </div>
      <ChoiceField
        label={t('passes.howLong')}
        value={form.duration}
        choices={PASS_DURATIONS.map((value) => ({ value, text: t(`passes.duration.${value}`) }))}
        onChoice={(duration) => change({ duration })}
      />
      <ChoiceField
        label={t('passes.howOften')}
        value={form.uses}
        choices={(['once', 'often'] as const).map((value) => ({ value, text: t(`passes.uses.${value}`) }))}
        onChoice={(uses) => change({ uses })}
      />
      {lanes.length > 1 ? (
        <TickField
          label={t('passes.lanes')}
          hint={t('passes.lanesHint')}
          values={form.laneIds}
          choices={lanes.map(({ id, name }) => ({ value: id, text: name }))}
          onTick={(id, isTicked) =>
            change({ laneIds: isTicked ? [...form.laneIds, id] : form.laneIds.filter((each) => each !== id) })
          }
        />
      ) : null}
      <footer className={styles.foot}>
        <Button isLarge weight="main" type="submit" icon="done" disabled={isSending} data-testid="make-passes">
          {t('passes.make')}
        </Button>
      </footer>
    </form>
  );
}
