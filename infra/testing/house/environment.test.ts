/** The environment is documented where people look for it, completely and without inventions. */
import { expect, test } from '@jest/globals';
import { configKeys, exampleKeys, fileKeys } from './environment-keys.ts';

test('.env.example names exactly the keys that the configuration knows', () => {
  expect(configKeys().length).toBeGreaterThan(10);
  // PATH is the system's: nobody sets it for Parley.
  const ours = configKeys().filter((key) => key !== 'PATH');
  expect(exampleKeys().sort()).toEqual(ours.sort());
});

test('keys that may come from a file are keys', () => {
  expect(fileKeys().length).toBeGreaterThan(0);
  for (const key of fileKeys()) expect(configKeys()).toContain(key.replace(/_FILE$/, ''));
});
