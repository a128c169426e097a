/** Rows of the stock of storage units. */
import type { VaccineLot } from '../../preload/contract.ts';
import { type Db, transaction } from './open.ts';

type LotRow = Omit<VaccineLot, 'opened'> & { opened: 0 | 1 | null };

/** In the order they were written. */
export function lotsOf(db: Db, unitId: string): VaccineLot[] {
  const rows = db
    .prepare('SELECT vaccine, maker, lot, expires, doses, funding, opened FROM vaccine_lots WHERE unit_id = ? ORDER BY position')
    .all(unitId) as LotRow[];
  return rows.map((row) => ({ ...row, opened: row.opened === null ? null : row.opened === 1 }));
}

/** Writes: these in place of those that were there. */
export function keepLots(db: Db, unitId: string, lots: readonly VaccineLot[]): void {
  transaction(db, () => {
    db.prepare('DELETE FROM vaccine_lots WHERE unit_id = ?').run(unitId);
    const insert = db.prepare(
      `INSERT INTO vaccine_lots (unit_id, position, vaccine, maker, lot, expires, doses, funding, opened)
       VALUES (@unitId, @position, @vaccine, @maker, @lot, @expires, @doses, @funding, @opened)`,
    );
    for (const [position, lot] of lots.entries())
      insert.run({ ...lot, unitId, position, opened: lot.opened === null ? null : Number(lot.opened) });
  });
}
