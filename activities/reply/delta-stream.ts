/** Joins tokens into numbered pieces of about 40 ms, so that a frame costs less than it carries. The first goes out at once. */

const JOIN_MS = 40;

/** @param send called with the number of the piece, from 0, and its text */
export function deltaStream(send: (n: number, text: string) => void): { push(text: string): void; end(): void } {
  let n = 0;
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting) send(n++, waiting);
    waiting = '';
  };
  return {
    push(text) {
      waiting += text;
      if (n === 0) flush();
      else timer ??= setTimeout(flush, JOIN_MS);
    },
    end() {
      clearTimeout(timer);
      flush();
    },
  };
}
