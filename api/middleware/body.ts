/** Reads request bodies within their bounds: JSON of 64 KiB in valid UTF-8, or one uploaded file. */
import express, { type RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { invalidRequest, unreadableJson, unsupportedMediaType } from '../../workflows/domain/errors.ts';
import { DOCUMENT_BYTES, FRAME_BYTES } from '../../workflows/domain/limits.ts';
import type { BodyReader } from '../http/route.ts';

/** A decoder that refuses what is not UTF-8; the body parser alone would replace it silently. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

const json = express.json({
  limit: FRAME_BYTES,
  inflate: false,
  verify: (_request, _response, bytes, encoding) => {
    if (encoding !== 'utf-8') throw unsupportedMediaType({ detail: 'Send UTF-8.' });
    try {
      utf8.decode(bytes);
    } catch {
      throw unreadableJson();
    }
  },
});

const uploads = multer({ storage: multer.memoryStorage(), limits: { fileSize: DOCUMENT_BYTES, files: 1, fields: 0, parts: 2, headerPairs: 20 } });

export const readBody: BodyReader = async (declared, request, response) => {
  if (declared.file) {
    if (!request.is('multipart/form-data'))
      throw unsupportedMediaType({ detail: `Send the document as multipart/form-data in the field \`${declared.file}\`.` });
    // What the parser below multer cannot read is its plain error, and no fault of ours.
    return run(uploads.single(declared.file)).catch((error: unknown) => {
      throw error instanceof MulterError ? error : invalidRequest({ detail: 'The form cannot be read as multipart/form-data.' });
    });
  }
  if (!declared.body) return;
  if (!request.is('application/json')) throw unsupportedMediaType({ detail: 'Send JSON as application/json.' });
  return run(json);

  function run(parser: RequestHandler): Promise<void> {
    return new Promise((done, failed) => parser(request, response, (error?: unknown) => (error ? failed(error) : done())));
  }
};
