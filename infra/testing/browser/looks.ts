/** How a page looks: its accessibility faults, and pictures for people who want to see it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Serious and critical faults, each with the first element that has it. Asked without motion: what is half faded in has no colours yet. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Kept in the folder PARLEY_PICTURES, where somebody names one: as the page is, and as a phone shows it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PARLEY_PICTURES;
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}.png` });
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${folder}/${name}-phone.png` });
  if (wide) await page.setViewportSize(wide);
}
