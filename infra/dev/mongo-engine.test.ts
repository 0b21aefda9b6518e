/** The engine that wrote a home's data keeps it. */
import { describe, expect, test } from '@jest/globals';
import { pickEngine } from './mongo-server.ts';

const home = '/somewhere';

describe('a new home', () => {
  test('takes mongod when there is one', () => {
    expect(pickEngine({ home, written: null, mongod: true, standIn: true })).toBe('mongodb');
  });
  test('takes the stand-in without', () => {
    expect(pickEngine({ home, written: null, mongod: false, standIn: true })).toBe('stand-in');
  });
  test('says what to do with neither', () => {
    expect(() => pickEngine({ home, written: null, mongod: false, standIn: false })).toThrow('MONGODB_URI');
  });
});

describe('a home with data', () => {
  test('keeps the stand-in when a mongod appears', () => {
    expect(pickEngine({ home, written: 'stand-in', mongod: true, standIn: true })).toBe('stand-in');
  });
  test('keeps mongod', () => {
    expect(pickEngine({ home, written: 'mongodb', mongod: true, standIn: true })).toBe('mongodb');
  });
  test.each([
    ['mongodb' as const, { mongod: false, standIn: true }],
    ['stand-in' as const, { mongod: true, standIn: false }],
  ])('of %s refuses the other engine, which would see nothing', (written, found) => {
    expect(() => pickEngine({ home, written, ...found })).toThrow(`The data in ${home} was written by`);
  });
});
