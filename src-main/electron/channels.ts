/** What do screen and shell say to each other? A few messages; everything else goes through the port to the core. */

/** Screen → shell: "give me a port to the core". Carries nothing. */
export const REQUEST_PORT_CHANNEL = 'gate:request-port';
/** Shell → screen: carries one `MessagePort`. A newer one replaces the older: the core was started again. */
export const PORT_CHANNEL = 'gate:port';
/** The `data` of the message event in which the preload script hands the port to the page. */
export const PORT_MESSAGE = 'gate-port';
/** Screen → shell: "put what is to be printed on paper". Carries nothing; answered when the page may change again. */
export const PRINT_CHANNEL = 'gate:print';
/** Screen → shell: "I live", every second. Carries nothing; a page that stops saying it is ended and loaded again. */
export const BEAT_CHANNEL = 'gate:beat';
/** The shell's own page → shell: "try the gate again". Carries nothing. */
export const RETRY_CHANNEL = 'gate:retry';
/** Screen → shell: "how many printers are there?" Carries nothing; answered by the count. */
export const COUNT_PRINTERS_CHANNEL = 'gate:count-printers';
/** Shell → screen: a `ShellNote`, what became of a paper or a file. */
export const NOTE_CHANNEL = 'gate:note';
/** The `type` of the message event in which the preload script tells the page a note. */
export const NOTE_MESSAGE = 'gate-note';

/** `printed`: the system's printer has it. `paper-saved`: no printer took it, so it lies there as a PDF. */
export type ShellNote =
  | { readonly type: 'printed' }
  | { readonly type: 'paper-saved'; readonly path: string }
  | { readonly type: 'not-printed' }
  | { readonly type: 'file-saved'; readonly path: string }
  | { readonly type: 'file-not-saved' };
