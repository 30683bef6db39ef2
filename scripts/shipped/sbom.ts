/** What is in this package, in the words that a scanner for known holes understands? CycloneDX 1.6, as JSON. */

import { createHash } from 'node:crypto';
import type { Component } from './component.ts';

export type SbomInput = {
  readonly packageName: string;
  readonly version: string;
  readonly components: readonly Component[];
  readonly sourceDateSeconds: number;
};

/** The same text from the same components: its number is made of them and its time is the commit's. */
export function sbomOf({ packageName, version, components, sourceDateSeconds }: SbomInput): string {
  const product = `pkg:generic/${packageName}@${version}`;
  const sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([product, ...components.map(({ packageUrl }) => packageUrl)].join('\n'))}`,
    version: 1,
    metadata: {
      timestamp: new Date(sourceDateSeconds * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': product,
        name: packageName,
        version,
        licenses: [{ license: { id: 'Apache-2.0' } }],
        purl: product,
      },
    },
    components: components.map(componentOf),
    dependencies: [{ ref: product, dependsOn: components.map(({ packageUrl }) => packageUrl) }],
  };
  return `${JSON.stringify(sbom, null, 2)}\n`;
}

function componentOf({ name, version, licence, packageUrl, sha512, how }: Component): object {
  const scope = /^(@[^/]+)\/(.+)$/.exec(name);
  return {
    type: how === 'runtime' ? 'platform' : 'library',
    'bom-ref': packageUrl,
    ...(scope === null ? { name } : { group: scope[1], name: scope[2] }),
    version,
    licenses: licence.includes(' ') ? [{ expression: licence }] : [{ license: { id: licence } }],
    ...(sha512 === null ? {} : { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    purl: packageUrl,
    properties: [{ name: 'gac-cong:how', value: how }],
  };
}

/** Version 8 of RFC 9562: made of whatever the maker likes, here of what is in the list. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
