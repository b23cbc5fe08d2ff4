import { useQuery } from '@tanstack/react-query';
import type { Family } from '../../../electron/core/families/family';

async function loadFamily(): Promise<Family> {
  const [{ createPanasonicFamily }, { catalogueRows }, catalogue] = await Promise.all([
    import('../../../electron/core/families/panasonic/panasonic-family'),
    import('../../../electron/core/families/panasonic/catalogue'),
    import('../../../resources/families/panasonic/catalogue.json'),
  ]);
  return createPanasonicFamily(catalogueRows(catalogue.default));
}

/** The family's own rules, for checking while typing; null until they are loaded. What the workstation says later counts. */
export function useFamily(): Family | null {
  return useQuery({ queryKey: ['family'], queryFn: loadFamily, staleTime: Infinity, gcTime: Infinity }).data ?? null;
}
