/** Are the readers there that the settings name, and may this user open them? */

import type { SerialPortInfo, WrongModeScanner } from '../../src-main/contract/machine-api.ts';
import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import { AUTO_PATH } from '../../src-main/contract/settings.ts';
import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';

export type Devices = {
  readonly platform: NodeJS.Platform;
  readonly readers: readonly ReaderSettings[];
  readonly ports: readonly SerialPortInfo[];
  readonly wrongMode: readonly WrongModeScanner[];
  /** Paths of cameras, where the system names them; `null` where it does not. */
  readonly cameras: readonly string[] | null;
  readonly isThere: (path: string) => boolean;
  /** For reading and writing; says nothing of whether another program has it. */
  readonly mayOpen: (path: string) => boolean;
};

export function checkDevices(devices: Devices): readonly Finding[] {
  return [checkPorts(devices), ...checkRights(devices), ...checkModes(devices), ...checkCameras(devices)];
}

function checkPorts({ readers, ports, isThere }: Devices): Finding {
  const scanners = ports.filter((port) => port.scanner !== null);
  const named = readers.flatMap((reader) =>
    reader.kind === 'serial' && reader.path !== AUTO_PATH ? [reader.path] : [],
  );
  const absent = named.filter((path) => !isThere(path) && !ports.some((port) => port.path === path));
  if (absent.length > 0) {
    return bad(
      'serial-ports',
      { vi: `Không thấy đầu đọc ở ${absent.join(', ')}.`, en: `There is no reader at ${absent.join(', ')}.` },
      {
        vi: 'Cắm lại dây, hoặc chọn “Máy tự tìm” ở Cài đặt → Đầu đọc.',
        en: 'Plug it in again, or choose “Find it by itself” under Settings → Readers.',
      },
    );
  }
  const names = scanners.map(({ scanner, path }) => `${scanner ?? ''} (${path})`).join(', ');
  if (names !== '') return good('serial-ports', `Đầu đọc nối tiếp: ${names}`, `Serial scanners: ${names}`);
  const wanted = readers.some((reader) => reader.kind === 'serial');
  const count = ports.length;
  if (count > 0) {
    return good(
      'serial-ports',
      `${count} cổng nối tiếp, không rõ là đầu đọc nào`,
      `${count} serial ports, of no known scanner`,
    );
  }
  if (!wanted) {
    return good('serial-ports', 'Không có cổng nối tiếp, cài đặt cũng không cần', 'No serial port, and none is set');
  }
  return bad(
    'serial-ports',
    {
      vi: 'Cài đặt có đầu đọc USB/RS-232 nhưng máy không thấy cổng nào.',
      en: 'The settings have a USB/RS-232 scanner, but this machine has no port.',
    },
    {
      vi: 'Cắm đầu đọc; nếu đã cắm, quét mã chuyển sang USB-COM trong docs/scanners.md.',
      en: 'Plug the scanner in; if it is, scan the code for USB-COM in docs/scanners.md.',
    },
  );
}

function checkRights({ platform, ports, mayOpen, isThere }: Devices): readonly Finding[] {
  if (platform !== 'linux' || ports.length === 0) return [];
  const closed = ports.filter(({ path }) => isThere(path) && !mayOpen(path)).map(({ path }) => path);
  if (closed.length === 0) return [good('serial-rights', 'Được phép mở cổng nối tiếp', 'Serial ports may be opened')];
  return [
    bad(
      'serial-rights',
      { vi: `Người dùng này không được mở ${closed.join(', ')}.`, en: `This user may not open ${closed.join(', ')}.` },
      {
        vi: 'Chạy: sudo usermod -aG dialout $USER, rồi đăng xuất và đăng nhập lại.',
        en: 'Run: sudo usermod -aG dialout $USER, then log out and in again.',
      },
    ),
  ];
}

function checkModes({ wrongMode, readers }: Devices): readonly Finding[] {
  const hasWedge = readers.some(({ kind }) => kind === 'wedge');
  return wrongMode
    .filter(({ mode }) => mode !== 'keyboard' || !hasWedge)
    .map(({ name }) =>
      doubtful(
        'scanner-mode',
        {
          vi: `${name} đang ở chế độ mà cổng không đọc.`,
          en: `${name} stands in a mode that this gate does not read.`,
        },
        {
          vi: 'Quét mã chuyển sang USB-COM trong docs/scanners.md.',
          en: 'Scan the code for USB-COM in docs/scanners.md.',
        },
      ),
    );
}

function checkCameras({ cameras, readers, mayOpen }: Devices): readonly Finding[] {
  if (cameras === null) return [];
  const isWanted = readers.some(({ kind }) => kind === 'camera');
  if (cameras.length === 0) {
    if (!isWanted) return [good('cameras', 'Không có máy ảnh, cài đặt cũng không cần', 'No camera, and none is set')];
    return [
      doubtful(
        'cameras',
        {
          vi: 'Cài đặt có máy ảnh nhưng máy không thấy máy ảnh nào.',
          en: 'A camera is set, but this machine has none.',
        },
        {
          vi: 'Cắm máy ảnh, hoặc bỏ nó ở Cài đặt → Đầu đọc.',
          en: 'Plug a camera in, or remove it under Settings → Readers.',
        },
      ),
    ];
  }
  const closed = cameras.filter((path) => !mayOpen(path));
  if (closed.length === 0) return [good('cameras', `Máy ảnh: ${cameras.join(', ')}`, `Cameras: ${cameras.join(', ')}`)];
  return [
    bad(
      'cameras',
      { vi: `Người dùng này không được mở ${closed.join(', ')}.`, en: `This user may not open ${closed.join(', ')}.` },
      {
        vi: 'Chạy: sudo usermod -aG video $USER, rồi đăng xuất và đăng nhập lại.',
        en: 'Run: sudo usermod -aG video $USER, then log out and in again.',
      },
    ),
  ];
}
