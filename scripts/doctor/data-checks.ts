/** Are the gate's data whole, and is there room and right to write more? Looks only: a running gate is not disturbed. */

import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openTrustFolder } from '../../src-main/credentials/trust/trust-folder.ts';
import { readFreeBytes } from '../../src-main/devices/disk-space.ts';
import { diskStatus } from '../../src-main/gate/live-status.ts';
import { readSettings } from '../../src-main/gate/settings-file.ts';
import type { SeenDatabase } from '../../src-main/store/open-database.ts';
import { lookAtDatabase } from '../../src-main/store/open-database.ts';
import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';

const HOUR_MS = 3_600_000;

export async function checkData(dataDir: string, nowUtcMs: number): Promise<readonly Finding[]> {
  return [
    checkFolder(dataDir),
    await checkDisk(dataDir),
    checkLog(lookAtDatabase(join(dataDir, 'gate.sqlite'))),
    checkSettings(dataDir),
    checkTrust(dataDir, nowUtcMs),
  ];
}

function checkFolder(dataDir: string): Finding {
  const place = existingPart(dataDir);
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return bad(
      'data-folder',
      { vi: `Không ghi được vào thư mục dữ liệu ${dataDir}.`, en: `The data folder ${dataDir} cannot be written to.` },
      {
        vi: 'Cấp quyền ghi cho người dùng chạy cổng, hoặc đặt GATE_DATA_DIR sang thư mục khác.',
        en: 'Give the user who runs the gate the right to write there, or name another folder in GATE_DATA_DIR.',
      },
    );
  }
  return place === resolve(dataDir)
    ? good('data-folder', `Thư mục dữ liệu ghi được: ${dataDir}`, `The data folder can be written to: ${dataDir}`)
    : good(
        'data-folder',
        `Thư mục dữ liệu sẽ được tạo khi chạy lần đầu: ${dataDir}`,
        `The data folder will be made at the first start: ${dataDir}`,
      );
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const freeBytes = await readFreeBytes(existingPart(dataDir));
  const { state } = diskStatus(freeBytes);
  const gigabytes = freeBytes === null ? '?' : (freeBytes / 1e9).toFixed(1);
  if (state === 'ok') return good('disk', `Đĩa còn trống ${gigabytes} GB`, `${gigabytes} GB are free on the disk`);
  const what = { vi: `Đĩa chỉ còn ${gigabytes} GB.`, en: `Only ${gigabytes} GB are free on the disk.` };
  const toDo = { vi: 'Xoá bớt tệp khác trên đĩa này.', en: 'Delete other files on this disk.' };
  return state === 'full' ? bad('disk', what, toDo) : doubtful('disk', what, toDo);
}

export function checkLog(seen: SeenDatabase): Finding {
  if (seen.type !== 'refused') {
    if (seen.type === 'absent') return good('log', 'Chưa có sổ ghi; sẽ được tạo', 'No log yet; it will be made');
    return seen.type === 'sound'
      ? good('log', 'Sổ ghi mở được và nguyên vẹn', 'The log opens and is whole')
      : good('log', 'Sổ ghi sẽ được phục hồi khi khởi động', 'The log will be recovered at the next start');
  }
  if (seen.reason === 'newer-version') {
    return bad(
      'log',
      { vi: 'Sổ ghi thuộc bản chương trình mới hơn.', en: 'The log was made by a newer program.' },
      { vi: 'Cài lại bản mới; sổ vẫn nguyên.', en: 'Install the newer program again; the log is untouched.' },
    );
  }
  return bad(
    'log',
    { vi: 'Sổ ghi hỏng hoặc không mở được.', en: 'The log is damaged or cannot be opened.' },
    {
      vi: 'Đừng xoá. Sao cả thư mục dữ liệu sang USB rồi gọi người phụ trách.',
      en: 'Do not delete it. Copy the whole data folder to a USB stick and call whoever is in charge.',
    },
  );
}

function checkSettings(dataDir: string): Finding {
  if (readSettings(dataDir).state === 'ok') return good('settings', 'Cài đặt hợp lệ', 'The settings are valid');
  return bad(
    'settings',
    {
      vi: 'Tệp settings.json không đọc được; cổng đang chạy với cài đặt mặc định.',
      en: 'settings.json cannot be read; the gate runs on its defaults.',
    },
    { vi: 'Mở Cài đặt trên màn hình và lưu lại.', en: 'Open the settings on the screen and save them again.' },
  );
}

function checkTrust(dataDir: string, nowUtcMs: number): Finding {
  const folder = join(dataDir, 'trust');
  const { staleAfterHours } = readSettings(dataDir).settings.trust;
  const lists = existsSync(folder) ? openTrustFolder(folder, nowUtcMs).status(nowUtcMs, staleAfterHours * HOUR_MS) : [];
  if (lists.length === 0) {
    return good(
      'trust-lists',
      'Chưa nhập danh sách khoá nào: chứng nhận có chữ ký sẽ là “không rõ nơi cấp”',
      'No list of keys has been imported: signed certificates will be “issuer unknown”',
    );
  }
  const oldestHours = Math.round((nowUtcMs - Math.min(...lists.map((list) => list.importedAtUtcMs))) / HOUR_MS);
  const again = {
    vi: 'Nhập lại ở Cài đặt → Mã có chữ ký.',
    en: 'Import them again under Settings → Signed codes.',
  };
  if (lists.some(({ state }) => state === 'damaged')) {
    return bad('trust-lists', { vi: 'Có danh sách khoá bị hỏng.', en: 'A list of keys is damaged.' }, again);
  }
  if (lists.some(({ isStale }) => isStale)) {
    return doubtful(
      'trust-lists',
      { vi: `Danh sách khoá cũ ${oldestHours} giờ.`, en: `A list of keys is ${oldestHours} hours old.` },
      again,
    );
  }
  return good('trust-lists', `${lists.length} danh sách khoá còn mới`, `${lists.length} lists of keys are fresh`);
}

/** The folder itself, or what is there of the way to it. */
function existingPart(path: string): string {
  let place = resolve(path);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}
