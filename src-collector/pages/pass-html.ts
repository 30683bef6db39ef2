/** How do passes look on the collector's page and on paper? Plain HTML, with every value escaped. */

import { passPurpose } from '../../src-main/contract/venue-pass.ts';
import type { CollectorPass, PassRow } from '../passes.ts';
import { documentHtml, escapeHtml } from './page-html.ts';

const PURPOSE_WORDS: ReadonlyMap<string, string> = new Map([
  ['visitor', 'Khách · Visitor'],
  ['driver', 'Tài xế · Driver'],
  ['companion', 'Người nhà bệnh nhân · Companion'],
  ['contractor', 'Nhà thầu · Contractor'],
  ['other', 'Khác · Other'],
]);

const HOUR_WORDS: readonly (readonly [number, string])[] = [
  [2, '2 giờ · 2 hours'],
  [12, '12 giờ · 12 hours'],
  [24 * 7, '7 ngày · 7 days'],
  [24 * 30, '30 ngày · 30 days'],
];

const TIME = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });

/** The form, and the passes that are out. `isWrong`: what was sent was no order. */
export function passesPageHtml(content: {
  readonly name: string;
  readonly isWrong: boolean;
  readonly passes: readonly PassRow[];
}): string {
  const rows = content.passes.map(passRow).join('\n');
  return documentHtml(
    content.name,
    '',
    `<header class="setup"><h1>Làm thẻ tạm <small>· Make passes</small></h1></header>
<main>
${content.isWrong ? '<p class="wrong">Từ 1 đến 80 thẻ; có tên thì chỉ một thẻ. · 1 to 80 passes; a name fits one pass only.</p>' : ''}
<form method="post" action="/passes" class="fields">
<label>Thẻ cho ai? · For whom?<select name="purpose">${passPurpose.options.map((value) => option(value, PURPOSE_WORDS.get(value) ?? value)).join('')}</select></label>
<label>Họ và tên (để trống: ai cầm cũng được) · Name (empty: whoever carries it)<input name="name" maxlength="80" autocomplete="off"></label>
<label>Số thẻ · How many<input name="count" type="number" min="1" max="80" value="1" required></label>
<label>Dùng trong · Valid for<select name="hours">${HOUR_WORDS.map(([hours, words]) => option(String(hours), words)).join('')}</select></label>
<label>Mấy lần? · How often?<select name="uses">${option('once', 'Một lần vào, một lần ra · Once in, once out')}${option('often', 'Nhiều lần · Many times')}</select></label>
<button>Làm thẻ · Make</button>
</form>
<p>Các máy cổng biết thẻ này sau khi nhập danh sách tại <code>/v1/passes</code> của máy thu (Cài đặt → Danh sách tin cậy). · Gates know these passes once they have imported this collector's <code>/v1/passes</code> (Settings → Trust lists).</p>
<div class="table"><table><caption>Thẻ đang dùng · Passes in use</caption><tbody>
${rows === '' ? '<tr><td class="nothing">Chưa có thẻ nào. · No pass yet.</td></tr>' : rows}
</tbody></table></div>
<p><a class="button" href="/">Xong · Done</a></p>
</main>`,
  );
}

/** Eight to a sheet of A4. `svg` is a picture of our own making. */
export function passSheetHtml(content: {
  readonly name: string;
  readonly passes: readonly (CollectorPass & { readonly svg: string })[];
}): string {
  return documentHtml(
    content.name,
    '',
    `<header class="setup screen-only"><h1>In các thẻ này <small>· Print these passes</small></h1>
<p>Đóng trang rồi thì không in lại được. · They cannot be printed again once this page is closed.</p>
<p><a class="button" href="/passes">Xong · Done</a></p></header>
<main class="sheet">
${content.passes.map((pass) => passCard(content.name, pass)).join('\n')}
</main>`,
  );
}

function passCard(issuer: string, pass: CollectorPass & { readonly svg: string }): string {
  const words = [
    `<b>${escapeHtml(issuer)}</b>`,
    `<h2>${escapeHtml(PURPOSE_WORDS.get(pass.purpose) ?? pass.purpose)}</h2>`,
    escapeHtml(pass.name ?? 'Người cầm thẻ · Bearer'),
    `Đến · until ${TIME.format(pass.expiresAtS * 1_000)}`,
    pass.isOneTime ? 'Một lần vào, một lần ra · once in, once out' : 'Nhiều lần · many times',
  ];
  return `<article>${pass.svg}<div>${words.map((each) => (each.startsWith('<h2>') ? each : `<p>${each}</p>`)).join('')}</div></article>`;
}

function passRow({ id, purpose, isOneTime, expiresAt, revokedAt }: PassRow): string {
  const uses = isOneTime ? 'Một lần · Once' : 'Nhiều lần · Often';
  const end =
    revokedAt === null
      ? `<form method="post" action="/passes/revoke"><input type="hidden" name="id" value="${escapeHtml(id)}"><button>Thu hồi · Take back</button></form>`
      : 'Đã thu hồi · Taken back';
  return `<tr><td>${escapeHtml(PURPOSE_WORDS.get(purpose) ?? purpose)}</td><td>${uses}</td><td>${TIME.format(expiresAt)}</td><td>${end}</td></tr>`;
}

function option(value: string, words: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(words)}</option>`;
}
