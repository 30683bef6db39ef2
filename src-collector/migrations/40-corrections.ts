/** Which entries say that an earlier one of the same gate is not so? */

export const corrections: readonly string[] = [
  // The seq, in the same epoch, of an admission that is taken back: that person did not pass.
  'alter table entry add column corrects bigint',
  // A gate may have been newer than its collector: what it said then stands in `detail`.
  `update entry set corrects = (detail->>'corrects')::bigint, detail = detail - 'corrects'
    where detail->>'corrects' ~ '^[1-9][0-9]{0,14}$'`,
  'create index entry_by_corrected on entry (device_id, epoch, corrects) where corrects is not null',
];
