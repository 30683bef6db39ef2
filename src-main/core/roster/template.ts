/** What stands above the columns of a list that this gate writes, for somebody to fill in or to keep? */

import type { RosterColumn } from '../entry/roster.ts';

/** In the order of the file. The guessing of headers knows each of them. */
export const TEMPLATE_HEADERS: Readonly<Record<'vi' | 'en', Readonly<Record<RosterColumn, string>>>> = {
  vi: {
    name: 'Họ tên',
    number: 'Số CCCD',
    insuranceNumber: 'Số BHYT',
    staffCode: 'Mã NV',
    badge: 'Mã thẻ',
    department: 'Bộ phận',
    host: 'Gặp ai',
    validFrom: 'Từ ngày',
    validUntil: 'Đến hết ngày',
    lanes: 'Làn',
    note: 'Ghi chú',
  },
  en: {
    name: 'Full name',
    number: 'ID number',
    insuranceNumber: 'Health insurance',
    staffCode: 'Employee code',
    badge: 'Badge',
    department: 'Department',
    host: 'Host',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    lanes: 'Lanes',
    note: 'Note',
  },
};
