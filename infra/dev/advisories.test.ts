import { expect, test } from '@jest/globals';
import { judgeAudit, type AuditException } from './advisories.ts';

/** As npm 11 prints it: one advisory of a package, and two packages that have it through that one. */
const REPORT = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    braces: {
      name: 'braces',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 1098094,
          name: 'braces',
          dependency: 'braces',
          title: 'Uncontrolled resource consumption in braces',
          url: 'https://github.com/advisories/GHSA-grv7-fg5c-xmjg',
          severity: 'high',
          range: '<3.0.3',
        },
      ],
      effects: ['micromatch'],
      range: '<3.0.3',
      nodes: ['node_modules/braces'],
      fixAvailable: true,
    },
    micromatch: {
      name: 'micromatch',
      severity: 'high',
      isDirect: true,
      via: ['braces'],
      effects: [],
      range: '<=4.0.5',
      nodes: [],
      fixAvailable: true,
    },
  },
  metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 0, total: 2 } },
});
const CLEAN = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {}, metadata: {} });
/** What npm prints where the registry has no advisories. */
const REFUSED = JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405, error: { summary: '', detail: '' } });

const exception: AuditException = {
  advisory: 'GHSA-grv7-fg5c-xmjg',
  package: 'braces',
  reason: 'Only tests match files by it.',
  until: '2026-12-31',
};

test('an advisory is open once, however many packages have it', () => {
  expect(judgeAudit(REPORT, [], '2026-11-21')).toMatchObject({
    open: [{ id: exception.advisory, package: 'braces', severity: 'high' }],
    excepted: [],
  });
  expect(judgeAudit(CLEAN, [], '2026-11-21')).toEqual({ type: 'asked', open: [], excepted: [], idle: [] });
});

test('an exception counts for its advisory and package, up to its day', () => {
  expect(judgeAudit(REPORT, [exception], '2026-12-31')).toMatchObject({ open: [], excepted: [{ package: 'braces' }], idle: [] });
  expect(judgeAudit(REPORT, [exception], '2027-01-01')).toMatchObject({ open: [{ package: 'braces' }], excepted: [] });
  expect(judgeAudit(REPORT, [{ ...exception, package: 'other' }], '2026-11-21')).toMatchObject({
    open: [{ package: 'braces' }],
    idle: [{ package: 'other' }],
  });
  expect(judgeAudit(CLEAN, [exception], '2026-11-21')).toMatchObject({ open: [], idle: [exception] });
});

test.each([
  [REFUSED, '405 Method Not Allowed'],
  ['', 'npm printed no report'],
  ['<html>', 'npm printed no report'],
  ['{}', 'npm printed no report'],
])('who was not asked says so: %s', (output, why) => expect(judgeAudit(output, [], '2026-11-21')).toEqual({ type: 'unasked', why }));
