/**
 * One part of the settings while it is edited. It is checked by the API's own rules before it is sent; what a colleague saved meanwhile
 * is never overwritten unseen, and what was typed here is never lost.
 */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import { SETTINGS_PARTS } from '#lib/api/protocol.ts';
import type { Settings, SettingsPart, SettingsParts } from '#lib/api/types.ts';
import { partOf } from './settings-words.ts';

/** How often a save follows colleagues who changed other parts meanwhile. */
const FOLLOWS = 5;

/** What a colleague changed in the same part while it was edited here. */
export type Conflict = { version: number; by: string; settings: string[] };

export class SettingsForm<P extends SettingsPart> {
  draft = $state<SettingsParts[P] | null>(null);
  /** All parts as they were read last. */
  stored = $state.raw<SettingsParts | null>(null);
  problem = $state.raw<Problem | null>(null);
  errors = $state.raw<Record<string, string>>({});
  conflict = $state.raw<Conflict | null>(null);
  saving = $state(false);
  /** Whether something was typed that is not stored. */
  readonly isChanged = $derived.by(() => this.draft !== null && JSON.stringify(this.draft) !== this.#kept);
  readonly part: P;
  #kept = $state('');
  #version = 0;
  #sent = '';
  readonly #client: Client;

  constructor(client: Client, part: P) {
    this.#client = client;
    this.part = part;
    void this.load();
  }

  /** Takes what is stored; what was typed here is gone. */
  async load(): Promise<void> {
    this.problem = null;
    try {
      this.#take(await body(this.#client.GET('/settings')));
    } catch (cause) {
      this.problem = asProblem(cause);
    }
  }

  /** @returns true when it is stored; else `errors` or `conflict` say why not, or a `Problem` is thrown */
  async save(): Promise<boolean> {
    const draft = $state.snapshot(this.draft);
    this.#sent = JSON.stringify(draft);
    this.errors = {};
    const checked = SETTINGS_PARTS[this.part].safeParse(draft);
    if (!checked.success) {
      // A name that its rule refuses is told by that rule, not by the record whose key it is.
      const faults = checked.error.issues.map((issue) => (issue.code === 'invalid_key' ? { ...issue, ...issue.issues[0], path: issue.path } : issue));
      this.#refuse(faults.map(({ path, message }) => ({ path: path.join('.'), message })));
      return false;
    }
    this.saving = true;
    try {
      return await this.#send(checked.data, FOLLOWS);
    } finally {
      this.saving = false;
    }
  }

  /** Stores what was typed here although a colleague changed the same. */
  saveOver(): Promise<boolean> {
    this.#version = this.conflict?.version ?? this.#version;
    return this.save();
  }

  async #send(part: unknown, follows: number): Promise<boolean> {
    try {
      this.#stored(await this.#put(part));
      return true;
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.code === 'settings.movedOn' && follows > 0) return (await this.#follow()) && this.#send(part, follows - 1);
      if (problem.fields.length === 0) throw problem;
      this.#refuse(problem.fields.map(({ path, message }) => ({ path: path.replace(new RegExp(`^body\\.(${this.part}\\.)?`), ''), message })));
      return false;
    }
  }

  /** Functions are saved by themselves: who may have secrets sent somewhere is whoever manages secrets. */
  #put(part: unknown): Promise<object> {
    const basedOn = this.#version;
    if (this.part === 'tools') return body(this.#client.PUT('/settings/functions', { body: { basedOn, ...(part as SettingsParts['tools']) } }));
    return body(this.#client.PUT('/settings', { body: { basedOn, [this.part]: part } as never }));
  }

  /** @returns true when the newer version differs in other parts alone, so that this one can be stored behind it */
  async #follow(): Promise<boolean> {
    const { version } = await body(this.#client.GET('/settings'));
    const params = { path: { version: String(version) }, query: { against: String(this.#version) } };
    const { author, changes } = await body(this.#client.GET('/settings/versions/{version}', { params }));
    const settings = changes.map(({ setting }) => setting).filter((setting) => partOf(setting) === this.part);
    if (settings.length === 0) this.#version = version;
    else this.conflict = { version, by: author.name ?? 'Somebody', settings };
    return settings.length === 0;
  }

  #refuse(faults: { path: string; message: string }[]): void {
    this.errors = Object.fromEntries(faults.reverse().map(({ path, message }) => [path, message]));
  }

  /** What was typed on while it was sent stays. */
  #stored(read: object): void {
    const typed = $state.snapshot(this.draft);
    this.#take(read);
    if (JSON.stringify(typed) !== this.#sent) this.draft = typed as SettingsParts[P];
  }

  /** The client's types forget that a span of opening has two ends. */
  #take(read: object): void {
    const { version, settings } = read as Settings;
    this.#version = version;
    this.stored = settings;
    // Its own: what is typed must not change what was read.
    this.draft = structuredClone(settings[this.part]) as SettingsParts[P];
    this.#kept = JSON.stringify(settings[this.part]);
    this.conflict = null;
    this.errors = {};
  }
}
