/** The layout of several processes, checked by its shape: a container engine is not assumed. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SEARCH } from '../../../workflows/contracts/search-attributes.ts';
import { configKeys, fileKeys, root } from './environment-keys.ts';

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';
type Service = {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  restart?: string;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: Condition }>;
};
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: object; secrets: Record<string, { file: string }> };
const { services } = compose;
const roles = ['api', 'worker', 'migrate'];
const isOneShot = (name: string) => services[name]?.restart?.startsWith('on-failure') ?? false;

describe('docker-compose.yml', () => {
  test('has every part of the layout', () => {
    const expected = ['mongo', 'mongo-init', 'redis', 'qdrant', 'postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui'];
    expect(Object.keys(services).sort()).toEqual([...roles, ...expected].sort());
  });

  test('api, worker and migration are one image in three roles', () => {
    expect(new Set(roles.map((name) => services[name]!.image)).size).toBe(1);
    expect(roles.map((name) => services[name]!.command)).toEqual([['serve'], ['worker'], ['migrate']]);
    expect(services.api!.environment).toEqual(services.worker!.environment);
    expect(services.api!.volumes).toEqual(services.worker!.volumes);
  });

  test.each(Object.keys(services))('%s is pinned', (name) => {
    expect(services[name]!.image).toMatch(/:v?\d+\.\d+(\.\d+)?$/);
  });

  test.each(Object.keys(services))('%s is healthy by a check, ends well, or says why neither', (name) => {
    const { healthcheck } = services[name]!;
    if (isOneShot(name) || name === 'worker') expect(healthcheck?.test).toBeUndefined();
    else expect(healthcheck?.test?.length).toBeGreaterThan(1);
  });

  test.each(Object.keys(services))('%s waits for a state that its dependency can reach', (name) => {
    for (const [other, { condition }] of Object.entries(services[name]!.depends_on ?? {})) {
      expect(Object.keys(services)).toContain(other);
      expect(condition).toBe(isOneShot(other) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('the roles use only keys that the configuration knows', () => {
    const known = [...configKeys(), ...fileKeys()];
    for (const name of roles) for (const key of Object.keys(services[name]!.environment!)) expect(known).toContain(key);
  });

  test('nothing but the api is published to the network', () => {
    for (const [name, { ports = [] }] of Object.entries(services)) {
      for (const port of ports) if (name !== 'api') expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(services.api!.ports).toHaveLength(1);
  });

  test('no secret has a default or stands in the file', () => {
    const secret = /(PASSWORD|KEY|SECRET|PWD|TOKEN|AUTH|_URI)/;
    for (const { environment = {} } of Object.values(services)) {
      for (const [key, value] of Object.entries(environment)) {
        if (!secret.test(key) || key.endsWith('_FILE')) continue;
        // The model's key may be absent: the extractive answerer then answers.
        if (key === 'OPENAI_API_KEY') expect(value).toBe('${OPENAI_API_KEY:-}');
        else expect(value).toMatch(/\$\{[A-Z_]+:\?/);
      }
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\$\{[A-Z_]+:\?/);
  });

  test('named volumes and secrets exist', () => {
    for (const { volumes = [], secrets = [] } of Object.values(services)) {
      for (const volume of volumes) if (!volume.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      for (const name of secrets) expect(Object.keys(compose.secrets)).toContain(name);
    }
  });
});

test('the namespace is set up with the search attributes that workflows write', () => {
  const script = readFileSync(join(root, 'infra/deploy/temporal/setup-namespace.sh'), 'utf8');
  const made = [...script.matchAll(/(Parley[A-Za-z]+)=([A-Za-z]+)/g)].map(([, name, type]) => `${name} ${type}`.toUpperCase());
  const written = Object.values(SEARCH).map(({ name, type }) => `${name} ${type.replace('_', '')}`.toUpperCase());
  expect(made.sort()).toEqual(written.sort());
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  test('runs as nobody special, behind an init process, on glibc, with a health check', () => {
    expect(last).toMatch(/^\nFROM node:24-slim/);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^ENTRYPOINT \["tini", "--"/m);
    expect(last).toContain('/healthz');
  });

  test('holds no variable that the configuration does not know', () => {
    const given = [...last.matchAll(/([A-Z][A-Z0-9_]+)=/g)].map(([, key]) => key!);
    expect(given.length).toBeGreaterThan(5);
    for (const key of given) expect(configKeys()).toContain(key);
  });
});
