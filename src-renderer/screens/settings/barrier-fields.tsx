/** What opens this lane, and how is it heard that somebody passed? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BarrierSettings } from '../../../src-main/contract/barrier-settings.ts';
import { SureButton } from '../../parts/button.tsx';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { isHexBytes, newBarrierSettings } from './settings-draft.ts';
import styles from './settings-screen.module.css';

export type BarrierFieldsProps = {
  readonly laneId: string;
  /** `undefined` = this lane has none. */
  readonly barrier: BarrierSettings | undefined;
  readonly isPortWrong: boolean;
  readonly onBarrier: (barrier: BarrierSettings | null) => void;
};

const RELAYS = [1, 2, 3, 4, 5, 6, 7, 8];
const OUTPUTS = ['barrier', 'greenLamp', 'redLamp', 'buzzer'] as const;
const COMMANDS = ['open', 'close', 'greenOn', 'greenOff', 'redOn', 'redOff', 'buzzerOn', 'buzzerOff'] as const;
const CUSTOM: BarrierSettings['board'] = {
  kind: 'bytes',
  open: '',
  close: '',
  greenOn: null,
  greenOff: null,
  redOn: null,
  redOff: null,
  buzzerOn: null,
  buzzerOff: null,
};
const TIMES = [
  { name: 'pulseMs', least: 100, most: 10_000 },
  { name: 'lampMs', least: 100, most: 30_000 },
  { name: 'buzzerMs', least: 0, most: 10_000 },
  { name: 'passWithinMs', least: 1_000, most: 120_000 },
] as const;

export function BarrierFields({ laneId, barrier, isPortWrong, onBarrier }: BarrierFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        label={t('settings.barrier.board')}
        value={barrier?.board.kind ?? 'none'}
        choices={(['none', 'lcus', 'bytes'] as const).map((value) => ({
          value,
          text: t(`settings.barrier.kind.${value}`),
        }))}
        onChoice={(kind) => {
          const chosen = newBarrierSettings(laneId);
          if (kind === 'none') onBarrier(null);
          else onBarrier({ ...(barrier ?? chosen), board: kind === 'lcus' ? chosen.board : CUSTOM });
        }}
      />
      {barrier === undefined ? null : (
        <>
          <TextField
            label={t('settings.barrier.port')}
            value={barrier.path}
            maxLength={200}
            error={isPortWrong ? t('settings.error.port') : null}
            onText={(path) => onBarrier({ ...barrier, path: path.trim() })}
          />
          <BoardFields barrier={barrier} onBarrier={onBarrier} />
          <SensorFields barrier={barrier} onBarrier={onBarrier} />
          <div className={styles.pair}>
            {TIMES.map(({ name, least, most }) => (
              <TextField
                key={name}
                type="number"
                min={least}
                max={most}
                label={t(`settings.barrier.${name}`)}
                value={barrier[name]}
                onText={(text) =>
                  onBarrier({ ...barrier, [name]: Math.min(Math.max(Math.round(Number(text)) || 0, 0), most) })
                }
                onBlur={() => onBarrier({ ...barrier, [name]: Math.max(barrier[name], least) })}
              />
            ))}
          </div>
          <TestOpening laneId={laneId} />
        </>
      )}
    </>
  );
}

type PartProps = { readonly barrier: BarrierSettings; readonly onBarrier: (barrier: BarrierSettings) => void };

function BoardFields({ barrier, onBarrier }: PartProps): ReactElement {
  const { t } = useTranslation();
  const { board } = barrier;
  if (board.kind === 'bytes') {
    return (
      <div className={styles.pair}>
        {COMMANDS.map((name) => (
          <HexField
            key={name}
            label={t(`settings.barrier.bytes.${name}`)}
            value={board[name] ?? ''}
            mayBeEmpty={name !== 'open' && name !== 'close'}
            onText={(text) =>
              onBarrier({
                ...barrier,
                board: { ...board, [name]: text === '' && name !== 'open' && name !== 'close' ? null : text },
              })
            }
          />
        ))}
      </div>
    );
  }
  return (
    <>
      <div className={styles.pair}>
        {OUTPUTS.map((output) => (
          <SelectField
            key={output}
            label={t(`settings.barrier.relay.${output}`)}
            value={board[output] ?? ''}
            onChoice={(value) =>
              onBarrier({ ...barrier, board: { ...board, [output]: value === '' ? null : Number(value) } })
            }
          >
            <option value="">{t('settings.barrier.noRelay')}</option>
            {RELAYS.map((relay) => (
              <option key={relay} value={relay}>
                {relay}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      <ChoiceField
        label={t('settings.barrier.feedback')}
        value={board.hasFeedback ? 'yes' : 'no'}
        choices={(['no', 'yes'] as const).map((value) => ({ value, text: t(`settings.barrier.answers.${value}`) }))}
        onChoice={(value) => onBarrier({ ...barrier, board: { ...board, hasFeedback: value === 'yes' } })}
      />
    </>
  );
}

function SensorFields({ barrier, onBarrier }: PartProps): ReactElement {
  const { t } = useTranslation();
  const { passed } = barrier;
  const value = passed.kind === 'line' ? passed.line : passed.kind;
  return (
    <>
      <SelectField
        label={t('settings.barrier.sensor')}
        hint={t('settings.barrier.sensorHint')}
        value={value}
        onChoice={(next) => {
          if (next === 'none') onBarrier({ ...barrier, passed: { kind: 'none' } });
          else if (next === 'bytes') onBarrier({ ...barrier, passed: { kind: 'bytes', bytes: '' } });
          else if (next === 'cts' || next === 'dsr' || next === 'dcd') {
            onBarrier({ ...barrier, passed: { kind: 'line', line: next } });
          }
        }}
      >
        <option value="none">{t('settings.barrier.noSensor')}</option>
        <option value="bytes">{t('settings.barrier.sensorBytes')}</option>
        <option value="cts">CTS</option>
        <option value="dsr">DSR</option>
        <option value="dcd">DCD</option>
      </SelectField>
      {passed.kind === 'bytes' ? (
        <HexField
          label={t('settings.barrier.sensorBytes')}
          value={passed.bytes}
          mayBeEmpty={false}
          onText={(bytes) => onBarrier({ ...barrier, passed: { kind: 'bytes', bytes } })}
        />
      ) : null}
    </>
  );
}

function HexField(props: {
  readonly label: string;
  readonly value: string;
  readonly mayBeEmpty: boolean;
  readonly onText: (text: string) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { label, value, mayBeEmpty, onText } = props;
  const isRight = isHexBytes(value) || (mayBeEmpty && value === '');
  return (
    <TextField
      label={label}
      value={value}
      maxLength={100}
      error={isRight ? null : t('settings.error.bytes')}
      onText={(text) => onText(text.trim())}
    />
  );
}

/** Asks the gate as it runs now: what is not saved yet is not tried. */
function TestOpening({ laneId }: { readonly laneId: string }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [answer, setAnswer] = useState<'opened' | 'no-barrier' | 'out-of-order' | 'no-answer' | null>(null);
  return (
    <>
      <SureButton
        icon="in"
        sure={t('settings.barrier.testSure')}
        onSure={() => {
          void gate
            .ask((client) => client.testBarrier({ laneId }))
            .then((told) => setAnswer(told.type === 'answered' ? told.value.type : 'no-answer'));
        }}
      >
        {t('settings.barrier.test')}
      </SureButton>
      <p aria-live="polite">{answer === null ? null : t(`settings.barrier.tested.${answer}`)}</p>
    </>
  );
}
