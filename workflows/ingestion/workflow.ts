/** From an upload's bytes to searchable knowledge: extract, embed, publish. A crash resumes at the step it stopped in. */
import { ActivityFailure, ApplicationFailure, continueAsNew, isCancellation, setHandler } from '@temporalio/workflow';
import { ingestionAsked, type IngestionStart } from '../contracts/ingestion.ts';
import { bulk, store } from '../retry-profiles.ts';

export async function ingestion(start: IngestionStart): Promise<void> {
  let askedAgain = false;
  setHandler(ingestionAsked, (ask) => {
    askedAgain ||= ask !== start.ask;
  });
  await prepare(start);
  if (askedAgain) await continueAsNew<typeof ingestion>(start);
}

async function prepare(start: IngestionStart): Promise<void> {
  try {
    const extracted = await bulk.extractDocument(start);
    if (!extracted) return;
    for (;;) {
      const embedded = await bulk.embedChunks(start);
      if (!embedded) return;
      if (embedded.remaining === 0) break;
    }
    await bulk.publishRevision(start);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await store.failDocument({ ...start, code: codeOf(error) });
  }
}

/** The code of a document's own fault; null for weather that did not pass. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.nonRetryable ? (cause.type ?? null) : null;
}
