/** What stands on a second screen that faces visitors? The face, and nothing of the gate behind it. */

import type { ReactElement } from 'react';
import { useSyncExternalStore } from 'react';
import type { VisitorConnection } from '../../visitor-connection.ts';
import { VisitorFace } from './visitor-face.tsx';
import { VISITOR_WORDS } from './visitor-words.ts';

export function VisitorApp({ connection }: { readonly connection: VisitorConnection }): ReactElement {
  const { view, verdict, isLost } = useSyncExternalStore(connection.subscribe, connection.state);
  if (view === null) return <p role="status">{VISITOR_WORDS.vi.lost.do}</p>;
  return (
    <VisitorFace
      view={view}
      verdict={verdict}
      isLost={isLost}
      onDeclare={async (ticket, declaration) => {
        try {
          const answer = await connection.client()?.declareByVisitor({ ticket, declaration });
          return answer?.type ?? 'no-answer';
        } catch {
          return 'no-answer'; // The way went in the middle: the visitor is told that nothing was sent.
        }
      }}
    />
  );
}
