/** Whose card comes next, so that no two scans of a run are the same person? */

import { FAKE_PEOPLE, unifiedText } from '../../src-main/devices/simulated/fake-people.ts';

let people = 0;

/** A number that nobody has shown before; it ends in 000000 like every fake one. Good for 100,000 people. */
function nextNumber(): string {
  people += 1;
  return `${String(people % 1000).padStart(3, '0')}0${String(Math.floor(people / 1000) % 100).padStart(2, '0')}000000`;
}

/** A citizen's card that nobody has shown before. */
export function nextCard(): string {
  return `${nextNumber()}||Nguyễn Văn Thử|01011999|Nam|Số 1, Phường X, Hà Nội|15042021`;
}

/** The national personal code of somebody new, for a keyboard wedge. */
export function nextTypedCode(): string {
  return unifiedText({ ...FAKE_PEOPLE[0], number: nextNumber() });
}
