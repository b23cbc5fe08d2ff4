// What is known of a phone that asks at its first address, put before the rule that decides.
import { decideFirstContact, type FirstContactDecision } from '../../core/provisioning/first-contact';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { NeighbourTable } from './neighbour-table';

export class FirstContactCheck {
  constructor(
    private readonly state: Pick<SiteState, 'evidence'>,
    private readonly around: Surroundings,
    private readonly neighbours: NeighbourTable,
  ) {}

  of(
    phone: Pick<PhoneRecord, 'id' | 'mac' | 'model' | 'armed' | 'lastFetch'>,
    peer: string,
    now: number,
  ): FirstContactDecision {
    const { evidence } = this.state;
    const told = evidence.of('notified', phone.id);
    const disarmed = evidence.of('disarmed', phone.id);
    return decideFirstContact({
      now,
      peer,
      mac: phone.mac,
      armed: phone.armed,
      disarmed: disarmed && { at: disarmed.at, peer: disarmed.peer ?? '' },
      bootstrapsAtEveryStart: this.around.family.bootstrapsAtEveryStart(phone.model),
      notified: told && { at: told.at, boundPeer: told.peer },
      lastGoodPeer: phone.lastFetch?.peer ?? null,
      neighbourMac: this.neighbours.macOf(peer),
    });
  }
}
