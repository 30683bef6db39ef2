/** Does this code stand for a place or a set-up, and not for a person? */

const PLACE = /^(?:https?:\/\/|GACCONG-SETUP:)/i;

export function isPlaceText(text: string): boolean {
  return PLACE.test(text);
}
