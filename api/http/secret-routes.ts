/** A tenant's secrets: set, listed by their public half, rotated with two values alive, removed. */
import { invalidRequest, notFound, secretsFull } from '../../workflows/domain/errors.ts';
import { FUNCTION_SECRETS_MOST, isFunctionSecret, isTenantSecret, Secret } from '../../workflows/domain/secret.ts';
import { presentSecret } from '../present/secret.ts';
import { SecretList, SecretParams, SecretView, SetSecret } from '../protocol/secrets.ts';
import { route, staff } from './route.ts';

const IDENTITY_LENGTH = 32;

const list = route({
  name: 'listSecrets',
  method: 'get',
  path: '/secrets',
  summary: 'What secrets are set: name, version and last four characters',
  policy: staff('secret.manage'),
  reply: SecretList,
  async handle({ staff: { scope } }, { secrets }) {
    const found = await secrets.list(scope);
    return { data: found.flatMap((one) => (isTenantSecret(one.name) ? [presentSecret(one.name, one)] : [])) };
  },
});

const set = route({
  name: 'setSecret',
  method: 'put',
  path: '/secrets/{name}',
  summary: 'Sets a new value; the one before it is accepted until it is retired or followed by another',
  policy: staff('secret.manage'),
  audit: { security: true, action: 'secret.set' },
  params: SecretParams,
  body: SetSecret,
  reply: SecretView,
  async handle({ staff: { scope }, params, body }, { secrets }) {
    // What signs proofs must not be guessable; a public key in PEM is longer anyway.
    if (params.name === 'visitor-identity' && body.value.length < IDENTITY_LENGTH)
      throw invalidRequest({ fields: [{ path: 'body.value', message: `Use at least ${IDENTITY_LENGTH} characters.` }] });
    if (isFunctionSecret(params.name)) {
      const others = (await secrets.list(scope)).filter(({ name }) => isFunctionSecret(name) && name !== params.name);
      if (others.length >= FUNCTION_SECRETS_MOST) throw secretsFull();
    }
    return presentSecret(params.name, await secrets.put(scope, params.name, new Secret(body.value)));
  },
});

const retire = route({
  name: 'retireSecret',
  method: 'delete',
  path: '/secrets/{name}/previous',
  summary: 'Ends the life of the value before the current one',
  policy: staff('secret.manage'),
  audit: { security: true, action: 'secret.previousRetired' },
  params: SecretParams,
  reply: SecretView,
  async handle({ staff: { scope }, params }, { secrets }) {
    const left = await secrets.retirePrevious(scope, params.name);
    if (!left) throw notFound();
    return presentSecret(params.name, left);
  },
});

const remove = route({
  name: 'removeSecret',
  method: 'delete',
  path: '/secrets/{name}',
  summary: 'Removes a secret with every value of it',
  policy: staff('secret.manage'),
  audit: { security: true, action: 'secret.removed' },
  params: SecretParams,
  async handle({ staff: { scope }, params }, { secrets }) {
    if (!(await secrets.remove(scope, params.name))) throw notFound();
  },
});

export const secretRoutes = [list, set, retire, remove];
