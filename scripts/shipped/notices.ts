/** Whose work is in this package, and in which words is it passed on? A text for people, with every licence in full. */

import type { Component } from './component.ts';

const RULE = '-'.repeat(78);

const HOW: Readonly<Record<Component['how'], string>> = {
  bundled: 'in the bundles',
  module: 'as it came',
  runtime: 'runs all of it',
  inside: 'compiled into another part',
};

/** One text for all parts that are passed on in the same words. */
export function noticesOf(components: readonly Component[]): string {
  const byText = new Map<string, Component[]>();
  for (const component of components) {
    const same = byText.get(component.licenceText);
    if (same === undefined) byText.set(component.licenceText, [component]);
    else same.push(component);
  }
  return [
    'Gác Cổng holds the work of others. What it is, and the words in which each of them passes it on:',
    '',
    ...components.map(({ name, version, licence, how }) => `  ${name} ${version} (${licence}; ${HOW[how]})`),
    '',
    ...[...byText].flatMap(([text, same]) => [
      RULE,
      ...same.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
      RULE,
      '',
      text.replaceAll('\r\n', '\n'),
      '',
    ]),
  ].join('\n');
}
