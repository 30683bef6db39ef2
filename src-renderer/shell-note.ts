/** What does the Electron shell tell the page of a paper or a file, and was it the shell that said it? */

export type ShellNote =
  | { readonly type: 'printed' | 'not-printed' | 'file-not-saved' }
  | { readonly type: 'paper-saved' | 'file-saved'; readonly path: string };

const WITHOUT_PATH = ['printed', 'not-printed', 'file-not-saved'] as const;
const WITH_PATH = ['paper-saved', 'file-saved'] as const;

/** The data of a message event that the page got from its own window; `null` for anything else. */
export function parseShellNote(data: unknown): ShellNote | null {
  if (!isObject(data) || data.type !== 'gate-note' || !isObject(data.note)) return null;
  const { type, path } = data.note;
  const bare = WITHOUT_PATH.find((each) => each === type);
  if (bare !== undefined) return { type: bare };
  const placed = WITH_PATH.find((each) => each === type);
  return placed === undefined || typeof path !== 'string' ? null : { type: placed, path };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
