/** Does the collector answer that the settings name? Nothing else is ever asked. */

import type { Settings } from '../../src-main/contract/settings.ts';
import type { Finding } from './finding.ts';
import { doubtful, good } from './finding.ts';

const ANSWER_WITHIN_MS = 4_000;

/** Any answer of the right kind will do: whether it takes this gate's entries is seen on the screen. */
export async function checkCollector(collector: Settings['collector']): Promise<Finding> {
  if (collector === null)
    return good('collector', 'Cổng chạy một mình, không gửi đi đâu', 'This gate works alone and sends nothing');
  try {
    const answer = await fetch(`${collector.url.replace(/\/+$/, '')}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (answer.ok)
      return good('collector', `Máy thu “${collector.name}” trả lời`, `The collector “${collector.name}” answers`);
  } catch {
    // Not there, or not in time: said below.
  }
  return doubtful(
    'collector',
    { vi: `Máy thu “${collector.name}” không trả lời.`, en: `The collector “${collector.name}” does not answer.` },
    {
      vi: 'Cổng vẫn ghi như thường và gửi sau. Kiểm tra mạng, hoặc hỏi người giữ máy thu.',
      en: 'The gate records as usual and sends later. Look at the network, or ask whoever keeps the collector.',
    },
  );
}
