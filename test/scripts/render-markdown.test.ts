import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../scripts/guides/render-markdown.ts';

const none = (): null => null;
const html = (text: string): string => renderMarkdown(text, none);

describe('a guide’s Markdown', () => {
  test('has headings, paragraphs that go on over lines, notes and new pages', () => {
    expect(html('# Một\n\nhai\nba\n\n> bốn\n> năm\n\n---\n## Sáu')).toBe(
      '<h1>Một</h1>\n<p>hai ba</p>\n<aside>bốn năm</aside>\n<hr>\n<h2>Sáu</h2>',
    );
  });

  test('has lists, whose items may go on two spaces in', () => {
    expect(html('- một\n  hai\n- ba\n\n1. bốn\n2. năm')).toBe(
      '<ul><li>một hai</li><li>ba</li></ul>\n<ol><li>bốn</li><li>năm</li></ol>',
    );
  });

  test('has tables, with marks in their cells', () => {
    expect(html('| a | **b** |\n|---|---|\n| c | `d|' + '` |')).toContain('<th><strong>b</strong></th>');
    expect(html('| a |\n|---|\n| c |\n')).toBe(
      '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>',
    );
  });

  test('has bold, emphasis, code and links, and no mark inside code', () => {
    expect(html('**a** *b* `**c** <d>` [e](docs/log.md)')).toBe(
      '<p><strong>a</strong> <em>b</em> <code>**c** &lt;d&gt;</code> <a href="docs/log.md">e</a></p>',
    );
  });

  test('asks for its pictures, and is not made without one', () => {
    expect(renderMarkdown('![Mời vào](pose:admit#verdict)', (name) => `data:${name}`)).toBe(
      '<p><img src="data:pose:admit#verdict" alt="Mời vào"></p>',
    );
    expect(() => html('![x](pose:none)')).toThrow('no such picture');
  });

  test('comes to an end and carries no tag of its own, whatever is written', () => {
    const pieces = fc.constantFrom(
      '#',
      '- ',
      '1. ',
      '|',
      '> ',
      '\n',
      ' ',
      '`',
      '**',
      '*',
      '<b>',
      '&',
      '---',
      'chữ',
      '](',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const made = renderMarkdown(parts.join(''), () => '');
        expect(made).not.toContain('<b>');
        expect(made.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});
