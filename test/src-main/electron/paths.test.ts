import { expect, test } from 'vitest';
import { findPaths } from '../../../src-main/electron/paths.ts';

test('from source, everything lies beside the shell', () => {
  expect(findPaths('/p/dist/electron', false)).toEqual({
    screenDir: '/p/dist/renderer',
    preloadScript: '/p/dist/electron/preload.cjs',
    coreScript: '/p/dist/host/core-process.js',
    icon: '/p/resources/icons/gac-cong.png',
  });
});

test('installed, the core lies outside the archive, where any Node can read it', () => {
  const { coreScript, screenDir } = findPaths('/opt/gac-cong/resources/app.asar/dist/electron', true);
  expect(coreScript).toBe('/opt/gac-cong/resources/app.asar.unpacked/dist/host/core-process.js');
  expect(screenDir).toBe('/opt/gac-cong/resources/app.asar/dist/renderer');
});
