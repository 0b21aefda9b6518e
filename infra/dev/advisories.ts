/** What `npm audit` knows of our packages, held against the exceptions that somebody has written down with a reason and an end. */

/** Of `infra/dev/audit-exceptions.json`. */
export type AuditException = {
  /** `GHSA-...`, as in the advisory's address. */
  advisory: string;
  package: string;
  /** Why it does not harm us, or what we wait for. */
  reason: string;
  /** The last day on which it counts, `2026-12-31`. */
  until: string;
};

export type Advisory = { id: string; package: string; severity: string; title: string };

export type Verdict =
  | { type: 'unasked'; why: string }
  | {
      type: 'asked';
      /** Not excepted, or no longer: each fails the gate. */
      open: Advisory[];
      excepted: Advisory[];
      /** Exceptions for what nobody reports any more. */
      idle: AuditException[];
    };

type Via = string | { name?: string; title?: string; url?: string; severity?: string };
type Report = { auditReportVersion?: number; vulnerabilities?: Record<string, { via: Via[] }>; message?: string };

/**
 * @param output what `npm audit --json` has printed
 * @param today  `2026-11-21`
 */
export function judgeAudit(output: string, exceptions: readonly AuditException[], today: string): Verdict {
  const report = parsed(output);
  // A registry without advisories, or none that can be reached: npm prints its error in place of a report.
  if (!report?.auditReportVersion || !report.vulnerabilities) return { type: 'unasked', why: report?.message ?? 'npm printed no report' };
  const found = advisoriesOf(report.vulnerabilities);
  const counts = (advisory: Advisory): boolean => exceptions.some((one) => one.until >= today && concerns(one, advisory));
  return {
    type: 'asked',
    open: found.filter((advisory) => !counts(advisory)),
    excepted: found.filter(counts),
    idle: exceptions.filter((one) => !found.some((advisory) => concerns(one, advisory))),
  };
}

const concerns = (exception: AuditException, { id, package: name }: Advisory): boolean => exception.advisory === id && exception.package === name;

function parsed(output: string): Report | null {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return null;
  }
}

/** Each advisory once, of the package that has it; a package that only depends on that one is no finding of its own. */
function advisoriesOf(vulnerabilities: NonNullable<Report['vulnerabilities']>): Advisory[] {
  const found = new Map<string, Advisory>();
  for (const [name, { via }] of Object.entries(vulnerabilities)) {
    for (const one of via) {
      if (typeof one === 'string') continue;
      const advisory = {
        id: one.url?.split('/').at(-1) ?? 'unknown',
        package: one.name ?? name,
        severity: one.severity ?? 'unknown',
        title: one.title ?? '',
      };
      found.set(`${advisory.id} ${advisory.package}`, advisory);
    }
  }
  return [...found.values()];
}
