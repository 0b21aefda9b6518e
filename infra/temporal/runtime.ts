/** The native runtime of this process, set up once before the first connection: its log lines go to ours. */
import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';

type Log = { warn(fields: object, message: string): void; error(fields: object, message: string): void };

let installed = false;

/** Installs the runtime; the first caller of a process wins. Only warnings and worse are passed on. */
export function installRuntime(log: Log): void {
  if (installed) return;
  installed = true;
  const pass = ({ level, message, meta }: LogEntry): void => {
    // A worker without workflows says so each time; ours are split by queue on purpose.
    if (message.startsWith('No workflows registered')) return;
    if (level === 'ERROR') log.error({ ...meta }, message);
    else log.warn({ ...meta }, message);
  };
  Runtime.install({ logger: new DefaultLogger('WARN', pass) });
}
