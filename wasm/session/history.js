/** Reports that are kept, at most. */
const MOST = 2048;

/** The reports of a training; when there are too many, every second one goes. */
export class History {
  /** @type {import('../sluice.d.ts').Progress[]} */
  reports = [];

  /** @param {import('../sluice.d.ts').Progress} report */
  add(report) {
    if (this.reports.length === MOST) this.reports = this.reports.filter((_, i) => i % 2 === 1);
    this.reports.push(report);
  }
}
