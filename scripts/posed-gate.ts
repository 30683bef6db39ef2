/** Which states of the screen are worth a picture? A gate that holds still in each of them. */

import type { Page } from 'playwright-core';
import type { Caller } from '../src-main/contract/caller.ts';
import type { Gate } from '../src-main/contract/gate.ts';
import type { GateSnapshot } from '../src-main/contract/gate-api.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import type { SetupStep } from '../src-main/contract/setup-settings.ts';
import { SETUP_STEPS } from '../src-main/contract/setup-settings.ts';
import type { GateStatus } from '../src-main/contract/status-api.ts';
import type { Shown } from '../src-main/core/entry/entry.ts';
import { ANYBODY, LOCKED } from '../test/support/no-access.ts';
import { POSED_AUDIT } from './posed-records.ts';
import { SET_FROM_AFAR, SILENT, UNWELL, WELL } from './posed-status.ts';
import { ADMITTED, VERDICTS } from './posed-verdicts.ts';
import type { VenueKind } from './still-gate.ts';
import { poseGate } from './still-gate.ts';

export type Pose = {
  readonly name: string;
  readonly make: (
    language: Settings['screen']['language'],
    theme: Settings['screen']['theme'],
  ) => { readonly gate: Gate; readonly show: () => void };
  /** What a guard would press to get there. */
  readonly open?: (page: Page) => Promise<void>;
};

function poseOfStep(step: SetupStep): Pose {
  const part = { setup: { doneAtUtcMs: null, step } };
  return {
    name: `first-run-${step}`,
    make: (language, theme) => poseGate(language, theme, WELL, null, 'factory', part),
    open: (page) => page.getByTestId('begin-setup').click(),
  };
}

function poseOfSection(section: string): Pose {
  return poseOf(`settings-${section}`, WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator(`[data-section="${section}"]`).click();
  });
}

function poseOf(
  name: string,
  status: GateStatus,
  shown: Shown | null,
  open?: Pose['open'],
  kind: VenueKind = 'factory',
): Pose {
  const pose: Pose = { name, make: (language, theme) => poseGate(language, theme, status, shown, kind) };
  return open === undefined ? pose : { ...pose, open };
}

/** An administrator who is in. */
const UNLOCKED: Caller = { ...ANYBODY, accessState: () => ({ ...LOCKED.accessState(), role: 'administrator' }) };

export const POSES: readonly Pose[] = [
  poseOf('ready', WELL, null),
  ...Object.entries(VERDICTS).map(([name, shown]) => poseOf(name, WELL, shown)),
  poseOf('lost-reader', UNWELL, null),
  poseOf('manual-entry', WELL, null, (page) => page.getByTestId('open-manual-entry').first().click()),
  poseOf('menu', WELL, null, (page) => page.getByTestId('open-menu').click()),
  poseOf('manual-vehicle', WELL, null, async (page) => {
    await page.getByTestId('open-manual-entry').first().click();
    await page.getByTestId('manual-vehicle').click();
  }),
  poseOf('history', WELL, null, (page) => openPlace(page, 'history')),
  poseOf('undo', WELL, null, async (page) => {
    await openPlace(page, 'history');
    await page.getByTestId('undo').first().click();
  }),
  poseOf('inside', WELL, null, (page) => openPlace(page, 'inside')),
  poseOf('handover', WELL, null, (page) => openPlace(page, 'handover')),
  poseOf('passes', WELL, null, async (page) => {
    await page.getByTestId('open-menu').click();
    await page.getByTestId('open-passes').click();
  }),
  poseOf('people', WELL, null, (page) => openPlace(page, 'people')),
  poseOf('people-person', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.locator('[data-person="8"]').getByRole('button').nth(1).click();
  }),
  poseOf('people-visitor', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.getByTestId('people-visitor').click();
  }),
  poseOf('people-import', WELL, null, async (page) => {
    await openPlace(page, 'people');
    await page.getByTestId('people-import').click();
    await page
      .getByTestId('import-file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('posed') });
    await page.getByTestId('import-findings').waitFor();
  }),
  poseOf('load', WELL, null, async (page) => {
    await openPlace(page, 'load');
    await page.getByTestId('load').waitFor();
  }),
  poseOf('visits', WELL, null, (page) => openPlace(page, 'visits'), 'hospital'),
  poseOf(
    'visits-declaration',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'visits');
      await page.getByTestId('declare').click();
    },
    'hospital',
  ),
  poseOf('boarding', WELL, null, undefined, 'station'),
  poseOf('trips', WELL, null, (page) => openPlace(page, 'trips'), 'station'),
  poseOf(
    'trips-seat',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'trips');
      await page.getByTestId('seat').nth(2).click();
    },
    'station',
  ),
  poseOf(
    'trips-new',
    WELL,
    null,
    async (page) => {
      await openPlace(page, 'trips');
      await page.getByTestId('new-trip').click();
    },
    'station',
  ),
  poseOf('visitor', WELL, null, (page) => openPlace(page, 'visitor'), 'hospital'),
  ...(['vi', 'en', 'ko', 'zh', 'ja'] as const).flatMap((language) => [
    poseOf(`visitor-face-${language}`, WELL, null, (page) => turnScreen(page, language), 'hospital'),
    poseOf(`visitor-admit-${language}`, WELL, ADMITTED, (page) => turnScreen(page, language), 'hospital'),
  ]),
  poseOf(
    'visitor-health',
    WELL,
    ADMITTED,
    async (page) => {
      await turnScreen(page, 'ko');
      await page.getByTestId('health').click();
    },
    'hospital',
  ),
  {
    name: 'setup-card',
    make: (language, theme) =>
      poseGate(language, theme, WELL, null, 'factory', { setup: { doneAtUtcMs: null, step: 'venue' } }),
  },
  ...SETUP_STEPS.map(poseOfStep),
  ...['lanes', 'readers', 'test', 'rules', 'collector', 'retention', 'fleet', 'about'].map(poseOfSection),
  poseOf('reports', WELL, null, async (page) => {
    await openPlace(page, 'reports');
    await page
      .getByText('Tháng', { exact: true })
      .or(page.getByText('Month', { exact: true }))
      .first()
      .click();
    // A month that is over, as reports are read.
    await page.getByTestId('earlier').click();
    await page.locator('[data-report]').first().waitFor();
  }),
  poseOf('search', WELL, null, async (page) => {
    await openPlace(page, 'search');
    await page.getByTestId('find-entries').click();
    await page.getByTestId('open-entry').first().click();
  }),
  poseOf('search-subject', WELL, null, async (page) => {
    await openPlace(page, 'search');
    await page.getByTestId('search-tab-subject').click();
    await page.locator('input[name="subject-number"]').fill('001099000000');
    await page.getByTestId('find-subject').click();
    await page.getByTestId('erase-subject').waitFor();
  }),
  poseOf('search-traced', WELL, null, async (page) => {
    await openPlace(page, 'search');
    await page.getByTestId('search-tab-traced').click();
    await page.getByTestId('traced-case').first().waitFor();
  }),
  poseOf('readiness-sound', WELL, null, async (page) => {
    await openPlace(page, 'readiness');
    await page.getByTestId('begin-test').click();
    await page.getByTestId('stage-sound').waitFor();
    await stopStages(page);
  }),
  poseOf('readiness-lane', WELL, null, async (page) => {
    await openPlace(page, 'readiness');
    await page.getByTestId('begin-test').click();
    await page.getByTestId('heard').or(page.getByTestId('sound-next')).click();
    await page.getByTestId('stage-lane').waitFor();
    await stopStages(page);
  }),
  poseOf('readiness-result', WELL, null, async (page) => {
    await openPlace(page, 'readiness');
    await page.getByTestId('begin-test').click();
    await page.getByTestId('skip-rest').click();
    await page.getByTestId('test-result').waitFor();
  }),
  poseOf('silent-lane', SILENT, null),
  poseOf('settings', WELL, null, (page) => page.getByTestId('open-settings').click()),
  poseOf('settings-signed', WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="signed"]').click();
  }),
  poseOf('settings-from-afar', SET_FROM_AFAR, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="rules"]').click();
    await page.locator('[data-from-afar]').first().waitFor();
  }),
  poseFor(
    LOCKED,
    poseOf('pin-pad', WELL, null, async (page) => {
      await page.getByTestId('open-settings').click();
      await page.getByTestId('pin').fill('771904');
      await page.getByTestId('unlock').click();
      await page.locator('[data-wrong="true"]').waitFor();
    }),
  ),
  poseFor(
    UNLOCKED,
    poseOf('settings-access', WELL, null, async (page) => {
      await page.getByTestId('open-settings').click();
      await page.locator('[data-section="access"]').click();
      await page.locator('[data-audit]').first().waitFor();
    }),
  ),
  poseFor(UNLOCKED, poseOf('unlocked', WELL, null)),
  poseOf('settings-screen', WELL, null, async (page) => {
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="screen"]').click();
  }),
  { name: 'muted', make: poseMuted },
];

async function openPlace(page: Page, name: string): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId(`open-${name}`).click();
}

/** Each stage of a test ends by itself, by the page's clock. */
async function stopStages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stoodStillAtMs = performance.now();
    performance.now = () => stoodStillAtMs;
  });
}

async function turnScreen(page: Page, language: string): Promise<void> {
  await openPlace(page, 'visitor');
  await page.getByTestId('turn-screen').click();
  await page.getByTestId(`language-${language}`).click();
}

/** The same before somebody of whom the gate knows, or does not know, a PIN. */
function poseFor(caller: Caller, pose: Pose): Pose {
  return {
    ...pose,
    make: (language, theme) => {
      const { gate, show } = pose.make(language, theme);
      return { gate: { ...gate, openCaller: () => caller, listAudit: () => POSED_AUDIT }, show };
    },
  };
}

/** Nobody hears the verdicts, by somebody's choice: the top bar says so. */
function poseMuted(...look: Parameters<Pose['make']>): ReturnType<Pose['make']> {
  const { gate, show } = poseGate(...look, WELL, null, 'factory');
  const snapshot = (): GateSnapshot => {
    const { settings, ...rest } = gate.snapshot();
    return { ...rest, settings: { ...settings, screen: { ...settings.screen, volume: 0 } } };
  };
  return { gate: { ...gate, snapshot }, show };
}
