/** What does every page of the console get? */

import type { Place } from './place.ts';

/** A page knows where it stands by its address, and who looks at it by `useSession`. */
export type PageProps = { readonly place: Place };
