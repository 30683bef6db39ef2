/** What does the page say? Plain HTML from the server, with every value escaped. */

import type { Figures, GateRow, LatestEntry } from '../queries.ts';
import type { Standing } from '../revocation.ts';

const REFRESH_S = 5;

const VERDICT_WORDS: ReadonlyMap<string, string> = new Map([
  ['admit', 'Cho qua · Admit'],
  ['check', 'Kiểm tra · Check'],
  ['refuse', 'Không cho vào · Refuse'],
  ['not-passed', 'Không đi qua · Did not pass'],
  ['taken-back', 'Đã hủy · Taken back'],
  ['correction', 'Sửa lượt ghi nhầm · Correction'],
]);

const CODE_WORDS: ReadonlyMap<string, string> = new Map([
  ['cccd', 'CCCD'],
  ['can-cuoc', 'Căn cước'],
  ['bhyt-a', 'BHYT'],
  ['bhyt-b', 'BHYT'],
  ['vssid', 'VssID'],
  ['unified', 'QR cá nhân · Personal QR'],
  ['mrz-td1', 'CCCD (MRZ)'],
  ['mrz-td2', 'Giấy tờ (MRZ) · Document'],
  ['mrz-td3', 'Hộ chiếu · Passport'],
  ['eu-dcc', 'Chứng nhận tiêm chủng · Vaccine certificate'],
  ['who-ddcc', 'WHO DDCC'],
  ['shc', 'SMART Health Card'],
  ['nzcp', 'NZ COVID Pass'],
  ['vds-nc', 'ICAO VDS-NC'],
  ['divoc', 'DIVOC'],
  ['pass', 'Thẻ tạm · Pass'],
  ['place', 'Địa điểm · Place'],
  ['opaque', 'Mã khác · Other code'],
  ['manual', 'Ghi tay · Manual'],
]);

const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** An instant as people in Vietnam write it. */
export function timeText(at: Date): string {
  return TIME.format(at);
}

export function standingWords(standing: Standing): string {
  return STANDING_WORDS[standing];
}

const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  trusted: '',
  'handing-over': 'Đã thu hồi, đang nộp nốt · Revoked, handing over',
  revoked: 'Đã thu hồi · Revoked',
};

export type PageContent = {
  readonly name: string;
  readonly figures: Figures;
  readonly gates: readonly GateRow[];
  readonly entries: readonly LatestEntry[];
};

/** The whole page. It asks for itself again every few seconds. */
export function pageHtml({ name, figures, gates, entries }: PageContent): string {
  return documentHtml(
    name,
    `<meta http-equiv="refresh" content="${REFRESH_S}">`,
    `<header><div><h1>${escapeHtml(name)}</h1><p>Máy thu Gác Cổng · Gác Cổng collector</p></div>
<div class="acts"><a class="button quiet" href="/first-account">Tài khoản · Accounts</a><a class="button quiet" href="/passes">Làm thẻ · Passes</a>
<form method="post" action="/setup-code"><button>Thêm máy cổng · Add a gate</button></form></div></header>
<main>
<dl>
${figure('Lượt ghi hôm nay', 'Entries today', figures.entries)}
${figure('Mã người khác nhau', 'Distinct subjects', figures.subjects)}
${figure('Không cho vào', 'Refused', figures.refused)}
${figure('Ghi tay', 'Manual', figures.manual)}
${figure('Máy cổng', 'Gates', figures.gates)}
${figure('Hôm nay chưa gửi', 'Silent today', figures.silentGates)}
${figure('Đứt chuỗi', 'Broken links', figures.chainBreaks, figures.chainBreaks > 0)}
${figure('Sổ không khớp chữ ký', 'Logs unlike their signed checkpoints', figures.checkpointBreaks, figures.checkpointBreaks > 0)}
</dl>
${table(
  'Lượt mới nhất · Latest entries',
  [
    'Lúc · Time',
    'Cổng · Gate',
    'Hướng · Way',
    'Mã · Code',
    'Họ tên · Name',
    'Số · Number',
    'Kết quả · Verdict',
    'Nhận lúc · Received',
  ],
  entries.map(entryRow),
  'Chưa có lượt nào. · Nothing has arrived yet.',
)}
${table(
  'Máy cổng, lâu chưa gửi trước · Gates, longest silent first',
  ['Máy · Gate', 'Đăng ký · Enrolled', 'Gửi lần cuối · Last upload', 'Hôm nay · Today', 'Cần xem · To look into', ''],
  gates.map(gateRow),
  'Chưa có máy nào. · No gate yet.',
)}
</main>`,
  );
}

/** The page that shows a new setup code, once. `qrSvg` is a picture of our own making. */
export function setupPageHtml(content: {
  readonly name: string;
  readonly code: string;
  readonly qrSvg: string;
}): string {
  return documentHtml(
    content.name,
    '',
    `<header class="setup"><h1>Thêm máy cổng <small>· Add a gate</small></h1></header>
<main class="setup">
<p>Trên máy cổng: <strong>Cài đặt → Máy thu</strong>, rồi quét hoặc dán mã này. Dùng một lần, trong 24 giờ.<br>
<small>On the gate: <strong>Settings → Collector</strong>, then scan or paste this code. Once, within 24 hours.</small></p>
${content.qrSvg}
<textarea readonly aria-label="Mã cài đặt · Setup code">${escapeHtml(content.code)}</textarea>
<p><a class="button" href="/">Xong · Done</a></p>
</main>`,
  );
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

/** One page of this collector, around what it is to say. */
export function documentHtml(name: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${escapeHtml(name)} · Gác Cổng</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
${body}
</body>
</html>
`;
}

function figure(vietnamese: string, english: string, count: number, isAlarm = false): string {
  const alarm = isAlarm ? ' class="alarm"' : '';
  return `<div${alarm}><dt>${vietnamese}<small>${english}</small></dt><dd>${count.toLocaleString('vi-VN')}</dd></div>`;
}

function table(caption: string, heads: readonly string[], rows: readonly string[], nothing: string): string {
  const body = rows.join('\n') || `<tr><td colspan="${heads.length}" class="nothing">${nothing}</td></tr>`;
  return `<div class="table" tabindex="0" role="region" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${body}
</tbody>
</table>
</div>`;
}

function entryRow(entry: LatestEntry): string {
  const cells = [
    TIME.format(entry.wallAt),
    `${entry.device} · ${entry.laneId}`,
    entry.direction === 'in' ? 'Vào · In' : 'Ra · Out',
    CODE_WORDS.get(entry.codeKind) ?? entry.codeKind,
    entry.maskedName ?? '—',
    entry.maskedNumber ?? '—',
  ].map((cell) => `<td>${escapeHtml(cell)}</td>`);
  const verdict = escapeHtml(VERDICT_WORDS.get(entry.verdict) ?? entry.verdict);
  const look = VERDICT_WORDS.has(entry.verdict) ? entry.verdict : 'other';
  return `<tr class="${look}">${cells.join('')}<td class="verdict">${verdict}</td><td>${escapeHtml(TIME.format(entry.receivedAt))}</td></tr>`;
}

function gateRow(gate: GateRow): string {
  const last = gate.lastReceivedAt === null ? '—' : TIME.format(gate.lastReceivedAt);
  const cells = [gate.device, TIME.format(gate.enrolledAt), last, gate.entries.toLocaleString('vi-VN')];
  const standing =
    gate.standing === 'trusted'
      ? `<a href="/revoke?device=${encodeURIComponent(gate.id)}">Thu hồi · Revoke</a>`
      : standingWords(gate.standing);
  const breaks =
    gate.checkpointBreaks === 0
      ? ''
      : `<strong class="wrong-log">Sổ không khớp chữ ký, hoặc hai máy một tên · Log unlike its signatures, or two gates under one name (${gate.checkpointBreaks})</strong>`;
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}<td>${breaks}</td><td>${standing}</td></tr>`;
}
