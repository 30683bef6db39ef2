/** What hangs on the door? The notice in all five languages on one sheet of A4. */

import type { ReactElement } from 'react';
import type { VisitorView } from '../../../src-main/contract/visitor-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { noticeParts } from './notice-lines.ts';
import styles from './notice-sheet.module.css';
import { LANGUAGE_TAGS, VISITOR_LANGUAGES, VISITOR_WORDS } from './visitor-words.ts';

export function NoticeSheet({ view }: { readonly view: VisitorView }): ReactElement {
  return (
    <Paper>
      <div className={styles.sheet} data-testid="notice-sheet">
        {view.venueName === '' ? null : <p className={styles.venue}>{view.venueName}</p>}
        {VISITOR_LANGUAGES.map((language) => {
          const words = VISITOR_WORDS[language];
          return (
            <section key={language} lang={LANGUAGE_TAGS[language]} data-language={language}>
              <h2>{words.notice.title}</h2>
              {noticeParts(view, words).map(({ name, heading, text }) => (
                <p key={name}>
                  <strong>{heading}</strong> {text}
                </p>
              ))}
            </section>
          );
        })}
      </div>
    </Paper>
  );
}
