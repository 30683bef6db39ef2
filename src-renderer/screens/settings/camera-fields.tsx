/** Which camera is meant, and how does it take its pictures? What is moved here is seen at once in the picture beside it. */

import type { ReactElement } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPicture } from '../../../src-main/contract/camera-settings.ts';
import type { CameraReaderSettings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { PICTURE_SIZES } from '../../parts/contract-lists.ts';
import { SelectField, TickField } from '../../parts/fields.tsx';
import type { SeenCamera } from '../../readers/camera-choice.ts';
import type { CameraAbilities, Span } from '../../readers/camera-tuning.ts';
import styles from './settings-screen.module.css';

export type CameraFieldsProps = {
  readonly reader: CameraReaderSettings;
  readonly cameras: readonly SeenCamera[];
  /** What the camera has; `null` until it was open. */
  readonly abilities: CameraAbilities | null;
  readonly onReader: (reader: CameraReaderSettings) => void;
};

const PLACES = ['focusDistance', 'zoom', 'exposureCompensation', 'exposureTime'] as const;
const LONGEST_LABEL = 200;

/** The choice itself: what stands beside the choice of the lane. */
export function CameraChoice({ reader, cameras, onReader }: Omit<CameraFieldsProps, 'abilities'>): ReactElement {
  const { t } = useTranslation();
  const { deviceId, label } = reader;
  const isAbsent = deviceId !== null && !cameras.some((camera) => camera.deviceId === deviceId);
  const absent = t('settings.readers.absentCamera');
  return (
    <SelectField
      label={t('settings.readers.cameraChoice')}
      value={deviceId ?? ''}
      onChoice={(value) => onReader({ ...reader, ...chosen(cameras, value) })}
    >
      <option value="">{t('settings.readers.firstCamera')}</option>
      {isAbsent ? <option value={deviceId}>{label === '' ? absent : `${absent} · ${label}`}</option> : null}
      {cameras.map((camera, index) => (
        <option key={camera.deviceId} value={camera.deviceId}>
          {camera.label === '' ? t('settings.readers.unnamedCamera', { n: index + 1 }) : camera.label}
        </option>
      ))}
    </SelectField>
  );
}

/** With its name, by which it is known when the browser gives it another id. */
function chosen(
  cameras: readonly SeenCamera[],
  value: string,
): Pick<CameraReaderSettings, 'deviceId' | 'label' | 'facing'> {
  const camera = cameras.find(({ deviceId }) => deviceId === value);
  return {
    deviceId: value === '' ? null : value,
    label: camera?.label.slice(0, LONGEST_LABEL) ?? '',
    facing: camera?.facing ?? null,
  };
}

/** The rest: what the camera does not have is not offered. */
export function CameraFields({ reader, abilities, onReader }: Omit<CameraFieldsProps, 'cameras'>): ReactElement {
  const { t } = useTranslation();
  const { deviceId, mayStandIn, picture } = reader;
  const set = (part: Partial<CameraPicture>): void => onReader({ ...reader, picture: { ...picture, ...part } });
  const places = PLACES.flatMap((name) => {
    const span = abilities?.[name] ?? null;
    return span === null ? [] : [{ name, span }];
  });
  return (
    <div className={styles.rows}>
      {deviceId === null ? null : (
        <TickField
          label={t('settings.camera.away')}
          hint={t('settings.camera.standInHint')}
          values={mayStandIn ? ['stand-in'] : []}
          choices={[{ value: 'stand-in', text: t('settings.camera.mayStandIn') }]}
          onTick={(_value, isTicked) => onReader({ ...reader, mayStandIn: isTicked })}
        />
      )}
      <SelectField
        label={t('settings.camera.size')}
        value={picture.size}
        onChoice={(value) => {
          const size = PICTURE_SIZES.find((each) => each === value);
          if (size !== undefined) set({ size });
        }}
      >
        {PICTURE_SIZES.map((size) => (
          <option key={size} value={size}>
            {size === 'auto' ? t('settings.camera.sizeAuto') : size.replace('x', ' × ')}
          </option>
        ))}
      </SelectField>
      {places.map(({ name, span }) => (
        <Place
          key={name}
          label={t(`settings.camera.place.${name}`)}
          span={span}
          value={picture[name]}
          onValue={(value) => set({ [name]: value })}
        />
      ))}
      {abilities?.hasTorch === true ? (
        <TickField
          label={t('settings.camera.light')}
          values={picture.isTorchOn ? ['torch'] : []}
          choices={[{ value: 'torch', text: t('settings.camera.torch') }]}
          onTick={(_value, isTicked) => set({ isTorchOn: isTicked })}
        />
      ) : null}
      {places.length > 0 ? <p className={styles.hint}>{t('settings.camera.liveHint')}</p> : null}
    </div>
  );
}

type PlaceProps = {
  readonly label: string;
  readonly span: Span;
  readonly value: number | null;
  readonly onValue: (value: number | null) => void;
};

/** Somewhere between the least and the most, or left to the camera. */
function Place({ label, span, value, onValue }: PlaceProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const { min, max, step } = span;
  return (
    <div className={styles.volume}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value ?? (min + max) / 2}
        onChange={(event) => onValue(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{value === null ? t('settings.camera.auto') : Math.round(value * 100) / 100}</output>
      <Button weight="quiet" disabled={value === null} onClick={() => onValue(null)}>
        {t('settings.camera.letAuto')}
      </Button>
    </div>
  );
}
