/** Every way to send mail: what arrives is what was said, to one address, whatever stands in it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { folderMailer } from '../../mail/folder.ts';
import { smtpMailer } from '../../mail/smtp.ts';
import type { Mailer } from '../../ports/mailer.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-mail-'));
const arrived: { to: string[]; source: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString() });
      done();
    });
  },
});
const adapters: Record<string, { mailer: Mailer; last(): { to: string[]; source: string } }> = {};
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  adapters.smtp = {
    mailer: smtpMailer(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, 'Parley <parley@example.com>'),
    last: () => arrived.at(-1)!,
  };
  adapters.folder = {
    mailer: folderMailer(join(folder, 'mail')),
    last() {
      const name = readdirSync(join(folder, 'mail')).sort().at(-1)!;
      expect(statSync(join(folder, 'mail', name)).mode & 0o777).toBe(0o600);
      const source = readFileSync(join(folder, 'mail', name), 'utf8');
      return { to: [/^To: (.*)$/m.exec(source)![1]!], source };
    },
  };
});
afterAll(async () => {
  await new Promise<void>((closed) => server.close(() => closed()));
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['smtp', 'folder'])('%s', (name) => {
  test('what is sent arrives', async () => {
    const { mailer, last } = adapters[name]!;
    await mailer.send({ to: 'robin@people.example', subject: 'Your code', text: 'It is 12345678.\nGoodbye.' });
    expect(last().to).toEqual(['robin@people.example']);
    expect(last().source).toMatch(/^Subject: Your code\r?$/m);
    expect(last().source).toContain('12345678');
  });

  test('a subject or an address with line breaks makes no headers and no second recipient', async () => {
    const { mailer, last } = adapters[name]!;
    await mailer.send({ to: 'robin@people.example', subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nfake', text: 'x' });
    expect(last().to).toEqual(['robin@people.example']);
    expect(last().source).not.toMatch(/^Bcc:/m);
  });
});

test('a mail server that is away is an error, not a wait', async () => {
  await expect(smtpMailer('smtp://127.0.0.1:1', 'a@b.example').send({ to: 'c@d.example', subject: '', text: '' })).rejects.toThrow();
});
