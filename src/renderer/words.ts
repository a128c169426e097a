/** The one table of words for refusals and faults: what happened, then what to do. A code without words does not compile. */
import type { Failure, FailureCode } from '../preload/contract.ts';

interface Words {
  what: string;
  doThis: string;
}

export const words: Readonly<Record<FailureCode, Words>> = {
  'not-signed-in': { what: 'Nobody is signed in.', doThis: 'Sign in, then do it again.' },
  locked: { what: 'The station is locked.', doThis: 'Enter your PIN, then do it again.' },
  'not-allowed': { what: 'Your role does not include this.', doThis: 'Ask an administrator.' },
  'check-failed': { what: 'Something on this form is missing or does not fit.', doThis: 'Check the fields and try once more.' },
  'pin-wrong': { what: 'That PIN does not match.', doThis: 'Try again.' },
  'pin-paused': { what: 'Too many tries.', doThis: 'Wait, or ask an administrator.' },
  'pin-weak': { what: 'This PIN is too easy to guess.', doThis: 'Choose six digits that are no row and no repetition.' },
  'person-oneself': { what: 'Nobody takes themselves off the list.', doThis: 'Let another administrator do it.' },
  'person-exists': {
    what: 'Somebody with this name is or was here already.',
    doThis: 'Add a middle name or an initial, or take back who left.',
  },
  'patient-exists': { what: 'Another patient has this MRN.', doThis: 'Check the number, or open that patient from the list.' },
  'patient-unknown': { what: 'This patient is not on the list any more.', doThis: 'Look them up again, or add them by hand.' },
  'identity-not-confirmed': { what: 'The identity was not confirmed.', doThis: 'Ask for the full name and the date of birth first.' },
  'visit-open-elsewhere': { what: 'A visit is open already.', doThis: 'Close it, or take it over, then open this one.' },
  'visit-closed': { what: 'This visit was closed.', doThis: 'Open it again to add values.' },
  'visit-not-empty': { what: 'Some values are not signed.', doThis: 'Sign them, or close without them.' },
  'other-patient': {
    what: 'These readings belong to another visit. Nothing was saved.',
    doThis: 'Close this visit and open the right one.',
  },
  'reading-gone': { what: 'This reading is no longer here. Nothing was saved.', doThis: 'Check the sheet and sign again.' },
  'reading-changed': { what: 'The value changed before it was saved.', doThis: 'Check the number and save again.' },
  'reading-too-old': { what: 'A value is too old to sign.', doThis: 'Measure again, or untick it.' },
  'reading-silent': { what: 'The device stopped sending before it was signed.', doThis: 'Check the device, or untick the value.' },
  'nothing-ticked': { what: 'No value is ticked.', doThis: 'Tick what is to be signed.' },
  'told-missing': { what: 'A question about telling the provider is open.', doThis: 'Answer it in the sheet, then sign.' },
  'told-already': { what: 'Somebody has answered this meanwhile.', doThis: 'Look at Today again.' },
  'reason-missing': { what: 'A reason is needed.', doThis: 'Write why, then save again.' },
  'value-impossible': { what: 'This number cannot be saved.', doThis: 'Check the digits and the unit.' },
  'unit-unknown': { what: 'This unit does not belong to this value.', doThis: 'Choose another unit.' },
  'limb-restricted': { what: 'The chart says not to use this arm.', doThis: 'Use the other arm, or state why this one was used.' },
  'already-signed': { what: 'This value was changed already.', doThis: 'Open the newest one and change that.' },
  'device-unknown': { what: 'This device is not set up here any more.', doThis: 'Choose it again in Devices.' },
  'driver-unknown': { what: 'Isoline has no driver of this name.', doThis: 'Choose a device from the list.' },
  'port-unknown': { what: 'This port is not on the computer now.', doThis: 'Plug the cable in, then choose again.' },
  'port-busy': { what: 'Another program is using this cable.', doThis: 'Close it, or unplug and plug the cable in again.' },
  'port-permission': { what: 'This computer does not let Isoline open the port.', doThis: 'Ask IT to run the port rule.' },
  'port-taken': { what: 'Another device of this station uses this port.', doThis: 'Choose another port, or remove that device first.' },
  'library-missing': { what: 'The USB library is not installed.', doThis: 'Ask IT to install libusb-1.0; everything else goes on.' },
  'speeds-not-now': {
    what: 'The speeds of this device cannot be tried now.',
    doThis: 'It needs a serial cable; while they are being tried, wait for the end.',
  },
  'ekg-unknown': { what: 'This EKG is not on the station.', doThis: 'Open the list again.' },
  'ekg-unreadable': { what: 'This file could not be read.', doThis: 'Export it again from the cart, or put it away with a reason.' },
  'ekg-unwritable': { what: 'This format cannot hold the tracing exactly, so nothing was written.', doThis: 'Choose another format.' },
  'ekg-not-now': { what: 'Somebody has decided about this EKG meanwhile.', doThis: 'Look at it again.' },
  'ekg-changed': { what: 'The measurements changed before they were signed.', doThis: 'Check the numbers and sign again.' },
  'ekg-ends-early': {
    what: 'This file ends early. It can be viewed, not confirmed.',
    doThis: 'Ask for a retake, or export it again from the cart.',
  },
  'ekg-no-leads': { what: 'This device sends no tracing now. Nothing was recorded.', doThis: 'Check that it is on and plugged in.' },
  'ekg-too-short': { what: 'Fewer than ten seconds have come so far.', doThis: 'Wait a moment, or record the next ten.' },
  'ekg-recording': { what: 'A recording is running already.', doThis: 'Wait until it is full, or stop it first.' },
  'ekg-drive-gone': { what: 'This drive or file is not there any more.', doThis: 'Plug the drive in again, then choose.' },
  'fridge-unreadable': { what: 'The file cannot be read this way.', doThis: 'Choose other columns or another separator.' },
  'outbox-changed': { what: 'It is another number by now.', doThis: 'Look at it again, then decide.' },
  'fridge-unknown': { what: 'This storage unit is not on the station.', doThis: 'Open the list of fridges again.' },
  'fridge-changed': { what: 'New readings came while you looked. Nothing was signed.', doThis: 'Look at the values again, then sign.' },
  'fridge-disagrees': {
    what: 'What you typed and what the logger says differ by more than half a degree Celsius.',
    doThis: 'Read the display once more, then say which you read.',
  },
  'fridge-check-unknown': { what: 'This check is not on the station.', doThis: 'Open the list of checks again.' },
  'fridge-incident-unknown': { what: 'This incident is not on the station.', doThis: 'Open the list of incidents again.' },
  'fridge-incident-closed': { what: 'This incident is closed.', doThis: 'Reopen it with a reason to write more.' },
  'fridge-no-case-number': {
    what: 'An answer is the manufacturer’s: no call with a case number is written down for this lot.',
    doThis: 'Write the call and its case number first.',
  },
  'fridge-not-closable': {
    what: 'Something is still missing before this incident can be closed.',
    doThis: 'See what is named beside the button.',
  },
  'fridge-too-young': {
    what: 'Some of these readings have to be kept longer, by the clinic’s rule or for an open incident.',
    doThis: 'Choose an earlier day.',
  },
  'fridge-name-differs': { what: 'What was typed is not the name of this unit.', doThis: 'Type its name as it stands above.' },
  'fridge-name-taken': { what: 'Another storage unit has this name.', doThis: 'Give this one a name of its own.' },
  'fridge-basis-kept': {
    what: 'The excursions of this unit are recorded in its present scale, °C or °F.',
    doThis: 'Keep the scale, or retire this unit and add it anew.',
  },
  'fridge-logger-unknown': { what: 'This logger is not in the register.', doThis: 'Add it first, or read its file.' },
  'fridge-moved-later': {
    what: 'This logger came to where it hangs at that time or after it.',
    doThis: 'Say since when it hangs here: a later time, by the logger’s own clock.',
  },
  'fridge-no-scan': { what: 'No scan of this certificate is kept here.', doThis: 'Add the scan to the logger first.' },
  'fridge-scan-unreadable': { what: 'This scan is no PDF, JPEG or PNG.', doThis: 'Scan the certificate to PDF and choose it again.' },
  'fridge-file-gone': { what: 'This logger file is not kept on the station any more.', doThis: 'Open the list of files again.' },
  'fridge-drive-gone': { what: 'This logger or file is not plugged in any more.', doThis: 'Plug the logger in again, then choose.' },
  'fridge-mapping-unknown': {
    what: 'This saved reading of columns is not there any more.',
    doThis: 'Choose another, or set the columns by hand.',
  },
  'fridge-probe-silent': {
    what: 'Nothing that answers as this probe is at that port.',
    doThis: 'Check the plug and the kind of probe, then add it again.',
  },
  'fridge-probe-taken': { what: 'Another probe is polled at this port.', doThis: 'Choose another port, or stop polling that probe first.' },
  'outbox-item-unknown': { what: 'This result is not in the outbox.', doThis: 'Open the outbox again.' },
  'outbox-not-now': { what: 'This result is being sent, or has arrived.', doThis: 'Wait a moment and look again.' },
  'destination-address': {
    what: 'This address cannot be used for the chart.',
    doThis: 'Give an https address, or http on this computer only.',
  },
  'disk-full': { what: 'There is no room left to store the chart.', doThis: 'Nothing was saved. Free space, then save again.' },
  'readings-waiting': {
    what: 'New measurements cannot be stored.',
    doThis: 'They are kept here and tried again. Leave the station on.',
  },
  'database-locked': {
    what: 'The station’s data is in use by another program.',
    doThis: 'Nothing was saved. Wait a moment, then save again.',
  },
  'demo-only': { what: 'This is possible only with simulated devices.', doThis: 'Start the station with --demo to try it.' },
  'not-connected': {
    what: 'The station is not answering.',
    doThis: 'This screen connects again by itself. Wait for it, then look whether this was done.',
  },
  unexpected: {
    what: 'Something went wrong in the station. Nothing was lost.',
    doThis: 'Try once more; if it stays, call support with the reference.',
  },
};

/** Words for one failure, with what it is about where that helps. */
export function wordsFor(failure: Failure, whose?: string): Words {
  const { what, doThis } = words[failure.code];
  const about = failure.about ?? '';
  if (failure.code === 'pin-wrong') {
    const tries = about === '' ? doThis : `${about} ${about === '1' ? 'try' : 'tries'} left.`;
    return { what: whose === undefined ? what : `That PIN does not match ${whose}.`, doThis: tries };
  }
  if (failure.code === 'pin-paused' && about !== '')
    return {
      what,
      doThis: `Wait ${Math.floor(Number(about) / 60)}:${String(Number(about) % 60).padStart(2, '0')}, or ask an administrator.`,
    };
  if (failure.code === 'visit-closed' && about !== '') return { what: `This visit was closed by ${about}.`, doThis };
  if (failure.code === 'visit-not-empty' && about !== '')
    return { what: `${about} ${about === '1' ? 'value is' : 'values are'} not signed.`, doThis };
  if (failure.code === 'readings-waiting' && about === 'disk-full')
    return {
      what: 'There is no room left to store new measurements.',
      doThis: 'They are kept here until there is. Free space; leave the station on.',
    };
  return { what, doThis };
}
