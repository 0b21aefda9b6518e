/** The language model of the configuration, the one that stands in for it, and the quotes that need none; each behind its breaker. */
import type { Breaker } from '../../circuit/breaker.ts';
import { guardedModel } from '../../circuit/model.ts';
import type { Config } from '../../config/config.ts';
import { extractiveAnswerer } from '../../extractive/answerer.ts';
import { openAiModel, type OpenAiOptions } from '../../openai/model.ts';
import { ownKeyModel } from '../../openai/own-key.ts';
import { toolDialects, type ToolDialects } from '../../openai/tool-dialects.ts';
import type { Model } from '../../ports/model.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import type { Circuits } from '../../ports/workers.ts';
import type { Parts } from './parts.ts';

type Models = Pick<Parts, 'model' | 'fallback' | 'quotes'>;

export type ModelsNeed = {
  /** How a provider is called: through which egress, with what patience, into which log. */
  asking: Pick<OpenAiOptions, 'egress' | 'limits' | 'log'>;
  circuits: Circuits<Breaker>;
  /** Where the keys of tenants are. */
  secrets: SecretStore;
  /** Takes the place of all that the configuration names. */
  instead?: Model | undefined;
};

export function chooseModels(config: Config, { asking, circuits, secrets, instead }: ModelsNeed): Models {
  const dialects = toolDialects();
  const shared = guarded(instead ? { model: instead, fallback: null, quotes: null } : configured(config, asking, dialects), circuits);
  return {
    ...shared,
    // A tenant's key and its provider say nothing of the installation's, so they stand beside its breaker.
    model: ownKeyModel({
      shared: shared.model,
      keyOf: (scope, options) => secrets.current(scope, 'model-key', options),
      make: (apiKey) => openAiModel({ ...asking, apiKey, baseURL: config.OPENAI_BASE_URL, model: config.OPENAI_MODEL, dialects }),
    }),
  };
}

/** A key or the address of an endpoint switches the language model on; some local servers need no key. */
function configured(config: Config, asking: ModelsNeed['asking'], dialects: ToolDialects): Models {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: url, OPENAI_FALLBACK_MODEL: second, OPENAI_FALLBACK_BASE_URL: secondUrl } = config;
  if (!key && !url) return { model: extractiveAnswerer(), fallback: null, quotes: extractiveAnswerer() };
  const secondKey = config.OPENAI_FALLBACK_API_KEY ?? key ?? 'none';
  return {
    model: openAiModel({ ...asking, apiKey: key ?? 'none', baseURL: url, model: config.OPENAI_MODEL, dialects }),
    // Another address alone is enough: the same model is then asked elsewhere.
    fallback:
      second || secondUrl ? openAiModel({ ...asking, apiKey: secondKey, baseURL: secondUrl ?? url, model: second ?? config.OPENAI_MODEL }) : null,
    quotes: extractiveAnswerer(),
  };
}

const guarded = ({ model, fallback, quotes }: Models, circuits: Circuits<Breaker>): Models => ({
  model: guardedModel(model, circuits.model),
  fallback: fallback && guardedModel(fallback, circuits.fallback),
  quotes,
});
