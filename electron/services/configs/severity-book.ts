// How serious each code is in this site. It is a setting of the site, not part of drafts and revisions: it says how people work
// with files, not what phones get, and going back to an old revision must not change it.
import {
  isNeverPublishable,
  layerSeverities,
  mayBeOff,
  type SeverityChoice,
} from '../../core/configs/problem-severity';
import type { Severity } from '../../core/shared/problem';
import type { GradedCode } from '../../core/shared/problem-codes';
import { fail, ok, type Result } from '../../core/shared/result';
import type { AuditStore } from '../phones/phone-store';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';

export interface CodeSeverity {
  readonly code: string;
  readonly severity: SeverityChoice;
  readonly usual: Severity;
  readonly own: boolean;
  /** Cannot be changed: such text would reach no phone. */
  readonly fixed: boolean;
  readonly mayBeOff: boolean;
}

export class SeverityBook {
  private readonly usual: ReadonlyMap<string, Severity>;
  private readonly own: Map<string, SeverityChoice>;
  private changes = 0;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>,
    private readonly audit: AuditStore,
  ) {
    this.usual = new Map(Object.entries({ ...around.family.severities, ...layerSeverities }));
    const saved = settings.setting(this.settingName);
    this.own = new Map(saved === null ? [] : Object.entries(JSON.parse(saved) as Record<string, SeverityChoice>));
  }

  /** Another number after any change. */
  get version(): number {
    return this.changes;
  }

  /** Codes without a severity of their own are errors. */
  of(code: string): SeverityChoice {
    return this.own.get(code) ?? this.usual.get(code) ?? 'error';
  }

  /** The problems as this site sees them, without those it has turned off. */
  graded<P extends { readonly code: GradedCode }>(problems: readonly P[]): (P & { readonly severity: Severity })[] {
    return problems.flatMap((problem) => {
      const severity = this.of(problem.code);
      return severity === 'off' ? [] : [{ ...problem, severity }];
    });
  }

  all(): CodeSeverity[] {
    return [...this.usual.keys()].map((code) => this.view(code));
  }

  /** VALUE_INVALID for a code that has no severity, or that can have no such one. */
  set(code: string, severity: SeverityChoice | null, actor: string): Result<CodeSeverity> {
    if (severity === 'off' && this.usual.has(code) && !isNeverPublishable(code) && !mayBeOff(code)) {
      return fail({
        code: 'VALUE_INVALID',
        message: `${code} cannot be turned off: a phone throws the whole file away because of it.`,
        remedy: 'Call it a hint, and it blocks nothing.',
      });
    }
    if (!this.usual.has(code) || isNeverPublishable(code)) {
      return fail({
        code: 'VALUE_INVALID',
        message: this.usual.has(code)
          ? `How serious ${code} is cannot be changed: such text reaches no phone.`
          : `"${code}" is no code that has a severity.`,
        remedy: 'Choose one of the codes in the list of severities.',
      });
    }
    if (severity === null || severity === this.usual.get(code)) this.own.delete(code);
    else this.own.set(code, severity);
    this.changes++;
    this.settings.saveSetting(this.settingName, JSON.stringify(Object.fromEntries(this.own)));
    this.audit.append(this.state.site.id, {
      at: this.around.clock.now(),
      actor,
      action: 'severity-changed',
      phoneId: null,
      detail: `${code}: ${this.of(code)}`,
    });
    this.around.announce('configs');
    return ok(this.view(code));
  }

  private view(code: string): CodeSeverity {
    const usual = this.usual.get(code) ?? 'error';
    return {
      code,
      severity: this.of(code),
      usual,
      own: this.own.has(code),
      fixed: isNeverPublishable(code),
      mayBeOff: mayBeOff(code),
    };
  }

  private get settingName(): string {
    return `severities of site ${this.state.site.id}`;
  }
}
