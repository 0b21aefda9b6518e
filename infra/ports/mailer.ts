/** Mail to people: codes and invitations. */
export type Mail = {
  to: string;
  subject: string;
  /** Plain text; links stand on lines of their own. */
  text: string;
};

export interface Mailer {
  /** Resolves when the mail was handed over. */
  send(mail: Mail): Promise<void>;
}
