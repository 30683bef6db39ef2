/** What opens this lane, and how is it heard that somebody passed? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BarrierSettings } from '../../../src-main/contract/barrier-settings.ts';
import type { SerialPortInfo } from '../../../src-main/contract/machine-api.ts';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { PortFields } from './port-fields.tsx';
import { SetFromAfar } from './set-from-afar.tsx';
import { halfSwitched, isHexBytes, newBarrierSettings } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import { TestOpening } from './test-opening.tsx';

export type BarrierFieldsProps = {
  readonly laneId: string;
  /** `undefined` = this lane has none. */
  readonly barrier: BarrierSettings | undefined;
  /** What is plugged in; `null` until the gate has answered. */
  readonly ports: readonly SerialPortInfo[] | null;
  readonly onRefresh: () => void;
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

export function BarrierFields(props: BarrierFieldsProps): ReactElement {
  const { laneId, barrier, ports, onRefresh, isPortWrong, onBarrier } = props;
  const { t } = useTranslation();
  return (
    <>
      <SetFromAfar field="barriers">
        <div className={styles.group}>
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
              <div className={styles.pair}>
                <PortFields
                  label={t('settings.barrier.port')}
                  path={barrier.path}
                  baudRate={barrier.baudRate}
                  ports={ports}
                  mayBeFound={false}
                  isWrong={isPortWrong}
                  onRefresh={onRefresh}
                  onPath={(path) => onBarrier({ ...barrier, path })}
                  onBaudRate={(baudRate) => onBarrier({ ...barrier, baudRate })}
                />
              </div>
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
            </>
          )}
        </div>
      </SetFromAfar>
      {barrier === undefined ? null : <TestOpening laneId={laneId} />}
    </>
  );
}

type PartProps = { readonly barrier: BarrierSettings; readonly onBarrier: (barrier: BarrierSettings) => void };

function BoardFields({ barrier, onBarrier }: PartProps): ReactElement {
  const { t } = useTranslation();
  const { board } = barrier;
  if (board.kind === 'bytes') {
    const half = halfSwitched(board);
    return (
      <div className={styles.pair}>
        {COMMANDS.map((name) => (
          <HexField
            key={name}
            label={t(`settings.barrier.bytes.${name}`)}
            value={board[name] ?? ''}
            mayBeEmpty={name !== 'open' && name !== 'close'}
            isMissing={half.includes(name)}
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
  /** Empty, where its counterpart is not: what is switched on must be switched off. */
  readonly isMissing?: boolean;
  readonly onText: (text: string) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { label, value, mayBeEmpty, isMissing, onText } = props;
  const isRight = isHexBytes(value) || (mayBeEmpty && value === '');
  return (
    <TextField
      label={label}
      value={value}
      maxLength={100}
      error={isMissing === true ? t('settings.error.halfSwitched') : isRight ? null : t('settings.error.bytes')}
      onText={(text) => onText(text.trim())}
    />
  );
}
