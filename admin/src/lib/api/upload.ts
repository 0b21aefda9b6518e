/** Uploads one document and tells how far it got: `fetch` cannot report progress, so this one route goes by XMLHttpRequest. */
import { API, type Credentials } from './client.ts';
import { asProblem, unreachable, type Problem } from './problem.ts';
import type { KnowledgeDocument } from './types.ts';

/**
 * @param batch files of one batch are one revision; null for one alone
 * @param onProgress share of the bytes sent, 0 to 1
 * @throws Problem
 */
export async function uploadDocument(
  { file, batch }: Sending,
  credentials: Credentials,
  onProgress: (share: number) => void,
): Promise<KnowledgeDocument> {
  const token = (await credentials.token()) ?? '';
  const first = await post({ file, batch }, token, onProgress);
  if (first.ok) return first.document;
  const fresh = first.problem.status === 401 ? await credentials.renew(token) : null;
  const second = fresh ? await post({ file, batch }, fresh, onProgress) : first;
  if (second.ok) return second.document;
  throw second.problem;
}

type Sending = { file: File; batch: string | null };
type Result = { ok: true; document: KnowledgeDocument } | { ok: false; problem: Problem };

function post({ file, batch }: Sending, token: string, onProgress: (share: number) => void): Promise<Result> {
  return new Promise((resolve) => {
    const form = new FormData();
    form.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', `${API}/documents${batch ? `?batch=${batch}` : ''}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => resolve({ ok: false, problem: unreachable() });
    request.onload = () =>
      resolve(
        request.status < 300
          ? { ok: true, document: request.response as KnowledgeDocument } // the generated client's word for a 202 of this route
          : { ok: false, problem: asProblem(request.response, request.status) },
      );
    request.send(form);
  });
}
