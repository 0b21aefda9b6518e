import { expect, test } from '@jest/globals';
import { MulterError } from 'multer';
import { asProblem } from './render-error.ts';

test.each<[string, unknown, number, string]>([
  ['a store that is away', Object.assign(new Error('no server'), { name: 'MongoServerSelectionError' }), 503, 'store.unavailable'],
  ['a store whose line breaks under a command', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 503, 'store.unavailable'],
  ['a body that is too large', { type: 'entity.too.large', status: 413 }, 413, 'request.tooLarge'],
  ['a file that is too large', new MulterError('LIMIT_FILE_SIZE'), 413, 'document.tooLarge'],
  ['half a JSON', { type: 'entity.parse.failed', status: 400 }, 400, 'request.unreadable'],
  ['what nobody expected', new TypeError('x is not a function'), 500, 'internal'],
])('%s', (_name, error, status, code) => {
  expect(asProblem(error).kind).toMatchObject({ status, code });
});
