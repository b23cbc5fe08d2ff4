// A site's schedules in memory, as they are stored.
import type { ScheduleRecord, ScheduleStore } from './schedule-store';

export class ScheduleBook {
  private readonly records = new Map<number, ScheduleRecord>();

  constructor(
    private readonly store: ScheduleStore,
    siteId: number,
  ) {
    for (const record of store.all(siteId)) this.records.set(record.id, record);
  }

  all(): ScheduleRecord[] {
    return [...this.records.values()];
  }

  get(id: number): ScheduleRecord | null {
    return this.records.get(id) ?? null;
  }

  insert(schedule: Omit<ScheduleRecord, 'id'>): ScheduleRecord {
    const record = this.store.insert(schedule);
    this.records.set(record.id, record);
    return record;
  }

  update(record: ScheduleRecord): ScheduleRecord {
    this.store.update(record);
    this.records.set(record.id, record);
    return record;
  }

  /** Stored with the row of the run that sees to it. */
  noteSeen(record: ScheduleRecord, seenTo: number): void {
    this.records.set(record.id, { ...record, seenTo });
  }

  remove(id: number): void {
    this.store.remove(id);
    this.records.delete(id);
  }
}
