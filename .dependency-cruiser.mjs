/**
 * Which room may import which: the table of ARCHITECTURE.md as data. Every rule has a planted violation in
 * `infra/testing/house/import-rules.test.ts`, and its comment says what to import instead.
 */
const TEST = '(\\.test\\.ts$|^infra/testing/|^workflows/testing/)';
const WORKSHOP = '^infra/(dev|testing|bench|cli)/';
const ROOTS = '^(activities/worker\\.ts|api/server\\.ts)$';
const EXEMPT = [TEST, WORKSHOP, ROOTS];
const DOMAIN = '^workflows/domain/(?!schemas/)';
const SCHEMAS = '^workflows/domain/schemas/';
const CONTRACTS = '^workflows/contracts/';
const PORTS = '^infra/ports/';
/** Pure or passive built-ins: hashing, timers, text. Anything that reaches outside is an adapter's business. */
const CALM_BUILT_INS = ['assert', 'buffer', 'crypto', 'events', 'perf_hooks', 'stream', 'timers', 'timers/promises', 'url', 'util'].map(
  (name) => `^${name}$`,
);

/** Pure functions over text, without a port of their own. */
const TEXT_LIBRARIES = ['gpt-tokenizer', '@langchain/textsplitters'];

const pkg = (...names) => `^node_modules/(${names.join('|')})/`;
const byValue = { dependencyTypesNot: ['type-only'] };
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Packages that live in one room. [room, packages] */
const VENDORS = {
  mongo: ['mongoose', 'mongodb'],
  openai: ['openai'],
  bus: ['redis'],
  vectors: ['sqlite-vec', '@qdrant/js-client-rest'],
  embeddings: ['onnxruntime-node', '@huggingface/tokenizers'],
  egress: ['got', 'request-filtering-agent', 'undici', 'axios', 'node-fetch'],
  temporal: ['@temporalio/client', '@temporalio/worker', '@temporalio/envconfig', '@temporalio/proto'],
  ids: ['typeid-js'],
  secrets: ['@aws-sdk/client-secrets-manager'],
  identity: ['openid-client', 'otpauth', 'qrcode'],
  mail: ['nodemailer'],
  reading: [
    'unpdf',
    'mammoth',
    'jsdom',
    '@mozilla/readability',
    'csv-parse',
    'rehype-parse',
    'rehype-remark',
    'remark-gfm',
    'remark-stringify',
    'unified',
  ],
};

export default {
  forbidden: [
    rule(
      'domain-leans-on-nothing',
      'Nouns lean on nothing, not even by type. Pass what you need as an argument, or move the code to the room that has it.',
      { path: DOMAIN, pathNot: TEST },
      { pathNot: DOMAIN },
    ),
    rule(
      'schemas-domain-and-zod',
      'A schema describes a noun: import workflows/domain and zod only.',
      { path: SCHEMAS, pathNot: TEST },
      { pathNot: ['^workflows/domain/', pkg('zod')] },
    ),
    rule(
      'workflows-stay-deterministic',
      'A workflow imports workflows/domain, workflows/contracts and @temporalio/workflow. Activities come through proxyActivities<Activities>() ' +
        'with `import type` of activities/index.ts; everything else is an activity.',
      { path: '^workflows/(?!domain/)', pathNot: TEST },
      {
        ...byValue,
        pathNot: ['^workflows/(?!testing/)', pkg('@temporalio/workflow', '@temporalio/common', '@temporalio/interceptors-opentelemetry-v2')],
      },
    ),
    rule(
      'workflows-know-activities-by-their-index',
      'Import type { Activities } from activities/index.ts: a story knows what activities there are, not how they are made.',
      { path: '^workflows/(?!domain/)', pathNot: TEST },
      { path: '^(activities|api|admin|widget|infra)/', pathNot: ['^activities/index\\.ts$', PORTS] },
    ),
    rule(
      'no-zod-in-the-workflow-bundle',
      'zod would make the bundle two thirds larger. Import the type or the pure function from workflows/domain; parse in api or activities.',
      { path: '^workflows/', pathNot: [TEST, SCHEMAS] },
      { ...byValue, path: [SCHEMAS, pkg('zod')] },
    ),
    rule(
      'activities-receive-their-deps',
      'An activity receives its stores and clients as Pick<Deps, ...>: import type from infra/ports, by value only workflows/domain, ' +
        'workflows/contracts and @temporalio/{activity,common}; text libraries are named in the rule. New vendor code goes to infra/<vendor> behind a port.',
      { path: '^activities/', pathNot: EXEMPT },
      {
        ...byValue,
        pathNot: [
          '^activities/(?!worker\\.ts)',
          '^workflows/domain/',
          CONTRACTS,
          pkg('@temporalio/activity', '@temporalio/common', ...TEXT_LIBRARIES),
          ...CALM_BUILT_INS,
        ],
      },
    ),
    rule(
      'activities-know-no-api',
      'Activities know nothing of the wire: import the noun from workflows/domain.',
      { path: '^activities/', pathNot: EXEMPT },
      { path: '^(api|admin|widget)/' },
    ),
    rule(
      'wire-is-made-of-nouns',
      'Protocol and presenters are pure: import workflows/domain, its schemas, zod and the rules of @casl/ability only.',
      { path: '^api/(protocol|present)/', pathNot: TEST },
      { ...byValue, pathNot: ['^api/(protocol|present)/', '^workflows/domain/', pkg('zod', '@casl/ability')] },
    ),
    rule(
      'routes-receive-their-deps',
      'A route receives stores, engine and bus from createApp: import type from infra/ports, by value only api/**, workflows/domain and ' +
        'workflows/contracts. api/server.ts constructs them.',
      { path: '^api/(?!protocol/|present/)', pathNot: EXEMPT },
      { ...byValue, path: '^(infra|activities|workflows|admin|widget)/', pathNot: ['^workflows/domain/', CONTRACTS] },
    ),
    rule(
      'models-belong-to-stores',
      'Mongoose models are seen by infra/mongo/stores alone: ask a store, by its type in infra/ports.',
      { pathNot: [TEST, '^infra/mongo/'] },
      { path: '^infra/mongo/models/' },
    ),
    rule(
      'models-lean-on-mongoose',
      'A model is a shape and its indexes: mongoose by value, workflows/domain and infra/ports by type.',
      { path: '^infra/mongo/models/', pathNot: TEST },
      { pathNot: ['^infra/mongo/models/', pkg('mongoose'), '^workflows/domain/', PORTS] },
    ),
    ...Object.entries(VENDORS).map(([room, names]) =>
      rule(
        `${names[0].replace(/^@/, '').replace(/\W/g, '-')}-only-in-infra-${room}`,
        `${names.join(', ')}: only under infra/${room}. Elsewhere import type from infra/ports and receive the adapter.`,
        { path: '^(workflows|activities|api|infra)/', pathNot: [...EXEMPT, `^infra/${room}/`] },
        { ...byValue, path: pkg(...names) },
      ),
    ),
    rule(
      'adapters-keep-to-themselves',
      'An adapter leans on its vendor, workflows/domain and infra/{log,ids,egress,circuit}. What two adapters share is a noun (workflows/domain) or a port ' +
        '(infra/ports); what joins them is a composition root.',
      { path: '^infra/([^/]+)/', pathNot: [TEST, WORKSHOP, PORTS] },
      {
        ...byValue,
        path: '^(infra|workflows|activities|api|admin|widget)/',
        pathNot: ['^infra/($1|log|ids|egress|circuit)/', '^workflows/domain/', '^workflows/contracts/'],
      },
    ),
    rule(
      'contracts-only-in-infra-temporal',
      'Only infra/temporal speaks to running workflows: call the engine port.',
      { path: '^infra/', pathNot: [TEST, WORKSHOP, '^infra/(temporal|ports)/'] },
      { ...byValue, path: CONTRACTS },
    ),
    rule(
      'config-only-at-the-roots',
      'Configuration is read by the composition roots and handed on: take the value as an argument, import type { Config } at most.',
      { path: '^(workflows|activities|api|infra)/', pathNot: [...EXEMPT, '^infra/config/'] },
      { ...byValue, path: '^infra/config/' },
    ),
    rule(
      'only-composition-roots-construct',
      'Stores and clients are constructed in activities/worker.ts, api/server.ts and infra/cli: receive them, import type from infra/ports.',
      { path: '^(workflows|activities|api|admin|widget)/', pathNot: EXEMPT },
      { ...byValue, path: '^infra/' },
    ),
    rule(
      'nobody-imports-a-root',
      'A composition root is started, not imported: move the part you need to a module of its own.',
      { path: '^(workflows|activities|api|infra|admin|widget)/', pathNot: EXEMPT },
      { path: ROOTS },
    ),
    rule(
      'production-knows-no-workshop',
      'infra/{dev,testing,bench} are not in the image: move the part you need to the room whose business it is.',
      { path: '^(workflows|activities|api|infra|admin|widget)/', pathNot: [TEST, WORKSHOP] },
      { path: '^infra/(dev|testing|bench)/' },
    ),
    rule(
      'ports-are-types',
      'infra/ports holds types only: `import type` them. A value belongs to workflows/domain or to an adapter.',
      { path: '^(workflows|activities|api|infra|admin|widget)/' },
      { ...byValue, path: PORTS },
    ),
    rule(
      'ports-lean-on-nothing',
      'A port is a type: `import type` from workflows/domain, or from another port.',
      { path: PORTS },
      { ...byValue, pathNot: PORTS },
    ),
    rule(
      'ports-speak-the-domain',
      'A port is written in the words of workflows/domain and workflows/contracts, or its adapters could not be exchanged.',
      { path: PORTS },
      { pathNot: [PORTS, '^workflows/domain/', CONTRACTS] },
    ),
    rule(
      'console-talks-over-the-wire',
      'The console knows its own files, the generated client and api/protocol: ask the API for the rest.',
      { path: '^admin/src/', pathNot: TEST },
      { path: '^(workflows|activities|infra|widget|api/(?!protocol/))' },
    ),
    rule(
      'client-is-its-own',
      'The client is used outside this repository: it imports its own files and openapi-fetch, and knows the API by schema.d.ts.',
      { path: '^client/', pathNot: TEST },
      { pathNot: ['^client/', pkg('openapi-fetch')] },
    ),
    rule(
      'loader-is-alone',
      "The loader runs on a stranger's page in 2 KB: it imports nothing but its own files. Put the code into the frame.",
      { path: '^widget/loader/', pathNot: TEST },
      { ...byValue, pathNot: '^widget/loader/' },
    ),
    rule(
      'widget-talks-over-the-wire',
      'The widget knows its own files, and api/protocol by `import type`: ask the API for the rest.',
      { path: '^widget/(frame|transport)/', pathNot: TEST },
      { path: '^(workflows|activities|infra|admin|api/(?!protocol/))' },
    ),
    rule(
      'no-schemas-in-the-widget',
      'zod is 23 KB and the chat has 25: `import type` from api/protocol and trust what our own server sends.',
      { path: '^widget/(?!build)', pathNot: [TEST, '^widget/[^/]+$'] },
      { ...byValue, path: ['^api/', pkg('zod')] },
    ),
    rule(
      'no-value-cycles',
      'Two modules need each other to start: move what both need into a third. Imports by type and on demand may go round.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import', 'dynamic-import'] } },
    ),
    rule(
      'no-unresolvable',
      'The import leads nowhere: npm ci, or mend the path (sources end in .ts).',
      { pathNot: '^admin/' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|\\.parley|build|dist)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types', 'svelte'] },
  },
};
