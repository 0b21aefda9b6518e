/** Reading the audit: by pages, as one file, and whether its chain still holds. */
import type { ChainedRow } from '../../workflows/domain/audit.ts';
import { AuditPage, AuditQuery, AuditVerdict, type AuditView } from '../protocol/audit.ts';
import type { z } from 'zod';
import { route, staff } from './route.ts';

const list = route({
  name: 'listAudit',
  method: 'get',
  path: '/audit',
  summary: 'Who did what, newest first',
  policy: staff('audit.read'),
  query: AuditQuery,
  reply: AuditPage,
  async handle({ staff: { scope }, query: { limit, cursor } }, { audit }) {
    const rows = await audit.page(scope, { limit, before: cursor === undefined ? undefined : Number(cursor) });
    const last = rows.at(-1);
    return { data: rows.map(present), nextCursor: last && last.seq > 1 ? String(last.seq) : null };
  },
});

const exportAll = route({
  name: 'exportAudit',
  method: 'get',
  path: '/audit/export',
  status: 200,
  summary: 'The whole audit as NDJSON, oldest first; the export is a row of it',
  policy: staff('audit.read'),
  async handle({ staff: { scope, userId }, requestKey, response }, { audit, now }) {
    const actor = { type: 'user', id: userId } as const;
    await audit.append(scope, { key: `exportAudit:${userId}:${requestKey}`, at: now(), actor, action: 'audit.exported', subject: null, detail: '' });
    response.status(200).type('application/x-ndjson').attachment('audit.ndjson');
    for await (const row of audit.all(scope)) if (!response.write(`${JSON.stringify(present(row))}\n`)) await drained(response);
    response.end();
  },
});

const verify = route({
  name: 'verifyAudit',
  method: 'get',
  path: '/audit/verification',
  summary: 'Follows the chain of the audit from its first row and names the first that does not fit',
  policy: staff('audit.read'),
  reply: AuditVerdict,
  handle: ({ staff: { scope } }, { audit }) => audit.verify(scope),
});

const present = ({ seq, at, actor, action, subject, detail, prev, hash }: ChainedRow): z.infer<typeof AuditView> => ({
  seq,
  at: at.toISOString(),
  actor,
  action,
  subject,
  detail,
  prev,
  hash,
});

/** A reader that has gone away never drains. */
const drained = (response: NodeJS.EventEmitter): Promise<void> =>
  new Promise((goOn) => {
    response.once('drain', goOn);
    response.once('close', goOn);
  });

export const auditRoutes = [list, exportAll, verify];
