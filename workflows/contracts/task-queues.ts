/** The queues that workers poll. One process polls all of them; production gives each family its own workers. */
export const TASK_QUEUES = { core: 'parley-core', llm: 'parley-llm', bulk: 'parley-bulk' } as const;
