/** What the bootstrap tells a person: a line for each thing it does, a sign of life while it takes long, how to mend a failure. */
const PROGRESS_AFTER_MS = 2000;

const running = new Map();
let ticker;
let painted = false;

/** A failure that a person can mend with one command. */
export class Failure extends Error {
  /** @param {string} what is missing or broken @param {string} mend the command to give */
  constructor(what, mend) {
    super(what);
    this.mend = mend;
  }
}

// stderr: what a task prints on stdout belongs to whoever reads it.
export function say(line) {
  wipe();
  process.stderr.write(`${line}\n`);
}

/** Runs one step under its name. Silent when `work` never calls `doing`. */
export async function step(name, work) {
  const doing = (what) => {
    say(`${name}: ${what}`);
    running.set(name, Date.now());
    ticker ??= setInterval(tick, PROGRESS_AFTER_MS);
  };
  try {
    return await work(doing);
  } finally {
    const since = running.get(name);
    running.delete(name);
    if (since !== undefined && Date.now() - since > PROGRESS_AFTER_MS) say(`${name}: ${seconds(since)}`);
    if (running.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
      wipe();
    }
  }
}

let ticks = 0;
function tick() {
  const line = `  ... ${[...running].map(([name, since]) => `${name} ${seconds(since)}`).join(', ')}`;
  if (process.stderr.isTTY) {
    wipe();
    process.stderr.write(line);
    painted = true;
    return;
  }
  // A log file wants a sign of life, not a line every two seconds for minutes.
  ticks += 1;
  if (ticks <= 3 || ticks % 5 === 0) process.stderr.write(`${line}\n`);
}

function wipe() {
  if (painted) process.stderr.write('\r\x1b[2K');
  painted = false;
}

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;
