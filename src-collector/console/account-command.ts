/** How does whoever has the collector's machine give accounts, and look whether the audit log is whole? */

import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type Role, role } from '../contract/console-roles.ts';
import { accountName } from '../contract/keeper-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import { parseUnitPath } from '../contract/unit-path.ts';
import type { Database } from '../database.ts';
import { verifyReceipts } from '../days/purge-receipts.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { Invitation } from './accounts.ts';
import { accountIdOf, addAccount, approveAccount, disableAccount, listAccounts, resetAccount } from './accounts.ts';
import { openAudit } from './audit.ts';
import { invitationLink } from './desk.ts';
import { noteWithoutAccount } from './note-without-account.ts';

export type AccountOrder =
  | { readonly act: 'list' }
  | { readonly act: 'disable' | 'reset' | 'approve'; readonly name: string }
  | { readonly act: 'add'; readonly name: string; readonly roles: readonly Role[]; readonly unit: UnitPath };

export type CommandAnswer = { readonly status: number; readonly answer: unknown; readonly sentence: string };
type Place = { readonly database: Database; readonly secret: ConsoleSecret; readonly url: string };

/** What `--account …` asks for; `null` where it cannot be understood. */
export function accountOrder(args: readonly string[]): AccountOrder | null {
  const parsed = parse(args);
  if (parsed === null) return null;
  const { account: act, role: roles = [], unit = '' } = parsed.values;
  const [given, ...more] = parsed.positionals;
  if (act === 'list' && given === undefined && roles.length === 0 && unit === '') return { act };
  const name = accountName.safeParse(given).data;
  if (name === undefined || more.length > 0) return null;
  if ((act === 'disable' || act === 'reset' || act === 'approve') && roles.length === 0 && unit === '')
    return { act, name };
  const known: z.ZodSafeParseResult<Role[]> = role.array().min(1).safeParse(roles);
  const path = parseUnitPath(unit);
  return act === 'add' && known.success && path !== null ? { act, name, roles: known.data, unit: path } : null;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        account: { type: 'string' },
        role: { type: 'string', multiple: true },
        unit: { type: 'string' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
      strict: true,
    });
  } catch {
    return null; // Refused with the usage.
  }
}

export async function carryOutAccountOrder(order: AccountOrder, place: Place): Promise<CommandAnswer> {
  const { database } = place;
  const noted = async (done: CommandAnswer, account: number): Promise<CommandAnswer> => {
    await noteWithoutAccount('command', place, `account.${order.act}`, { account });
    return done;
  };
  if (order.act === 'list') {
    const accounts = await listAccounts(database, []);
    const lines = accounts.map(
      ({ name, roles, unit, state }) => `${name}  ${roles.join(',')}  ${unit.join('/')}  ${state}`,
    );
    return { status: 0, answer: { accounts }, sentence: lines.join('\n') };
  }
  if (order.act === 'add') {
    const invitation = await addAccount(database, { ...order, email: null });
    if (invitation === 'taken') return failed('taken', 'Đã có tài khoản tên này / there is an account of that name');
    return noted(invited(invitation, place), invitation.id);
  }
  const id = await accountIdOf(database, order.name);
  if (id === null) return failed('unknown', 'Không có tài khoản nào như vậy; xem --account list / no such account');
  if (order.act === 'reset') {
    const invitation = await resetAccount(database, id, []);
    return invitation === null ? failed('unknown', '') : noted(invited(invitation, place), id);
  }
  if (order.act === 'approve') {
    const approved = await approveAccount(database, id, [], null);
    return approved === 'done'
      ? noted({ status: 0, answer: { id }, sentence: `Đã duyệt tài khoản ${order.name} / approved` }, id)
      : failed('unknown', 'Tài khoản này không chờ duyệt / nothing waits for approval there');
  }
  const became = await disableAccount(database, id, []);
  if (became !== 'done') {
    return failed(
      became,
      'Đây là người vận hành cuối cùng: hãy thêm người khác trước / the last operator: add another one first',
    );
  }
  return noted({ status: 0, answer: { id }, sentence: `Đã khóa tài khoản ${order.name} / disabled` }, id);
}

/** Status 1 where a row was changed or is missing. */
export async function verifyAuditCommand({ database, secret }: Omit<Place, 'url'>): Promise<CommandAnswer> {
  const report = await openAudit(database, secret, Date.now).verify();
  const days = await verifyReceipts(database, secret);
  const sentence = `Sổ nhật ký: ${report.entries} dòng, ${report.broken} chỗ không khớp; biên nhận xoá ngày: ${days.receipts}, ${days.brokenReceipts} không khớp
audit log: ${report.entries} rows, ${report.broken} that do not fit; receipts of dropped days: ${days.receipts}, ${days.brokenReceipts} that do not fit`;
  const status = report.broken + days.brokenReceipts === 0 ? 0 : 1;
  return { status, answer: { ...report, ...days }, sentence };
}

function invited({ id, token, validUntil }: Invitation, { url }: Place): CommandAnswer {
  const link = invitationLink(url, token);
  const sentence = `Đưa địa chỉ này cho đúng người đó; dùng một lần, trong 24 giờ / for that person alone, once, within 24 hours:\n${link}`;
  return { status: 0, answer: { id, link, validUntil }, sentence };
}

function failed(reason: string, sentence: string): CommandAnswer {
  return { status: 1, answer: { reason }, sentence };
}
