/** Tells zod not to compile its schemas: the policy of the console forbids `eval`, and even trying is reported. Must run before a schema is made. */
import { config } from 'zod';

config({ jitless: true });
