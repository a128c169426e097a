/** What a person does on the screens of a station with simulated devices. */
import type { Page } from 'playwright';

/** Signs in as the made-up assistant, by keyboard alone. */
export async function signIn(page: Page, letter = 'm', pin = '271828'): Promise<void> {
  await page.getByRole('heading', { name: 'Who is working here?' }).waitFor();
  await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
  await page.keyboard.press(letter);
  await page.keyboard.type(pin, { delay: 20 });
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
}

/** Opens the visit of the first patient on the list through both steps of the identity check. */
export async function openFirstVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'They have said both' }).click();
  await page.getByRole('button', { name: 'Stated and matches' }).click();
  await page.getByRole('heading', { name: 'This visit', exact: true }).waitFor();
}

/** Uses a control of a simulated device, then comes back to the vitals. */
export async function pressControl(page: Page, device: string, control: string): Promise<void> {
  await page.keyboard.press('Alt+6');
  await page
    .getByRole('navigation', { name: 'Devices' })
    .getByRole('button', { name: new RegExp(device) })
    .click();
  await page.getByRole('button', { name: control, exact: true }).click();
  await page.keyboard.press('Alt+2');
}
