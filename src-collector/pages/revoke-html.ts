/** What is said before a gate's right to send is taken? */

import type { KnownDevice } from '../revocation.ts';
import { documentHtml, escapeHtml, standingWords, timeText } from './page-html.ts';

/** `gate`: `null` = nobody knows such a gate. */
export function revokePageHtml({ name, gate }: { readonly name: string; readonly gate: KnownDevice | null }): string {
  const back = '<a class="button quiet" href="/">Quay lại · Back</a>';
  if (gate === null) {
    return documentHtml(
      name,
      '',
      `<main class="setup"><p>Không có máy cổng nào như vậy. · No such gate.</p><p>${back}</p></main>`,
    );
  }
  const id = escapeHtml(gate.device);
  const act =
    gate.standing === 'trusted'
      ? `<form method="post" action="/revoke"><input type="hidden" name="device" value="${id}"><button class="danger">Thu hồi · Revoke</button></form>`
      : `<p class="wrong">${standingWords(gate.standing)}</p>`;
  return documentHtml(
    name,
    '',
    `<header class="setup"><h1>Thu hồi máy cổng <small>· Revoke a gate</small></h1></header>
<main class="setup">
<p><strong>${id}</strong><br><small>Đăng ký · Enrolled ${escapeHtml(timeText(new Date(gate.enrolledAt)))}</small></p>
<p>Dùng khi máy bị mất, bị trộm hoặc đã thay. Máy này chỉ còn được nộp nốt các lượt đã niêm phong, trong một ngày, rồi không gửi được gì nữa.
<strong>Không đăng ký lại được, kể cả với mã mới.</strong><br>
<small>For a gate that was lost, stolen or replaced. For one day it may hand over the entries it sealed, then nothing more.
It can never be enrolled again, whatever setup code it brings.</small></p>
<div class="acts">${act}${back}</div>
</main>`,
  );
}
