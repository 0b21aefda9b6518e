/** Mail of one machine without a mail server: each is a file that can be read, and the log says that it came. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '../ports/mailer.ts';

/**
 * @param folder made with the first mail, readable by its owner alone: mails hold codes
 * @param told   gets the path of each
 */
export function folderMailer(folder: string, told: (file: string) => void = () => {}): Mailer {
  return {
    async send({ to, subject, text }) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.txt`);
      await writeFile(file, `To: ${oneLine(to)}\nSubject: ${oneLine(subject)}\n\n${text}\n`, { mode: 0o600 });
      told(file);
    },
  };
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
