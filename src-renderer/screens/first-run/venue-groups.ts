/** In which groups are the kinds of venue offered? By what people come for, so that one is found without reading all. */

import type { VenueKind } from '../../../src-main/contract/settings.ts';

export const VENUE_GROUPS = {
  work: ['office', 'industrial-park', 'factory', 'business'],
  leisure: ['restaurant', 'bar', 'club', 'karaoke', 'massage-beauty', 'gym', 'event'],
  service: ['hospital', 'apartment-block', 'school', 'station', 'vehicle'],
  shop: ['mall', 'supermarket', 'market', 'essential-shop'],
  gathering: ['ceremony', 'tourist-site', 'religious-site'],
} as const satisfies Readonly<Record<string, readonly VenueKind[]>>;

export type VenueGroup = keyof typeof VENUE_GROUPS;

/** Provinces and cities since 1 July 2025, as suggestions; any other name may be written. */
export const PROVINCES = [
  'An Giang',
  'Bắc Ninh',
  'Cà Mau',
  'Cao Bằng',
  'Cần Thơ',
  'Đà Nẵng',
  'Đắk Lắk',
  'Điện Biên',
  'Đồng Nai',
  'Đồng Tháp',
  'Gia Lai',
  'Hà Nội',
  'Hà Tĩnh',
  'Hải Phòng',
  'Huế',
  'Hưng Yên',
  'Khánh Hòa',
  'Lai Châu',
  'Lạng Sơn',
  'Lào Cai',
  'Lâm Đồng',
  'Nghệ An',
  'Ninh Bình',
  'Phú Thọ',
  'Quảng Ngãi',
  'Quảng Ninh',
  'Quảng Trị',
  'Sơn La',
  'Tây Ninh',
  'Thái Nguyên',
  'Thanh Hóa',
  'Thành phố Hồ Chí Minh',
  'Tuyên Quang',
  'Vĩnh Long',
] as const;
