/** How is a large number written so that it can be read from afar? `5.000` in Vietnamese, `5,000` in English. */

export function groupedNumber(n: number, language: string): string {
  return n.toLocaleString(language === 'en' ? 'en-GB' : 'vi-VN');
}
