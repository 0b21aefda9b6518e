/** The cases of the socket: every verb, said before a hello, by dead credentials, by roles without the permission, and with ids of others. */
import { idPositions } from '../../../api/guard/bindings.ts';
import { ClientFrame, type ServerFrame } from '../../../api/protocol/frames.ts';
import { VERBS } from '../../../api/ws/verbs.ts';
import { may, type Permission } from '../../../workflows/domain/roles.ts';
import type { ApiAlone } from '../hostile/api-alone.ts';
import { Line, messageId } from '../people.ts';
import { until } from '../world.ts';
import type { Caller, Cast, StaffCaller } from './callers.ts';
import { FIELDS, type ClassName, type Expected } from './cases.ts';
import { aJudge, foreignTo, type Tried } from './judge.ts';
import type { Answer } from './requests.ts';
import { aSession, unknownId } from './shop.ts';
import { unwrittenIn } from './writes.ts';

type VerbName = keyof typeof VERBS;
type Frame = { type: string } & Record<string, unknown>;

/** A frame of each verb; with an id where it takes one. */
const FRAMES: { [T in VerbName]: (id?: string) => Frame } = {
  hello: (id) => ({ type: 'hello', token: 'none', cursors: id ? { [id]: 0 } : {} }),
  send: (id) => ({ type: 'send', clientMessageId: messageId(), text: 'Hello', ...(id ? { conversationId: id } : {}) }),
  typing: (id) => ({ type: 'typing', conversationId: id, typing: true }),
  watch: (id) => ({ type: 'watch', conversationId: id, after: 0 }),
  unwatch: (id) => ({ type: 'unwatch', conversationId: id }),
};
const VERB_NAMES = Object.keys(FRAMES) as VerbName[];
/** As declared: a hole that is planted later changes nothing of what must be answered. */
const NEEDED = Object.fromEntries(VERB_NAMES.map((verb) => [verb, VERBS[verb].staff.permission])) as Record<VerbName, Permission | null>;
const mayStaff = ({ role }: StaffCaller, verb: VerbName): boolean => NEEDED[verb] === null || may(role, NEEDED[verb]);

const NOT_FOUND: Expected = { type: 'refused', status: 404, code: 'notFound', alike: 'frame not found' };
const FORBIDDEN: Expected = { type: 'refused', status: 403, code: 'auth.forbidden', alike: 'frame forbidden' };
const INVALID: Expected = { type: 'refused', status: 400, code: 'request.invalid', alike: '' };
const LET_IN: Expected = { type: 'letIn' };

const tokenOf = ({ authorization }: Caller): string => authorization?.split(' ')[1] ?? '';

export async function socketCases(api: ApiAlone, cast: Cast): Promise<Tried[]> {
  const judge = aJudge();
  const tried: Tried[] = [];
  const see = (name: ClassName, door: VerbName, what: string, caller: Caller, expected: Expected, answer: Answer): void => {
    const one = { class: name, door, what, caller, expected };
    tried.push({ class: name, door, violation: judge.see(one, answer, foreignTo(caller, cast)) });
  };
  const lines: Line[] = [];
  const lineOf = async (caller: Caller, cursors: Record<string, number> = {}): Promise<Line> => {
    const line = await new Line(api.url).open(tokenOf(caller), cursors);
    lines.push(line);
    return line;
  };
  // Somebody of another tenant listens all the time, and must hear nothing of it.
  const listeners = await Promise.all([cast.stranger, cast.strangerAtChat].map(async (caller) => ({ caller, line: await lineOf(caller) })));

  const refusals = async (): Promise<Tried[]> => {
    await beforeHello();
    await withDeadCredentials();
    for (const caller of [cast.visitors[0]!, ...cast.staff]) await withForeignIds(caller);
    return tried.splice(0);
  };

  async function beforeHello(): Promise<void> {
    const nobody: Caller = { name: 'nobody', authorization: null, shop: null };
    for (const verb of VERB_NAMES.filter((name) => VERBS[name].who === 'known')) {
      const line = new Line(api.url);
      lines.push(line);
      await until(() => line.socket.readyState === line.socket.OPEN);
      const answer = await said(line, FRAMES[verb](cast.home.visitors[0].conversationId));
      see('none', verb, 'before hello', nobody, { type: 'refused', status: 401, code: 'auth.required', alike: 'frame before hello' }, answer);
    }
  }

  async function withDeadCredentials(): Promise<void> {
    const { staff, visitor } = cast.dead;
    const keys = [cast.key.full, cast.installation(null), cast.platform].map((key) => ({ ...key, kind: 'wrongKind' as const, shop: null }));
    // A token of a visitor is no wrong one here.
    const live = cast.visitors.map(tokenOf);
    const dead = [...staff, ...visitor, ...keys].filter(
      (one) => tokenOf(one) !== '' && !live.includes(tokenOf(one)) && !cast.staff.some((person) => tokenOf(person) === tokenOf(one)),
    );
    for (const caller of dead) {
      const line = await lineOf(caller, { [cast.home.visitors[0].conversationId]: 0 });
      await until(() => line.closed !== null);
      const refused = answerOf(line.frames);
      see(
        caller.kind,
        'hello',
        caller.name,
        caller,
        { type: 'refused', status: null, code: '', alike: `hello: ${'door' in caller ? caller.door : ''} ${caller.name}` },
        refused,
      );
      if (![4401, 4403].includes(line.closed!.code))
        see(caller.kind, 'hello', 'how it was closed', caller, LET_IN, { status: 500, code: String(line.closed!.code), text: '' });
    }
  }

  async function withForeignIds(caller: Caller): Promise<void> {
    const kind = 'role' in caller ? 'staff' : 'visitor';
    const strange: [ClassName, string, string][] = [
      ['foreign', 'of another tenant', cast.other.visitors[0].conversationId],
      ['foreign', 'of a suspended tenant', cast.closed.visitors[0].conversationId],
      ['unknownId', 'of nobody', unknownId('cnv')],
      ...(kind === 'visitor' ? [['otherVisitor', 'of another visitor', cast.home.visitors[1].conversationId] as [ClassName, string, string]] : []),
    ];
    const line = await lineOf(caller);
    for (const verb of VERB_NAMES) {
      const forbidden = kind === 'staff' && VERBS[verb].who === 'known' && !mayStaff(caller as StaffCaller, verb);
      const own = FRAMES[verb](cast.home.visitors[0].conversationId);
      for (const field of FIELDS.filter((one) => !(one in own)))
        see('field', verb, field, caller, INVALID, await said(line, { ...own, [field]: cast.other.scope.tenantId }));
      if (idPositions(ClientFrame.options.find(({ shape }) => shape.type.value === verb)).length === 0) continue;
      see('noun', verb, 'of another noun', caller, INVALID, await said(line, FRAMES[verb](unknownId('doc'))));
      if (forbidden) {
        for (const id of [cast.home.visitors[0].conversationId, ...strange.map(([, , one]) => one)])
          see('role', verb, caller.name, caller, FORBIDDEN, await said(line, FRAMES[verb](id)));
        continue;
      }
      for (const [name, what, id] of strange) {
        if (verb === 'hello') see(name, verb, `a cursor ${what}`, caller, LET_IN, await greeted(caller, { [id]: 0 }));
        else see(name, verb, what, caller, verb === 'unwatch' ? LET_IN : NOT_FOUND, await said(line, FRAMES[verb](id)));
      }
      if (verb === 'hello') {
        const mixed = Object.fromEntries([cast.home.visitors[0].conversationId, ...strange.map(([, , id]) => id)].map((id) => [id, 0]));
        see('pair', verb, 'cursors of one and of others', caller, LET_IN, await greeted(caller, mixed));
      }
      // Nobody types where they do not listen.
      if (verb === 'typing' && kind === 'staff')
        see('foreign', verb, 'where it does not listen', caller, NOT_FOUND, await said(line, FRAMES.typing(cast.home.visitors[1].conversationId)));
    }
  }

  async function greeted(caller: Caller, cursors: Record<string, number>): Promise<Answer> {
    const line = await lineOf(caller, cursors);
    await said(line, { type: 'barrier' });
    return answerOf(line.frames.filter((frame) => frame.type !== 'refused'));
  }

  async function rightful(): Promise<void> {
    const conversation = async () => (await cast.fresh.visitor()).conversationId;
    for (const caller of cast.staff.filter(({ shop }) => shop !== null)) {
      const id = await conversation();
      const line = await lineOf(caller);
      for (const verb of ['watch', 'typing', 'send', 'unwatch'] as const) {
        if (mayStaff(caller, verb)) see('rightful', verb, 'its own', caller, LET_IN, await said(line, FRAMES[verb](id)));
      }
      see('rightful', 'hello', 'its own', caller, LET_IN, await greeted(caller, { [id]: 0 }));
    }
    const visitor = await cast.fresh.visitor();
    const line = await lineOf(visitor);
    for (const verb of ['watch', 'typing', 'send', 'unwatch'] as const)
      see('rightful', verb, 'its own', visitor, LET_IN, await said(line, FRAMES[verb](visitor.conversationId)));
    if (line.of('ack').length !== 1 || line.of('caughtUp').length === 0)
      see('rightful', 'send', 'its own', visitor, LET_IN, { status: 500, code: 'nothing came', text: '' });
  }

  /** Whoever loses the right while the line is open: the next word is refused. */
  async function lostMeanwhile(): Promise<void> {
    const { conversationId } = cast.home.visitors[0];
    const agent = cast.staff.find(({ role }) => role === 'agent')!;
    const sessionId = await aSession(api.parts, agent.person.tenantId, agent.person.userId);
    const caller = { ...agent, name: 'an agent who is signed out', authorization: await cast.fresh.bearer({ ...agent.person, sessionId }) };
    const line = await lineOf(caller);
    await api.parts.refreshFamilies.end(sessionId, 'revoked', new Date());
    see(
      'revoked',
      'send',
      'meanwhile',
      caller,
      { type: 'refused', status: 401, code: 'auth.required', alike: '' },
      await said(line, FRAMES.send(conversationId)),
    );
    const visitor = await cast.fresh.visitor();
    const chat = await lineOf(visitor);
    await api.parts.visitorSessions.end(cast.home.scope, { visitorId: visitor.visitorId }, 'ended');
    see(
      'revoked',
      'send',
      'meanwhile',
      visitor,
      { type: 'refused', status: 401, code: 'session.revoked', alike: '' },
      await said(chat, FRAMES.send(visitor.conversationId)),
    );
  }

  try {
    const refused = await (await unwrittenIn(api.parts.connection))('sockets', refusals);
    await lostMeanwhile();
    await rightful();
    for (const { caller, line } of listeners)
      see(
        'foreign',
        'watch',
        'what is only overheard',
        caller,
        { type: 'nothing' },
        answerOf(line.frames.filter((frame) => frame.type !== 'refused')),
      );
    return [...refused, ...tried];
  } finally {
    for (const line of lines) line.close();
  }
}

/** Says a frame and waits until it was obeyed: frames of one socket are read one after the other, and nonsense is always answered. */
async function said(line: Line, frame: Frame): Promise<Answer> {
  const from = line.frames.length;
  const barrier = messageId();
  line.say(frame);
  line.say({ type: 'barrier', clientMessageId: barrier });
  const isBarrier = (one: ServerFrame): boolean => one.type === 'refused' && one.clientMessageId === barrier;
  await until(() => line.closed !== null || line.frames.slice(from).some(isBarrier));
  const heard = line.frames.slice(from).filter((one) => !isBarrier(one));
  // Closed without a word is no answer.
  return line.closed && heard.length === 0 ? { status: 500, code: `closed ${line.closed.code}`, text: '' } : answerOf(heard);
}

function answerOf(frames: readonly ServerFrame[]): Answer {
  const refused = frames.find((frame) => frame.type === 'refused');
  return refused
    ? { status: refused.problem.status, code: refused.problem.code, text: JSON.stringify(refused.problem) }
    : { status: 200, code: '', text: JSON.stringify(frames) };
}
