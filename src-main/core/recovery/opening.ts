/** Is a core that is not ready yet at work on its log, or does it hang? Told by the files that it works on. */

/** Looks, one a second, without any change of a file: a migration, a rescue or a copy back writes far more often than that. */
export const IDLE_LOOKS = 600;

/** `files` says of all files of the log how long they are and when they were written last; compared, and never read. */
export type Opening = { readonly files: string; readonly idleLooks: number };

export const NOT_SEEN: Opening = { files: '', idleLooks: 0 };

/** After one more look. */
export function lookAtOpening(before: Opening, files: string): Opening {
  return files === before.files ? { files, idleLooks: before.idleLooks + 1 } : { files, idleLooks: 0 };
}

/** Ten minutes without a word, and nothing was written either. */
export function openingHangs({ idleLooks }: Opening): boolean {
  return idleLooks >= IDLE_LOOKS;
}
