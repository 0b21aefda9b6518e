/** Mail by SMTP. */
import { createTransport } from 'nodemailer';
import type { Mailer } from '../ports/mailer.ts';

/** Nobody waits longer than this for a mail server, ms. */
const PATIENCE_MS = 10_000;

/**
 * @param url  `smtp://user:password@host:587` or `smtps://...`
 * @param from what stands in the From line, for instance `Parley <support@example.com>`
 */
export function smtpMailer(url: string, from: string): Mailer & { close(): void } {
  const transport = createTransport(url, { from });
  Object.assign(transport.options, { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS });
  return {
    async send({ to, subject, text }) {
      // An address as an object is one address, whatever commas and brackets stand in it.
      await transport.sendMail({ to: { name: '', address: to }, subject, text, disableFileAccess: true, disableUrlAccess: true });
    },
    close: () => transport.close(),
  };
}
