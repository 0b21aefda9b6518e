/** What is not even HTTP, is too long in its head or does not come to its end: refused as a problem, too, before any route sees it. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expectationFailed, headersTooLarge, requestTooSlow, unreadableRequest } from '../../workflows/domain/errors.ts';
import { presentProblem } from '../present/problem.ts';

const BY_CODE: Record<string, typeof unreadableRequest> = { HPE_HEADER_OVERFLOW: headersTooLarge, ERR_HTTP_REQUEST_TIMEOUT: requestTooSlow };

/** Node's own way to tell the answer under way on a line, by which its default handler decides, too. */
type AtWork = Socket & { _httpMessage?: { headersSent: boolean } };

export function refuseBrokenRequests(server: Server): void {
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const problem = expectationFailed();
    response.writeHead(problem.kind.status, { 'content-type': PROBLEM }).end(JSON.stringify(presentProblem(problem)));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Who has gone hears nothing, and behind the beginning of an answer another one would be read as its continuation.
    if (!socket.writable || (socket as AtWork)._httpMessage?.headersSent) return void socket.destroy();
    const problem = (BY_CODE[error.code ?? ''] ?? unreadableRequest)();
    const body = JSON.stringify(presentProblem(problem));
    const head = [
      `HTTP/1.1 ${problem.kind.status} ${STATUS[problem.kind.status] ?? 'Refused'}`,
      `content-type: ${PROBLEM}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

const PROBLEM = 'application/problem+json; charset=utf-8';
const STATUS: Record<number, string> = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' };
