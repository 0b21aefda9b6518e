import { expect, test } from '@jest/globals';
import { faultOfOutsideAddress } from './outside-address.ts';

test.each([
  'https://api.example.com/v1',
  'https://api.example.com:443',
  'https://api.example.com:8443/v1?a=b',
  'https://münchen.example.de',
  'https://1.example.com',
])('%s may be called', (address) => expect(faultOfOutsideAddress(address)).toBeNull());

test.each([
  ['', /whole address/],
  ['api.example.com', /whole address/],
  [`https://example.com/${'a'.repeat(2_000)}`, /whole address/],
  ['http://api.example.com', /https/],
  ['ftp://api.example.com', /https/],
  ['https://user:pw@example.com', /user name/],
  ['https://example.com:6379', /port/i],
  ['https://93.184.216.34', /number/],
  ['https://0x7f.1', /number/],
  ['https://[2606:4700::1]', /number/],
  ['https://localhost', /private/],
  ['https://db', /private/],
  ['https://api.corp', /private/],
  ['https://kubernetes.default.svc.cluster.local.', /private/],
])('%s may not', (address, says) => expect(faultOfOutsideAddress(address)).toMatch(says));
