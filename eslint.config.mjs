/** What a linter can hold of style.md: promises are awaited, unions are exhausted, and each room keeps to its means. */
import svelte from 'eslint-plugin-svelte';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));
const SERVER = ['workflows/**/*.ts', 'activities/**/*.ts', 'api/**/*.ts', 'infra/**/*.ts', '*.ts'];
const CLIENT = ['client/**/*.ts', 'admin/**/*.ts', 'widget/**/*.ts', 'admin/**/*.svelte', 'widget/**/*.svelte'];
const TESTS = ['**/*.test.ts', 'infra/testing/**', 'workflows/testing/**'];
const WORKSHOP = ['infra/dev/**', 'infra/bench/**', 'infra/testing/**'];

const property = (object, name, message) => ({ object, property: name, message });
const noEnvironment = property(
  'process',
  'env',
  'The environment is read once, by infra/config/config.ts: add a key there and take the value as an argument.',
);

/** A workflow replays: whatever differs between two runs must come through Temporal. */
const WORKFLOW_SYNTAX = [
  {
    selector: 'ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError)$/]',
    message: 'A thrown Error makes the workflow task fail and retry for ever: throw ApplicationFailure.nonRetryable(message, type).',
  },
  { selector: 'ImportDeclaration[source.value=/^node:/]', message: 'No Node built-ins in a workflow: they differ on replay. Make it an activity.' },
];
const WORKFLOW_GLOBALS = {
  setTimeout: 'Use sleep() or condition() of @temporalio/workflow.',
  setInterval: 'Use sleep() of @temporalio/workflow in a loop.',
  setImmediate: 'Await the thing itself.',
  fetch: 'Make it an activity.',
  process: 'Pass it in with the start arguments.',
  Buffer: 'Histories hold ids and numbers; bytes belong to activities.',
  console: 'Use log of @temporalio/workflow: it is silent on replay.',
};
const EGRESS = 'Outgoing HTTP goes through infra/egress, which refuses private addresses and caps bytes and time.';

export default ts.config(
  {
    ignores: [
      ...['**/node_modules/', '.parley/', '**/build/', '**/dist/', '**/.svelte-kit/', 'coverage/', 'infra/dev/demo/', 'infra/deploy/'],
      ...['client/schema.d.ts'],
    ],
  },
  {
    files: [...SERVER, ...CLIENT],
    extends: [ts.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  {
    files: SERVER,
    ignores: [...TESTS, ...WORKSHOP, 'infra/config/**', '*.ts'],
    rules: { 'no-restricted-properties': ['error', noEnvironment] },
  },
  {
    files: SERVER,
    ignores: [...TESTS, ...WORKSHOP, 'infra/egress/**', 'workflows/**', '*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({ name, message: EGRESS }))],
      'no-restricted-properties': [
        'error',
        ...['http', 'https'].flatMap((module) => ['request', 'get'].map((name) => property(module, name, EGRESS))),
        ...['net', 'tls'].flatMap((module) => ['connect', 'createConnection'].map((name) => property(module, name, EGRESS))),
        property('globalThis', 'fetch', EGRESS),
        noEnvironment,
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...['http', 'https', 'node:http', 'node:https'].map((name) => ({ name, importNames: ['request', 'get'], message: EGRESS })),
            ...['net', 'tls', 'node:net', 'node:tls'].map((name) => ({ name, importNames: ['connect', 'createConnection'], message: EGRESS })),
            ...['undici', 'node:http2', 'http2', 'axios', 'node-fetch', 'got', 'request-filtering-agent'].map((name) => ({ name, message: EGRESS })),
          ],
        },
      ],
    },
  },
  {
    // The configuration room reads the environment, and yet calls nobody.
    files: ['infra/config/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // The domain cannot know Temporal; its pure functions are called outside workflows, too.
    files: ['workflows/**/*.ts'],
    ignores: [...TESTS, 'workflows/domain/**'],
    rules: {
      'no-restricted-syntax': ['error', ...WORKFLOW_SYNTAX],
      'no-restricted-globals': ['error', ...Object.entries(WORKFLOW_GLOBALS).map(([name, message]) => ({ name, message }))],
    },
  },
  ...svelte.configs.recommended.map((config) => ({ ...config, files: ['**/*.svelte', '**/*.svelte.ts'] })),
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Collections in state are replaced, not mutated ($state.raw), so a plain Map is right there.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/no-navigation-without-resolve': 'off',
      // svelte-check reports unused ignores with the compiler's own eyes; this rule misplaces them in typed components.
      'svelte/no-unused-svelte-ignore': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Generics and snippets of Svelte files confuse the promise rules' types; svelte-check types them.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
);
