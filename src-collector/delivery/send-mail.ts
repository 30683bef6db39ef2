/** How does a message get to a mailbox? */

import { createTransport } from 'nodemailer';
import type { Message, Outcome } from './outbox.ts';

const CONNECT_WITHIN_MS = 15_000;
const SILENT_FOR_MS = 60_000;

export type MailOptions = {
  /** `smtps://user:password@host` or `smtp://host:587`. */
  readonly url: string;
  /** The address that it comes from. */
  readonly from: string;
};
export type Mailer = { readonly send: (message: Message) => Promise<Outcome>; readonly close: () => void };

/** To a server on this machine also without TLS; to any other never. */
export function openMailer({ url, from }: MailOptions, senderName: string): Mailer {
  const { hostname, port, username, password, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'smtps:';
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
  const transport = createTransport({
    host,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ignoreTLS: isHere && !isSecure,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: SILENT_FOR_MS,
    // Nothing of a message is an address of a file or of a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, address, subject, body, file }) => {
      try {
        await transport.sendMail({
          from: { name: senderName, address: from },
          to: { name: '', address },
          subject,
          text: body,
          // The same at each try: a mailbox that has it already knows it.
          messageId: `<${id}@${from.split('@')[1] ?? 'gac-cong'}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          attachments:
            file === null ? [] : [{ filename: file.name, contentType: file.type, content: Buffer.from(file.bytes) }],
        });
        return { type: 'sent' };
      } catch (error) {
        return failureOf(error as MailError);
      }
    },
    close: () => transport.close(),
  };
}

type MailError = { readonly code?: string; readonly command?: string; readonly responseCode?: number };

function failureOf({ code, command, responseCode }: MailError): Outcome {
  const failed = { type: 'failed', isFinal: false, retryAfterMs: null } as const;
  // No such mailbox: that is so tomorrow too. A refused sender is a setting that somebody mends.
  if (command === 'RCPT TO' && [550, 551, 553].includes(responseCode ?? 0)) {
    return { ...failed, reason: 'mailbox-refused', isFinal: true };
  }
  if (code === 'EAUTH') return { ...failed, reason: 'mail-sign-in-refused' };
  if (code === 'ETLS') return { ...failed, reason: 'mail-without-tls' };
  if (code === 'ETIMEDOUT') return { ...failed, reason: 'timed-out' };
  if (responseCode !== undefined) return { ...failed, reason: `mail-${responseCode}` };
  return { ...failed, reason: 'unreachable' };
}
