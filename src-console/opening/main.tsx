/** Where does the page begin that an authority keeps on its own machine, and opens from the disk? */

import { createRoot } from 'react-dom/client';
import { OpeningPage } from './opening-page.tsx';
import '../../src-renderer/look/tokens.css';
import '../../src-renderer/look/base.css';
import '../look/console.css';

const place = document.getElementById('screen');
if (place === null) throw new Error('index.html has no place for the page');
createRoot(place).render(<OpeningPage />);
