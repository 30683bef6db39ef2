/** Which entries had a person once, and who asked at their gate was taken out? */

export const erasures: readonly string[] = [
  // When the person was taken out here. Time, lane, verdict and the links of the chain stay.
  'alter table entry add column erased_at timestamptz',
];
