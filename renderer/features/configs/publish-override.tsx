import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../../components/check-field';
import { TextField } from '../../components/field';

export interface Override {
  readonly wanted: boolean;
  readonly reason: string;
}

interface PublishOverrideProps {
  /** Something cannot be written to a phone at all: no reason helps. */
  readonly never: boolean;
  readonly value: Override;
  readonly onChange: (value: Override) => void;
  readonly missing: boolean;
}

/** Errors published all the same, by a decision with a reason. */
export function PublishOverride({ never, value, onChange, missing }: PublishOverrideProps): ReactNode {
  const { t } = useTranslation('compare');
  if (never) return null;
  return (
    <div className="publish-override">
      <CheckField
        label={t('review.override')}
        checked={value.wanted}
        onChange={(event) => onChange({ ...value, wanted: event.target.checked })}
      />
      {value.wanted ? (
        <TextField
          label={t('review.reason')}
          error={missing ? t('review.reasonMissing') : null}
          value={value.reason}
          onChange={(event) => onChange({ ...value, reason: event.target.value })}
        />
      ) : null}
    </div>
  );
}
