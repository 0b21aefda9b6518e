/** What a command of `parley` is given and how it says that it was misused. */
import type { Config } from '../config/config.ts';
import type { Addresses, Parts } from './compose/parts.ts';

export type CommandContext = {
  config: Config;
  /** What stood behind the command's name, without `--json`. */
  args: string[];
  json: boolean;
  /** How api and worker get their parts, when not by `openParts`: the ledger run puts its faults between them. */
  open?: (config: Config, addresses: Addresses) => Promise<Parts>;
};

/** Returns the exit code: 0 well, 1 failed. Data goes to stdout, everything else to stderr. */
export type Run = (context: CommandContext) => Promise<number>;

/** Thrown when the arguments make no sense; ends with exit code 2 and the command's usage. */
export class Misuse extends Error {
  override name = 'Misuse';
}

/** How a command says what it did: to a program as JSON, to a person in words. @returns the exit code of what went well */
export const printer =
  (json: boolean) =>
  (data: object, words: string): number => {
    console.log(json ? JSON.stringify(data) : words);
    return 0;
  };
