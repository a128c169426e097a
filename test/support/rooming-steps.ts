/** What a medical assistant does on the screen, as steps of a browser test. */
import type { Page } from 'playwright';
import type { ServedPatient } from './fhir-server.ts';

/** The first person of a new station. */
export async function beginAs(page: Page, name = 'Maria Reyes'): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('PIN, six digits').fill('271828');
  await page.getByLabel('The same PIN again').fill('271828');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
}

export async function addToToday(page: Page, { family, given, birthDate, mrn }: ServedPatient): Promise<void> {
  await page.getByRole('button', { name: 'Add by hand' }).click();
  await page.getByLabel('Family name').fill(family);
  await page.getByLabel('Given name').fill(given);
  await page.getByLabel('Date of birth, MM/DD/YYYY').fill(written(birthDate));
  await page.getByLabel('MRN').fill(mrn);
  await page.getByRole('button', { name: 'Add to today' }).click();
  await page.getByRole('button', { name: 'They have said both' }).waitFor();
}

/** Both identifiers are said and shown; the visit is not open yet. */
export async function identify(page: Page, { family, birthDate }: ServedPatient): Promise<void> {
  await place(page, 'Today');
  await page
    .getByRole('button', { name: new RegExp(family, 'i') })
    .first()
    .click();
  await page.getByRole('button', { name: 'They have said both' }).click();
  await page.getByText(written(birthDate)).first().waitFor();
}

export async function openVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stated and matches' }).click();
  await page.getByRole('heading', { name: 'This visit', exact: true }).waitFor();
}

export async function place(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

export async function type(page: Page, row: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Type ${row}` }).click();
  await page.getByRole('textbox', { name: /Value|Score/ }).fill(value);
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: new RegExp(`Sign ${row}`, 'i') }).waitFor();
}

/** Answers what the clinic asks about, then signs what is ticked. */
export async function sign(page: Page): Promise<void> {
  for (const question of await page.getByRole('region', { name: /^Told the provider/ }).all()) {
    await question.getByRole('radio', { name: 'Not yet' }).check({ force: true });
  }
  const signed = page.getByText(/Signed by Maria Reyes/);
  const silent = page.getByText('The device stopped sending before it was signed.');
  // On a busy machine a played stream pauses, and what pauses is rightly not signed: a person presses again.
  for (let tries = 3; tries > 0; tries -= 1) {
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Review before signing' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await signed.or(silent).first().waitFor();
    if (await signed.first().isVisible()) return;
  }
  throw new Error('the device stopped sending each time it was to be signed');
}

export async function inTheChart(page: Page): Promise<void> {
  await page
    .getByText(/^In the chart, /)
    .first()
    .waitFor({ timeout: 60_000 });
}

/** Changes a signed value, chosen by its row, and gives the reason. No numbers: it is withdrawn. */
export async function change(page: Page, row: string, numbers: readonly string[], reason: string): Promise<void> {
  const sheet = page.getByRole('region', { name: 'Signed set' });
  await sheet
    .getByRole('button', { name: new RegExp(`^${row}`) })
    .last()
    .click();
  const form = page.getByRole('region', { name: 'Correct a signed value' });
  if (numbers.length === 0) await form.getByRole('radio', { name: 'Withdraw it' }).check({ force: true });
  for (const [index, number] of numbers.entries()) await form.locator('input[inputmode=decimal]').nth(index).fill(number);
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: numbers.length === 0 ? 'Withdraw it' : 'Sign the correction' }).click();
  await form.waitFor({ state: 'detached' });
}

function written(date: string): string {
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}`;
}
