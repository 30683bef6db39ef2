/** Which entries stand, and which did another one take back? Conditions on `entry`, answered from the index of corrections. */

export const IS_TAKEN_BACK =
  'exists (select 1 from entry as later where later.epoch_id = entry.epoch_id and later.corrects = entry.seq)';
