/** What does a visitor see? The notice, where to show the code, and their own result, in the language they choose. */

import type { ReactElement, ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { DeclarationInput } from '../../../src-main/contract/visit-api.ts';
import type { Declared, VisitorVerdict, VisitorView } from '../../../src-main/contract/visitor-api.ts';
import { Button } from '../../parts/button.tsx';
import { ReadyPicture } from '../../parts/ready-picture.tsx';
import { VerdictShape } from '../../parts/verdict-shape.tsx';
import { noticeParts } from './notice-lines.ts';
import styles from './visitor-face.module.css';
import { VisitorHealth } from './visitor-health.tsx';
import type { VisitorLanguage, VisitorWords } from './visitor-words.ts';
import { filled, LANGUAGE_TAGS, VISITOR_LANGUAGES, VISITOR_WORDS } from './visitor-words.ts';

/** The next visitor finds Vietnamese again, so long after the last touch, in milliseconds. */
export const LANGUAGE_STANDS_MS = 30_000;
/** Longer than on the guard's side: whoever came is still putting the card away. */
const VERDICT_STANDS_MS = 7_000;
/** So long is a declaration offered to whoever was scanned last, in milliseconds. */
const OFFER_STANDS_MS = 180_000;

const TOUCHES = ['pointerdown', 'keydown'] as const;

export type VisitorFaceProps = {
  readonly view: VisitorView;
  /** The last one; `null` before the first. */
  readonly verdict: VisitorVerdict | null;
  readonly isLost: boolean;
  readonly onDeclare: (ticket: string, declaration: DeclarationInput) => Promise<Declared['type'] | 'no-answer'>;
  /** The guard's way back, where this face stands on the guard's own screen. */
  readonly children?: ReactNode;
};

export function VisitorFace({ view, verdict, isLost, onDeclare, children }: VisitorFaceProps): ReactElement {
  const [language, setLanguage] = useState<VisitorLanguage>('vi');
  const [touches, setTouches] = useState(0);
  const [formTicket, setFormTicket] = useState<string | null>(null);
  const standing = useStanding(verdict, VERDICT_STANDS_MS);
  const offered = useStanding(verdict, OFFER_STANDS_MS)?.ticket ?? null;
  const words = VISITOR_WORDS[language];

  // biome-ignore lint/correctness/useExhaustiveDependencies: each touch begins the wait anew.
  useEffect(() => {
    const timer = setTimeout(() => {
      setLanguage('vi');
      setFormTicket(null);
    }, LANGUAGE_STANDS_MS);
    return () => clearTimeout(timer);
  }, [touches, language]);
  useEffect(() => {
    const noteTouch = (): void => setTouches((before) => before + 1);
    for (const name of TOUCHES) window.addEventListener(name, noteTouch);
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, noteTouch);
    };
  }, []);

  return (
    <div className={styles.face} lang={LANGUAGE_TAGS[language]} data-screen="visitor-face" data-language={language}>
      <header className={styles.head}>
        <h1>{view.venueName === '' ? words.welcome : filled(words.welcomeTo, { venue: view.venueName })}</h1>
        <nav className={styles.languages} aria-label={words.language}>
          {VISITOR_LANGUAGES.map((each) => (
            <button
              key={each}
              type="button"
              lang={LANGUAGE_TAGS[each]}
              aria-pressed={each === language}
              data-testid={`language-${each}`}
              onClick={() => setLanguage(each)}
            >
              {VISITOR_WORDS[each].language}
            </button>
          ))}
        </nav>
      </header>
      <div role="status" className={styles.said}>
        {isLost ? <Lost words={words} /> : standing === null ? null : <Result verdict={standing} words={words} />}
      </div>
      {formTicket === null ? (
        <main className={styles.main} data-small={standing !== null || isLost}>
          <section className={styles.show}>
            <ReadyPicture />
            <h2>{words.show.title}</h2>
            <p>{words.show.which}</p>
            {offered === null || !view.asksHealth ? null : (
              <Button isLarge weight="main" icon="care" data-testid="health" onClick={() => setFormTicket(offered)}>
                {words.health.start}
              </Button>
            )}
          </section>
          <section className={styles.notice} data-testid="notice">
            <h2>{words.notice.title}</h2>
            <dl>
              {noticeParts(view, words).map(({ name, heading, text }) => (
                <div key={name} data-part={name}>
                  <dt>{heading}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        </main>
      ) : (
        <VisitorHealth
          key={formTicket}
          words={words}
          onSend={(declaration) => onDeclare(formTicket, declaration)}
          onBack={() => setFormTicket(null)}
        />
      )}
      {children}
    </div>
  );
}

function Result({ verdict, words }: { readonly verdict: VisitorVerdict; readonly words: VisitorWords }): ReactElement {
  const said = words.verdict[verdict.verdict];
  return (
    <section className={styles.result} data-testid="visitor-verdict" data-verdict={verdict.verdict} key={verdict.key}>
      <div className={styles.shape}>
        <VerdictShape verdict={verdict.verdict} />
      </div>
      <div>
        <p className={styles.word}>{said.word[verdict.direction]}</p>
        <p className={styles.do}>{said.do}</p>
      </div>
    </section>
  );
}

function Lost({ words }: { readonly words: VisitorWords }): ReactElement {
  return (
    <section className={styles.result} data-testid="visitor-lost" data-verdict="out-of-order">
      <div className={styles.shape}>
        <VerdictShape verdict="out-of-order" />
      </div>
      <div>
        <p className={styles.word}>{words.lost.title}</p>
        <p className={styles.do}>{words.lost.do}</p>
      </div>
    </section>
  );
}

/** The verdict while its time lasts; a newer one takes its place at once. */
function useStanding(verdict: VisitorVerdict | null, standsMs: number): VisitorVerdict | null {
  const [standing, setStanding] = useState<VisitorVerdict | null>(null);
  const key = verdict?.key ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key tells one verdict from the next.
  useEffect(() => {
    if (verdict === null) return undefined;
    setStanding(verdict);
    const timer = setTimeout(() => setStanding(null), standsMs);
    return () => clearTimeout(timer);
  }, [key, standsMs]);
  return standing;
}
