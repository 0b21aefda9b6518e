/** A tenant's secrets: what there are, what people are shown of one, and a value that is hard to print by accident. */

/** `model-key`: the tenant's own key of the model provider. `visitor-identity`: proves who a visitor is (docs/identify.md). */
export const SECRET_NAMES = ['model-key', 'visitor-identity'] as const;
/** Of functions (http-function.ts): a tenant names as many as it needs. */
export type FunctionSecretName = `function-${string}`;
export const FUNCTION_SECRET = /^function-[a-z0-9][a-z0-9-]{0,39}$/;
export const FUNCTION_SECRETS_MOST = 20;
export const isFunctionSecret = (name: string): name is FunctionSecretName => FUNCTION_SECRET.test(name);
export type TenantSecretName = (typeof SECRET_NAMES)[number] | FunctionSecretName;
export const isTenantSecret = (name: string): name is TenantSecretName => SECRET_NAMES.some((one) => one === name) || isFunctionSecret(name);
/** `identity-root`: the installation's own, of which the keys of refresh tokens, codes and second factors are made (docs/secrets.md). */
export type SecretName = TenantSecretName | 'identity-root';
export const isSecretName = (name: string): name is SecretName => name === 'identity-root' || isTenantSecret(name);

/** The public half: all that ever leaves the process. */
export type SecretInfo = {
  name: SecretName;
  /** Counts from 1 with every value that was set. */
  version: number;
  /** The last four characters; empty when that would be too much of a short one. */
  lastFour: string;
  /** Whether the value before it is still accepted, too, as during a rotation. */
  previousIsLive: boolean;
  updatedAt: Date;
};

const HIDDEN = '[secret]';

/** Holds a value that string conversion, JSON, logs and the inspector show as `[secret]`. Only `reveal` gives it away. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  /** Four characters of a value of sixteen or more. */
  get lastFour(): string {
    return this.#value.length < 16 ? '' : this.#value.slice(-4);
  }
  toString(): string {
    return HIDDEN;
  }
  toJSON(): string {
    return HIDDEN;
  }
  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}
