/** How does a guide's Markdown become HTML? The small part of it that the guides use: no nesting, no HTML of its own. */

export type PictureOf = (name: string) => string | null;

type Block = { readonly html: string; readonly next: number };

/**
 * Headings of three levels, paragraphs, flat lists, tables, notes (`>`), `---` for a new page; inside them bold, emphasis, code, links and
 * pictures. A picture's address is asked of `pictureOf`; one that it does not know throws: a guide without its pictures is not made.
 */
export function renderMarkdown(text: string, pictureOf: PictureOf): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const parts: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { html, next } = blockAt(lines, at, pictureOf);
    parts.push(html);
    at = next;
  }
  return parts.filter((part) => part !== '').join('\n');
}

function blockAt(lines: readonly string[], at: number, pictureOf: PictureOf): Block {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { html: '', next: at + 1 };
  if (/^---+$/.test(line)) return { html: '<hr>', next: at + 1 };
  const heading = /^(#{1,3}) (.+)$/.exec(line);
  if (heading !== null) {
    const level = heading[1]?.length ?? 1;
    return { html: `<h${level}>${inline(heading[2] ?? '', pictureOf)}</h${level}>`, next: at + 1 };
  }
  if (line.startsWith('|')) return table(lines, at, pictureOf);
  if (line.startsWith('> '))
    return group(lines, at, /^> ?/, (texts) => `<aside>${inline(texts.join(' '), pictureOf)}</aside>`);
  const items = /^(- |\d+\. )/.exec(line);
  if (items !== null) return list(lines, at, items[1] === '- ' ? 'ul' : 'ol', pictureOf);
  return paragraph(lines, at, pictureOf);
}

/** Lines that go on an item stand two spaces in. */
function list(lines: readonly string[], at: number, tag: 'ul' | 'ol', pictureOf: PictureOf): Block {
  const mark = tag === 'ul' ? /^- / : /^\d+\. /;
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else if (/^ {2,}\S/.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  const inner = items.map((item) => `<li>${inline(item, pictureOf)}</li>`).join('');
  return { html: `<${tag}>${inner}</${tag}>`, next };
}

function table(lines: readonly string[], at: number, pictureOf: PictureOf): Block {
  const rows: string[][] = [];
  let next = at;
  for (; (lines[next] ?? '').startsWith('|'); next += 1) {
    const cells = (lines[next] ?? '').replace(/^\||\|\s*$/g, '').split('|');
    rows.push(cells.map((cell) => cell.trim()));
  }
  const [head = [], ...rest] = rows.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${inline(cell, pictureOf)}</${tag}>`).join('')}</tr>`;
  const body = rest.map((cells) => row(cells, 'td')).join('');
  return { html: `<table><thead>${row(head, 'th')}</thead><tbody>${body}</tbody></table>`, next };
}

function group(lines: readonly string[], at: number, mark: RegExp, html: (texts: readonly string[]) => string): Block {
  const texts: string[] = [];
  let next = at;
  for (; mark.test(lines[next] ?? ''); next += 1) texts.push((lines[next] ?? '').replace(mark, ''));
  return { html: html(texts), next };
}

/** Always takes its first line, whatever that is, so that the renderer comes to an end. */
function paragraph(lines: readonly string[], at: number, pictureOf: PictureOf): Block {
  let next = at + 1;
  while (next < lines.length && /^[^\s#|>]/.test(lines[next] ?? '') && !/^(- |\d+\. |---+$)/.test(lines[next] ?? '')) {
    next += 1;
  }
  return { html: `<p>${inline(lines.slice(at, next).join(' '), pictureOf)}</p>`, next };
}

/** Code first: nothing inside it is a mark. */
function inline(text: string, pictureOf: PictureOf): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? `<code>${escaped(part.slice(1, -1))}</code>` : marked(part, pictureOf)))
    .join('');
}

function marked(text: string, pictureOf: PictureOf): string {
  return escaped(text)
    .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, (_, words: string, name: string) => {
      const address = pictureOf(name);
      if (address === null) throw new Error(`no such picture: ${name}`);
      return `<img src="${address}" alt="${words}">`;
    })
    .replace(/\[([^\]]+)\]\(((?:https?:\/\/|[\w./-])[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
