/** Where does a screen begin? The guard's, or the one that faces visitors (`?face=visitor`). */

import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { connectGate } from './gate-connection.ts';
import { createScreenStore } from './gate-state.ts';
import { startWords } from './i18n/start-words.ts';
import { wallIn } from './kiosk-walls.ts';
import { loadFonts } from './look/load-fonts.ts';
import './look/fonts.css';
import './look/tokens.css';
import './look/base.css';
import './look/verdicts.css';
import { VisitorApp } from './screens/visitor/visitor-app.tsx';
import { beatFor, beatToGate } from './shell-beat.ts';
import { createSounds } from './sound/verdict-sound.ts';
import { connectVisitor } from './visitor-connection.ts';

const place = document.getElementById('screen');
if (place === null) throw new Error('index.html has no place for the screen');
if (window.gateShell === undefined) wallIn(window);
loadFonts(document.fonts);
const asked = new URLSearchParams(window.location.search);
const isVisitors = asked.get('face') === 'visitor';
if (window.gateShell !== undefined) beatFor(window.gateShell, place);
else if (!isVisitors) beatToGate(window, place);
createRoot(place).render(isVisitors ? visitorScreen() : guardScreen());

function guardScreen(): ReactElement {
  const store = createScreenStore();
  const connection = connectGate(window, store.tell);
  return (
    <I18nextProvider i18n={startWords()}>
      <App store={store} connection={connection} sounds={createSounds()} />
    </I18nextProvider>
  );
}

function visitorScreen(): ReactElement {
  return <VisitorApp connection={connectVisitor(window, asked.get('lane'))} />;
}
