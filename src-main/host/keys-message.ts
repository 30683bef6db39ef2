/** How does the shell hand the secrets of its key store to the core? By the first message, never by the environment. */

/** The core's environment, so that it waits for the message. */
export const KEYS_COME = { GATE_KEYS_COME: '1' } as const;

export type KeysMessage = { readonly type: 'keys'; readonly secretsText: string | null };

/** `null` = the core reads its own file. */
export function keysMessage(secretsText: string | null): KeysMessage {
  return { type: 'keys', secretsText };
}

export function isKeysMessage(message: unknown): message is KeysMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'keys' &&
    'secretsText' in message &&
    (message.secretsText === null || typeof message.secretsText === 'string')
  );
}
