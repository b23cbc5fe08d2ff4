import { useMemo, useState, type ReactNode } from 'react';
import { useParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { formatScope, parseScope, type Scope } from '../../../electron/core/configs/scope';
import { ProblemError } from '../../../electron/core/shared/problem';
import { useCall } from '../../client/use-call';
import { ErrorState } from '../../components/error-state';
import { SkeletonRows } from '../../components/skeleton';
import { FileEditor } from './file-editor';
import { HistoryList } from './history-list';
import { LayerTree } from './layer-tree';
import { RevisionView } from './revision-view';
import { SiteFactsDialog } from './site-facts-dialog';
import { loadedFile } from './use-draft';
import './configs.css';
import './editor.css';

/** The text editor of one config file. A phone's layers stay in view while one of them is edited: the tree hands the phone on. */
export function ConfigEditorPage(): ReactNode {
  const { scope: written } = useParams<{ scope: string }>();
  const scope = parseScope(decoded(written));
  const from = useHistoryState<{ phone?: string } | null>();
  if (!scope.ok) return <ErrorState error={new ProblemError(scope.problem)} />;
  const phone = scope.value.kind === 'phone' ? scope.value.mac : (from?.phone ?? null);
  return <Editor key={formatScope(scope.value)} scope={scope.value} seenFrom={phone} />;
}

/** The router decodes some signs and not others; a lone `%` in a group's name is no escape. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function Editor({ scope, seenFrom }: { scope: Scope; seenFrom: string | null }): ReactNode {
  const written = formatScope(scope);
  const [revision, setRevision] = useState<number | null>(null);
  const [factsOpen, setFactsOpen] = useState(false);
  const file = useCall('configs.get', { scope: written, source: 'draft' });
  const loaded = useMemo(() => (file.data ? loadedFile(file.data) : null), [file.data]);
  const files = useCall('configs.files', {});
  const history = useCall('configs.history', {});
  const phones = useCall('phones.list', {});

  const known = phones.data?.phones ?? [];
  const phone = known.find((each) => each.mac === seenFrom) ?? null;
  const side = (
    <div className="editor-side">
      <LayerTree scope={scope} phone={phone} files={files.data?.files ?? []} onSiteFacts={() => setFactsOpen(true)} />
      <HistoryList
        revisions={history.data?.revisions ?? []}
        draftSavedAt={file.data?.draft ? file.data.savedAt : null}
        shown={revision}
        onShow={setRevision}
      />
    </div>
  );

  return (
    <>
      {loaded ? (
        <FileEditor
          scope={scope}
          loaded={loaded}
          phones={known}
          seenFrom={phone}
          file={files.data?.files.find((each) => each.scope === written) ?? null}
          side={side}
          revision={
            revision === null ? null : (
              <RevisionView
                scope={written}
                revision={revision}
                at={history.data?.revisions.find((each) => each.revision === revision)?.at ?? null}
                onBack={() => setRevision(null)}
              />
            )
          }
          onLeaveRevision={() => setRevision(null)}
          onSiteFacts={() => setFactsOpen(true)}
        />
      ) : file.error ? (
        <ErrorState error={file.error} onRetry={() => void file.refetch()} />
      ) : (
        <SkeletonRows rows={16} columns={[120, 240]} />
      )}
      {factsOpen ? <SiteFactsDialog onClose={() => setFactsOpen(false)} /> : null}
    </>
  );
}
