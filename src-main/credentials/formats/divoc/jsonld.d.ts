/** Of the jsonld package, which has no types of its own, what the canonising thread uses. */

declare module 'jsonld' {
  type RemoteDocument = { readonly contextUrl: null; readonly documentUrl: string; readonly document: unknown };

  const jsonld: {
    /** N-Quads in canonical order (RDFC-1.0). In safe mode it fails where a word of the document has no meaning. */
    readonly canonize: (
      document: unknown,
      options: {
        readonly safe: true;
        readonly documentLoader: (url: string) => Promise<RemoteDocument>;
        readonly canonizeOptions: { readonly algorithm: 'RDFC-1.0'; readonly maxWorkFactor: number };
      },
    ) => Promise<string>;
  };
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default jsonld;
}
