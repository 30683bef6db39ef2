/** What do the people who run the collector see when the console has no account yet, and when it has one? */

import { documentHtml, escapeHtml } from './page-html.ts';

export type FirstAccountState =
  | { readonly type: 'none'; readonly hasRefused: boolean }
  | { readonly type: 'invited'; readonly link: string }
  | { readonly type: 'there' };

export function firstAccountHtml(name: string, state: FirstAccountState): string {
  return documentHtml(
    name,
    '',
    `<header class="setup"><h1>Tài khoản <small>· Accounts</small></h1></header>
<main class="setup">
${bodyOf(state)}
<p><a class="button quiet" href="/">Quay lại · Back</a></p>
</main>`,
  );
}

function bodyOf(state: FirstAccountState): string {
  switch (state.type) {
    case 'none':
      return `${state.hasRefused ? '<p class="wrong">Tên cần từ 2 đến 60 chữ hoặc số, không có khoảng trắng. · A name has 2 to 60 letters or digits, and no blanks.</p>\n' : ''}<p>Chưa có ai vào được bảng điều hành. Hãy tạo tài khoản của người vận hành.<br>
<small>Nobody can come into the console yet. Make the operator's account.</small></p>
<form method="post" action="/first-account" class="fields">
<label>Tên đăng nhập · Name<input name="name" required minlength="2" maxlength="60" autocomplete="off" autocapitalize="none"></label>
<button>Tạo · Make it</button></form>`;
    case 'invited':
      return `<p>Mở địa chỉ này, đặt mật khẩu và mã xác nhận trên điện thoại. Dùng một lần, trong 24 giờ.<br>
<small>Open this address, set a password and the second step on a phone. Once, within 24 hours.</small></p>
<textarea readonly aria-label="Địa chỉ mời · Invitation">${escapeHtml(state.link)}</textarea>`;
    case 'there':
      return `<p>Đã có tài khoản. Người vận hành thêm người khác trong bảng điều hành.<br>
<small>There are accounts. The operator adds others in the console.</small></p>`;
  }
}
