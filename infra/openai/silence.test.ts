import { expect, jest, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { egress } from '../egress/egress.ts';
import { openAiModel } from './model.ts';

test("what a provider garbles is a fault and is not printed: it may be a visitor's words", async () => {
  const printed = (['error', 'warn', 'log', 'info', 'debug'] as const).map((name) => jest.spyOn(console, name).mockImplementation(() => undefined));
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('data: {"my card is 4111 and then nonsense\n\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const model = openAiModel({ apiKey: 'test', baseURL, model: 'scripted', egress: egress({ trusted: [baseURL] }) });
    const passage = {
      n: 1,
      chunkId: 'chk_1',
      versionId: 'doc_1@1',
      documentId: 'doc_1',
      title: 'T',
      section: '',
      text: 'Text',
      score: 1,
      dense: 1,
      keyword: 1,
    } as const;
    const request = { messages: [{ role: 'user' as const, content: 'Hi' }], question: 'Hi', tools: [], passages: [passage], floor: 0.1 };
    await expect(model.draft(request, { signal: new AbortController().signal, onToken: () => undefined })).rejects.toMatchObject({
      name: 'ModelFault',
      kind: 'garbled',
    });
    expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
  } finally {
    printed.forEach((spy) => spy.mockRestore());
    server.close();
    server.closeAllConnections();
  }
});
