/** Where does the guard's screen begin? */

import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { connectGate } from './gate-connection.ts';
import { createScreenStore } from './gate-state.ts';
import { startWords } from './i18n/start-words.ts';
import './look/tokens.css';
import './look/base.css';
import { createSounds } from './sound/verdict-sound.ts';

const place = document.getElementById('screen');
if (place === null) throw new Error('index.html has no place for the screen');
const store = createScreenStore();
const connection = connectGate(window, store.tell);
createRoot(place).render(
  <I18nextProvider i18n={startWords()}>
    <App store={store} connection={connection} sounds={createSounds()} />
  </I18nextProvider>,
);
