/** What is said of each thing that others have written, and that an installed gate consists of? */

export type Component = {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  readonly licenceText: string;
  readonly packageUrl: string;
  /** SHA-512 of the package as it came, in hex; `null` for a part of another one. */
  readonly sha512: string | null;
  /** How it comes into the product: in a bundle, as files of its own, as what runs all the rest, or compiled into another one. */
  readonly how: 'bundled' | 'module' | 'runtime' | 'inside';
};
