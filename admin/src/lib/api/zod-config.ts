/** Before any schema is made: zod's compiled checks need `eval`, which the console's policy forbids and reports. */
import { config } from 'zod';

config({ jitless: true });
