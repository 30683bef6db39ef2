/** Where does the console's page begin? */

import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { loadFonts } from '../src-renderer/look/load-fonts.ts';
import { App } from './app.tsx';
import { openDoor } from './door/door.ts';
import { startWords } from './i18n/start-words.ts';
import '../src-renderer/look/fonts.css';
import '../src-renderer/look/tokens.css';
import '../src-renderer/look/base.css';
import './look/console.css';

const place = document.getElementById('screen');
if (place === null) throw new Error('index.html has no place for the page');
loadFonts(document.fonts);
createRoot(place).render(
  <I18nextProvider i18n={startWords()}>
    <App door={openDoor((path, request) => fetch(path, request))} />
  </I18nextProvider>,
);
