/** Which USB devices are scanners, and which of them stand in the wrong mode? */

export type UsbId = { readonly vendorId: string; readonly productId: string };

/** `serial`: a COM port, as wanted here. `keyboard`: it types. `other`: HID POS, OPOS and the like, which nobody reads. */
export type ScannerMode = 'serial' | 'keyboard' | 'other';

export type KnownScanner = {
  readonly maker: string;
  /** As the vendor names it; `null` where only the maker is known. */
  readonly model: string | null;
  /** `null` where the product id is not known. */
  readonly mode: ScannerMode | null;
};

type Product = readonly [productId: string, model: string | null, mode: ScannerMode];
type Vendor = {
  readonly maker: string;
  /** True where everything that this vendor sells with a serial port is a scanner. */
  readonly isScannerMaker: boolean;
  readonly products: readonly Product[];
};

/** Models of one Newland engine; the last two digits say the mode (usb.ids: `…03` keyboard, `…06` CDC, `…10` HID POS). */
const NEWLAND_ENGINES: readonly (readonly [engine: string, models: string])[] = [
  ['01', 'HR200'],
  ['0c', 'HR100/HR3260/HR3290/BS80'],
  ['0d', 'EM2028'],
  ['13', 'EM20xx/EM30xx/HR3260/HR200C'],
  ['14', 'HR15'],
  ['16', 'FM100-M/3250'],
  ['19', 'EM1300'],
  ['1a', 'HR3290/HR22'],
  ['1c', 'HR2150'],
  ['1d', 'FM430'],
  ['1e', 'HR42'],
  ['1f', 'HR11+'],
  ['20', 'EM2037v2'],
  ['80', 'EM13x5-LD/HR12/HR15-70/HR100-70'],
  ['82', 'EM3080/EM3095/FR20/FM30'],
  ['83', 'HR2160'],
];

/**
 * Sources, where no other is named: the public USB id list (https://github.com/vcrhonek/hwdata, `usb.ids`, July 2026).
 * Ids that only one report names carry its address. What is not here is chosen by hand: bridge chips (FTDI, CH340,
 * Prolific, STM32) stand behind some Zebex, Youjie and Unitech scanners, but behind barriers and scales too.
 */
const VENDORS: Readonly<Record<string, Vendor>> = {
  // Metrologic's id, under which Honeywell sells its own since it bought Metrologic.
  '0c2e': {
    maker: 'Honeywell',
    isScannerMaker: true,
    products: [
      ['0007', 'MS7120', 'other'],
      ['0200', 'MS7120', 'keyboard'],
      ['0204', 'MS7120', 'keyboard'],
      ['0700', 'MS7120', 'serial'],
      ['0720', 'MS7120', 'serial'],
      // A udev rule for hidraw, and a Windows program that looks for the COM port, name these two as one scanner.
      ['0901', 'Xenon 1900', 'keyboard'],
      ['090a', 'Xenon 1900', 'serial'],
      // `USBCDCACM\VID_0C2E&PID_092A`, "Xenon 1902 Wireless Area-Imaging Scanner", in a public point-of-sale program.
      ['092a', 'Xenon 1902', 'serial'],
    ],
  },
  '0536': { maker: 'Honeywell (Hand Held Products)', isScannerMaker: true, products: [['01ca', 'IT4800', 'other']] },
  '067e': {
    maker: 'Intermec',
    isScannerMaker: true,
    products: [
      ['0801', null, 'keyboard'],
      ['0803', null, 'serial'],
      ['0805', null, 'serial'],
    ],
  },
  '05e0': {
    maker: 'Zebra (Symbol)',
    isScannerMaker: true,
    products: [
      // MS4404/MS4407 Integration Guide, chapter 9, as cited by https://github.com/Dar-Ko/babylonlib (UsbVid05E0.h).
      ['0600', null, 'serial'],
      ['1200', null, 'keyboard'],
      ['1300', null, 'other'],
      ['1400', null, 'other'],
      ['1701', null, 'serial'],
      ['1900', null, 'other'],
    ],
  },
  '05f9': {
    maker: 'Datalogic',
    isScannerMaker: true,
    products: [
      ['1206', 'Gryphon', 'other'],
      ['120c', 'Gryphon GD4430', 'other'],
      ['2206', 'Gryphon', 'keyboard'],
      // Also https://github.com/serialport/node-serialport users' ports and a udev rule for a tty (GFE4500, QuickScan).
      ['4204', 'Gryphon/QuickScan', 'serial'],
      ['5204', 'Gryphon GFS4170', 'other'],
    ],
  },
  '080c': { maker: 'Datalogic', isScannerMaker: true, products: [] },
  '1eab': {
    maker: 'Newland',
    isScannerMaker: true,
    products: NEWLAND_ENGINES.flatMap(([engine, models]): Product[] => [
      [`${engine}03`, models, 'keyboard'],
      [`${engine}06`, models, 'serial'],
      [`${engine}10`, models, 'other'],
    ]),
  },
  '065a': {
    maker: 'Opticon',
    isScannerMaker: true,
    products: [
      ['0001', 'OPR-2001/NLV-1001', 'keyboard'],
      ['0009', 'NLV-1001/OPN-2001', 'serial'],
    ],
  },
  '0db5': {
    maker: 'Access-IS',
    isScannerMaker: false,
    products: [
      ['0139', 'Barcode Module', 'serial'],
      ['013a', 'Barcode Module', 'keyboard'],
      ['013b', 'Barcode Module', 'other'],
    ],
  },
  // Both named by the udev rules of https://github.com/votingworks/vxsuite (pollbook's scanner daemons).
  '1fbb': { maker: 'Cino', isScannerMaker: false, products: [['3850', 'FuzzyScan S680', 'serial']] },
  '2745': { maker: 'Unitech', isScannerMaker: false, products: [['300a', 'TS100', 'serial']] },
  // The udev rules of https://github.com/sde1000/quicktill-serial-barcode-bridge.
  '0488': { maker: 'Netum', isScannerMaker: false, products: [['5788', null, 'serial']] },
  // A Vietnamese kiosk's notes on its USBScn module, and a laboratory's on the same (Waveshare): 0212 is CDC, 0210 HID.
  '0218': {
    maker: 'Waveshare',
    isScannerMaker: false,
    products: [
      ['0210', 'USBScn', 'keyboard'],
      ['0212', 'USBScn', 'serial'],
    ],
  },
  '04b4': { maker: 'Cino', isScannerMaker: false, products: [['0100', 'FuzzyScan F760-B', 'keyboard']] },
};

/** The scanner of this id (hexadecimal digits, in either case); `null` for everything that may be something else. */
export function findKnownScanner({ vendorId, productId }: UsbId): KnownScanner | null {
  const id = vendorId.toLowerCase();
  const vendor = Object.hasOwn(VENDORS, id) ? VENDORS[id] : undefined;
  if (vendor === undefined) return null;
  const product = vendor.products.find(([each]) => each === productId.toLowerCase());
  if (product === undefined) return vendor.isScannerMaker ? { maker: vendor.maker, model: null, mode: null } : null;
  const [, model, mode] = product;
  return { maker: vendor.maker, model, mode };
}

/** `Newland FM430`, for somebody who picks one. */
export function scannerName({ maker, model }: KnownScanner): string {
  return model === null ? maker : `${maker} ${model}`;
}
