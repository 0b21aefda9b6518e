/** The scripted model in a process of its own: answers every chat at once. Prints its address; ends with whoever started it. */
import { LLMock } from '@copilotkit/aimock';

const model = new LLMock({ port: 0, logLevel: 'silent' });
model.onMessage(
  /./,
  { content: 'Standard delivery takes two to four working days, and it is free above the limit that our page names [1].' },
  { latency: 0 },
);
await model.start();
console.log(model.url);
process.stdin.resume().once('end', () => process.exit(0));
