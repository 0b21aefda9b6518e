/** The encoders that this process can ask, and which of them a tenant is searched with. */
import type { EncoderName } from '../../workflows/domain/encoder.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Embedder } from './embedder.ts';

export interface Encoders {
  /** What the configuration says: new tenants begin with it, and a change goes to it. */
  readonly configured: EncoderName;
  /** All that can be asked here, `words` among them. */
  readonly known: readonly EncoderName[];
  /**
   * What searches of the tenant read. Asked once a search, behind the revision: an index that was just switched to holds every revision
   * that may be published, the one it was switched from lacks what came later.
   */
  inUse(scope: TenantScope): Promise<EncoderName>;
  /** Null for `words`, and for an encoder that this process was not given: its index is then searched by words. */
  of(encoder: EncoderName): Embedder | null;
  close(): Promise<void>;
}
