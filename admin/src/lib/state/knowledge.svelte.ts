/** The documents of a tenant, live, and the uploads of this tab. */
import { body, type Client, type Credentials } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import type { KnowledgeDocument, Revision } from '#lib/api/types.ts';
import { uploadDocument } from '#lib/api/upload.ts';
import type { Live } from './live.svelte.ts';
import { newId } from './new-id.ts';
import { refusal, type Upload } from './upload-list.ts';

const PAGE = 50;
/** Statuses of an upload that would end alike another time: too large, and not what its name says. */
const REFUSED = [413, 415];

/** Which documents are looked at; an empty name is any. */
export type Filter = { name: string; state: '' | 'working' | 'searchable' | 'failed' };
const ALL: Filter = { name: '', state: '' };

export class Knowledge {
  phase = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  problem = $state.raw<Problem | null>(null);
  cursor = $state<string | null>(null);
  loadingMore = $state(false);
  uploads = $state<Upload[]>([]);
  /** Newest first; those that may be published again. Null until they are known. */
  revisions = $state.raw<Revision[] | null>(null);
  /** Why they are not known. */
  revisionsProblem = $state.raw<Problem | null>(null);
  #documents = $state.raw<ReadonlyMap<string, KnowledgeDocument>>(new Map());
  filter = $state.raw<Filter>(ALL);
  documents = $derived(
    [...this.#documents.values()]
      .filter((document) => matches(document, this.filter))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
  );
  #queue: Promise<void> = Promise.resolve();
  readonly #deleted = new Set<string>();
  readonly #client: Client;
  readonly #credentials: Credentials;

  constructor(client: Client, credentials: Credentials, live: Live) {
    this.#client = client;
    this.#credentials = credentials;
    live.listen({
      frame: (frame) => {
        if (frame.type !== 'document') return;
        const before = this.get(frame.document.id);
        this.#learn([frame.document]);
        // A document that has come to its end, or whose publication changed, is a new revision.
        if (frame.document.state === 'searchable' && changed(before, frame.document)) void this.loadRevisions();
      },
      link: (link) => {
        if (link === 'live' && this.phase === 'ready') void this.load();
      },
    });
  }

  get(id: string): KnowledgeDocument | undefined {
    return this.#documents.get(id);
  }

  async load(): Promise<void> {
    if (this.phase !== 'ready') this.phase = 'loading';
    const known = new Set(this.#documents.keys());
    const filter = this.filter;
    try {
      const { data, nextCursor } = await this.#page(filter, null);
      // Somebody types on: the answer to the filter of before says nothing about this one.
      if (filter !== this.filter) return;
      this.#forgetGone(known, data, nextCursor === null);
      this.#learn(data);
      this.cursor = nextCursor;
      this.phase = 'ready';
    } catch (cause) {
      this.problem = asProblem(cause);
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  /** Those that are known and match are shown at once; the rest follows. */
  show(filter: Filter): Promise<void> {
    this.filter = filter;
    return this.load();
  }

  #page({ name, state }: Filter, cursor: string | null) {
    const query = { limit: PAGE, ...(name ? { name } : {}), ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) };
    return body(this.#client.GET('/documents', { params: { query } }));
  }

  /** What is known stays when they cannot be loaded again. */
  async loadRevisions(): Promise<void> {
    this.revisionsProblem = null;
    try {
      this.revisions = (await body(this.#client.GET('/revisions'))).data;
    } catch (cause) {
      this.revisionsProblem = asProblem(cause);
    }
  }

  async publishAgain(revisionId: string): Promise<void> {
    await body(this.#client.POST('/revisions/{revisionId}/publish', { params: { path: { revisionId } } }));
    await Promise.all([this.load(), this.loadRevisions()]);
  }

  /** Prepares it again from the bytes that were uploaded. */
  async retry(documentId: string): Promise<void> {
    this.#learn([await body(this.#client.POST('/documents/{documentId}/retry', { params: { path: { documentId } } }))]);
  }

  async more(): Promise<void> {
    if (!this.cursor || this.loadingMore) return;
    this.loadingMore = true;
    try {
      const filter = this.filter;
      const { data, nextCursor } = await this.#page(filter, this.cursor);
      this.#learn(data);
      if (filter === this.filter) this.cursor = nextCursor;
    } finally {
      this.loadingMore = false;
    }
  }

  async fetch(documentId: string): Promise<KnowledgeDocument> {
    const document = await body(this.#client.GET('/documents/{documentId}', { params: { path: { documentId } } }));
    this.#learn([document]);
    return document;
  }

  async remove(documentId: string): Promise<void> {
    await this.#client.DELETE('/documents/{documentId}', { params: { path: { documentId } } });
    this.#deleted.add(documentId);
    const left = new Map(this.#documents);
    left.delete(documentId);
    this.#documents = left;
    void this.loadRevisions();
  }

  /** Takes files from a picker or a drop: one after the other, so that a folder of fifty does not starve the rest. */
  add(files: Iterable<File>): void {
    const all = [...files];
    const batch = all.length > 1 ? newId() : null;
    for (const file of all) {
      const problem = refusal(file);
      const upload: Upload = { id: newId(), file, batch, share: 0, state: problem ? 'refused' : 'waiting', problem, documentId: null, result: null };
      this.uploads.push(upload);
      if (!problem) this.#enqueue(upload.id);
    }
  }

  again(id: string): void {
    this.#change(id, { state: 'waiting', problem: null, share: 0 });
    this.#enqueue(id);
  }

  dismiss(id: string): void {
    this.uploads = this.uploads.filter((upload) => upload.id !== id);
  }

  /** Forgets the uploads that are at their end. */
  dismissEnded(): void {
    this.uploads = this.uploads.filter(({ state }) => state === 'waiting' || state === 'sending');
  }

  forget(): void {
    this.#documents = new Map();
    this.filter = ALL;
    this.revisions = null;
    this.phase = 'idle';
    this.uploads = [];
  }

  /** What was known before the page was asked for and is not in it, others have deleted, or a site's sync. */
  #forgetGone(known: ReadonlySet<string>, page: readonly KnowledgeDocument[], whole: boolean): void {
    const ids = new Set(page.map(({ id }) => id));
    const oldest = page.at(-1)?.createdAt ?? '';
    const stays = ({ id, createdAt }: KnowledgeDocument) => ids.has(id) || !known.has(id) || (!whole && createdAt < oldest);
    // Of what the filter leaves out the page says nothing.
    this.#documents = new Map([...this.#documents].filter(([, document]) => !matches(document, this.filter) || stays(document)));
  }

  #enqueue(id: string): void {
    this.#queue = this.#queue.then(() => this.#upload(id));
  }

  async #upload(id: string): Promise<void> {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (!upload) return;
    this.#change(id, { state: 'sending' });
    const before = this.#documents;
    try {
      const document = await uploadDocument(upload, this.#credentials, (share) => this.#change(id, { share }));
      const result = document.state === 'searchable' ? 'unchanged' : before.has(document.id) ? 'changed' : 'new';
      this.#learn([document]);
      this.#change(id, { state: 'sent', documentId: document.id, result });
    } catch (cause) {
      const { status, sentence } = asProblem(cause);
      this.#change(id, { state: REFUSED.includes(status) ? 'refused' : 'failed', problem: sentence });
    }
  }

  #change(id: string, change: Partial<Upload>): void {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (upload) Object.assign(upload, change);
  }

  /** An answer may be older than a frame: the later change wins, and what was deleted stays away. */
  #learn(news: readonly KnowledgeDocument[]): void {
    const next = new Map(this.#documents);
    for (const document of news) {
      const before = next.get(document.id);
      if (!this.#deleted.has(document.id) && (!before || before.updatedAt <= document.updatedAt)) next.set(document.id, document);
    }
    this.#documents = next;
  }
}

const changed = (before: KnowledgeDocument | undefined, after: KnowledgeDocument): boolean =>
  before?.state !== after.state || before.published !== after.published;

/** As the API has it. */
function matches({ title, fileName, state }: KnowledgeDocument, { name, state: wanted }: Filter): boolean {
  const holds = [title, fileName].some((text) => text.toLowerCase().includes(name.toLowerCase()));
  const is = state === 'searchable' || state === 'failed' ? state : 'working';
  return holds && (wanted === '' || wanted === is);
}
