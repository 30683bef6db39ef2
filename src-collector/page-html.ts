/** How does the page look? Plain HTML from the server, with every value escaped. */

import type { Figures, LatestEntry } from './queries.ts';

const REFRESH_S = 5;

const VERDICT_WORDS: Readonly<Record<string, string>> = {
  admit: 'Cho qua / Admit',
  check: 'Kiểm tra / Check',
  refuse: 'Không cho vào / Refuse',
};

const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The whole page. It asks for itself again every few seconds. */
export function pageHtml(content: {
  readonly name: string;
  readonly figures: Figures;
  readonly entries: readonly LatestEntry[];
}): string {
  const { name, figures, entries } = content;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${REFRESH_S}">
<title>${escapeHtml(name)} · Gác Cổng</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header><h1>${escapeHtml(name)}</h1><p>Máy thu Gác Cổng · Gác Cổng collector</p></header>
<main>
<dl>
${figure('Máy cổng đã đăng ký', 'Gates enrolled', figures.devices)}
${figure('Chưa gửi gì hôm nay', 'Silent today', figures.silentDevices)}
${figure('Lượt ghi hôm nay', 'Entries today', figures.entries)}
${figure('Mã người khác nhau', 'Distinct subjects', figures.subjects)}
${figure('Không cho vào', 'Refused', figures.refused)}
${figure('Ghi tay', 'Manual', figures.manual)}
</dl>
<div class="table" tabindex="0" role="region" aria-label="Lượt mới nhất / Latest entries">
<table>
<caption>Lượt mới nhất · Latest entries</caption>
<thead><tr><th>Lúc · Time</th><th>Cổng · Gate</th><th>Hướng · Way</th><th>Mã · Code</th><th>Họ tên · Name</th><th>Số · Number</th><th>Kết quả · Verdict</th><th>Nhận lúc · Received</th></tr></thead>
<tbody>
${entries.map(entryRow).join('\n') || '<tr><td colspan="8" class="nothing">Chưa có lượt nào. · Nothing has arrived yet.</td></tr>'}
</tbody>
</table>
</div>
</main>
</body>
</html>
`;
}

/** Text as HTML shows it, whatever a stranger's code put into it. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function figure(vietnamese: string, english: string, count: number): string {
  return `<div><dt>${vietnamese}<small>${english}</small></dt><dd>${count.toLocaleString('vi-VN')}</dd></div>`;
}

function entryRow(entry: LatestEntry): string {
  const cells = [
    TIME.format(entry.wallAt),
    `${entry.device} · ${entry.laneId}`,
    entry.direction === 'in' ? 'Vào · In' : 'Ra · Out',
    entry.codeKind,
    entry.maskedName ?? '—',
    entry.maskedNumber ?? '—',
    VERDICT_WORDS[entry.verdict] ?? entry.verdict,
    TIME.format(entry.receivedAt),
  ];
  const verdict = entry.verdict in VERDICT_WORDS ? entry.verdict : 'other';
  return `<tr class="${verdict}">${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #14202b; --soft: #52606d; --paper: #f5f7f9; --card: #fff; --line: #d8dee4; --bad: #a3211b; --watch: #7a5200; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #a3b1be; --paper: #10171e; --card: #18222c; --line: #2c3a47; --bad: #ff9a92; --watch: #f1c264; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 'Noto Sans', system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1.25rem; }
h1 { margin: 0; font-size: 1.75rem; }
header p { margin: 0; color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin: 0 0 1.5rem; }
dl div { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .85rem 1rem; }
dt { font-size: .95rem; } dt small { display: block; color: var(--soft); }
dd { margin: .25rem 0 0; font-size: 1.9rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .85rem 1rem; font-weight: 700; }
th, td { text-align: left; padding: .5rem 1rem; border-top: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; font-size: .875rem; }
.refuse td:nth-child(7) { color: var(--bad); font-weight: 700; } .check td:nth-child(7) { color: var(--watch); font-weight: 700; }
.nothing { text-align: center; color: var(--soft); padding: 2rem; }
`;
