/** From a cart's file to a clinician's signature, in a real browser: matched by a person, looked at, compared, edited, confirmed, exported, printed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readTracing } from '../../drivers/tracings.ts';
import { writeWfdb } from '../../drivers/wfdb/encode.ts';
import { type CartFiles, writeCartFiles } from '../support/cart-files.ts';
import { launchChromium } from '../support/chromium.ts';
import { madeUpHeart } from '../support/made-up-heart.ts';
import { place } from '../support/rooming-steps.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';
import { alone } from '../support/tracing-files.ts';
import { undoAfterEach } from '../support/undo.ts';

const later = undoAfterEach();
const pins = { 'Maria Reyes': '271828', 'Dr. Lindqvist': '141421', 'Tom Whitfield': '161803' } as const;
type Name = keyof typeof pins;

let browser: Browser;
let folder: string;
let files: CartFiles;
beforeAll(async () => {
  browser = await launchChromium();
  folder = mkdtempSync(join(tmpdir(), 'isoline-cart-'));
  files = await writeCartFiles(folder);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

let page: Page;
async function begin(): Promise<{ station: StationRun; context: BrowserContext }> {
  const station = await runPreparedDemo();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(station.address);
  return { station, context };
}

function beginAnew(): void {
  beforeEach(async () => {
    const { station, context } = await begin();
    later(station, (run) => run.stop());
    later(context, (one) => one.close());
  });
}

async function signIn(name: Name): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.keyboard.type(pins[name], { delay: 20 });
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}

async function handOver(name: Name): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await signIn(name);
}

async function openInbox(): Promise<void> {
  await place(page, 'EKG');
  await page
    .getByRole('navigation', { name: 'EKG' })
    .getByRole('button', { name: /^Inbox/ })
    .click();
  await page.getByRole('heading', { name: 'EKG inbox' }).waitFor();
}

async function choose(path: string): Promise<void> {
  await page.getByLabel('EKG files').setInputFiles(path);
}

/** As from the desktop onto the window. */
async function drop(path: string, name: string): Promise<void> {
  const carried = await page.evaluateHandle(
    ([base64, called]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64!), (byte) => byte.charCodeAt(0))], called!));
      return transfer;
    },
    [readFileSync(path).toString('base64'), name],
  );
  await page.getByRole('heading', { name: 'EKG inbox' }).dispatchEvent('drop', { dataTransfer: carried });
}

const chosenFile = () => page.getByRole('complementary', { name: 'The chosen file' });
const sheet = () => page.getByRole('complementary', { name: 'Measured' });
const paper = () => page.getByRole('img', { name: /^EKG on paper/ });

async function matched(path: string): Promise<void> {
  await openInbox();
  await choose(path);
  await chosenFile().getByRole('button', { name: 'Same person' }).click();
  await paper().waitFor();
}

describe('a cart’s file', () => {
  beginAnew();

  it('is nobody’s until a person has compared both sets of identifiers; then it can be taken back', async () => {
    await signIn('Maria Reyes');
    await openInbox();
    await drop(files.today, 'today.scp');
    await chosenFile().getByText('The name on the file is HADAD, Samir; the date of birth and the number match.').waitFor();
    const rows = await chosenFile().getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.split(/\s*[\t\n]+\s*/))).toEqual([
      ['', 'On the file', 'In Isoline'],
      ['Name', 'HADAD, Samir', 'HADDAD, Samir', 'differs'],
      ['Born', '07/02/1981', '07/02/1981', 'same'],
      ['Number', '00517770', 'MRN 005 177 70', 'same'],
    ]);
    await chosenFile().getByRole('button', { name: 'Same person' }).click();
    await page.getByRole('heading', { name: 'HADDAD, Samir' }).waitFor();
    await page.getByText(/^Matched .* by Maria Reyes/).waitFor();
    await page.getByRole('button', { name: 'Not this patient?' }).click();
    await page.getByLabel('Why is this not the patient?').fill('the other Haddad');
    await page.getByRole('button', { name: 'Take it from this patient' }).click();
    await page.getByRole('heading', { name: 'Whose is this?' }).waitFor();
  });

  it('of several files is one record: its header says what it lacks, and is read once the samples come with it', async () => {
    const pair = writeWfdb(madeUpHeart({ noise: 4 }).tracing, 'rest').map(({ name, bytes }) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    });
    await signIn('Maria Reyes');
    await openInbox();
    await page.getByLabel('EKG files').setInputFiles(pair[0]!);
    await chosenFile()
      .getByText(/rest\.dat is not beside the header/)
      .waitFor();
    await page.getByLabel('EKG files').setInputFiles(pair);
    await page.getByRole('status').getByText('rest.hea is here.').waitFor();
    await page.getByRole('button', { name: /^rest.hea.*No name is on it/ }).waitFor();
    await chosenFile().getByRole('heading', { name: 'Whose EKG is this?' }).waitFor();
  });

  it('can be matched to another patient than the proposed one, found by name', async () => {
    await signIn('Maria Reyes');
    await openInbox();
    await choose(files.today);
    await chosenFile().getByRole('button', { name: 'Not this patient' }).click();
    await chosenFile().getByLabel('Find a patient, by name or MRN').fill('ward');
    await chosenFile().getByRole('button', { name: 'Find', exact: true }).click();
    await chosenFile()
      .getByRole('button', { name: /WARD, Thomas/ })
      .click();
    await chosenFile()
      .getByText(/nothing on it matches/)
      .waitFor();
    await chosenFile().getByRole('button', { name: 'Same person' }).click();
    await page.getByRole('heading', { name: 'WARD, Thomas' }).waitFor();
  });

  it('that cannot be read is kept, says what in it could not be, and is put away with a reason; the same file again changes nothing', async () => {
    await signIn('Maria Reyes');
    await openInbox();
    await choose(files.torn);
    await page.getByRole('status').getByText('torn.xml could not be read; it is kept.').waitFor();
    await chosenFile()
      .getByText(/XML is not well formed/i)
      .waitFor();
    await choose(files.irregular);
    await page.getByRole('status').getByText('irregular.scp is here.').waitFor();
    await choose(files.torn);
    await page
      .getByRole('status')
      .getByText(/^torn\.xml/)
      .waitFor();
    expect(await page.getByRole('region', { name: 'Whose are these?' }).getByRole('listitem').count()).toBe(2);
    await chosenFile().getByRole('button', { name: 'Put it away, with reason' }).click();
    await chosenFile().getByRole('button', { name: 'Exported again' }).click();
    await chosenFile().getByRole('button', { name: 'Put it away', exact: true }).click();
    await page.getByRole('button', { name: /^torn\.xml/ }).waitFor({ state: 'detached' });
  });

  it('that ends early can be viewed and says how much of it is there; it cannot be confirmed', async () => {
    await signIn('Dr. Lindqvist');
    await matched(files.early);
    await sheet().getByText('This file ends early: 7.4 of 10 s could be read. It can be viewed, not confirmed.').waitFor();
    await expect
      .poll(() =>
        sheet()
          .getByRole('button', { name: /^Confirm as/ })
          .isDisabled(),
      )
      .toBe(true);
    await page.keyboard.press('Control+Enter');
    await sheet().getByText('A file that ends early is not confirmed.').waitFor();
    await page
      .getByRole('status')
      .getByText(/^Waiting for a clinician/)
      .waitFor();
  });
});

describe('the review', () => {
  beginAnew();

  it('shows ours, the cart’s and the earlier numbers; an assistant looks, a clinician edits and confirms, and both are kept', async () => {
    await signIn('Maria Reyes');
    await matched(files.before);
    await page.getByRole('button', { name: 'Back to the inbox' }).click();
    await matched(files.today);
    expect((await sheet().getByRole('columnheader').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'Measured',
      'Isoline unconfirmed',
      'Cart unconfirmed',
      'Before 02/11/2026',
    ]);
    const row = (name: RegExp) => sheet().getByRole('row', { name }).getByRole('cell').allInnerTexts();
    expect((await row(/^HR/))[1]).toBe('71');
    expect(await row(/^T axis/)).toEqual([expect.stringMatching(/^−?\d+°$/), '—', expect.stringMatching(/^−?\d+°$/)]);
    const [computedQt, cartQt] = await row(/^QT ms/);
    expect(cartQt).toBe('396');
    expect(Math.abs(Number(computedQt) - 390)).toBeLessThanOrEqual(10);
    await sheet().getByText('“Sinus rhythm. Within normal limits.”').waitFor();
    await sheet()
      .getByText(/^QTc by the others: Fridericia \d+ · Framingham \d+ · Hodges \d+$/)
      .waitFor();
    expect(
      await sheet()
        .getByRole('button', { name: /^Confirm/ })
        .count(),
    ).toBe(0);
    await sheet().getByText('A clinician confirms the values.').waitFor();

    await place(page, 'Today');
    await page.getByText('2 EKGs to confirm').waitFor();
    await handOver('Dr. Lindqvist');
    await openInbox();
    await page.getByRole('button', { name: /HADDAD, Samir.*Nov 23, 2026/ }).click();
    await sheet().getByRole('button', { name: 'Edit values' }).click();
    const field = (name: string) => sheet().getByRole('textbox', { name, exact: true });
    await field('QT, ms').fill('40.2');
    await sheet().getByRole('alert').getByText('QT: whole numbers only. Leave it empty where there is none.').waitFor();
    await field('QT, ms').fill('402');
    await sheet().getByRole('button', { name: 'Take QTc 436, Bazett of these' }).click();
    await field('P axis, degrees').fill('');
    await field('Comment, kept with the values').fill('T end read by hand in V5');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/^Confirmed by Dr\. Lindqvist, \d+:\d\d$/)
      .waitFor();
    expect((await row(/^QT ms/))[0]).toBe('402');
    expect((await row(/^QTc/))[0]).toBe('436');
    expect((await row(/^P axis/))[0]).toBe('—');
    await sheet().getByText('T end read by hand in V5').waitFor();
    await sheet().getByRole('radio', { name: 'Computed' }).check({ force: true });
    expect((await row(/^QT ms/))[0]).toBe(computedQt);
    await place(page, 'Today');
    await page.getByText('1 EKG to confirm').waitFor();
  });

  it('asks for a retake with a reason, which then stands on the tracing', async () => {
    await signIn('Dr. Lindqvist');
    await matched(files.today);
    await sheet().getByRole('button', { name: 'Ask for a retake' }).click();
    await sheet().getByRole('button', { name: 'V1 and V2 look high' }).click();
    await sheet().getByRole('button', { name: 'Ask for a retake' }).click();
    await sheet().getByText('Retake asked by Dr. Lindqvist: V1 and V2 look high').waitFor();
    await page.getByRole('status').getByText('Retake asked').waitFor();
  });

  it('says why P is missing, and shows no number for it', async () => {
    await signIn('Dr. Lindqvist');
    await openInbox();
    await choose(files.irregular);
    await chosenFile().getByLabel('Find a patient, by name or MRN').fill('nguyen');
    await chosenFile().getByRole('button', { name: 'Find', exact: true }).click();
    await chosenFile()
      .getByRole('button', { name: /NGUYEN, Linh/ })
      .click();
    await chosenFile().getByRole('button', { name: 'Same person' }).click();
    await sheet().getByText('P: none was found before the QRS; the rhythm is irregular.').waitFor();
    for (const name of [/^PR/, /^P axis/]) {
      expect((await sheet().getByRole('row', { name }).getByRole('cell').allInnerTexts())[0]).toBe('—');
    }
  });

  it('computes nothing when the administrator has switched analysis off; the cart’s numbers stay', async () => {
    await signIn('Tom Whitfield');
    await place(page, 'Settings');
    await page.getByText('Isoline measures tracings and judges their quality').click();
    await handOver('Dr. Lindqvist');
    await matched(files.today);
    await sheet()
      .getByText(/^Analysis is switched off at this clinic/)
      .waitFor();
    expect((await sheet().getByRole('row', { name: /^HR/ }).getByRole('cell').allInnerTexts()).slice(0, 2)).toEqual(['—', '71']);
    expect(await page.getByText('Median beats').count()).toBe(0);
    await sheet().getByText('Nothing is computed here: edit the values first.').waitFor();
    await sheet().getByRole('button', { name: 'Edit values' }).click();
    await sheet().getByRole('button', { name: 'Start from the cart’s values' }).click();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/^Confirmed by Dr\. Lindqvist/)
      .waitFor();
  });

  it('compares with the earlier tracing by median beat, laid over and under, and opens it', async () => {
    await signIn('Maria Reyes');
    await matched(files.before);
    await page.getByText('No earlier tracing of this patient is here.').waitFor();
    await page.getByRole('button', { name: 'Back to the inbox' }).click();
    await matched(files.today);
    const beats = page.getByRole('region', { name: 'Median beats' });
    expect(await beats.getByRole('img').count()).toBe(12);
    await beats.getByRole('radio', { name: 'Stacked' }).check({ force: true });
    expect(await beats.getByRole('img', { name: /of Feb 11, 2026/ }).count()).toBe(12);
    await beats.getByRole('radio', { name: 'Off' }).check({ force: true });
    expect(await beats.getByRole('img').count()).toBe(12);
    await beats.getByText(/P on −1\d\d · P off −\d+ · QRS on 0 · QRS off \d+ · T off \d\d\d/).waitFor();
    await beats.getByRole('button', { name: 'Open the tracing of Feb 11, 2026' }).click();
    await page.getByText('Feb 11, 2026 8:30:00', { exact: true }).waitFor();
  });
});

describe('the paper', () => {
  // One tracing for all: nothing here changes it.
  let begun: Awaited<ReturnType<typeof begin>>;
  beforeAll(async () => {
    begun = await begin();
    await signIn('Maria Reyes');
    await matched(files.today);
  });
  afterAll(async () => {
    await begun?.context.close();
    await begun?.station.stop();
  });

  it('is to scale: calipers a second apart by hand are 1000 ms, moved by keyboard 8 ms, and march along the strip', async () => {
    await page.getByRole('button', { name: 'Calipers' }).click();
    const reading = page.getByRole('status').filter({ hasText: /^\d+ ms|mV$/ });
    await expect.poll(() => reading.first().innerText()).toMatch(/^1000 ms/);
    const ends = [/first end/, /second end/].map((name) => page.getByRole('button', { name }));
    const [first, second] = await Promise.all(ends.map((end) => end.boundingBox()));
    const grid = (await paper().boundingBox())!;
    const perMillimetre = grid.width / 261;
    expect((second!.x - first!.x) / perMillimetre).toBeCloseTo(25, 1);
    await ends[1]!.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => reading.first().innerText()).toMatch(/^1008 ms/);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => reading.first().innerText()).toMatch(/^968 ms/);
    const box = (await ends[1]!.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 10 * perMillimetre, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => reading.first().innerText()).toMatch(/^568 ms/);
    await page.getByText('March along the strip').click();
    await page.getByRole('radio', { name: 'Voltage' }).check({ force: true });
    await expect.poll(() => reading.first().innerText()).toMatch(/^\d\.\d\d mV$/);
  });

  it('goes out in every format with the samples that came in', async () => {
    const came = await readTracing(alone('today.scp', readFileSync(files.today)));
    for (const [format, ending] of [
      ['DICOM', '.dcm'],
      ['SCP-ECG', '.scp'],
      ['aECG', '.xml'],
      ['EDF\\+', '.edf'],
      ['PDF', '.pdf'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await page
        .getByRole('region', { name: 'Export' })
        .getByRole('button', { name: new RegExp(`^${format}`) })
        .click();
      const saved = await download;
      expect(saved.suggestedFilename()).toMatch(new RegExp(`^ekg-2026-11-23T09-58-12\\${ending}$`));
      const bytes = readFileSync((await saved.path())!);
      if (ending === '.pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      else {
        const went = await readTracing(alone(`again${ending}`, bytes));
        for (const name of ['I', 'II', 'V1', 'V6']) {
          const of = (tracing: typeof came) => tracing.leads.find((lead) => lead.name === name)!;
          expect([...of(went).samples], `${format} ${name}`).toEqual([...of(came).samples]);
        }
      }
    }
  });

  it('prints the same picture on a page of exactly its size', async () => {
    await page.addInitScript(() => {
      window.print = () => {
        const shown = document.querySelector('[data-print]')!;
        // What the dialog would have shown, kept for the test when the page has gone on.
        Object.assign(window, {
          printed: shown.outerHTML,
          sheets: [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText),
        });
      };
    });
    await page.reload();
    await paper().waitFor();
    await page.getByRole('button', { name: 'Print' }).click();
    await page.waitForFunction(() => 'printed' in window);
    expect(await page.evaluate(() => (window as unknown as { sheets: string[] }).sheets.join())).toMatch(/size: 279\.4mm 215\.9mm/);
    // The dialog has closed: what it showed is put back to be printed to a file.
    await page.evaluate(() => {
      const { printed, sheets } = window as unknown as { printed: string; sheets: string[] };
      const again = document.createElement('div');
      document.body.append(again);
      again.outerHTML = printed;
      const rules = new CSSStyleSheet();
      rules.replaceSync(sheets.join(''));
      document.adoptedStyleSheets = [rules];
    });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const text = pdf.toString('latin1');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)!;
    expect([Number(width), Number(height)].map((points) => (points * 25.4) / 72)).toEqual([
      expect.closeTo(279.4, 0),
      expect.closeTo(215.9, 0),
    ]);
    const file = join(folder, 'printed.pdf');
    writeFileSync(file, pdf);
    const told = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    if (told.error !== undefined) return;
    expect(told.stdout).toMatch(/HADDAD, Samir\s+born 07\/02\/1981\s+45 y\s+Male\s+MRN 00517770\s+Unconfirmed/);
    expect(told.stdout).toMatch(/25 mm\/s\s+10 mm\/mV\s+Filter 0\.05–150 Hz, notch off/);
  });
});

describe('by keyboard alone', () => {
  beginAnew();

  it('a clinician opens the inbox, looks and confirms', async () => {
    await signIn('Dr. Lindqvist');
    await matched(files.today);
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Alt+3');
    const tab = page.getByRole('navigation', { name: 'EKG' }).getByRole('button', { name: /^Inbox/ });
    await tab.focus();
    await page.keyboard.press('Enter');
    const region = () => page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? '');
    for (let step = 0; step < 8 && (await region()) !== 'list'; step += 1) await page.keyboard.press('F6');
    expect(await region()).toBe('list');
    await page.keyboard.press('Enter');
    await paper().waitFor();
    for (let step = 0; step < 8 && (await region()) !== 'sheet'; step += 1) await page.keyboard.press('F6');
    expect(await region()).toBe('sheet');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/^Confirmed by Dr\. Lindqvist/)
      .waitFor();
  });
});
