/** How many rows does a file of each form hold? */

/** A workbook is made whole in memory; of paper some hundred and fifty pages are more than anybody prints. */
export const MOST_ROWS = { csv: null, xlsx: 50_000, pdf: 5_000 } as const;
