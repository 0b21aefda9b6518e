/** The assistant's switches and the operations that move them. */
import type { AssistantSwitch, Counts, Operation } from '../../workflows/domain/assistant.ts';
import type { OperationId, TenantScope } from '../../workflows/domain/ids.ts';
import type { EveryTenant, Reach } from './reach.ts';

export interface AssistantStore {
  /** Of a tenant: its own and the installation's, as far as they were ever moved; the one moved last comes first. */
  switches(scope: TenantScope): Promise<AssistantSwitch[]>;
  /** The installation's own. */
  everywhere(scope: EveryTenant): Promise<AssistantSwitch | null>;
  flip(reach: Reach, moved: Omit<AssistantSwitch, 'target'>): Promise<void>;
  /** Stores what is asked for under its id; a repeat finds its first. */
  ask(reach: Reach, operation: Operation): Promise<Operation>;
  /** Null for one of another reach. */
  operation(reach: Reach, operationId: OperationId): Promise<Operation | null>;
  progress(reach: Reach, operationId: OperationId, patch: Partial<Counts & Pick<Operation, 'state' | 'total' | 'endedAt'>>): Promise<void>;
}
