/** Have so many gates given a version back that no other should be offered it? */

/** A gate alone may have a trouble of its own. */
export const MOST_GIVEN_BACK = 2;
const MOST_SHARE = 0.1;

export type Outcomes = { readonly inForce: number; readonly givenBack: number };

/** Of the gates that have tried it: more than two, and more than one in ten. */
export function isToBeHalted({ inForce, givenBack }: Outcomes): boolean {
  return givenBack > MOST_GIVEN_BACK && givenBack > (inForce + givenBack) * MOST_SHARE;
}
